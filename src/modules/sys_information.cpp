// Facts in sys: version, platform, number formats, flags.
#include <cfloat>

#include "base/version.h"
#include "modules/sys_parts.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/struct_sequence.h"

namespace memphis {

namespace {

constexpr int64_t kHexVersion = int64_t{kPythonMajor} << 24 | kPythonMinor << 16 | kPythonMicro << 8 | 0xf0;
constexpr const char* kVersion = MEMPHIS_PYTHON_VERSION " (Memphis " MEMPHIS_VERSION ") [Clang " __clang_version__ "]";

constexpr StructField kVersionFields[] = {
    {"major", "Major release number"},   {"minor", "Minor release number"},
    {"micro", "Patch release number"},   {"releaselevel", "'alpha', 'beta', 'candidate', or 'final'"},
    {"serial", "Serial release number"},
};
constexpr StructSequenceSpec kVersionInfo =
    struct_sequence("sys", "version_info", "The version of the language.", kVersionFields, 5, false);

constexpr StructField kFloatFields[] = {
    {"max", "The largest finite float."},
    {"max_exp", "The largest exponent of 2 plus 1."},
    {"max_10_exp", "The largest exponent of 10."},
    {"min", "The smallest positive normal float."},
    {"min_exp", "The smallest exponent of 2 plus 1."},
    {"min_10_exp", "The smallest exponent of 10."},
    {"dig", "Decimal digits that survive a round trip."},
    {"mant_dig", "Binary digits of the mantissa."},
    {"epsilon", "The distance from 1.0 to the next float."},
    {"radix", "The base of the exponent."},
    {"rounds", "How additions round."},
};
constexpr StructSequenceSpec kFloatInfo =
    struct_sequence("sys", "float_info", "Limits and precision of floats.", kFloatFields, 11);

constexpr StructField kIntFields[] = {{"bits_per_digit", "Bits of a digit."},
                                      {"sizeof_digit", "Bytes of a digit."},
                                      {"default_max_str_digits", "The limit of conversions to text at the start."},
                                      {"str_digits_check_threshold", "The least limit that can be set."}};
constexpr StructSequenceSpec kIntInfo = struct_sequence("sys", "int_info", "How ints are represented.", kIntFields, 4);

constexpr StructField kHashFields[] = {{"width", "Bits of a hash."},
                                       {"modulus", "The prime that hashes of numbers are reduced by."},
                                       {"inf", "The hash of infinity."},
                                       {"nan", "Not used any more."},
                                       {"imag", "The factor of imaginary parts."},
                                       {"algorithm", "How str and bytes are hashed."},
                                       {"hash_bits", "Bits that the algorithm yields."},
                                       {"seed_bits", "Bits of its key."},
                                       {"cutoff", "The length up to which another algorithm serves."}};
constexpr StructSequenceSpec kHashInfo = struct_sequence("sys", "hash_info", "Parameters of hashing.", kHashFields, 9);

constexpr StructField kThreadFields[] = {
    {"name", "The implementation."}, {"lock", "How locks work."}, {"version", "The version of the library."}};
constexpr StructSequenceSpec kThreadInfo =
    struct_sequence("sys", "thread_info", "How threads are implemented.", kThreadFields, 3);

constexpr StructField kFlagFields[] = {
    {"debug", "-d"},
    {"inspect", "-i"},
    {"interactive", "-i"},
    {"optimize", "-O or -OO"},
    {"dont_write_bytecode", "-B"},
    {"no_user_site", "-s"},
    {"no_site", "-S"},
    {"ignore_environment", "-E"},
    {"verbose", "-v"},
    {"bytes_warning", "-b"},
    {"quiet", "-q"},
    {"hash_randomization", "-R"},
    {"isolated", "-I"},
    {"dev_mode", "-X dev"},
    {"utf8_mode", "-X utf8"},
    {"warn_default_encoding", "-X warn_default_encoding"},
    {"safe_path", "-P"},
    {"int_max_str_digits", "-X int_max_str_digits"},
    {"gil", "-X gil"},
    {"thread_inherit_context", "-X thread_inherit_context"},
    {"context_aware_warnings", "-X context_aware_warnings"},
};
constexpr StructSequenceSpec kFlags =
    struct_sequence("sys", "flags", "Switches of the command line.", kFlagFields, 18, false);

Value make_one(Thread& thread, const StructSequenceSpec& spec, std::span<const Value> values) {
  Type* type = TRY(make_struct_sequence_type(thread, spec));
  thread.runtime.permanent.push_back(type);
  return make_struct_sequence(thread, type, values);
}

Value integer(int64_t value) { return Value::small_int(value); }

Value make_version_info(Thread& thread) {
  const Value values[] = {integer(kPythonMajor), integer(kPythonMinor), integer(kPythonMicro),
                          TRY(make_str(thread, "final")), integer(0)};
  return make_one(thread, kVersionInfo, values);
}

Value make_float_info(Thread& thread) {
  const Value values[] = {TRY(make_float(thread, DBL_MAX)),
                          integer(DBL_MAX_EXP),
                          integer(DBL_MAX_10_EXP),
                          TRY(make_float(thread, DBL_MIN)),
                          integer(DBL_MIN_EXP),
                          integer(DBL_MIN_10_EXP),
                          integer(DBL_DIG),
                          integer(DBL_MANT_DIG),
                          TRY(make_float(thread, DBL_EPSILON)),
                          integer(FLT_RADIX),
                          integer(1)};
  return make_one(thread, kFloatInfo, values);
}

Value make_hash_info(Thread& thread) {
  const Value values[] = {integer(64),      integer((int64_t{1} << 61) - 1),    integer(314159), integer(0),
                          integer(1000003), TRY(make_str(thread, "siphash13")), integer(64),     integer(128),
                          integer(0)};
  return make_one(thread, kHashInfo, values);
}

Value make_flags(Thread& thread) {
  const Options& options = thread.runtime.options;
  Value values[21];
  for (Value& value : values) value = integer(0);
  const SystemFlags& flags = options.flags;
  values[0] = integer(flags.debug);
  values[1] = integer(flags.inspect);
  values[2] = integer(flags.interactive);
  values[3] = integer(options.optimize);
  values[4] = integer(flags.dont_write_bytecode);
  values[5] = integer(flags.no_user_site || flags.isolated);
  values[6] = integer(flags.no_site);
  values[7] = integer(flags.ignore_environment);
  values[8] = integer(flags.verbose);
  values[9] = integer(flags.bytes_warning);
  values[10] = integer(flags.quiet);
  values[11] = integer(options.random_hash_seed || options.hash_seed != 0);
  values[12] = integer(flags.isolated);
  values[13] = Value::boolean(flags.dev_mode);
  values[14] = integer(flags.utf8_mode);
  values[15] = integer(flags.warn_default_encoding);
  values[16] = Value::boolean(flags.safe_path || flags.isolated);
  values[17] = integer(options.int_max_str_digits);
  values[18] = integer(1);
  return make_one(thread, kFlags, values);
}

Value make_implementation(Thread& thread, Value version_info) {
  Dict* fields = TRY(make_dict(thread));
  auto set = [&](const char* name, Value value) -> Status {
    return dict_set_name(thread, fields, TRY(intern_text(thread.runtime, name)), value);
  };
  TRY(set("name", TRY(make_str(thread, "memphis"))));
  // Each engine caches what it runs: see api/code_format.h.
  bool treewalk = thread.runtime.options.treewalk;
  TRY(set("cache_tag", TRY(make_str(thread, treewalk ? "memphis-314-treewalk" : "memphis-314"))));
  TRY(set("version", version_info));
  TRY(set("hexversion", integer(kHexVersion)));
  TRY(set("_multiarch", TRY(make_str(thread, "x86_64-linux-gnu"))));
  TRY(set("supports_isolated_interpreters", Value::false_value()));
  return call_with(thread, thread.runtime.type(TypeId::kSimpleNamespace), thread.runtime.empty_tuple, fields);
}

}  // namespace

Status add_sys_information(Thread& thread, Module* module) {
  auto set = [&](const char* name, Value value) -> Status {
    return set_module_attribute(thread, module, name, TRY(value));
  };
  auto text = [&](std::string_view content) -> Value { return TRY(make_str(thread, content)); };
  Value version_info = TRY(make_version_info(thread));
  TRY(set("version_info", version_info));
  TRY(set("version", text(kVersion)));
  TRY(set("hexversion", integer(kHexVersion)));
  TRY(set("api_version", integer(1013)));
  TRY(set("copyright", text("Copyright (c) the authors of Memphis. See the file LICENSE.")));
  TRY(set("_git", TRY(make_tuple(thread, {text("Memphis"), text(""), text("")}))));
  TRY(set("implementation", make_implementation(thread, version_info)));
  TRY(set("platform", text("linux")));
  TRY(set("byteorder", text("little")));
  TRY(set("maxsize", make_int(thread, INT64_MAX)));
  TRY(set("maxunicode", integer(0x10ffff)));
  TRY(set("float_repr_style", text("short")));
  TRY(set("float_info", make_float_info(thread)));
  const Value int_values[] = {integer(30), integer(4), integer(4300), integer(640)};
  TRY(set("int_info", make_one(thread, kIntInfo, int_values)));
  TRY(set("hash_info", make_hash_info(thread)));
  const Value thread_values[] = {text("pthread"), text("semaphore"), Value::none()};
  TRY(set("thread_info", make_one(thread, kThreadInfo, thread_values)));
  return set("flags", make_flags(thread));
}

}  // namespace memphis

// The module marshal.
#include "modules/marshal/format.h"
#include "modules/modules.h"
#include "runtime/argument_support.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

Bytes* dump_to_bytes(Thread& thread, Value value, Value version, Value allow_code) {
  std::string out;
  int number = TRY(int_argument(thread, version, marshal::kVersion));
  bool with_code = TRY(flag_argument(thread, allow_code, true));
  TRY(marshal::write_object(thread, out, value, number, with_code));
  return make_bytes(thread, {reinterpret_cast<const uint8_t*>(out.data()), out.size()});
}

Value dumps(Thread& thread, Value* args) { return dump_to_bytes(thread, args[0], args[1], args[2]); }

Value dump(Thread& thread, Value* args) {
  Bytes* bytes = TRY(dump_to_bytes(thread, args[0], args[2], args[3]));
  return call_method(thread, args[1], TRY(intern_text(thread.runtime, "write")), {Value(bytes)});
}

Value loads(Thread& thread, Value* args) {
  bool with_code = TRY(flag_argument(thread, args[1], true));
  Buffer buffer(thread);
  TRY(buffer.acquire(args[0]));
  return marshal::read_object(thread, buffer.bytes(), with_code);
}

Value load(Thread& thread, Value* args) {
  bool with_code = TRY(flag_argument(thread, args[1], true));
  Str* name = TRY(intern_text(thread.runtime, "read"));
  Value nothing = TRY(call_method(thread, args[0], name, {Value::small_int(0)}));
  if (!nothing.is_kind(Kind::kBytes)) {
    return raise_type_error(thread, "file.read() returned not bytes but {}", type_name(thread, nothing));
  }
  return marshal::read_object_from_file(thread, args[0], with_code);
}

constexpr NativeDefinition kFunctions[] = {
    {"dump(value, file, version=version, /, *, allow_code=True)", dump, "Writes the value's bytes to a binary file."},
    {"load(file, /, *, allow_code=True)", load, "The value at the front of a binary file."},
    {"dumps(value, version=version, /, *, allow_code=True)", dumps, "The value as bytes."},
    {"loads(bytes, /, *, allow_code=True)", loads, "The value at the front of bytes."},
};

}  // namespace

namespace marshal {

namespace {
constexpr char kFormatKey = 0;  // its address is the key of the module state: the CodeFormat
}

void install_code_format(Runtime& runtime, const CodeFormat* format) {
  runtime.module_states.emplace_back(&kFormatKey, const_cast<CodeFormat*>(format));
}

const CodeFormat* code_format(const Runtime& runtime) {
  for (const auto& [key, state] : runtime.module_states) {
    if (key == &kFormatKey) return static_cast<const CodeFormat*>(state);
  }
  return nullptr;
}

}  // namespace marshal

Value create_marshal_module(Thread& thread) {
  Module* module = TRY(make_native_module(thread, "marshal", "Values as bytes, for a machine's own use.", kFunctions));
  TRY(set_module_attribute(thread, module, "version", Value::small_int(marshal::kVersion)));
  return module;
}

}  // namespace memphis

#include "modules/compression/lzma_filters.h"

#include <cstdlib>

#include "runtime/dict_operations.h"
#include "runtime/int_operations.h"
#include "runtime/operations.h"

namespace memphis::compression {

namespace {

bool is_mapping(Thread& thread, Value value) {
  return !type_of(thread, value)->special_method(Special::kGetItem).is_unbound() && !is_str(value) &&
         !value.is_kind(Kind::kList) && !value.is_kind(Kind::kTuple) && !value.is_kind(Kind::kBytes);
}

// mapping[name], unbound when there is none.
Value find_option(Thread& thread, Value mapping, const char* name) {
  Value found = get_item(thread, mapping, TRY(make_str(thread, name)));
  if (!found.is_error()) return found;
  if (take_if_pending(thread, ExceptionId::kKeyError)) return Value::unbound();
  return Value::error();
}

Fallible<uint64_t> unsigned_option(Thread& thread, Value value, uint64_t maximum) {
  const Value index = TRY(to_index(thread, value));
  uint64_t number;
  if (int_sign(index) < 0) return raise_value_error(thread, "value must be positive");
  if (!int_to_uint64(index, number) || number > maximum) {
    return raise(thread, ExceptionId::kOverflowError, "Value too large for uint{}_t type",
                 maximum > UINT32_MAX ? 64 : 32);
  }
  return number;
}

// The options that a specifier may have, and where their values go.
struct OptionPlace {
  const char* name;
  uint32_t* place;
};

// Takes the options; ValueError "Invalid filter specifier for ..." for any other or for a value that is none.
Status take_options(Thread& thread, Value specifier, std::span<const OptionPlace> places, const char* filter) {
  int64_t known = 0;
  for (const char* name : {"id", "preset"}) {
    const bool is_preset = name[0] == 'p';
    if (is_preset && std::string_view(filter) != "LZMA filter") continue;
    if (!TRY(find_option(thread, specifier, name)).is_unbound()) known++;
  }
  bool is_valid = true;
  for (const OptionPlace& option : places) {
    Value value = TRY(find_option(thread, specifier, option.name));
    if (value.is_unbound()) continue;
    known++;
    Fallible<uint64_t> number = unsigned_option(thread, value, UINT32_MAX);
    if (number.failed()) {
      take_pending(thread);
      is_valid = false;
    } else {
      *option.place = static_cast<uint32_t>(number.value());
    }
  }
  if (is_valid && TRY(length(thread, specifier)) == known) return {};
  return raise_value_error(thread, "Invalid filter specifier for {}", filter);
}

Status read_lzma_options(Thread& thread, Value specifier, lzma_options_lzma& options) {
  uint32_t preset = LZMA_PRESET_DEFAULT;
  Value given = TRY(find_option(thread, specifier, "preset"));
  if (!given.is_unbound()) preset = static_cast<uint32_t>(TRY(unsigned_option(thread, given, UINT32_MAX)));
  if (lzma_lzma_preset(&options, preset)) {
    return raise_lzma_message(thread, fmt::format("Invalid compression preset: {}", preset));
  }
  uint32_t mode = options.mode, finder = options.mf;
  const OptionPlace places[] = {{"dict_size", &options.dict_size},
                                {"lc", &options.lc},
                                {"lp", &options.lp},
                                {"pb", &options.pb},
                                {"mode", &mode},
                                {"nice_len", &options.nice_len},
                                {"mf", &finder},
                                {"depth", &options.depth}};
  TRY(take_options(thread, specifier, places, "LZMA filter"));
  options.mode = static_cast<lzma_mode>(mode);
  options.mf = static_cast<lzma_match_finder>(finder);
  return {};
}

bool is_branch_filter(lzma_vli id) {
  switch (id) {
    case LZMA_FILTER_X86:
    case LZMA_FILTER_POWERPC:
    case LZMA_FILTER_IA64:
    case LZMA_FILTER_ARM:
    case LZMA_FILTER_ARMTHUMB:
    case LZMA_FILTER_SPARC: return true;
    default: return false;
  }
}

Status set_option(Thread& thread, Dict* dict, const char* name, uint64_t value) {
  return dict_set(thread, dict, TRY(make_str(thread, name)), make_int_unsigned(thread, value));
}

Value describe_filter(Thread& thread, const lzma_filter& filter) {
  Dict* dict = TRY(make_dict(thread));
  TRY(set_option(thread, dict, "id", filter.id));
  if (filter.id == LZMA_FILTER_LZMA1) {
    const auto& options = *static_cast<const lzma_options_lzma*>(filter.options);
    TRY(set_option(thread, dict, "lc", options.lc));
    TRY(set_option(thread, dict, "lp", options.lp));
    TRY(set_option(thread, dict, "pb", options.pb));
    TRY(set_option(thread, dict, "dict_size", options.dict_size));
  } else if (filter.id == LZMA_FILTER_LZMA2) {
    TRY(set_option(thread, dict, "dict_size", static_cast<const lzma_options_lzma*>(filter.options)->dict_size));
  } else if (filter.id == LZMA_FILTER_DELTA) {
    TRY(set_option(thread, dict, "dist", static_cast<const lzma_options_delta*>(filter.options)->dist));
  } else if (filter.options != nullptr) {
    TRY(set_option(thread, dict, "start_offset", static_cast<const lzma_options_bcj*>(filter.options)->start_offset));
  }
  return dict;
}

}  // namespace

Status check_lzma(Thread& thread, lzma_ret code) {
  switch (code) {
    case LZMA_OK:
    case LZMA_GET_CHECK:
    case LZMA_NO_CHECK:
    case LZMA_STREAM_END: return {};
    case LZMA_UNSUPPORTED_CHECK: return raise_lzma_message(thread, "Unsupported integrity check");
    case LZMA_MEM_ERROR: return raise_memory_error(thread);
    case LZMA_MEMLIMIT_ERROR: return raise_lzma_message(thread, "Memory usage limit exceeded");
    case LZMA_FORMAT_ERROR: return raise_lzma_message(thread, "Input format not supported by decoder");
    case LZMA_OPTIONS_ERROR: return raise_lzma_message(thread, "Invalid or unsupported options");
    case LZMA_DATA_ERROR: return raise_lzma_message(thread, "Corrupt input data");
    case LZMA_BUF_ERROR: return raise_lzma_message(thread, "Insufficient buffer space");
    case LZMA_PROG_ERROR: return raise_lzma_message(thread, "Internal error");
    default:
      return raise_lzma_message(thread, fmt::format("Unrecognized error from liblzma: {}", static_cast<int>(code)));
  }
}

Status read_filter(Thread& thread, Value specifier, lzma_filter& filter, FilterChain::Options& options) {
  if (!is_mapping(thread, specifier)) {
    return raise_type_error(thread, "Filter specifier must be a dict or dict-like object");
  }
  Value id = TRY(find_option(thread, specifier, "id"));
  if (id.is_unbound()) return raise_value_error(thread, "Filter specifier must have an \"id\" entry");
  filter.id = TRY(unsigned_option(thread, id, UINT64_MAX));
  filter.options = &options;
  options = {};
  if (filter.id == LZMA_FILTER_LZMA1 || filter.id == LZMA_FILTER_LZMA2) {
    return read_lzma_options(thread, specifier, options.lzma);
  }
  if (filter.id == LZMA_FILTER_DELTA) {
    options.delta.type = LZMA_DELTA_TYPE_BYTE;
    options.delta.dist = 1;
    const OptionPlace places[] = {{"dist", &options.delta.dist}};
    return take_options(thread, specifier, places, "delta filter");
  }
  if (is_branch_filter(filter.id)) {
    const OptionPlace places[] = {{"start_offset", &options.bcj.start_offset}};
    return take_options(thread, specifier, places, "BCJ filter");
  }
  return raise_value_error(thread, "Invalid filter ID: {}", filter.id);
}

Status read_filters(Thread& thread, Value sequence, FilterChain& chain) {
  const int64_t count = TRY(length(thread, sequence));
  if (count > LZMA_FILTERS_MAX) {
    return raise_value_error(thread, "Too many filters - liblzma supports a maximum of {}", LZMA_FILTERS_MAX);
  }
  for (int64_t i = 0; i < count; i++) {
    Value specifier = TRY(get_item(thread, sequence, Value::small_int(i)));
    TRY(read_filter(thread, specifier, chain.filters[i], chain.options[i]));
  }
  chain.filters[count].id = LZMA_VLI_UNKNOWN;
  return {};
}

Value encode_filter_properties(Thread& thread, Value* args) {
  lzma_filter filter;
  FilterChain::Options options;
  TRY(read_filter(thread, args[0], filter, options));
  uint32_t size;
  TRY(check_lzma(thread, lzma_properties_size(&size, &filter)));
  Bytes* bytes = TRY(allocate_bytes(thread, size));
  TRY(check_lzma(thread, lzma_properties_encode(&filter, bytes->data)));
  return bytes;
}

Value decode_filter_properties(Thread& thread, Value* args) {
  lzma_filter filter{};
  filter.id = TRY(unsigned_option(thread, args[0], UINT64_MAX));
  Buffer bytes(thread);
  TRY(bytes.acquire(args[1]));
  TRY(check_lzma(thread, lzma_properties_decode(&filter, nullptr, bytes.data(), bytes.size())));
  Value description = describe_filter(thread, filter);
  free(filter.options);  // liblzma allocated them
  return description;
}

}  // namespace memphis::compression

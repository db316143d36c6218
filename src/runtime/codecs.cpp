#include "runtime/codecs.h"

#include <algorithm>
#include <string>

#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

struct CodecName {
  std::string_view name;  // lower case, '_' between words
  Codec codec;
};

constexpr CodecName kCodecNames[] = {
    {"utf_8", Codec::kUtf8},
    {"utf8", Codec::kUtf8},
    {"u8", Codec::kUtf8},
    {"utf", Codec::kUtf8},
    {"cp65001", Codec::kUtf8},
    {"utf8_ucs2", Codec::kUtf8},
    {"utf8_ucs4", Codec::kUtf8},
    {"utf_8_sig", Codec::kUtf8Signature},
    {"utf8_sig", Codec::kUtf8Signature},
    {"utf_7", Codec::kUtf7},
    {"utf7", Codec::kUtf7},
    {"u7", Codec::kUtf7},
    {"unicode_1_1_utf_7", Codec::kUtf7},
    {"utf_16", Codec::kUtf16},
    {"utf16", Codec::kUtf16},
    {"u16", Codec::kUtf16},
    {"utf_16_le", Codec::kUtf16Little},
    {"utf_16le", Codec::kUtf16Little},
    {"unicodelittleunmarked", Codec::kUtf16Little},
    {"utf_16_be", Codec::kUtf16Big},
    {"utf_16be", Codec::kUtf16Big},
    {"unicodebigunmarked", Codec::kUtf16Big},
    {"utf_32", Codec::kUtf32},
    {"utf32", Codec::kUtf32},
    {"u32", Codec::kUtf32},
    {"utf_32_le", Codec::kUtf32Little},
    {"utf_32le", Codec::kUtf32Little},
    {"utf_32_be", Codec::kUtf32Big},
    {"utf_32be", Codec::kUtf32Big},
    {"ascii", Codec::kAscii},
    {"us_ascii", Codec::kAscii},
    {"646", Codec::kAscii},
    {"us", Codec::kAscii},
    {"iso646_us", Codec::kAscii},
    {"ansi_x3.4_1968", Codec::kAscii},
    {"latin_1", Codec::kLatin1},
    {"latin1", Codec::kLatin1},
    {"latin", Codec::kLatin1},
    {"l1", Codec::kLatin1},
    {"iso_8859_1", Codec::kLatin1},
    {"iso8859_1", Codec::kLatin1},
    {"iso8859", Codec::kLatin1},
    {"8859", Codec::kLatin1},
    {"cp819", Codec::kLatin1},
    {"iso_ir_100", Codec::kLatin1},
    {"unicode_escape", Codec::kUnicodeEscape},
    {"unicodeescape", Codec::kUnicodeEscape},
    {"raw_unicode_escape", Codec::kRawUnicodeEscape},
    {"rawunicodeescape", Codec::kRawUnicodeEscape},
};

// The state behind the registry: search functions, codecs found so far, error handlers, and whether the standard search
// function is (or is about to be) there.
enum RegistryPart : uint8_t { kSearchFunctions, kFoundCodecs, kErrorHandlers, kHasStandardSearch, kRegistryParts };

Tuple* registry(Thread& thread) {
  Runtime& runtime = thread.runtime;
  if (!runtime.codec_registry.is_unbound()) return runtime.codec_registry.as<Tuple>();
  Value parts[kRegistryParts] = {TRY(make_list(thread)), TRY(make_dict(thread)), TRY(make_dict(thread)),
                                 Value::false_value()};
  Tuple* made = TRY(make_tuple(thread, std::span<const Value>(parts)));
  runtime.codec_registry = made;
  runtime.permanent.push_back(made);
  return made;
}

// Lower case; runs of anything but letters, digits and dots become one '_', as the registry's keys are.
std::string normalize(std::string_view name) {
  std::string out;
  bool separate = false;
  for (char c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.')) {
      separate = true;
      continue;
    }
    if (separate && !out.empty()) out += '_';
    separate = false;
    out += c;
  }
  return out;
}

// Spellings for which CPython does not ask its registry either: a failing codec leaves no note then.
bool is_direct_name(std::string_view name) {
  constexpr std::string_view kDirectNames[] = {"utf_8", "utf8",     "utf_16", "utf16",   "utf_32",     "utf32",
                                               "ascii", "us_ascii", "latin1", "latin_1", "iso_8859_1", "iso8859_1"};
  std::string normalized = normalize(name);
  return std::find(std::begin(kDirectNames), std::end(kDirectNames), normalized) != std::end(kDirectNames);
}

// The registry with the standard search function, which comes with the package `encodings`, in front of all others. The
// package is imported when somebody first needs the registry: most programs never do.
Tuple* registry_with_standard_search(Thread& thread) {
  Tuple* parts = TRY(registry(thread));
  if (parts->items[kHasStandardSearch].is_true() || thread.runtime.import_function.is_unbound()) return parts;
  parts->items[kHasStandardSearch] = Value::true_value();
  Value package = call(thread, thread.runtime.import_function, {TRY(make_str(thread, "encodings"))});
  if (package.is_error() && !take_if_pending(thread, ExceptionId::kImportError)) {
    parts->items[kHasStandardSearch] = Value::false_value();
    return nullptr;
  }
  return parts;
}

// The names of an encoding and of a handler as C strings: no zero characters, no surrogates.
Fallible<std::string> plain_name(Thread& thread, Str* name) {
  if (!name->is_ascii()) TRY(encode_native(thread, Codec::kUtf8, name, nullptr));
  std::string text = text_of(name);
  if (text.find('\0') != std::string::npos) return raise_value_error(thread, "embedded null character");
  return text;
}

Value search_codec(Thread& thread, List* functions, Str* name) {
  for (uint64_t i = 0; i < functions->size; i++) {
    Value found = TRY(call(thread, functions->items()[i], {name}));
    if (found.is_none()) continue;
    if (!found.is_kind(Kind::kTuple) || found.as<Tuple>()->size != 4) {
      return raise_type_error(thread, "codec search functions must return 4-tuples");
    }
    return found;
  }
  return Value::unbound();
}

// The stateless encoder (decoder) of a CodecInfo for str.encode (bytes.decode); which must be of a text encoding.
Value codec_function(Thread& thread, std::string_view encoding, int part, const char* alternative) {
  Value info = TRY(lookup_codec(thread, encoding));
  if (!info.is_exactly(Kind::kTuple)) {
    Value is_text = TRY(find_attribute(thread, info, TRY(intern_text(thread.runtime, "_is_text_encoding"))));
    if (!is_text.is_unbound() && !TRY(is_true(thread, is_text))) {
      return raise(thread, ExceptionId::kLookupError, "'{}' is not a text encoding; use {} to handle arbitrary codecs",
                   std::string(encoding), alternative);
    }
  }
  return info.as<Tuple>()->items[part];
}

// Says on the pending exception which codec failed.
Failure note_failing_codec(Thread& thread, std::string_view name, bool encoding) {
  add_note_to_pending(thread, fmt::format("{} with '{}' codec failed", encoding ? "encoding" : "decoding", name));
  return Failure{};
}

Value call_codec(Thread& thread, Value function, Value input, Str* errors, std::string_view name, bool encoding) {
  Value answer = errors == nullptr ? call(thread, function, {input}) : call(thread, function, {input, errors});
  if (answer.is_error()) return note_failing_codec(thread, name, encoding);
  if (!answer.is_kind(Kind::kTuple) || answer.as<Tuple>()->size != 2) {
    return raise_type_error(thread, "{} must return a tuple (object, integer)", encoding ? "encoder" : "decoder");
  }
  return answer.as<Tuple>()->items[0];
}

}  // namespace

Codec find_codec(std::string_view name) {
  if (name == "utf-8") return Codec::kUtf8;
  if (name.size() > 24) return Codec::kUnknown;
  std::string normalized = normalize(name);
  for (const CodecName& entry : kCodecNames) {
    if (entry.name == normalized) return entry.codec;
  }
  return Codec::kUnknown;
}

Status register_error_handler(Thread& thread, Str* name, Value handler) {
  return dict_set(thread, TRY(error_handler_dict(thread)), name, handler);
}

Value registered_error_handler(Thread& thread, Str* name) {
  return dict_get(thread, TRY(error_handler_dict(thread)), name);
}

Dict* error_handler_dict(Thread& thread) { return TRY(registry(thread))->items[kErrorHandlers].as<Dict>(); }

Status register_codec_search(Thread& thread, Value function) {
  Tuple* parts = TRY(registry_with_standard_search(thread));
  return list_append(thread, parts->items[kSearchFunctions].as<List>(), function);
}

Status unregister_codec_search(Thread& thread, Value function) {
  Tuple* parts = TRY(registry(thread));
  auto* functions = parts->items[kSearchFunctions].as<List>();
  for (uint64_t i = 0; i < functions->size; i++) {
    if (functions->items()[i] != function) continue;
    for (uint64_t j = i + 1; j < functions->size; j++) functions->items()[j - 1] = functions->items()[j];
    functions->items()[--functions->size] = Value(uint64_t{0});
    dict_clear(parts->items[kFoundCodecs].as<Dict>());
    break;
  }
  return {};
}

Fallible<bool> unregister_error_handler(Thread& thread, Str* name) {
  Value removed = TRY(dict_pop(thread, TRY(error_handler_dict(thread)), name));
  return !removed.is_unbound();
}

Value lookup_codec(Thread& thread, std::string_view encoding) {
  Tuple* parts = TRY(registry_with_standard_search(thread));
  Str* name = TRY(make_str(thread, normalize(encoding)));
  auto* found = parts->items[kFoundCodecs].as<Dict>();
  Value cached = TRY(dict_get(thread, found, name));
  if (!cached.is_unbound()) return cached;
  auto* functions = parts->items[kSearchFunctions].as<List>();
  Value info = TRY(search_codec(thread, functions, name));
  if (info.is_unbound()) return raise(thread, ExceptionId::kLookupError, "unknown encoding: {}", std::string(encoding));
  TRY(dict_set(thread, found, name, info));
  return info;
}

Value encode_with_registry(Thread& thread, Value object, Str* encoding, Str* errors) {
  std::string name = encoding == nullptr ? std::string("utf-8") : TRY(plain_name(thread, encoding));
  Value info = TRY(lookup_codec(thread, name));
  return call_codec(thread, info.as<Tuple>()->items[0], object, errors, name, true);
}

Value decode_with_registry(Thread& thread, Value object, Str* encoding, Str* errors) {
  std::string name = encoding == nullptr ? std::string("utf-8") : TRY(plain_name(thread, encoding));
  Value info = TRY(lookup_codec(thread, name));
  return call_codec(thread, info.as<Tuple>()->items[1], object, errors, name, false);
}

namespace {

// In development mode a wrong name is an error even where it is not needed.
Status check_names(Thread& thread, std::string_view encoding, const Str* errors) {
  if (!thread.runtime.options.flags.dev_mode) return {};
  if (find_codec(encoding) == Codec::kUnknown) (void)TRY(lookup_codec(thread, encoding));
  if (find_error_handler(errors) != ErrorHandler::kRegistered) return {};
  Value handler = TRY(registered_error_handler(thread, const_cast<Str*>(errors)));
  if (!handler.is_unbound()) return {};
  return raise(thread, ExceptionId::kLookupError, "unknown error handler name '{}'", text_of(errors));
}

}  // namespace

Value encode_text(Thread& thread, Str* text, Str* encoding, Str* errors) {
  if (encoding == nullptr && errors == nullptr) return encode_native(thread, Codec::kUtf8, text, nullptr);
  std::string name = encoding == nullptr ? std::string("utf-8") : TRY(plain_name(thread, encoding));
  if (errors != nullptr) TRY(plain_name(thread, errors));
  TRY(check_names(thread, name, errors));
  Codec codec = find_codec(name);
  if (codec != Codec::kUnknown) {
    Value result = encode_native(thread, codec, text, errors);
    return result.is_error() && !is_direct_name(name) ? note_failing_codec(thread, name, true) : result;
  }
  Value encoder = TRY(codec_function(thread, name, 0, "codecs.encode()"));
  Value result = TRY(call_codec(thread, encoder, text, errors, name, true));
  if (result.is_kind(Kind::kBytes)) return result;
  if (result.is_kind(Kind::kByteArray)) return make_bytes(thread, result.as<ByteArray>()->view());
  return raise_type_error(
      thread, "'{}' encoder returned '{}' instead of 'bytes'; use codecs.encode() to encode to arbitrary types", name,
      type_name(thread, result));
}

Value decode_text(Thread& thread, std::span<const uint8_t> bytes, Value object, Str* encoding, Str* errors) {
  DecodeState state;
  if (encoding == nullptr && errors == nullptr)
    return decode_native(thread, Codec::kUtf8, bytes, object, nullptr, state);
  std::string name = encoding == nullptr ? std::string("utf-8") : TRY(plain_name(thread, encoding));
  if (errors != nullptr) TRY(plain_name(thread, errors));
  TRY(check_names(thread, name, errors));
  Codec codec = find_codec(name);
  if (codec != Codec::kUnknown) {
    Value result = decode_native(thread, codec, bytes, object, errors, state);
    return result.is_error() && !is_direct_name(name) ? note_failing_codec(thread, name, false) : result;
  }
  Value decoder = TRY(codec_function(thread, name, 1, "codecs.decode()"));
  if (object.is_unbound()) object = TRY(make_bytes(thread, bytes));
  Value result = TRY(call_codec(thread, decoder, object, errors, name, false));
  if (is_str(result)) return result;
  return raise_type_error(
      thread, "'{}' decoder returned '{}' instead of 'str'; use codecs.decode() to decode to arbitrary types", name,
      type_name(thread, result));
}

}  // namespace memphis

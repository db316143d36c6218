// The module _codecs: the registry of encodings and error handlers, and the native encodings as functions.
#include <climits>

#include "modules/codecs/codecs_parts.h"
#include "modules/modules.h"
#include "runtime/argument_support.h"
#include "runtime/call.h"
#include "runtime/codecs.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace codecs {

Value result_pair(Thread& thread, Value result, uint64_t taken) {
  TRY(result);
  return make_tuple(thread, {result, make_int(thread, static_cast<int64_t>(taken))});
}

namespace {

// ---- The registry ----

Value codecs_register(Thread& thread, Value* args) {
  if (!is_callable(thread, args[0])) return raise_type_error(thread, "argument must be callable");
  TRY(register_codec_search(thread, args[0]));
  return Value::none();
}

Value codecs_unregister(Thread& thread, Value* args) {
  TRY(unregister_codec_search(thread, args[0]));
  return Value::none();
}

Value codecs_lookup(Thread& thread, Value* args) {
  Str* name = TRY(str_argument(thread, args[0], "lookup", 0));
  TRY(optional_text_argument(thread, args[0], "lookup", 0));
  return lookup_codec(thread, text_of(name));
}

struct CodecArguments {
  Str* encoding = nullptr;
  Str* errors = nullptr;
};

Fallible<CodecArguments> codec_arguments(Thread& thread, Value* args, const char* function) {
  CodecArguments result;
  if (!args[1].is_unbound()) {
    result.encoding = TRY(str_argument(thread, args[1], function, "encoding"));
    TRY(optional_text_argument(thread, args[1], function, "encoding"));
  }
  if (!args[2].is_unbound()) {
    result.errors = TRY(str_argument(thread, args[2], function, "errors"));
    TRY(optional_text_argument(thread, args[2], function, "errors"));
  }
  return result;
}

Value codecs_encode(Thread& thread, Value* args) {
  CodecArguments arguments = TRY(codec_arguments(thread, args, "encode"));
  return encode_with_registry(thread, args[0], arguments.encoding, arguments.errors);
}

Value codecs_decode(Thread& thread, Value* args) {
  CodecArguments arguments = TRY(codec_arguments(thread, args, "decode"));
  return decode_with_registry(thread, args[0], arguments.encoding, arguments.errors);
}

// ---- Error handlers ----

template <ErrorHandler handler>
Value handler_function(Thread& thread, Value* args) {
  return apply_native_handler(thread, handler, args[0]);
}

// In the order of ErrorHandler.
constexpr NativeDefinition kHandlers[] = {
    {"strict_errors(object, /)", handler_function<ErrorHandler::kStrict>,
     "The error handler 'strict': raises the exception."},
    {"ignore_errors(object, /)", handler_function<ErrorHandler::kIgnore>,
     "The error handler 'ignore': leaves out what cannot be converted."},
    {"replace_errors(object, /)", handler_function<ErrorHandler::kReplace>,
     "The error handler 'replace': puts a mark in place of what cannot be converted."},
    {"backslashreplace_errors(object, /)", handler_function<ErrorHandler::kBackslashReplace>,
     "The error handler 'backslashreplace': writes escapes with a backslash."},
    {"xmlcharrefreplace_errors(object, /)", handler_function<ErrorHandler::kXmlCharRefReplace>,
     "The error handler 'xmlcharrefreplace': writes XML character references."},
    {"namereplace_errors(object, /)", handler_function<ErrorHandler::kNameReplace>,
     "The error handler 'namereplace': writes \\N{...} escapes."},
    {"surrogateescape(object, /)", handler_function<ErrorHandler::kSurrogateEscape>,
     "The error handler 'surrogateescape': keeps undecodable bytes as lone surrogates."},
    {"surrogatepass(object, /)", handler_function<ErrorHandler::kSurrogatePass>,
     "The error handler 'surrogatepass': lets surrogates through the Unicode encodings."},
};
static_assert(std::size(kHandlers) == std::size(kErrorHandlerNames));

Str* handler_name(Thread& thread, Value value, const char* function, int position) {
  Str* name = TRY(str_argument(thread, value, function, position));
  TRY(optional_text_argument(thread, value, function, position));
  return name;
}

Value codecs_register_error(Thread& thread, Value* args) {
  Str* name = TRY(handler_name(thread, args[0], "register_error", 1));
  if (!is_callable(thread, args[1])) return raise_type_error(thread, "handler must be callable");
  TRY(register_error_handler(thread, name, args[1]));
  return Value::none();
}

Value codecs_unregister_error(Thread& thread, Value* args) {
  Str* name = TRY(handler_name(thread, args[0], "_unregister_error", 0));
  if (find_error_handler(name) != ErrorHandler::kRegistered) {
    return raise_value_error(thread, "cannot un-register built-in error handler '{}'", text_of(name));
  }
  return Value::boolean(TRY(unregister_error_handler(thread, name)));
}

Value codecs_lookup_error(Thread& thread, Value* args) {
  Str* name = TRY(handler_name(thread, args[0], "lookup_error", 0));
  Value handler = TRY(registered_error_handler(thread, name));
  if (!handler.is_unbound()) return handler;
  ErrorHandler native = find_error_handler(name);
  if (native == ErrorHandler::kRegistered) {
    return raise(thread, ExceptionId::kLookupError, "unknown error handler name '{}'", text_of(name));
  }
  handler = TRY(make_native_function(thread, kHandlers[static_cast<int>(native)], Value::unbound(), Value::unbound()));
  TRY(register_error_handler(thread, name, handler));
  return handler;
}

// ---- The native encodings ----

// What the functions of an encoding are called.
constexpr const char* encoder_name(Codec codec) {
  switch (codec) {
    case Codec::kUtf7: return "utf_7_encode";
    case Codec::kUtf16: return "utf_16_encode";
    case Codec::kUtf16Little: return "utf_16_le_encode";
    case Codec::kUtf16Big: return "utf_16_be_encode";
    case Codec::kUtf32: return "utf_32_encode";
    case Codec::kUtf32Little: return "utf_32_le_encode";
    case Codec::kUtf32Big: return "utf_32_be_encode";
    case Codec::kAscii: return "ascii_encode";
    case Codec::kLatin1: return "latin_1_encode";
    case Codec::kUnicodeEscape: return "unicode_escape_encode";
    case Codec::kRawUnicodeEscape: return "raw_unicode_escape_encode";
    default: return "utf_8_encode";
  }
}

constexpr const char* decoder_name(Codec codec) {
  switch (codec) {
    case Codec::kUtf7: return "utf_7_decode";
    case Codec::kUtf16: return "utf_16_decode";
    case Codec::kUtf16Little: return "utf_16_le_decode";
    case Codec::kUtf16Big: return "utf_16_be_decode";
    case Codec::kUtf32: return "utf_32_decode";
    case Codec::kUtf32Little: return "utf_32_le_decode";
    case Codec::kUtf32Big: return "utf_32_be_decode";
    case Codec::kAscii: return "ascii_decode";
    case Codec::kLatin1: return "latin_1_decode";
    case Codec::kUnicodeEscape: return "unicode_escape_decode";
    case Codec::kRawUnicodeEscape: return "raw_unicode_escape_decode";
    default: return "utf_8_decode";
  }
}

Value encode_with(Thread& thread, Codec codec, const char* function, Value* args) {
  Str* text = TRY(str_argument(thread, args[0], function, 1));
  Str* errors = TRY(optional_text_argument(thread, args[1], function, 2));
  Value encoded = TRY(encode_native(thread, codec, text, errors));
  return result_pair(thread, encoded, text->length());
}

template <Codec codec>
Value encode_function(Thread& thread, Value* args) {
  return encode_with(thread, codec, encoder_name(codec), args);
}

// utf_16_encode and utf_32_encode: the byte order is an argument; 0: native order, with a mark.
template <Codec marked, Codec little, Codec big>
Value encode_ordered(Thread& thread, Value* args) {
  int order = TRY(int_argument(thread, args[2]));
  Codec codec = order == 0 ? marked : order < 0 ? little : big;
  return encode_with(thread, codec, encoder_name(marked), args);
}

// Whether a decoder takes a str too, for what it would be in a source file.
constexpr bool takes_text(Codec codec) { return codec == Codec::kUnicodeEscape || codec == Codec::kRawUnicodeEscape; }

Value decode_with(Thread& thread, Codec codec, const char* function, Value* args, DecodeState& state) {
  TextOrBytes data(thread);
  if (is_str(args[0]) && !takes_text(codec)) {
    return raise_type_error(thread, "a bytes-like object is required, not 'str'");
  }
  TRY(data.acquire(args[0]));
  Str* errors = TRY(optional_text_argument(thread, args[1], function, 2));
  return decode_native(thread, codec, data.bytes(), data.object(), errors, state);
}

// Decoders without `final`: what is given is all there is.
template <Codec codec>
Value decode_whole(Thread& thread, Value* args) {
  DecodeState state;
  Value text = TRY(decode_with(thread, codec, decoder_name(codec), args, state));
  return result_pair(thread, text, state.consumed);
}

template <Codec codec>
Value decode_function(Thread& thread, Value* args) {
  DecodeState state;
  state.final = TRY(flag_argument(thread, args[2], takes_text(codec)));
  Value text = TRY(decode_with(thread, codec, decoder_name(codec), args, state));
  return result_pair(thread, text, state.consumed);
}

// utf_16_ex_decode and utf_32_ex_decode: the byte order goes in and out.
template <Codec codec>
Value decode_ordered(Thread& thread, Value* args) {
  DecodeState state;
  state.byte_order = TRY(int_argument(thread, args[2]));
  state.final = TRY(flag_argument(thread, args[3], false));
  constexpr const char* name = codec == Codec::kUtf16 ? "utf_16_ex_decode" : "utf_32_ex_decode";
  Value text = TRY(decode_with(thread, codec, name, args, state));
  return make_tuple(thread,
                    {text, make_int(thread, static_cast<int64_t>(state.consumed)), Value::small_int(state.byte_order)});
}

Value readbuffer_encode(Thread& thread, Value* args) {
  TextOrBytes data(thread);
  TRY(data.acquire(args[0]));
  TRY(optional_text_argument(thread, args[1], "readbuffer_encode", 2));
  return result_pair(thread, make_bytes(thread, data.bytes()), data.bytes().size());
}

constexpr NativeDefinition kFunctions[] = {
    {"register(search_function, /)", codecs_register,
     "Adds a function that finds codecs.\n\n"
     "It is called with the normalized name of an encoding and answers a CodecInfo, or None."},
    {"unregister(search_function, /)", codecs_unregister,
     "Takes a search function out again, and forgets the codecs found so far."},
    {"lookup(encoding, /)", codecs_lookup, "The CodecInfo of an encoding."},
    {"encode(obj, encoding='utf-8', errors='strict')", codecs_encode, "Encodes an object with a registered codec."},
    {"decode(obj, encoding='utf-8', errors='strict')", codecs_decode, "Decodes an object with a registered codec."},
    {"register_error(errors, handler, /)", codecs_register_error,
     "Gives a name to a function that handles coding errors.\n\n"
     "It is called with the exception and answers a replacement and the position to go on from."},
    {"_unregister_error(errors, /)", codecs_unregister_error,
     "Takes an error handler out again; answers whether there was one."},
    {"lookup_error(name, /)", codecs_lookup_error, "The error handler of that name; LookupError if there is none."},
    {"escape_encode(data, errors=None, /)", escape_encode},
    {"escape_decode(data, errors=None, /)", escape_decode},
    {"utf_8_encode(str, errors=None, /)", encode_function<Codec::kUtf8>},
    {"utf_8_decode(data, errors=None, final=False, /)", decode_function<Codec::kUtf8>},
    {"utf_7_encode(str, errors=None, /)", encode_function<Codec::kUtf7>},
    {"utf_7_decode(data, errors=None, final=False, /)", decode_function<Codec::kUtf7>},
    {"utf_16_encode(str, errors=None, byteorder=0, /)",
     encode_ordered<Codec::kUtf16, Codec::kUtf16Little, Codec::kUtf16Big>},
    {"utf_16_le_encode(str, errors=None, /)", encode_function<Codec::kUtf16Little>},
    {"utf_16_be_encode(str, errors=None, /)", encode_function<Codec::kUtf16Big>},
    {"utf_16_decode(data, errors=None, final=False, /)", decode_function<Codec::kUtf16>},
    {"utf_16_le_decode(data, errors=None, final=False, /)", decode_function<Codec::kUtf16Little>},
    {"utf_16_be_decode(data, errors=None, final=False, /)", decode_function<Codec::kUtf16Big>},
    {"utf_16_ex_decode(data, errors=None, byteorder=0, final=False, /)", decode_ordered<Codec::kUtf16>},
    {"utf_32_encode(str, errors=None, byteorder=0, /)",
     encode_ordered<Codec::kUtf32, Codec::kUtf32Little, Codec::kUtf32Big>},
    {"utf_32_le_encode(str, errors=None, /)", encode_function<Codec::kUtf32Little>},
    {"utf_32_be_encode(str, errors=None, /)", encode_function<Codec::kUtf32Big>},
    {"utf_32_decode(data, errors=None, final=False, /)", decode_function<Codec::kUtf32>},
    {"utf_32_le_decode(data, errors=None, final=False, /)", decode_function<Codec::kUtf32Little>},
    {"utf_32_be_decode(data, errors=None, final=False, /)", decode_function<Codec::kUtf32Big>},
    {"utf_32_ex_decode(data, errors=None, byteorder=0, final=False, /)", decode_ordered<Codec::kUtf32>},
    {"unicode_escape_encode(str, errors=None, /)", encode_function<Codec::kUnicodeEscape>},
    {"unicode_escape_decode(data, errors=None, final=True, /)", decode_function<Codec::kUnicodeEscape>},
    {"raw_unicode_escape_encode(str, errors=None, /)", encode_function<Codec::kRawUnicodeEscape>},
    {"raw_unicode_escape_decode(data, errors=None, final=True, /)", decode_function<Codec::kRawUnicodeEscape>},
    {"latin_1_encode(str, errors=None, /)", encode_function<Codec::kLatin1>},
    {"latin_1_decode(data, errors=None, /)", decode_whole<Codec::kLatin1>},
    {"ascii_encode(str, errors=None, /)", encode_function<Codec::kAscii>},
    {"ascii_decode(data, errors=None, /)", decode_whole<Codec::kAscii>},
    {"charmap_encode(str, errors=None, mapping=None, /)", charmap_encode},
    {"charmap_decode(data, errors=None, mapping=None, /)", charmap_decode},
    {"charmap_build(map, /)", charmap_build},
    {"readbuffer_encode(data, errors=None, /)", readbuffer_encode},
};

}  // namespace

}  // namespace codecs

Value create_codecs_module(Thread& thread) {
  Module* module = TRY(make_native_module(thread, "_codecs", "", codecs::kFunctions));
  TRY(make_hidden_type(thread, codecs::kEncodingMapType));
  return module;
}

}  // namespace memphis

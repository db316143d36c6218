// Text encodings: those that are native, and the error handlers.
//
// A name that is not native is looked up in the registry that the module _codecs fills (Runtime::codec_registry).
#pragma once

#include <span>
#include <string_view>

#include "runtime/make.h"

namespace memphis {

enum class Codec : uint8_t {
  kUtf8,
  kUtf8Signature,  // utf-8-sig: with a byte order mark
  kUtf7,
  kUtf16,  // native order, with a byte order mark
  kUtf16Little,
  kUtf16Big,
  kUtf32,
  kUtf32Little,
  kUtf32Big,
  kAscii,
  kLatin1,
  kUnicodeEscape,
  kRawUnicodeEscape,
  kUnknown
};

// By a name in any of its usual spellings; kUnknown if it is not native.
Codec find_codec(std::string_view name);

// str.encode and bytes.decode: `encoding` and `errors` may be null (utf-8, strict). May run user code (registered
// handlers and codecs). The results are a Bytes and a Str.
Value encode_text(Thread& thread, Str* text, Str* encoding, Str* errors);
// `object` is what the bytes belong to, for exceptions; unbound: a bytes object is made when it is needed.
Value decode_text(Thread& thread, std::span<const uint8_t> bytes, Value object, Str* encoding, Str* errors);

// codecs.encode and codecs.decode: any codec of the registry, from any object to any other. Run user code.
Value encode_with_registry(Thread& thread, Value object, Str* encoding, Str* errors);
Value decode_with_registry(Thread& thread, Value object, Str* encoding, Str* errors);

// One native codec. `errors` null: strict.
Value encode_native(Thread& thread, Codec codec, Str* text, Str* errors);
struct DecodeState {
  bool final = true;    // false: bytes that may be the start of a character are left, see `consumed`
  size_t consumed = 0;  // out
  int byte_order = 0;   // in and out, of kUtf16 and kUtf32: -1 little, 1 big, 0 by the mark
};
Value decode_native(Thread& thread, Codec codec, std::span<const uint8_t> bytes, Value object, Str* errors,
                    DecodeState& state);
// UTF-8, strict: for names, file contents and the like.
Value decode_utf8_strict(Thread& thread, std::span<const uint8_t> bytes);

// Error handlers. -----------------------------------------------------------------------------------------------------

enum class ErrorHandler : uint8_t {
  kStrict,
  kIgnore,
  kReplace,
  kBackslashReplace,
  kXmlCharRefReplace,
  kNameReplace,
  kSurrogateEscape,
  kSurrogatePass,
  kRegistered
};
ErrorHandler find_error_handler(const Str* errors);  // null: strict

// The names of the native handlers in the order of ErrorHandler, without kRegistered.
inline constexpr std::string_view kErrorHandlerNames[] = {
    "strict",      "ignore",          "replace",      "backslashreplace", "xmlcharrefreplace",
    "namereplace", "surrogateescape", "surrogatepass"};

// What a native handler answers for an exception object, as codecs.lookup_error(name)(exception) does: a tuple
// (replacement, position). Raises the exception itself when it does not apply.
Value apply_native_handler(Thread& thread, ErrorHandler handler, Value exception);

FailureOfAnyType raise_encode_error(Thread& thread, std::string_view encoding, Value text, uint64_t start, uint64_t end,
                                    std::string_view reason);
FailureOfAnyType raise_decode_error(Thread& thread, std::string_view encoding, Value object, uint64_t start,
                                    uint64_t end, std::string_view reason);

// The registry. -------------------------------------------------------------------------------------------------------

// codecs.register_error. `handler` must be callable (checked by the caller).
Status register_error_handler(Thread& thread, Str* name, Value handler);
// What register_error stored, or unbound. LookupError is the caller's business.
Value registered_error_handler(Thread& thread, Str* name);
// Answers whether there was one.
Fallible<bool> unregister_error_handler(Thread& thread, Str* name);
// The dict of all handlers that were registered, name -> callable.
Dict* error_handler_dict(Thread& thread);
// codecs.register: search functions are tried in the order of their registration.
Status register_codec_search(Thread& thread, Value function);
Status unregister_codec_search(Thread& thread, Value function);
// codecs.lookup: a CodecInfo tuple, or LookupError "unknown encoding: x".
Value lookup_codec(Thread& thread, std::string_view encoding);

// For codecs written elsewhere (charmap, multibyte): what goes in place of text[start:end]. ---------------------------

struct CodecError {
  std::string_view encoding;
  std::string_view reason;
  uint64_t start;
  uint64_t end;
};
struct Replacement {
  Value value;        // Str (always when decoding) or Bytes; unbound: nothing
  uint64_t position;  // where to go on
};
// Runs the handler for what cannot be encoded (decoded). `object` may be replaced when a handler put another one into
// the exception (decoding only).
Fallible<Replacement> handle_encode_error(Thread& thread, Str* text, Str* errors, const CodecError& error);
Fallible<Replacement> handle_decode_error(Thread& thread, Value& object, std::span<const uint8_t>& bytes, Str* errors,
                                          const CodecError& error);

}  // namespace memphis

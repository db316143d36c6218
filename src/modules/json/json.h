// The module _json: the scanner that reads JSON and the encoder that writes it.
#pragma once

#include "modules/module_support.h"
#include "runtime/operations.h"
#include "runtime/text_builder.h"

namespace memphis::json {

extern const TypeSpec kScannerType;
extern const TypeSpec kEncoderType;

// json.decoder.JSONDecodeError(message, text, position).
FailureOfAnyType raise_decode_error(Thread& thread, const char* message, Str* text, uint64_t position);

// The string whose opening quote is before `begin`; `end` is then behind the closing quote. A Str.
Value read_string(Thread& thread, Str* text, uint64_t begin, bool strict, uint64_t& end);

// Appends the text in quotes, escaped.
void append_quoted(TextBuilder& out, const Str* text, bool ascii_only);

// Functions of the module.
Value scanstring(Thread& thread, Value* args);
Value encode_basestring(Thread& thread, Value* args);
Value encode_basestring_ascii(Thread& thread, Value* args);

}  // namespace memphis::json

// Parts of the module binascii.
#pragma once

#include "modules/module_support.h"

namespace memphis::binascii {

// binascii.Error with the message.
FailureOfAnyType raise_binascii_error(Thread& thread, std::string_view message);

// Bytes, or a str of ASCII characters.
class AsciiBuffer {
 public:
  explicit AsciiBuffer(Thread& thread) : thread_(thread), buffer_(thread) {}
  Status acquire(Value value);
  std::span<const uint8_t> bytes() const { return text_ != nullptr ? text_span() : buffer_.bytes(); }

 private:
  std::span<const uint8_t> text_span() const { return {text_->data(), text_->length()}; }

  Thread& thread_;
  Buffer buffer_;
  Str* text_ = nullptr;
};

// Functions of the module.
Value decode_base64(Thread& thread, Value* args);
Value encode_base64(Thread& thread, Value* args);
Value decode_quoted_printable(Thread& thread, Value* args);
Value encode_quoted_printable(Thread& thread, Value* args);
Value decode_uu(Thread& thread, Value* args);
Value encode_uu(Thread& thread, Value* args);

}  // namespace memphis::binascii

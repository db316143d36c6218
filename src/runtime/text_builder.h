// Builds a str piece by piece, widening its characters as needed. The buffer is native memory and holds no references.
#pragma once

#include <cstring>
#include <span>
#include <string_view>

#include "base/utf8.h"
#include "runtime/make.h"

namespace memphis {

class TextBuilder {
 public:
  explicit TextBuilder(Thread& thread) : thread_(thread), limit_(thread.runtime.heap.limit()) {}
  ~TextBuilder();
  TextBuilder(const TextBuilder&) = delete;
  TextBuilder& operator=(const TextBuilder&) = delete;

  void append(char32_t c) {
    if (length_ < capacity_ && width_ == 1 && c < 0x100) [[likely]] {
      data_[length_++] = static_cast<uint8_t>(c);
      widest_ |= c;
    } else {
      append_fill(c, 1);
    }
  }
  void append_fill(char32_t c, uint64_t count);
  void append(const Str* str) { append_range(str, 0, str->length()); }
  void append_range(const Str* str, uint64_t begin, uint64_t end);
  void append_latin1(std::span<const uint8_t> characters);
  void append_ascii(std::string_view text);
  void append_text(std::string_view utf8);  // as make_str takes it
  template <class Unit>
  void append_units(const Unit* units, size_t count) {
    char32_t widest = widest_code_point(units, count);
    if (!prepare(count, widest)) return;
    switch (width_) {
      case 1: convert_units(units, count, data_ + length_); break;
      case 2: convert_units(units, count, reinterpret_cast<uint16_t*>(data_) + length_); break;
      default: convert_units(units, count, reinterpret_cast<uint32_t*>(data_) + length_); break;
    }
    length_ += count;
  }
  uint64_t length() const { return length_; }
  void clear() {
    length_ = 0;
    widest_ = 0;
  }
  // False once memory ran out; finish() then raises MemoryError.
  bool ok() const { return !failed_; }
  // The str. Null: MemoryError pending.
  Str* finish();

 private:
  // Room for `count` more characters of which the widest needs the width of `widest`.
  bool prepare(uint64_t count, char32_t widest) {
    widest_ |= widest;
    if (unit_width(widest_) <= width_ && count <= capacity_ - length_) [[likely]]
      return true;
    return grow(count);
  }
  bool grow(uint64_t count);

  static constexpr size_t kInlineBytes = 256;

  Thread& thread_;
  uint64_t limit_;
  uint8_t* data_ = inline_;
  uint64_t length_ = 0;
  uint64_t capacity_ = kInlineBytes;  // in characters
  unsigned width_ = 1;
  char32_t widest_ = 0;  // the bitwise or of all characters, or what needs the same width
  bool failed_ = false;
  alignas(4) uint8_t inline_[kInlineBytes];
};

}  // namespace memphis

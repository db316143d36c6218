#include "runtime/text_builder.h"

#include <cstdlib>

#include "runtime/error.h"

namespace memphis {

TextBuilder::~TextBuilder() {
  if (data_ != inline_) std::free(data_);
}

bool TextBuilder::grow(uint64_t count) {
  if (failed_) return false;
  unsigned width = unit_width(widest_);
  if (width < width_) width = width_;
  uint64_t wanted = length_ + count;
  uint64_t bytes;
  if (wanted < length_ || __builtin_mul_overflow(wanted + wanted / 2, uint64_t{width}, &bytes) ||
      (limit_ != 0 && wanted * width > limit_) || bytes > uint64_t{1} << 46) {
    failed_ = true;
    return false;
  }
  auto* data = static_cast<uint8_t*>(std::malloc(bytes));
  if (data == nullptr) {
    failed_ = true;
    return false;
  }
  if (width == width_) {
    std::memcpy(data, data_, length_ * width);
  } else if (width == 2) {
    convert_units(data_, length_, reinterpret_cast<uint16_t*>(data));
  } else if (width_ == 1) {
    convert_units(data_, length_, reinterpret_cast<uint32_t*>(data));
  } else {
    convert_units(reinterpret_cast<uint16_t*>(data_), length_, reinterpret_cast<uint32_t*>(data));
  }
  if (data_ != inline_) std::free(data_);
  data_ = data;
  capacity_ = bytes / width;
  width_ = width;
  return true;
}

void TextBuilder::append_fill(char32_t c, uint64_t count) {
  if (count == 0 || !prepare(count, c)) return;
  switch (width_) {
    case 1: std::memset(data_ + length_, static_cast<int>(c), count); break;
    case 2: {
      auto* to = reinterpret_cast<uint16_t*>(data_) + length_;
      for (uint64_t i = 0; i < count; i++) to[i] = static_cast<uint16_t>(c);
      break;
    }
    default: {
      auto* to = reinterpret_cast<uint32_t*>(data_) + length_;
      for (uint64_t i = 0; i < count; i++) to[i] = c;
    }
  }
  length_ += count;
}

void TextBuilder::append_range(const Str* str, uint64_t begin, uint64_t end) {
  uint64_t count = end - begin;
  if (str->is_ascii()) return append_ascii(str->ascii().substr(begin, count));
  switch (str->width()) {
    case 1: append_units(str->data() + begin, count); break;
    case 2: append_units(str->data16() + begin, count); break;
    default: append_units(str->data32() + begin, count); break;
  }
}

void TextBuilder::append_latin1(std::span<const uint8_t> characters) {
  append_units(characters.data(), characters.size());
}

void TextBuilder::append_ascii(std::string_view text) {
  auto* units = reinterpret_cast<const uint8_t*>(text.data());
  if (!prepare(text.size(), text.empty() ? 0 : 0x7f)) return;
  switch (width_) {
    case 1: std::memcpy(data_ + length_, units, text.size()); break;
    case 2: convert_units(units, text.size(), reinterpret_cast<uint16_t*>(data_) + length_); break;
    default: convert_units(units, text.size(), reinterpret_cast<uint32_t*>(data_) + length_); break;
  }
  length_ += text.size();
}

void TextBuilder::append_text(std::string_view utf8) {
  if (is_ascii(utf8)) return append_ascii(utf8);
  Utf8Scan scan = scan_utf8(utf8, Surrogates::kPass);
  if (!prepare(scan.code_points, scan.widest)) return;
  utf8 = utf8.substr(0, scan.valid_bytes);
  switch (width_) {
    case 1: utf8_to_units(utf8, data_ + length_); break;
    case 2: utf8_to_units(utf8, reinterpret_cast<uint16_t*>(data_) + length_); break;
    default: utf8_to_units(utf8, reinterpret_cast<uint32_t*>(data_) + length_); break;
  }
  length_ += scan.code_points;
}

Str* TextBuilder::finish() {
  if (failed_) {
    raise_memory_error(thread_);
    return nullptr;
  }
  if (length_ == 1) {
    return make_character(thread_, width_ == 1   ? data_[0]
                                   : width_ == 2 ? *reinterpret_cast<uint16_t*>(data_)
                                                 : *reinterpret_cast<uint32_t*>(data_));
  }
  unsigned width = unit_width(widest_);
  Str* str = allocate_str(thread_, length_, width, widest_ < 0x80);
  if (str == nullptr || length_ == 0) return str;
  if (width == width_) {
    std::memcpy(str->mutable_data(), data_, length_ * width);
  } else if (width_ == 2) {  // reserved wider than needed
    convert_units(reinterpret_cast<uint16_t*>(data_), length_, str->mutable_data());
  } else if (width == 1) {
    convert_units(reinterpret_cast<uint32_t*>(data_), length_, str->mutable_data());
  } else {
    convert_units(reinterpret_cast<uint32_t*>(data_), length_, reinterpret_cast<uint16_t*>(str->mutable_data()));
  }
  return str;
}

}  // namespace memphis

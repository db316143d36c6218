#include "modules/struct/format.h"

#include <vector>

#include "modules/module_support.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/result.h"

namespace memphis::structs {

namespace {

struct CharacterFormat {
  char character;
  CodeKind kind;
  uint8_t native_size;
  uint8_t alignment;
  uint8_t standard_size;
  bool native_only;
};

constexpr CharacterFormat kCharacters[] = {
    {'c', CodeKind::kCharacter, 1, 1, 1, false}, {'b', CodeKind::kSigned, 1, 1, 1, false},
    {'B', CodeKind::kUnsigned, 1, 1, 1, false},  {'?', CodeKind::kBool, 1, 1, 1, false},
    {'h', CodeKind::kSigned, 2, 2, 2, false},    {'H', CodeKind::kUnsigned, 2, 2, 2, false},
    {'i', CodeKind::kSigned, 4, 4, 4, false},    {'I', CodeKind::kUnsigned, 4, 4, 4, false},
    {'l', CodeKind::kSigned, 8, 8, 4, false},    {'L', CodeKind::kUnsigned, 8, 8, 4, false},
    {'n', CodeKind::kSigned, 8, 8, 8, true},     {'N', CodeKind::kUnsigned, 8, 8, 8, true},
    {'q', CodeKind::kSigned, 8, 8, 8, false},    {'Q', CodeKind::kUnsigned, 8, 8, 8, false},
    {'e', CodeKind::kFloat, 2, 2, 2, false},     {'f', CodeKind::kFloat, 4, 4, 4, false},
    {'d', CodeKind::kFloat, 8, 8, 8, false},     {'F', CodeKind::kComplex, 8, 4, 8, false},
    {'D', CodeKind::kComplex, 16, 8, 16, false}, {'P', CodeKind::kAddress, 8, 8, 8, true},
    {'s', CodeKind::kString, 1, 1, 1, false},    {'p', CodeKind::kPascal, 1, 1, 1, false},
};

const CharacterFormat* find_character(char character, bool native) {
  for (const CharacterFormat& format : kCharacters) {
    if (format.character == character) return format.native_only && !native ? nullptr : &format;
  }
  return nullptr;
}

FailureOfAnyType raise_too_long(Thread& thread) { return raise_struct_error(thread, "total struct size too long"); }

constexpr uint64_t kMaximumSize = INT64_MAX;

// Reads a format from left to right.
class FormatCompiler {
 public:
  FormatCompiler(Thread& thread, std::string_view text) : thread_(thread), text_(text) {}

  Status run() {
    read_order();
    while (position_ < text_.size()) {
      char c = text_[position_++];
      if (c == ' ' || (c >= '\t' && c <= '\r')) continue;
      uint64_t count = 1;
      if (c >= '0' && c <= '9') {
        count = TRY(read_count(c));
        if (position_ == text_.size()) {
          return raise_struct_error(thread_, "repeat count given without format specifier");
        }
        c = text_[position_++];
      }
      TRY(add(c, count));
    }
    return {};
  }

  uint64_t size() const { return size_; }
  uint64_t value_count() const { return value_count_; }
  const std::vector<FormatCode>& codes() const { return codes_; }

 private:
  void read_order() {
    if (text_.empty()) return;
    switch (text_[0]) {
      case '@': break;
      case '=':
      case '<': native_ = false; break;
      case '>':
      case '!': native_ = false, swapped_ = true; break;
      default: return;
    }
    position_ = 1;
  }

  Fallible<uint64_t> read_count(char first) {
    uint64_t count = static_cast<uint64_t>(first - '0');
    while (position_ < text_.size() && text_[position_] >= '0' && text_[position_] <= '9') {
      auto digit = static_cast<uint64_t>(text_[position_++] - '0');
      if (count >= kMaximumSize / 10 && (count > kMaximumSize / 10 || digit > kMaximumSize % 10)) {
        return raise_too_long(thread_);
      }
      count = count * 10 + digit;
    }
    return count;
  }

  Status add(char c, uint64_t count) {
    if (c == 0) return raise_struct_error(thread_, "embedded null character");
    if (c == 'x') return grow(1, count);
    const CharacterFormat* format = find_character(c, native_);
    if (format == nullptr) return raise_struct_error(thread_, "bad char in struct format");
    uint64_t item = native_ ? format->native_size : format->standard_size;
    if (native_) TRY(align(format->alignment));
    bool is_text = format->kind == CodeKind::kString || format->kind == CodeKind::kPascal;
    FormatCode code{c, format->kind, swapped_, native_, static_cast<uint32_t>(item), item, size_, count};
    if (is_text) code.size = count, code.repeat = 1;
    if (format->kind == CodeKind::kComplex) code.part_size /= 2;
    if (code.repeat != 0) codes_.push_back(code);
    TRY(grow(item, count));
    value_count_ += code.repeat;
    return {};
  }

  Status align(uint64_t alignment) {
    uint64_t padding = (alignment - size_ % alignment) % alignment;
    return grow(1, padding);
  }

  Status grow(uint64_t item, uint64_t count) {
    if (count > (kMaximumSize - size_) / item) return raise_too_long(thread_);
    size_ += item * count;
    return {};
  }

  Thread& thread_;
  std::string_view text_;
  size_t position_ = 0;
  bool native_ = true;
  bool swapped_ = false;
  uint64_t size_ = 0;
  uint64_t value_count_ = 0;
  std::vector<FormatCode> codes_;
};

}  // namespace

ByteStorage* compile_format(Thread& thread, std::string_view text) {
  FormatCompiler compiler(thread, text);
  TRY(compiler.run());
  const std::vector<FormatCode>& codes = compiler.codes();
  uint64_t bytes = sizeof(CompiledFormat) + codes.size() * sizeof(FormatCode);
  ByteStorage* storage = TRY(make_byte_storage(thread, bytes));
  CompiledFormat* format = format_in(storage);
  format->size = compiler.size();
  format->value_count = compiler.value_count();
  format->code_count = codes.size();
  std::copy(codes.begin(), codes.end(), format->codes);
  return storage;
}

}  // namespace memphis::structs

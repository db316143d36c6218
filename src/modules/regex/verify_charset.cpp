#include "modules/regex/verify_charset.h"

#include "modules/regex/code_list.h"

namespace memphis::regex {

namespace {

constexpr size_t kBitmapWords = 256 / 32;
constexpr size_t kMapWords = 256 / kCodeBytes;

// Words that a BIGCHARSET takes: the number of blocks, a byte for each 256 characters, the blocks. 0: not valid.
size_t big_charset_size(std::span<const uint32_t> code) {
  if (code.size() < 1 + kMapWords) return 0;
  const uint64_t blocks = code[0];
  const auto* map = reinterpret_cast<const uint8_t*>(&code[1]);
  for (size_t i = 0; i < 256; i++) {
    if (map[i] >= blocks) return 0;
  }
  const uint64_t size = 1 + kMapWords + blocks * kBitmapWords;
  return size <= code.size() ? static_cast<size_t>(size) : 0;
}

// Words of the item that `code` begins with; 0: not valid.
size_t item_size(std::span<const uint32_t> code) {
  size_t size = 0;
  switch (static_cast<Code>(code[0])) {
    case Code::kNegate: size = 1; break;
    case Code::kLiteral: size = 2; break;
    case Code::kRange:
    case Code::kRangeUnicodeIgnore: size = 3; break;
    case Code::kCharset: size = 1 + kBitmapWords; break;
    case Code::kBigCharset: {
      const size_t rest = big_charset_size(code.subspan(1));
      return rest == 0 ? 0 : 1 + rest;
    }
    case Code::kCategory:
      if (code.size() < 2 || code[1] >= static_cast<uint32_t>(CategoryCode::kCount)) return 0;
      size = 2;
      break;
    default: return 0;
  }
  return size <= code.size() ? size : 0;
}

}  // namespace

bool verify_charset(std::span<const uint32_t> code) {
  while (!code.empty()) {
    const size_t size = item_size(code);
    if (size == 0) return false;
    code = code.subspan(size);
  }
  return true;
}

}  // namespace memphis::regex

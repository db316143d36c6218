// Making, comparing and joining strs.
//
// Two storage forms (objects/text.h). Inline: the text lies in the cell and a zero character follows. External: the
// text is part of a ByteStorage whose first word counts the bytes that strs use, so that a str whose text ends there
// may be extended in place: that is what makes building a str with += linear. What lies before the mark never changes.
#include <bit>
#include <cstring>

#include "base/text_search.h"
#include "base/utf8.h"
#include "runtime/error.h"
#include "runtime/make.h"

namespace memphis {

namespace {

// Concatenations shorter than this are copied: a cell and a storage of their own would cost more.
constexpr uint64_t kExternalThreshold = 512;
constexpr uint64_t kUsedWord = sizeof(uint64_t);
constexpr uint64_t kMaximumLength = uint64_t{1} << 48;

uint64_t& used_bytes(ByteStorage* storage) { return *reinterpret_cast<uint64_t*>(storage->bytes); }

constexpr uint64_t pack(uint64_t length, unsigned width, bool ascii, uint64_t flags) {
  return length << Str::kFlagBits | uint64_t{width} << 3 | (ascii ? Str::kAscii : 0) | flags;
}

template <class From>
void widen(Str* to, uint64_t at, const From* from, uint64_t count) {
  uint8_t* data = to->mutable_data();
  switch (to->width()) {
    case 1: convert_units(from, count, data + at); break;
    case 2: convert_units(from, count, reinterpret_cast<uint16_t*>(data) + at); break;
    default: convert_units(from, count, reinterpret_cast<uint32_t*>(data) + at); break;
  }
}

// Writes the text of `from` into `to`, which is at least as wide, from character `at` on.
void copy_characters(Str* to, uint64_t at, const Str* from) {
  if (from->width() == to->width()) {
    std::memcpy(to->mutable_data() + at * to->width(), from->data(), from->byte_length());
    return;
  }
  if (from->width() == 1) return widen(to, at, from->data(), from->length());
  widen(to, at, from->data16(), from->length());
}

Str* make_external(Thread& thread, ByteStorage* storage, uint8_t* data, uint64_t length, unsigned width, bool ascii) {
  Runtime& runtime = thread.runtime;
  auto* str = static_cast<Str*>(
      allocate_cell(thread, sizeof(Str), static_cast<uint8_t>(Kind::kStr), runtime.root_shape(TypeId::kStr)));
  if (str == nullptr) return nullptr;
  str->packed = pack(length, width, ascii, Str::kExternal);
  str->cached_hash = Str::kNoHash;
  str->external.data = data;
  str->external.storage = storage;
  return str;
}

// left + right where left lies at the end of a storage with room: null if that is not so (no exception).
Str* extend_in_place(Thread& thread, Str* left, const Str* right) {
  ByteStorage* storage = left->external.storage;
  unsigned width = left->width();
  uint64_t offset = static_cast<uint64_t>(left->external.data - storage->bytes) - kUsedWord;
  uint64_t end = offset + left->byte_length();
  uint64_t more = right->length() * width;
  if (right->width() > width || used_bytes(storage) != end || more > storage->capacity - kUsedWord - end)
    return nullptr;
  Str* result = make_external(thread, storage, left->external.data, left->length() + right->length(), width,
                              left->is_ascii() && right->is_ascii());
  if (result == nullptr) return nullptr;
  used_bytes(storage) = end + more;
  copy_characters(result, left->length(), right);
  return result;
}

Str* concatenate_external(Thread& thread, Str* left, Str* right, uint64_t length, unsigned width, bool ascii) {
  uint64_t size = length * width;
  // The first time there is a little room, in case this was the only time; a str that keeps growing doubles.
  uint64_t capacity = left->is_external() ? size * 2 : size + size / 4;
  auto* storage = static_cast<ByteStorage*>(allocate_cell(thread, sizeof(ByteStorage) + kUsedWord + capacity,
                                                          static_cast<uint8_t>(Kind::kByteArrayStorage),
                                                          thread.runtime.shape_of_shapes));
  if (storage == nullptr) return nullptr;
  storage->capacity = kUsedWord + capacity;
  used_bytes(storage) = size;
  Str* result = make_external(thread, storage, storage->bytes + kUsedWord, length, width, ascii);
  if (result == nullptr) return nullptr;
  copy_characters(result, 0, left);
  copy_characters(result, left->length(), right);
  return result;
}

}  // namespace

Str* allocate_str(Thread& thread, uint64_t length, unsigned width, bool ascii) {
  Runtime& runtime = thread.runtime;
  if (length == 0 && runtime.name(Name::kEmpty) != nullptr) return runtime.name(Name::kEmpty);
  if (length > kMaximumLength) [[unlikely]] {
    raise_memory_error(thread);
    return nullptr;
  }
  size_t size = kStrHeaderSize + (length + 1) * width;
  auto* str = static_cast<Str*>(
      allocate_cell(thread, size, static_cast<uint8_t>(Kind::kStr), runtime.root_shape(TypeId::kStr)));
  if (str == nullptr) return nullptr;
  str->packed = pack(length, width, ascii, 0);
  str->cached_hash = Str::kNoHash;
  return str;
}

Str* make_character(Thread& thread, uint32_t code_point) {
  if (code_point < 256) [[likely]] {
    Str*& slot = thread.runtime.latin1[code_point];
    if (slot != nullptr) [[likely]]
      return slot;
    Str* str = allocate_str(thread, 1, 1, code_point < 128);
    if (str == nullptr) return nullptr;
    str->inline_data[0] = static_cast<uint8_t>(code_point);
    return slot = intern(thread.runtime, str);
  }
  Str* str = allocate_str(thread, 1, unit_width(code_point), false);
  if (str == nullptr) return nullptr;
  if (code_point < 0x10000) {
    *reinterpret_cast<uint16_t*>(str->inline_data) = static_cast<uint16_t>(code_point);
  } else {
    *reinterpret_cast<uint32_t*>(str->inline_data) = code_point;
  }
  return str;
}

Str* make_str(Thread& thread, std::string_view utf8) {
  if (ascii_prefix(utf8.data(), utf8.size()) == utf8.size()) [[likely]] {
    if (utf8.size() == 1 && thread.runtime.latin1[static_cast<uint8_t>(utf8[0])] != nullptr) {
      return thread.runtime.latin1[static_cast<uint8_t>(utf8[0])];
    }
    Str* str = allocate_str(thread, utf8.size(), 1, true);
    if (str != nullptr && !utf8.empty()) std::memcpy(str->inline_data, utf8.data(), utf8.size());
    return str;
  }
  Utf8Scan scan = scan_utf8(utf8, Surrogates::kPass);
  unsigned width = unit_width(scan.widest);
  Str* str = allocate_str(thread, scan.code_points, width, false);
  if (str == nullptr) return nullptr;
  utf8 = utf8.substr(0, scan.valid_bytes);
  switch (width) {
    case 1: utf8_to_units(utf8, str->inline_data); break;
    case 2: utf8_to_units(utf8, reinterpret_cast<uint16_t*>(str->inline_data)); break;
    default: utf8_to_units(utf8, reinterpret_cast<uint32_t*>(str->inline_data)); break;
  }
  return str;
}

Str* make_str_latin1(Thread& thread, std::span<const uint8_t> characters) {
  if (characters.size() == 1) return make_character(thread, characters[0]);
  auto* text = reinterpret_cast<const char*>(characters.data());
  Str* str = allocate_str(thread, characters.size(), 1, ascii_prefix(text, characters.size()) == characters.size());
  if (str != nullptr && !characters.empty()) std::memcpy(str->inline_data, text, characters.size());
  return str;
}

namespace {

template <class Unit>
Str* make_from_units(Thread& thread, std::span<const Unit> characters) {
  if (characters.size() == 1) return make_character(thread, characters[0]);
  char32_t widest = widest_code_point(characters.data(), characters.size());
  Str* str = allocate_str(thread, characters.size(), unit_width(widest), widest < 0x80);
  if (str == nullptr || characters.empty()) return str;
  widen(str, 0, characters.data(), characters.size());
  return str;
}

}  // namespace

Str* make_str_utf16(Thread& thread, std::span<const uint16_t> characters) {
  return make_from_units(thread, characters);
}
Str* make_str_utf32(Thread& thread, std::span<const uint32_t> characters) {
  return make_from_units(thread, characters);
}

Str* substring(Thread& thread, Str* str, uint64_t begin, uint64_t end) {
  uint64_t count = end - begin;
  if (count == str->length() && str->kind_bits() == static_cast<uint8_t>(Kind::kStr)) return str;
  if (count == 1) return make_character(thread, str->at(begin));
  if (str->is_ascii()) {
    Str* part = allocate_str(thread, count, 1, true);
    if (part != nullptr && count != 0) std::memcpy(part->inline_data, str->data() + begin, count);
    return part;
  }
  switch (str->width()) {
    case 1: return make_str_latin1(thread, {str->data() + begin, count});
    case 2: return make_str_utf16(thread, {str->data16() + begin, count});
    default: return make_str_utf32(thread, {str->data32() + begin, count});
  }
}

Str* concatenate(Thread& thread, Str* left, Str* right) {
  if (left->length() == 0 && right->kind_bits() == static_cast<uint8_t>(Kind::kStr)) return right;
  if (right->length() == 0 && left->kind_bits() == static_cast<uint8_t>(Kind::kStr)) return left;
  if (left->is_external()) {
    Str* extended = extend_in_place(thread, left, right);
    if (extended != nullptr || !thread.pending.is_unbound()) return extended;
  }
  uint64_t length = left->length() + right->length();
  unsigned width = left->width() > right->width() ? left->width() : right->width();
  bool ascii = left->is_ascii() && right->is_ascii();
  if (left->byte_length() >= kExternalThreshold && right->length() < left->length()) {
    return concatenate_external(thread, left, right, length, width, ascii);
  }
  Str* result = allocate_str(thread, length, width, ascii);
  if (result == nullptr || length == 0) return result;
  copy_characters(result, 0, left);
  copy_characters(result, left->length(), right);
  return result;
}

void append_utf8(const Str* str, std::string& out) {
  if (str->is_ascii()) {
    out.append(reinterpret_cast<const char*>(str->data()), str->length());
    return;
  }
  switch (str->width()) {
    case 1: append_utf8(out, str->data(), str->length()); break;
    case 2: append_utf8(out, str->data16(), str->length()); break;
    default: append_utf8(out, str->data32(), str->length()); break;
  }
}

// The width is always the narrowest that fits, so strs of different widths differ.
bool strs_equal(const Str* left, const Str* right) {
  if (left == right) return true;
  constexpr uint64_t kIgnored = Str::kInterned | Str::kExternal;
  if ((left->packed & ~kIgnored) != (right->packed & ~kIgnored)) return false;
  return std::memcmp(left->data(), right->data(), left->byte_length()) == 0;
}

namespace {

template <class Unit>
int compare_with(const Unit* text, uint64_t count, const Str* other) {
  switch (other->width()) {
    case 1: return compare_units(text, count, other->data(), other->length());
    case 2: return compare_units(text, count, other->data16(), other->length());
    default: return compare_units(text, count, other->data32(), other->length());
  }
}

}  // namespace

int compare_strs(const Str* left, const Str* right) {
  switch (left->width()) {
    case 1: return compare_with(left->data(), left->length(), right);
    case 2: return compare_with(left->data16(), left->length(), right);
    default: return compare_with(left->data32(), left->length(), right);
  }
}

int64_t hash_str(Runtime& runtime, Str* str) {
  if (str->cached_hash == Str::kNoHash) [[unlikely]] {
    str->cached_hash = hash_bytes(runtime.hash_key, str->data(), str->byte_length());
  }
  return str->cached_hash;
}

}  // namespace memphis

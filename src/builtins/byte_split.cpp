// Cutting up, joining and padding bytes and bytearrays.
#include <algorithm>
#include <cstring>

#include "base/text_search.h"
#include "base/text_split.h"
#include "builtins/byte_methods.h"
#include "builtins/text_arguments.h"
#include "runtime/error.h"

namespace memphis {

namespace {

using ByteSpan = std::span<const uint8_t>;

class PartList {
 public:
  PartList(Thread& thread, Value receiver) : thread_(thread), receiver_(receiver), text_(byte_view(receiver)) {}

  Status start() {
    list_ = TRY(make_list(thread_));
    return {};
  }
  Status add(size_t begin, size_t end) {
    // A text that is not cut is the one part itself.
    bool all = begin == 0 && end == text_.size();
    Value part = all ? TRY(unchanged(thread_, receiver_))
                     : TRY(make_like(thread_, receiver_, text_.subspan(begin, end - begin)));
    return list_append(thread_, list_, part);
  }
  uint64_t count() const { return list_->size; }
  ByteSpan text() const { return text_; }
  Value reversed() {
    if (list_->size > 1) std::reverse(list_->items(), list_->items() + list_->size);
    return list_;
  }
  Value list() const { return list_; }

 private:
  Thread& thread_;
  Value receiver_;
  ByteSpan text_;
  List* list_ = nullptr;
};

Value split_words(PartList& parts, uint64_t limit) {
  ByteSpan text = parts.text();
  UnitRange word;
  size_t at = 0;
  while (parts.count() < limit && next_word(TextKind::kAscii, text.data(), text.size(), at, word)) {
    TRY(parts.add(word.start, word.end));
    at = word.end;
  }
  if (next_word(TextKind::kAscii, text.data(), text.size(), at, word)) TRY(parts.add(word.start, text.size()));
  return parts.list();
}

Value split_words_from_right(PartList& parts, uint64_t limit) {
  ByteSpan text = parts.text();
  UnitRange word;
  size_t end = text.size();
  while (parts.count() < limit && previous_word(TextKind::kAscii, text.data(), end, word)) {
    TRY(parts.add(word.start, word.end));
    end = word.start;
  }
  if (previous_word(TextKind::kAscii, text.data(), end, word)) TRY(parts.add(0, word.end));
  return parts.reversed();
}

Value split_at(PartList& parts, ByteSpan separator, uint64_t limit) {
  ByteSpan text = parts.text();
  size_t at = 0;
  while (parts.count() < limit) {
    size_t found = find_text(text.data() + at, text.size() - at, separator.data(), separator.size());
    if (found == kNotFound) break;
    TRY(parts.add(at, at + found));
    at += found + separator.size();
  }
  TRY(parts.add(at, text.size()));
  return parts.list();
}

Value split_at_from_right(PartList& parts, ByteSpan separator, uint64_t limit) {
  ByteSpan text = parts.text();
  size_t end = text.size();
  while (parts.count() < limit) {
    size_t found = find_last_text(text.data(), end, separator.data(), separator.size());
    if (found == kNotFound) break;
    TRY(parts.add(found + separator.size(), end));
    end = found;
  }
  TRY(parts.add(0, end));
  return parts.reversed();
}

Value split_method(Thread& thread, Value* args, bool from_right) {
  int64_t maximum = TRY(size_argument(thread, args[2], -1));
  uint64_t limit = maximum < 0 ? UINT64_MAX : static_cast<uint64_t>(maximum);
  if (args[1].is_unbound() || args[1].is_none()) {
    PartList parts(thread, args[0]);
    TRY(parts.start());
    return from_right ? split_words_from_right(parts, limit) : split_words(parts, limit);
  }
  Buffer separator(thread);
  TRY(separator.acquire(args[1]));
  if (separator.size() == 0) return raise_value_error(thread, "empty separator");
  PartList parts(thread, args[0]);
  TRY(parts.start());
  return from_right ? split_at_from_right(parts, separator.bytes(), limit) : split_at(parts, separator.bytes(), limit);
}

Value strip_method(Thread& thread, Value* args, bool left, bool right) {
  ByteSpan text = byte_view(args[0]);
  UnitRange range{0, text.size()};
  if (args[1].is_unbound() || args[1].is_none()) {
    range = strip_space(TextKind::kAscii, text.data(), text.size(), left, right);
  } else {
    Buffer characters(thread);
    TRY(characters.acquire(args[1]));
    bool in_set[256] = {};
    for (uint8_t c : characters.bytes()) in_set[c] = true;
    while (left && range.start < range.end && in_set[text[range.start]]) range.start++;
    while (right && range.end > range.start && in_set[text[range.end - 1]]) range.end--;
  }
  if (range.size() == text.size()) return unchanged(thread, args[0]);
  return make_like(thread, args[0], text.subspan(range.start, range.size()));
}

enum class Justify : uint8_t { kLeft, kCenter, kRight };

Fallible<uint8_t> fill_argument(Thread& thread, Value value, const char* name) {
  if (value.is_unbound()) return uint8_t{' '};
  if (!value.is_kind(Kind::kBytes) && !is_byte_array(value)) {
    return raise_type_error(thread, "{}() argument 2 must be a byte string of length 1, not {}", name,
                            argument_type_name(thread, value));
  }
  ByteSpan fill = byte_view(value);
  if (fill.size() == 1) return fill[0];
  return raise_type_error(thread, "{}(): argument 2 must be a byte string of length 1, not a {} object of length {}",
                          name, type_name(thread, value), fill.size());
}

Value pad(Thread& thread, Value receiver, uint64_t left, uint64_t right, uint8_t fill) {
  ByteSpan text = byte_view(receiver);
  Value result = TRY(allocate_like(thread, receiver, text.size() + left + right));
  uint8_t* to = byte_data(result);
  if (left != 0) std::memset(to, fill, left);
  if (!text.empty()) std::memcpy(to + left, text.data(), text.size());
  if (right != 0) std::memset(to + left + text.size(), fill, right);
  return result;
}

Value justify_method(Thread& thread, Value* args, Justify justify, const char* name) {
  int64_t width = TRY(to_int64(thread, args[1]));
  uint8_t fill = TRY(fill_argument(thread, args[2], name));
  auto length = static_cast<int64_t>(byte_view(args[0]).size());
  if (width <= length) return unchanged(thread, args[0]);
  auto padding = static_cast<uint64_t>(width - length);
  uint64_t left = 0;
  if (justify == Justify::kRight) left = padding;
  if (justify == Justify::kCenter) left = padding / 2 + (padding & static_cast<uint64_t>(width) & 1);
  return pad(thread, args[0], left, padding - left, fill);
}

}  // namespace

Value bytes_split(Thread& thread, Value* args) { return split_method(thread, args, false); }
Value bytes_rsplit(Thread& thread, Value* args) { return split_method(thread, args, true); }
Value bytes_strip(Thread& thread, Value* args) { return strip_method(thread, args, true, true); }
Value bytes_lstrip(Thread& thread, Value* args) { return strip_method(thread, args, true, false); }
Value bytes_rstrip(Thread& thread, Value* args) { return strip_method(thread, args, false, true); }
Value bytes_center(Thread& thread, Value* args) { return justify_method(thread, args, Justify::kCenter, "center"); }
Value bytes_ljust(Thread& thread, Value* args) { return justify_method(thread, args, Justify::kLeft, "ljust"); }
Value bytes_rjust(Thread& thread, Value* args) { return justify_method(thread, args, Justify::kRight, "rjust"); }

Value bytes_splitlines(Thread& thread, Value* args) {
  bool keep_ends = args[1].is_unbound() ? false : TRY(is_true(thread, args[1]));
  PartList parts(thread, args[0]);
  TRY(parts.start());
  ByteSpan text = parts.text();
  size_t next;
  for (size_t at = 0; at < text.size(); at = next) {
    UnitRange line = next_line(TextKind::kAscii, text.data(), text.size(), at, next);
    TRY(parts.add(line.start, keep_ends ? next : line.end));
  }
  return parts.list();
}

Value bytes_zfill(Thread& thread, Value* args) {
  int64_t width = TRY(to_int64(thread, args[1]));
  ByteSpan text = byte_view(args[0]);
  auto length = static_cast<int64_t>(text.size());
  if (width <= length) return unchanged(thread, args[0]);
  auto padding = static_cast<uint64_t>(width - length);
  Value result = TRY(pad(thread, args[0], padding, 0, '0'));
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) std::swap(byte_data(result)[0], byte_data(result)[padding]);
  return result;
}

Value bytes_expandtabs(Thread& thread, Value* args) {
  int64_t tab_size = 8;
  if (!args[1].is_unbound()) {
    tab_size = TRY(to_index_int64(thread, args[1], true));
    if (tab_size != static_cast<int32_t>(tab_size)) {
      return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to C int");
    }
  }
  std::string out;
  int64_t column = 0;
  for (uint8_t c : byte_view(args[0])) {
    if (c == '\t') {
      if (tab_size <= 0) continue;
      int64_t blanks = tab_size - column % tab_size;
      out.append(static_cast<size_t>(blanks), ' ');
      column += blanks;
    } else {
      out += static_cast<char>(c);
      column = c == '\n' || c == '\r' ? 0 : column + 1;
    }
  }
  return make_like(thread, args[0], {reinterpret_cast<const uint8_t*>(out.data()), out.size()});
}

Value bytes_join(Thread& thread, Value* args) {
  SequenceItems sequence = TRY(sequence_items(thread, args[1], "can only join an iterable"));
  // Taking buffers may run user code that changes the list.
  Tuple* items =
      sequence.owner.is_kind(Kind::kTuple) ? sequence.owner.as<Tuple>() : TRY(make_tuple(thread, sequence.items));
  if (items->size == 1 && items->items[0].is_exactly(Kind::kBytes) && !is_byte_array(args[0])) return items->items[0];
  ByteSpan separator = byte_view(args[0]);
  std::string out;
  for (size_t i = 0; i < items->size; i++) {
    Value item = items->items[i];
    if (i != 0) out.append(reinterpret_cast<const char*>(separator.data()), separator.size());
    if (item.is_exactly(Kind::kBytes)) {
      out.append(reinterpret_cast<const char*>(item.as<Bytes>()->data), item.as<Bytes>()->size);
      continue;
    }
    if (!has_buffer(thread, item)) {
      return raise_type_error(thread, "sequence item {}: expected a bytes-like object, {} found", i,
                              type_name(thread, item));
    }
    Buffer buffer(thread);
    TRY(buffer.acquire(item));
    out.append(reinterpret_cast<const char*>(buffer.data()), buffer.size());
  }
  return make_like(thread, args[0], {reinterpret_cast<const uint8_t*>(out.data()), out.size()});
}

}  // namespace memphis

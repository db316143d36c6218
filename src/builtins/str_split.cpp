// Cutting strs up, joining and padding them.
#include <algorithm>
#include <cstring>

#include "base/text_search.h"
#include "base/text_split.h"
#include "builtins/str_parts.h"
#include "builtins/text_arguments.h"
#include "runtime/error.h"
#include "runtime/str_units.h"
#include "runtime/text_builder.h"

namespace memphis {

namespace {

Status append_part(Thread& thread, List* parts, Str* text, size_t begin, size_t end) {
  Str* part = TRY(substring(thread, text, begin, end));
  return list_append(thread, parts, part);
}

void reverse_parts(List* parts) {
  if (parts->size > 1) std::reverse(parts->items(), parts->items() + parts->size);
}

Value split_words(Thread& thread, Str* text, uint64_t limit) {
  List* parts = TRY(make_list(thread));
  TRY(with_units(text, [&](auto* units, size_t count) -> Status {
    UnitRange word;
    size_t at = 0;
    while (parts->size < limit && next_word(TextKind::kUnicode, units, count, at, word)) {
      TRY(append_part(thread, parts, text, word.start, word.end));
      at = word.end;
    }
    // What is left counts as one part, without the blanks before it.
    if (next_word(TextKind::kUnicode, units, count, at, word)) TRY(append_part(thread, parts, text, word.start, count));
    return {};
  }));
  return parts;
}

Value split_words_from_right(Thread& thread, Str* text, uint64_t limit) {
  List* parts = TRY(make_list(thread));
  TRY(with_units(text, [&](auto* units, size_t count) -> Status {
    UnitRange word;
    size_t end = count;
    while (parts->size < limit && previous_word(TextKind::kUnicode, units, end, word)) {
      TRY(append_part(thread, parts, text, word.start, word.end));
      end = word.start;
    }
    if (previous_word(TextKind::kUnicode, units, end, word)) TRY(append_part(thread, parts, text, 0, word.end));
    return {};
  }));
  reverse_parts(parts);
  return parts;
}

// The next occurrence of the separator in units[begin:end].
template <class Unit>
size_t find_separator(const Unit* units, size_t begin, size_t end, const Str* separator, bool last) {
  size_t found;
  if (separator->length() == 1) {
    char32_t c = separator->at(0);
    found = last ? find_last_unit(units + begin, end - begin, c) : find_unit(units + begin, end - begin, c);
  } else {
    found = with_units(separator, [&](auto* wanted, size_t count) {
      return last ? find_last_text(units + begin, end - begin, wanted, count)
                  : find_text(units + begin, end - begin, wanted, count);
    });
  }
  return found == kNotFound ? found : begin + found;
}

Value split_at(Thread& thread, Str* text, Str* separator, uint64_t limit) {
  List* parts = TRY(make_list(thread));
  size_t at = 0;
  if (separator->width() <= text->width()) {
    TRY(with_units(text, [&](auto* units, size_t count) -> Status {
      while (parts->size < limit) {
        size_t found = find_separator(units, at, count, separator, false);
        if (found == kNotFound) break;
        TRY(append_part(thread, parts, text, at, found));
        at = found + separator->length();
      }
      return {};
    }));
  }
  TRY(append_part(thread, parts, text, at, text->length()));
  return parts;
}

Value split_at_from_right(Thread& thread, Str* text, Str* separator, uint64_t limit) {
  List* parts = TRY(make_list(thread));
  size_t end = text->length();
  if (separator->width() <= text->width()) {
    TRY(with_units(text, [&](auto* units, size_t) -> Status {
      while (parts->size < limit) {
        size_t found = find_separator(units, 0, end, separator, true);
        if (found == kNotFound) break;
        TRY(append_part(thread, parts, text, found + separator->length(), end));
        end = found;
      }
      return {};
    }));
  }
  TRY(append_part(thread, parts, text, 0, end));
  reverse_parts(parts);
  return parts;
}

Value split_method(Thread& thread, Value* args, bool from_right) {
  int64_t maximum = TRY(size_argument(thread, args[2], -1));
  uint64_t limit = maximum < 0 ? UINT64_MAX : static_cast<uint64_t>(maximum);
  Str* text = self_str(args);
  if (args[1].is_unbound() || args[1].is_none()) {
    return from_right ? split_words_from_right(thread, text, limit) : split_words(thread, text, limit);
  }
  if (!is_str(args[1])) return raise_type_error(thread, "must be str or None, not {}", type_name(thread, args[1]));
  auto* separator = args[1].as<Str>();
  if (separator->length() == 0) return raise_value_error(thread, "empty separator");
  return from_right ? split_at_from_right(thread, text, separator, limit) : split_at(thread, text, separator, limit);
}

// Stripping -----------------------------------------------------------------------------------------------------------

// The set of characters of a strip() argument: a bitmap for ASCII, the text itself for the rest.
class CharacterSet {
 public:
  explicit CharacterSet(const Str* characters) : characters_(characters) {
    with_units(characters, [&](auto* units, size_t count) {
      for (size_t i = 0; i < count; i++) {
        if (units[i] < 128) ascii_[units[i] / 64] |= uint64_t{1} << units[i] % 64;
      }
    });
  }
  bool contains(char32_t c) const {
    if (c < 128) return (ascii_[c / 64] >> c % 64 & 1) != 0;
    return with_units(characters_, [&](auto* units, size_t count) { return find_unit(units, count, c) != kNotFound; });
  }

 private:
  const Str* characters_;
  uint64_t ascii_[2] = {};
};

UnitRange strip_characters(const Str* text, const Str* characters, bool left, bool right) {
  CharacterSet set(characters);
  return with_units(text, [&](auto* units, size_t count) {
    UnitRange range{0, count};
    while (left && range.start < range.end && set.contains(units[range.start])) range.start++;
    while (right && range.end > range.start && set.contains(units[range.end - 1])) range.end--;
    return range;
  });
}

Value strip_method(Thread& thread, Value* args, const char* name, bool left, bool right) {
  Str* text = self_str(args);
  UnitRange range;
  if (args[1].is_unbound() || args[1].is_none()) {
    range = with_units(
        text, [&](auto* units, size_t count) { return strip_space(TextKind::kUnicode, units, count, left, right); });
  } else if (is_str(args[1])) {
    range = strip_characters(text, args[1].as<Str>(), left, right);
  } else {
    return raise_type_error(thread, "{} arg must be None or str", name);
  }
  return substring(thread, text, range.start, range.end);
}

// Padding -------------------------------------------------------------------------------------------------------------

Value pad(Thread& thread, Str* text, uint64_t left, uint64_t right, char32_t fill) {
  uint64_t length = text->length() + left + right;
  if (length > uint64_t{INT64_MAX}) return raise(thread, ExceptionId::kOverflowError, "padded string is too long");
  if (text->is_ascii() && fill < 0x80) {
    Str* result = TRY(allocate_str(thread, length, 1, true));
    if (length == 0) return result;
    uint8_t* to = result->mutable_data();
    std::memset(to, static_cast<int>(fill), left);
    std::memcpy(to + left, text->data(), text->length());
    std::memset(to + left + text->length(), static_cast<int>(fill), right);
    return result;
  }
  TextBuilder out(thread);
  out.append_fill(fill, left);
  out.append(text);
  out.append_fill(fill, right);
  return out.finish();
}

Fallible<char32_t> fill_argument(Thread& thread, Value value) {
  if (value.is_unbound()) return U' ';
  if (!is_str(value)) {
    return raise_type_error(thread, "The fill character must be a unicode character, not {}", type_name(thread, value));
  }
  if (value.as<Str>()->length() != 1)
    return raise_type_error(thread, "The fill character must be exactly one character long");
  return static_cast<char32_t>(value.as<Str>()->at(0));
}

enum class Justify : uint8_t { kLeft, kCenter, kRight };

Value justify_method(Thread& thread, Value* args, Justify justify) {
  Str* text = self_str(args);
  int64_t width = TRY(to_int64(thread, args[1]));
  char32_t fill = TRY(fill_argument(thread, args[2]));
  auto length = static_cast<int64_t>(text->length());
  if (width <= length) return exact_str(thread, text);
  auto padding = static_cast<uint64_t>(width - length);
  uint64_t left = 0;
  if (justify == Justify::kRight) left = padding;
  // An odd number of blanks: the greater half goes left when the width is odd.
  if (justify == Justify::kCenter) left = padding / 2 + (padding & static_cast<uint64_t>(width) & 1);
  return pad(thread, text, left, padding - left, fill);
}

// Joining -------------------------------------------------------------------------------------------------------------

struct JoinPlan {
  uint64_t length = 0;
  unsigned width = 1;
  bool ascii = true;

  // False when the length is beyond what a str can have.
  bool add(const Str* str) {
    width = str->width() > width ? str->width() : width;
    ascii = ascii && str->is_ascii();
    return !__builtin_add_overflow(length, str->length(), &length) && length <= uint64_t{INT64_MAX};
  }
};

void write_characters(Str* to, uint64_t& at, const Str* from) {
  uint8_t* data = to->mutable_data();
  uint64_t start = at;
  at += from->length();
  if (from->width() == to->width()) {
    std::memcpy(data + start * to->width(), from->data(), from->byte_length());
  } else if (to->width() == 2) {
    convert_units(from->data(), from->length(), reinterpret_cast<uint16_t*>(data) + start);
  } else if (from->width() == 1) {
    convert_units(from->data(), from->length(), reinterpret_cast<uint32_t*>(data) + start);
  } else {
    convert_units(from->data16(), from->length(), reinterpret_cast<uint32_t*>(data) + start);
  }
}

}  // namespace

Value str_join(Thread& thread, Value* args) {
  Str* separator = self_str(args);
  SequenceItems sequence = TRY(sequence_items(thread, args[1], "can only join an iterable"));
  std::span<const Value> items = sequence.items;
  if (items.size() == 1 && is_exact_str(items[0])) return items[0];
  JoinPlan plan;
  bool fits = true;
  for (size_t i = 0; i < items.size(); i++) {
    if (!is_str(items[i])) {
      return raise_type_error(thread, "sequence item {}: expected str instance, {} found", i,
                              type_name(thread, items[i]));
    }
    if (i != 0) fits = fits && plan.add(separator);
    fits = fits && plan.add(items[i].as<Str>());
  }
  if (!fits) return raise(thread, ExceptionId::kOverflowError, "join() result is too long for a Python string");
  if (plan.length == 0) return thread.runtime.name(Name::kEmpty);
  Str* result = TRY(allocate_str(thread, plan.length, plan.width, plan.ascii));
  uint64_t at = 0;
  for (size_t i = 0; i < items.size(); i++) {
    if (i != 0) write_characters(result, at, separator);
    write_characters(result, at, items[i].as<Str>());
  }
  return result;
}

Value str_split(Thread& thread, Value* args) { return split_method(thread, args, false); }
Value str_rsplit(Thread& thread, Value* args) { return split_method(thread, args, true); }

Value str_splitlines(Thread& thread, Value* args) {
  bool keep_ends = args[1].is_unbound() ? false : TRY(is_true(thread, args[1]));
  Str* text = self_str(args);
  List* lines = TRY(make_list(thread));
  TRY(with_units(text, [&](auto* units, size_t count) -> Status {
    size_t next;
    for (size_t at = 0; at < count; at = next) {
      UnitRange line = next_line(TextKind::kUnicode, units, count, at, next);
      TRY(append_part(thread, lines, text, line.start, keep_ends ? next : line.end));
    }
    return {};
  }));
  return lines;
}

Value str_strip(Thread& thread, Value* args) { return strip_method(thread, args, "strip", true, true); }
Value str_lstrip(Thread& thread, Value* args) { return strip_method(thread, args, "lstrip", true, false); }
Value str_rstrip(Thread& thread, Value* args) { return strip_method(thread, args, "rstrip", false, true); }

Value str_center(Thread& thread, Value* args) { return justify_method(thread, args, Justify::kCenter); }
Value str_ljust(Thread& thread, Value* args) { return justify_method(thread, args, Justify::kLeft); }
Value str_rjust(Thread& thread, Value* args) { return justify_method(thread, args, Justify::kRight); }

Value str_zfill(Thread& thread, Value* args) {
  Str* text = self_str(args);
  int64_t width = TRY(to_int64(thread, args[1]));
  auto length = static_cast<int64_t>(text->length());
  if (width <= length) return exact_str(thread, text);
  char32_t first = length == 0 ? 0 : text->at(0);
  bool has_sign = first == '+' || first == '-';
  if (!has_sign) return pad(thread, text, static_cast<uint64_t>(width - length), 0, '0');
  TextBuilder out(thread);
  out.append(first);
  out.append_fill('0', static_cast<uint64_t>(width - length));
  out.append_range(text, 1, text->length());
  return out.finish();
}

Value str_expandtabs(Thread& thread, Value* args) {
  int64_t tab_size = 8;
  if (!args[1].is_unbound()) {
    tab_size = TRY(to_index_int64(thread, args[1], true));
    if (tab_size != static_cast<int32_t>(tab_size)) {
      return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to C int");
    }
  }
  Str* text = self_str(args);
  TextBuilder out(thread);
  with_units(text, [&](auto* units, size_t count) {
    int64_t column = 0;
    size_t copied = 0;
    for (size_t i = 0; i < count; i++) {
      if (units[i] == '\t') {
        out.append_range(text, copied, i);
        copied = i + 1;
        if (tab_size > 0) {
          int64_t blanks = tab_size - column % tab_size;
          out.append_fill(' ', static_cast<uint64_t>(blanks));
          column += blanks;
        }
      } else {
        column = units[i] == '\n' || units[i] == '\r' ? 0 : column + 1;
      }
    }
    if (copied != 0) out.append_range(text, copied, count);
  });
  if (out.length() == 0 && (text->length() == 0 || text->at(0) != '\t')) return exact_str(thread, text);
  return out.finish();
}

}  // namespace memphis

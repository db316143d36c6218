// Searching and replacing in strs.
#include "base/text_search.h"
#include "builtins/str_parts.h"
#include "builtins/text_arguments.h"
#include "runtime/error.h"
#include "runtime/str_units.h"
#include "runtime/text_builder.h"

namespace memphis {

namespace {

// Index of the first (last) occurrence within the range; -1: none.
int64_t find_in(const Str* text, const Str* needle, SearchRange range, bool last) {
  if (range.is_empty() || needle->length() > range.size() || needle->width() > text->width()) return -1;
  auto start = static_cast<size_t>(range.start);
  size_t found = with_units(text, [&](auto* units, size_t) {
    if (needle->length() == 1) {
      return last ? find_last_unit(units + start, range.size(), needle->at(0))
                  : find_unit(units + start, range.size(), needle->at(0));
    }
    return with_units(needle, [&](auto* wanted, size_t count) {
      return last ? find_last_text(units + start, range.size(), wanted, count)
                  : find_text(units + start, range.size(), wanted, count);
    });
  });
  return found == kNotFound ? -1 : static_cast<int64_t>(start + found);
}

SearchRange whole(const Str* text) { return {0, static_cast<int64_t>(text->length())}; }

// Whether the needle lies at an index within the text.
bool lies_at(const Str* text, const Str* needle, size_t index) {
  if (needle->width() > text->width()) return false;
  return with_units(text, [&](auto* units, size_t) {
    return with_units(needle, [&](auto* wanted, size_t count) { return equal_units(units + index, wanted, count); });
  });
}

Value find_method(Thread& thread, Value* args, const char* name, bool last, bool must_exist) {
  Str* needle = TRY(str_argument(thread, args[1], name, 1));
  SearchRange range = TRY(search_range(thread, args[2], args[3], self_str(args)->length()));
  int64_t found = find_in(self_str(args), needle, range, last);
  if (found < 0 && must_exist) return raise_value_error(thread, "substring not found");
  return Value::small_int(found);
}

bool matches_at_end(const Str* text, const Str* affix, SearchRange range, bool at_end) {
  if (range.is_empty() || affix->length() > range.size()) return false;
  size_t index = static_cast<size_t>(at_end ? range.end - static_cast<int64_t>(affix->length()) : range.start);
  return lies_at(text, affix, index);
}

Value affix_method(Thread& thread, Value* args, const char* name, bool at_end) {
  Str* text = self_str(args);
  SearchRange range = TRY(search_range(thread, args[2], args[3], text->length()));
  if (args[1].is_kind(Kind::kTuple)) {
    for (Value item : args[1].as<Tuple>()->view()) {
      if (!is_str(item)) {
        return raise_type_error(thread, "tuple for {} must only contain str, not {}", name, type_name(thread, item));
      }
      if (matches_at_end(text, item.as<Str>(), range, at_end)) return Value::true_value();
    }
    return Value::false_value();
  }
  if (!is_str(args[1])) {
    return raise_type_error(thread, "{} first arg must be str or a tuple of str, not {}", name,
                            type_name(thread, args[1]));
  }
  return Value::boolean(matches_at_end(text, args[1].as<Str>(), range, at_end));
}

void find_all(const Str* text, const Str* needle, size_t limit, std::vector<size_t>& found) {
  if (needle->length() == 0) {
    for (size_t i = 0; i <= text->length() && i < limit; i++) found.push_back(i);
    return;
  }
  if (needle->width() > text->width()) return;
  with_units(text, [&](auto* units, size_t count) {
    with_units(needle, [&](auto* wanted, size_t wanted_count) {
      find_all_text(units, count, wanted, wanted_count, limit, found);
    });
  });
}

// One ASCII character for another: no positions needed.
Value replace_character(Thread& thread, Str* text, uint8_t old_character, uint8_t new_character, uint64_t limit) {
  Str* result = TRY(allocate_str(thread, text->length(), 1, true));
  const uint8_t* from = text->data();
  uint8_t* to = result->mutable_data();
  uint64_t left = limit;
  for (uint64_t i = 0; i < text->length(); i++) {
    bool hit = from[i] == old_character && left != 0;
    left -= hit;
    to[i] = hit ? new_character : from[i];
  }
  return result;
}

Value write_all_replaced(Thread& thread, Str* text, std::span<const size_t> found, Str* old_text, Str* new_text) {
  uint64_t length;
  bool overflow = __builtin_mul_overflow(found.size(), new_text->length(), &length) ||
                  __builtin_add_overflow(length, text->length() - found.size() * old_text->length(), &length) ||
                  length > uint64_t{INT64_MAX};
  if (overflow) return raise(thread, ExceptionId::kOverflowError, "replace string is too long");
  if (text->is_ascii() && new_text->is_ascii()) {
    Str* result = TRY(allocate_str(thread, length, 1, true));
    if (length == 0) return result;
    write_replaced(text->data(), text->length(), found, old_text->length(), new_text->data(), new_text->length(),
                   result->mutable_data());
    return result;
  }
  TextBuilder out(thread);
  uint64_t at = 0;
  for (size_t next : found) {
    out.append_range(text, at, next);
    out.append(new_text);
    at = next + old_text->length();
  }
  out.append_range(text, at, text->length());
  return out.finish();
}

Value partition_at(Thread& thread, Str* text, Str* separator, int64_t index) {
  auto at = static_cast<uint64_t>(index);
  Str* before = TRY(substring(thread, text, 0, at));
  Str* after = TRY(substring(thread, text, at + separator->length(), text->length()));
  return make_tuple(thread, {Value(before), Value(separator), Value(after)});
}

Fallible<int64_t> partition_index(Thread& thread, Value* args, bool last) {
  if (!is_str(args[1])) return raise_type_error(thread, "must be str, not {}", type_name(thread, args[1]));
  if (args[1].as<Str>()->length() == 0) return raise_value_error(thread, "empty separator");
  return find_in(self_str(args), args[1].as<Str>(), whole(self_str(args)), last);
}

}  // namespace

Value str_find(Thread& thread, Value* args) { return find_method(thread, args, "find", false, false); }
Value str_rfind(Thread& thread, Value* args) { return find_method(thread, args, "rfind", true, false); }
Value str_index(Thread& thread, Value* args) { return find_method(thread, args, "index", false, true); }
Value str_rindex(Thread& thread, Value* args) { return find_method(thread, args, "rindex", true, true); }

Value str_count(Thread& thread, Value* args) {
  Str* text = self_str(args);
  Str* needle = TRY(str_argument(thread, args[1], "count", 1));
  SearchRange range = TRY(search_range(thread, args[2], args[3], text->length()));
  if (range.is_empty() || needle->width() > text->width()) return Value::small_int(0);
  size_t count = with_units(text, [&](auto* units, size_t) {
    units += range.start;
    if (needle->length() == 1) return count_unit(units, range.size(), needle->at(0));
    return with_units(needle, [&](auto* wanted, size_t wanted_count) {
      return count_text(units, range.size(), wanted, wanted_count);
    });
  });
  return Value::small_int(static_cast<int64_t>(count));
}

Value str_contains(Thread& thread, Value* args) {
  if (!is_str(args[1])) {
    return raise_type_error(thread, "'in <string>' requires string as left operand, not {}",
                            type_name(thread, args[1]));
  }
  Str* text = self_str(args);
  return Value::boolean(find_in(text, args[1].as<Str>(), whole(text), false) >= 0);
}

Value str_startswith(Thread& thread, Value* args) { return affix_method(thread, args, "startswith", false); }
Value str_endswith(Thread& thread, Value* args) { return affix_method(thread, args, "endswith", true); }

Value str_removeprefix(Thread& thread, Value* args) {
  Str* text = self_str(args);
  Str* prefix = TRY(str_argument(thread, args[1], "removeprefix", 0));
  bool matches = matches_at_end(text, prefix, whole(text), false);
  return substring(thread, text, matches ? prefix->length() : 0, text->length());
}

Value str_removesuffix(Thread& thread, Value* args) {
  Str* text = self_str(args);
  Str* suffix = TRY(str_argument(thread, args[1], "removesuffix", 0));
  bool matches = matches_at_end(text, suffix, whole(text), true);
  return substring(thread, text, 0, matches ? text->length() - suffix->length() : text->length());
}

Value str_replace(Thread& thread, Value* args) {
  Str* text = self_str(args);
  Str* old_text = TRY(str_argument(thread, args[1], "replace", 1));
  Str* new_text = TRY(str_argument(thread, args[2], "replace", 2));
  int64_t count = TRY(size_argument(thread, args[3], -1));
  uint64_t limit = count < 0 ? UINT64_MAX : static_cast<uint64_t>(count);
  if (text->is_ascii() && old_text->is_ascii() && new_text->is_ascii() && old_text->length() == 1 &&
      new_text->length() == 1) {
    if (limit == 0 || find_unit(text->data(), text->length(), old_text->at(0)) == kNotFound)
      return exact_str(thread, text);
    return replace_character(thread, text, old_text->data()[0], new_text->data()[0], limit);
  }
  std::vector<size_t> found;
  find_all(text, old_text, limit, found);
  if (found.empty()) return exact_str(thread, text);
  return write_all_replaced(thread, text, found, old_text, new_text);
}

Value str_partition(Thread& thread, Value* args) {
  int64_t index = TRY(partition_index(thread, args, false));
  if (index >= 0) return partition_at(thread, self_str(args), args[1].as<Str>(), index);
  Str* empty = thread.runtime.name(Name::kEmpty);
  return make_tuple(thread, {args[0], Value(empty), Value(empty)});
}

Value str_rpartition(Thread& thread, Value* args) {
  int64_t index = TRY(partition_index(thread, args, true));
  if (index >= 0) return partition_at(thread, self_str(args), args[1].as<Str>(), index);
  Str* empty = thread.runtime.name(Name::kEmpty);
  return make_tuple(thread, {Value(empty), Value(empty), args[0]});
}

}  // namespace memphis

// Searching and replacing in bytes and bytearrays.
#include "base/text_search.h"
#include "builtins/byte_methods.h"
#include "builtins/text_arguments.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"

namespace memphis {

namespace {

// What is searched: one byte, or the bytes of a buffer.
class Needle {
 public:
  explicit Needle(Thread& thread) : thread_(thread), buffer_(thread) {}

  // `strict`: bytes-like objects and ints are told apart in the message as the operator `in` has it.
  Status acquire(Value value, bool for_contains) {
    if (has_buffer(thread_, value)) return buffer_.acquire(value);
    if (!has_index(thread_, value)) {
      if (for_contains)
        return raise_type_error(thread_, "a bytes-like object is required, not '{}'", type_name(thread_, value));
      return raise_type_error(thread_, "argument should be integer or bytes-like object, not '{}'",
                              type_name(thread_, value));
    }
    byte_ = TRY(byte_argument(thread_, value));
    is_byte_ = true;
    return {};
  }
  std::span<const uint8_t> bytes() const { return is_byte_ ? std::span<const uint8_t>(&byte_, 1) : buffer_.bytes(); }

 private:
  Thread& thread_;
  Buffer buffer_;
  uint8_t byte_ = 0;
  bool is_byte_ = false;
};

int64_t find_bytes(std::span<const uint8_t> text, std::span<const uint8_t> needle, SearchRange range, bool last) {
  if (range.is_empty() || needle.size() > range.size()) return -1;
  auto start = static_cast<size_t>(range.start);
  const uint8_t* data = text.data() + start;
  size_t found;
  if (needle.size() == 1) {
    found = last ? find_last_unit(data, range.size(), needle[0]) : find_unit(data, range.size(), needle[0]);
  } else {
    found = last ? find_last_text(data, range.size(), needle.data(), needle.size())
                 : find_text(data, range.size(), needle.data(), needle.size());
  }
  return found == kNotFound ? -1 : static_cast<int64_t>(start + found);
}

SearchRange whole(std::span<const uint8_t> text) { return {0, static_cast<int64_t>(text.size())}; }

Value find_method(Thread& thread, Value* args, bool last, bool must_exist) {
  SearchRange ends = TRY(search_ends(thread, args[2], args[3]));
  Needle needle(thread);
  TRY(needle.acquire(args[1], false));
  std::span<const uint8_t> text = byte_view(args[0]);
  SearchRange range = ends.within(text.size());
  int64_t found = find_bytes(text, needle.bytes(), range, last);
  if (found < 0 && must_exist) return raise_value_error(thread, "subsection not found");
  return Value::small_int(found);
}

bool matches_at_end(std::span<const uint8_t> text, std::span<const uint8_t> affix, SearchRange range, bool at_end) {
  if (range.is_empty() || affix.size() > range.size()) return false;
  size_t index = static_cast<size_t>(at_end ? range.end - static_cast<int64_t>(affix.size()) : range.start);
  return equal_units(text.data() + index, affix.data(), affix.size());
}

Fallible<bool> affix_matches(Thread& thread, Value receiver, Value affix, SearchRange ends, bool at_end) {
  Buffer buffer(thread);
  TRY(buffer.acquire(affix));
  std::span<const uint8_t> text = byte_view(receiver);
  return matches_at_end(text, buffer.bytes(), ends.within(text.size()), at_end);
}

Value affix_method(Thread& thread, Value* args, const char* name, bool at_end) {
  SearchRange ends = TRY(search_ends(thread, args[2], args[3]));
  if (args[1].is_kind(Kind::kTuple)) {
    for (Value item : args[1].as<Tuple>()->view()) {
      if (TRY(affix_matches(thread, args[0], item, ends, at_end))) return Value::true_value();
    }
    return Value::false_value();
  }
  if (!has_buffer(thread, args[1])) {
    return raise_type_error(thread, "{} first arg must be bytes or a tuple of bytes, not {}", name,
                            type_name(thread, args[1]));
  }
  return Value::boolean(TRY(affix_matches(thread, args[0], args[1], ends, at_end)));
}

Value remove_affix(Thread& thread, Value* args, bool at_end) {
  Buffer affix(thread);
  TRY(affix.acquire(args[1]));
  std::span<const uint8_t> text = byte_view(args[0]);
  if (affix.size() == 0 || !matches_at_end(text, affix.bytes(), whole(text), at_end)) return unchanged(thread, args[0]);
  return make_like(thread, args[0], at_end ? text.first(text.size() - affix.size()) : text.subspan(affix.size()));
}

void find_all(std::span<const uint8_t> text, std::span<const uint8_t> needle, size_t limit,
              std::vector<size_t>& found) {
  if (needle.empty()) {
    for (size_t i = 0; i <= text.size() && i < limit; i++) found.push_back(i);
  } else {
    find_all_text(text.data(), text.size(), needle.data(), needle.size(), limit, found);
  }
}

Value partition_method(Thread& thread, Value* args, bool last) {
  Buffer separator(thread);
  TRY(separator.acquire(args[1]));
  if (separator.size() == 0) return raise_value_error(thread, "empty separator");
  std::span<const uint8_t> text = byte_view(args[0]);
  int64_t index = find_bytes(text, separator.bytes(), whole(text), last);
  if (index >= 0) {
    auto at = static_cast<size_t>(index);
    Value before = TRY(make_like(thread, args[0], text.first(at)));
    // The separator itself stands in the middle, of a bytearray a copy.
    Value middle = args[1].is_kind(Kind::kBytes) && !is_byte_array(args[0])
                       ? args[1]
                       : TRY(make_like(thread, args[0], separator.bytes()));
    Value after = TRY(make_like(thread, args[0], text.subspan(at + separator.size())));
    return make_tuple(thread, {before, middle, after});
  }
  Value empty = TRY(make_like(thread, args[0], {}));
  Value other_empty = TRY(make_like(thread, args[0], {}));
  Value all = is_byte_array(args[0]) ? TRY(make_like(thread, args[0], text)) : args[0];
  if (last) return make_tuple(thread, {empty, other_empty, all});
  return make_tuple(thread, {all, empty, other_empty});
}

}  // namespace

Value bytes_find(Thread& thread, Value* args) { return find_method(thread, args, false, false); }
Value bytes_rfind(Thread& thread, Value* args) { return find_method(thread, args, true, false); }
Value bytes_index(Thread& thread, Value* args) { return find_method(thread, args, false, true); }
Value bytes_rindex(Thread& thread, Value* args) { return find_method(thread, args, true, true); }

Value bytes_count(Thread& thread, Value* args) {
  SearchRange ends = TRY(search_ends(thread, args[2], args[3]));
  Needle needle(thread);
  TRY(needle.acquire(args[1], false));
  std::span<const uint8_t> text = byte_view(args[0]);
  SearchRange range = ends.within(text.size());
  if (range.is_empty()) return Value::small_int(0);
  const uint8_t* data = text.data() + range.start;
  std::span<const uint8_t> wanted = needle.bytes();
  size_t count = wanted.size() == 1 ? count_unit(data, range.size(), wanted[0])
                                    : count_text(data, range.size(), wanted.data(), wanted.size());
  return Value::small_int(static_cast<int64_t>(count));
}

Value bytes_contains(Thread& thread, Value* args) {
  Needle needle(thread);
  TRY(needle.acquire(args[1], true));
  std::span<const uint8_t> text = byte_view(args[0]);
  return Value::boolean(find_bytes(text, needle.bytes(), whole(text), false) >= 0);
}

Value bytes_startswith(Thread& thread, Value* args) { return affix_method(thread, args, "startswith", false); }
Value bytes_endswith(Thread& thread, Value* args) { return affix_method(thread, args, "endswith", true); }
Value bytes_removeprefix(Thread& thread, Value* args) { return remove_affix(thread, args, false); }
Value bytes_removesuffix(Thread& thread, Value* args) { return remove_affix(thread, args, true); }
Value bytes_partition(Thread& thread, Value* args) { return partition_method(thread, args, false); }
Value bytes_rpartition(Thread& thread, Value* args) { return partition_method(thread, args, true); }

Value bytes_replace(Thread& thread, Value* args) {
  Buffer old_bytes(thread), new_bytes(thread);
  TRY(old_bytes.acquire(args[1]));
  TRY(new_bytes.acquire(args[2]));
  int64_t count = TRY(size_argument(thread, args[3], -1));
  std::span<const uint8_t> text = byte_view(args[0]);
  std::vector<size_t> found;
  find_all(text, old_bytes.bytes(), count < 0 ? SIZE_MAX : static_cast<size_t>(count), found);
  if (found.empty()) return unchanged(thread, args[0]);
  uint64_t size;
  bool overflow = __builtin_mul_overflow(found.size(), new_bytes.size(), &size) ||
                  __builtin_add_overflow(size, text.size() - found.size() * old_bytes.size(), &size) ||
                  size > uint64_t{INT64_MAX};
  if (overflow) return raise(thread, ExceptionId::kOverflowError, "replace bytes is too long");
  Value result = TRY(allocate_like(thread, args[0], size));
  if (size == 0) return result;
  write_replaced(text.data(), text.size(), std::span<const size_t>(found), old_bytes.size(), new_bytes.data(),
                 new_bytes.size(), byte_data(result));
  return result;
}

}  // namespace memphis

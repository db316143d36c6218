#include <algorithm>

#include "modules/regex/objects.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/operations.h"

namespace memphis::regex {

Status Subject::open(Value string) {
  string_ = string;
  if (is_str(string)) {
    const Str* str = string.as<Str>();
    data_ = str->data();
    length_ = str->length();
    width_ = str->width();
    return {};
  }
  if (buffer_.acquire(string).failed()) {
    take_pending(thread_);
    return raise_type_error(thread_, "expected string or bytes-like object, got '{}'", type_name(thread_, string));
  }
  is_bytes_ = true;
  data_ = buffer_.data();
  length_ = buffer_.size();
  if (data_ == nullptr) data_ = this;  // an empty one: any address will do
  return {};
}

Status check_kind(Thread& thread, const Pattern* pattern, bool is_bytes) {
  if (is_bytes && pattern->text == PatternText::kStr) {
    return raise_type_error(thread, "cannot use a string pattern on a bytes-like object");
  }
  if (!is_bytes && pattern->text == PatternText::kBytes) {
    return raise_type_error(thread, "cannot use a bytes pattern on a string-like object");
  }
  return {};
}

Status Subject::open_for(const Pattern* pattern, Value string) {
  TRY(open(string));
  return check_kind(thread_, pattern, is_bytes_);
}

Value Subject::slice(uint64_t start, uint64_t end) const {
  if (!is_bytes_) return substring(thread_, string_.as<Str>(), start, end);
  if (start == 0 && end == length_ && string_.is_exactly(Kind::kBytes)) return string_;
  return make_bytes(thread_, {static_cast<const uint8_t*>(data_) + start, end - start});
}

Fallible<int32_t> to_c_int(Thread& thread, Value argument) {
  int64_t number;
  Value index = TRY(to_index(thread, argument));
  if (!int_to_int64(index, number) || number < INT32_MIN || number > INT32_MAX) {
    return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to C int");
  }
  return static_cast<int32_t>(number);
}

Fallible<SearchBounds> search_bounds(Thread& thread, Value pos, Value endpos) {
  int64_t start = 0, end = INT64_MAX;
  if (!pos.is_unbound()) start = TRY(to_int64(thread, pos));
  if (!endpos.is_unbound()) end = TRY(to_int64(thread, endpos));
  return SearchBounds{static_cast<uint64_t>(std::max<int64_t>(start, 0)),
                      static_cast<uint64_t>(std::max<int64_t>(end, 0))};
}

SearchBounds clamp_bounds(SearchBounds bounds, uint64_t length) {
  return {std::min(bounds.start, length), std::min(bounds.end, length)};
}

}  // namespace memphis::regex

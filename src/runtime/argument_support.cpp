#include "runtime/argument_support.h"

#include <climits>

#include "runtime/codecs.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/operations.h"

namespace memphis {

std::string argument_type_name(Thread& thread, Value value) {
  return value.is_none() ? "None" : type_name(thread, value);
}

FailureOfAnyType raise_argument_error(Thread& thread, const char* function, int position, const char* expected,
                                      Value value) {
  std::string actual = argument_type_name(thread, value);
  if (position == 0) return raise_type_error(thread, "{}() argument must be {}, not {}", function, expected, actual);
  return raise_type_error(thread, "{}() argument {} must be {}, not {}", function, position, expected, actual);
}

FailureOfAnyType raise_argument_error(Thread& thread, const char* function, const char* parameter, const char* expected,
                                      Value value) {
  return raise_type_error(thread, "{}() argument '{}' must be {}, not {}", function, parameter, expected,
                          argument_type_name(thread, value));
}

Str* str_argument(Thread& thread, Value value, const char* function, int position) {
  if (is_str(value)) return value.as<Str>();
  return raise_argument_error(thread, function, position, "str", value);
}

Str* str_argument(Thread& thread, Value value, const char* function, const char* parameter) {
  if (is_str(value)) return value.as<Str>();
  return raise_argument_error(thread, function, parameter, "str", value);
}

template <class Place>
static Fallible<Str*> optional_text(Thread& thread, Value value, const char* function, Place place) {
  if (value.is_unbound() || value.is_none()) return static_cast<Str*>(nullptr);
  if (!is_str(value)) return raise_argument_error(thread, function, place, "str or None", value);
  auto* text = value.as<Str>();
  for (uint64_t i = 0; i < text->length(); i++) {
    if (text->at(i) == 0) return raise_value_error(thread, "embedded null character");
  }
  return text;
}

Fallible<Str*> optional_text_argument(Thread& thread, Value value, const char* function, int position) {
  return optional_text(thread, value, function, position);
}

Fallible<Str*> optional_text_argument(Thread& thread, Value value, const char* function, const char* parameter) {
  return optional_text(thread, value, function, parameter);
}

Fallible<int> int_argument(Thread& thread, Value value, int otherwise) {
  if (value.is_unbound()) return otherwise;
  int64_t number;
  if (!int_to_int64(TRY(to_index(thread, value)), number) || number < INT_MIN || number > INT_MAX) {
    return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to C int");
  }
  return static_cast<int>(number);
}

Fallible<int64_t> exact_size_argument(Thread& thread, Value value) {
  if (!is_int(value)) return raise_type_error(thread, "an integer is required");
  return to_int64(thread, value);
}

Fallible<bool> flag_argument(Thread& thread, Value value, bool otherwise) {
  if (value.is_unbound()) return otherwise;
  return is_true(thread, value);
}

Status TextOrBytes::acquire(Value value) {
  object_ = value;
  if (!is_str(value)) return buffer_.acquire(value);
  Value encoded = TRY(encode_native(thread_, Codec::kUtf8, value.as<Str>(), nullptr));
  encoded_ = encoded.as<Bytes>();
  object_ = encoded;
  return {};
}

}  // namespace memphis

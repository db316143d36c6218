// From Python objects to C++ values, and calls with C++ values.
#pragma once

#include <array>
#include <concepts>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "memphis/argument.h"
#include "memphis/object.h"
#include "memphis/result.h"

namespace memphis {

// Object::to<T>() and the parameters of registered functions. Specialise it for types of your own:
//
//   template <>
//   struct memphis::Conversion<Point> {
//     static Result<Point> from(const Object& object);
//   };
template <class T>
struct Conversion;

template <>
struct Conversion<Object> {
  static Result<Object> from(const Object& object) { return object; }
};
template <>
struct Conversion<bool> {
  static Result<bool> from(const Object& object) { return object.to_bool(); }
};
template <>
struct Conversion<std::string> {
  static Result<std::string> from(const Object& object) { return object.to_text(); }
};
template <std::floating_point T>
struct Conversion<T> {
  static Result<T> from(const Object& object) {
    Result<double> number = object.to_double();
    if (!number.ok()) return std::move(number).error();
    return static_cast<T>(*number);
  }
};

namespace detail {
template <class T, class Wide>
Result<T> narrow(Result<Wide> wide) {
  if (!wide.ok()) return std::move(wide).error();
  if (!std::in_range<T>(*wide)) return Error::make("OverflowError", "Python int too large to convert to C++ integer");
  return static_cast<T>(*wide);
}
}  // namespace detail

template <detail::SignedNumber T>
struct Conversion<T> {
  static Result<T> from(const Object& object) { return detail::narrow<T>(object.to_int64()); }
};
template <detail::UnsignedNumber T>
struct Conversion<T> {
  static Result<T> from(const Object& object) { return detail::narrow<T>(object.to_uint64()); }
};
template <class T>
struct Conversion<std::optional<T>> {
  static Result<std::optional<T>> from(const Object& object) {
    if (object.is_none()) return std::optional<T>();
    Result<T> value = Conversion<T>::from(object);
    if (!value.ok()) return std::move(value).error();
    return std::optional<T>(*std::move(value));
  }
};
template <class T>
struct Conversion<std::vector<T>> {
  static Result<std::vector<T>> from(const Object& object) {
    Result<ObjectIterator> items = object.iterate();
    if (!items.ok()) return std::move(items).error();
    std::vector<T> values;
    while (std::optional<Result<Object>> item = items->next()) {
      if (!item->ok()) return std::move(*item).error();
      Result<T> value = Conversion<T>::from(**item);
      if (!value.ok()) return std::move(value).error();
      values.push_back(*std::move(value));
    }
    return values;
  }
};

template <class T>
Result<T> Object::to() const {
  return Conversion<T>::from(*this);
}

template <class... Arguments>
Result<Object> Object::call(const Arguments&... arguments) const {
  const std::array<Argument, sizeof...(Arguments)> list{Argument(arguments)...};
  return call_with(list);
}

template <class... Arguments>
Result<Object> Object::call_method(std::string_view name, const Arguments&... arguments) const {
  const std::array<Argument, sizeof...(Arguments)> list{Argument(arguments)...};
  return call_method_with(name, list);
}

}  // namespace memphis

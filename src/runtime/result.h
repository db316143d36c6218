// How errors travel. A function that returns a Value answers Value::error() when an exception is pending on the Thread.
// One that returns something else answers a Fallible<T>, or null for a pointer where null can mean nothing else (said
// at the declaration). TRY passes an error up:
//
//   Value item = TRY(get_item(thread, container, key));
//   bool equal = TRY(are_equal(thread, a, b));
#pragma once

#include <type_traits>
#include <utility>

#include "objects/value.h"

namespace memphis {

// Converts to every fallible result type: `return Failure{}` or `return raise_...(...)`.
struct Failure {
  operator Value() const { return Value::error(); }  // NOLINT
};

template <class T>
class [[nodiscard]] Fallible {
 public:
  Fallible(T value) : value_(std::move(value)) {}  // NOLINT
  Fallible(Failure) : failed_(true) {}             // NOLINT
  bool failed() const { return failed_; }
  T& value() { return value_; }

 private:
  T value_{};
  bool failed_ = false;
};

// Success or failure and nothing else.
template <>
class [[nodiscard]] Fallible<void> {
 public:
  Fallible() = default;
  Fallible(Failure) : failed_(true) {}  // NOLINT
  bool failed() const { return failed_; }
  void value() {}

 private:
  bool failed_ = false;
};
using Status = Fallible<void>;

inline bool has_failed(Value value) { return value.is_error(); }
template <class T>
bool has_failed(const Fallible<T>& result) {
  return result.failed();
}
template <class T>
bool has_failed(T* pointer) {
  return pointer == nullptr;
}
inline Value take_value(Value value) { return value; }
template <class T>
T take_value(Fallible<T>& result) {
  return std::move(result.value());
}
inline void take_value(Status&) {}
template <class T>
T* take_value(T* pointer) {
  return pointer;
}
// What is returned upwards from a function with any fallible result type, pointers included.
struct FailureOfAnyType {
  operator Value() const { return Value::error(); }  // NOLINT
  template <class T>
  operator Fallible<T>() const {  // NOLINT
    return Failure{};
  }
  template <class T>
  operator T*() const {  // NOLINT
    return nullptr;
  }
};

// The one macro of its kind: C++ has no expression that returns from the enclosing function.
// (The counter gives each use a variable of its own, so that uses may be nested.)
#define TRY(expression) MEMPHIS_TRY_AS(expression, __COUNTER__)
#define MEMPHIS_TRY_AS(expression, number) MEMPHIS_TRY(expression, number)
#define MEMPHIS_TRY(expression, number)                          \
  __extension__({                                                \
    auto try_result_##number = (expression);                     \
    if (::memphis::has_failed(try_result_##number)) [[unlikely]] \
      return ::memphis::FailureOfAnyType{};                      \
    ::memphis::take_value(try_result_##number);                  \
  })

}  // namespace memphis

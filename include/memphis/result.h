// How errors travel to the host: as values.
#pragma once

#include <cassert>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "memphis/object.h"

namespace memphis {

// An exception that reached the host.
struct Error {
  std::string type_name;  // "ValueError", "json.decoder.JSONDecodeError"
  std::string message;    // str(exception)
  std::string traceback;  // the whole report as Python prints it, chained exceptions included; ends in a newline
  // The exception itself, for its attributes. Empty when there was no interpreter to make one. It keeps the frames of
  // its traceback alive, and what their variables refer to.
  Object exception;

  // An error of the host's own, to be returned from a registered function: there it is raised as the built-in exception
  // of that name (RuntimeError if there is none).
  static Error make(std::string_view type_name, std::string_view message) {
    Error error;
    error.type_name = type_name;
    error.message = message;
    error.traceback = error.type_name + ": " + error.message + "\n";
    return error;
  }
};

namespace detail {
// Prints the error and ends the process: somebody took the value of a Result without looking whether there is one.
[[noreturn]] void stop_without_value(const Error& error) noexcept;
}  // namespace detail

// Either a value or an Error. value(), * and -> need a value: they end the process with the error's traceback on stderr
// when there is none, with or without exceptions, in every build.
template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;

  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT

  bool ok() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return ok(); }

  T& value() & { return *checked(); }
  const T& value() const& { return *const_cast<Result*>(this)->checked(); }
  T&& value() && { return std::move(*checked()); }
  T& operator*() & { return *checked(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*checked()); }
  T* operator->() { return checked(); }
  const T* operator->() const { return &value(); }
  template <class U>
  T value_or(U&& otherwise) const& {
    return ok() ? *std::get_if<0>(&state_) : static_cast<T>(std::forward<U>(otherwise));
  }
  template <class U>
  T value_or(U&& otherwise) && {
    return ok() ? std::move(*std::get_if<0>(&state_)) : static_cast<T>(std::forward<U>(otherwise));
  }

  // Only when !ok().
  const Error& error() const& {
    assert(!ok());
    return *std::get_if<1>(&state_);
  }
  Error&& error() && {
    assert(!ok());
    return std::move(*std::get_if<1>(&state_));
  }

 private:
  T* checked() {
    if (const Error* error = std::get_if<1>(&state_)) detail::stop_without_value(*error);
    return std::get_if<0>(&state_);
  }

  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  using value_type = void;

  Result() noexcept = default;
  Result(Error error) : error_(std::in_place_index<1>, std::move(error)) {}  // NOLINT

  bool ok() const noexcept { return error_.index() == 0; }
  explicit operator bool() const noexcept { return ok(); }
  void value() const {
    if (!ok()) detail::stop_without_value(error());
  }
  const Error& error() const& {
    assert(!ok());
    return *std::get_if<1>(&error_);
  }
  Error&& error() && {
    assert(!ok());
    return std::move(*std::get_if<1>(&error_));
  }

 private:
  std::variant<std::monostate, Error> error_;
};

}  // namespace memphis

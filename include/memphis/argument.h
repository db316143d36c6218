// What is handed into an interpreter: a C++ value, or an Object of the same interpreter. Made by implicit conversion
// where a function takes one.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace memphis {

class Object;

namespace detail {
struct Access;

template <class T>
concept Character = std::same_as<T, char> || std::same_as<T, wchar_t> || std::same_as<T, char8_t> ||
                    std::same_as<T, char16_t> || std::same_as<T, char32_t>;
template <class T>
concept SignedNumber = std::signed_integral<T> && !Character<T>;
template <class T>
concept UnsignedNumber = std::unsigned_integral<T> && !Character<T> && !std::same_as<T, bool>;
template <class T>
concept Text = std::convertible_to<const T&, std::string_view> && !std::same_as<T, std::nullptr_t>;
}  // namespace detail

// It borrows texts, bytes and Objects: use it within the expression that makes it.
class Argument {
 public:
  Argument(std::nullptr_t) noexcept {}  // NOLINT: None
  template <std::same_as<bool> T>
  Argument(T value) noexcept : kind_(Kind::kBool), data_{.truth = value} {}  // NOLINT
  template <detail::SignedNumber T>
  Argument(T value) noexcept : kind_(Kind::kInt), data_{.integer = value} {}  // NOLINT
  template <detail::UnsignedNumber T>
  Argument(T value) noexcept : kind_(Kind::kUnsigned), data_{.natural = value} {}  // NOLINT
  template <std::floating_point T>
  Argument(T value) noexcept : kind_(Kind::kFloat), data_{.number = static_cast<double>(value)} {}  // NOLINT
  // A str; the text is UTF-8, and invalid bytes become lone surrogates as with surrogateescape.
  template <detail::Text T>
  Argument(const T& text) noexcept : Argument(Kind::kText, text) {}  // NOLINT
  // An Object that is empty, or that belongs to another Context, makes the call fail.
  Argument(const Object& object) noexcept : kind_(Kind::kObject), data_{.object = &object} {}  // NOLINT

  // A bytes.
  static Argument bytes(std::string_view bytes) noexcept { return Argument(Kind::kBytes, bytes); }
  // name=value in a call; anywhere else the name counts for nothing.
  static Argument keyword(std::string_view name, Argument value) noexcept {
    value.name_ = name;
    return value;
  }

 private:
  friend struct detail::Access;
  enum class Kind : uint8_t { kNone, kBool, kInt, kUnsigned, kFloat, kText, kBytes, kObject };
  union Data {
    bool truth;
    int64_t integer;
    uint64_t natural;
    double number;
    const char* characters;
    const Object* object;
  };

  Argument(Kind kind, std::string_view text) noexcept
      : kind_(kind), data_{.characters = text.data()}, size_(text.size()) {}

  Kind kind_ = Kind::kNone;
  Data data_{.integer = 0};
  size_t size_ = 0;
  std::string_view name_;
};

// name=value, for short.
inline Argument keyword(std::string_view name, Argument value) noexcept { return Argument::keyword(name, value); }
inline Argument bytes(std::string_view contents) noexcept { return Argument::bytes(contents); }

}  // namespace memphis

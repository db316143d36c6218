// A handle of a Python object.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "memphis/argument.h"

namespace memphis {

class ObjectIterator;
template <class T>
class Result;

namespace detail {
class ContextState;
struct Root;
}  // namespace detail

// What an object is at heart; instances of classes derived from a built-in type count as that type.
enum class ObjectKind : uint8_t { kEmpty, kNone, kBool, kInt, kFloat, kStr, kBytes, kList, kTuple, kDict, kOther };

// Owns one reference: the object stays alive, and with it its interpreter, until the handle is destroyed, even after
// the Context is gone. Copies refer to the same object. An empty handle (default-made, or moved from) refers to
// nothing; every operation on it fails. Operations run Python code unless said otherwise, and answer errors as values.
class Object {
 public:
  Object() noexcept = default;
  Object(const Object& other);
  Object(Object&& other) noexcept;
  Object& operator=(const Object& other);
  Object& operator=(Object&& other) noexcept;
  ~Object();

  // These run no Python code.
  bool is_empty() const noexcept { return root_ == nullptr; }
  ObjectKind kind() const noexcept;
  bool is_none() const noexcept { return kind() == ObjectKind::kNone; }
  bool is_callable() const noexcept;
  bool is_same(const Object& other) const noexcept;  // Python's `is`
  std::string type_name() const;                     // "int", "collections.OrderedDict"; empty for an empty handle

  // Conversions. to<T>() is the general one: bool, every number type, std::string, Object, std::optional of these (None
  // is nullopt), std::vector of these (from any iterable), and whatever Conversion<T> is specialised for.
  template <class T>
  Result<T> to() const;
  Result<bool> to_bool() const;          // truth, as `if` sees it
  Result<int64_t> to_int64() const;      // int, or what has __index__; OverflowError beyond 64 bits
  Result<uint64_t> to_uint64() const;    // likewise; OverflowError below 0
  Result<double> to_double() const;      // float, int, or what has __float__
  Result<std::string> to_text() const;   // a str, as UTF-8; a lone surrogate is a UnicodeEncodeError
  Result<std::string> to_bytes() const;  // bytes, bytearray, and other objects with a buffer
  Result<std::string> repr() const;      // UTF-8; lone surrogates as backslash escapes
  Result<std::string> str() const;

  // Attributes.
  Result<Object> attribute(std::string_view name) const;
  Result<void> set_attribute(std::string_view name, const Argument& value) const;
  Result<bool> has_attribute(std::string_view name) const;

  // Items of lists, dicts, and whatever else has them.
  Result<size_t> length() const;
  Result<Object> item(const Argument& key) const;
  Result<void> set_item(const Argument& key, const Argument& value) const;
  Result<void> delete_item(const Argument& key) const;
  Result<bool> contains(const Argument& item) const;
  Result<void> append(const Argument& item) const;  // calls the method append
  Result<ObjectIterator> iterate() const;
  Result<bool> equals(const Argument& other) const;  // Python's ==

  // Calls. Keyword arguments come last: function.call(1, "two", memphis::keyword("sep", ", ")).
  template <class... Arguments>
  Result<Object> call(const Arguments&... arguments) const;
  template <class... Arguments>
  Result<Object> call_method(std::string_view name, const Arguments&... arguments) const;
  Result<Object> call_with(std::span<const Argument> arguments) const;
  Result<Object> call_method_with(std::string_view name, std::span<const Argument> arguments) const;

 private:
  friend struct detail::Access;
  detail::ContextState* state_ = nullptr;
  detail::Root* root_ = nullptr;
};

// Walks an iterable:
//
//   memphis::Result<memphis::ObjectIterator> items = list.iterate();
//   while (auto item = items->next()) {
//     if (!item->ok()) break;  // iterating has failed
//     use(item->value());
//   }
class ObjectIterator {
 public:
  // Nothing at the end; an error where the iterator raises.
  std::optional<Result<Object>> next();

 private:
  friend struct detail::Access;
  explicit ObjectIterator(Object iterator) noexcept : iterator_(static_cast<Object&&>(iterator)) {}

  Object iterator_;
};

}  // namespace memphis

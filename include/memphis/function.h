// C++ functions that Python code calls: see Context::define.
#pragma once

#include <cstddef>
#include <exception>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "memphis/conversion.h"
#include "memphis/object.h"
#include "memphis/result.h"

namespace memphis {

class Context;

// One call of a registered function: the arguments, bound to the parameters of its signature.
class Invocation {
 public:
  // One for each parameter, in the order of the signature: what the caller gave or the default; a tuple for *args, a
  // dict for **kwargs.
  size_t size() const noexcept { return arguments_.size(); }
  const Object& operator[](size_t index) const { return arguments_[index]; }
  // The interpreter that calls.
  Context& context() const noexcept { return context_; }

 private:
  friend struct detail::Access;
  Invocation(Context& context, std::span<const Object> arguments) noexcept : context_(context), arguments_(arguments) {}

  Context& context_;
  std::span<const Object> arguments_;
};

namespace detail {

// Makes an object of what a C++ function returns.
Result<Object> make_object(Context& context, const Argument& value);
Result<Object> make_list(Context& context, std::span<const Object> items);

template <class T>
struct IsResult : std::false_type {};
template <class T>
struct IsResult<Result<T>> : std::true_type {};
template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};

template <class T>
Result<Object> returned(Context& context, T&& value) {
  using Plain = std::remove_cvref_t<T>;
  if constexpr (std::same_as<Plain, Error>) {
    return std::forward<T>(value);
  } else if constexpr (IsResult<Plain>::value) {
    if (!value.ok()) return std::forward<T>(value).error();
    if constexpr (std::same_as<typename Plain::value_type, void>) {
      return make_object(context, nullptr);
    } else {
      return returned(context, *std::forward<T>(value));
    }
  } else if constexpr (IsOptional<Plain>::value) {
    return value.has_value() ? returned(context, *std::forward<T>(value)) : make_object(context, nullptr);
  } else if constexpr (IsVector<Plain>::value) {
    std::vector<Object> items;
    items.reserve(value.size());
    for (const auto& item : value) {
      Result<Object> made = returned(context, item);
      if (!made.ok()) return made;
      items.push_back(*std::move(made));
    }
    return make_list(context, items);
  } else {
    return make_object(context, Argument(value));
  }
}

// How an argument is kept during the call.
template <class T>
struct Kept {
  using Type = T;
};
template <>
struct Kept<std::string_view> {
  using Type = std::string;
};
template <class T>
using KeptArgument = Result<typename Kept<std::remove_cvref_t<T>>::Type>;

template <class Function, class Answer, class... Parameters>
struct Caller {
  static constexpr int kParameterCount = static_cast<int>(sizeof...(Parameters));

  static Result<Object> call(Function& function, Invocation& invocation) {
    return call_with(function, invocation, std::index_sequence_for<Parameters...>());
  }
  template <size_t... kIndex>
  static Result<Object> call_with(Function& function, Invocation& invocation, std::index_sequence<kIndex...>) {
    // Braces, so that the arguments are converted from left to right.
    std::tuple<KeptArgument<Parameters>...> arguments{
        Conversion<typename KeptArgument<Parameters>::value_type>::from(invocation[kIndex])...};
    const Error* failure = nullptr;
    ((failure =
          failure == nullptr && !std::get<kIndex>(arguments).ok() ? &std::get<kIndex>(arguments).error() : failure),
     ...);
    if (failure != nullptr) return *failure;
    if constexpr (std::is_void_v<Answer>) {
      std::invoke(function, *std::get<kIndex>(std::move(arguments))...);
      return make_object(invocation.context(), nullptr);
    } else {
      return returned(invocation.context(), std::invoke(function, *std::get<kIndex>(std::move(arguments))...));
    }
  }
};

// Its parameters are those of the one signature that a function pointer or a lambda has.
template <class Function, class Member>
struct CallerOf;
template <class Function, class Class, class Answer, class... Parameters>
struct CallerOf<Function, Answer (Class::*)(Parameters...)> : Caller<Function, Answer, Parameters...> {};
template <class Function, class Class, class Answer, class... Parameters>
struct CallerOf<Function, Answer (Class::*)(Parameters...) const> : Caller<Function, Answer, Parameters...> {};
template <class Function, class Class, class Answer, class... Parameters>
struct CallerOf<Function, Answer (Class::*)(Parameters...) noexcept> : Caller<Function, Answer, Parameters...> {};
template <class Function, class Class, class Answer, class... Parameters>
struct CallerOf<Function, Answer (Class::*)(Parameters...) const noexcept> : Caller<Function, Answer, Parameters...> {};
template <class Function>
struct FindCaller : CallerOf<Function, decltype(&Function::operator())> {};
template <class Answer, class... Parameters>
struct FindCaller<Answer (*)(Parameters...)> : Caller<Answer (*)(Parameters...), Answer, Parameters...> {};
template <class Answer, class... Parameters>
struct FindCaller<Answer (*)(Parameters...) noexcept>
    : Caller<Answer (*)(Parameters...) noexcept, Answer, Parameters...> {};

// A function whatever its type, owned. (std::function would ask for copyable ones.)
class HostFunction {
 public:
  static constexpr int kAnyCount = -1;

  template <class Function>
  static HostFunction of(Function function) {
    HostFunction made;
    made.function_ = new Function(std::move(function));
    made.destroy_ = [](void* pointer) { delete static_cast<Function*>(pointer); };
    if constexpr (std::is_invocable_r_v<Result<Object>, Function&, Invocation&>) {
      made.call_ = [](void* pointer, Invocation& invocation) -> Result<Object> {
        return guarded([&] { return std::invoke(*static_cast<Function*>(pointer), invocation); });
      };
    } else {
      using Found = FindCaller<Function>;
      made.parameter_count_ = Found::kParameterCount;
      made.call_ = [](void* pointer, Invocation& invocation) -> Result<Object> {
        return guarded([&] { return Found::call(*static_cast<Function*>(pointer), invocation); });
      };
    }
    return made;
  }

  HostFunction(HostFunction&& other) noexcept { swap(other); }
  HostFunction& operator=(HostFunction&& other) noexcept {
    swap(other);
    return *this;
  }
  ~HostFunction() {
    if (function_ != nullptr) destroy_(function_);
  }

  Result<Object> operator()(Invocation& invocation) { return call_(function_, invocation); }
  int parameter_count() const noexcept { return parameter_count_; }  // kAnyCount: takes an Invocation

 private:
  HostFunction() noexcept = default;
  void swap(HostFunction& other) noexcept {
    std::swap(function_, other.function_);
    std::swap(call_, other.call_);
    std::swap(destroy_, other.destroy_);
    std::swap(parameter_count_, other.parameter_count_);
  }

  // The interpreter's own frames know no exceptions: what the host's function throws becomes an Error here, in the
  // host's code.
  template <class Call>
  static Result<Object> guarded(Call call) {
#if defined(__cpp_exceptions)
    try {
      return call();
    } catch (const std::exception& exception) {
      return Error::make("RuntimeError", exception.what());
    } catch (...) {
      return Error::make("RuntimeError", "a C++ function has thrown something that is no std::exception");
    }
#else
    return call();
#endif
  }

  void* function_ = nullptr;
  Result<Object> (*call_)(void* function, Invocation& invocation) = nullptr;
  void (*destroy_)(void* function) = nullptr;
  int parameter_count_ = kAnyCount;
};

}  // namespace detail

}  // namespace memphis

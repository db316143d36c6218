// Object: what a host does with Python objects.
#include "memphis/object.h"

#include <array>

#include "api/context_state.h"
#include "api/host_text.h"
#include "memphis/context.h"
#include "runtime/attribute.h"
#include "runtime/buffer.h"
#include "runtime/call.h"
#include "runtime/codecs.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/operations.h"
#include "runtime/traceback_text.h"

namespace memphis {

namespace {

using detail::Access;
using detail::ContextState;
using detail::perform;

ContextState* state_of(const Object& object) { return Access::state(object); }
Value value_of(const Object& object) { return Access::value(object); }

// A str as UTF-8. Lone surrogates are an error, or become backslash escapes.
Fallible<std::string> utf8_of(Thread& thread, Value text, bool escape) {
  Str* handler = escape ? TRY(make_str(thread, "backslashreplace")) : nullptr;
  Value encoded = TRY(encode_text(thread, text.as<Str>(), nullptr, handler));
  auto view = encoded.as<Bytes>()->view();
  return std::string(reinterpret_cast<const char*>(view.data()), view.size());
}

// The arguments of a call as Values, in an array on the native stack or in a cell.
class CallValues {
 public:
  Status fill(ContextState& state, Thread& thread, std::span<const Argument> list) {
    Value* values = small_.data();
    if (list.size() > small_.size()) values = TRY(allocate_tuple(thread, list.size()))->items;
    size_t keywords = 0;
    for (size_t i = 0; i < list.size(); i++) {
      bool is_keyword = !Access::keyword_of(list[i]).empty();
      if (!is_keyword && keywords > 0) {
        return raise_type_error(thread, "positional argument follows keyword argument");
      }
      keywords += is_keyword;
      values[i] = TRY(Access::to_value(state, thread, list[i]));
    }
    arguments_ = {values, list.size(), nullptr};
    if (keywords == 0) return {};
    Tuple* names = TRY(allocate_tuple(thread, keywords));
    for (size_t i = 0; i < keywords; i++) {
      names->items[i] = TRY(make_name_of_host(thread, Access::keyword_of(list[list.size() - keywords + i])));
    }
    arguments_.keyword_names = names;
    return {};
  }
  const Arguments& arguments() const { return arguments_; }

 private:
  std::array<Value, 8> small_;
  Arguments arguments_;
};

}  // namespace

// ---- Ownership ------------------------------------------------------------------------------------------------------

Object::Object(const Object& other) { Access::retain(*this, other); }
Object::Object(Object&& other) noexcept
    : state_(std::exchange(other.state_, nullptr)), root_(std::exchange(other.root_, nullptr)) {}
Object& Object::operator=(const Object& other) {
  if (this == &other) return *this;
  Object copy(other);
  return *this = std::move(copy);
}
Object& Object::operator=(Object&& other) noexcept {
  std::swap(state_, other.state_);
  std::swap(root_, other.root_);
  return *this;
}
Object::~Object() { Access::release(*this); }

// ---- Looking --------------------------------------------------------------------------------------------------------

ObjectKind Object::kind() const noexcept {
  if (is_empty()) return ObjectKind::kEmpty;
  Value value = value_of(*this);
  if (value.is_none()) return ObjectKind::kNone;
  if (value.is_bool()) return ObjectKind::kBool;
  if (is_int(value)) return ObjectKind::kInt;
  if (is_float(value)) return ObjectKind::kFloat;
  if (!value.is_cell()) return ObjectKind::kOther;
  switch (static_cast<Kind>(value.cell()->kind_number())) {
    case Kind::kStr: return ObjectKind::kStr;
    case Kind::kBytes: return ObjectKind::kBytes;
    case Kind::kList: return ObjectKind::kList;
    case Kind::kTuple: return ObjectKind::kTuple;
    case Kind::kDict: return ObjectKind::kDict;
    default: return ObjectKind::kOther;
  }
}

bool Object::is_callable() const noexcept {
  return !is_empty() && memphis::is_callable(state_->thread(), value_of(*this));
}

bool Object::is_same(const Object& other) const noexcept {
  if (is_empty() || other.is_empty()) return is_empty() && other.is_empty();
  return state_ == other.state_ && memphis::is_same(value_of(*this), value_of(other));
}

std::string Object::type_name() const {
  if (is_empty()) return {};
  return state_->enter(
      [&](Thread& thread) { return shown_class_name(thread, memphis::type_of(thread, value_of(*this))); });
}

// ---- Conversions ----------------------------------------------------------------------------------------------------

Result<bool> Object::to_bool() const {
  return perform(state_, [&](Thread& thread) -> Fallible<bool> { return is_true(thread, value_of(*this)); });
}

namespace {

FailureOfAnyType raise_too_large(Thread& thread) {
  return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to C++ integer");
}

}  // namespace

Result<int64_t> Object::to_int64() const {
  return perform(state_, [&](Thread& thread) -> Fallible<int64_t> {
    Value number = TRY(to_index(thread, value_of(*this)));
    int64_t result;
    if (!int_to_int64(number, result)) return raise_too_large(thread);
    return result;
  });
}

Result<uint64_t> Object::to_uint64() const {
  return perform(state_, [&](Thread& thread) -> Fallible<uint64_t> {
    Value number = TRY(to_index(thread, value_of(*this)));
    uint64_t result;
    if (int_to_uint64(number, result)) return result;
    if (int_sign(number) > 0) return raise_too_large(thread);
    return raise(thread, ExceptionId::kOverflowError, "can't convert negative int to unsigned");
  });
}

Result<double> Object::to_double() const {
  return perform(state_,
                 [&](Thread& thread) -> Fallible<double> { return memphis::to_double(thread, value_of(*this)); });
}

Result<std::string> Object::to_text() const {
  return perform(state_, [&](Thread& thread) -> Fallible<std::string> {
    Value value = value_of(*this);
    if (!memphis::is_str(value)) {
      return raise_type_error(thread, "expected str, not {}", memphis::type_name(thread, value));
    }
    return utf8_of(thread, value, false);
  });
}

Result<std::string> Object::to_bytes() const {
  return perform(state_, [&](Thread& thread) -> Fallible<std::string> {
    Value value = value_of(*this);
    if (!value.is_kind(Kind::kBytes)) {
      if (memphis::type_of(thread, value)->special_method(Special::kBuffer).is_unbound()) {
        return raise_type_error(thread, "a bytes-like object is required, not '{}'", memphis::type_name(thread, value));
      }
      value = TRY(memphis::call(thread, thread.runtime.type(TypeId::kBytes), {value}));
    }
    auto view = value.as<Bytes>()->view();
    return std::string(reinterpret_cast<const char*>(view.data()), view.size());
  });
}

Result<std::string> Object::repr() const {
  return perform(state_, [&](Thread& thread) -> Fallible<std::string> {
    Value text = TRY(memphis::repr(thread, value_of(*this)));
    return utf8_of(thread, text, true);
  });
}

Result<std::string> Object::str() const {
  return perform(state_, [&](Thread& thread) -> Fallible<std::string> {
    Value text = TRY(to_str(thread, value_of(*this)));
    return utf8_of(thread, text, true);
  });
}

// ---- Attributes -----------------------------------------------------------------------------------------------------

Result<Object> Object::attribute(std::string_view name) const {
  return perform(state_, [&](Thread& thread) -> Value {
    return get_attribute(thread, value_of(*this), TRY(make_name_of_host(thread, name)));
  });
}

Result<void> Object::set_attribute(std::string_view name, const Argument& value) const {
  return perform(state_, [&](Thread& thread) -> Status {
    Str* key = TRY(make_name_of_host(thread, name));
    return memphis::set_attribute(thread, value_of(*this), key, TRY(Access::to_value(*state_, thread, value)));
  });
}

Result<bool> Object::has_attribute(std::string_view name) const {
  return perform(state_, [&](Thread& thread) -> Fallible<bool> {
    Value found = TRY(find_attribute(thread, value_of(*this), TRY(make_name_of_host(thread, name))));
    return !found.is_unbound();
  });
}

// ---- Items ----------------------------------------------------------------------------------------------------------

Result<size_t> Object::length() const {
  return perform(state_, [&](Thread& thread) -> Fallible<size_t> {
    return static_cast<size_t>(TRY(memphis::length(thread, value_of(*this))));
  });
}

Result<Object> Object::item(const Argument& key) const {
  return perform(state_, [&](Thread& thread) -> Value {
    return get_item(thread, value_of(*this), TRY(Access::to_value(*state_, thread, key)));
  });
}

Result<void> Object::set_item(const Argument& key, const Argument& value) const {
  return perform(state_, [&](Thread& thread) -> Status {
    Value made_key = TRY(Access::to_value(*state_, thread, key));
    Value made_value = TRY(Access::to_value(*state_, thread, value));
    return memphis::set_item(thread, value_of(*this), made_key, made_value);
  });
}

Result<void> Object::delete_item(const Argument& key) const {
  return perform(state_, [&](Thread& thread) -> Status {
    return memphis::delete_item(thread, value_of(*this), TRY(Access::to_value(*state_, thread, key)));
  });
}

Result<bool> Object::contains(const Argument& item) const {
  return perform(state_, [&](Thread& thread) -> Fallible<bool> {
    return memphis::contains(thread, value_of(*this), TRY(Access::to_value(*state_, thread, item)));
  });
}

Result<void> Object::append(const Argument& item) const {
  return perform(state_, [&](Thread& thread) -> Status {
    Str* name = TRY(make_name_of_host(thread, "append"));
    TRY(memphis::call_method(thread, value_of(*this), name, {TRY(Access::to_value(*state_, thread, item))}));
    return {};
  });
}

Result<ObjectIterator> Object::iterate() const {
  Result<Object> iterator =
      perform(state_, [&](Thread& thread) -> Value { return get_iterator(thread, value_of(*this)); });
  if (!iterator.ok()) return std::move(iterator).error();
  return Access::make_iterator(*std::move(iterator));
}

std::optional<Result<Object>> ObjectIterator::next() {
  using Item = std::optional<Result<Object>>;
  ContextState* state = state_of(iterator_);
  if (state == nullptr) return Item(detail::empty_error());
  return state->enter([&](Thread& thread) -> Item {
    Value item = next_item(thread, value_of(iterator_));
    if (item.is_unbound()) return std::nullopt;
    if (item.is_error()) return Item(state->take_error(thread));
    return Item(state->make_handle(item));
  });
}

Result<bool> Object::equals(const Argument& other) const {
  return perform(state_, [&](Thread& thread) -> Fallible<bool> {
    Value right = TRY(Access::to_value(*state_, thread, other));
    return is_true(thread, TRY(compare(thread, Comparison::kEqual, value_of(*this), right)));
  });
}

// ---- Calls ----------------------------------------------------------------------------------------------------------

Result<Object> Object::call_with(std::span<const Argument> arguments) const {
  return perform(state_, [&](Thread& thread) -> Value {
    CallValues values;
    TRY(values.fill(*state_, thread, arguments));
    return memphis::call(thread, value_of(*this), values.arguments());
  });
}

Result<Object> Object::call_method_with(std::string_view name, std::span<const Argument> arguments) const {
  return perform(state_, [&](Thread& thread) -> Value {
    Value method = TRY(get_attribute(thread, value_of(*this), TRY(make_name_of_host(thread, name))));
    CallValues values;
    TRY(values.fill(*state_, thread, arguments));
    return memphis::call(thread, method, values.arguments());
  });
}

}  // namespace memphis

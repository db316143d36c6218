// Between the public classes and the interpreter's own.
#include "api/context_state.h"
#include "api/host_text.h"
#include "memphis/context.h"
#include "runtime/error.h"

namespace memphis::detail {

ContextState* Access::state(const Context& context) { return context.state_; }

Object Access::make_object(ContextState& state, Root* root) {
  state.retain();
  Object object;
  object.state_ = &state;
  object.root_ = root;
  return object;
}

void Access::retain(Object& object, const Object& other) {
  if (other.root_ == nullptr) return;
  other.state_->retain();
  object.state_ = other.state_;
  object.root_ = other.state_->roots().add(value(other));
}

void Access::release(Object& object) {
  if (object.root_ == nullptr) return;
  object.state_->roots().remove(object.root_);
  object.root_ = nullptr;
  std::exchange(object.state_, nullptr)->release();
}

ObjectIterator Access::make_iterator(Object iterator) { return ObjectIterator(std::move(iterator)); }

Context Access::make_context(ContextState* state) { return Context(state); }

ContextState* Access::detach(Context& context) { return std::exchange(context.state_, nullptr); }

Invocation Access::make_invocation(Context& context, std::span<const Object> arguments) {
  return Invocation(context, arguments);
}

std::string_view Access::keyword_of(const Argument& argument) { return argument.name_; }

Value Access::to_value(ContextState& state, Thread& thread, const Argument& argument) {
  const Argument::Data& data = argument.data_;
  switch (argument.kind_) {
    case Argument::Kind::kNone: return Value::none();
    case Argument::Kind::kBool: return Value::boolean(data.truth);
    case Argument::Kind::kInt: return make_int(thread, data.integer);
    case Argument::Kind::kUnsigned: return make_int_unsigned(thread, data.natural);
    case Argument::Kind::kFloat: return make_float(thread, data.number);
    case Argument::Kind::kText: return TRY(make_str_of_host(thread, {data.characters, argument.size_}));
    case Argument::Kind::kBytes:
      return TRY(make_bytes(thread, {reinterpret_cast<const uint8_t*>(data.characters), argument.size_}));
    case Argument::Kind::kObject: break;
  }
  const Object& object = *data.object;
  if (object.is_empty()) return raise(thread, ExceptionId::kRuntimeError, "an empty Object is no value");
  if (object.state_ != &state) {
    return raise(thread, ExceptionId::kRuntimeError, "an Object of another Context cannot be used here");
  }
  return value(object);
}

}  // namespace memphis::detail

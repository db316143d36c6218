// int | str: building unions without duplicates.
#include "objects/native_object.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/typing.h"

namespace memphis {

bool is_unionable(Thread& thread, Value value) {
  if (value.is_none() || value.is_kind(Kind::kType)) return true;
  Runtime& runtime = thread.runtime;
  const Type* type = type_of(thread, value);
  return is_subtype(type, runtime.type(TypeId::kGenericAlias)) || type == runtime.type(TypeId::kUnion) ||
         type == runtime.type(TypeId::kTypeAliasType);
}

namespace {

bool is_union(Thread& thread, Value value) { return type_of(thread, value) == thread.runtime.type(TypeId::kUnion); }

class UnionBuilder {
 public:
  explicit UnionBuilder(Thread& thread) : thread_(thread) {}

  Status start() {
    arguments_ = TRY(make_list(thread_));
    hashable_ = TRY(make_set(thread_, TypeId::kFrozenSet));
    unhashable_ = TRY(make_list(thread_));
    return {};
  }

  Status add(Value argument) {
    if (argument.is_none()) return add_member(thread_.runtime.type(TypeId::kNone));
    if (is_union(thread_, argument)) {
      for (Value member : argument.as<UnionObject>()->arguments.get().as<Tuple>()->view()) TRY(add_member(member));
      return {};
    }
    if (!is_unionable(thread_, argument)) {
      Str* message = TRY(make_str(thread_, "Union[arg, ...]: each arg must be a type."));
      argument = TRY(call_typing(thread_, "_type_check", {argument, message}));
    }
    return add_member(argument);
  }

  Value finish() {
    if (arguments_->size == 0) return raise_type_error(thread_, "Cannot take a Union of no types.");
    if (arguments_->size == 1) return arguments_->items()[0];
    auto* result = TRY(allocate_builtin<UnionObject>(thread_, TypeId::kUnion));
    Tuple* arguments = TRY(make_tuple(thread_, arguments_->view()));
    result->arguments.set(result, arguments);
    result->hashable.set(result, hashable_);
    if (unhashable_->size != 0) {
      Tuple* unhashable = TRY(make_tuple(thread_, unhashable_->view()));
      result->unhashable.set(result, unhashable);
    }
    return result;
  }

 private:
  Status add_member(Value member) {
    Fallible<int64_t> hash = hash_value(thread_, member);
    if (!hash.failed()) {
      bool is_new = TRY(set_add_with_hash(thread_, hashable_, member, hash.value()));
      return is_new ? list_append(thread_, arguments_, member) : Status();
    }
    if (!take_if_pending(thread_, ExceptionId::kTypeError)) return Failure{};
    for (Value other : unhashable_->view()) {
      if (TRY(are_equal(thread_, other, member))) return {};
    }
    TRY(list_append(thread_, unhashable_, member));
    return list_append(thread_, arguments_, member);
  }

  Thread& thread_;
  List* arguments_ = nullptr;
  Set* hashable_ = nullptr;
  List* unhashable_ = nullptr;
};

}  // namespace

Value make_union(Thread& thread, std::span<const Value> arguments) {
  UnionBuilder builder(thread);
  TRY(builder.start());
  for (Value argument : arguments) TRY(builder.add(argument));
  return builder.finish();
}

Value make_union_of_two(Thread& thread, Value left, Value right) {
  if (!is_unionable(thread, left) || !is_unionable(thread, right)) return Value::not_implemented();
  Value both[] = {left, right};
  return make_union(thread, both);
}

}  // namespace memphis

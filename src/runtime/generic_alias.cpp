// Substitution of type parameters in parametrised types.
#include "objects/native_object.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/named_access.h"
#include "runtime/operations.h"
#include "runtime/typing.h"

namespace memphis {

Value make_generic_alias(Thread& thread, Value origin, Value arguments) {
  auto* alias = TRY(allocate_builtin<GenericAlias>(thread, TypeId::kGenericAlias));
  alias->origin.set(alias, origin);
  Value tuple = arguments.is_kind(Kind::kTuple) ? arguments : Value(TRY(make_tuple(thread, {arguments})));
  alias->arguments.set(alias, tuple);
  return alias;
}

namespace {

// Position of a value in a list or tuple, by identity: -1 if it is not there.
int64_t index_of(std::span<const Value> items, Value value) {
  for (size_t i = 0; i < items.size(); i++) {
    if (items[i] == value) return static_cast<int64_t>(i);
  }
  return -1;
}

Status add_once(Thread& thread, List* list, Value value) {
  if (index_of(list->view(), value) >= 0) return {};
  return list_append(thread, list, value);
}

Status add_parameters_of(Thread& thread, List* found, Value argument) {
  // A bare class has __parameters__ that are not meant here.
  if (argument.is_kind(Kind::kType)) return {};
  if (argument.is_kind(Kind::kTuple) || argument.is_kind(Kind::kList)) {
    Value nested = TRY(collect_parameters(thread, argument));
    for (Value parameter : nested.as<Tuple>()->view()) TRY(add_once(thread, found, parameter));
    return {};
  }
  Value substitute = TRY(find_attribute_text(thread, argument, "__typing_subst__"));
  if (!substitute.is_unbound()) return add_once(thread, found, argument);
  Value parameters = TRY(find_attribute(thread, argument, Name::kParameters));
  if (!parameters.is_kind(Kind::kTuple)) return {};
  for (Value parameter : parameters.as<Tuple>()->view()) TRY(add_once(thread, found, parameter));
  return {};
}

std::span<const Value> items_of(Value sequence) {
  if (sequence.is_kind(Kind::kTuple)) return sequence.as<Tuple>()->view();
  return sequence.as<List>()->view();
}

}  // namespace

Value collect_parameters(Thread& thread, Value arguments) {
  List* found = TRY(make_list(thread));
  for (size_t i = 0; i < items_of(arguments).size(); i++) TRY(add_parameters_of(thread, found, items_of(arguments)[i]));
  return make_tuple(thread, found->view());
}

namespace {

// The items of self[item] as a tuple, with *tuple[int, str] replaced by int, str.
Value unpacked_arguments(Thread& thread, Value item) {
  List* result = TRY(make_list(thread));
  Tuple* given = item.is_kind(Kind::kTuple) ? item.as<Tuple>() : TRY(make_tuple(thread, {item}));
  for (Value argument : given->view()) {
    Value unpacked = argument.is_kind(Kind::kType)
                         ? Value::unbound()
                         : TRY(find_attribute_text(thread, argument, "__typing_unpacked_tuple_args__"));
    bool is_open = !unpacked.is_kind(Kind::kTuple) ||
                   (unpacked.as<Tuple>()->size != 0 && unpacked.as<Tuple>()->view().back().is_ellipsis());
    if (is_open) {
      TRY(list_append(thread, result, argument));
    } else {
      for (Value inner : unpacked.as<Tuple>()->view()) TRY(list_append(thread, result, inner));
    }
  }
  return make_tuple(thread, result->view());
}

// An argument that is itself parametrised: list[T] with T replaced.
Value substitute_nested(Thread& thread, Value argument, Tuple* parameters, Tuple* values) {
  Value own = TRY(find_attribute(thread, argument, Name::kParameters));
  if (!own.is_kind(Kind::kTuple) || own.as<Tuple>()->size == 0) return argument;
  List* inner = TRY(make_list(thread));
  for (Value parameter : own.as<Tuple>()->view()) {
    int64_t index = index_of(parameters->view(), parameter);
    if (index < 0) {
      TRY(list_append(thread, inner, parameter));
      continue;
    }
    Value value = values->items[index];
    bool is_variadic = !type_of(thread, parameter)->special_method(Special::kIter).is_unbound();
    if (is_variadic && value.is_kind(Kind::kTuple)) {
      for (Value item : value.as<Tuple>()->view()) TRY(list_append(thread, inner, item));
    } else {
      TRY(list_append(thread, inner, value));
    }
  }
  return get_item(thread, argument, TRY(make_tuple(thread, inner->view())));
}

struct Substitution {
  Value self;
  Tuple* parameters;
  Tuple* values;
};

Value substitute_all(Thread& thread, const Substitution& substitution, std::span<const Value> arguments);

Status substitute_one(Thread& thread, const Substitution& substitution, Value argument, List* result) {
  if (argument.is_kind(Kind::kType)) return list_append(thread, result, argument);
  if (argument.is_kind(Kind::kTuple) || argument.is_kind(Kind::kList)) {
    Value replaced = TRY(substitute_all(thread, substitution, items_of(argument)));
    if (argument.is_kind(Kind::kList)) replaced = TRY(make_list(thread, replaced.as<Tuple>()->view()));
    return list_append(thread, result, replaced);
  }
  Value mark = TRY(find_attribute_text(thread, argument, "__typing_is_unpacked_typevartuple__"));
  bool unpacks = !mark.is_unbound() && TRY(is_true(thread, mark));
  Value method = TRY(find_attribute_text(thread, argument, "__typing_subst__"));
  Value replaced;
  if (method.is_unbound()) {
    replaced = TRY(substitute_nested(thread, argument, substitution.parameters, substitution.values));
  } else {
    int64_t index = index_of(substitution.parameters->view(), argument);
    replaced = TRY(call(thread, method, {substitution.values->items[index]}));
  }
  if (!unpacks) return list_append(thread, result, replaced);
  if (!replaced.is_kind(Kind::kTuple)) {
    return raise_type_error(thread, "expected __typing_subst__ of {} objects to return a tuple, not {}",
                            type_name(thread, argument), type_name(thread, replaced));
  }
  for (Value item : replaced.as<Tuple>()->view()) TRY(list_append(thread, result, item));
  return {};
}

Value substitute_all(Thread& thread, const Substitution& substitution, std::span<const Value> arguments) {
  List* result = TRY(make_list(thread));
  for (Value argument : arguments) TRY(substitute_one(thread, substitution, argument, result));
  return make_tuple(thread, result->view());
}

}  // namespace

Value substitute_parameters(Thread& thread, Value self, Tuple* arguments, Tuple* parameters, Value item) {
  if (parameters->size == 0) return raise_type_error(thread, "{} is not a generic class", TRY(repr_text(thread, self)));
  Value given = TRY(unpacked_arguments(thread, item));
  for (Value parameter : parameters->view()) {
    Value prepare = TRY(find_attribute_text(thread, parameter, "__typing_prepare_subst__"));
    if (prepare.is_unbound() || prepare.is_none()) continue;
    if (!given.is_kind(Kind::kTuple)) given = TRY(make_tuple(thread, {given}));
    given = TRY(call(thread, prepare, {self, given}));
  }
  Tuple* values = given.is_kind(Kind::kTuple) ? given.as<Tuple>() : TRY(make_tuple(thread, {given}));
  if (values->size != parameters->size) {
    return raise_type_error(thread, "Too {} arguments for {}; actual {}, expected {}",
                            values->size > parameters->size ? "many" : "few", TRY(repr_text(thread, self)),
                            values->size, parameters->size);
  }
  return substitute_all(thread, {self, parameters, values}, arguments->view());
}

Fallible<std::string> type_text(Thread& thread, Value value) {
  if (value.is_ellipsis()) return std::string("...");
  if (value.is_kind(Kind::kType) && value.cell() == thread.runtime.type(TypeId::kNone)) return std::string("None");
  Value origin = TRY(find_attribute(thread, value, Name::kOrigin));
  if (!origin.is_unbound() && !TRY(find_attribute(thread, value, Name::kArgs)).is_unbound())
    return repr_text(thread, value);
  Value qualified_name = TRY(find_attribute(thread, value, Name::kQualName));
  if (qualified_name.is_unbound()) return repr_text(thread, value);
  Value module = TRY(find_attribute(thread, value, Name::kModule));
  if (module.is_unbound() || module.is_none()) return repr_text(thread, value);
  std::string name = text_of(TRY(to_str(thread, qualified_name)));
  std::string prefix = text_of(TRY(to_str(thread, module)));
  return prefix == "builtins" ? name : prefix + "." + name;
}

}  // namespace memphis

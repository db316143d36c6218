// Annotations and type parameters: functions that are called when somebody wants the value.
#include "runtime/dict_operations.h"
#include "syntax/unparse.h"
#include "treewalk/walker.h"

namespace memphis::treewalk {

// ---- Annotations ----

// if format > VALUE_WITH_FAKE_GLOBALS: raise NotImplementedError
Status Walker::check_annotation_format(const ast::Node* place) {
  constexpr int64_t kFakeGlobalsFormat = 2;
  at(place);
  Value format =
      TRY(load_slow(Resolution(scope_.locals[0].is_cell ? ResolutionKind::kCell : ResolutionKind::kLocal, 0)));
  Value exceeds = TRY(compare(*thread_, Comparison::kGreater, format, Value::small_int(kFakeGlobalsFormat)));
  if (!TRY(truth(place, exceeds))) return {};
  return raise_statement(*thread_, runtime_.exception_type(ExceptionId::kNotImplementedError), Value::unbound());
}

Value Walker::annotation(const ast::ExprNode* node) {
  if (symbols_.future_annotations) {
    at(node);
    return TRY(make_str(*thread_, unparse(node, program_.source->names)));
  }
  const auto* starred = node->as_if<ast::Starred>();
  if (starred == nullptr) return evaluate(node);
  // *args: *Ts stands for the one item of Ts.
  Value items = TRY(evaluate(starred->value));
  at(node);
  Value item;
  TRY(unpack(*thread_, items, 1, &item));
  return item;
}

Value Walker::run_function_annotations() {
  const auto* node = body_.node->as<ast::FunctionDef>();
  TRY(check_annotation_format(node));
  Dict* dict = TRY(make_dict(*thread_));
  auto add = [&](std::string_view key_text, const ast::ExprNode* value_node) -> Status {
    if (value_node == nullptr) return {};
    Value value = TRY(annotation(value_node));
    at(node);
    Str* key = TRY(intern_text(runtime_, key_text));
    return dict_set_name(*thread_, dict, key, value);
  };
  auto add_parameter = [&](const ast::arg* parameter) -> Status {
    if (parameter == nullptr) return {};
    return add(text(symbols_.mangle(body_.scope, parameter->name)), parameter->annotation);
  };
  const ast::arguments* args = node->args;
  for (const ast::arg* parameter : args->args) TRY(add_parameter(parameter));
  for (const ast::arg* parameter : args->posonlyargs) TRY(add_parameter(parameter));
  TRY(add_parameter(args->vararg));
  for (const ast::arg* parameter : args->kwonlyargs) TRY(add_parameter(parameter));
  TRY(add_parameter(args->kwarg));
  TRY(add("return", node->returns));
  return dict;
}

Value Walker::run_variable_annotations() {
  TRY(check_annotation_format(body_.place));
  Dict* dict = TRY(make_dict(*thread_));
  for (const DeferredAnnotation& deferred : body_.annotations) {
    at(deferred.node);
    if (deferred.index >= 0) {
      Value set = TRY(load_slow(special(program_.conditional_annotations_name)));
      if (!TRY(contains(*thread_, set, Value::small_int(deferred.index)))) continue;
    }
    Value value = TRY(annotation(deferred.node->annotation));
    at(deferred.node);
    NameId variable = deferred.node->target->as<ast::Name>()->name;
    Str* key = TRY(intern_text(runtime_, text(symbols_.mangle(body_.parent_scope, variable))));
    TRY(dict_set_name(*thread_, dict, key, value));
  }
  return dict;
}

// __annotate__ of a module comes first, so that it is there while the module runs; that of a class last.
Status Walker::store_annotate_function(const ast::Node* place, bool in_class) {
  if (body_.annotations.empty()) return {};
  Value function = TRY(make_function_of(place, scope_.annotations, {}));
  TRY(store_name(in_class ? "__annotate_func__" : "__annotate__", function));
  if (in_class) return {};
  Set* set = TRY(make_set(*thread_, TypeId::kSet));
  return store_name("__conditional_annotations__", set);
}

// ---- Type parameters ----

// The function that computes a bound, a default or an alias's value. Its parameter, the format, has the default 1
// (VALUE).
Value Walker::lazy_value(const ast::Node* place, ScopeId scope) {
  FunctionParts parts;
  Value format[] = {Value::small_int(1)};
  parts.defaults = TRY(make_tuple(*thread_, std::span<const Value>(format)));
  return make_function_of(place, scope, parts);
}

Value Walker::run_lazy_value() {
  TRY(check_annotation_format(body_.place));
  const auto* value = static_cast<const ast::ExprNode*>(body_.node);
  const auto* starred = value->as_if<ast::Starred>();
  if (starred == nullptr) return evaluate(value);
  Value items = TRY(evaluate(starred->value));
  at(value);
  Value item;
  TRY(unpack(*thread_, items, 1, &item));
  return item;
}

Value Walker::type_parameter(const ast::TypeParamNode* node) {
  const auto* variable = node->as_if<ast::TypeVar>();
  NameId id = variable != nullptr ? variable->name : node->as<ast::ParamSpec>()->name;
  const ast::ExprNode* default_value =
      variable != nullptr ? variable->default_value : node->as<ast::ParamSpec>()->default_value;
  at(node);
  Value parameter;
  if (variable != nullptr) {
    Value bound = Value::unbound(), constraints = Value::unbound();
    if (variable->bound != nullptr) {
      ScopeId scope = symbols_.scope_on(node, ScopeKind::kTypeVariableBound);
      Value lazy = TRY(lazy_value(variable->bound, scope));
      (variable->bound->is<ast::Tuple>() ? constraints : bound) = lazy;
    }
    at(node);
    parameter = TRY(make_type_var(*thread_, name(id), bound, constraints));
  } else if (node->is<ast::ParamSpec>()) {
    parameter = TRY(make_param_spec(*thread_, name(id)));
  } else {
    parameter = TRY(make_type_var_tuple(*thread_, name(id)));
  }
  if (default_value != nullptr) {
    ScopeId scope = symbols_.scope_on(node, ScopeKind::kTypeVariableDefault);
    Value lazy = TRY(lazy_value(default_value, scope));
    at(node);
    parameter = TRY(set_type_parameter_default(*thread_, parameter, lazy));
  }
  at(node);
  TRY(store(symbols_.resolution(node), parameter));
  return parameter;
}

Value Walker::type_parameters(std::span<ast::TypeParamNode*> params) {
  Tuple* tuple = TRY(allocate_tuple(*thread_, params.size()));
  for (size_t i = 0; i < params.size(); i++) {
    Value parameter = TRY(type_parameter(params[i]));
    tuple->items[i] = parameter;
  }
  return tuple;
}

Value Walker::run_generic_function() {
  const auto* node = body_.node->as<ast::FunctionDef>();
  Value params = TRY(type_parameters(node->type_params));
  FunctionParts parts;
  for (uint32_t i = 0; i < scope_.parameter_count; i++) {
    Value value = registers_[scope_.first_slot + i];
    (text(scope_.locals[i].name) == ".defaults" ? parts.defaults : parts.keyword_defaults) = value;
  }
  Value function = TRY(body_function(node, parts));
  function.as<Function>()->type_params.set(function.cell(), params);
  return function;
}

Value Walker::run_generic_class() {
  const auto* node = body_.node->as<ast::ClassDef>();
  Value params = TRY(type_parameters(node->type_params));
  at(node);
  TRY(store(special(program_.type_params_name), params));
  Value base = TRY(subscript_generic(*thread_, params));
  TRY(store(special(program_.generic_base_name), base));
  return class_object(node, base);
}

Value Walker::type_alias(const ast::TypeAlias* node, Value parameters) {
  NameId id = node->name->as<ast::Name>()->name;
  Value lazy = TRY(lazy_value(node, symbols_.scope_on(node, ScopeKind::kTypeAlias)));
  at(node);
  return make_type_alias(*thread_, name(id), parameters, lazy);
}

Value Walker::run_generic_alias() {
  const auto* node = body_.node->as<ast::TypeAlias>();
  Value params = TRY(type_parameters(node->type_params));
  return type_alias(node, params);
}

Status Walker::type_alias_statement(const ast::TypeAlias* node) {
  Value alias;
  if (node->type_params.empty()) {
    alias = TRY(type_alias(node, Value::none()));
  } else {
    Value maker = TRY(make_function_of(node, symbols_.scope_on(node, ScopeKind::kTypeParameters), {}));
    alias = TRY(call(*thread_, maker));
  }
  at(node);
  return store(symbols_.resolution(node->name), alias);
}

}  // namespace memphis::treewalk

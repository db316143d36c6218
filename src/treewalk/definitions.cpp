// def, lambda, class, and the bodies of what they define.
#include <algorithm>

#include "runtime/dict_operations.h"
#include "runtime/variables.h"
#include "syntax/ast_fields.h"
#include "syntax/docstring.h"
#include "treewalk/walker.h"

namespace memphis::treewalk {

// ---- Making functions ----

Value Walker::make_function_of(const ast::Node* place, ScopeId scope, const FunctionParts& parts) {
  TRY(reach(place));
  Code* code = TRY(nested_code(*thread_, code_, scope));
  Function* outer = frame_->function;
  Function* function = TRY(make_function(*thread_, code, outer->globals));
  function->builtins.set(function, outer->builtins);
  if (!parts.defaults.is_unbound()) function->defaults.set(function, parts.defaults.as<Tuple>());
  if (!parts.keyword_defaults.is_unbound()) function->keyword_defaults.set(function, parts.keyword_defaults.as<Dict>());
  if (!parts.annotate.is_unbound()) function->annotate.set(function, parts.annotate);
  const std::vector<FreeVariable>& free = symbols_.scopes[scope].free;
  if (free.empty()) return function;
  Tuple* closure = TRY(allocate_tuple(*thread_, free.size()));
  for (size_t i = 0; i < free.size(); i++) {
    closure->items[i] =
        free[i].enclosing_is_free ? Value(closure_cell(free[i].enclosing_index)) : registers_[free[i].enclosing_index];
  }
  function->closure.set(function, closure);
  return function;
}

Fallible<Walker::FunctionParts> Walker::defaults_of(const ast::Node* node, const ast::arguments* args) {
  FunctionParts parts;
  if (!args->defaults.empty()) parts.defaults = TRY(tuple_display(node, args->defaults));
  for (size_t i = 0; i < args->kwonlyargs.size(); i++) {
    if (args->kw_defaults[i] == nullptr) continue;
    if (parts.keyword_defaults.is_unbound()) parts.keyword_defaults = TRY(make_dict(*thread_));
    Str* key = TRY(intern_text(runtime_, text(symbols_.mangle(body_.scope, args->kwonlyargs[i]->name))));
    Value value = TRY(evaluate(args->kw_defaults[i]));
    TRY(dict_set_name(*thread_, parts.keyword_defaults.as<Dict>(), key, value));
  }
  return parts;
}

Value Walker::evaluate_lambda(const ast::Lambda* node) {
  FunctionParts parts = TRY(defaults_of(node, node->args));
  return make_function_of(node, symbols_.scope_on(node, ScopeKind::kLambda), parts);
}

Value Walker::body_function(const ast::FunctionDef* node, FunctionParts parts) {
  ScopeId scope = symbols_.scope_on(node, ScopeKind::kFunction);
  ScopeId annotations = symbols_.scopes[scope].annotations;
  if (symbols_.scopes[annotations].annotations_used) {
    parts.annotate = TRY(make_function_of(node, annotations, {}));
  }
  return make_function_of(node, scope, parts);
}

Value Walker::decorate(std::span<ast::ExprNode*> decorators, const Value* callables, Value value) {
  for (size_t i = decorators.size(); i-- > 0;) {
    TRY(reach(decorators[i]));
    value = TRY(call(*thread_, callables[i], {value}));
  }
  return value;
}

Status Walker::function_statement(const ast::FunctionDef* node) {
  auto* decorators = static_cast<Value*>(__builtin_alloca((node->decorator_list.size() + 1) * sizeof(Value)));
  for (size_t i = 0; i < node->decorator_list.size(); i++) decorators[i] = TRY(evaluate(node->decorator_list[i]));
  FunctionParts parts = TRY(defaults_of(node, node->args));
  Value value;
  if (node->type_params.empty()) {
    value = TRY(body_function(node, parts));
  } else {
    Value maker = TRY(make_function_of(node, symbols_.scope_on(node, ScopeKind::kTypeParameters), {}));
    Value arguments[2];
    size_t count = 0;
    if (!parts.defaults.is_unbound()) arguments[count++] = parts.defaults;
    if (!parts.keyword_defaults.is_unbound()) arguments[count++] = parts.keyword_defaults;
    value = TRY(call(*thread_, maker, Arguments{arguments, count, nullptr}));
  }
  value = TRY(decorate(node->decorator_list, decorators, value));
  TRY(reach(node));
  return store(symbols_.resolution(node), value);
}

// ---- Classes ----

Value Walker::class_object(const ast::ClassDef* node, Value extra_base) {
  at(node);
  Value builder = TRY(find_builtin(*thread_, frame_->function, runtime_.name(Name::kBuildClass)));
  if (builder.is_unbound()) return raise(*thread_, ExceptionId::kNameError, "__build_class__ not found");
  Value function = TRY(make_function_of(node, symbols_.scope_on(node, ScopeKind::kClass), {}));
  Value pushed[] = {function, name(node->name)};
  return call_with_arguments(node, builder, pushed, node->bases, node->keywords, extra_base);
}

Status Walker::class_statement(const ast::ClassDef* node) {
  auto* decorators = static_cast<Value*>(__builtin_alloca((node->decorator_list.size() + 1) * sizeof(Value)));
  for (size_t i = 0; i < node->decorator_list.size(); i++) decorators[i] = TRY(evaluate(node->decorator_list[i]));
  Value value;
  if (node->type_params.empty()) {
    value = TRY(class_object(node, Value::unbound()));
  } else {
    Value maker = TRY(make_function_of(node, symbols_.scope_on(node, ScopeKind::kTypeParameters), {}));
    value = TRY(call(*thread_, maker));
  }
  value = TRY(decorate(node->decorator_list, decorators, value));
  TRY(reach(node));
  return store(symbols_.resolution(node), value);
}

Status Walker::class_prologue() {
  Str* module_name = runtime_.name(Name::kModule);
  Str* own_name = TRY(intern_text(runtime_, "__name__"));
  Value module = TRY(find_in_namespace(*thread_, registers_[0], own_name));
  if (module.is_unbound()) module = TRY(load_global_name(own_name));
  TRY(store_name(text_of(module_name), module));
  TRY(store_name("__qualname__", code_->qualified_name.get()));
  TRY(store_name("__firstlineno__", Value::small_int(body_.first_line)));
  const auto* node = body_.node->as<ast::ClassDef>();
  if (!node->type_params.empty()) {
    Value params = TRY(load_slow(special(program_.type_params_name)));
    TRY(store_name("__type_params__", params));
  }
  auto set_cell = [&](int32_t slot, Value value) {
    auto* cell = registers_[slot].as<CellObject>();
    cell->contents.set(cell, value);
  };
  if (scope_.classdict_cell >= 0) set_cell(scope_.classdict_cell, registers_[0]);
  if (scope_.conditional_annotations_cell >= 0) {
    Set* set = TRY(make_set(*thread_, TypeId::kSet));
    set_cell(scope_.conditional_annotations_cell, set);
  }
  return {};
}

namespace {

// `self.name = ...` anywhere inside a class, classes within it apart.
class StaticAttributes {
 public:
  StaticAttributes(const Symbols& symbols, NameId self_name) : symbols_(symbols), self_name_(self_name) {}

  void visit(const ast::Node* node) {
    if (node == nullptr) return;
    if (const auto* attribute = node->as_if<ast::Attribute>()) note(attribute);
    if (const auto* inner = node->as_if<ast::ClassDef>()) {
      list("", inner->decorator_list);
      list("", inner->bases);
      list("", inner->keywords);
      return;
    }
    ast::visit_fields(node, *this);
  }

  void child(const char*, const ast::Node* node) { visit(node); }
  void optional(const char*, const ast::Node* node) { visit(node); }
  template <class T>
  void list(const char*, std::span<T*> nodes) {
    for (const ast::Node* node : nodes) visit(node);
  }
  void identifier(const char*, NameId) {}
  void optional_identifier(const char*, NameId) {}
  void identifiers(const char*, std::span<NameId>) {}
  void context(const ast::Node*) {}
  template <class T>
  void op(const char*, T) {}
  void ops(const char*, std::span<ast::CompareOperator>) {}
  template <class T>
  void integer(const char*, T) {}
  template <class T>
  void constant(const T*) {}
  void text(const char*, std::string_view) {}

  std::vector<NameId> names;

 private:
  void note(const ast::Attribute* node) {
    const auto* object = node->value->as_if<ast::Name>();
    if (node->context() != ast::Context::kStore || object == nullptr || object->name != self_name_) return;
    Resolution mangled = symbols_.resolution(node);
    NameId name = mangled.kind() == ResolutionKind::kMangled ? mangled.name() : node->attr;
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }

  const Symbols& symbols_;
  NameId self_name_;
};

}  // namespace

Status Walker::static_attributes() {
  Tuple* tuple;
  {
    StaticAttributes found(symbols_, program_.self_name);
    for (const ast::StmtNode* node : body_.node->as<ast::ClassDef>()->body) found.visit(node);
    std::sort(found.names.begin(), found.names.end(),
              [&](NameId left, NameId right) { return text(left) < text(right); });
    tuple = TRY(allocate_tuple(*thread_, found.names.size()));
    for (size_t i = 0; i < found.names.size(); i++) tuple->items[i] = name(found.names[i]);
  }
  return store_name("__static_attributes__", tuple);
}

// The statements of a class or module, its docstring first.
Status Walker::body_with_docstring(std::span<ast::StmtNode*> body, bool is_class) {
  if (!is_class) TRY(store_annotate_function(body_.node, false));
  if (symbols_.future_annotations && scope_.annotations_used) TRY(setup_annotations(*thread_, registers_[0]));
  if (scope_.has_docstring) {
    const auto* docstring = body[0]->as<ast::Expr>()->value->as<ast::ConstantStr>();
    body = body.subspan(1);
    if (program_.source->optimize < 2) {
      TRY(reach(docstring));
      Str* doc = TRY(make_str(*thread_, clean_docstring(docstring->value)));
      TRY(store_name("__doc__", doc));
    }
  }
  (void)TRY(statements(body));
  return {};
}

Value Walker::run_class() {
  TRY(class_prologue());
  TRY(body_with_docstring(body_.node->as<ast::ClassDef>()->body, true));
  TRY(store_annotate_function(body_.node, true));
  TRY(static_attributes());
  if (scope_.classdict_cell >= 0) TRY(store_name("__classdictcell__", registers_[scope_.classdict_cell]));
  if (scope_.class_cell < 0) return Value::none();
  TRY(store_name("__classcell__", registers_[scope_.class_cell]));
  return registers_[scope_.class_cell];
}

// ---- Bodies ----

Status Walker::make_cells() {
  for (uint32_t i = 0; i < scope_.locals.size(); i++) {
    if (!scope_.locals[i].is_cell || scope_.locals[i].in_comprehension) continue;
    Value& slot = registers_[scope_.first_slot + i];
    slot = TRY(make_cell_object(*thread_, slot));
  }
  return {};
}

Value Walker::run_root() {
  if (const auto* expression = body_.node->as_if<ast::Expression>()) return evaluate(expression->body);
  if (const auto* module = body_.node->as_if<ast::Module>()) {
    TRY(body_with_docstring(module->body, false));
    // A program has no `return` of its own; the front end puts one where the value of the last statement is wanted.
    return result_;
  }
  TRY(store_annotate_function(body_.node, false));
  (void)TRY(statements(body_.node->as<ast::Interactive>()->body));
  return Value::none();
}

Value Walker::run_function() {
  std::span<ast::StmtNode*> body = body_.node->as<ast::FunctionDef>()->body;
  if (scope_.has_docstring) body = body.subspan(1);
  Completion done = TRY(statements(body));
  return done == Completion::kReturn ? result_ : Value::none();
}

Value Walker::run_body() {
  TRY(make_cells());
  switch (body_.kind) {
    case BodyKind::kRoot: return run_root();
    case BodyKind::kFunction: return run_function();
    case BodyKind::kLambda: return evaluate(body_.node->as<ast::Lambda>()->body);
    case BodyKind::kClass: return run_class();
    case BodyKind::kComprehension: return run_comprehension();
    case BodyKind::kFunctionAnnotations: return run_function_annotations();
    case BodyKind::kVariableAnnotations: return run_variable_annotations();
    case BodyKind::kLazyValue: return run_lazy_value();
    case BodyKind::kGenericFunction: return run_generic_function();
    case BodyKind::kGenericClass: return run_generic_class();
    case BodyKind::kGenericAlias: return run_generic_alias();
  }
  return Value::none();
}

}  // namespace memphis::treewalk

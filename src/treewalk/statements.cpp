#include "runtime/dict_operations.h"
#include "runtime/safepoint.h"
#include "runtime/variables.h"
#include "treewalk/walker.h"

namespace memphis::treewalk {

using ast::NodeKind;

Flow Walker::statements(std::span<ast::StmtNode*> body) {
  for (const ast::StmtNode* node : body) {
    Completion done = TRY(statement(node));
    if (done != Completion::kNormal) return done;
  }
  return Completion::kNormal;
}

Flow Walker::statement(const ast::StmtNode* node) {
  if (runtime_.instrumented != 0 && reports_lines()) [[unlikely]]
    TRY(report_statement(node));
  frame_->position = node;
  switch (node->kind) {
    case NodeKind::kExpr: TRY(expression_statement(node->as<ast::Expr>())); return Completion::kNormal;
    case NodeKind::kIf: return if_statement(node->as<ast::If>());
    case NodeKind::kFor: return for_statement(node->as<ast::For>());
    case NodeKind::kWhile: return while_statement(node->as<ast::While>());
    case NodeKind::kReturn: return return_statement(node->as<ast::Return>());
    case NodeKind::kBreak: return Completion::kBreak;
    case NodeKind::kContinue: return Completion::kContinue;
    case NodeKind::kAsyncFor: return async_for_statement(node->as<ast::For>());
    case NodeKind::kTry:
    case NodeKind::kTryStar: return try_statement(node->as<ast::Try>());
    case NodeKind::kWith:
    case NodeKind::kAsyncWith: return with_statement(node->as<ast::With>(), 0);
    case NodeKind::kMatch: return match_statement(node->as<ast::Match>());
    default: TRY(simple_statement(node)); return Completion::kNormal;
  }
}

Status Walker::simple_statement(const ast::StmtNode* node) {
  switch (node->kind) {
    case NodeKind::kFunctionDef:
    case NodeKind::kAsyncFunctionDef: return function_statement(node->as<ast::FunctionDef>());
    case NodeKind::kClassDef: return class_statement(node->as<ast::ClassDef>());
    case NodeKind::kDelete:
      for (const ast::ExprNode* target : node->as<ast::Delete>()->targets) TRY(delete_target(target));
      return {};
    case NodeKind::kAssign: return assign(node->as<ast::Assign>());
    case NodeKind::kTypeAlias: return type_alias_statement(node->as<ast::TypeAlias>());
    case NodeKind::kAugAssign: return augmented_assignment(node->as<ast::AugAssign>());
    case NodeKind::kAnnAssign: return annotated_assignment(node->as<ast::AnnAssign>());
    case NodeKind::kRaise: return raise_statement_node(node->as<ast::Raise>());
    case NodeKind::kAssert: return assert_statement(node->as<ast::Assert>());
    case NodeKind::kImport: return import_statement(node->as<ast::Import>());
    case NodeKind::kImportFrom: return import_from_statement(node->as<ast::ImportFrom>());
    default: return {};  // pass, global, nonlocal
  }
}

Status Walker::expression_statement(const ast::Expr* node) {
  if (ast::is_constant(node->value->kind) && body_.kind != BodyKind::kRoot) return {};
  Value value = TRY(evaluate(node->value));
  if (body_.kind != BodyKind::kRoot || !body_.node->is<ast::Interactive>()) return {};
  at(node);
  return display_value(*thread_, value);
}

Flow Walker::if_statement(const ast::If* node) {
  bool holds = TRY(condition(node->test));
  return statements(holds ? node->body : node->orelse);
}

Flow Walker::while_statement(const ast::While* node) {
  while (TRY(condition(node->test))) {
    Completion done = TRY(statements(node->body));
    if (done == Completion::kBreak) return Completion::kNormal;
    if (done == Completion::kReturn) return done;
    TRY(back_edge());
    if (runtime_.instrumented != 0 && reports_lines()) [[unlikely]]
      TRY(report_line_of(node->test, true));
  }
  return statements(node->orelse);
}

Flow Walker::for_statement(const ast::For* node) {
  Value iterable = TRY(evaluate(node->iter));
  at(node->iter);
  Value iterator = TRY(get_iterator(*thread_, iterable));
  while (true) {
    Value item = TRY(next_of(node->iter, iterator));
    if (item.is_unbound()) break;
    TRY(store_target(node->target, item));
    Completion done = TRY(statements(node->body));
    if (done == Completion::kBreak) return Completion::kNormal;
    if (done == Completion::kReturn) return done;
    TRY(back_edge());
    if (runtime_.instrumented != 0 && reports_lines()) [[unlikely]]
      TRY(report_line_of(node->iter, true));
  }
  return statements(node->orelse);
}

Flow Walker::async_for_statement(const ast::For* node) {
  Value iterable = TRY(evaluate(node->iter));
  at(node->iter);
  Value iterator = TRY(get_async_iterator(*thread_, iterable));
  while (true) {
    Value item = TRY(next_async(node, iterator));
    if (item.is_unbound()) break;
    TRY(store_target(node->target, item));
    Completion done = TRY(statements(node->body));
    if (done == Completion::kBreak) return Completion::kNormal;
    if (done == Completion::kReturn) return done;
    TRY(back_edge());
    if (runtime_.instrumented != 0 && reports_lines()) [[unlikely]]
      TRY(report_line_of(node->iter, true));
  }
  return statements(node->orelse);
}

Flow Walker::return_statement(const ast::Return* node) {
  result_ = Value::none();
  if (node->value != nullptr) result_ = TRY(evaluate(node->value));
  return Completion::kReturn;
}

Status Walker::raise_statement_node(const ast::Raise* node) {
  Value exception = Value::unbound();
  Value cause = Value::unbound();
  if (node->exc != nullptr) exception = TRY(evaluate(node->exc));
  if (node->cause != nullptr) cause = TRY(evaluate(node->cause));
  at(node);
  bool again = node->exc == nullptr && !thread_->handled_exception().is_none();
  (void)raise_statement(*thread_, exception, cause).failed();
  reraised_ = again;
  return Failure{};
}

Status Walker::assert_statement(const ast::Assert* node) {
  if (program_.source->optimize > 0) return {};
  if (TRY(condition(node->test))) return {};
  Value exception = runtime_.exception_type(ExceptionId::kAssertionError);
  if (node->msg != nullptr) {
    Value message = TRY(evaluate(node->msg));
    at(node);
    exception = TRY(call(*thread_, exception, {message}));
  }
  at(node->test);
  return raise_statement(*thread_, exception, Value::unbound());
}

// ---- Assignment ----

Status Walker::assign(const ast::Assign* node) {
  Value value = TRY(evaluate(node->value));
  for (const ast::ExprNode* target : node->targets) TRY(store_target(target, value));
  return {};
}

Status Walker::augmented_assignment(const ast::AugAssign* node) {
  if (node->target->is<ast::Name>()) {
    Resolution variable = symbols_.resolution(node->target);
    Value left = TRY(load(node->target, variable));
    Value right = TRY(evaluate(node->value));
    Value value = TRY(inplace(node, node->op(), left, right));
    if (variable.kind() == ResolutionKind::kLocal) {
      registers_[variable.index] = value;
      return {};
    }
    at(node->target);
    return store(variable, value);
  }
  if (const auto* attribute = node->target->as_if<ast::Attribute>()) {
    Value object = TRY(evaluate(attribute->value));
    at(attribute);
    Value left = TRY(get_attribute(*thread_, object, attribute_name(attribute)));
    Value right = TRY(evaluate(node->value));
    Value value = TRY(inplace(node, node->op(), left, right));
    at(attribute);
    return set_attribute(*thread_, object, attribute_name(attribute), value);
  }
  const auto* subscript = node->target->as<ast::Subscript>();
  Value object = TRY(evaluate(subscript->value));
  Value key = TRY(evaluate(subscript->slice));
  at(subscript);
  Value left = TRY(get_item(*thread_, object, key));
  Value right = TRY(evaluate(node->value));
  Value value = TRY(inplace(node, node->op(), left, right));
  at(subscript);
  return set_item(*thread_, object, key, value);
}

// Where an annotation does not belong to a plain name, its target is evaluated all the same.
Status Walker::check_annotation(const ast::ExprNode* node) {
  if (const auto* slice = node->as_if<ast::Slice>()) {
    for (const ast::ExprNode* part : {slice->lower, slice->upper, slice->step}) {
      if (part != nullptr) (void)TRY(evaluate(part));
    }
    return {};
  }
  if (const auto* tuple = node->as_if<ast::Tuple>()) {
    for (const ast::ExprNode* element : tuple->elts) TRY(check_annotation(element));
    return {};
  }
  (void)TRY(evaluate(node));
  return {};
}

Status Walker::annotated_assignment(const ast::AnnAssign* node) {
  if (node->value != nullptr) {
    Value value = TRY(evaluate(node->value));
    TRY(store_target(node->target, value));
  }
  const auto* target = node->target->as_if<ast::Name>();
  if (target == nullptr) {
    if (node->value != nullptr) return {};
    if (const auto* attribute = node->target->as_if<ast::Attribute>()) {
      (void)TRY(evaluate(attribute->value));
      return {};
    }
    const auto* subscript = node->target->as<ast::Subscript>();
    (void)TRY(evaluate(subscript->value));
    return check_annotation(subscript->slice);
  }
  if (!node->simple() || is_function_like(scope_.kind)) return {};
  at(node);
  if (symbols_.future_annotations) {
    Value value = TRY(annotation(node->annotation));
    at(node);
    Str* annotations_name = TRY(intern_text(runtime_, "__annotations__"));
    Value annotations = TRY(find_in_namespace(*thread_, registers_[0], annotations_name));
    if (annotations.is_unbound()) annotations = TRY(load_global_name(annotations_name));
    Str* key = TRY(intern_text(runtime_, text(symbols_.mangle(body_.scope, target->name))));
    return set_item(*thread_, annotations, key, value);
  }
  for (const DeferredAnnotation& deferred : body_.annotations) {
    if (deferred.node != node || deferred.index < 0) continue;
    Value set;
    if (scope_.conditional_annotations_cell >= 0) {
      set =
          TRY(load_slow(Resolution(ResolutionKind::kCell, static_cast<uint32_t>(scope_.conditional_annotations_cell))));
    } else {
      set = TRY(find_in_namespace(*thread_, registers_[0], name(program_.conditional_annotations_name)));
      if (set.is_unbound()) set = TRY(load_global_name(name(program_.conditional_annotations_name)));
    }
    if (set.is_kind(Kind::kSet)) (void)TRY(set_add(*thread_, set.as<Set>(), Value::small_int(deferred.index)));
    break;
  }
  return {};
}

// ---- Imports ----

Status Walker::import_statement(const ast::Import* node) {
  Value locals = scope_.has_locals_mapping() ? registers_[0] : Value::none();
  for (const ast::alias* imported : node->names) {
    at(node);
    Str* dotted = TRY(intern_text(runtime_, text(symbols_.mangle(body_.scope, imported->name))));
    Value module =
        TRY(import_name(*thread_, dotted, frame_->function->globals, locals, Value::none(), Value::small_int(0)));
    // import a.b.c as d binds the last module of the path.
    if (imported->asname != NameId::kNone) {
      std::string_view path = text(imported->name);
      for (size_t dot = path.find('.'); dot != std::string_view::npos;) {
        size_t next = path.find('.', dot + 1);
        std::string_view part = path.substr(dot + 1, next == std::string_view::npos ? next : next - dot - 1);
        Str* part_name = TRY(intern_text(runtime_, part));
        module = TRY(import_from(*thread_, module, part_name));
        dot = next;
      }
    }
    TRY(store(symbols_.resolution(imported), module));
  }
  return {};
}

Status Walker::import_from_statement(const ast::ImportFrom* node) {
  at(node);
  Value locals = scope_.has_locals_mapping() ? registers_[0] : Value::none();
  Tuple* list = TRY(allocate_tuple(*thread_, node->names.size()));
  for (size_t i = 0; i < node->names.size(); i++) list->items[i] = name(node->names[i]->name);
  Str* path =
      TRY(intern_text(runtime_, node->module == NameId::kNone ? "" : text(symbols_.mangle(body_.scope, node->module))));
  Value module =
      TRY(import_name(*thread_, path, frame_->function->globals, locals, list, Value::small_int(node->level)));
  if (node->names.size() == 1 && text(node->names[0]->name) == "*") return import_star(*thread_, module, registers_[0]);
  for (const ast::alias* imported : node->names) {
    Str* item = TRY(intern_text(runtime_, text(symbols_.mangle(body_.scope, imported->name))));
    Value value = TRY(import_from(*thread_, module, item));
    TRY(store(symbols_.resolution(imported), value));
  }
  return {};
}

}  // namespace memphis::treewalk

#include "compile/opcodes_of.h"
#include "compile/unit_compiler.h"

namespace memphis {

using namespace ast;

void UnitCompiler::statements(std::span<StmtNode*> body) {
  for (const StmtNode* node : body) statement(node);
}

void UnitCompiler::statement(const StmtNode* node) {
  if (too_deep()) return;
  Temporaries temporaries(*this);
  switch (node->kind) {
    case NodeKind::kFunctionDef:
    case NodeKind::kAsyncFunctionDef: return function_statement(node->as<FunctionDef>());
    case NodeKind::kClassDef: return class_statement(node->as<ClassDef>());
    case NodeKind::kReturn: return return_statement(node->as<Return>());
    case NodeKind::kDelete:
      for (const ExprNode* target : node->as<Delete>()->targets) delete_target(target);
      return;
    case NodeKind::kAssign: return assign_statement(node->as<Assign>());
    case NodeKind::kTypeAlias: return type_alias_statement(node->as<TypeAlias>());
    case NodeKind::kAugAssign: return augmented_assignment(node->as<AugAssign>());
    case NodeKind::kAnnAssign: return annotated_assignment(node->as<AnnAssign>());
    case NodeKind::kFor: return for_statement(node->as<For>());
    case NodeKind::kAsyncFor: return async_for_statement(node->as<For>());
    case NodeKind::kWhile: return while_statement(node->as<While>());
    case NodeKind::kIf: return if_statement(node->as<If>());
    case NodeKind::kWith:
    case NodeKind::kAsyncWith: return with_statement(node->as<With>(), 0);
    case NodeKind::kMatch: return match_statement(node->as<Match>());
    case NodeKind::kRaise: return raise_statement(node->as<Raise>());
    case NodeKind::kTry:
    case NodeKind::kTryStar: return try_statement(node->as<Try>());
    case NodeKind::kAssert: return assert_statement(node->as<Assert>());
    case NodeKind::kImport: return import_statement(node->as<Import>());
    case NodeKind::kImportFrom: return import_from_statement(node->as<ImportFrom>());
    case NodeKind::kExpr: return expression_statement(node->as<Expr>());
    case NodeKind::kBreak: return loop_exit(node, true);
    case NodeKind::kContinue: return loop_exit(node, false);
    case NodeKind::kPass: return pass_line(node);
    default: return;  // global, nonlocal
  }
}

void UnitCompiler::expression_statement(const Expr* node) {
  bool shows_value = module_.parse.root->is<Interactive>() && parent_ == nullptr;
  if (!shows_value) return effect(node->value);
  Reg value = operand(node->value);
  Reg ignored = allocate();
  emit(node, Opcode::kIntrinsic, ignored, value, 1, static_cast<uint32_t>(Intrinsic::kPrint));
}

void UnitCompiler::if_statement(const If* node) {
  Label otherwise = new_label();
  condition(node->test, otherwise, false);
  statements(node->body);
  if (node->orelse.empty()) return bind(otherwise);
  Label end = new_label();
  jump(end);
  bind(otherwise);
  statements(node->orelse);
  bind(end);
}

// Is there anything between here and the function's end that runs when we leave?
bool UnitCompiler::unwinding_runs_code(size_t depth) const {
  for (size_t i = depth; i < blocks_.size(); i++) {
    if (blocks_[i].kind != BlockKind::kLoop && blocks_[i].kind != BlockKind::kTry) return true;
  }
  return false;
}

void UnitCompiler::return_statement(const Return* node) {
  HandlerId inner = handler();
  Reg value = 0;
  bool is_late = node->value == nullptr || module_.folder.is_constant(node->value);
  if (!is_late) {
    value = operand(node->value);
    // A `finally` may rebind the variable.
    if (value < first_temporary_ && unwinding_runs_code(0)) {
      Reg copy = allocate();
      move(copy, value);
      value = copy;
    }
  }
  bool same_line = node->value != nullptr && line_of(node->value) == line_of(node);
  pass_line(is_late && node->value != nullptr && same_line ? static_cast<const Node*>(node->value) : node);
  unwind(0);
  if (is_late) {
    value = allocate();
    Constant result;
    if (node->value != nullptr) result = *module_.folder.fold(node->value);
    load_constant(std::move(result), value);
  }
  emit(Opcode::kReturn, value);
  set_handler(inner);
}

void UnitCompiler::raise_statement(const Raise* node) {
  if (node->exc == nullptr) return emit(node, Opcode::kRaise, 0, 0, 0, 0);
  if (node->cause == nullptr) {
    Reg exception = operand(node->exc);
    return emit(node, Opcode::kRaise, exception, 0, 0, 1);
  }
  Reg exception = stable_operand(node->exc, node->cause);
  Reg cause = operand(node->cause);
  emit(node, Opcode::kRaise, exception, cause, 0, 2);
}

void UnitCompiler::assert_statement(const Assert* node) {
  if (module_.options.optimize > 0) return;
  Label holds = new_label();
  condition(node->test, holds, true);
  at(node);
  Reg window = allocate();
  emit(Opcode::kLoadCommon, window, 0, 0, static_cast<uint32_t>(CommonConstant::kAssertionError));
  if (node->msg != nullptr) {
    set_top(window + kFrameWords);
    push(node->msg);
    emit(node, Opcode::kCall, window, window, 1);
  }
  emit(node->test, Opcode::kRaise, window, 0, 0, 1);
  bind(holds);
}

// ---- Assignment ---------------------------------------------------------------------------------------------------

void UnitCompiler::assign_statement(const Assign* node) {
  if (node->targets.size() == 1) {
    if (parallel_assignment(node)) return;
    return assign(node->targets[0], node->value);
  }
  Reg value = operand(node->value);
  if (value < first_temporary_) {
    // A target may be the variable itself.
    Reg copy = allocate();
    move(copy, value);
    value = copy;
  }
  for (const ExprNode* target : node->targets) store_target(target, value);
}

// a, b = x, y without a tuple in between.
bool UnitCompiler::parallel_assignment(const Assign* node) {
  const ExprNode* target = node->targets[0];
  if ((!target->is<Tuple>() && !target->is<List>()) || (!node->value->is<Tuple>() && !node->value->is<List>()))
    return false;
  std::span<ExprNode*> targets = target->as<List>()->elts;
  std::span<ExprNode*> values = node->value->as<List>()->elts;
  if (targets.size() != values.size() || targets.empty() || targets.size() > kDisplayBatch) return false;
  bool all_local = true;
  for (size_t i = 0; i < targets.size(); i++) {
    if (targets[i]->is<Starred>() || values[i]->is<Starred>()) return false;
    all_local = all_local && local_target(targets[i]) >= 0;
    for (size_t j = 0; j < i && all_local; j++) all_local = local_target(targets[i]) != local_target(targets[j]);
  }
  // Constants are loaded where they are stored. The last value that is none may go straight into its variable: all
  // others are in temporaries by then.
  size_t last = values.size();
  for (size_t i = 0; i < values.size(); i++) {
    if (!module_.folder.is_constant(values[i])) last = i;
  }
  std::vector<int64_t> registers(values.size(), -1);
  for (size_t i = 0; i < values.size(); i++) {
    if (module_.folder.is_constant(values[i])) continue;
    if (all_local && i == last) {
      into(values[i], static_cast<Reg>(local_target(targets[i])));
      registers[i] = local_target(targets[i]);
    } else {
      registers[i] = push(values[i]);
    }
  }
  for (size_t i = 0; i < targets.size(); i++) {
    if (registers[i] >= 0) {
      if (all_local && i == last) continue;
      store_target(targets[i], static_cast<Reg>(registers[i]));
    } else {
      assign(targets[i], values[i]);
    }
  }
  return true;
}

void UnitCompiler::augmented_assignment(const AugAssign* node) {
  Opcode opcode = binary_opcode(node->op(), true);
  auto compute = [&](Reg left, Reg to) {
    if (immediate_into(node, node->op(), left, node->value, true, to)) return;
    if (left < first_temporary_ && scope().has_named_expressions && !node->value->is<Name>()) {
      Reg copy = allocate();
      move(copy, left);
      left = copy;
    }
    Reg right = operand(node->value);
    emit(node, opcode, to, left, right);
  };
  if (const Name* name = node->target->as_if<Name>()) {
    Resolution variable = symbols().resolution(name);
    at(name);
    if (variable.kind() == ResolutionKind::kLocal) {
      check_bound(variable.index);
      return compute(variable.index, variable.index);
    }
    Reg value = allocate();
    load(variable, value);
    compute(value, value);
    at(name);
    return store(variable, value);
  }
  if (const Attribute* attribute = node->target->as_if<Attribute>()) {
    note_static_attribute(attribute);
    Reg object = stable_operand(attribute->value, node->value);
    Reg value = allocate();
    SourceRange range = attribute_range(attribute, attribute);
    at(range);
    emit(Opcode::kLoadAttr, value, object, attribute_name(attribute));
    compute(value, value);
    at(range);
    return emit(Opcode::kStoreAttr, object, value, attribute_name(attribute));
  }
  const Subscript* subscript = node->target->as<Subscript>();
  Reg object = operand(subscript->value);
  if (object < first_temporary_ && scope().has_named_expressions) {
    Reg copy = allocate();
    move(copy, object);
    object = copy;
  }
  Reg index = stable_operand(subscript->slice, node->value);
  Reg value = allocate();
  emit(subscript, Opcode::kLoadSubscript, value, object, index);
  compute(value, value);
  emit(subscript, Opcode::kStoreSubscript, object, index, value);
}

// Where an annotation does not belong to a plain name, its target is evaluated all the same.
void UnitCompiler::check_annotation(const ExprNode* node) {
  if (const Slice* slice = node->as_if<Slice>()) {
    for (const ExprNode* part : {slice->lower, slice->upper, slice->step}) {
      if (part != nullptr) effect(part);
    }
    return;
  }
  if (const Tuple* tuple = node->as_if<Tuple>()) {
    for (const ExprNode* element : tuple->elts) check_annotation(element);
    return;
  }
  effect(node);
}

void UnitCompiler::annotated_assignment(const AnnAssign* node) {
  if (node->value != nullptr) assign(node->target, node->value);
  const Name* name = node->target->as_if<Name>();
  if (name == nullptr) {
    if (node->value != nullptr) return;
    if (const Attribute* attribute = node->target->as_if<Attribute>()) return effect(attribute->value);
    const Subscript* subscript = node->target->as<Subscript>();
    effect(subscript->value);
    return check_annotation(subscript->slice);
  }
  if (!node->simple() || is_function_like(scope().kind)) return;
  at(node);
  Reg first = top_;
  if (symbols().future_annotations) {
    Reg value = allocate();
    annotation_into(node->annotation, value);
    at(node);
    Reg annotations = allocate();
    Reg key = allocate();
    emit(Opcode::kLoadName, annotations, global_name("__annotations__"), 0);
    load_text(text(symbols().mangle(scope_, name->name)), key);
    return emit(Opcode::kStoreSubscript, annotations, key, value);
  }
  for (const DeferredAnnotation& annotation : annotations_) {
    if (annotation.node != node || annotation.index < 0) continue;
    Reg set = allocate();
    Reg index = allocate();
    if (scope().conditional_annotations_cell >= 0) {
      emit(Opcode::kLoadCell, set, static_cast<uint32_t>(scope().conditional_annotations_cell),
           name_operand("__conditional_annotations__"));
    } else {
      emit(Opcode::kLoadName, set, global_name("__conditional_annotations__"), 0);
    }
    load_constant(make_int(annotation.index), index);
    emit(Opcode::kSetAdd, set, index);
    break;
  }
  set_top(first);
}

// ---- Imports ------------------------------------------------------------------------------------------------------

void UnitCompiler::import_statement(const Import* node) {
  for (const alias* name : node->names) {
    Temporaries temporaries(*this);
    at(node);
    Reg module = allocate();
    Reg level = allocate();
    Reg from_list = allocate();
    load_constant(make_int(0), level);
    load_none(from_list);
    NameId dotted = symbols().mangle(scope_, name->name);
    emit(Opcode::kImportName, module, global_name(dotted), level);
    // import a.b.c as d binds the last module of the path.
    if (name->asname != NameId::kNone) {
      std::string_view path = text(name->name);
      for (size_t dot = path.find('.'); dot != std::string_view::npos;) {
        size_t next = path.find('.', dot + 1);
        std::string_view part = path.substr(dot + 1, next == std::string_view::npos ? next : next - dot - 1);
        emit(Opcode::kImportFrom, module, module, global_name(part));
        dot = next;
      }
    }
    store(symbols().resolution(name), module);
  }
}

void UnitCompiler::import_from_statement(const ImportFrom* node) {
  at(node);
  Reg module = allocate();
  Reg level = allocate();
  Reg from_list = allocate();
  load_constant(make_int(node->level), level);
  Constant list;
  list.kind = Constant::Kind::kTuple;
  for (const alias* name : node->names) {
    Constant item = make_str(text(name->name));
    item.interned = true;
    list.items.push_back(std::move(item));
  }
  load_constant(std::move(list), from_list);
  NameId path = symbols().mangle(scope_, node->module);
  uint32_t module_name = node->module == NameId::kNone ? name_operand("") : global_name(path);
  emit(Opcode::kImportName, module, module_name, level);
  if (node->names.size() == 1 && text(node->names[0]->name) == "*") {
    move(level, 0);
    return emit(Opcode::kIntrinsic, level, module, 2, static_cast<uint32_t>(Intrinsic::kImportStar));
  }
  for (const alias* name : node->names) {
    emit(Opcode::kImportFrom, level, module, global_name(symbols().mangle(scope_, name->name)));
    store(symbols().resolution(name), level);
  }
}

}  // namespace memphis

// Annotations are evaluated when somebody asks for them: by a function __annotate__(format) that is compiled here (PEP
// 649, 749), or, with `from __future__ import annotations`, they are text.
#include "compile/unit_compiler.h"
#include "syntax/unparse.h"

namespace memphis {

using namespace ast;

namespace {

constexpr int kFakeGlobalsFormat = 2;

}  // namespace

// Finds the variables that a class or module annotates, in order, without compiling anything. A conditional annotation
// is one that may not be executed.
void UnitCompiler::collect_annotations(std::span<StmtNode*> body, bool is_conditional) {
  for (const StmtNode* node : body) collect_annotations(node, is_conditional);
}

void UnitCompiler::collect_annotations(const StmtNode* node, bool is_conditional) {
  if (too_deep() || !scope().annotations_used || symbols().future_annotations) return;
  switch (node->kind) {
    case NodeKind::kAnnAssign: {
      const AnnAssign* assign = node->as<AnnAssign>();
      if (!assign->simple() || !assign->target->is<Name>()) return;
      bool always = !is_conditional && scope().kind == ScopeKind::kClass;
      annotations_.push_back({assign, always ? -1 : conditional_annotations_++});
      return;
    }
    case NodeKind::kFor:
    case NodeKind::kAsyncFor:
      collect_annotations(node->as<For>()->body, true);
      return collect_annotations(node->as<For>()->orelse, true);
    case NodeKind::kWhile:
      collect_annotations(node->as<While>()->body, true);
      return collect_annotations(node->as<While>()->orelse, true);
    case NodeKind::kIf:
      collect_annotations(node->as<If>()->body, true);
      return collect_annotations(node->as<If>()->orelse, true);
    case NodeKind::kWith:
    case NodeKind::kAsyncWith: return collect_annotations(node->as<With>()->body, true);
    case NodeKind::kMatch:
      for (const match_case* branch : node->as<Match>()->cases) collect_annotations(branch->body, true);
      return;
    case NodeKind::kTry:
    case NodeKind::kTryStar: {
      const Try* statement = node->as<Try>();
      collect_annotations(statement->body, true);
      for (const ExceptHandler* handler_node : statement->handlers) collect_annotations(handler_node->body, true);
      collect_annotations(statement->orelse, true);
      return collect_annotations(statement->finalbody, true);
    }
    default: return;
  }
}

// __annotate__ of a module comes first, so that it is there while the module runs; that of a class last.
void UnitCompiler::store_annotate_function(const Node* place, bool in_class) {
  if (annotations_.empty()) return;
  Temporaries temporaries(*this);
  ScopeId inner = scope().annotations;
  std::unique_ptr<CodeUnit> code =
      UnitCompiler(module_, this, inner).compile_variable_annotations(place, annotations_, in_class);
  SourceRange range{in_class ? line_of(place) : 1, in_class ? line_of(place) : 1, 0, 0};
  if (!in_class) at(range);
  Reg value = allocate();
  {
    Temporaries closure(*this);
    Reg first = top_;
    const std::vector<FreeVariable>& free = symbols().scopes[inner].free;
    if (in_class) at(place);
    if (!free.empty()) {
      Reg base = allocate(static_cast<uint32_t>(free.size()));
      for (size_t i = 0; i < free.size(); i++) load_cell_itself(free[i], base + static_cast<Reg>(i));
      emit(Opcode::kBuildTuple, base, base, static_cast<uint32_t>(free.size()));
    }
    uint32_t child = add_child(std::move(code));
    emit(Opcode::kMakeFunction, value, child, free.empty() ? 0 : first, free.empty() ? 0 : 8);
  }
  emit(Opcode::kStoreName, 0, value, global_name(in_class ? "__annotate_func__" : "__annotate__"));
  if (in_class) return;
  emit(Opcode::kBuildSet, value, 0, 0);
  emit(Opcode::kStoreName, 0, value, global_name("__conditional_annotations__"));
}

// if format > VALUE_WITH_FAKE_GLOBALS: raise NotImplementedError
void UnitCompiler::begin_annotation_function(const Node* place) {
  unit_->argument_count = 1;
  unit_->positional_only_count = 1;
  Label body = new_label();
  Temporaries temporaries(*this);
  if (place != nullptr) at(place);
  assembler_.emit_jump(Opcode::kJumpGreaterImmediate, body, 0, kFakeGlobalsFormat, 0);
  Reg error = allocate();
  emit(Opcode::kLoadCommon, error, 0, 0, static_cast<uint32_t>(CommonConstant::kNotImplementedError));
  emit(Opcode::kRaise, error, 0, 0, 1);
  bind(body);
}

void UnitCompiler::annotation_into(const ExprNode* annotation, Reg to) {
  if (symbols().future_annotations) {
    at(annotation);
    return load_text(unparse(annotation, symbols().names()), to);
  }
  const Starred* starred = annotation->as_if<Starred>();
  if (starred == nullptr) return into(annotation, to);
  // *args: *Ts stands for the one item of Ts.
  Reg value = operand(starred->value);
  Reg item = allocate();
  emit(annotation, Opcode::kUnpack, item, value, 1);
  move(to, item);
}

std::unique_ptr<CodeUnit> UnitCompiler::compile_function_annotations(const FunctionDef* node) {
  name_ = "__annotate__";
  qualified_name_ = parent_->child_qualified_name(scope_, name_);
  return assemble(line_of(node), [&] {
    begin_annotation_function(node);
    Reg base = top_;
    uint32_t count = 0;
    auto add = [&](NameId name, const ExprNode* annotation) {
      if (annotation == nullptr) return;
      Temporaries temporaries(*this);
      at(node);
      if (count == 0) {
        emit(Opcode::kBuildDict, base, 0, 0);
        set_top(base + 1);
      }
      count++;
      Reg key = allocate();
      load_text(text(symbols().mangle(scope_, name)), key);
      Reg value = allocate();
      annotation_into(annotation, value);
      emit(node, Opcode::kDictSet, base, key, value);
    };
    set_top(base + 1);
    const arguments* args = node->args;
    for (const arg* parameter : args->args) add(parameter->name, parameter->annotation);
    for (const arg* parameter : args->posonlyargs) add(parameter->name, parameter->annotation);
    if (args->vararg != nullptr) add(args->vararg->name, args->vararg->annotation);
    for (const arg* parameter : args->kwonlyargs) add(parameter->name, parameter->annotation);
    if (args->kwarg != nullptr) add(args->kwarg->name, args->kwarg->annotation);
    add(names().intern("return"), node->returns);
    emit(node, Opcode::kReturn, base);
  });
}

std::unique_ptr<CodeUnit> UnitCompiler::compile_variable_annotations(const Node* place,
                                                                     const std::vector<DeferredAnnotation>& annotations,
                                                                     bool in_class) {
  name_ = "__annotate__";
  qualified_name_ = parent_->child_qualified_name(scope_, name_);
  uint32_t first_line = in_class ? line_of(place) : 1;
  return assemble(first_line, [&] {
    begin_annotation_function(nullptr);
    Reg dict = allocate();
    emit(Opcode::kBuildDict, dict, 0, 0);
    for (const DeferredAnnotation& annotation : annotations) {
      Temporaries temporaries(*this);
      Label next = new_label();
      at(annotation.node);
      if (annotation.index >= 0) {
        Reg index = allocate();
        Reg set = allocate();
        load_constant(make_int(annotation.index), index);
        load(special("__conditional_annotations__"), set);
        emit(Opcode::kContains, index, index, set);
        jump_if(Opcode::kJumpIfFalse, index, next);
      }
      Reg key = allocate();
      Reg value = allocate();
      annotation_into(annotation.node->annotation, value);
      at(annotation.node);
      NameId name = annotation.node->target->as<Name>()->name;
      load_text(text(symbols().mangle(parent_->scope_, name)), key);
      emit(Opcode::kDictSet, dict, key, value);
      bind(next);
    }
    emit(Opcode::kReturn, dict);
  });
}

}  // namespace memphis

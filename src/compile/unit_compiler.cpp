#include "compile/unit_compiler.h"

#include "base/checks.h"
#include "bytecode/verifier.h"
#include "symbols/diagnose.h"
#include "syntax/docstring.h"

namespace memphis {

using namespace ast;

UnitCompiler::UnitCompiler(ModuleContext& module, UnitCompiler* parent, ScopeId scope_id)
    : module_(module), parent_(parent), scope_(scope_id) {
  reset();
}

void UnitCompiler::reset() {
  unit_ = std::make_unique<CodeUnit>();
  assembler_ = Assembler();
  constants_ = ConstantPool();
  blocks_.clear();
  annotations_.clear();
  static_attributes_.clear();
  first_temporary_ = scope().slot_count();
  top_ = first_temporary_;
  max_registers_ = first_temporary_;
  user_handlers_ = 0;
  conditional_annotations_ = 0;
  last_node_ = nullptr;
}

bool UnitCompiler::too_deep() {
  if (module_.failed) return true;
  if (!module_.stack.exhausted()) return false;
  report_recursion(module_.diagnostics);
  module_.failed = true;
  return true;
}

// ---- Registers ----------------------------------------------------------------------------------------------------

void UnitCompiler::set_top(Reg top) {
  top_ = top;
  if (top > max_registers_) max_registers_ = top;
}

Reg UnitCompiler::allocate(uint32_t count) {
  Reg first = top_;
  set_top(top_ + count);
  return first;
}

void UnitCompiler::move(Reg to, Reg from) {
  if (to != from) emit(Opcode::kMove, to, from);
}

// ---- Positions and emission ---------------------------------------------------------------------------------------

SourceRange UnitCompiler::range_of(const Node* node) const {
  SourcePosition begin = module_.parse.source->position(node->begin);
  SourcePosition end = module_.parse.source->position(node->end);
  return {begin.line, end.line, begin.column, end.column};
}

uint32_t UnitCompiler::line_of(const Node* node) const { return module_.parse.source->line_of(node->begin); }

// Where an attribute access spans lines, the range starts at the attribute's name.
SourceRange UnitCompiler::attribute_range(const Node* whole, const Attribute* attribute) const {
  SourceRange range = range_of(whole);
  SourcePosition end = module_.parse.source->position(attribute->end);
  if (range.line == end.line) return range;
  range.line = end.line;
  uint32_t size = 0;
  for (char c : text(attribute->attr)) size += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  if (size <= end.column) {
    range.column = end.column - size;
    if (range.end_line == range.line && range.end_column < range.column) range.end_column = range.column;
  }
  return range;
}

void UnitCompiler::at(const Node* node) {
  if (node == last_node_) return;
  assembler_.set_position(range_of(node));
  last_node_ = node;
}

void UnitCompiler::at(SourceRange range) {
  assembler_.set_position(range);
  last_node_ = nullptr;
}

void UnitCompiler::jump(Label target) {
  SourceRange here = assembler_.position();
  at_no_line();
  assembler_.emit_jump(Opcode::kJump, target);
  at(here);
}

void UnitCompiler::pass_line(const Node* node) {
  at(node);
  assembler_.emit_line();
}

void UnitCompiler::emit(const Node* node, Opcode opcode, uint32_t a, uint32_t b, uint32_t c, uint32_t d) {
  at(node);
  assembler_.emit(opcode, a, b, c, d);
}

void UnitCompiler::emit(Opcode opcode, uint32_t a, uint32_t b, uint32_t c, uint32_t d) {
  assembler_.emit(opcode, a, b, c, d);
}

// ---- Constants and names ------------------------------------------------------------------------------------------

uint32_t UnitCompiler::global_name(NameId name) {
  uint32_t number = name_operand(name);
  if (constants_.mark_global(number)) unit_->global_names.emplace_back(text(name));
  return number;
}

void UnitCompiler::load_constant(Constant constant, Reg to) {
  if (constant.kind == Constant::Kind::kInt && constant.integer == static_cast<int32_t>(constant.integer)) {
    assembler_.emit_wide(Opcode::kLoadInt, to, static_cast<int32_t>(constant.integer));
    return;
  }
  uint32_t number = constants_.add(std::move(constant));
  assembler_.emit_wide(Opcode::kLoadConstLong, to, static_cast<int32_t>(number));
}

// ---- The unit -----------------------------------------------------------------------------------------------------

// CPython: a name that the enclosing scope declares global has no prefix; functions and lambdas put "<locals>" between.
std::string UnitCompiler::child_qualified_name(ScopeId child, std::string_view name) const {
  const Scope* outer = &scope();
  const UnitCompiler* unit = this;
  if (outer->kind == ScopeKind::kTypeParameters && unit->parent_ != nullptr) {
    unit = unit->parent_;
    outer = &unit->scope();
  }
  if (outer->kind == ScopeKind::kModule) return std::string(name);
  ScopeKind kind = symbols().scopes[child].kind;
  if (kind == ScopeKind::kFunction || kind == ScopeKind::kClass) {
    NameId mangled = symbols().mangle(unit->scope_, symbols().scopes[child].name);
    if (symbols().resolution_of(unit->scope_, mangled).kind() == ResolutionKind::kGlobalExplicit) {
      return std::string(name);
    }
  }
  std::string qualified = unit->qualified_name_;
  if (outer->kind == ScopeKind::kFunction || outer->kind == ScopeKind::kLambda) qualified += ".<locals>";
  qualified += '.';
  qualified += name;
  return qualified;
}

void UnitCompiler::describe_scope(CodeUnit& unit) {
  const Scope& own = scope();
  unit.has_locals_register = own.has_locals_mapping();
  for (size_t i = 0; i < own.locals.size(); i++) {
    std::string_view name = text(own.locals[i].name);
    unit.local_names.emplace_back(name == ".format" ? std::string_view("format") : name);
    if (own.locals[i].is_cell) unit.cell_locals.push_back(static_cast<uint16_t>(i));
  }
  for (const FreeVariable& variable : own.free) unit.free_names.emplace_back(text(variable.name));
  if (is_function_like(own.kind)) {
    unit.flags |= kCodeOptimized | kCodeNewLocals;
    if (own.is_nested) unit.flags |= kCodeNested;
    if (own.is_generator && own.is_coroutine) {
      unit.flags |= kCodeAsyncGenerator;
    } else if (own.is_generator) {
      unit.flags |= kCodeGenerator;
    } else if (own.is_coroutine) {
      unit.flags |= kCodeCoroutine;
    }
    if (own.has_varargs) unit.flags |= kCodeVarArgs;
    if (own.has_varkeywords) unit.flags |= kCodeVarKeywords;
    if (own.is_method) unit.flags |= kCodeMethod;
  } else if (own.kind == ScopeKind::kModule && own.is_coroutine) {
    unit.flags |= kCodeCoroutine;
  }
  unit.flags |= symbols().future_flags;
}

void UnitCompiler::make_cells() {
  const Scope& own = scope();
  for (uint32_t i = 0; i < own.locals.size(); i++) {
    if (own.locals[i].is_cell && !own.locals[i].in_comprehension) emit(Opcode::kMakeCell, own.first_slot + i);
  }
}

void UnitCompiler::set_parameters(const arguments* args) {
  unit_->positional_only_count = static_cast<uint32_t>(args->posonlyargs.size());
  unit_->argument_count = static_cast<uint32_t>(args->posonlyargs.size() + args->args.size());
  unit_->keyword_only_count = static_cast<uint32_t>(args->kwonlyargs.size());
}

uint32_t UnitCompiler::add_child(std::unique_ptr<CodeUnit> child) {
  if (child == nullptr) {
    module_.failed = true;
    return 0;
  }
  unit_->children.push_back(std::move(child));
  return static_cast<uint32_t>(unit_->children.size() - 1);
}

std::unique_ptr<CodeUnit> UnitCompiler::finish(uint32_t first_line) {
  if (module_.failed) return nullptr;
  unit_->name = name_;
  unit_->qualified_name = qualified_name_;
  unit_->filename = module_.options.filename;
  unit_->scope = scope_;
  unit_->first_line = first_line;
  describe_scope(*unit_);
  unit_->register_count = max_registers_;
  assembler_.optimize(scope().first_slot + scope().parameter_count, first_temporary_);
  bool has_docstring = (unit_->flags & kCodeHasDocstring) != 0;
  ConstantPool::Indices indices = constants_.finish(*unit_, has_docstring, assembler_.used());
  assembler_.place_constants(indices.constants, indices.names);
  if (assembler_.lay_out(*unit_) == Assembler::Result::kJumpTooFar) return nullptr;
  if (assembler_.overflowed() || max_registers_ > 0x10000) {
    module_.diagnostics.has_error = true;
    module_.diagnostics.error.kind = DiagnosticKind::kMemoryError;
    module_.diagnostics.error.message = "too many variables, values or names in one function";
    module_.failed = true;
    return nullptr;
  }
#ifndef NDEBUG
  std::string problem = verify(*unit_, VerifyChildren::kNo);
  if (!problem.empty()) fatal(problem.c_str());
#endif
  return std::move(unit_);
}

void UnitCompiler::begin(uint32_t first_line) {
  at_no_line();
  make_cells();
  // The place of what belongs to no node: the line of the definition.
  at(SourceRange{first_line, first_line, 0, 0});
}

// ---- Entry points -------------------------------------------------------------------------------------------------

std::unique_ptr<CodeUnit> UnitCompiler::compile_root() {
  name_ = qualified_name_ = "<module>";
  return assemble(1, [&] {
    const Node* root = module_.parse.root;
    if (const Expression* expression = root->as_if<Expression>()) {
      emit(expression->body, Opcode::kReturn, operand(expression->body));
      return;
    }
    at(SourceRange{});
    if (const Module* module = root->as_if<Module>()) {
      body_with_docstring(module->body, false);
    } else {
      collect_annotations(root->as<Interactive>()->body, false);
      store_annotate_function(root, false);
      statements(root->as<Interactive>()->body);
    }
    Reg result = allocate();
    at_no_line();
    load_none(result);
    emit(Opcode::kReturn, result);
  });
}

std::unique_ptr<CodeUnit> UnitCompiler::compile_function(const FunctionDef* node, uint32_t first_line) {
  name_ = text(node->name);
  qualified_name_ = parent_->child_qualified_name(scope_, name_);
  return assemble(first_line, [&] {
    set_parameters(node->args);
    std::span<StmtNode*> body = node->body;
    if (scope().has_docstring) {
      const ConstantStr* docstring = body[0]->as<Expr>()->value->as<ConstantStr>();
      body = body.subspan(1);
      if (module_.options.optimize < 2) {
        unit_->flags |= kCodeHasDocstring;
        constants_.add(make_str(clean_docstring(docstring->value)));
      }
    }
    statements(body);
    Reg result = allocate();
    at_no_line();
    load_none(result);
    emit(Opcode::kReturn, result);
  });
}

std::unique_ptr<CodeUnit> UnitCompiler::compile_lambda(const Lambda* node) {
  name_ = "<lambda>";
  qualified_name_ = parent_->child_qualified_name(scope_, name_);
  return assemble(line_of(node), [&] {
    set_parameters(node->args);
    Reg value = operand(node->body);
    emit(node->body, Opcode::kReturn, value);
  });
}

std::unique_ptr<CodeUnit> UnitCompiler::compile_class(const ClassDef* node, uint32_t first_line) {
  name_ = text(node->name);
  qualified_name_ = parent_->child_qualified_name(scope_, name_);
  return assemble(first_line, [&] { class_body(node, first_line); });
}

std::unique_ptr<CodeUnit> UnitCompiler::compile_comprehension(const ExprNode* node) {
  name_ = text(scope().name);
  qualified_name_ = parent_->child_qualified_name(scope_, name_);
  return assemble(line_of(node), [&] {
    unit_->argument_count = 1;
    Comprehension all = parts_of(node);
    at(node);
    all.result = allocate();
    if (node->is<ListComp>()) emit(Opcode::kBuildList, all.result, all.result, 0);
    if (node->is<SetComp>()) emit(Opcode::kBuildSet, all.result, all.result, 0);
    if (node->is<DictComp>()) emit(Opcode::kBuildDict, all.result, all.result, 0);
    comprehension_loop(all, 0, 0);
    if (scope().is_generator) load_none(all.result);
    emit(node, Opcode::kReturn, all.result);
  });
}

// ---- The door -----------------------------------------------------------------------------------------------------

CompileResult compile_module(const ParseResult& parse, const Symbols& symbols, const CompileOptions& options) {
  ModuleContext module{
      parse, symbols, options, ConstantFolder(symbols, options.optimize == 0), StackBudget(options.stack_budget), {}};
  CompileResult result;
  result.unit = UnitCompiler(module, nullptr, 0).compile_root();
  if (module.failed) result.unit = nullptr;
  result.diagnostics = std::move(module.diagnostics);
  return result;
}

}  // namespace memphis

// def, lambda, and how functions are made from code.
#include "compile/unit_compiler.h"

namespace memphis {

using namespace ast;

namespace {

constexpr uint32_t kHasDefaults = 1;
constexpr uint32_t kHasKeywordDefaults = 2;
constexpr uint32_t kHasAnnotate = 4;
constexpr uint32_t kHasClosure = 8;

}  // namespace

// Each decorator is the callable of a window whose only argument is what the next one gives.
void UnitCompiler::push_decorators(std::span<ExprNode*> decorators) {
  for (const ExprNode* decorator : decorators) {
    Reg window = push(decorator);
    set_top(window + kFrameWords);
  }
}

void UnitCompiler::apply_decorators(std::span<ExprNode*> decorators, Reg base, Reg value) {
  for (size_t i = decorators.size(); i-- > 0;) {
    Reg window = base + static_cast<Reg>(i) * kFrameWords;
    Reg argument = window + kFrameWords;
    at(decorators[i]);
    move(argument, value);
    set_top(argument + 1);
    emit(Opcode::kCall, window, window, 1);
    value = window;
  }
}

uint32_t UnitCompiler::push_defaults(const Node* node, const arguments* args) {
  uint32_t flags = 0;
  if (!args->defaults.empty()) {
    Reg tuple = top_;
    Constant values;
    if (constant_elements(args->defaults, values)) {
      at(node);
      load_constant(std::move(values), tuple);
    } else {
      display_into(node, args->defaults, Display::kTuple, tuple, top_, 0);
    }
    set_top(tuple + 1);
    flags |= kHasDefaults;
  }
  Reg dict = top_;
  uint32_t count = 0;
  for (size_t i = 0; i < args->kwonlyargs.size(); i++) {
    if (args->kw_defaults[i] == nullptr) continue;
    at(node);
    load_text(text(symbols().mangle(scope_, args->kwonlyargs[i]->name)), allocate());
    push(args->kw_defaults[i]);
    count++;
  }
  if (count > 0) {
    emit(node, Opcode::kBuildDict, dict, dict, count);
    set_top(dict + 1);
    flags |= kHasKeywordDefaults;
  }
  return flags;
}

void UnitCompiler::load_cell_itself(const FreeVariable& variable, Reg to) {
  if (variable.enclosing_is_free) return emit(Opcode::kLoadClosure, to, variable.enclosing_index);
  // A slot that holds a cell is copied as it is.
  move(to, variable.enclosing_index);
}

// The closure tuple, when the code wants one.
void UnitCompiler::push_closure(const Node* node, ScopeId code_scope) {
  const std::vector<FreeVariable>& free = symbols().scopes[code_scope].free;
  if (free.empty()) return;
  at(node);
  Reg base = allocate(static_cast<uint32_t>(free.size()));
  for (size_t i = 0; i < free.size(); i++) load_cell_itself(free[i], base + static_cast<Reg>(i));
  emit(Opcode::kBuildTuple, base, base, static_cast<uint32_t>(free.size()));
  set_top(base + 1);
}

// The operands that `flags` speaks of, and the closure, lie from `first` on.
void UnitCompiler::make_function(const Node* node, std::unique_ptr<CodeUnit> code, ScopeId code_scope, uint32_t flags,
                                 Reg first, Reg to) {
  uint32_t child = add_child(std::move(code));
  if (!symbols().scopes[code_scope].free.empty()) flags |= kHasClosure;
  emit(node, Opcode::kMakeFunction, to, child, flags == 0 ? 0 : first, flags);
}

// A function of no parameters, or those already `pushed` into the window, that is called at once.
void UnitCompiler::call_unit(const Node* node, std::unique_ptr<CodeUnit> code, ScopeId code_scope, Reg window,
                             uint32_t pushed, Reg to) {
  {
    Temporaries temporaries(*this);
    Reg first = top_;
    push_closure(node, code_scope);
    make_function(node, std::move(code), code_scope, 0, first, window);
  }
  set_top(window + kFrameWords + pushed);
  emit(node, Opcode::kCall, to, window, pushed);
}

void UnitCompiler::lambda_into(const Lambda* node, Reg to) {
  Reg first = top_;
  uint32_t flags = push_defaults(node, node->args);
  ScopeId inner = symbols().scope_on(node, ScopeKind::kLambda);
  push_closure(node, inner);
  make_function(node, UnitCompiler(module_, this, inner).compile_lambda(node), inner, flags, first, to);
}

uint32_t UnitCompiler::push_annotate(const FunctionDef* node) {
  ScopeId function = symbols().scope_on(node, ScopeKind::kFunction);
  ScopeId inner = symbols().scopes[function].annotations;
  if (!symbols().scopes[inner].annotations_used) return 0;
  Reg to = top_;
  {
    Temporaries temporaries(*this);
    push_closure(node, inner);
    make_function(node, UnitCompiler(module_, this, inner).compile_function_annotations(node), inner, 0, to, to);
  }
  set_top(to + 1);
  return kHasAnnotate;
}

// `flags` and `first` are of the defaults, which are pushed already.
void UnitCompiler::make_body_function(const FunctionDef* node, uint32_t flags, Reg first, uint32_t first_line, Reg to) {
  flags |= push_annotate(node);
  ScopeId inner = symbols().scope_on(node, ScopeKind::kFunction);
  push_closure(node, inner);
  make_function(node, UnitCompiler(module_, this, inner).compile_function(node, first_line), inner, flags, first, to);
}

void UnitCompiler::function_statement(const FunctionDef* node) {
  Reg base = top_;
  push_decorators(node->decorator_list);
  uint32_t first_line =
      line_of(node->decorator_list.empty() ? static_cast<const Node*>(node) : node->decorator_list[0]);
  Reg value = top_;
  if (node->type_params.empty()) {
    uint32_t flags = push_defaults(node, node->args);
    Resolution variable = symbols().resolution(node);
    bool direct = variable.kind() == ResolutionKind::kLocal && node->decorator_list.empty();
    make_body_function(node, flags, value, first_line, direct ? Reg{variable.index} : value);
    if (direct) return;
  } else {
    ScopeId inner = symbols().scope_on(node, ScopeKind::kTypeParameters);
    Reg window = allocate(kFrameWords);
    uint32_t flags = push_defaults(node, node->args);
    uint32_t pushed = static_cast<uint32_t>(__builtin_popcount(flags));
    call_unit(node, UnitCompiler(module_, this, inner).compile_generic_function(node, first_line), inner, window,
              pushed, value);
  }
  set_top(value + 1);
  apply_decorators(node->decorator_list, base, value);
  at(node);
  store(symbols().resolution(node), node->decorator_list.empty() ? value : base);
}

}  // namespace memphis

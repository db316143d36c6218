#include "symbols/checks.h"

#include "symbols/builder.h"
#include "symbols/diagnose.h"

namespace memphis {

using namespace ast;

// CPython gives up on more statically nested blocks than this.
inline constexpr size_t kMaxStaticBlocks = 21;

class ProgramChecker::Nested {
 public:
  Nested(ProgramChecker& checker, ScopeId scope) : checker_(checker) {
    checker_.functions_.push_back({.scope = scope});
  }
  ~Nested() { checker_.functions_.pop_back(); }

 private:
  ProgramChecker& checker_;
};

class ProgramChecker::Within {
 public:
  Within(ProgramChecker& checker, Block block, const Node* place) : checker_(checker) {
    entered_ = checker_.enter_block(block, place);
  }
  ~Within() {
    if (entered_) checker_.function().blocks.pop_back();
  }
  bool entered() const { return entered_; }

 private:
  ProgramChecker& checker_;
  bool entered_;
};

bool ProgramChecker::enter_block(Block block, const Node* place) {
  if (function().blocks.size() >= kMaxStaticBlocks) return fail("too many statically nested blocks", place);
  function().blocks.push_back(block);
  return true;
}

bool ProgramChecker::fail(std::string message, const Node* place) {
  report_error(symbols_.diagnostics, *symbols_.parse->source, std::move(message), place->begin, place->end);
  return false;
}

void ProgramChecker::warn(std::string message, const Node* place) {
  report_warning(symbols_.diagnostics, *symbols_.parse->source, std::move(message), place->begin, place->end);
}

bool ProgramChecker::run() {
  Node* root = symbols_.parse->root;
  Nested nested(*this, 0);
  if (const Expression* expression = root->as_if<Expression>()) return check(expression->body);
  if (const Module* module = root->as_if<Module>()) return check_statements(module->body);
  return check_statements(root->as<Interactive>()->body);
}

bool check_program(Symbols& symbols, const SymbolsOptions& options) { return ProgramChecker(symbols, options).run(); }

// ---- Statements ---------------------------------------------------------------------------------------------------

bool ProgramChecker::check_statements(std::span<StmtNode*> body) {
  for (const StmtNode* node : body) {
    if (!check(node)) return false;
  }
  return true;
}

bool ProgramChecker::check(const StmtNode* node) {
  if (stack_.exhausted()) {
    report_recursion(symbols_.diagnostics);
    return false;
  }
  switch (node->kind) {
    case NodeKind::kFunctionDef:
    case NodeKind::kAsyncFunctionDef: return check_function(node->as<FunctionDef>());
    case NodeKind::kClassDef: return check_class(node->as<ClassDef>());
    case NodeKind::kReturn: return check_return(node->as<Return>());
    case NodeKind::kDelete: return check_all(node->as<Delete>()->targets);
    case NodeKind::kAssign: return check(node->as<Assign>()->value) && check_all(node->as<Assign>()->targets);
    case NodeKind::kTypeAlias: {
      const TypeAlias* alias = node->as<TypeAlias>();
      if (!check_type_params(alias->type_params, node)) return false;
      Nested nested(*this, symbols_.scope_on(node, ScopeKind::kTypeAlias));
      return check(alias->value);
    }
    case NodeKind::kAugAssign: return check(node->as<AugAssign>()->target) && check(node->as<AugAssign>()->value);
    case NodeKind::kAnnAssign: {
      const AnnAssign* assign = node->as<AnnAssign>();
      return check_optional(assign->value) && check(assign->target) && check_annotation(assign->annotation);
    }
    case NodeKind::kFor:
    case NodeKind::kAsyncFor: return check_for(node->as<For>());
    case NodeKind::kWhile: return check_while(node->as<While>());
    case NodeKind::kIf:
      return check(node->as<If>()->test) && check_statements(node->as<If>()->body) &&
             check_statements(node->as<If>()->orelse);
    case NodeKind::kWith:
    case NodeKind::kAsyncWith: {
      const With* with = node->as<With>();
      size_t before = function().blocks.size();
      bool fine = true;
      for (const withitem* item : with->items) {
        fine = fine && check(item->context_expr) && enter_block(Block::kOther, item->context_expr) &&
               check_optional(item->optional_vars);
      }
      fine = fine && check_statements(with->body);
      function().blocks.resize(before);
      return fine;
    }
    case NodeKind::kMatch: return check_match(node->as<Match>());
    case NodeKind::kRaise: return check_optional(node->as<Raise>()->exc) && check_optional(node->as<Raise>()->cause);
    case NodeKind::kTry:
    case NodeKind::kTryStar: return check_try(node->as<Try>());
    case NodeKind::kAssert: {
      const Assert* assertion = node->as<Assert>();
      const Tuple* tuple = assertion->test->as_if<Tuple>();
      if (tuple != nullptr && !tuple->elts.empty()) warn("assertion is always true, perhaps remove parentheses?", node);
      return check(assertion->test) && check_optional(assertion->msg);
    }
    case NodeKind::kExpr: return check(node->as<Expr>()->value);
    case NodeKind::kBreak: return check_loop_exit(node, true);
    case NodeKind::kContinue: return check_loop_exit(node, false);
    default: return true;
  }
}

bool ProgramChecker::check_arguments(const arguments* node) {
  return check_all(node->defaults) && check_all(node->kw_defaults);
}

bool ProgramChecker::check_annotation(const ExprNode* node) {
  // What is never evaluated is not compiled either.
  if (node == nullptr || symbols_.future_annotations || is_function_block(scope().kind)) return true;
  if (const Starred* starred = node->as_if<Starred>()) return check(starred->value);
  return check(node);
}

bool ProgramChecker::check_type_params(std::span<TypeParamNode*> params, const Node* owner) {
  if (params.empty()) return true;
  Nested nested(*this, symbols_.scope_on(owner, ScopeKind::kTypeParameters));
  bool seen_default = false;
  for (const TypeParamNode* param : params) {
    const TypeVar* variable = param->as_if<TypeVar>();
    if (variable != nullptr && !check_optional(variable->bound)) return false;
    const ExprNode* value = variable != nullptr ? variable->default_value : param->as<ParamSpec>()->default_value;
    NameId name = variable != nullptr ? variable->name : param->as<ParamSpec>()->name;
    if (value == nullptr && seen_default) {
      return fail(
          "non-default type parameter '" + std::string(symbols_.text(name)) + "' follows default type parameter",
          param);
    }
    seen_default |= value != nullptr;
    if (value != nullptr && value->is<Starred>()) value = value->as<Starred>()->value;
    if (!check_optional(value)) return false;
  }
  return true;
}

bool ProgramChecker::check_function(const FunctionDef* node) {
  if (!check_all(node->decorator_list) || !check_arguments(node->args)) return false;
  if (!check_type_params(node->type_params, node)) return false;
  ScopeId id = symbols_.scope_on(node, ScopeKind::kFunction);
  if (!symbols_.future_annotations) {
    Nested nested(*this, symbols_.scopes[id].annotations);
    auto annotation = [&](const arg* parameter) {
      return parameter == nullptr || check_annotation(parameter->annotation);
    };
    for (const arg* parameter : node->args->posonlyargs) {
      if (!annotation(parameter)) return false;
    }
    for (const arg* parameter : node->args->args) {
      if (!annotation(parameter)) return false;
    }
    for (const arg* parameter : node->args->kwonlyargs) {
      if (!annotation(parameter)) return false;
    }
    if (!annotation(node->args->vararg) || !annotation(node->args->kwarg)) return false;
    if (!check_annotation(node->returns)) return false;
  }
  Nested nested(*this, id);
  // CPython guards what suspends with a block of its own.
  if (scope().is_generator || scope().is_coroutine) function().blocks.push_back(Block::kOther);
  return check_statements(node->body);
}

bool ProgramChecker::check_class(const ClassDef* node) {
  if (!check_all(node->decorator_list)) return false;
  if (!check_type_params(node->type_params, node)) return false;
  if (!check_elements(node->bases) || !check_keywords(node->keywords)) return false;
  Nested nested(*this, symbols_.scope_on(node, ScopeKind::kClass));
  return check_statements(node->body);
}

bool ProgramChecker::check_keywords(std::span<keyword*> keywords) {
  for (size_t i = 0; i < keywords.size(); i++) {
    if (keywords[i]->name == NameId::kNone) continue;
    for (size_t j = i + 1; j < keywords.size(); j++) {
      if (keywords[i]->name != keywords[j]->name) continue;
      return fail("keyword argument repeated: " + std::string(symbols_.text(keywords[j]->name)), keywords[j]);
    }
  }
  for (const keyword* word : keywords) {
    if (!check(word->value)) return false;
  }
  return true;
}

bool ProgramChecker::check_return(const Return* node) {
  if (!is_function_like(scope().kind)) return fail("'return' outside function", node);
  if (node->value != nullptr && scope().is_coroutine && scope().is_generator) {
    return fail("'return' with value in async generator", node);
  }
  for (Block block : function().blocks) {
    if (block == Block::kExceptStar) {
      return fail("'break', 'continue' and 'return' cannot appear in an except* block", node);
    }
  }
  if (function().in_finally) warn("'return' in a 'finally' block", node);
  return check_optional(node->value);
}

bool ProgramChecker::check_loop_exit(const StmtNode* node, bool is_break) {
  const std::vector<Block>& blocks = function().blocks;
  for (size_t i = blocks.size(); i-- > 0;) {
    if (blocks[i] == Block::kLoop) {
      if (function().in_finally && !function().in_loop) {
        warn(is_break ? "'break' in a 'finally' block" : "'continue' in a 'finally' block", node);
      }
      return true;
    }
    if (blocks[i] == Block::kExceptStar) {
      return fail("'break', 'continue' and 'return' cannot appear in an except* block", node);
    }
  }
  return fail(is_break ? "'break' outside loop" : "'continue' not properly in loop", node);
}

bool ProgramChecker::check_body_in_loop(std::span<StmtNode*> body, const Node* place) {
  Within within(*this, Block::kLoop, place);
  if (!within.entered()) return false;
  bool in_finally = function().in_finally;
  bool in_loop = function().in_loop;
  function().in_finally = false;
  function().in_loop = true;
  bool fine = check_statements(body);
  function().in_finally = in_finally;
  function().in_loop = in_loop;
  return fine;
}

bool ProgramChecker::check_for(const For* node) {
  return check(node->iter) && check(node->target) && check_body_in_loop(node->body, node) &&
         check_statements(node->orelse);
}

bool ProgramChecker::check_while(const While* node) {
  return check(node->test) && check_body_in_loop(node->body, node) && check_statements(node->orelse);
}

bool ProgramChecker::check_finally(std::span<StmtNode*> body) {
  bool in_finally = function().in_finally;
  bool in_loop = function().in_loop;
  function().in_finally = true;
  function().in_loop = false;
  bool fine = check_statements(body);
  function().in_finally = in_finally;
  function().in_loop = in_loop;
  return fine;
}

bool ProgramChecker::check_try(const Try* node) {
  size_t before = function().blocks.size();
  bool is_star = node->kind == NodeKind::kTryStar;
  auto body = [&]() {
    if (!node->finalbody.empty() && !enter_block(Block::kOther, node)) return false;
    if (!node->handlers.empty() && !enter_block(Block::kOther, node)) return false;
    if (!check_statements(node->body)) return false;
    if (!node->handlers.empty()) function().blocks.pop_back();
    if (!node->handlers.empty() && !enter_block(is_star ? Block::kExceptStar : Block::kOther, node)) return false;
    for (size_t i = 0; i < node->handlers.size(); i++) {
      const ExceptHandler* handler = node->handlers[i];
      if (handler->type == nullptr && i + 1 < node->handlers.size()) {
        return fail("default 'except:' must be last", handler);
      }
      if (!check_optional(handler->type)) return false;
      if (!enter_block(Block::kOther, handler)) return false;
      if (!check_statements(handler->body)) return false;
      function().blocks.pop_back();
    }
    if (!node->handlers.empty()) function().blocks.pop_back();
    return check_statements(node->orelse);
  };
  bool fine = body();
  function().blocks.resize(before);
  if (!fine || node->finalbody.empty()) return fine;
  // What runs after an error is a block, too.
  Within within(*this, Block::kOther, node);
  return within.entered() && check_finally(node->finalbody);
}

// ---- Expressions --------------------------------------------------------------------------------------------------

bool ProgramChecker::check(const ExprNode* node) {
  if (stack_.exhausted()) {
    report_recursion(symbols_.diagnostics);
    return false;
  }
  switch (node->kind) {
    case NodeKind::kStarred:
      return fail(node->context() == Context::kStore ? "starred assignment target must be in a list or tuple"
                                                     : "can't use starred expression here",
                  node);
    case NodeKind::kYield:
    case NodeKind::kYieldFrom: return check_yield(node);
    case NodeKind::kTuple:
    case NodeKind::kList:
      if (node->context() == Context::kStore && !check_target(node->as<List>()->elts, node)) return false;
      return check_elements(node->as<List>()->elts);
    case NodeKind::kSet: return check_elements(node->as<Set>()->elts);
    case NodeKind::kCall:
      warn_about_call(node->as<Call>());
      return check(node->as<Call>()->func) && check_elements(node->as<Call>()->args) &&
             check_keywords(node->as<Call>()->keywords);
    case NodeKind::kCompare:
      warn_about_is(node->as<Compare>());
      return check(node->as<Compare>()->left) && check_all(node->as<Compare>()->comparators);
    case NodeKind::kSubscript:
      if (node->context() == Context::kLoad) warn_about_subscript(node->as<Subscript>());
      return check(node->as<Subscript>()->value) && check(node->as<Subscript>()->slice);
    case NodeKind::kLambda: {
      if (!check_arguments(node->as<Lambda>()->args)) return false;
      Nested nested(*this, symbols_.scope_on(node, ScopeKind::kLambda));
      return check(node->as<Lambda>()->body);
    }
    case NodeKind::kListComp:
    case NodeKind::kSetComp:
    case NodeKind::kGeneratorExp:
      return check_comprehension(node, node->as<ListComp>()->generators, node->as<ListComp>()->elt, nullptr);
    case NodeKind::kDictComp:
      return check_comprehension(node, node->as<DictComp>()->generators, node->as<DictComp>()->key,
                                 node->as<DictComp>()->value);
    default: return check_children(node);
  }
}

bool ProgramChecker::check_children(const ExprNode* node) {
  switch (node->kind) {
    case NodeKind::kBoolOp: return check_all(node->as<BoolOp>()->values);
    case NodeKind::kNamedExpr: return check(node->as<NamedExpr>()->value);
    case NodeKind::kBinOp: return check(node->as<BinOp>()->left) && check(node->as<BinOp>()->right);
    case NodeKind::kUnaryOp: return check(node->as<UnaryOp>()->operand);
    case NodeKind::kIfExp: {
      const IfExp* choice = node->as<IfExp>();
      return check(choice->test) && check(choice->body) && check(choice->orelse);
    }
    case NodeKind::kDict: return check_all(node->as<Dict>()->keys) && check_all(node->as<Dict>()->values);
    case NodeKind::kAwait: return check(node->as<Await>()->value);
    case NodeKind::kFormattedValue:
      return check(node->as<FormattedValue>()->value) && check_optional(node->as<FormattedValue>()->format_spec);
    case NodeKind::kInterpolation:
      return check(node->as<Interpolation>()->value) && check_optional(node->as<Interpolation>()->format_spec);
    case NodeKind::kJoinedStr: return check_all(node->as<JoinedStr>()->values);
    case NodeKind::kTemplateStr: return check_all(node->as<TemplateStr>()->values);
    case NodeKind::kAttribute: return check(node->as<Attribute>()->value);
    case NodeKind::kSlice: {
      const Slice* slice = node->as<Slice>();
      return check_optional(slice->lower) && check_optional(slice->upper) && check_optional(slice->step);
    }
    default: return true;
  }
}

bool ProgramChecker::check_elements(std::span<ExprNode*> nodes) {
  for (const ExprNode* node : nodes) {
    const Starred* starred = node->as_if<Starred>();
    if (!check(starred != nullptr ? starred->value : node)) return false;
  }
  return true;
}

bool ProgramChecker::check_target(std::span<ExprNode*> elements, const Node* place) {
  bool seen = false;
  for (size_t i = 0; i < elements.size(); i++) {
    if (!elements[i]->is<Starred>()) continue;
    if (seen) return fail("multiple starred expressions in assignment", place);
    seen = true;
    if (i >= 256) return fail("too many expressions in star-unpacking assignment", place);
  }
  return true;
}

bool ProgramChecker::check_yield(const ExprNode* node) {
  bool is_from = node->is<YieldFrom>();
  if (!is_function_like(scope().kind)) {
    return fail(is_from ? "'yield from' outside function" : "'yield' outside function", node);
  }
  if (is_from && scope().is_coroutine) return fail("'yield from' inside async function", node);
  return check_optional(is_from ? node->as<YieldFrom>()->value : node->as<Yield>()->value);
}

bool ProgramChecker::check_comprehension(const ExprNode* node, std::span<comprehension*> generators,
                                         const ExprNode* first, const ExprNode* second) {
  if (!check(generators[0]->iter)) return false;
  Nested nested(*this, symbols_.comprehension_scope(node));
  for (size_t i = 0; i < generators.size(); i++) {
    if (i > 0 && !check(generators[i]->iter)) return false;
    if (!check(generators[i]->target) || !check_all(generators[i]->ifs)) return false;
  }
  return check(first) && check_optional(second);
}

}  // namespace memphis

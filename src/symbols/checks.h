// CPython's complaints that come from its code generator rather than its symbol table. They are made here so that both
// engines make them: one walk over the tree once all names are resolved.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/stack_budget.h"
#include "symbols/symbols.h"

namespace memphis {

// The type that an expression's value obviously has, as CPython names it in warnings; empty when it is not obvious.
std::string_view obvious_type(const ast::ExprNode* node);

class ProgramChecker {
 public:
  ProgramChecker(Symbols& symbols, const SymbolsOptions& options) : symbols_(symbols), stack_(options.stack_budget) {}
  bool run();

 private:
  // Statements that break, continue and return have to cross.
  enum class Block : uint8_t { kLoop, kExceptStar, kOther };
  struct Function {
    ScopeId scope;
    std::vector<Block> blocks;
    // CPython's notion for its warnings about `finally`.
    bool in_finally = false;
    bool in_loop = false;
  };
  class Nested;
  class Within;

  bool check_statements(std::span<ast::StmtNode*> body);
  bool check(const ast::StmtNode* node);
  bool check_function(const ast::FunctionDef* node);
  bool check_class(const ast::ClassDef* node);
  bool check_return(const ast::Return* node);
  bool check_loop_exit(const ast::StmtNode* node, bool is_break);
  bool check_for(const ast::For* node);
  bool check_while(const ast::While* node);
  bool check_try(const ast::Try* node);
  bool check_match(const ast::Match* node);
  bool check_body_in_loop(std::span<ast::StmtNode*> body, const ast::Node* place);
  bool check_finally(std::span<ast::StmtNode*> body);
  bool check_type_params(std::span<ast::TypeParamNode*> params, const ast::Node* owner);

  bool check(const ast::ExprNode* node);
  bool check_optional(const ast::ExprNode* node) { return node == nullptr || check(node); }
  template <class T>
  bool check_all(std::span<T*> nodes) {
    for (T* node : nodes) {
      if (node != nullptr && !check(node)) return false;
    }
    return true;
  }
  // Elements of a list, tuple, set or call: each may be starred.
  bool check_elements(std::span<ast::ExprNode*> nodes);
  bool check_children(const ast::ExprNode* node);
  bool check_target(std::span<ast::ExprNode*> elements, const ast::Node* place);
  bool check_yield(const ast::ExprNode* node);
  bool check_comprehension(const ast::ExprNode* node, std::span<ast::comprehension*> generators,
                           const ast::ExprNode* first, const ast::ExprNode* second);
  bool check_annotation(const ast::ExprNode* node);
  bool check_arguments(const ast::arguments* node);
  bool check_keywords(std::span<ast::keyword*> keywords);
  void warn_about_is(const ast::Compare* node);
  void warn_about_call(const ast::Call* node);
  void warn_about_subscript(const ast::Subscript* node);

  struct PatternState {
    std::vector<NameId> bound;
    bool allow_irrefutable = false;
  };
  bool check_pattern(const ast::PatternNode* node, PatternState& state);
  bool check_subpattern(const ast::PatternNode* node, PatternState& state);
  bool check_sequence_pattern(const ast::MatchSequence* node, PatternState& state);
  bool check_mapping_pattern(const ast::MatchMapping* node, PatternState& state);
  bool check_class_pattern(const ast::MatchClass* node, PatternState& state);
  bool check_or_pattern(const ast::MatchOr* node, PatternState& state);
  bool bind_in_pattern(NameId name, const ast::Node* place, PatternState& state);

  Function& function() { return functions_.back(); }
  const Scope& scope() const { return symbols_.scopes[functions_.back().scope]; }
  bool enter_block(Block block, const ast::Node* place);
  bool fail(std::string message, const ast::Node* place);
  void warn(std::string message, const ast::Node* place);

  Symbols& symbols_;
  StackBudget stack_;
  std::vector<Function> functions_;
};

}  // namespace memphis

// First half of the symbol pass: walks the tree once, makes the scopes and collects what each does with its names. The
// errors and their order are CPython's; where its order of visiting does not show, we go in order of evaluation, so
// that symbols appear in the order in which the program first touches them.
//
// Until the analysis has run, Symbols::resolutions holds for a node the number of its symbol plus one.
#pragma once

#include <string>
#include <vector>

#include "base/stack_budget.h"
#include "symbols/symbols.h"

namespace memphis {

// Names that the language itself uses in scopes.
struct SpecialNames {
  explicit SpecialNames(NameTable& names);
  NameId dunder_class, dunder_classdict, dunder_conditional_annotations, dunder_type_params, dunder_annotate;
  NameId dunder_debug, dunder_future, super, lambda, top, star;
  NameId listcomp, setcomp, dictcomp, genexpr;
  NameId first_iterator, format, type_params, generic_base, defaults, kwdefaults;
};

// Where a `global` or `nonlocal` statement (or an assignment expression in a comprehension) named a name.
struct Directive {
  ScopeId scope;
  NameId name;
  uint32_t begin;
  uint32_t end;
};

class SymbolBuilder {
 public:
  SymbolBuilder(Symbols& symbols, const SymbolsOptions& options);

  // False: there is an error in the diagnostics.
  bool build();
  const std::vector<Directive>& directives() const { return directives_; }
  const SpecialNames& special() const { return special_; }

 private:
  // What is remembered of a scope only while it is being built.
  struct OpenScope {
    ScopeId id;
    uint32_t iterable_depth = 0;  // inside how many comprehension iterables we are
    bool in_iteration_target = false;
    bool in_conditional_block = false;
    bool is_unevaluated = false;     // a local variable's annotation
    const char* position = nullptr;  // "a TypeVar bound"
  };

  struct ConditionalBlock;

  bool collect_future(std::span<ast::StmtNode*> body);
  bool future_feature(const ast::alias* feature);

  bool visit_statements(std::span<ast::StmtNode*> body);
  bool visit_block(std::span<ast::StmtNode*> body);  // in a conditional block
  bool visit(const ast::StmtNode* node);
  bool visit_function(const ast::FunctionDef* node);
  bool visit_class(const ast::ClassDef* node);
  bool visit_type_alias(const ast::TypeAlias* node);
  bool visit_annotated_assignment(const ast::AnnAssign* node);
  bool visit_for(const ast::For* node);
  bool visit_try(const ast::Try* node);
  bool visit_with(const ast::With* node);
  bool visit_import_from(const ast::ImportFrom* node);
  bool visit_alias(const ast::alias* node);
  bool visit_directive(const ast::Node* node, std::span<NameId> names, bool is_global);

  bool visit(const ast::ExprNode* node);
  bool visit_optional(const ast::ExprNode* node) { return node == nullptr || visit(node); }
  template <class T>
  bool visit_all(std::span<T*> nodes) {
    for (T* node : nodes) {
      if (node != nullptr && !visit(node)) return false;
    }
    return true;
  }
  bool visit_composite(const ast::ExprNode* node);
  bool visit_name(const ast::Name* node);
  bool visit_lambda(const ast::Lambda* node);
  bool visit_call(const ast::Call* node);
  bool visit_named_expression(const ast::NamedExpr* node);
  bool extend_to_enclosing_scope(const ast::Name* target);
  bool visit_await(const ast::Await* node);
  bool visit_yield(const ast::ExprNode* node, const ast::ExprNode* value);
  bool visit_comprehension(const ast::ExprNode* node, std::span<ast::comprehension*> generators,
                           const ast::ExprNode* value, const ast::ExprNode* element);
  bool visit_generator(const ast::comprehension* node);
  bool visit(const ast::PatternNode* node);
  bool visit_class_pattern(const ast::MatchClass* node);

  bool visit_parameters(const ast::arguments* node);
  bool visit_annotations(const ast::FunctionDef* node, ScopeId function);
  bool visit_parameter_annotations(const ast::arguments* node);
  bool visit_annotation(const ast::ExprNode* annotation);
  bool enter_type_parameters(const ast::Node* node, NameId name, bool has_defaults, bool has_kwdefaults, bool is_class);
  bool visit(const ast::TypeParamNode* node);
  bool visit_type_parameter_part(const ast::TypeParamNode* node, NameId name, const ast::ExprNode* part, ScopeKind kind,
                                 const char* position);
  bool check_keywords(std::span<ast::keyword*> keywords);
  bool check_name(NameId name, const ast::Node* place, ast::Context context);
  bool refuse_in_annotation(const char* what, const ast::Node* node);

  ScopeId new_scope(ScopeKind kind, NameId name, const ast::Node* node);
  bool enter(ScopeId id, const ast::Node* place);
  bool enter_new(ScopeKind kind, NameId name, const ast::Node* node, const ast::Node* place);
  void leave() { open_.pop_back(); }
  ScopeId choose_frame(ScopeKind kind, ScopeId parent) const;

  OpenScope& current() { return open_.back(); }
  Scope& scope() { return symbols_.scopes[current().id]; }
  uint16_t flags_of(ScopeId scope, NameId name) const;
  NameId mangle(NameId name) const { return symbols_.mangle(open_.back().id, name); }
  // Notes that the current scope does `flags` with a name; `node`, unless null, then stands for it.
  bool define(NameId name, uint16_t flags, const ast::Node* place, const ast::Node* node,
              ast::Context context = ast::Context::kStore);
  bool define_in(size_t open_index, NameId name, uint16_t flags, const ast::Node* place, const ast::Node* node);
  bool use(NameId name, const ast::Node* place) {
    return define(name, kSymbolUsed, place, nullptr, ast::Context::kLoad);
  }
  SymbolId add_flags(ScopeId scope, NameId mangled, uint16_t flags);

  bool fail(std::string message, const ast::Node* place);
  bool fail_named(std::string_view before, NameId name, std::string_view after, const ast::Node* place);

  Symbols& symbols_;
  const SymbolsOptions& options_;
  SpecialNames special_;
  StackBudget stack_;
  std::vector<OpenScope> open_;
  std::vector<Directive> directives_;
  NameId private_name_ = NameId::kNone;
  uint32_t future_end_ = 0;  // end of the last `from __future__ import` in its place
};

// Second half: from what scopes do with names to where the names live. False: an error in the diagnostics.
bool analyze_symbols(Symbols& symbols, const std::vector<Directive>& directives, const SpecialNames& special);

// CPython's complaints that come after the symbol table: misplaced return, break and yield, impossible patterns,
// doubtful code. False: an error in the diagnostics.
bool check_program(Symbols& symbols, const SymbolsOptions& options);

}  // namespace memphis

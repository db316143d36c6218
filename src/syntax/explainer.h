#pragma once
// Why a program does not parse, in CPython's words and with its carets.
//
// CPython's messages are a by-product of how its parser searches: a packrat parser tries the alternatives of each rule
// in order, and when no reading of the program fits it searches again with extra alternatives that match likely
// mistakes and raise. Which mistake is reported, and where, depends on that order and on how far ahead tokens were
// fetched. So this class searches in the same way, over the same grammar: one function a rule, alternatives in order,
// the memo where CPython has one. It is slow and only runs on programs that FastParser refused. It builds no tree, only
// what messages need to know of an expression: its kind, its place and its parts.
//
// Invariants:
// - A rule returns null (or false) and leaves the position where it was, or returns what it matched and stands behind
// it.
// - After raise() nothing matches any more; the first error stays.

#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

#include "base/stack_budget.h"
#include "syntax/lexer.h"
#include "syntax/literals.h"
#include "syntax/parser.h"

namespace memphis {

class Explainer {
 public:
  Explainer(const SourceText& source, ParseMode mode, ParseFlags flags);

  // False: the search found nothing wrong with the program.
  bool explain(Diagnostic* out);

 private:
  using Kind = TokenKind;
  using NodeKind = ast::NodeKind;

  // What was matched.
  struct Piece {
    NodeKind kind;
    uint32_t first;  // tokens; `last` is the last one that is no layout
    uint32_t last;
    uint16_t detail = 0;                    // the operator of a Compare, the flags of a piece of a call
    std::span<const Piece* const> items{};  // of a tuple or a list, the arguments of a call, the conditions of a clause
    const Piece* inner = nullptr;  // the value of a starred, the left side of a comparison, the iterable of a clause
  };
  using P = const Piece*;
  using Pieces = std::vector<P>;
  using Rule = P (Explainer::*)();

  struct ReadToken {
    Token token;
    uint32_t line;
    bool has_column;
  };
  struct Place {
    int32_t line;
    int32_t column;  // bytes up to and with the place, 0: none
  };

  enum class RuleId : uint8_t {
    kSimpleStatement,
    kImport,
    kBlock,
    kClosedPattern,
    kStarPattern,
    kExpression,
    kStarExpression,
    kDisjunction,
    kConjunction,
    kInversion,
    kFactor,
    kAwaitPrimary,
    kStrings,
    kTString,
    kArguments,
    kStarTarget,
    kTargetWithStarAtom,
    kDelTarget,
    kInvalidNamedExpression,
    kTypeParam,
    kBitwiseOr,
    kBitwiseXor,
    kBitwiseAnd,
    kShift,
    kSum,
    kTerm,
    kPrimary,
    kTPrimary
  };
  struct Memo {
    Memo* next;
    P piece;
    uint32_t end;
    RuleId rule;
  };

  // Counts how deep the rules are nested; CPython's parser gives up at the same kind of count.
  static constexpr uint32_t kMaxLevel = 4000;
  class Level {
   public:
    explicit Level(Explainer& explainer) : explainer_(explainer) {
      if (++explainer_.level_ > kMaxLevel || explainer_.stack_.exhausted()) explainer_.raise_too_deep();
    }
    ~Level() { explainer_.level_--; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;

   private:
    Explainer& explainer_;
  };

  // ---- explainer.cpp: the search
  bool start_rule();
  bool function_type();
  void prefer_lexical_error();
  bool only_blank_follows() const;
  const ReadToken& read(uint32_t index);
  bool peek(Kind kind) { return !failed_ && read(mark_).token.kind == kind && !failed_; }
  bool peek_any(std::initializer_list<Kind> kinds);
  bool take(Kind kind) {
    if (!peek(kind)) return false;
    mark_++;
    return true;
  }
  bool take_any(std::initializer_list<Kind> kinds);
  bool force(Kind kind, const char* text);
  bool peek_word(std::string_view word);
  bool take_word(std::string_view word);
  bool peek_soft_keyword();
  std::string_view text(const Token& token) const { return source_.slice(token.begin, token.end); }
  std::string_view text(P piece) const;
  P back(uint32_t start) {
    mark_ = start;
    return nullptr;
  }
  bool back_false(uint32_t start) {
    mark_ = start;
    return false;
  }
  bool ahead(Rule rule);  // whether the rule matches, without moving
  Piece* make(NodeKind kind, uint32_t start);
  P make_list(NodeKind kind, uint32_t start, const Pieces& items);
  bool recall(RuleId rule, P* piece);
  P remember(RuleId rule, uint32_t start, P piece);

  // element (',' element)*, not the comma behind the last.
  template <class Element>
  bool gather(Element element) {
    uint32_t start = mark_;
    if (!element()) return back_false(start);
    for (;;) {
      uint32_t here = mark_;
      if (take(Kind::kComma) && element()) continue;
      mark_ = here;
      return !failed_;
    }
  }
  template <class Element>
  bool gather(Element element, Pieces* items) {
    return gather([&] {
      P piece = element();
      if (piece != nullptr) items->push_back(piece);
      return piece != nullptr;
    });
  }

  // ---- explainer_raise.cpp
  static constexpr int32_t kUnknownEnd = -1;
  Place begin_of(uint32_t token);
  Place end_of(uint32_t token);
  Place begin_of(P piece) { return begin_of(piece->first); }
  Place end_of(P piece) { return end_of(piece->last); }
  Place cursor();
  void raise_at(DiagnosticKind kind, std::string message, Place begin, Place end);
  // At the last token read.
  void raise(std::string message, DiagnosticKind kind = DiagnosticKind::kSyntaxError);
  void raise_on_next(std::string message);
  void raise_near(DiagnosticKind kind, std::string message, uint32_t token);
  void raise_token(uint32_t token, std::string message);
  void raise_tokens(uint32_t first, uint32_t last, std::string message);
  void raise_piece(P piece, std::string message) { raise_tokens(piece->first, piece->last, std::move(message)); }
  void raise_pieces(P first, P last, std::string message) {
    raise_tokens(first->first, last->last, std::move(message));
  }
  // From the token to where the lexer stands.
  void raise_from(uint32_t token, std::string message);
  void raise_indentation(std::string message) { raise(std::move(message), DiagnosticKind::kIndentationError); }
  void raise_too_deep();
  void raise_invalid_target(P expression, bool is_delete, bool is_for);
  void raise_missing_block(const char* what, uint32_t keyword);
  P invalid_target(P expression, bool is_delete, bool is_for);
  static const char* expression_name(P expression);

  // ---- explainer_statements.cpp
  bool statements();
  bool statement();
  void note_statement(P statement);
  P simple_statements();
  P simple_statement();
  P simple_statement_raw();
  P keyword_statement(Kind keyword, NodeKind kind);
  P assignment();
  int assignment_targets();
  bool augmented_operator();
  P annotated_rhs();
  void optional_assigned_value();
  P raise_statement();
  P delete_statement();
  P assert_statement();
  P scope_statement(Kind keyword, NodeKind kind);
  P import_statement();
  bool import_name();
  bool import_from();
  bool import_from_targets();
  bool import_as_name();
  bool dotted_as_name();
  P dotted_name();
  P type_alias();
  void invalid_assignment();
  P invalid_annotation_target();
  void invalid_import();
  void invalid_import_target();

  // ---- explainer_compound.cpp
  P compound_statement();
  bool block();
  bool newline_without_indent();
  bool decorators();
  P function_definition();
  P function_definition_raw();
  bool function_head(bool forced);
  P class_definition();
  P class_definition_raw();
  bool class_head();
  P if_statement(Kind keyword);
  bool else_block();
  P while_statement();
  P for_statement();
  void invalid_for_target();
  P with_statement();
  bool with_item();
  void invalid_with_statement(bool indentation);
  P try_statement();
  bool finally_block();
  bool except_blocks(bool is_star);
  bool except_block(bool is_star);
  void optional_as_name();
  void invalid_try();
  void invalid_except(bool is_star);
  void invalid_except_indentation(bool is_star);
  P match_statement();
  bool subject_expression();
  bool case_head();
  bool case_block();

  // ---- explainer_patterns.cpp
  P patterns();
  P pattern();
  P or_pattern();
  P closed_pattern();
  P closed_pattern_raw();
  P literal_pattern();
  P literal_expression();
  P signed_number();
  P complex_number();
  P capture_target();
  P attribute();
  P name_or_attribute();
  P sequence_pattern();
  bool open_sequence_pattern();
  bool maybe_sequence_pattern();
  P maybe_star_pattern();
  P star_pattern();
  P mapping_pattern();
  bool key_value_pattern();
  P class_pattern();
  bool keyword_pattern();

  // ---- explainer_expressions.cpp
  P expressions();
  P star_expressions();
  P star_expression();
  P starred_or(Rule rule);
  P star_named_expression();
  bool star_named_expressions(Pieces* items);
  P yield_expression();
  P assignment_expression();
  P expression_not_named();  // expression !':='
  P named_expression();
  void invalid_named_expression();
  void invalid_named_expression_raw();
  P expression();
  P expression_raw();
  P conditional_or_simpler();
  P expression_without_mistakes();
  bool is_legacy_statement(P piece) const;
  void invalid_expression();
  void invalid_conditional(uint32_t start);
  void invalid_lambda_in_string();
  void invalid_legacy_expression();
  P boolean(RuleId id, Rule operand, Kind keyword);
  P disjunction();
  P conjunction();
  P inversion();
  bool comparison_operator(uint16_t* op);
  P comparison();
  P left_associative(RuleId id, Rule operand, std::initializer_list<Kind> operators, void (Explainer::*mistake)());
  P bitwise_or();
  P bitwise_xor();
  P bitwise_and();
  P shift_expression();
  P sum();
  P term();
  void invalid_arithmetic();
  void invalid_factor();
  P factor();
  P power();
  P await_primary();
  P primary();
  bool call_arguments();
  P lambda();

  // ---- explainer_atoms.cpp
  P atom();
  P name();
  P number();
  P strings();
  P strings_raw();
  P string_or_fstring();
  P string();
  bool decode_text(const Token& token, bool raw);
  P tstring();
  P formatted_string(bool is_template);
  bool replacement_field(bool is_template);
  bool conversion(bool is_template);
  bool format_spec(bool is_template);
  bool format_spec_part(bool is_template);
  void invalid_replacement_field(bool is_template);
  P tuple();
  P group();
  P generator();
  P list();
  P list_comprehension();
  P set();
  P set_comprehension();
  P dict();
  P dict_comprehension();
  bool dict_item();
  bool key_value();
  void invalid_dict_items();
  void invalid_dict_value();
  bool comprehension_clauses(Pieces* clauses);
  P comprehension_clause();
  void invalid_comprehension();
  P slices();
  P slice();
  P slice_or_starred();

  // ---- explainer_arguments.cpp
  P arguments();
  P args();
  P positional_argument();
  P starred_expression();
  bool kwargs(Pieces* items);
  P named_argument();
  P keyword_or_starred();
  P keyword_or_double_starred();
  void invalid_keyword();
  void invalid_arguments();
  static P last_comprehension_item(P clause);
  bool parameters(bool is_lambda);
  P parameter(bool is_lambda);
  bool parameter_end(bool is_lambda);
  bool default_value();
  P parameter_no_default(bool is_lambda);
  bool parameter_with_default(bool is_lambda);
  bool parameter_maybe_default(bool is_lambda);
  bool parameters_no_default(bool is_lambda);
  bool parameters_with_default(bool is_lambda);
  bool parameters_maybe_default(bool is_lambda);
  bool slash_no_default(bool is_lambda);
  bool slash_with_default(bool is_lambda);
  bool star_etc(bool is_lambda);
  bool keywords_parameter(bool is_lambda);
  void invalid_parameters(bool is_lambda);
  void invalid_star_etc(bool is_lambda);
  void invalid_keywords_parameter(bool is_lambda);
  bool type_params();
  P type_param();
  bool type_param_raw();

  // ---- explainer_targets.cpp
  P star_targets();
  P star_target();
  P subscript_or_attribute();
  P target_with_star_atom();
  P star_atom();
  P single_target();
  bool t_lookahead();
  P t_primary();
  bool del_targets();
  P del_target();
  P del_atom();

  const SourceText& source_;
  ParseMode mode_;
  ParseFlags flags_;
  StackBudget stack_;
  Lexer lexer_;
  std::vector<ReadToken> tokens_;
  std::vector<Memo*> memos_;
  Arena arena_;
  uint32_t mark_ = 0;
  uint32_t level_ = 0;
  bool mistakes_ = false;  // the extra alternatives are in force
  bool failed_ = false;
  bool lexer_failed_ = false;
  Diagnostic error_;
  int32_t statement_line_ = 0;
  int32_t statement_column_ = 0;
};

}  // namespace memphis

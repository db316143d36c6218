#pragma once
// The parser that good programs meet: recursive descent with one token in hand, no backtracking, nodes straight into
// the arena. It accepts exactly the language and says nothing about why it refused: that is the explainer's job, which
// reads the text again. Invariants:
// - After fail() every token is kError, so each loop ends and each function returns soon; nodes are then incomplete but
//   never null, and the tree is thrown away.
// - A node's range goes from the first token of its grammar rule to the last token consumed (last_end_), so an
// operand's
//   own parentheses belong to the operation around it.
// - Recursion is counted by Depth, so that deep input ends in an error and not on the end of the stack.

#include <cstdint>
#include <string>
#include <vector>

#include "base/stack_budget.h"
#include "syntax/lexer.h"
#include "syntax/literals.h"
#include "syntax/parser.h"

namespace memphis {

class FastParser {
 public:
  FastParser(const SourceText& source, NameTable& names, ParseResult& result, ParseMode mode, ParseFlags flags);

  // The root, or null: something is wrong.
  ast::Node* parse();
  // Why, as far as it is known: the program is nested too deeply, for this parser or for who walks the tree.
  bool is_too_deep() const { return too_deep_; }
  bool is_tree_too_deep() const { return tree_too_deep_; }
  // Where, when the explainer finds nothing.
  const Token& refused_token() const { return refused_; }

 private:
  template <class T>
  using NodeList = ast::NodeList<T>;
  using Expr = ast::ExprNode;
  using Stmt = ast::StmtNode;
  using Pattern = ast::PatternNode;
  using Kind = TokenKind;

  // ---- Tokens
  bool at(Kind kind) const { return token_.kind == kind; }
  void advance() {
    last_end_ = token_.end;
    pull();
  }
  // For Newline, Indent and Dedent: they end no node.
  void advance_layout() {
    layout_end_ = token_.end;
    pull();
  }
  void pull() {
    if (ahead_.empty()) [[likely]] {
      token_ = lexer_.next();
    } else {
      pull_ahead();
    }
  }
  void pull_ahead();
  const Token& peek(size_t distance = 1);
  bool accept(Kind kind) {
    if (token_.kind != kind) return false;
    advance();
    return true;
  }
  void expect(Kind kind) {
    if (!accept(kind)) fail();
  }
  void fail();
  bool at_word(std::string_view word) const { return at(Kind::kName) && text(token_) == word; }
  std::string_view text(const Token& token) const { return source_.slice(token.begin, token.end); }
  NameId intern(const Token& token);
  NameId expect_name();
  bool at_formatted_string() const { return at(Kind::kFStringStart) || at(Kind::kTStringStart); }

  // ---- Nodes
  template <class T>
  T* make(uint32_t begin) {
    T* node = arena_.make<T>();
    node->id = next_id_++;
    node->begin = begin;
    node->end = last_end_;
    return node;
  }
  // A list's items are gathered on one stack, and copied into the arena when their number is known.
  size_t mark() const { return items_.size(); }
  void push(ast::Node* node) { items_.push_back(node); }
  template <class T>
  NodeList<T> take(size_t mark) {
    NodeList<T> list = arena_.make_span<T*>(items_.size() - mark);
    for (size_t i = 0; i < list.size(); i++) list[i] = static_cast<T*>(items_[mark + i]);
    items_.resize(mark);
    return list;
  }

  static constexpr uint32_t kMaxDepth = 2000;
  class Depth {
   public:
    explicit Depth(FastParser& parser) : parser_(parser) {
      if (++parser_.depth_ > kMaxDepth || parser_.stack_.exhausted()) [[unlikely]]
        parser_.fail_too_deep();
    }
    ~Depth() { parser_.depth_--; }
    Depth(const Depth&) = delete;
    Depth& operator=(const Depth&) = delete;

   private:
    FastParser& parser_;
  };
  void fail_too_deep();
  // A chain of operators or of calls costs this parser no depth, but makes a tree that is as deep as the chain is long.
  static constexpr uint32_t kMaxTreeDepth = 100000;
  void check_chain(uint32_t length) {
    if (length > kMaxTreeDepth) [[unlikely]]
      fail_chain();
  }
  void fail_chain();

  // ---- fast_parser.cpp: roots
  ast::Node* parse_interactive();
  ast::Node* parse_function_type();
  bool only_blank_after(uint32_t offset) const;

  // ---- fast_statements.cpp
  void parse_statement();  // pushes one statement, or the several of a line
  bool is_compound_statement();
  void parse_simple_statements();
  Stmt* parse_simple_statement();
  Stmt* parse_expression_statement();
  Stmt* parse_annotated(uint32_t begin, Expr* target);
  Stmt* parse_augmented(uint32_t begin, Expr* target);
  Stmt* parse_type_alias();
  Stmt* parse_return();
  Stmt* parse_raise();
  Stmt* parse_delete();
  Stmt* parse_assert();
  Stmt* parse_import();
  Stmt* parse_import_from();
  void parse_import_names(ast::ImportFrom* statement);
  NameId parse_dotted_name();
  template <class T>
  Stmt* parse_scope_names();

  // ---- fast_compound.cpp
  NodeList<Stmt> parse_block();
  NodeList<Stmt> parse_else();
  Stmt* parse_if();
  Stmt* parse_while();
  Stmt* parse_for(uint32_t begin, bool is_async);
  Stmt* parse_with(uint32_t begin, bool is_async);
  bool with_items_are_parenthesized();
  ast::withitem* parse_with_item();
  Stmt* parse_try();
  ast::ExceptHandler* parse_handler(bool is_star);
  Stmt* parse_async();
  Stmt* parse_decorated();
  Stmt* parse_function(uint32_t begin, bool is_async, NodeList<Expr> decorators);
  Stmt* parse_class(NodeList<Expr> decorators);
  NodeList<ast::TypeParamNode> parse_type_params();
  ast::TypeParamNode* parse_type_param();

  // ---- fast_patterns.cpp
  bool at_match_statement();
  bool line_opens_match_block();
  Stmt* parse_match();
  ast::match_case* parse_case();
  Pattern* parse_patterns();
  Pattern* parse_maybe_star_pattern();
  Pattern* parse_pattern();
  Pattern* parse_or_pattern();
  Pattern* parse_closed_pattern();
  Pattern* parse_literal_pattern();
  Pattern* parse_name_pattern();
  Pattern* parse_class_pattern(uint32_t begin, Expr* cls);
  Pattern* parse_group_pattern();
  Pattern* parse_sequence_pattern();
  Pattern* parse_mapping_pattern();
  Pattern* parse_value_pattern(Expr* value, uint32_t begin);
  Expr* parse_pattern_literal();
  Expr* parse_signed_number();
  Expr* parse_attribute_chain();
  NameId parse_capture_target();

  // ---- fast_expressions.cpp
  Expr* parse_star_expressions();
  Expr* parse_expressions();
  Expr* parse_star_expression();
  Expr* parse_star_named_expression();
  Expr* parse_yield_or_star_expressions();
  Expr* parse_yield();
  Expr* parse_named_expression();
  Expr* parse_expression();
  Expr* parse_lambda();
  Expr* parse_disjunction();
  Expr* parse_conjunction();
  Expr* parse_inversion();
  Expr* parse_comparison();
  bool accept_comparison(ast::CompareOperator* op);
  Expr* parse_binary(int least_precedence);
  Expr* continue_binary(uint32_t begin, Expr* left, int least_precedence);
  Expr* parse_bitwise_or() { return parse_binary(1); }
  Expr* parse_unary();
  Expr* parse_power();
  Expr* parse_primary();
  Expr* parse_trailers(uint32_t begin, Expr* primary);
  Expr* parse_call(uint32_t begin, Expr* func);
  void parse_arguments(NodeList<Expr>* args, NodeList<ast::keyword>* keywords, bool allow_generator);
  ast::keyword* parse_keyword();
  Expr* parse_subscript(uint32_t begin, Expr* value);
  Expr* parse_slice();
  Expr* parse_starred(Expr* (FastParser::*parse_value)());

  // ---- fast_atoms.cpp
  Expr* parse_atom();
  Expr* parse_number();
  Expr* parse_parenthesized();
  Expr* parse_list();
  Expr* parse_braces();
  Expr* parse_dict(uint32_t begin, Expr* first_key);
  void parse_dict_item();
  NodeList<ast::comprehension> parse_comprehensions();
  bool at_comprehension() const { return at(Kind::kKeywordFor) || at(Kind::kKeywordAsync); }
  ast::arguments* parse_parameters(Kind closing);
  ast::arg* parse_parameter(Kind closing, bool is_star);

  // ---- fast_strings.cpp
  struct TextPieces;
  Expr* parse_strings();
  Expr* parse_byte_strings(uint32_t begin);
  void parse_formatted_string(TextPieces& pieces);
  void parse_string_token(TextPieces& pieces);
  void add_text(TextPieces& pieces, const Token& token, std::string_view body, uint8_t flags, bool keep_empty);
  void flush_text(TextPieces& pieces, bool drop_empty);
  void parse_replacement_field(TextPieces& pieces, bool is_template, bool in_template, bool raw);
  ast::JoinedStr* parse_format_spec(bool is_template, bool raw);
  char parse_conversion();
  void warn_escape(const Token& token, std::string_view body, const LiteralNotes& notes);

  // ---- fast_targets.cpp: from an expression to what is assigned to
  Expr* parse_star_targets();
  Expr* to_star_targets(Expr* expression);
  bool set_target(Expr* expression, ast::Context context);
  bool is_single_target(const Expr* expression) const;

  const SourceText& source_;
  NameTable& names_;
  ParseResult& result_;
  Arena& arena_;
  ParseMode mode_;
  ParseFlags flags_;
  StackBudget stack_;
  Lexer lexer_;
  Token token_;
  uint32_t last_end_ = 0;
  uint32_t layout_end_ = 0;
  uint32_t next_id_ = 0;
  uint32_t depth_ = 0;
  bool failed_ = false;
  bool too_deep_ = false;
  bool tree_too_deep_ = false;
  Token refused_;
  std::vector<Token> ahead_;  // tokens read before their time, in reading order from ahead_begin_
  size_t ahead_begin_ = 0;
  std::vector<ast::Node*> items_;
};

}  // namespace memphis

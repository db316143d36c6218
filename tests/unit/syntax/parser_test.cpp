#include "syntax/parser.h"

#include <gtest/gtest.h>

#include <set>

#include "syntax/ast_fields.h"
#include "syntax/dump.h"

namespace memphis {
namespace {

struct Parsed {
  explicit Parsed(std::string text, ParseMode mode = ParseMode::kModule, ParseFlags flags = {})
      : source(SourceText::from_utf8("<test>", std::move(text))), result(parse(source, names, mode, flags)) {}
  const Diagnostic& error() const { return result.diagnostics.error; }

  NameTable names;
  SourceText source;
  ParseResult result;
};

// Walks a tree, and notes the ids it meets and whether each child lies inside its parent.
struct Walker {
  void visit(const ast::Node* node) {
    if (node == nullptr) return;
    EXPECT_TRUE(ids.insert(node->id).second);
    EXPECT_LE(node->begin, node->end);
    ast::visit_fields(node, *this);
  }
  void child(const char*, const ast::Node* node) { visit(node); }
  void optional(const char*, const ast::Node* node) { visit(node); }
  template <class T>
  void list(const char*, std::span<T*> nodes) {
    for (T* node : nodes) visit(node);
  }
  void identifier(const char*, NameId id) { EXPECT_NE(id, NameId::kNone); }
  void optional_identifier(const char*, NameId) {}
  void identifiers(const char*, std::span<const NameId>) {}
  void context(const ast::Node*) {}
  template <class T>
  void op(const char*, T) {}
  void ops(const char*, std::span<const ast::CompareOperator>) {}
  void integer(const char*, int64_t) {}
  void text(const char*, std::string_view) {}
  void constant(const ast::Node*) {}

  std::set<uint32_t> ids;
};

TEST(Parser, NodeIdsAreDistinctAndBelowTheCount) {
  Parsed parsed(
      "@d\ndef f(a, /, b=1, *c, d: int = 2, **e) -> None:\n  with x as y: return f'{a!r:{b}}'\n"
      "match x:\n  case [1, *_] | {'a': b, **c}: pass\n  case A(b=c) as d if e: pass\n"
      "try: pass\nexcept* E as e: pass\nfinally: x[1:2, ...] = [i async for i in y if z]\n");
  ASSERT_TRUE(parsed.result.ok());
  Walker walker;
  walker.visit(parsed.result.root);
  EXPECT_LT(*walker.ids.rbegin(), parsed.result.node_count);
}

TEST(Parser, ChainsAndNestingEndInAnError) {
  auto repeat = [](std::string_view piece, int count) {
    std::string text;
    for (int i = 0; i < count; i++) text += piece;
    return text;
  };
  EXPECT_EQ(Parsed(repeat("-", 100000) + "1").error().kind, DiagnosticKind::kMemoryError);
  EXPECT_EQ(Parsed(repeat("lambda:", 100000) + "1").error().kind, DiagnosticKind::kMemoryError);
  EXPECT_EQ(Parsed(repeat("not ", 100000) + "$").error().kind, DiagnosticKind::kMemoryError);
  EXPECT_EQ(Parsed("1" + repeat("+1", 100000)).error().kind, DiagnosticKind::kRecursionError);
  EXPECT_EQ(Parsed("a" + repeat(".b", 100000)).error().kind, DiagnosticKind::kRecursionError);
  EXPECT_TRUE(Parsed("1" + repeat("+1", 4000)).result.ok());
  EXPECT_TRUE(Parsed(repeat("(", 200) + repeat(")", 200)).result.ok());
  EXPECT_EQ(Parsed(repeat("(", 201)).error().message, "too many nested parentheses");
  EXPECT_TRUE(Parsed(repeat("a=", 50000) + "1").result.ok());
}

TEST(Parser, IncompleteInputIsToldApart) {
  ParseFlags flags;
  flags.allow_incomplete_input = true;
  flags.dont_imply_dedent = true;
  auto kind = [&](const char* text) { return Parsed(text, ParseMode::kInteractive, flags).error().kind; };
  EXPECT_EQ(kind("if x:\n"), DiagnosticKind::kIncompleteInput);
  EXPECT_EQ(kind("if x:\n  pass"), DiagnosticKind::kIncompleteInput);
  EXPECT_EQ(kind("x = (\n"), DiagnosticKind::kIncompleteInput);
  EXPECT_EQ(kind("x = '''a\n"), DiagnosticKind::kIncompleteInput);
  EXPECT_EQ(kind("x \\\n"), DiagnosticKind::kIncompleteInput);
  EXPECT_EQ(kind("x = 'a\n"), DiagnosticKind::kSyntaxError);
  EXPECT_EQ(kind("a b\n"), DiagnosticKind::kSyntaxError);
  EXPECT_EQ(kind("for\n"), DiagnosticKind::kSyntaxError);
  EXPECT_TRUE(Parsed("if x:\n  pass\n", ParseMode::kInteractive, flags).result.ok());
}

TEST(Parser, WarningsTellOfDoubtfulEscapesAndNumbers) {
  Parsed parsed("x = '\\d'\ny = 1if x else 2\n'''\n\\400'''\n");
  ASSERT_TRUE(parsed.result.ok());
  const std::vector<Diagnostic>& warnings = parsed.result.diagnostics.warnings;
  ASSERT_EQ(warnings.size(), 3u);
  EXPECT_EQ(
      warnings[0].message,
      "\"\\d\" is an invalid escape sequence. Such sequences will not work in the future. Did you mean \"\\\\d\"? "
      "A raw string is also an option.");
  EXPECT_EQ(warnings[0].lineno, 1);
  EXPECT_EQ(warnings[1].message, "invalid decimal literal");
  EXPECT_EQ(warnings[1].lineno, 2);
  EXPECT_TRUE(warnings[2].message.starts_with("\"\\400\" is an invalid octal escape sequence."));
  EXPECT_EQ(warnings[2].lineno, 4);
  ParseFlags quiet;
  quiet.collect_warnings = false;
  EXPECT_TRUE(Parsed("'\\d'", ParseMode::kModule, quiet).result.diagnostics.warnings.empty());
}

TEST(Parser, DigitLimit) {
  std::string digits(5000, '7');
  EXPECT_EQ(
      Parsed("x = " + digits).error().message,
      "Exceeds the limit (4300 digits) for integer string conversion: value has 5000 digits; use "
      "sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals to avoid "
      "decimal conversion limits.");
  EXPECT_TRUE(Parsed("x = 0x" + digits).result.ok());
  ParseFlags unlimited;
  unlimited.max_int_digits = 0;
  EXPECT_TRUE(Parsed("x = " + digits, ParseMode::kModule, unlimited).result.ok());
}

TEST(Parser, BarryAsBdfl) {
  ParseFlags flags;
  flags.barry_as_flufl = true;
  EXPECT_TRUE(Parsed("a <> b", ParseMode::kModule, flags).result.ok());
  EXPECT_EQ(Parsed("a != b", ParseMode::kModule, flags).error().message,
            "with Barry as BDFL, use '<>' instead of '!='");
  EXPECT_FALSE(Parsed("a <> b").result.ok());
}

TEST(Parser, ErrorsRememberTheStatementBefore) {
  Parsed parsed("if a: pass\nwhile b: pass\nimprot c\n");
  EXPECT_EQ(parsed.error().last_statement_line, 2);
  EXPECT_EQ(parsed.error().last_statement_column, 0);
}

TEST(Parser, ConstantsWithoutEscapesAreNotCopied) {
  Parsed parsed("x = 'plain text'\n");
  const ast::Assign* assign = parsed.result.module()->body[0]->as<ast::Assign>();
  std::string_view value = assign->value->as<ast::ConstantStr>()->value;
  EXPECT_EQ(value, "plain text");
  EXPECT_EQ(value.data(), parsed.source.data() + 5);
}

TEST(Dump, JsonIsWellFormed) {
  Parsed parsed("x = ['a\\n\"', None]\n");
  EXPECT_EQ(
      dump_ast_json(parsed.result),
      "{\"_type\": \"Module\", \"body\": [{\"_type\": \"Assign\", \"targets\": [{\"_type\": \"Name\", \"id\": \"x\", "
      "\"ctx\": \"Store\"}], \"value\": {\"_type\": \"List\", \"elts\": [{\"_type\": \"Constant\", \"value\": "
      "\"'a\\\\n\\\"'\", \"constant\": \"Str\"}, {\"_type\": \"Constant\", \"value\": \"None\", \"constant\": "
      "\"None\"}], \"ctx\": \"Load\"}}]}");
}

TEST(Dump, DiagnosticsHaveCarets) {
  Parsed parsed("  \nif x:\n    foo(a b)\n");
  EXPECT_EQ(format_diagnostic(parsed.source, parsed.error()),
            "  File \"<test>\", line 3\n    foo(a b)\n        ^^^\n"
            "SyntaxError: invalid syntax. Perhaps you forgot a comma?\n");
}

}  // namespace
}  // namespace memphis

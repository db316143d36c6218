#include "syntax/lexer.h"

#include <gtest/gtest.h>

namespace memphis {
namespace {

// "NAME x OP ..." as kind names, with the text of those that have one.
std::string lex(std::string text) {
  SourceText source = SourceText::from_utf8("<test>", std::move(text));
  TokenStream stream(source);
  std::string out;
  for (const Token& token : stream.tokens) {
    if (!out.empty()) out += ' ';
    out += token_kind_name(token.kind);
    std::string_view shown = source.slice(token.begin, token.end);
    if (!shown.empty() && shown != "\n") out += "'" + std::string(shown) + "'";
  }
  if (stream.diagnostics.has_error) out += " " + stream.diagnostics.error.message;
  return out;
}

TEST(Lexer, IndentationMakesTokens) {
  EXPECT_EQ(
      lex("if x:\n  y\n\n  # c\n  z\nw"),
      "NAME'if' NAME'x' COLON':' NEWLINE INDENT NAME'y' NEWLINE NAME'z' NEWLINE DEDENT NAME'w' NEWLINE ENDMARKER");
  EXPECT_EQ(lex("a\n b\n"), "NAME'a' NEWLINE INDENT NAME'b' NEWLINE DEDENT ENDMARKER");
  EXPECT_EQ(lex(""), "ENDMARKER");
}

TEST(Lexer, BracketsAndBackslashesJoinLines) {
  EXPECT_EQ(lex("(a,\n  b)\n"), "LPAR'(' NAME'a' COMMA',' NAME'b' RPAR')' NEWLINE ENDMARKER");
  EXPECT_EQ(lex("a + \\\n  b\n"), "NAME'a' PLUS'+' NAME'b' NEWLINE ENDMARKER");
}

TEST(Lexer, Operators) {
  EXPECT_EQ(
      lex("a**=b//c<<=d->e:=f...g!=h"),
      "NAME'a' DOUBLESTAREQUAL'**=' NAME'b' DOUBLESLASH'//' NAME'c' LEFTSHIFTEQUAL'<<=' NAME'd' RARROW'->' NAME'e' "
      "COLONEQUAL':=' NAME'f' ELLIPSIS'...' NAME'g' NOTEQUAL'!=' NAME'h' NEWLINE ENDMARKER");
}

TEST(Lexer, FormattedStringsAreLexedInside) {
  EXPECT_EQ(lex("f'a{b!r:>{c}}d'"),
            "FSTRING_START'f'' FSTRING_MIDDLE'a' LBRACE'{' NAME'b' EXCLAMATION'!' NAME'r' COLON':' FSTRING_MIDDLE'>' "
            "LBRACE'{' NAME'c' RBRACE'}' FSTRING_MIDDLE RBRACE'}' FSTRING_MIDDLE'd' FSTRING_END''' NEWLINE ENDMARKER");
  EXPECT_EQ(lex("rt'{f\"{'x'}\"}'"),
            "TSTRING_START'rt'' LBRACE'{' FSTRING_START'f\"' LBRACE'{' STRING''x'' RBRACE'}' FSTRING_END'\"' RBRACE'}' "
            "TSTRING_END''' NEWLINE ENDMARKER");
}

TEST(Lexer, NumbersKnowWhatTheyAre) {
  SourceText source = SourceText::from_utf8("<test>", "1_0 0x1f 1.5 2e3 3j 4_0.j");
  std::vector<Token> tokens = TokenStream(source).tokens;
  EXPECT_EQ(tokens[0].flags, Token::kHasUnderscore);
  EXPECT_EQ(tokens[1].flags, Token::kPrefixed);
  EXPECT_EQ(tokens[2].flags, Token::kFloat);
  EXPECT_EQ(tokens[3].flags, Token::kFloat);
  EXPECT_EQ(tokens[4].flags, Token::kImaginary);
  EXPECT_EQ(tokens[5].flags, Token::kFloat | Token::kImaginary | Token::kHasUnderscore);
}

TEST(Lexer, KeywordsHaveKindsOfTheirOwn) {
  for (size_t i = static_cast<size_t>(kFirstKeyword); i <= static_cast<size_t>(kLastKeyword); i++) {
    TokenKind kind = static_cast<TokenKind>(i);
    EXPECT_EQ(keyword_kind(token_kind_text(kind)), kind);
  }
  for (const char* word : {"match", "iff", "Els", "_", "none", "lambdas", "nonloca", "x"}) {
    EXPECT_EQ(keyword_kind(word), TokenKind::kName) << word;
  }
}

TEST(Lexer, ErrorsEndTheStream) {
  EXPECT_EQ(lex("x = 08"),
            "NAME'x' EQUAL'=' ERRORTOKEN leading zeros in decimal integer literals are not permitted; "
            "use an 0o prefix for octal integers");
  EXPECT_EQ(lex("(]"), "LPAR'(' ERRORTOKEN closing parenthesis ']' does not match opening parenthesis '('");
  EXPECT_EQ(lex("a\n\tb\n        c"),
            "NAME'a' NEWLINE INDENT NAME'b' NEWLINE ERRORTOKEN inconsistent use of tabs and spaces in indentation");
}

}  // namespace
}  // namespace memphis

#pragma once
// Tokens: a kind, and where the text stands. No text is copied; the SourceText owns it.

#include <cstdint>
#include <string_view>

namespace memphis {

// X(kind, name in Python's `token` module, text): one line a kind. Operators and keywords have a fixed text.
#define MEMPHIS_TOKENS(X)                        \
  X(EndMarker, "ENDMARKER", "")                  \
  X(Error, "ERRORTOKEN", "")                     \
  X(Name, "NAME", "")                            \
  X(Number, "NUMBER", "")                        \
  X(String, "STRING", "")                        \
  X(Newline, "NEWLINE", "")                      \
  X(Indent, "INDENT", "")                        \
  X(Dedent, "DEDENT", "")                        \
  X(FStringStart, "FSTRING_START", "")           \
  X(FStringMiddle, "FSTRING_MIDDLE", "")         \
  X(FStringEnd, "FSTRING_END", "")               \
  X(TStringStart, "TSTRING_START", "")           \
  X(TStringMiddle, "TSTRING_MIDDLE", "")         \
  X(TStringEnd, "TSTRING_END", "")               \
  X(LeftParen, "LPAR", "(")                      \
  X(RightParen, "RPAR", ")")                     \
  X(LeftBracket, "LSQB", "[")                    \
  X(RightBracket, "RSQB", "]")                   \
  X(LeftBrace, "LBRACE", "{")                    \
  X(RightBrace, "RBRACE", "}")                   \
  X(Colon, "COLON", ":")                         \
  X(Comma, "COMMA", ",")                         \
  X(Semicolon, "SEMI", ";")                      \
  X(Dot, "DOT", ".")                             \
  X(Ellipsis, "ELLIPSIS", "...")                 \
  X(Arrow, "RARROW", "->")                       \
  X(Exclamation, "EXCLAMATION", "!")             \
  X(ColonEqual, "COLONEQUAL", ":=")              \
  X(Equal, "EQUAL", "=")                         \
  X(PlusEqual, "PLUSEQUAL", "+=")                \
  X(MinusEqual, "MINEQUAL", "-=")                \
  X(StarEqual, "STAREQUAL", "*=")                \
  X(AtEqual, "ATEQUAL", "@=")                    \
  X(SlashEqual, "SLASHEQUAL", "/=")              \
  X(PercentEqual, "PERCENTEQUAL", "%=")          \
  X(DoubleStarEqual, "DOUBLESTAREQUAL", "**=")   \
  X(LeftShiftEqual, "LEFTSHIFTEQUAL", "<<=")     \
  X(RightShiftEqual, "RIGHTSHIFTEQUAL", ">>=")   \
  X(BarEqual, "VBAREQUAL", "|=")                 \
  X(CaretEqual, "CIRCUMFLEXEQUAL", "^=")         \
  X(AmpersandEqual, "AMPEREQUAL", "&=")          \
  X(DoubleSlashEqual, "DOUBLESLASHEQUAL", "//=") \
  X(Plus, "PLUS", "+")                           \
  X(Minus, "MINUS", "-")                         \
  X(Star, "STAR", "*")                           \
  X(At, "AT", "@")                               \
  X(Slash, "SLASH", "/")                         \
  X(Percent, "PERCENT", "%")                     \
  X(DoubleStar, "DOUBLESTAR", "**")              \
  X(LeftShift, "LEFTSHIFT", "<<")                \
  X(RightShift, "RIGHTSHIFT", ">>")              \
  X(Bar, "VBAR", "|")                            \
  X(Caret, "CIRCUMFLEX", "^")                    \
  X(Ampersand, "AMPER", "&")                     \
  X(DoubleSlash, "DOUBLESLASH", "//")            \
  X(Tilde, "TILDE", "~")                         \
  X(Less, "LESS", "<")                           \
  X(Greater, "GREATER", ">")                     \
  X(LessEqual, "LESSEQUAL", "<=")                \
  X(GreaterEqual, "GREATEREQUAL", ">=")          \
  X(EqualEqual, "EQEQUAL", "==")                 \
  X(NotEqual, "NOTEQUAL", "!=")                  \
  X(OtherOperator, "OP", "")                     \
  X(KeywordFalse, "NAME", "False")               \
  X(KeywordNone, "NAME", "None")                 \
  X(KeywordTrue, "NAME", "True")                 \
  X(KeywordAnd, "NAME", "and")                   \
  X(KeywordAs, "NAME", "as")                     \
  X(KeywordAssert, "NAME", "assert")             \
  X(KeywordAsync, "NAME", "async")               \
  X(KeywordAwait, "NAME", "await")               \
  X(KeywordBreak, "NAME", "break")               \
  X(KeywordClass, "NAME", "class")               \
  X(KeywordContinue, "NAME", "continue")         \
  X(KeywordDef, "NAME", "def")                   \
  X(KeywordDel, "NAME", "del")                   \
  X(KeywordElif, "NAME", "elif")                 \
  X(KeywordElse, "NAME", "else")                 \
  X(KeywordExcept, "NAME", "except")             \
  X(KeywordFinally, "NAME", "finally")           \
  X(KeywordFor, "NAME", "for")                   \
  X(KeywordFrom, "NAME", "from")                 \
  X(KeywordGlobal, "NAME", "global")             \
  X(KeywordIf, "NAME", "if")                     \
  X(KeywordImport, "NAME", "import")             \
  X(KeywordIn, "NAME", "in")                     \
  X(KeywordIs, "NAME", "is")                     \
  X(KeywordLambda, "NAME", "lambda")             \
  X(KeywordNonlocal, "NAME", "nonlocal")         \
  X(KeywordNot, "NAME", "not")                   \
  X(KeywordOr, "NAME", "or")                     \
  X(KeywordPass, "NAME", "pass")                 \
  X(KeywordRaise, "NAME", "raise")               \
  X(KeywordReturn, "NAME", "return")             \
  X(KeywordTry, "NAME", "try")                   \
  X(KeywordWhile, "NAME", "while")               \
  X(KeywordWith, "NAME", "with")                 \
  X(KeywordYield, "NAME", "yield")

enum class TokenKind : uint8_t {
#define MEMPHIS_ENUMERATOR(kind, name, text) k##kind,
  MEMPHIS_TOKENS(MEMPHIS_ENUMERATOR)
#undef MEMPHIS_ENUMERATOR
};

inline constexpr TokenKind kFirstKeyword = TokenKind::kKeywordFalse;
inline constexpr TokenKind kLastKeyword = TokenKind::kKeywordYield;

inline bool is_keyword(TokenKind kind) { return kind >= kFirstKeyword; }

// "NAME", "LPAR".
const char* token_kind_name(TokenKind kind);
// "(", "while"; empty for a kind without a fixed text.
std::string_view token_kind_text(TokenKind kind);
// The keyword's kind, or kName.
TokenKind keyword_kind(std::string_view word);

struct Token {
  TokenKind kind = TokenKind::kEndMarker;
  uint8_t flags = 0;   // the constants below
  uint16_t level = 0;  // brackets open after this token
  uint32_t begin = 0;  // byte offsets into the SourceText
  uint32_t end = 0;

  // String, FStringStart, TStringStart
  static constexpr uint8_t kRaw = 1;
  static constexpr uint8_t kBytes = 2;
  static constexpr uint8_t kUnicodePrefix = 4;
  static constexpr uint8_t kTriple = 8;
  // String, FStringMiddle, TStringMiddle
  static constexpr uint8_t kHasBackslash = 16;
  static constexpr uint8_t kHasNonAscii = 32;   // also Name
  static constexpr uint8_t kDoubledBrace = 64;  // FStringMiddle, TStringMiddle: the last brace is no part of the text
  // Number
  static constexpr uint8_t kFloat = 1;
  static constexpr uint8_t kImaginary = 2;
  static constexpr uint8_t kHasUnderscore = 4;
  static constexpr uint8_t kPrefixed = 8;  // 0x, 0o, 0b

  uint32_t length() const { return end - begin; }
};
static_assert(sizeof(Token) <= 16);

}  // namespace memphis

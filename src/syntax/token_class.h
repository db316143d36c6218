#pragma once
// What a parser asks of a token kind.

#include <array>
#include <cstdint>

#include "syntax/token.h"

namespace memphis {

// Whether an `expression` may begin with the token (a starred one or a yield may not).
inline constexpr auto kBeginsExpression = [] {
  std::array<bool, 256> table{};
  using enum TokenKind;
  for (TokenKind kind :
       {kName, kNumber, kString, kFStringStart, kTStringStart, kLeftParen, kLeftBracket, kLeftBrace, kEllipsis, kMinus,
        kPlus, kTilde, kKeywordNot, kKeywordLambda, kKeywordAwait, kKeywordNone, kKeywordTrue, kKeywordFalse}) {
    table[static_cast<size_t>(kind)] = true;
  }
  return table;
}();

inline bool begins_expression(TokenKind kind) { return kBeginsExpression[static_cast<size_t>(kind)]; }
inline bool begins_star_expression(TokenKind kind) { return begins_expression(kind) || kind == TokenKind::kStar; }

// Binary operators: precedence (0: it is none; a larger one binds tighter) and which operator. `**` is not among them.
struct BinaryInfo {
  uint8_t precedence = 0;
  uint8_t op = 0;  // ast::BinaryOperator
};

inline constexpr auto kBinaryInfo = [] {
  std::array<BinaryInfo, 256> table{};
  // The order of ast::BinaryOperator.
  enum : uint8_t {
    kAdd,
    kSub,
    kMult,
    kMatMult,
    kDiv,
    kMod,
    kPow,
    kLShift,
    kRShift,
    kBitOr,
    kBitXor,
    kBitAnd,
    kFloorDiv
  };
  auto set = [&](TokenKind kind, uint8_t precedence, uint8_t op) {
    table[static_cast<size_t>(kind)] = {precedence, op};
  };
  set(TokenKind::kBar, 1, kBitOr);
  set(TokenKind::kCaret, 2, kBitXor);
  set(TokenKind::kAmpersand, 3, kBitAnd);
  set(TokenKind::kLeftShift, 4, kLShift);
  set(TokenKind::kRightShift, 4, kRShift);
  set(TokenKind::kPlus, 5, kAdd);
  set(TokenKind::kMinus, 5, kSub);
  set(TokenKind::kStar, 6, kMult);
  set(TokenKind::kSlash, 6, kDiv);
  set(TokenKind::kDoubleSlash, 6, kFloorDiv);
  set(TokenKind::kPercent, 6, kMod);
  set(TokenKind::kAt, 6, kMatMult);
  return table;
}();

// `+=` and its kin: ast::BinaryOperator, or -1.
inline constexpr auto kAugmentedOperator = [] {
  std::array<int8_t, 256> table{};
  for (int8_t& op : table) op = -1;
  enum : int8_t {
    kAdd,
    kSub,
    kMult,
    kMatMult,
    kDiv,
    kMod,
    kPow,
    kLShift,
    kRShift,
    kBitOr,
    kBitXor,
    kBitAnd,
    kFloorDiv
  };
  auto set = [&](TokenKind kind, int8_t op) { table[static_cast<size_t>(kind)] = op; };
  set(TokenKind::kPlusEqual, kAdd);
  set(TokenKind::kMinusEqual, kSub);
  set(TokenKind::kStarEqual, kMult);
  set(TokenKind::kAtEqual, kMatMult);
  set(TokenKind::kSlashEqual, kDiv);
  set(TokenKind::kPercentEqual, kMod);
  set(TokenKind::kDoubleStarEqual, kPow);
  set(TokenKind::kLeftShiftEqual, kLShift);
  set(TokenKind::kRightShiftEqual, kRShift);
  set(TokenKind::kBarEqual, kBitOr);
  set(TokenKind::kCaretEqual, kBitXor);
  set(TokenKind::kAmpersandEqual, kBitAnd);
  set(TokenKind::kDoubleSlashEqual, kFloorDiv);
  return table;
}();

}  // namespace memphis

// The code list that re._compiler makes of a pattern: its numbers, as re._constants defines them (MAGIC 20230612).
#pragma once

#include <cstdint>

namespace memphis::regex {

inline constexpr int64_t kMagic = 20230612;
inline constexpr uint32_t kMaximumRepeat = 0xffffffff;  // MAXREPEAT: no upper bound
inline constexpr uint32_t kMaximumGroups = 0x3fffffff;  // MAXGROUPS
inline constexpr uint32_t kCodeBytes = 4;               // CODESIZE

enum class Code : uint32_t {
  kFailure,
  kSuccess,
  kAny,
  kAnyAll,
  kAssert,
  kAssertNot,
  kAt,
  kBranch,
  kCategory,
  kCharset,
  kBigCharset,
  kGroupReference,
  kGroupReferenceExists,
  kIn,
  kInfo,
  kJump,
  kLiteral,
  kMark,
  kMaxUntil,
  kMinUntil,
  kNotLiteral,
  kNegate,
  kRange,
  kRepeat,
  kRepeatOne,
  kSubpattern,
  kMinRepeatOne,
  kAtomicGroup,
  kPossessiveRepeat,
  kPossessiveRepeatOne,
  kGroupReferenceIgnore,
  kInIgnore,
  kLiteralIgnore,
  kNotLiteralIgnore,
  kGroupReferenceLocaleIgnore,
  kInLocaleIgnore,
  kLiteralLocaleIgnore,
  kNotLiteralLocaleIgnore,
  kGroupReferenceUnicodeIgnore,
  kInUnicodeIgnore,
  kLiteralUnicodeIgnore,
  kNotLiteralUnicodeIgnore,
  kRangeUnicodeIgnore,
};

enum class AtCode : uint32_t {
  kBeginning,
  kBeginningLine,
  kBeginningString,
  kBoundary,
  kNonBoundary,
  kEnd,
  kEndLine,
  kEndString,
  kLocaleBoundary,
  kLocaleNonBoundary,
  kUnicodeBoundary,
  kUnicodeNonBoundary,
  kCount
};

// Even ones; each is followed by its negation.
enum class CategoryCode : uint32_t {
  kDigit,
  kNotDigit,
  kSpace,
  kNotSpace,
  kWord,
  kNotWord,
  kLineBreak,
  kNotLineBreak,
  kLocaleWord,
  kLocaleNotWord,
  kUnicodeDigit,
  kUnicodeNotDigit,
  kUnicodeSpace,
  kUnicodeNotSpace,
  kUnicodeWord,
  kUnicodeNotWord,
  kUnicodeLineBreak,
  kUnicodeNotLineBreak,
  kCount
};

enum InfoFlag : uint32_t { kInfoPrefix = 1, kInfoLiteral = 2, kInfoCharset = 4 };

enum PatternFlag : uint32_t {
  kFlagIgnoreCase = 2,
  kFlagLocale = 4,
  kFlagMultiline = 8,
  kFlagDotAll = 16,
  kFlagUnicode = 32,
  kFlagVerbose = 64,
  kFlagDebug = 128,
  kFlagAscii = 256,
};

}  // namespace memphis::regex

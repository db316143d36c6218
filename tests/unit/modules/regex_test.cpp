// From code lists to programs: what is refused, and what is found out about what is taken.
#include <gtest/gtest.h>

#include "modules/regex/translate.h"

namespace memphis::regex {
namespace {

constexpr uint32_t word(Code code) { return static_cast<uint32_t>(code); }
constexpr uint32_t kAnyWord = word(Code::kAny), kLiteral = word(Code::kLiteral), kSuccess = word(Code::kSuccess);
constexpr uint32_t kRepeatOne = word(Code::kRepeatOne), kMinRepeatOne = word(Code::kMinRepeatOne);

std::string program_of(const std::vector<uint32_t>& code, uint32_t groups = 0) {
  Draft draft;
  if (translate(code, groups, 0, draft) != Translation::kDone) return "invalid";
  tidy(draft);
  analyze(draft);
  const std::vector<uint8_t> block = Program::seal(draft, code);
  return show_program(*reinterpret_cast<const Program*>(block.data()));
}

TEST(Regex, LiteralsAreStrings) {
  EXPECT_EQ(program_of({kLiteral, 'a', kLiteral, 'b', kSuccess}), "  3 String 'a''b'\n  4 Match\n");
}

TEST(Regex, RepeatThatNeedNotGiveBack) {
  // a+b
  EXPECT_EQ(program_of({kRepeatOne, 6, 1, kMaximumRepeat, kLiteral, 'a', kSuccess, kLiteral, 'b', kSuccess}),
            "  3 TakeCharacter 'a' 1..\n  4 Character 'b'\n  5 Match\n");
}

TEST(Regex, RepeatThatMustGiveBack) {
  // .*a
  EXPECT_EQ(program_of({kRepeatOne, 5, 0, kMaximumRepeat, kAnyWord, kSuccess, kLiteral, 'a', kSuccess}),
            "  3 GreedyNotCharacter 0xa 0..\n  4 Retreat 0..\n  5 Character 'a'\n  6 Match\n");
}

TEST(Regex, LazyRepeat) {
  // .*?a
  EXPECT_EQ(program_of({kMinRepeatOne, 5, 0, kMaximumRepeat, kAnyWord, kSuccess, kLiteral, 'a', kSuccess}),
            "  3 LazyNotCharacter 0xa 0..\n  4 AdvanceNotCharacter 0xa 0..\n  5 Character 'a'\n  6 Match\n");
}

TEST(Regex, JunkIsRefused) {
  EXPECT_EQ(program_of({}), "invalid");
  EXPECT_EQ(program_of({kLiteral, 'a'}), "invalid");
  EXPECT_EQ(program_of({kLiteral}), "invalid");
  EXPECT_EQ(program_of({word(Code::kMark), 2, kSuccess}, 1), "invalid");
  EXPECT_EQ(program_of({word(Code::kGroupReference), 0, kSuccess}), "invalid");
  EXPECT_EQ(program_of({kRepeatOne, 5, 2, 1, kAnyWord, kSuccess, kSuccess}), "invalid");
  EXPECT_EQ(program_of({word(Code::kIn), 0xffffffff, kSuccess}), "invalid");
}

}  // namespace
}  // namespace memphis::regex

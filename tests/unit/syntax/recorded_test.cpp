#include <fmt/core.h>
#include <gtest/gtest.h>

#include "recorded_cases.h"
#include "syntax/dump.h"

namespace memphis {
namespace {

std::string number(int32_t value) { return value == Diagnostic::kNone ? "-" : fmt::format("{}", value); }

std::string describe(const ParseResult& result) {
  if (result.ok()) return "OK";
  const Diagnostic& error = result.diagnostics.error;
  return fmt::format("{} {},{}-{},{} {}", diagnostic_kind_name(error.kind), number(error.lineno), number(error.offset),
                     number(error.end_lineno), number(error.end_offset), error.message);
}

TEST(Recorded, ErrorsAreThoseOfCPython) {
  std::vector<RecordedCase> cases = read_recorded_cases("syntax_errors.tsv");
  ASSERT_GT(cases.size(), 500u);
  for (const RecordedCase& recorded : cases) {
    NameTable names;
    SourceText source = SourceText::from_utf8("<test>", recorded.program);
    EXPECT_EQ(describe(parse(source, names, recorded.mode)), recorded.expected) << recorded.program;
  }
}

TEST(Recorded, TreesAreThoseOfCPython) {
  std::vector<RecordedCase> cases = read_recorded_cases("syntax_trees.tsv");
  ASSERT_GT(cases.size(), 100u);
  for (const RecordedCase& recorded : cases) {
    NameTable names;
    SourceText source = SourceText::from_utf8("<test>", recorded.program);
    ParseResult result = parse(source, names, recorded.mode);
    ASSERT_TRUE(result.ok()) << recorded.program << "\n" << describe(result);
    EXPECT_EQ(dump_ast(result, {.include_attributes = true}), recorded.expected) << recorded.program;
  }
}

}  // namespace
}  // namespace memphis

// The source on the left, what a stage has made of it on the right.
#pragma once

#include <memphis/explain.h>

#include <string>

struct PageStyle {
  int width = 100;  // below kStackedWidth the two stand one under the other
  bool color = false;
};
inline constexpr int kStackedWidth = 60;

// One stage as text. Every line of the source stands there at least once, in front of what came from it.
std::string side_by_side(const memphis::Explanation& explanation, const memphis::ExplainedStage& stage,
                         PageStyle style);
// "── ast ─────…", as wide as the page.
std::string page_title(std::string_view name, PageStyle style);

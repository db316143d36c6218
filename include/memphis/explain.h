// What becomes of a program on its way to an engine: its tokens, its tree, its scopes, its bytecode, each thing with
// the place it comes from. For tools and for the curious; nothing is run, and no Context is needed.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "memphis/result.h"

namespace memphis {

enum class ExplainStage : uint8_t { kTokens, kAst, kScopes, kBytecode };

// One thing that a stage has made.
struct ExplainRow {
  // Where it comes from: lines from 1 (0: nowhere), columns from 0 in UTF-8 bytes, as in Python's `ast`.
  uint32_t line = 0;
  uint32_t column = 0;
  uint32_t end_line = 0;
  uint32_t end_column = 0;
  uint32_t depth = 0;  // how deep it is nested
  std::string text;    // for people
};

struct ExplainedStage {
  ExplainStage stage = ExplainStage::kTokens;
  std::vector<ExplainRow> rows;
  std::string json;  // the same for tools
};

struct Explanation {
  std::string filename;
  std::vector<std::string> lines;      // of the source, without their ends
  std::vector<ExplainedStage> stages;  // those that were asked for, as far as the program got
  std::string error;                   // not empty: what stopped it, as Python reports it
};

// Never fails but by Explanation::error.
Explanation explain_text(std::string_view text, std::string_view filename, std::span<const ExplainStage> stages);
// OSError when the file cannot be read.
Result<Explanation> explain_file(const std::string& path, std::span<const ExplainStage> stages);

}  // namespace memphis

#pragma once
// The programs in the .tsv files next to this one, with what CPython 3.14 says of them (record.py writes them).

#include <fstream>
#include <string>
#include <vector>

#include "syntax/parser.h"

namespace memphis {

struct RecordedCase {
  ParseMode mode = ParseMode::kModule;
  std::string program;
  std::string expected;
};

inline std::string unescape(const std::string& text) {
  std::string plain;
  for (size_t i = 0; i < text.size(); i++) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      plain += text[i];
      continue;
    }
    switch (text[++i]) {
      case 'n': plain += '\n'; break;
      case 't': plain += '\t'; break;
      case 'r': plain += '\r'; break;
      case 'f': plain += '\f'; break;
      default: plain += text[i]; break;
    }
  }
  return plain;
}

inline std::vector<RecordedCase> read_recorded_cases(const std::string& name) {
  std::ifstream file(MEMPHIS_TEST_FOLDER + name);
  std::vector<RecordedCase> cases;
  for (std::string line; std::getline(file, line);) {
    size_t first = line.find('\t');
    size_t second = line.find('\t', first + 1);
    if (first == std::string::npos || second == std::string::npos) continue;
    std::string mode = line.substr(0, first);
    RecordedCase& recorded = cases.emplace_back();
    recorded.mode = mode == "eval"     ? ParseMode::kExpression
                    : mode == "single" ? ParseMode::kInteractive
                                       : ParseMode::kModule;
    recorded.program = unescape(line.substr(first + 1, second - first - 1));
    recorded.expected = line.substr(second + 1);
  }
  return cases;
}

}  // namespace memphis

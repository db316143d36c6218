#include "symbols/keyword_typo.h"

#include <algorithm>
#include <vector>

#include "base/spelling.h"
#include "base/utf8.h"
#include "symbols/symbols.h"
#include "syntax/lexer.h"
#include "syntax/parser.h"

namespace memphis {

namespace {

// CPython's limits, so that as much is tried and no more.
constexpr size_t kMaximumCharacters = 1024;
constexpr int kMaximumNames = 10;
constexpr size_t kMaximumMatches = 3;
constexpr double kLeastSimilarity = 0.5;

std::vector<std::string> keywords() {
  std::vector<std::string> words;
  for (auto kind = static_cast<int>(kFirstKeyword); kind <= static_cast<int>(kLastKeyword); kind++) {
    words.emplace_back(token_kind_text(static_cast<TokenKind>(kind)));
  }
  return words;
}

std::vector<std::string> candidates_for(const std::vector<std::string>& words, std::string_view name) {
  std::vector<std::string> candidates;
  std::string nearest = suggest_name(words, name);
  if (!nearest.empty()) candidates.push_back(std::move(nearest));
  for (std::string& word : close_matches(name, words, kMaximumMatches, kLeastSimilarity)) {
    candidates.push_back(std::move(word));
  }
  if (candidates.size() > kMaximumMatches) candidates.resize(kMaximumMatches);
  return candidates;
}

// Does it parse, or begin a program that may go on?
enum class Shape : uint8_t { kComplete, kBeginning, kWrong };
Shape shape_of(const std::string& code) {
  SourceText source = SourceText::from_utf8("<input>", code);
  NameTable names;
  ParseFlags flags;
  flags.collect_warnings = false;
  flags.allow_incomplete_input = flags.dont_imply_dedent = true;
  ParseResult result = parse(source, names, ParseMode::kModule, flags);
  if (result.ok()) return Shape::kComplete;
  return result.diagnostics.error.kind == DiagnosticKind::kIncompleteInput ? Shape::kBeginning : Shape::kWrong;
}

bool is_program(const std::string& code) {
  SourceText source = SourceText::from_utf8("<input>", code);
  NameTable names;
  ParseFlags flags;
  flags.collect_warnings = false;
  ParseResult result = parse(source, names, ParseMode::kModule, flags);
  return result.ok() && resolve_names(result).ok();
}

// As codeop.compile_command decides: what parses must compile, too; else it may be the beginning of something.
bool is_acceptable(const std::string& code) {
  if (shape_of(code) != Shape::kComplete && shape_of(code + "\n") != Shape::kWrong) return true;
  return is_program(code);
}

std::string_view line_around(std::string_view text, size_t offset, size_t* begin) {
  *begin = offset == 0 ? 0 : text.rfind('\n', offset - 1) + 1;  // npos + 1 is the first line's
  size_t end = std::min(text.find('\n', offset), text.size());
  return text.substr(*begin, end - *begin);
}

}  // namespace

bool find_keyword_typo(std::string_view code, int32_t only_line, KeywordTypo& typo) {
  if (count_code_points(code) > kMaximumCharacters) return false;
  SourceText source = SourceText::from_utf8("<input>", std::string(code));
  if (source.is_refused()) return false;
  Lexer lexer(source);
  const std::vector<std::string> words = keywords();
  int left = kMaximumNames;
  while (true) {
    Token token = lexer.next();
    if (token.kind == TokenKind::kEndMarker || token.kind == TokenKind::kError) return false;
    if (token.kind != TokenKind::kName) continue;
    auto line_number = static_cast<int32_t>(source.line_of(token.begin));
    if (only_line != 0 && line_number != only_line) continue;
    if (--left < 0) return false;
    std::string_view name = source.slice(token.begin, token.end);
    for (const std::string& candidate : candidates_for(words, name)) {
      std::string changed(source.text().substr(0, source.end_as_given()));
      changed.replace(token.begin, token.end - token.begin, candidate);
      if (!is_acceptable(changed)) continue;
      size_t begin;
      typo.keyword = candidate;
      typo.line = std::string(line_around(source.text(), token.begin, &begin)) + "\n";
      typo.line_number = line_number;
      typo.column = static_cast<int32_t>(source.character_column(token.begin));
      typo.end_column = static_cast<int32_t>(source.character_column(token.end));
      return true;
    }
  }
}

}  // namespace memphis

// The front end's stages, one by one, for explain.h.
#include "memphis/explain.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "api/front_end.h"
#include "bytecode/listing.h"
#include "compile/compiler.h"
#include "runtime/source_lines.h"
#include "symbols/symbols.h"
#include "syntax/dump.h"
#include "syntax/lexer.h"
#include "syntax/outline.h"

namespace memphis {

namespace {

class Explainer {
 public:
  Explainer(SourceText source, std::span<const ExplainStage> stages) : source_(std::move(source)), wanted_(stages) {}

  Explanation run() {
    result_.filename = source_.filename();
    for (uint32_t line = 1; line <= source_.line_count(); line++) result_.lines.emplace_back(source_.line_text(line));
    if (wants(ExplainStage::kTokens)) tokens();
    if (!wants_any({ExplainStage::kAst, ExplainStage::kScopes, ExplainStage::kBytecode})) return std::move(result_);
    ParseResult parsed = parse(source_, names_, ParseMode::kModule);
    if (!parsed.ok()) return fail(parsed.diagnostics.error);
    if (wants(ExplainStage::kAst)) tree(parsed);
    if (!wants_any({ExplainStage::kScopes, ExplainStage::kBytecode})) return std::move(result_);
    Symbols symbols = resolve_names(parsed);
    if (!symbols.ok()) return fail(symbols.diagnostics.error);
    if (wants(ExplainStage::kScopes)) scopes(symbols);
    if (wants(ExplainStage::kBytecode)) return bytecode(parsed, symbols);
    return std::move(result_);
  }

 private:
  bool wants(ExplainStage stage) const { return std::find(wanted_.begin(), wanted_.end(), stage) != wanted_.end(); }
  bool wants_any(std::initializer_list<ExplainStage> stages) const {
    return std::any_of(stages.begin(), stages.end(), [&](ExplainStage stage) { return wants(stage); });
  }

  Explanation fail(const Diagnostic& diagnostic) {
    result_.error = format_diagnostic(source_, diagnostic);
    return std::move(result_);
  }

  ExplainRow row_at(uint32_t begin, uint32_t end, uint32_t depth, std::string text) const {
    SourcePosition first = source_.position(begin);
    SourcePosition last = source_.position(end);
    return {first.line, first.column, last.line, last.column, depth, std::move(text)};
  }

  void tokens() {
    TokenStream stream(source_);
    ExplainedStage stage{ExplainStage::kTokens, {}, dump_tokens_json(source_, stream)};
    for (const Token& token : stream.tokens) {
      stage.rows.push_back(row_at(token.begin, token.end, 0, describe_token(source_, token)));
    }
    result_.stages.push_back(std::move(stage));
    if (stream.diagnostics.has_error) result_.error = format_diagnostic(source_, stream.diagnostics.error);
  }

  void tree(const ParseResult& parsed) {
    DumpOptions options;
    options.include_attributes = true;
    ExplainedStage stage{ExplainStage::kAst, {}, dump_ast_json(parsed, options)};
    for (OutlineRow& row : outline_ast(parsed)) {
      stage.rows.push_back(row_at(row.begin, row.end, row.depth, std::move(row.text)));
    }
    result_.stages.push_back(std::move(stage));
  }

  void scopes(const Symbols& symbols) {
    ExplainedStage stage{ExplainStage::kScopes, {}, print_symbols_json(symbols)};
    for (ScopeRow& row : list_symbols(symbols)) {
      stage.rows.push_back({row.line, 0, row.line, 0, row.depth, std::move(row.text)});
    }
    result_.stages.push_back(std::move(stage));
  }

  Explanation bytecode(const ParseResult& parsed, const Symbols& symbols) {
    CompileOptions options;
    options.filename = source_.filename();
    CompileResult compiled = compile_module(parsed, symbols, options);
    if (!compiled.ok()) return fail(compiled.diagnostics.error);
    ExplainedStage stage{ExplainStage::kBytecode, {}, list_unit_json(*compiled.unit)};
    for (ListingRow& row : list_unit(*compiled.unit)) {
      const PositionEntry& place = row.place;
      stage.rows.push_back(
          {place.line, place.column, place.end_line, place.end_column, row.depth, std::move(row.text)});
    }
    result_.stages.push_back(std::move(stage));
    return std::move(result_);
  }

  SourceText source_;
  std::span<const ExplainStage> wanted_;
  NameTable names_;
  Explanation result_;
};

}  // namespace

Explanation explain_text(std::string_view text, std::string_view filename, std::span<const ExplainStage> stages) {
  return Explainer(text_of_host(filename, text), stages).run();
}

Result<Explanation> explain_file(const std::string& path, std::span<const ExplainStage> stages) {
  std::string bytes;
  int error = 0;
  if (!read_file(path, bytes, &error)) {
    return Error::make(error == ENOENT ? "FileNotFoundError" : "OSError",
                       "[Errno " + std::to_string(error) + "] " + strerror(error) + ": '" + path + "'");
  }
  return Explainer(SourceText::from_file_bytes(path, std::move(bytes)), stages).run();
}

}  // namespace memphis

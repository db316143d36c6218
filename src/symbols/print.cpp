// Scopes as text and as JSON.
#include <utility>

#include "base/json_text.h"
#include "base/number_text.h"
#include "symbols/symbols.h"

namespace memphis {

namespace {

struct FlagName {
  uint16_t flag;
  const char* name;
};
constexpr FlagName kFlagNames[] = {{kSymbolParameter, "parameter"},
                                   {kSymbolLocal, "assigned"},
                                   {kSymbolImported, "imported"},
                                   {kSymbolUsed, "used"},
                                   {kSymbolGlobal, "global"},
                                   {kSymbolNonlocal, "nonlocal"},
                                   {kSymbolAnnotated, "annotated"},
                                   {kSymbolIterationTarget, "target"},
                                   {kSymbolTypeParameter, "type-parameter"},
                                   {kSymbolPassedThrough, "passed-through"}};

class SymbolPrinter {
 public:
  explicit SymbolPrinter(const Symbols& symbols) : symbols_(symbols) {}

  std::vector<ScopeRow> rows() {
    list_scope(0, 0);
    return std::move(rows_);
  }
  std::string json() {
    json_scope(0);
    out_ += '\n';
    return std::move(out_);
  }

 private:
  void list_scope(ScopeId id, uint32_t depth);
  void describe_scope(ScopeId id);
  void describe_symbol(const Symbol& symbol);
  void describe_slots(const Scope& scope);
  void describe_closure(const Scope& scope);
  void traits(const Scope& scope, bool as_json);
  void json_scope(ScopeId id);
  void json_symbol(const Symbol& symbol);
  void json_text(std::string_view text) { append_json_string(out_, text); }
  void number(uint64_t value) { append_uint(out_, value); }
  // What a resolution's index means: a slot or closure cell, or nothing that is not in the name already.
  static bool has_index(ResolutionKind kind) {
    switch (kind) {
      case ResolutionKind::kLocal:
      case ResolutionKind::kCell:
      case ResolutionKind::kFree:
      case ResolutionKind::kNameOrFree:
      case ResolutionKind::kClassDictOrFree: return true;
      default: return false;
    }
  }

  const Symbols& symbols_;
  std::string out_;
  std::vector<ScopeRow> rows_;
};

void SymbolPrinter::traits(const Scope& scope, bool as_json) {
  auto add = [&](bool holds, const char* what) {
    if (!holds) return;
    if (!as_json) {
      (out_ += ' ') += what;
    } else {
      if (out_.back() != '[') out_ += ", ";
      json_text(what);
    }
  };
  add(scope.is_nested, "nested");
  add(scope.is_method, "method");
  add(scope.is_generator, "generator");
  add(scope.is_coroutine, "coroutine");
  add(scope.has_varargs, "varargs");
  add(scope.has_varkeywords, "varkeywords");
  add(scope.can_see_class_scope, "sees-class");
  add(scope.is_detached, "text-only");
}

void SymbolPrinter::describe_symbol(const Symbol& symbol) {
  out_ += symbols_.text(symbol.name);
  out_ += ": ";
  out_ += resolution_kind_name(symbol.resolution.kind());
  if (has_index(symbol.resolution.kind())) {
    out_ += ' ';
    number(symbol.resolution.index);
  }
  out_ += " (";
  bool first = true;
  for (const FlagName& flag : kFlagNames) {
    if ((symbol.flags & flag.flag) == 0) continue;
    if (!first) out_ += ", ";
    first = false;
    out_ += flag.name;
  }
  out_ += ")";
}

void SymbolPrinter::describe_scope(ScopeId id) {
  const Scope& scope = symbols_.scopes[id];
  out_ += scope_kind_name(scope.kind);
  out_ += ' ';
  out_ += symbols_.text(scope.name);
  out_ += " line ";
  number(symbols_.parse->source->line_of(scope.node->begin));
  traits(scope, false);
  if (scope.frame == id) return;
  out_ += " in the frame of ";
  out_ += symbols_.text(symbols_.scopes[scope.frame].name);
}

void SymbolPrinter::describe_slots(const Scope& scope) {
  out_ += "slots:";
  for (uint32_t i = 0; i < scope.locals.size(); i++) {
    out_ += ' ';
    number(scope.first_slot + i);
    out_ += scope.locals[i].is_cell ? "=cell " : "=";
    out_ += symbols_.text(scope.locals[i].name);
  }
}

void SymbolPrinter::describe_closure(const Scope& scope) {
  out_ += "closure:";
  for (const FreeVariable& variable : scope.free) {
    out_ += ' ';
    out_ += symbols_.text(variable.name);
    out_ += variable.enclosing_is_free ? "=closure " : "=slot ";
    number(variable.enclosing_index);
  }
}

void SymbolPrinter::list_scope(ScopeId id, uint32_t depth) {
  const Scope& scope = symbols_.scopes[id];
  uint32_t line = symbols_.parse->source->line_of(scope.node->begin);
  auto row = [&](uint32_t row_depth, auto describe) {
    describe();
    rows_.push_back({row_depth, line, std::exchange(out_, {})});
  };
  row(depth, [&] { describe_scope(id); });
  for (SymbolId symbol : scope.symbols) row(depth + 1, [&] { describe_symbol(symbols_.symbols[symbol]); });
  if (!scope.locals.empty()) row(depth + 1, [&] { describe_slots(scope); });
  if (!scope.free.empty()) row(depth + 1, [&] { describe_closure(scope); });
  for (ScopeId child = id + 1; child < symbols_.scopes.size(); child++) {
    if (symbols_.scopes[child].parent == id) list_scope(child, depth + 1);
  }
}

void SymbolPrinter::json_symbol(const Symbol& symbol) {
  out_ += "{\"name\": ";
  json_text(symbols_.text(symbol.name));
  out_ += ", \"resolution\": ";
  json_text(resolution_kind_name(symbol.resolution.kind()));
  if (has_index(symbol.resolution.kind())) {
    out_ += ", \"index\": ";
    number(symbol.resolution.index);
  }
  out_ += ", \"flags\": [";
  for (const FlagName& flag : kFlagNames) {
    if ((symbol.flags & flag.flag) == 0) continue;
    if (out_.back() != '[') out_ += ", ";
    json_text(flag.name);
  }
  out_ += "]}";
}

void SymbolPrinter::json_scope(ScopeId id) {
  const Scope& scope = symbols_.scopes[id];
  out_ += "{\"kind\": ";
  json_text(scope_kind_name(scope.kind));
  out_ += ", \"name\": ";
  json_text(symbols_.text(scope.name));
  out_ += ", \"line\": ";
  number(symbols_.parse->source->line_of(scope.node->begin));
  out_ += ", \"traits\": [";
  traits(scope, true);
  out_ += "], \"inlined\": ";
  out_ += scope.frame != id ? "true" : "false";
  out_ += ", \"symbols\": [";
  for (SymbolId symbol : scope.symbols) {
    if (out_.back() != '[') out_ += ", ";
    json_symbol(symbols_.symbols[symbol]);
  }
  out_ += "], \"slots\": [";
  for (const LocalVariable& local : scope.locals) {
    if (out_.back() != '[') out_ += ", ";
    out_ += "{\"name\": ";
    json_text(symbols_.text(local.name));
    out_ += local.is_cell ? ", \"cell\": true}" : ", \"cell\": false}";
  }
  out_ += "], \"first_slot\": ";
  number(scope.first_slot);
  out_ += ", \"closure\": [";
  for (const FreeVariable& variable : scope.free) {
    if (out_.back() != '[') out_ += ", ";
    json_text(symbols_.text(variable.name));
  }
  out_ += "], \"scopes\": [";
  for (ScopeId child = id + 1; child < symbols_.scopes.size(); child++) {
    if (symbols_.scopes[child].parent != id) continue;
    if (out_.back() != '[') out_ += ", ";
    json_scope(child);
  }
  out_ += "]}";
}

}  // namespace

std::vector<ScopeRow> list_symbols(const Symbols& symbols) { return SymbolPrinter(symbols).rows(); }

std::string print_symbols(const Symbols& symbols) {
  std::string out;
  for (const ScopeRow& row : list_symbols(symbols)) {
    out.append(size_t{row.depth} * 2, ' ');
    (out += row.text) += '\n';
  }
  return out;
}

std::string print_symbols_json(const Symbols& symbols) { return SymbolPrinter(symbols).json(); }

}  // namespace memphis

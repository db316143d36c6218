// Scopes as text and as JSON.
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

  std::string text() {
    print_scope(0, 0);
    return std::move(out_);
  }
  std::string json() {
    json_scope(0);
    out_ += '\n';
    return std::move(out_);
  }

 private:
  void print_scope(ScopeId id, int depth);
  void print_symbol(const Symbol& symbol);
  void traits(const Scope& scope, bool as_json);
  void json_scope(ScopeId id);
  void json_symbol(const Symbol& symbol);
  void json_text(std::string_view text);
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

void SymbolPrinter::print_symbol(const Symbol& symbol) {
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
  out_ += ")\n";
}

void SymbolPrinter::print_scope(ScopeId id, int depth) {
  const Scope& scope = symbols_.scopes[id];
  std::string indent(static_cast<size_t>(depth) * 2, ' ');
  out_ += indent + scope_kind_name(scope.kind);
  out_ += ' ';
  out_ += symbols_.text(scope.name);
  out_ += " line ";
  number(symbols_.parse->source->line_of(scope.node->begin));
  traits(scope, false);
  if (scope.frame != id) {
    out_ += " in the frame of ";
    out_ += symbols_.text(symbols_.scopes[scope.frame].name);
  }
  out_ += '\n';
  for (SymbolId symbol : scope.symbols) {
    out_ += indent + "  ";
    print_symbol(symbols_.symbols[symbol]);
  }
  if (!scope.locals.empty()) {
    out_ += indent + "  slots:";
    for (uint32_t i = 0; i < scope.locals.size(); i++) {
      out_ += ' ';
      number(scope.first_slot + i);
      out_ += scope.locals[i].is_cell ? "=cell " : "=";
      out_ += symbols_.text(scope.locals[i].name);
    }
    out_ += '\n';
  }
  if (!scope.free.empty()) {
    out_ += indent + "  closure:";
    for (const FreeVariable& variable : scope.free) {
      out_ += ' ';
      out_ += symbols_.text(variable.name);
      out_ += variable.enclosing_is_free ? "=closure " : "=slot ";
      number(variable.enclosing_index);
    }
    out_ += '\n';
  }
  for (ScopeId child = id + 1; child < symbols_.scopes.size(); child++) {
    if (symbols_.scopes[child].parent == id) print_scope(child, depth + 1);
  }
}

void SymbolPrinter::json_text(std::string_view text) {
  constexpr char kDigits[] = "0123456789abcdef";
  out_ += '"';
  for (char c : text) {
    unsigned char byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      (out_ += '\\') += c;
    } else if (byte < 0x20) {
      out_ += "\\u00";
      out_ += kDigits[byte >> 4];
      out_ += kDigits[byte & 15];
    } else {
      out_ += c;
    }
  }
  out_ += '"';
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

std::string print_symbols(const Symbols& symbols) { return SymbolPrinter(symbols).text(); }
std::string print_symbols_json(const Symbols& symbols) { return SymbolPrinter(symbols).json(); }

}  // namespace memphis

#include "symbols/symbols.h"

#include "symbols/builder.h"

namespace memphis {

namespace {

constexpr const char* kScopeKindNames[] = {"module",
                                           "function",
                                           "lambda",
                                           "class",
                                           "list comprehension",
                                           "set comprehension",
                                           "dict comprehension",
                                           "generator expression",
                                           "annotations",
                                           "type parameters",
                                           "type alias",
                                           "type variable bound",
                                           "type variable default"};

constexpr const char* kResolutionKindNames[] = {"none",
                                                "local",
                                                "cell",
                                                "free",
                                                "global",
                                                "global explicit",
                                                "name",
                                                "name or free",
                                                "class dict or global",
                                                "class dict or free",
                                                "mangled"};

}  // namespace

const char* scope_kind_name(ScopeKind kind) { return kScopeKindNames[static_cast<size_t>(kind)]; }
const char* resolution_kind_name(ResolutionKind kind) { return kResolutionKindNames[static_cast<size_t>(kind)]; }

SymbolId SymbolMap::find(ScopeId scope, NameId name) const {
  uint64_t key = key_of(scope, name);
  for (size_t at = start(key);; at = (at + 1) & (slots_.size() - 1)) {
    if (slots_[at].key == key) return slots_[at].symbol;
    if (slots_[at].key == 0) return kNoSymbol;
  }
}

void SymbolMap::insert(ScopeId scope, NameId name, SymbolId symbol) {
  if ((used_ + 1) * 2 > slots_.size()) grow();
  uint64_t key = key_of(scope, name);
  size_t at = start(key);
  while (slots_[at].key != 0) at = (at + 1) & (slots_.size() - 1);
  slots_[at] = {key, symbol};
  used_++;
}

void SymbolMap::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  shift_--;
  for (const Slot& slot : old) {
    if (slot.key == 0) continue;
    size_t at = start(slot.key);
    while (slots_[at].key != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = slot;
  }
}

ScopeId Symbols::scope_on(const ast::Node* node, ScopeKind kind) const {
  ScopeId at = first_scope[node->id];
  while (at != kNoScope && scopes[at].kind != kind) at = scopes[at].next_on_node;
  return at;
}

Resolution Symbols::resolution_of(ScopeId scope, NameId name) const {
  SymbolId found = map.find(scope, name);
  return found == kNoSymbol ? Resolution() : symbols[found].resolution;
}

std::vector<uint32_t> Symbols::own_slots(ScopeId comprehension) const {
  std::vector<uint32_t> slots;
  for (SymbolId id : scopes[comprehension].symbols) {
    if (symbols[id].owner == id) slots.push_back(symbols[id].resolution.index);
  }
  return slots;
}

NameId Symbols::mangle(ScopeId scope_id, NameId name) const {
  const Scope& scope = scopes[scope_id];
  if (scope.private_name == NameId::kNone) return name;
  std::string_view identifier = text(name);
  if (!identifier.starts_with("__") || identifier.ends_with("__") || identifier.find('.') != std::string_view::npos) {
    return name;
  }
  if (scope.mangled_set != 0) {
    bool mangles = false;
    for (NameId one : mangled_sets[scope.mangled_set - 1]) mangles |= one == name;
    if (!mangles) return name;
  }
  std::string_view owner = text(scope.private_name);
  size_t letters = owner.find_first_not_of('_');
  if (letters == std::string_view::npos) return name;
  std::string mangled = "_";
  mangled += owner.substr(letters);
  mangled += identifier;
  return parse->names->intern(mangled);
}

Symbols resolve_names(const ParseResult& parse, SymbolsOptions options) {
  Symbols symbols;
  symbols.parse = &parse;
  SymbolBuilder builder(symbols, options);
  if (!builder.build()) return symbols;
  if (!analyze_symbols(symbols, builder.directives(), builder.special())) return symbols;
  if (options.check_program) check_program(symbols, options);
  return symbols;
}

}  // namespace memphis

// Decides where every name lives. Each symbol that its scope does not bind looks for the binding outwards; a binding
// found in another frame becomes a cell, and every frame on the way gets a closure cell. Scopes are walked in order of
// creation, which only matters for the order of errors: all that is looked at while searching was collected before.
#include <algorithm>

#include "symbols/builder.h"
#include "symbols/diagnose.h"

namespace memphis {

namespace {

class Analysis {
 public:
  Analysis(Symbols& symbols, const std::vector<Directive>& directives, const SpecialNames& special)
      : symbols_(symbols), directives_(directives), special_(special) {}

  bool run() {
    for (const Scope& scope : symbols_.scopes) {
      if (scope.is_detached && scope.kind != ScopeKind::kAnnotations) continue;
      for (SymbolId symbol : scope.symbols) {
        // Of annotations that are kept as text only the function's parameter remains.
        if (scope.is_detached && (symbols_.symbols[symbol].flags & kSymbolParameter) == 0) continue;
        if (!place(symbol)) return false;
      }
    }
    number_slots();
    number_closures();
    finish_symbols();
    return true;
  }

 private:
  enum class Found : uint8_t { kNothing, kGlobal, kBinding, kClassCell };
  struct Search {
    Found found = Found::kNothing;
    ScopeId scope = kNoScope;
    SymbolId symbol = kNoSymbol;
  };

  bool place(SymbolId id);
  void place_unbound(SymbolId id);
  Search search(ScopeId from, NameId name) const;
  bool is_class_cell_name(NameId name) const {
    return name == special_.dunder_class || name == special_.dunder_classdict ||
           name == special_.dunder_conditional_annotations;
  }
  // Cells that no class namespace shadows.
  bool is_hidden_cell_name(NameId name) const {
    return name == special_.dunder_classdict || name == special_.dunder_conditional_annotations;
  }
  ScopeId visible_class(ScopeId scope) const;
  ResolutionKind global_kind(ScopeId scope) const;
  void bind_to(SymbolId id, const Search& target);
  void pass_through(ScopeId from, ScopeId owner_frame, NameId name, SymbolId owner);
  uint32_t free_index(ScopeId frame, NameId name) const;
  bool fail(SymbolId id, std::string message);

  void number_slots();
  void number_frame(Scope& frame, std::vector<SymbolId>& bound);
  int32_t* class_cell(Scope& scope, NameId name) const;
  void number_closures();
  void finish_symbols();
  Resolution free_resolution(const Symbol& symbol) const;

  Symbols& symbols_;
  const std::vector<Directive>& directives_;
  const SpecialNames& special_;
};

bool Analysis::fail(SymbolId id, std::string message) {
  const Symbol& symbol = symbols_.symbols[id];
  for (const Directive& directive : directives_) {
    if (directive.scope != symbol.scope || directive.name != symbol.name) continue;
    report_error(symbols_.diagnostics, *symbols_.parse->source, std::move(message), directive.begin, directive.end);
    return false;
  }
  report_error(symbols_.diagnostics, *symbols_.parse->source, std::move(message), 0, 0);
  return false;
}

// Looks for the binding of a name outside of scope `from`.
Analysis::Search Analysis::search(ScopeId from, NameId name) const {
  for (ScopeId at = symbols_.scopes[from].parent; at != kNoScope; at = symbols_.scopes[at].parent) {
    const Scope& scope = symbols_.scopes[at];
    if (scope.kind == ScopeKind::kModule) break;
    if (scope.kind == ScopeKind::kClass) {
      if (is_class_cell_name(name)) return {Found::kClassCell, at, kNoSymbol};
      continue;  // what a class binds is not seen inside it
    }
    SymbolId found = symbols_.map.find(at, name);
    if (found == kNoSymbol) continue;
    uint16_t flags = symbols_.symbols[found].flags;
    if ((flags & kSymbolGlobal) != 0) return {Found::kGlobal, at, found};
    if ((flags & kSymbolNonlocal) != 0) continue;
    if ((flags & kSymbolBound) != 0) return {Found::kBinding, at, found};
  }
  return {};
}

bool Analysis::place(SymbolId id) {
  Symbol& symbol = symbols_.symbols[id];
  std::string name(symbols_.text(symbol.name));
  if ((symbol.flags & kSymbolGlobal) != 0) {
    if ((symbol.flags & kSymbolNonlocal) != 0) return fail(id, "name '" + name + "' is nonlocal and global");
    symbol.resolution = Resolution(ResolutionKind::kGlobalExplicit, static_cast<uint32_t>(symbol.name));
    return true;
  }
  if ((symbol.flags & kSymbolNonlocal) != 0) {
    if (symbol.scope == 0) return fail(id, "nonlocal declaration not allowed at module level");
    Search target = search(symbol.scope, symbol.name);
    if (target.found != Found::kBinding && target.found != Found::kClassCell) {
      return fail(id, "no binding for nonlocal '" + name + "' found");
    }
    if (target.symbol != kNoSymbol && (symbols_.symbols[target.symbol].flags & kSymbolTypeParameter) != 0) {
      return fail(id, "nonlocal binding not allowed for type parameter '" + name + "'");
    }
    bind_to(id, target);
    return true;
  }
  if ((symbol.flags & kSymbolBound) != 0) {
    if (is_function_like(symbols_.scopes[symbol.scope].kind)) {
      symbol.owner = id;
    } else {
      symbol.resolution = Resolution(ResolutionKind::kName, static_cast<uint32_t>(symbol.name));
    }
    return true;
  }
  place_unbound(id);
  return true;
}

// The class whose names an annotation-like scope sees, or kNoScope.
ScopeId Analysis::visible_class(ScopeId scope) const {
  while (symbols_.scopes[scope].can_see_class_scope) scope = symbols_.scopes[scope].parent;
  return symbols_.scopes[scope].kind == ScopeKind::kClass ? scope : kNoScope;
}

// How a name that nobody around binds is read.
ResolutionKind Analysis::global_kind(ScopeId id) const {
  const Scope& scope = symbols_.scopes[id];
  if (scope.can_see_class_scope) return ResolutionKind::kClassDictOrGlobal;
  if (scope.kind == ScopeKind::kClass || scope.kind == ScopeKind::kModule) return ResolutionKind::kName;
  // A comprehension in a module reads what the module reads; one in a class does not see the class.
  bool in_module = symbols_.scopes[scope.frame].kind == ScopeKind::kModule;
  return in_module ? ResolutionKind::kName : ResolutionKind::kGlobal;
}

void Analysis::place_unbound(SymbolId id) {
  Symbol& symbol = symbols_.symbols[id];
  uint32_t name = static_cast<uint32_t>(symbol.name);
  const Scope& scope = symbols_.scopes[symbol.scope];
  if (scope.can_see_class_scope && !is_hidden_cell_name(symbol.name)) {
    ScopeId seen = visible_class(symbol.scope);
    SymbolId in_class = seen == kNoScope ? kNoSymbol : symbols_.map.find(seen, symbol.name);
    uint16_t flags = in_class == kNoSymbol ? 0 : symbols_.symbols[in_class].flags;
    if ((flags & kSymbolGlobal) != 0) {
      symbol.resolution = Resolution(ResolutionKind::kGlobalExplicit, name);
      return;
    }
    if ((flags & kSymbolBound) != 0 && (flags & kSymbolNonlocal) == 0) {
      symbol.resolution = Resolution(ResolutionKind::kClassDictOrGlobal, name);
      return;
    }
  }
  Search target = search(symbol.scope, symbol.name);
  // A comprehension that runs in a class body has no access to the class's own __class__.
  bool forbidden = target.found == Found::kClassCell && scope.frame == target.scope;
  if (!forbidden && (target.found == Found::kBinding || target.found == Found::kClassCell)) {
    bind_to(id, target);
    return;
  }
  symbol.resolution = Resolution(global_kind(symbol.scope), name);
}

void Analysis::bind_to(SymbolId id, const Search& target) {
  Symbol& symbol = symbols_.symbols[id];
  ScopeId frame = symbols_.scopes[symbol.scope].frame;
  ScopeId owner_frame = symbols_.scopes[target.scope].frame;
  if (target.found == Found::kClassCell) {
    *class_cell(symbols_.scopes[target.scope], symbol.name) = 0;  // wanted; numbered later
  } else {
    symbol.owner = target.symbol;
    if (frame == owner_frame) return;
    symbols_.symbols[target.symbol].captured = true;
  }
  pass_through(frame, owner_frame, symbol.name, target.symbol);
  // The kind is final, the index comes when the closures are sorted.
  const Scope& scope = symbols_.scopes[symbol.scope];
  ResolutionKind kind = ResolutionKind::kFree;
  if (scope.kind == ScopeKind::kClass) kind = ResolutionKind::kNameOrFree;
  if (scope.can_see_class_scope && !is_hidden_cell_name(symbol.name)) kind = ResolutionKind::kClassDictOrFree;
  symbol.resolution = Resolution(kind, 0);
}

// Gives every frame from `from` outwards to the one that owns the variable a closure cell for it.
void Analysis::pass_through(ScopeId from, ScopeId owner_frame, NameId name, SymbolId owner) {
  for (ScopeId at = from; at != owner_frame; at = symbols_.scopes[symbols_.scopes[at].parent].frame) {
    Scope& frame = symbols_.scopes[at];
    for (const FreeVariable& variable : frame.free) {
      if (variable.name == name) return;
    }
    FreeVariable variable;
    variable.name = name;
    variable.owner = owner;
    frame.free.push_back(variable);
    if (frame.kind == ScopeKind::kClass && at != from) {
      SymbolId in_class = symbols_.map.find(at, name);
      if (in_class != kNoSymbol) symbols_.symbols[in_class].flags |= kSymbolPassedThrough;
    }
  }
}

int32_t* Analysis::class_cell(Scope& scope, NameId name) const {
  if (name == special_.dunder_class) return &scope.class_cell;
  if (name == special_.dunder_classdict) return &scope.classdict_cell;
  return &scope.conditional_annotations_cell;
}

void Analysis::number_frame(Scope& frame, std::vector<SymbolId>& bound) {
  auto add = [&](SymbolId id, bool is_cell) {
    Symbol& symbol = symbols_.symbols[id];
    const Scope& own = symbols_.scopes[symbol.scope];
    LocalVariable variable;
    variable.name = symbol.name;
    variable.is_cell = is_cell;
    variable.is_parameter = (symbol.flags & kSymbolParameter) != 0;
    variable.in_comprehension = &own != &frame;
    symbol.resolution = Resolution(is_cell ? ResolutionKind::kCell : ResolutionKind::kLocal, frame.slot_count());
    frame.locals.push_back(variable);
  };
  std::vector<SymbolId> cells;
  for (SymbolId id : bound) {
    const Symbol& symbol = symbols_.symbols[id];
    if ((symbol.flags & kSymbolParameter) != 0) {
      add(id, symbol.captured);
      frame.parameter_count++;
    }
  }
  for (SymbolId id : bound) {
    const Symbol& symbol = symbols_.symbols[id];
    if ((symbol.flags & kSymbolParameter) != 0) continue;
    if (symbol.captured) {
      cells.push_back(id);
    } else {
      add(id, false);
    }
  }
  std::sort(cells.begin(), cells.end(), [&](SymbolId left, SymbolId right) {
    int order = symbols_.text(symbols_.symbols[left].name).compare(symbols_.text(symbols_.symbols[right].name));
    return order != 0 ? order < 0 : left < right;
  });
  for (SymbolId id : cells) add(id, true);
  for (NameId name : {special_.dunder_class, special_.dunder_classdict, special_.dunder_conditional_annotations}) {
    int32_t* cell = class_cell(frame, name);
    if (*cell < 0) continue;
    *cell = static_cast<int32_t>(frame.slot_count());
    LocalVariable variable;
    variable.name = name;
    variable.is_cell = true;
    frame.locals.push_back(variable);
  }
}

void Analysis::number_slots() {
  std::vector<std::vector<SymbolId>> bound(symbols_.scopes.size());
  // Symbols were numbered as they appeared.
  for (SymbolId id = 0; id < symbols_.symbols.size(); id++) {
    const Symbol& symbol = symbols_.symbols[id];
    if (symbol.owner == id) bound[symbols_.scopes[symbol.scope].frame].push_back(id);
  }
  for (ScopeId id = 0; id < symbols_.scopes.size(); id++) {
    if (symbols_.scopes[id].frame == id) number_frame(symbols_.scopes[id], bound[id]);
  }
}

uint32_t Analysis::free_index(ScopeId frame, NameId name) const {
  const std::vector<FreeVariable>& free = symbols_.scopes[frame].free;
  for (uint32_t i = 0; i < free.size(); i++) {
    if (free[i].name == name) return i;
  }
  return 0;
}

void Analysis::number_closures() {
  for (Scope& scope : symbols_.scopes) {
    std::sort(scope.free.begin(), scope.free.end(), [&](const FreeVariable& left, const FreeVariable& right) {
      return symbols_.text(left.name) < symbols_.text(right.name);
    });
  }
  for (ScopeId id = 1; id < symbols_.scopes.size(); id++) {
    Scope& scope = symbols_.scopes[id];
    if (scope.free.empty()) continue;
    ScopeId enclosing = symbols_.scopes[scope.parent].frame;
    Scope& outer = symbols_.scopes[enclosing];
    for (FreeVariable& variable : scope.free) {
      if (variable.owner == kNoSymbol) {
        variable.enclosing_is_free = outer.kind != ScopeKind::kClass;
        if (!variable.enclosing_is_free) {
          variable.enclosing_index = static_cast<uint32_t>(*class_cell(outer, variable.name));
        }
      } else {
        const Symbol& owner = symbols_.symbols[variable.owner];
        variable.enclosing_is_free = symbols_.scopes[owner.scope].frame != enclosing;
        variable.enclosing_index = owner.resolution.index;
      }
      if (variable.enclosing_is_free) variable.enclosing_index = free_index(enclosing, variable.name);
    }
  }
}

void Analysis::finish_symbols() {
  for (Symbol& symbol : symbols_.symbols) {
    switch (symbol.resolution.kind()) {
      case ResolutionKind::kFree:
      case ResolutionKind::kNameOrFree:
      case ResolutionKind::kClassDictOrFree:
        symbol.resolution =
            Resolution(symbol.resolution.kind(), free_index(symbols_.scopes[symbol.scope].frame, symbol.name));
        break;
      case ResolutionKind::kNone:
        if (symbol.owner != kNoSymbol) symbol.resolution = symbols_.symbols[symbol.owner].resolution;
        break;
      default: break;
    }
  }
  for (Resolution& resolution : symbols_.resolutions) {
    if (resolution.kind() == ResolutionKind::kNone && resolution.index != 0) {
      resolution = symbols_.symbols[resolution.index - 1].resolution;
    }
  }
}

}  // namespace

bool analyze_symbols(Symbols& symbols, const std::vector<Directive>& directives, const SpecialNames& special) {
  return Analysis(symbols, directives, special).run();
}

}  // namespace memphis

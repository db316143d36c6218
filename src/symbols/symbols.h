// What the symbol pass finds out: every scope of a program, every name in it, and for every place in the AST where a
// name is used the storage it stands for. Both engines read these tables and nothing else to find a variable.
//
// Frames. A scope whose code runs in a frame of its own is its own `frame`. List, set and dict comprehensions run
// inside the frame of the scope around them (PEP 709), except directly in an annotation-like scope of a class; their
// variables have slots of their own in that frame, which are unbound while the comprehension does not run.
//
// Slots are indices of frame words. A module or class frame keeps its locals mapping in slot 0. Then come, in this
// order: parameters in CPython's co_varnames order (positional, keyword-only, *args, **kwargs), variables that stay in
// the frame in the order of their first appearance, and captured variables sorted by name (CPython's order of
// locals()). A captured variable's slot holds a cell. Closure cells are sorted by name.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/name_table.h"
#include "syntax/ast.h"
#include "syntax/diagnostic.h"
#include "syntax/parser.h"

namespace memphis {

enum class ScopeKind : uint8_t {
  kModule,
  kFunction,
  kLambda,
  kClass,
  kListComprehension,
  kSetComprehension,
  kDictComprehension,
  kGeneratorExpression,
  kAnnotations,          // __annotate__ of a function, class or module
  kTypeParameters,       // around a generic function, class or alias
  kTypeAlias,            // the value of a `type` statement
  kTypeVariableBound,    // bound or constraints of a TypeVar
  kTypeVariableDefault,  // default of a type parameter
};

const char* scope_kind_name(ScopeKind kind);

inline bool is_comprehension(ScopeKind kind) {
  return kind >= ScopeKind::kListComprehension && kind <= ScopeKind::kGeneratorExpression;
}
// Names bound in it are seen by the scopes inside.
inline bool is_function_like(ScopeKind kind) { return kind != ScopeKind::kModule && kind != ScopeKind::kClass; }
// CPython's "function block": functions, lambdas and comprehensions.
inline bool is_function_block(ScopeKind kind) {
  return kind == ScopeKind::kFunction || kind == ScopeKind::kLambda || is_comprehension(kind);
}

enum class ResolutionKind : uint8_t {
  kNone,               // not a name, or one that is never looked up
  kLocal,              // frame slot `index`
  kCell,               // the cell in frame slot `index`
  kFree,               // closure cell `index`
  kGlobal,             // global, then built-in; `index` is the NameId
  kGlobalExplicit,     // the same, because of a `global` statement
  kName,               // the frame's locals mapping, then global, then built-in; `index` is the NameId
  kNameOrFree,         // read: the locals mapping, then closure cell `index`; write: the cell
  kClassDictOrGlobal,  // read: the mapping in the closure cell __classdict__, then global, then built-in
  kClassDictOrFree,    // read: the mapping in the closure cell __classdict__, then closure cell `index`
  kMangled,            // an attribute whose name is mangled to NameId `index`
};

const char* resolution_kind_name(ResolutionKind kind);

struct Resolution {
  uint32_t kind_bits : 4 = 0;
  uint32_t index : 28 = 0;

  Resolution() = default;
  Resolution(ResolutionKind kind, uint32_t the_index) : kind_bits(static_cast<uint32_t>(kind)), index(the_index) {}
  ResolutionKind kind() const { return static_cast<ResolutionKind>(kind_bits); }
  NameId name() const { return static_cast<NameId>(index); }
};
static_assert(sizeof(Resolution) == 4);

using ScopeId = uint32_t;
using SymbolId = uint32_t;
inline constexpr ScopeId kNoScope = 0xFFFFFFFF;
inline constexpr SymbolId kNoSymbol = 0xFFFFFFFF;

// What a scope does with a name; the bits of Symbol::flags.
enum SymbolFlag : uint16_t {
  kSymbolGlobal = 1,  // `global`
  kSymbolLocal = 2,   // assigned in some way
  kSymbolParameter = 4,
  kSymbolNonlocal = 8,  // `nonlocal`
  kSymbolUsed = 16,
  kSymbolImported = 32,
  kSymbolAnnotated = 64,
  kSymbolIterationTarget = 128,  // target of a comprehension's `for`
  kSymbolTypeParameter = 256,
  kSymbolPassedThrough = 512,  // a class binds it while scopes inside capture an outer variable of that name
};
inline constexpr uint16_t kSymbolBound = kSymbolLocal | kSymbolParameter | kSymbolImported | kSymbolTypeParameter;

struct Symbol {
  NameId name = NameId::kNone;  // mangled
  ScopeId scope = kNoScope;
  uint16_t flags = 0;
  bool captured = false;  // by a scope in another frame
  Resolution resolution;
  SymbolId owner = kNoSymbol;  // for a name bound in another scope of the same frame or captured: that symbol
};

struct LocalVariable {
  NameId name = NameId::kNone;
  bool is_cell = false;
  bool is_parameter = false;
  bool in_comprehension = false;  // belongs to an inlined comprehension
};

struct FreeVariable {
  NameId name = NameId::kNone;
  SymbolId owner = kNoSymbol;      // kNoSymbol: a cell that a class has of itself (__class__ and the like)
  bool enclosing_is_free = false;  // where the enclosing frame has the cell: in its closure, or in a slot
  uint32_t enclosing_index = 0;
};

struct Scope {
  ScopeKind kind = ScopeKind::kModule;
  bool is_nested = false;
  bool is_generator = false;
  bool is_coroutine = false;
  bool is_method = false;  // a function block directly in a class
  bool has_docstring = false;
  bool has_varargs = false;
  bool has_varkeywords = false;
  bool can_see_class_scope = false;
  bool annotations_used = false;
  bool has_conditional_annotations = false;
  bool has_named_expressions = false;  // of a frame: some assignment expression runs in it
  bool is_detached = false;  // annotations that `from __future__ import annotations` turns into text: no code runs
  NameId name = NameId::kNone;
  NameId private_name = NameId::kNone;  // the class that private names are mangled with
  uint32_t mangled_set = 0;             // 0: every private name is mangled; else index + 1 into mangled_sets
  const ast::Node* node = nullptr;
  ScopeId parent = kNoScope;
  ScopeId frame = kNoScope;
  ScopeId next_on_node = kNoScope;
  ScopeId annotations = kNoScope;  // the annotation scope of a function, class or module
  std::vector<SymbolId> symbols;

  // Of frames:
  uint32_t first_slot = 0;  // 1 with a locals mapping
  uint32_t parameter_count = 0;
  std::vector<LocalVariable> locals;  // slots first_slot...
  std::vector<FreeVariable> free;
  // Slots of the cells that a class makes for the scopes inside it, or -1.
  int32_t class_cell = -1;
  int32_t classdict_cell = -1;
  int32_t conditional_annotations_cell = -1;

  uint32_t slot_count() const { return first_slot + static_cast<uint32_t>(locals.size()); }
  bool has_locals_mapping() const { return first_slot == 1; }
};

// (scope, name) -> symbol.
class SymbolMap {
 public:
  SymbolId find(ScopeId scope, NameId name) const;
  void insert(ScopeId scope, NameId name, SymbolId symbol);

 private:
  struct Slot {
    uint64_t key = 0;  // 0: free; the name is never kNone
    SymbolId symbol = 0;
  };
  static uint64_t key_of(ScopeId scope, NameId name) { return uint64_t{scope} << 32 | static_cast<uint32_t>(name); }
  size_t start(uint64_t key) const { return static_cast<size_t>((key * 0x9E3779B97F4A7C15u) >> shift_); }
  void grow();

  std::vector<Slot> slots_ = std::vector<Slot>(64);
  size_t used_ = 0;
  unsigned shift_ = 58;
};

struct Symbols {
  const ParseResult* parse = nullptr;
  std::vector<Scope> scopes;  // parents before children; 0 is the module
  std::vector<Symbol> symbols;
  SymbolMap map;
  std::vector<Resolution> resolutions;  // by Node.id
  std::vector<ScopeId> first_scope;     // by Node.id: the first scope on the node, or kNoScope
  std::vector<std::vector<NameId>> mangled_sets;
  bool future_annotations = false;
  bool future_barry_as_flufl = false;
  uint32_t future_flags = 0;  // CPython's CO_FUTURE_* bits that the program asked for, inherited ones included
  Diagnostics diagnostics;

  bool ok() const { return !diagnostics.has_error; }
  NameTable& names() const { return *parse->names; }
  std::string_view text(NameId name) const { return parse->names->text(name); }
  const Scope& scope(ScopeId id) const { return scopes[id]; }
  const Scope& module() const { return scopes[0]; }

  // The scope of that kind that hangs on a node, or kNoScope: the Module; a FunctionDef (kFunction, kTypeParameters,
  // kAnnotations), ClassDef (kClass, kTypeParameters, kAnnotations), TypeAlias, Lambda, comprehension, or a type
  // parameter (kTypeVariableBound, kTypeVariableDefault). A class's or module's annotations hang on ClassDef or Module.
  ScopeId scope_on(const ast::Node* node, ScopeKind kind) const;
  // The scope of a comprehension expression.
  ScopeId comprehension_scope(const ast::Node* node) const { return first_scope[node->id]; }
  // Does this scope run in its parent's frame?
  bool is_inlined(ScopeId id) const { return scopes[id].frame != id; }

  // Of a node that stands for one name: Name, arg, FunctionDef and ClassDef (the name they bind), alias, ExceptHandler,
  // MatchAs, MatchStar, MatchMapping, TypeVar, ParamSpec, TypeVarTuple; of an Attribute only when its name is mangled.
  Resolution resolution(const ast::Node* node) const { return resolutions[node->id]; }
  // Of a name that a scope has but no node shows (__class__, .type_params, ...); kNone when the scope does not have it.
  Resolution resolution_of(ScopeId scope, NameId name) const;
  // The slots that belong to an inlined comprehension itself.
  std::vector<uint32_t> own_slots(ScopeId comprehension) const;
  // `name` as it is stored when it appears in `scope`.
  NameId mangle(ScopeId scope, NameId name) const;
};

struct SymbolsOptions {
  bool allow_top_level_await = false;
  uint32_t inherited_future_flags = 0;  // of the code that calls compile()
  size_t stack_budget = 3u << 20;       // bytes of native stack before RecursionError
  bool check_program = true;            // false: the names alone, not what else is refused after parsing
};

// CPython's CO_FUTURE_* bits.
inline constexpr uint32_t kFutureDivision = 0x20000;
inline constexpr uint32_t kFutureAbsoluteImport = 0x40000;
inline constexpr uint32_t kFutureWithStatement = 0x80000;
inline constexpr uint32_t kFuturePrintFunction = 0x100000;
inline constexpr uint32_t kFutureUnicodeLiterals = 0x200000;
inline constexpr uint32_t kFutureBarryAsBdfl = 0x400000;
inline constexpr uint32_t kFutureGeneratorStop = 0x800000;
inline constexpr uint32_t kFutureAnnotations = 0x1000000;

// Resolves every name of a tree that parsed well. On an error `diagnostics` has it and the tables are not to be used.
// Also reports what else CPython refuses after parsing ('return' outside function, unreachable patterns, ...) and its
// syntax warnings. Never runs user code, never touches the heap.
Symbols resolve_names(const ParseResult& parse, SymbolsOptions options = {});

// For people and tests, one scope after the other, indented; and for tools.
struct ScopeRow {
  uint32_t depth = 0;
  uint32_t line = 0;  // of the scope
  std::string text;
};
std::vector<ScopeRow> list_symbols(const Symbols& symbols);
std::string print_symbols(const Symbols& symbols);
std::string print_symbols_json(const Symbols& symbols);

}  // namespace memphis

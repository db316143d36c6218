// The module _symtable: the scopes and names of a program, as the symbol pass has found them, in CPython's terms.
#include <cstddef>

#include "modules/modules.h"
#include "modules/program_errors.h"
#include "runtime/argument_support.h"
#include "runtime/codecs.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/file_path.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "symbols/symbols.h"

namespace memphis {

namespace {

// The numbers of CPython's symtable.h.
enum TableType : uint8_t {
  kFunctionTable,
  kClassTable,
  kModuleTable,
  kAnnotationTable,
  kTypeAliasTable,
  kTypeParametersTable,
  kTypeVariableTable
};
enum NameScope : uint8_t { kLocal = 1, kGlobalExplicit = 2, kGlobalImplicit = 3, kFree = 4, kCell = 5 };
constexpr int kScopeShift = 12;
constexpr int kUsedInComprehensionCell = 2048;

struct NamedNumber {
  const char* name;
  int64_t value;
};
constexpr NamedNumber kNumbers[] = {
    {"USE", 16},
    {"DEF_GLOBAL", 1},
    {"DEF_NONLOCAL", 8},
    {"DEF_LOCAL", 2},
    {"DEF_PARAM", 4},
    {"DEF_TYPE_PARAM", 1024},
    {"DEF_FREE_CLASS", 64},
    {"DEF_IMPORT", 128},
    {"DEF_BOUND", 134},
    {"DEF_ANNOT", 256},
    {"DEF_COMP_ITER", 512},
    {"DEF_COMP_CELL", kUsedInComprehensionCell},
    {"TYPE_FUNCTION", kFunctionTable},
    {"TYPE_CLASS", kClassTable},
    {"TYPE_MODULE", kModuleTable},
    {"TYPE_ANNOTATION", kAnnotationTable},
    {"TYPE_TYPE_ALIAS", kTypeAliasTable},
    {"TYPE_TYPE_PARAMETERS", kTypeParametersTable},
    {"TYPE_TYPE_VARIABLE", kTypeVariableTable},
    {"LOCAL", kLocal},
    {"GLOBAL_EXPLICIT", kGlobalExplicit},
    {"GLOBAL_IMPLICIT", kGlobalImplicit},
    {"FREE", kFree},
    {"CELL", kCell},
    {"SCOPE_OFF", kScopeShift},
    {"SCOPE_MASK", 15},
};

struct TableEntry : Cell {
  Field id;
  Field name;
  Field symbols;   // dict: name to flags
  Field varnames;  // parameters
  Field children;
  Field nested;
  Field type;
  Field lineno;
};

Value entry_repr(Thread& thread, Value* args) {
  auto* entry = args[0].as<TableEntry>();
  std::string id = TRY(repr_text(thread, entry->id));
  return make_str(thread, fmt::format("<symtable entry {}({}), line {}>", text_of(entry->name.get()), id,
                                      entry->lineno.get().as_small_int()));
}

constexpr NativeDefinition kEntryMethods[] = {
    {"__repr__(self, /)", entry_repr},
};
constexpr MemberDefinition kEntryMembers[] = {
    {"id", offsetof(TableEntry, id)},
    {"name", offsetof(TableEntry, name)},
    {"symbols", offsetof(TableEntry, symbols)},
    {"varnames", offsetof(TableEntry, varnames)},
    {"children", offsetof(TableEntry, children)},
    {"nested", offsetof(TableEntry, nested)},
    {"type", offsetof(TableEntry, type)},
    {"lineno", offsetof(TableEntry, lineno)},
};
constexpr TypeSpec kEntryType = {
    .name = "symtable entry",
    .basic_size = sizeof(TableEntry),
    .native_fields = 8,
    .flags = kTypeDisallowInstantiation,
    .methods = kEntryMethods,
    .members = kEntryMembers,
};

TableType type_of_scope(ScopeKind kind) {
  switch (kind) {
    case ScopeKind::kModule: return kModuleTable;
    case ScopeKind::kClass: return kClassTable;
    case ScopeKind::kAnnotations: return kAnnotationTable;
    case ScopeKind::kTypeAlias: return kTypeAliasTable;
    case ScopeKind::kTypeParameters: return kTypeParametersTable;
    case ScopeKind::kTypeVariableBound:
    case ScopeKind::kTypeVariableDefault: return kTypeVariableTable;
    default: return kFunctionTable;
  }
}

// Flags of the symbol pass that have another number in CPython.
int flags_of(uint16_t flags) {
  struct Pair {
    uint16_t ours;
    int theirs;
  };
  constexpr Pair kPairs[] = {{kSymbolGlobal, 1},
                             {kSymbolLocal, 2},
                             {kSymbolParameter, 4},
                             {kSymbolNonlocal, 8},
                             {kSymbolUsed, 16},
                             {kSymbolImported, 128},
                             {kSymbolAnnotated, 256},
                             {kSymbolIterationTarget, 512},
                             {kSymbolTypeParameter, 1024},
                             {kSymbolPassedThrough, 64}};
  int result = 0;
  for (Pair pair : kPairs) {
    if ((flags & pair.ours) != 0) result |= pair.theirs;
  }
  return result;
}

NameScope scope_of(const Symbol& symbol) {
  if ((symbol.flags & kSymbolGlobal) != 0) return kGlobalExplicit;
  bool is_bound = (symbol.flags & kSymbolBound) != 0;
  switch (symbol.resolution.kind()) {
    case ResolutionKind::kFree: return kFree;
    case ResolutionKind::kNameOrFree:
    case ResolutionKind::kClassDictOrFree: return is_bound ? kLocal : kFree;
    case ResolutionKind::kCell: return kCell;
    case ResolutionKind::kGlobalExplicit: return kGlobalExplicit;
    case ResolutionKind::kLocal: return kLocal;
    default: return is_bound ? kLocal : kGlobalImplicit;
  }
}

// The first annotation of a variable in a block, as the symbol pass meets them.
const ast::Node* first_annotation(std::span<ast::StmtNode*> statements);

const ast::Node* first_annotation_in(const ast::StmtNode* node) {
  using ast::NodeKind;
  auto first_of = [](std::initializer_list<std::span<ast::StmtNode*>> blocks) -> const ast::Node* {
    for (std::span<ast::StmtNode*> block : blocks) {
      if (const ast::Node* found = first_annotation(block)) return found;
    }
    return nullptr;
  };
  switch (node->kind) {
    case NodeKind::kAnnAssign: return node->as<ast::AnnAssign>()->annotation;
    case NodeKind::kIf:
    case NodeKind::kWhile: return first_of({node->as<ast::If>()->body, node->as<ast::If>()->orelse});
    case NodeKind::kFor:
    case NodeKind::kAsyncFor: return first_of({node->as<ast::For>()->body, node->as<ast::For>()->orelse});
    case NodeKind::kWith:
    case NodeKind::kAsyncWith: return first_of({node->as<ast::With>()->body});
    case NodeKind::kTry:
    case NodeKind::kTryStar: {
      const auto* statement = node->as<ast::Try>();
      if (const ast::Node* found = first_of({statement->body})) return found;
      for (const ast::ExceptHandler* handler : statement->handlers) {
        if (const ast::Node* found = first_of({handler->body})) return found;
      }
      return first_of({statement->orelse, statement->finalbody});
    }
    case NodeKind::kMatch:
      for (const ast::match_case* branch : node->as<ast::Match>()->cases) {
        if (const ast::Node* found = first_of({branch->body})) return found;
      }
      return nullptr;
    default: return nullptr;
  }
}

const ast::Node* first_annotation(std::span<ast::StmtNode*> statements) {
  for (const ast::StmtNode* node : statements) {
    if (const ast::Node* found = first_annotation_in(node)) return found;
  }
  return nullptr;
}

class TableBuilder {
 public:
  TableBuilder(Thread& thread, const Symbols& symbols, Type* entry_type)
      : thread_(thread), symbols_(symbols), entry_type_(entry_type), children_(symbols.scopes.size()) {
    for (ScopeId id = 1; id < symbols.scopes.size(); id++) {
      const Scope& scope = symbols.scopes[id];
      if (scope.kind == ScopeKind::kAnnotations && !stands_for_itself(scope)) continue;
      // A function's annotations come in front of it.
      bool has_annotations = scope.kind == ScopeKind::kFunction && scope.annotations != kNoScope;
      if (has_annotations && !symbols.future_annotations) children_[scope.parent].push_back(scope.annotations);
      children_[scope.parent].push_back(id);
    }
  }

  Value build(ScopeId id) {
    NativeRecursion guard(thread_, " during compilation");
    if (guard.failed()) return Value::error();
    const Scope& scope = symbols_.scopes[id];
    auto* entry = TRY(allocate_instance<TableEntry>(thread_, entry_type_));
    Value name = TRY(name_of(scope));
    entry->name.set(entry, name);
    entry->type.set(entry, Value::small_int(type_of_scope(scope.kind)));
    entry->nested.set(entry, Value::small_int(scope.is_nested));
    entry->lineno.set(entry, Value::small_int(line_of(scope)));
    Value number = TRY(make_int(thread_, static_cast<int64_t>(reinterpret_cast<uintptr_t>(entry))));
    entry->id.set(entry, number);
    Dict* symbols = TRY(make_dict(thread_));
    entry->symbols.set(entry, symbols);
    List* parameters = TRY(make_list(thread_));
    entry->varnames.set(entry, parameters);
    List* children = TRY(make_list(thread_));
    entry->children.set(entry, children);
    TRY(add_symbols(scope, symbols, parameters));
    TRY(add_children(id, symbols, children));
    return entry;
  }

 private:
  static bool is_on_function(const Scope& scope) {
    return scope.node->is<ast::FunctionDef>() || scope.node->is<ast::AsyncFunctionDef>();
  }

  // Those of functions are told elsewhere, and those of the variables of one function are one table.
  bool stands_for_itself(const Scope& scope) const {
    if (symbols_.future_annotations || is_on_function(scope)) return false;
    for (ScopeId sibling : children_[scope.parent]) {
      const Scope& other = symbols_.scopes[sibling];
      if (other.kind == ScopeKind::kAnnotations && other.is_detached && !is_on_function(other)) return false;
    }
    return true;
  }

  Value name_of(const Scope& scope) {
    if (scope.kind == ScopeKind::kModule) return make_str(thread_, "top");
    std::string_view text = symbols_.text(scope.name);
    if (text.starts_with('<')) text = text.substr(1, text.size() - 2);
    return intern_text(thread_.runtime, text);
  }

  uint32_t line_of(const Scope& scope) const {
    if (scope.kind == ScopeKind::kModule) return 0;
    const ast::Node* place = scope.node;
    if (scope.kind == ScopeKind::kAnnotations && place != nullptr) {
      const ast::Node* first = nullptr;
      if (const auto* statement = place->as_if<ast::ClassDef>()) first = first_annotation(statement->body);
      if (const auto* module = place->as_if<ast::Module>()) first = first_annotation(module->body);
      if (first != nullptr) place = first;
    }
    return symbols_.parse->source->line_of(place->begin);
  }

  Status add_symbols(const Scope& scope, Dict* symbols, List* parameters) {
    constexpr std::string_view kConditional = "__conditional_annotations__";
    bool tells_conditional = scope.has_conditional_annotations;
    // CPython gives every generic function the first of its two hidden parameters.
    bool is_generic_function = scope.kind == ScopeKind::kTypeParameters && is_on_function(scope);
    if (is_generic_function) TRY(add_symbol(".defaults", kSymbolParameter, kLocal, symbols, parameters));
    for (SymbolId id : scope.symbols) {
      const Symbol& symbol = symbols_.symbols[id];
      std::string_view name = symbols_.text(symbol.name);
      if (name == kConditional || (is_generic_function && name == ".defaults")) continue;
      TRY(add_symbol(name, symbol.flags, scope_of(symbol), symbols, parameters));
      if (!tells_conditional || (symbol.flags & kSymbolAnnotated) == 0) continue;
      tells_conditional = false;
      TRY(add_symbol(kConditional, kSymbolUsed, kGlobalImplicit, symbols, parameters));
    }
    return {};
  }

  Status add_symbol(std::string_view text, uint16_t flags, NameScope scope, Dict* symbols, List* parameters) {
    Str* name = TRY(intern_text(thread_.runtime, text));
    if ((flags & kSymbolParameter) != 0) TRY(list_append(thread_, parameters, name));
    return dict_set_name(thread_, symbols, name, Value::small_int(flags_of(flags) | scope << kScopeShift));
  }

  // A comprehension that runs in the frame around it has no table: its names and tables are those of what is around.
  Status add_children(ScopeId id, Dict* symbols, List* children) {
    for (ScopeId child : children_[id]) {
      if (!is_comprehension(symbols_.scopes[child].kind) || !symbols_.is_inlined(child)) {
        TRY(list_append(thread_, children, TRY(build(child))));
        continue;
      }
      TRY(add_comprehension(symbols_.scopes[child], symbols));
      TRY(add_children(child, symbols, children));
    }
    return {};
  }

  Status add_comprehension(const Scope& scope, Dict* symbols) {
    for (SymbolId id : scope.symbols) {
      const Symbol& symbol = symbols_.symbols[id];
      if ((symbol.flags & kSymbolParameter) != 0) continue;
      Str* name = TRY(intern_text(thread_.runtime, symbols_.text(symbol.name)));
      int64_t flags = flags_of(symbol.flags) | scope_of(symbol) << kScopeShift;
      Value around = dict_get_name(thread_.runtime, symbols, name);
      if (scope_of(symbol) == kCell) {
        // The cell is one of the frame around it.
        if (!around.is_unbound()) flags = (around.as_small_int() & ((1 << kScopeShift) - 1)) | kCell << kScopeShift;
        flags |= kUsedInComprehensionCell;
      } else if (!around.is_unbound()) {
        continue;
      }
      TRY(dict_set_name(thread_, symbols, name, Value::small_int(flags)));
    }
    return {};
  }

  Thread& thread_;
  const Symbols& symbols_;
  Type* entry_type_;
  std::vector<std::vector<ScopeId>> children_;  // by scope, in CPython's order
};

// Encodings that the front end does not know are those of the codecs, if they know them.
SourceText source_of_bytes(Thread& thread, const std::string& filename, std::span<const uint8_t> bytes) {
  std::string text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  std::string encoding = SourceText::declared_encoding(text);
  if (SourceText::knows_encoding(encoding)) return SourceText::from_bytes(filename, std::move(text));
  Str* name = make_str(thread, encoding);
  Value decoded = name == nullptr ? Value::error() : decode_text(thread, bytes, Value::unbound(), name, nullptr);
  if (!decoded.is_error()) return SourceText::from_utf8(filename, text_of(decoded));
  take_pending(thread);
  return SourceText::from_bytes(filename, std::move(text));
}

Value symtable(Thread& thread, Value* args) {
  bool is_text = is_str(args[0]);
  if (!is_text && !args[0].is_kind(Kind::kBytes)) {
    return raise_type_error(thread, "symtable() arg 1 must be a string or bytes object");
  }
  Value path = TRY(file_system_path(thread, args[1]));
  std::string filename = is_str(path) ? text_of(path) : TRY(encode_name(thread, path));
  std::string start = text_of(TRY(str_argument(thread, args[2], "symtable", 3)));
  if (start != "exec" && start != "eval" && start != "single") {
    return raise_value_error(thread, "symtable() arg 3 must be 'exec' or 'eval' or 'single'");
  }
  ParseMode mode = start == "exec"   ? ParseMode::kModule
                   : start == "eval" ? ParseMode::kExpression
                                     : ParseMode::kInteractive;
  SourceText source;
  if (is_text) {
    source = SourceText::from_utf8(filename, text_of(args[0]));
  } else {
    source = source_of_bytes(thread, filename, args[0].as<Bytes>()->view());
  }
  NameTable names;
  ParseFlags flags;
  flags.stack_budget = thread.native_stack_left();
  ParseResult parsed = parse(source, names, mode, flags);
  TRY(issue_warnings(thread, parsed.diagnostics, filename));
  if (!parsed.ok()) return raise_parse_error(thread, parsed.diagnostics.error, source);
  SymbolsOptions options;
  options.stack_budget = thread.native_stack_left();
  options.check_program = false;
  Symbols symbols = resolve_names(parsed, options);
  if (!symbols.ok()) return raise_compile_error(thread, symbols.diagnostics.error, filename);
  return TableBuilder(thread, symbols, native_type(thread.runtime, kEntryType)).build(0);
}

constexpr NativeDefinition kFunctions[] = {
    {"symtable(source, filename, startstr, /)", symtable, "The table of a program's outermost scope."},
};

}  // namespace

Value create_symtable_module(Thread& thread) {
  Module* module = TRY(make_native_module(thread, "_symtable", "Scopes and names of programs.", kFunctions));
  TRY(make_hidden_type(thread, kEntryType));
  for (const NamedNumber& each : kNumbers) {
    TRY(set_module_attribute(thread, module, each.name, Value::small_int(each.value)));
  }
  return module;
}

}  // namespace memphis

#include "symbols/builder.h"

#include "symbols/diagnose.h"

namespace memphis {

using namespace ast;

SpecialNames::SpecialNames(NameTable& names)
    : dunder_class(names.intern("__class__")),
      dunder_classdict(names.intern("__classdict__")),
      dunder_conditional_annotations(names.intern("__conditional_annotations__")),
      dunder_type_params(names.intern("__type_params__")),
      dunder_annotate(names.intern("__annotate__")),
      dunder_debug(names.intern("__debug__")),
      dunder_future(names.intern("__future__")),
      super(names.intern("super")),
      lambda(names.intern("<lambda>")),
      top(names.intern("<module>")),
      star(names.intern("*")),
      listcomp(names.intern("<listcomp>")),
      setcomp(names.intern("<setcomp>")),
      dictcomp(names.intern("<dictcomp>")),
      genexpr(names.intern("<genexpr>")),
      first_iterator(names.intern(".0")),
      format(names.intern(".format")),
      type_params(names.intern(".type_params")),
      generic_base(names.intern(".generic_base")),
      defaults(names.intern(".defaults")),
      kwdefaults(names.intern(".kwdefaults")) {}

SymbolBuilder::SymbolBuilder(Symbols& symbols, const SymbolsOptions& options)
    : symbols_(symbols), options_(options), special_(symbols.names()), stack_(options.stack_budget) {}

bool SymbolBuilder::build() {
  const ParseResult& parse = *symbols_.parse;
  symbols_.resolutions.resize(parse.node_count);
  symbols_.first_scope.resize(parse.node_count, kNoScope);
  symbols_.future_flags = options_.inherited_future_flags;
  Node* root = parse.root;
  std::span<StmtNode*> body;
  if (const Module* module = root->as_if<Module>()) body = module->body;
  if (const Interactive* interactive = root->as_if<Interactive>()) body = interactive->body;
  if (!collect_future(body)) return false;
  symbols_.future_annotations = (symbols_.future_flags & kFutureAnnotations) != 0;
  symbols_.future_barry_as_flufl = (symbols_.future_flags & kFutureBarryAsBdfl) != 0;
  if (!enter_new(ScopeKind::kModule, special_.top, root, root)) return false;
  if (const Expression* expression = root->as_if<Expression>()) {
    if (!visit(expression->body)) return false;
  } else {
    if (root->is<Module>() && !body.empty()) {
      if (const Expr* first = body[0]->as_if<Expr>()) scope().has_docstring = first->value->is<ConstantStr>();
    }
    if (!visit_statements(body)) return false;
  }
  leave();
  return true;
}

namespace {

struct FutureFeature {
  std::string_view name;
  uint32_t flag;
};
constexpr FutureFeature kFutureFeatures[] = {
    {"nested_scopes", 0},
    {"generators", 0},
    {"division", kFutureDivision},
    {"absolute_import", kFutureAbsoluteImport},
    {"with_statement", kFutureWithStatement},
    {"print_function", kFuturePrintFunction},
    {"unicode_literals", kFutureUnicodeLiterals},
    {"barry_as_FLUFL", kFutureBarryAsBdfl},
    {"generator_stop", kFutureGeneratorStop},
    {"annotations", kFutureAnnotations},
};

}  // namespace

bool SymbolBuilder::future_feature(const alias* feature) {
  std::string_view name = symbols_.text(feature->name);
  for (const FutureFeature& known : kFutureFeatures) {
    if (known.name != name) continue;
    // Features that are always on have no flag that shows; CPython keeps only those that still matter.
    symbols_.future_flags |= known.flag & (kFutureBarryAsBdfl | kFutureAnnotations);
    return true;
  }
  if (name == "braces") return fail("not a chance", feature);
  return fail("future feature " + std::string(name) + " is not defined", feature);
}

bool SymbolBuilder::collect_future(std::span<StmtNode*> body) {
  bool may_be_docstring = true;
  for (StmtNode* statement : body) {
    const ImportFrom* import = statement->as_if<ImportFrom>();
    if (import != nullptr && import->module == special_.dunder_future && import->level == 0) {
      for (const alias* feature : import->names) {
        if (!future_feature(feature)) return false;
      }
      future_end_ = import->end;
      may_be_docstring = false;
      continue;
    }
    const Expr* expression = statement->as_if<Expr>();
    if (!may_be_docstring || expression == nullptr || !expression->value->is<ConstantStr>()) break;
    may_be_docstring = false;
  }
  return true;
}

// ---- Scopes -------------------------------------------------------------------------------------------------------

ScopeId SymbolBuilder::choose_frame(ScopeKind kind, ScopeId parent) const {
  ScopeId self = static_cast<ScopeId>(symbols_.scopes.size());
  if (!is_comprehension(kind) || kind == ScopeKind::kGeneratorExpression) return self;
  const Scope& outer = symbols_.scopes[parent];
  return outer.can_see_class_scope ? self : outer.frame;
}

ScopeId SymbolBuilder::new_scope(ScopeKind kind, NameId name, const Node* node) {
  ScopeId id = static_cast<ScopeId>(symbols_.scopes.size());
  Scope made;
  made.kind = kind;
  made.name = name;
  made.node = node;
  made.private_name = private_name_;
  made.parent = open_.empty() ? kNoScope : current().id;
  made.frame = open_.empty() ? id : choose_frame(kind, made.parent);
  made.first_slot = kind == ScopeKind::kModule || kind == ScopeKind::kClass ? 1 : 0;
  if (!open_.empty()) {
    const Scope& outer = scope();
    made.is_nested = outer.is_nested || is_function_like(outer.kind);
    made.is_method = outer.kind == ScopeKind::kClass && is_function_block(kind);
    made.is_detached = outer.is_detached || (kind == ScopeKind::kAnnotations && symbols_.future_annotations);
    if (kind != ScopeKind::kClass) made.mangled_set = outer.mangled_set;
  }
  made.next_on_node = symbols_.first_scope[node->id];
  symbols_.first_scope[node->id] = id;
  symbols_.scopes.push_back(std::move(made));
  return id;
}

bool SymbolBuilder::enter(ScopeId id, const Node* place) {
  OpenScope opened{.id = id};
  // No assignment expression anywhere inside the iterable of a comprehension, not even in a nested lambda.
  if (!open_.empty()) opened.iterable_depth = current().iterable_depth;
  open_.push_back(opened);
  ScopeKind kind = symbols_.scopes[id].kind;
  if (kind == ScopeKind::kAnnotations || kind == ScopeKind::kTypeAlias || kind == ScopeKind::kTypeVariableBound ||
      kind == ScopeKind::kTypeVariableDefault) {
    if (flags_of(id, special_.format) == 0) {
      return define(special_.format, kSymbolParameter | kSymbolUsed, place, nullptr);
    }
  }
  return true;
}

bool SymbolBuilder::enter_new(ScopeKind kind, NameId name, const Node* node, const Node* place) {
  return enter(new_scope(kind, name, node), place);
}

// ---- Names --------------------------------------------------------------------------------------------------------

uint16_t SymbolBuilder::flags_of(ScopeId scope_id, NameId name) const {
  SymbolId found = symbols_.map.find(scope_id, symbols_.mangle(open_.back().id, name));
  return found == kNoSymbol ? 0 : symbols_.symbols[found].flags;
}

SymbolId SymbolBuilder::add_flags(ScopeId scope_id, NameId mangled, uint16_t flags) {
  SymbolId found = symbols_.map.find(scope_id, mangled);
  if (found == kNoSymbol) {
    found = static_cast<SymbolId>(symbols_.symbols.size());
    Symbol made;
    made.name = mangled;
    made.scope = scope_id;
    symbols_.symbols.push_back(made);
    symbols_.map.insert(scope_id, mangled, found);
    symbols_.scopes[scope_id].symbols.push_back(found);
  }
  symbols_.symbols[found].flags |= flags;
  return found;
}

bool SymbolBuilder::define(NameId name, uint16_t flags, const Node* place, const Node* node, Context context) {
  constexpr uint16_t kWrites = kSymbolParameter | kSymbolLocal | kSymbolImported;
  if ((flags & kWrites) != 0 && !check_name(name, place, context)) return false;
  Scope& here = scope();
  if ((flags & kSymbolTypeParameter) != 0 && here.mangled_set != 0) {
    symbols_.mangled_sets[here.mangled_set - 1].push_back(name);
  }
  return define_in(open_.size() - 1, name, flags, place, node);
}

bool SymbolBuilder::define_in(size_t open_index, NameId name, uint16_t flags, const Node* place, const Node* node) {
  ScopeId target = open_[open_index].id;
  NameId mangled = mangle(name);
  SymbolId existing = symbols_.map.find(target, mangled);
  uint16_t before = existing == kNoSymbol ? 0 : symbols_.symbols[existing].flags;
  if ((flags & before & kSymbolParameter) != 0) {
    return fail_named("duplicate argument '", name, "' in function definition", place);
  }
  if ((flags & before & kSymbolTypeParameter) != 0) {
    return fail_named("duplicate type parameter '", name, "'", place);
  }
  if (open_[open_index].in_iteration_target) {
    if (((before | flags) & (kSymbolGlobal | kSymbolNonlocal)) != 0) {
      return fail_named("comprehension inner loop cannot rebind assignment expression target '", name, "'", place);
    }
    flags |= kSymbolIterationTarget;
  }
  SymbolId symbol = add_flags(target, mangled, flags);
  if ((flags & kSymbolGlobal) != 0) add_flags(0, mangled, kSymbolGlobal);
  if (node != nullptr) symbols_.resolutions[node->id] = Resolution(ResolutionKind::kNone, symbol + 1);
  return true;
}

bool SymbolBuilder::check_name(NameId name, const Node* place, Context context) {
  if (name != special_.dunder_debug || context == Context::kLoad) return true;
  return fail(context == Context::kDel ? "cannot delete __debug__" : "cannot assign to __debug__", place);
}

bool SymbolBuilder::check_keywords(std::span<keyword*> keywords) {
  for (const keyword* word : keywords) {
    if (!check_name(word->name, word, Context::kStore)) return false;
  }
  return true;
}

bool SymbolBuilder::fail(std::string message, const Node* place) {
  report_error(symbols_.diagnostics, *symbols_.parse->source, std::move(message), place->begin, place->end);
  return false;
}

bool SymbolBuilder::fail_named(std::string_view before, NameId name, std::string_view after, const Node* place) {
  std::string message(before);
  message += symbols_.text(name);
  message += after;
  return fail(std::move(message), place);
}

// ---- Functions' headers -------------------------------------------------------------------------------------------

bool SymbolBuilder::visit_parameters(const arguments* node) {
  auto add = [&](const arg* parameter) { return define(parameter->name, kSymbolParameter, parameter, parameter); };
  for (const arg* parameter : node->posonlyargs) {
    if (!add(parameter)) return false;
  }
  for (const arg* parameter : node->args) {
    if (!add(parameter)) return false;
  }
  for (const arg* parameter : node->kwonlyargs) {
    if (!add(parameter)) return false;
  }
  if (node->vararg != nullptr) {
    if (!add(node->vararg)) return false;
    scope().has_varargs = true;
  }
  if (node->kwarg != nullptr) {
    if (!add(node->kwarg)) return false;
    scope().has_varkeywords = true;
  }
  return true;
}

bool SymbolBuilder::visit_parameter_annotations(const arguments* node) {
  auto annotation = [&](const arg* parameter) {
    if (parameter == nullptr || parameter->annotation == nullptr) return true;
    scope().annotations_used = true;
    return visit(parameter->annotation);
  };
  for (const arg* parameter : node->posonlyargs) {
    if (!annotation(parameter)) return false;
  }
  for (const arg* parameter : node->args) {
    if (!annotation(parameter)) return false;
  }
  if (!annotation(node->vararg) || !annotation(node->kwarg)) return false;
  for (const arg* parameter : node->kwonlyargs) {
    if (!annotation(parameter)) return false;
  }
  return true;
}

bool SymbolBuilder::visit_annotations(const FunctionDef* node, ScopeId function) {
  bool sees_class = scope().can_see_class_scope || scope().kind == ScopeKind::kClass;
  if (!enter_new(ScopeKind::kAnnotations, special_.dunder_annotate, node, node)) return false;
  symbols_.scopes[function].annotations = current().id;
  if (sees_class) {
    scope().can_see_class_scope = true;
    if (!use(special_.dunder_classdict, node)) return false;
  }
  if (!visit_parameter_annotations(node->args)) return false;
  if (node->returns != nullptr) {
    scope().annotations_used = true;
    if (!visit(node->returns)) return false;
  }
  leave();
  return true;
}

// Annotations of variables share one scope per class, module or function. Those in a function are never evaluated.
bool SymbolBuilder::visit_annotation(const ExprNode* annotation) {
  ScopeKind outer_kind = scope().kind;
  bool in_namespace = outer_kind == ScopeKind::kClass || outer_kind == ScopeKind::kModule;
  // Those of a module always count as conditional: somebody may look before the module has run to its end.
  if (outer_kind == ScopeKind::kModule || (outer_kind == ScopeKind::kClass && current().in_conditional_block)) {
    scope().has_conditional_annotations = true;
  }
  ScopeId outer = current().id;
  ScopeId existing = symbols_.scopes[outer].annotations;
  // A function's own `annotations` are those of its parameters; its variables' are kept apart because nothing runs
  // them.
  if (in_namespace && existing != kNoScope) {
    if (!enter(existing, annotation)) return false;
  } else {
    const Node* key = in_namespace ? symbols_.scopes[outer].node : annotation;
    ScopeId made = new_scope(ScopeKind::kAnnotations, special_.dunder_annotate, key);
    if (in_namespace) symbols_.scopes[outer].annotations = made;
    if (!enter(made, annotation)) return false;
    scope().is_detached |= !in_namespace;
    if (outer_kind == ScopeKind::kClass && !symbols_.future_annotations) {
      scope().can_see_class_scope = true;
      if (!use(special_.dunder_classdict, annotation)) return false;
    }
  }
  current().is_unevaluated = !in_namespace;
  bool conditional = in_namespace && symbols_.scopes[outer].has_conditional_annotations;
  if (conditional && !use(special_.dunder_conditional_annotations, annotation)) return false;
  if (!visit(annotation)) return false;
  leave();
  return true;
}

bool SymbolBuilder::enter_type_parameters(const Node* node, NameId name, bool has_defaults, bool has_kwdefaults,
                                          bool is_class) {
  bool sees_class = scope().kind == ScopeKind::kClass;
  if (!enter_new(ScopeKind::kTypeParameters, name, node, node)) return false;
  if (sees_class) {
    scope().can_see_class_scope = true;
    if (!use(special_.dunder_classdict, node)) return false;
  }
  if (is_class) {
    if (!define(special_.type_params, kSymbolLocal | kSymbolUsed, node, nullptr)) return false;
    if (!define(special_.generic_base, kSymbolLocal | kSymbolUsed, node, nullptr)) return false;
  }
  if (has_defaults && !define(special_.defaults, kSymbolParameter, node, nullptr)) return false;
  if (has_kwdefaults && !define(special_.kwdefaults, kSymbolParameter, node, nullptr)) return false;
  return true;
}

bool SymbolBuilder::visit_type_parameter_part(const TypeParamNode* node, NameId name, const ExprNode* part,
                                              ScopeKind kind, const char* position) {
  if (name == special_.dunder_classdict) {
    return fail_named("reserved name '", name, "' cannot be used for type parameter", node);
  }
  if (part == nullptr) return true;
  bool sees_class = scope().can_see_class_scope;
  if (!enter_new(kind, name, node, part)) return false;
  scope().can_see_class_scope = sees_class;
  if (sees_class && !use(special_.dunder_classdict, part)) return false;
  current().position = position;
  if (!visit(part)) return false;
  leave();
  return true;
}

bool SymbolBuilder::visit(const TypeParamNode* node) {
  constexpr uint16_t kFlags = kSymbolTypeParameter | kSymbolLocal;
  if (const TypeVar* variable = node->as_if<TypeVar>()) {
    if (!define(variable->name, kFlags, node, node)) return false;
    bool constraints = variable->bound != nullptr && variable->bound->is<Tuple>();
    return visit_type_parameter_part(node, variable->name, variable->bound, ScopeKind::kTypeVariableBound,
                                     constraints ? "a TypeVar constraint" : "a TypeVar bound") &&
           visit_type_parameter_part(node, variable->name, variable->default_value, ScopeKind::kTypeVariableDefault,
                                     "a TypeVar default");
  }
  // ParamSpec and TypeVarTuple have the same fields.
  const ParamSpec* variable = node->as<ParamSpec>();
  if (!define(variable->name, kFlags, node, node)) return false;
  return visit_type_parameter_part(node, variable->name, variable->default_value, ScopeKind::kTypeVariableDefault,
                                   node->is<ParamSpec>() ? "a ParamSpec default" : "a TypeVarTuple default");
}

}  // namespace memphis

#include "symbols/builder.h"
#include "symbols/diagnose.h"

namespace memphis {

using namespace ast;

bool SymbolBuilder::visit(const ExprNode* node) {
  if (stack_.exhausted()) {
    report_recursion(symbols_.diagnostics);
    return false;
  }
  switch (node->kind) {
    case NodeKind::kName: return visit_name(node->as<Name>());
    case NodeKind::kNamedExpr:
      return refuse_in_annotation("named expression", node) && visit_named_expression(node->as<NamedExpr>());
    case NodeKind::kLambda: return visit_lambda(node->as<Lambda>());
    case NodeKind::kListComp:
    case NodeKind::kSetComp:
    case NodeKind::kGeneratorExp: {
      const ListComp* comprehension = node->as<ListComp>();
      return visit_comprehension(node, comprehension->generators, nullptr, comprehension->elt);
    }
    case NodeKind::kDictComp: {
      const DictComp* comprehension = node->as<DictComp>();
      return visit_comprehension(node, comprehension->generators, comprehension->key, comprehension->value);
    }
    case NodeKind::kAwait: return visit_await(node->as<Await>());
    case NodeKind::kYield: return visit_yield(node, node->as<Yield>()->value);
    case NodeKind::kYieldFrom: return visit_yield(node, node->as<YieldFrom>()->value);
    case NodeKind::kCall: return visit_call(node->as<Call>());
    case NodeKind::kAttribute: {
      const Attribute* attribute = node->as<Attribute>();
      if (!check_name(attribute->attr, node, node->context())) return false;
      NameId mangled = mangle(attribute->attr);
      if (mangled != attribute->attr) {
        symbols_.resolutions[node->id] = Resolution(ResolutionKind::kMangled, static_cast<uint32_t>(mangled));
      }
      return visit(attribute->value);
    }
    default: return visit_composite(node);
  }
}

// Expressions that only hold others.
bool SymbolBuilder::visit_composite(const ExprNode* node) {
  switch (node->kind) {
    case NodeKind::kBoolOp: return visit_all(node->as<BoolOp>()->values);
    case NodeKind::kBinOp: return visit(node->as<BinOp>()->left) && visit(node->as<BinOp>()->right);
    case NodeKind::kUnaryOp: return visit(node->as<UnaryOp>()->operand);
    case NodeKind::kIfExp: {
      const IfExp* choice = node->as<IfExp>();
      return visit(choice->test) && visit(choice->body) && visit(choice->orelse);
    }
    case NodeKind::kDict: {
      const Dict* dict = node->as<Dict>();
      for (size_t i = 0; i < dict->keys.size(); i++) {
        if (!visit_optional(dict->keys[i]) || !visit(dict->values[i])) return false;
      }
      return true;
    }
    case NodeKind::kSet:
    case NodeKind::kList:
    case NodeKind::kTuple: return visit_all(node->as<List>()->elts);
    case NodeKind::kCompare: return visit(node->as<Compare>()->left) && visit_all(node->as<Compare>()->comparators);
    case NodeKind::kFormattedValue:
      return visit(node->as<FormattedValue>()->value) && visit_optional(node->as<FormattedValue>()->format_spec);
    case NodeKind::kInterpolation:
      return visit(node->as<Interpolation>()->value) && visit_optional(node->as<Interpolation>()->format_spec);
    case NodeKind::kJoinedStr: return visit_all(node->as<JoinedStr>()->values);
    case NodeKind::kTemplateStr: return visit_all(node->as<TemplateStr>()->values);
    case NodeKind::kSubscript: return visit(node->as<Subscript>()->value) && visit(node->as<Subscript>()->slice);
    case NodeKind::kStarred: return visit(node->as<Starred>()->value);
    case NodeKind::kSlice: {
      const Slice* slice = node->as<Slice>();
      return visit_optional(slice->lower) && visit_optional(slice->upper) && visit_optional(slice->step);
    }
    default: return true;  // constants
  }
}

bool SymbolBuilder::visit_name(const Name* node) {
  if (current().is_unevaluated) return true;
  bool is_load = node->context() == Context::kLoad;
  if (!define(node->name, is_load ? kSymbolUsed : kSymbolLocal, node, node, node->context())) return false;
  // super() without arguments reads __class__.
  if (is_load && node->name == special_.super && is_function_like(scope().kind)) {
    return use(special_.dunder_class, node);
  }
  return true;
}

bool SymbolBuilder::visit_lambda(const Lambda* node) {
  if (!visit_all(node->args->defaults) || !visit_all(node->args->kw_defaults)) return false;
  if (!enter_new(ScopeKind::kLambda, special_.lambda, node, node)) return false;
  if (!visit_parameters(node->args) || !visit(node->body)) return false;
  leave();
  return true;
}

bool SymbolBuilder::visit_call(const Call* node) {
  if (!visit(node->func) || !visit_all(node->args) || !check_keywords(node->keywords)) return false;
  for (const keyword* word : node->keywords) {
    if (!visit(word->value)) return false;
  }
  return true;
}

// In a comprehension the target belongs to the nearest scope around that is no comprehension.
bool SymbolBuilder::extend_to_enclosing_scope(const Name* target) {
  NameId name = target->name;
  for (size_t i = open_.size(); i-- > 0;) {
    ScopeId id = open_[i].id;
    ScopeKind kind = symbols_.scopes[id].kind;
    // (Annotations are looked through: the target belongs to what is around them.)
    if (kind == ScopeKind::kAnnotations) continue;
    if (is_comprehension(kind)) {
      uint16_t flags = flags_of(id, name);
      if ((flags & kSymbolIterationTarget) != 0 && (flags & kSymbolLocal) != 0) {
        return fail_named("assignment expression cannot rebind comprehension iteration variable '", name, "'", target);
      }
      continue;
    }
    if (kind == ScopeKind::kFunction || kind == ScopeKind::kLambda || kind == ScopeKind::kModule) {
      bool is_module = kind == ScopeKind::kModule;
      bool is_global = is_module || (flags_of(id, name) & kSymbolGlobal) != 0;
      if (!define(name, is_global ? kSymbolGlobal : kSymbolNonlocal, target, nullptr)) return false;
      directives_.push_back({current().id, mangle(name), target->begin, target->end});
      return define_in(i, name, is_module ? kSymbolGlobal : kSymbolLocal, target, nullptr);
    }
    std::string where = kind == ScopeKind::kClass            ? "in a class body"
                        : kind == ScopeKind::kTypeAlias      ? "in a type alias"
                        : kind == ScopeKind::kTypeParameters ? "within the definition of a generic"
                                                             : "in a TypeVar bound";
    return fail("assignment expression within a comprehension cannot be used " + where, target);
  }
  return true;
}

bool SymbolBuilder::visit_named_expression(const NamedExpr* node) {
  if (current().iterable_depth > 0) {
    return fail("assignment expression cannot be used in a comprehension iterable expression", node);
  }
  if (is_comprehension(scope().kind) && !extend_to_enclosing_scope(node->target->as<Name>())) return false;
  symbols_.scopes[scope().frame].has_named_expressions = true;
  return visit(node->value) && visit(node->target);
}

bool SymbolBuilder::visit_await(const Await* node) {
  if (!refuse_in_annotation("await expression", node)) return false;
  const Scope& here = scope();
  if (!(options_.allow_top_level_await && here.kind == ScopeKind::kModule)) {
    if (!is_function_like(here.kind)) return fail("'await' outside function", node);
    bool in_coroutine = is_function_block(here.kind) && here.is_coroutine;
    if (!in_coroutine && !is_comprehension(here.kind)) return fail("'await' outside async function", node);
  }
  if (!visit(node->value)) return false;
  scope().is_coroutine = true;
  return true;
}

bool SymbolBuilder::visit_yield(const ExprNode* node, const ExprNode* value) {
  if (!refuse_in_annotation("yield expression", node) || !visit_optional(value)) return false;
  ScopeKind kind = scope().kind;
  if (is_comprehension(kind)) {
    return fail(kind == ScopeKind::kListComprehension   ? "'yield' inside list comprehension"
                : kind == ScopeKind::kSetComprehension  ? "'yield' inside set comprehension"
                : kind == ScopeKind::kDictComprehension ? "'yield' inside dict comprehension"
                                                        : "'yield' inside generator expression",
                node);
  }
  scope().is_generator = true;
  return true;
}

bool SymbolBuilder::refuse_in_annotation(const char* what, const Node* node) {
  std::string message = std::string(what) + " cannot be used within ";
  switch (scope().kind) {
    case ScopeKind::kAnnotations: return fail(message + "an annotation", node);
    case ScopeKind::kTypeVariableBound:
    case ScopeKind::kTypeVariableDefault: return fail(message + current().position, node);
    case ScopeKind::kTypeAlias: return fail(message + "a type alias", node);
    case ScopeKind::kTypeParameters: return fail(message + "the definition of a generic", node);
    default: return true;
  }
}

bool SymbolBuilder::visit_generator(const comprehension* node) {
  current().iterable_depth++;
  if (!visit(node->iter)) return false;
  current().iterable_depth--;
  current().in_iteration_target = true;
  if (!visit(node->target)) return false;
  current().in_iteration_target = false;
  if (!visit_all(node->ifs)) return false;
  if (node->is_async()) scope().is_coroutine = true;
  return true;
}

bool SymbolBuilder::visit_comprehension(const ExprNode* node, std::span<comprehension*> generators,
                                        const ExprNode* value, const ExprNode* element) {
  const comprehension* outermost = generators[0];
  current().iterable_depth++;
  if (!visit(outermost->iter)) return false;
  current().iterable_depth--;
  ScopeKind kind = ScopeKind::kGeneratorExpression;
  NameId name = special_.genexpr;
  if (node->is<ListComp>()) kind = ScopeKind::kListComprehension, name = special_.listcomp;
  if (node->is<SetComp>()) kind = ScopeKind::kSetComprehension, name = special_.setcomp;
  if (node->is<DictComp>()) kind = ScopeKind::kDictComprehension, name = special_.dictcomp;
  if (!enter_new(kind, name, node, node)) return false;
  ScopeId id = current().id;
  if (outermost->is_async()) scope().is_coroutine = true;
  if (!symbols_.is_inlined(id) && !define(special_.first_iterator, kSymbolParameter, node, nullptr)) return false;
  current().in_iteration_target = true;
  if (!visit(outermost->target)) return false;
  current().in_iteration_target = false;
  if (!visit_all(outermost->ifs)) return false;
  for (const comprehension* generator : generators.subspan(1)) {
    if (!visit_generator(generator)) return false;
  }
  if (!visit_optional(value) || !visit(element)) return false;
  bool is_generator = kind == ScopeKind::kGeneratorExpression;
  scope().is_generator = is_generator;
  bool is_async = scope().is_coroutine && !is_generator;
  leave();
  if (!is_async) return true;
  const Scope& outer = scope();
  bool top_level = options_.allow_top_level_await && outer.kind == ScopeKind::kModule;
  if (!(is_function_block(outer.kind) && outer.is_coroutine) && !is_comprehension(outer.kind) && !top_level) {
    return fail("asynchronous comprehension outside of an asynchronous function", node);
  }
  scope().is_coroutine = true;
  return true;
}

bool SymbolBuilder::visit_class_pattern(const MatchClass* node) {
  if (!visit(node->cls) || !visit_all(node->patterns)) return false;
  for (size_t i = 0; i < node->kwd_attrs.size(); i++) {
    if (!check_name(node->kwd_attrs[i], node->kwd_patterns[i], Context::kStore)) return false;
  }
  return visit_all(node->kwd_patterns);
}

bool SymbolBuilder::visit(const PatternNode* node) {
  if (stack_.exhausted()) {
    report_recursion(symbols_.diagnostics);
    return false;
  }
  auto bind = [&](NameId name) { return name == NameId::kNone || define(name, kSymbolLocal, node, node); };
  switch (node->kind) {
    case NodeKind::kMatchValue: return visit(node->as<MatchValue>()->value);
    case NodeKind::kMatchSequence: return visit_all(node->as<MatchSequence>()->patterns);
    case NodeKind::kMatchStar: return bind(node->as<MatchStar>()->name);
    case NodeKind::kMatchMapping: {
      const MatchMapping* mapping = node->as<MatchMapping>();
      return visit_all(mapping->keys) && visit_all(mapping->patterns) && bind(mapping->rest);
    }
    case NodeKind::kMatchClass: return visit_class_pattern(node->as<MatchClass>());
    case NodeKind::kMatchAs: {
      const MatchAs* as_pattern = node->as<MatchAs>();
      return (as_pattern->pattern == nullptr || visit(as_pattern->pattern)) && bind(as_pattern->name);
    }
    case NodeKind::kMatchOr: return visit_all(node->as<MatchOr>()->patterns);
    default: return true;  // MatchSingleton
  }
}

}  // namespace memphis

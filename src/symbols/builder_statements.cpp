#include "symbols/builder.h"
#include "symbols/diagnose.h"

namespace memphis {

using namespace ast;

struct SymbolBuilder::ConditionalBlock {
  explicit ConditionalBlock(SymbolBuilder& the_builder)
      : builder(the_builder), before(the_builder.current().in_conditional_block) {
    builder.current().in_conditional_block = true;
  }
  ~ConditionalBlock() { builder.current().in_conditional_block = before; }
  SymbolBuilder& builder;
  bool before;
};

bool SymbolBuilder::visit_statements(std::span<StmtNode*> body) {
  for (const StmtNode* node : body) {
    if (!visit(node)) return false;
  }
  return true;
}

bool SymbolBuilder::visit_block(std::span<StmtNode*> body) {
  ConditionalBlock conditional(*this);
  return visit_statements(body);
}

bool SymbolBuilder::visit(const StmtNode* node) {
  if (stack_.exhausted()) {
    report_recursion(symbols_.diagnostics);
    return false;
  }
  switch (node->kind) {
    case NodeKind::kFunctionDef:
    case NodeKind::kAsyncFunctionDef: return visit_function(node->as<FunctionDef>());
    case NodeKind::kClassDef: return visit_class(node->as<ClassDef>());
    case NodeKind::kReturn: return visit_optional(node->as<Return>()->value);
    case NodeKind::kDelete: return visit_all(node->as<Delete>()->targets);
    case NodeKind::kAssign: return visit(node->as<Assign>()->value) && visit_all(node->as<Assign>()->targets);
    case NodeKind::kTypeAlias: return visit_type_alias(node->as<TypeAlias>());
    case NodeKind::kAugAssign: return visit(node->as<AugAssign>()->target) && visit(node->as<AugAssign>()->value);
    case NodeKind::kAnnAssign: return visit_annotated_assignment(node->as<AnnAssign>());
    case NodeKind::kFor:
    case NodeKind::kAsyncFor: return visit_for(node->as<For>());
    case NodeKind::kWhile:
      return visit(node->as<While>()->test) && visit_block(node->as<While>()->body) &&
             visit_block(node->as<While>()->orelse);
    case NodeKind::kIf:
      return visit(node->as<If>()->test) && visit_block(node->as<If>()->body) && visit_block(node->as<If>()->orelse);
    case NodeKind::kWith:
    case NodeKind::kAsyncWith: return visit_with(node->as<With>());
    case NodeKind::kMatch: {
      const Match* match = node->as<Match>();
      if (!visit(match->subject)) return false;
      ConditionalBlock conditional(*this);
      for (const match_case* branch : match->cases) {
        if (!visit(branch->pattern) || !visit_optional(branch->guard) || !visit_statements(branch->body)) return false;
      }
      return true;
    }
    case NodeKind::kRaise: return visit_optional(node->as<Raise>()->exc) && visit_optional(node->as<Raise>()->cause);
    case NodeKind::kTry:
    case NodeKind::kTryStar: return visit_try(node->as<Try>());
    case NodeKind::kAssert: return visit(node->as<Assert>()->test) && visit_optional(node->as<Assert>()->msg);
    case NodeKind::kImport:
      for (const alias* name : node->as<Import>()->names) {
        if (!visit_alias(name)) return false;
      }
      return true;
    case NodeKind::kImportFrom: return visit_import_from(node->as<ImportFrom>());
    case NodeKind::kGlobal: return visit_directive(node, node->as<Global>()->names, true);
    case NodeKind::kNonlocal: return visit_directive(node, node->as<Nonlocal>()->names, false);
    case NodeKind::kExpr: return visit(node->as<Expr>()->value);
    default: return true;  // pass, break, continue
  }
}

namespace {

bool starts_with_docstring(std::span<StmtNode*> body) {
  if (body.empty()) return false;
  const Expr* first = body[0]->as_if<Expr>();
  return first != nullptr && first->value->is<ConstantStr>();
}

}  // namespace

bool SymbolBuilder::visit_function(const FunctionDef* node) {
  if (!define(node->name, kSymbolLocal, node, node)) return false;
  const arguments* args = node->args;
  if (!visit_all(args->defaults) || !visit_all(args->kw_defaults) || !visit_all(node->decorator_list)) return false;
  bool is_generic = !node->type_params.empty();
  if (is_generic) {
    bool has_kwdefaults = false;
    for (const ExprNode* value : args->kw_defaults) has_kwdefaults |= value != nullptr;
    if (!enter_type_parameters(node, node->name, !args->defaults.empty(), has_kwdefaults, false)) return false;
    if (!visit_all(node->type_params)) return false;
  }
  ScopeId function = new_scope(ScopeKind::kFunction, node->name, node);
  symbols_.scopes[function].has_docstring = starts_with_docstring(node->body);
  if (!visit_annotations(node, function)) return false;
  if (!enter(function, node)) return false;
  scope().is_coroutine = node->kind == NodeKind::kAsyncFunctionDef;
  if (!visit_parameters(args) || !visit_statements(node->body)) return false;
  leave();
  if (is_generic) leave();
  return true;
}

bool SymbolBuilder::visit_class(const ClassDef* node) {
  if (!define(node->name, kSymbolLocal, node, node) || !visit_all(node->decorator_list)) return false;
  NameId outer_private = private_name_;
  bool is_generic = !node->type_params.empty();
  if (is_generic) {
    if (!enter_type_parameters(node, node->name, false, false, true)) return false;
    // The type parameters are mangled as inside the class, everything else as outside.
    private_name_ = node->name;
    symbols_.mangled_sets.emplace_back();
    scope().private_name = private_name_;
    scope().mangled_set = static_cast<uint32_t>(symbols_.mangled_sets.size());
    if (!visit_all(node->type_params)) return false;
  }
  if (!visit_all(node->bases) || !check_keywords(node->keywords)) return false;
  for (const keyword* word : node->keywords) {
    if (!visit(word->value)) return false;
  }
  private_name_ = node->name;
  if (!enter_new(ScopeKind::kClass, node->name, node, node)) return false;
  if (is_generic) {
    if (!define(special_.dunder_type_params, kSymbolLocal, node, nullptr)) return false;
    if (!use(special_.type_params, node)) return false;
  }
  scope().has_docstring = starts_with_docstring(node->body);
  if (!visit_statements(node->body)) return false;
  leave();
  if (is_generic) leave();
  private_name_ = outer_private;
  return true;
}

bool SymbolBuilder::visit_type_alias(const TypeAlias* node) {
  if (!visit(node->name)) return false;
  NameId name = node->name->as<Name>()->name;
  bool in_class = scope().kind == ScopeKind::kClass;
  bool is_generic = !node->type_params.empty();
  if (is_generic) {
    if (!enter_type_parameters(node, name, false, false, false) || !visit_all(node->type_params)) return false;
  }
  if (!enter_new(ScopeKind::kTypeAlias, name, node, node)) return false;
  scope().can_see_class_scope = in_class;
  if (in_class && !use(special_.dunder_classdict, node->value)) return false;
  if (!visit(node->value)) return false;
  leave();
  if (is_generic) leave();
  return true;
}

bool SymbolBuilder::visit_annotated_assignment(const AnnAssign* node) {
  scope().annotations_used = true;
  if (const Name* target = node->target->as_if<Name>()) {
    uint16_t flags = flags_of(current().id, target->name);
    if ((flags & (kSymbolGlobal | kSymbolNonlocal)) != 0 && current().id != 0 && node->simple()) {
      return fail_named("annotated name '", target->name,
                        (flags & kSymbolGlobal) != 0 ? "' can't be global" : "' can't be nonlocal", node);
    }
    if (node->simple()) {
      if (!define(target->name, kSymbolAnnotated | kSymbolLocal, target, target)) return false;
    } else if (node->value != nullptr) {
      if (!define(target->name, kSymbolLocal, target, target)) return false;
    }
  } else if (!visit(node->target)) {
    return false;
  }
  return visit_annotation(node->annotation) && visit_optional(node->value);
}

bool SymbolBuilder::visit_for(const For* node) {
  if (node->kind == NodeKind::kAsyncFor) {
    if (options_.allow_top_level_await && scope().kind == ScopeKind::kModule) scope().is_coroutine = true;
    if (!scope().is_coroutine) return fail("'async for' outside async function", node);
  }
  return visit(node->iter) && visit(node->target) && visit_block(node->body) && visit_block(node->orelse);
}

bool SymbolBuilder::visit_with(const With* node) {
  if (node->kind == NodeKind::kAsyncWith) {
    if (options_.allow_top_level_await && scope().kind == ScopeKind::kModule) scope().is_coroutine = true;
    if (!scope().is_coroutine) return fail("'async with' outside async function", node);
  }
  ConditionalBlock conditional(*this);
  for (const withitem* item : node->items) {
    if (!visit(item->context_expr) || !visit_optional(item->optional_vars)) return false;
  }
  return visit_statements(node->body);
}

bool SymbolBuilder::visit_try(const Try* node) {
  ConditionalBlock conditional(*this);
  if (!visit_statements(node->body)) return false;
  for (const ExceptHandler* handler : node->handlers) {
    if (!visit_optional(handler->type)) return false;
    if (handler->name != NameId::kNone && !define(handler->name, kSymbolLocal, handler, handler)) return false;
    if (!visit_statements(handler->body)) return false;
  }
  return visit_statements(node->orelse) && visit_statements(node->finalbody);
}

bool SymbolBuilder::visit_alias(const alias* node) {
  if (node->name == special_.star) {
    if (scope().kind == ScopeKind::kModule) return true;
    return fail("import * only allowed at module level", node);
  }
  NameId bound = node->asname;
  if (bound == NameId::kNone) {
    std::string_view text = symbols_.text(node->name);
    size_t dot = text.find('.');
    bound = dot == std::string_view::npos ? node->name : symbols_.names().intern(text.substr(0, dot));
  }
  return define(bound, kSymbolImported, node, node);
}

bool SymbolBuilder::visit_import_from(const ImportFrom* node) {
  for (const alias* name : node->names) {
    if (!visit_alias(name)) return false;
  }
  if (node->module == special_.dunder_future && node->level == 0 && node->begin >= future_end_) {
    return fail("from __future__ imports must occur at the beginning of the file", node);
  }
  return true;
}

bool SymbolBuilder::visit_directive(const Node* node, std::span<NameId> names, bool is_global) {
  std::string_view word = is_global ? "global" : "nonlocal";
  for (NameId name : names) {
    uint16_t flags = flags_of(current().id, name);
    if ((flags & kSymbolParameter) != 0)
      return fail_named("name '", name, std::string("' is parameter and ") += word, node);
    if ((flags & kSymbolUsed) != 0) {
      return fail_named("name '", name, (std::string("' is used prior to ") += word) += " declaration", node);
    }
    if ((flags & kSymbolAnnotated) != 0)
      return fail_named("annotated name '", name, std::string("' can't be ") += word, node);
    if ((flags & kSymbolLocal) != 0) {
      return fail_named("name '", name, (std::string("' is assigned to before ") += word) += " declaration", node);
    }
    if (!define(name, is_global ? kSymbolGlobal : kSymbolNonlocal, node, nullptr)) return false;
    directives_.push_back({current().id, mangle(name), node->begin, node->end});
  }
  return true;
}

}  // namespace memphis

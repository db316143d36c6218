#pragma once
// The fields of every node kind, once: what Python's `ast` calls them, in its order. A visitor gets them one by one
// through these calls, so that printers, walkers and the `ast` module need no switch of their own:
//   child(name, node)         a node that is there
//   optional(name, node)      a node or null
//   list(name, span)          nodes; an entry may be null where ast.h says so
//   identifier(name, id)      a name that is there
//   optional_identifier(name, id)
//   identifiers(name, span)
//   context(node)             Load, Store or Del
//   op(name, operator)        an operator enumerator
//   ops(name, span)           comparison operators
//   integer(name, value)
//   constant(node)            the value of a constant node
//   text(name, view)

#include "syntax/ast.h"

namespace memphis::ast {

template <class Visitor>
void visit_statement_fields(const Node* node, Visitor& v) {
  switch (node->kind) {
    case NodeKind::kFunctionDef:
    case NodeKind::kAsyncFunctionDef: {
      auto* n = node->as<FunctionDef>();
      v.identifier("name", n->name);
      v.child("args", n->args);
      v.list("body", n->body);
      v.list("decorator_list", n->decorator_list);
      v.optional("returns", n->returns);
      v.list("type_params", n->type_params);
      break;
    }
    case NodeKind::kClassDef: {
      auto* n = node->as<ClassDef>();
      v.identifier("name", n->name);
      v.list("bases", n->bases);
      v.list("keywords", n->keywords);
      v.list("body", n->body);
      v.list("decorator_list", n->decorator_list);
      v.list("type_params", n->type_params);
      break;
    }
    case NodeKind::kReturn: v.optional("value", node->as<Return>()->value); break;
    case NodeKind::kDelete: v.list("targets", node->as<Delete>()->targets); break;
    case NodeKind::kAssign:
      v.list("targets", node->as<Assign>()->targets);
      v.child("value", node->as<Assign>()->value);
      break;
    case NodeKind::kTypeAlias:
      v.child("name", node->as<TypeAlias>()->name);
      v.list("type_params", node->as<TypeAlias>()->type_params);
      v.child("value", node->as<TypeAlias>()->value);
      break;
    case NodeKind::kAugAssign:
      v.child("target", node->as<AugAssign>()->target);
      v.op("op", node->as<AugAssign>()->op());
      v.child("value", node->as<AugAssign>()->value);
      break;
    case NodeKind::kAnnAssign: {
      auto* n = node->as<AnnAssign>();
      v.child("target", n->target);
      v.child("annotation", n->annotation);
      v.optional("value", n->value);
      v.integer("simple", n->simple());
      break;
    }
    case NodeKind::kFor:
    case NodeKind::kAsyncFor: {
      auto* n = node->as<For>();
      v.child("target", n->target);
      v.child("iter", n->iter);
      v.list("body", n->body);
      v.list("orelse", n->orelse);
      break;
    }
    case NodeKind::kWhile:
    case NodeKind::kIf: {
      // The two have the same fields, and the same layout.
      auto* n = node->as<If>();
      v.child("test", n->test);
      v.list("body", n->body);
      v.list("orelse", n->orelse);
      break;
    }
    case NodeKind::kWith:
    case NodeKind::kAsyncWith:
      v.list("items", node->as<With>()->items);
      v.list("body", node->as<With>()->body);
      break;
    case NodeKind::kMatch:
      v.child("subject", node->as<Match>()->subject);
      v.list("cases", node->as<Match>()->cases);
      break;
    case NodeKind::kRaise:
      v.optional("exc", node->as<Raise>()->exc);
      v.optional("cause", node->as<Raise>()->cause);
      break;
    case NodeKind::kTry:
    case NodeKind::kTryStar: {
      auto* n = node->as<Try>();
      v.list("body", n->body);
      v.list("handlers", n->handlers);
      v.list("orelse", n->orelse);
      v.list("finalbody", n->finalbody);
      break;
    }
    case NodeKind::kAssert:
      v.child("test", node->as<Assert>()->test);
      v.optional("msg", node->as<Assert>()->msg);
      break;
    case NodeKind::kImport: v.list("names", node->as<Import>()->names); break;
    case NodeKind::kImportFrom: {
      auto* n = node->as<ImportFrom>();
      v.optional_identifier("module", n->module);
      v.list("names", n->names);
      v.integer("level", n->level);
      break;
    }
    case NodeKind::kGlobal: v.identifiers("names", node->as<Global>()->names); break;
    case NodeKind::kNonlocal: v.identifiers("names", node->as<Nonlocal>()->names); break;
    case NodeKind::kExpr: v.child("value", node->as<Expr>()->value); break;
    default: break;
  }
}

template <class Visitor>
void visit_expression_fields(const Node* node, Visitor& v) {
  switch (node->kind) {
    case NodeKind::kBoolOp:
      v.op("op", node->as<BoolOp>()->op());
      v.list("values", node->as<BoolOp>()->values);
      break;
    case NodeKind::kNamedExpr:
      v.child("target", node->as<NamedExpr>()->target);
      v.child("value", node->as<NamedExpr>()->value);
      break;
    case NodeKind::kBinOp:
      v.child("left", node->as<BinOp>()->left);
      v.op("op", node->as<BinOp>()->op());
      v.child("right", node->as<BinOp>()->right);
      break;
    case NodeKind::kUnaryOp:
      v.op("op", node->as<UnaryOp>()->op());
      v.child("operand", node->as<UnaryOp>()->operand);
      break;
    case NodeKind::kLambda:
      v.child("args", node->as<Lambda>()->args);
      v.child("body", node->as<Lambda>()->body);
      break;
    case NodeKind::kIfExp:
      v.child("test", node->as<IfExp>()->test);
      v.child("body", node->as<IfExp>()->body);
      v.child("orelse", node->as<IfExp>()->orelse);
      break;
    case NodeKind::kDict:
      v.list("keys", node->as<Dict>()->keys);
      v.list("values", node->as<Dict>()->values);
      break;
    case NodeKind::kSet: v.list("elts", node->as<Set>()->elts); break;
    case NodeKind::kListComp:
    case NodeKind::kSetComp:
    case NodeKind::kGeneratorExp:
      v.child("elt", node->as<ListComp>()->elt);
      v.list("generators", node->as<ListComp>()->generators);
      break;
    case NodeKind::kDictComp:
      v.child("key", node->as<DictComp>()->key);
      v.child("value", node->as<DictComp>()->value);
      v.list("generators", node->as<DictComp>()->generators);
      break;
    case NodeKind::kAwait: v.child("value", node->as<Await>()->value); break;
    case NodeKind::kYield: v.optional("value", node->as<Yield>()->value); break;
    case NodeKind::kYieldFrom: v.child("value", node->as<YieldFrom>()->value); break;
    case NodeKind::kCompare:
      v.child("left", node->as<Compare>()->left);
      v.ops("ops", node->as<Compare>()->ops);
      v.list("comparators", node->as<Compare>()->comparators);
      break;
    case NodeKind::kCall:
      v.child("func", node->as<Call>()->func);
      v.list("args", node->as<Call>()->args);
      v.list("keywords", node->as<Call>()->keywords);
      break;
    case NodeKind::kFormattedValue: {
      auto* n = node->as<FormattedValue>();
      v.child("value", n->value);
      v.integer("conversion", n->conversion() == 0 ? -1 : n->conversion());
      v.optional("format_spec", n->format_spec);
      break;
    }
    case NodeKind::kInterpolation: {
      auto* n = node->as<Interpolation>();
      v.child("value", n->value);
      v.text("str", n->str);
      v.integer("conversion", n->conversion() == 0 ? -1 : n->conversion());
      v.optional("format_spec", n->format_spec);
      break;
    }
    case NodeKind::kJoinedStr: v.list("values", node->as<JoinedStr>()->values); break;
    case NodeKind::kTemplateStr: v.list("values", node->as<TemplateStr>()->values); break;
    case NodeKind::kAttribute:
      v.child("value", node->as<Attribute>()->value);
      v.identifier("attr", node->as<Attribute>()->attr);
      v.context(node);
      break;
    case NodeKind::kSubscript:
      v.child("value", node->as<Subscript>()->value);
      v.child("slice", node->as<Subscript>()->slice);
      v.context(node);
      break;
    case NodeKind::kStarred:
      v.child("value", node->as<Starred>()->value);
      v.context(node);
      break;
    case NodeKind::kName:
      v.identifier("id", node->as<Name>()->name);
      v.context(node);
      break;
    case NodeKind::kList:
    case NodeKind::kTuple:
      v.list("elts", node->as<List>()->elts);
      v.context(node);
      break;
    case NodeKind::kSlice:
      v.optional("lower", node->as<Slice>()->lower);
      v.optional("upper", node->as<Slice>()->upper);
      v.optional("step", node->as<Slice>()->step);
      break;
    default: v.constant(node); break;
  }
}

template <class Visitor>
void visit_other_fields(const Node* node, Visitor& v) {
  switch (node->kind) {
    case NodeKind::kModule: v.list("body", node->as<Module>()->body); break;
    case NodeKind::kInteractive: v.list("body", node->as<Interactive>()->body); break;
    case NodeKind::kExpression: v.child("body", node->as<Expression>()->body); break;
    case NodeKind::kFunctionType:
      v.list("argtypes", node->as<FunctionType>()->argtypes);
      v.child("returns", node->as<FunctionType>()->returns);
      break;
    case NodeKind::kMatchValue: v.child("value", node->as<MatchValue>()->value); break;
    case NodeKind::kMatchSingleton: v.constant(node->as<MatchSingleton>()->value); break;
    case NodeKind::kMatchSequence: v.list("patterns", node->as<MatchSequence>()->patterns); break;
    case NodeKind::kMatchMapping:
      v.list("keys", node->as<MatchMapping>()->keys);
      v.list("patterns", node->as<MatchMapping>()->patterns);
      v.optional_identifier("rest", node->as<MatchMapping>()->rest);
      break;
    case NodeKind::kMatchClass: {
      auto* n = node->as<MatchClass>();
      v.child("cls", n->cls);
      v.list("patterns", n->patterns);
      v.identifiers("kwd_attrs", n->kwd_attrs);
      v.list("kwd_patterns", n->kwd_patterns);
      break;
    }
    case NodeKind::kMatchStar: v.optional_identifier("name", node->as<MatchStar>()->name); break;
    case NodeKind::kMatchAs:
      v.optional("pattern", node->as<MatchAs>()->pattern);
      v.optional_identifier("name", node->as<MatchAs>()->name);
      break;
    case NodeKind::kMatchOr: v.list("patterns", node->as<MatchOr>()->patterns); break;
    case NodeKind::kcomprehension: {
      auto* n = node->as<comprehension>();
      v.child("target", n->target);
      v.child("iter", n->iter);
      v.list("ifs", n->ifs);
      v.integer("is_async", n->is_async());
      break;
    }
    case NodeKind::kExceptHandler: {
      auto* n = node->as<ExceptHandler>();
      v.optional("type", n->type);
      v.optional_identifier("name", n->name);
      v.list("body", n->body);
      break;
    }
    case NodeKind::karguments: {
      auto* n = node->as<arguments>();
      v.list("posonlyargs", n->posonlyargs);
      v.list("args", n->args);
      v.optional("vararg", n->vararg);
      v.list("kwonlyargs", n->kwonlyargs);
      v.list("kw_defaults", n->kw_defaults);
      v.optional("kwarg", n->kwarg);
      v.list("defaults", n->defaults);
      break;
    }
    case NodeKind::karg:
      v.identifier("arg", node->as<arg>()->name);
      v.optional("annotation", node->as<arg>()->annotation);
      break;
    case NodeKind::kkeyword:
      v.optional_identifier("arg", node->as<keyword>()->name);
      v.child("value", node->as<keyword>()->value);
      break;
    case NodeKind::kalias:
      v.identifier("name", node->as<alias>()->name);
      v.optional_identifier("asname", node->as<alias>()->asname);
      break;
    case NodeKind::kwithitem:
      v.child("context_expr", node->as<withitem>()->context_expr);
      v.optional("optional_vars", node->as<withitem>()->optional_vars);
      break;
    case NodeKind::kmatch_case: {
      auto* n = node->as<match_case>();
      v.child("pattern", n->pattern);
      v.optional("guard", n->guard);
      v.list("body", n->body);
      break;
    }
    case NodeKind::kTypeVar:
      v.identifier("name", node->as<TypeVar>()->name);
      v.optional("bound", node->as<TypeVar>()->bound);
      v.optional("default_value", node->as<TypeVar>()->default_value);
      break;
    case NodeKind::kParamSpec:
      v.identifier("name", node->as<ParamSpec>()->name);
      v.optional("default_value", node->as<ParamSpec>()->default_value);
      break;
    case NodeKind::kTypeVarTuple:
      v.identifier("name", node->as<TypeVarTuple>()->name);
      v.optional("default_value", node->as<TypeVarTuple>()->default_value);
      break;
    default: break;
  }
}

template <class Visitor>
void visit_fields(const Node* node, Visitor& visitor) {
  if (is_statement(node->kind)) {
    visit_statement_fields(node, visitor);
  } else if (is_expression(node->kind)) {
    visit_expression_fields(node, visitor);
  } else {
    visit_other_fields(node, visitor);
  }
}

// Whether Python gives nodes of this kind a place (lineno and its kin).
inline bool has_position(NodeKind kind) {
  switch (kind) {
    case NodeKind::kModule:
    case NodeKind::kInteractive:
    case NodeKind::kExpression:
    case NodeKind::kFunctionType:
    case NodeKind::kcomprehension:
    case NodeKind::karguments:
    case NodeKind::kwithitem:
    case NodeKind::kmatch_case: return false;
    default: return true;
  }
}

}  // namespace memphis::ast

#include "modules/ast/validate.h"

#include <string_view>

#include "runtime/error.h"
#include "syntax/ast_fields.h"

namespace memphis::ast_nodes {

namespace {

using namespace ast;

const char* context_name(Context context) {
  return context == Context::kLoad ? "Load" : context == Context::kStore ? "Store" : "Del";
}

bool carries_context(const ExprNode* node) {
  switch (node->kind) {
    case NodeKind::kAttribute:
    case NodeKind::kSubscript:
    case NodeKind::kStarred:
    case NodeKind::kName:
    case NodeKind::kList:
    case NodeKind::kTuple: return true;
    default: return false;
  }
}

class Validator {
 public:
  Validator(Thread& thread, const ParseResult& parse) : thread_(thread), parse_(parse) {}

  Status run() {
    TRY(root(parse_.root));
    if (!has_bare_star_) return {};
    return raise(thread_, ExceptionId::kSyntaxError, "expected one or more exception types");
  }

 private:
  FailureOfAnyType value_error(std::string_view message) { return raise_value_error(thread_, "{}", message); }
  FailureOfAnyType type_error(std::string_view message) { return raise_type_error(thread_, "{}", message); }

  Status positions(const Node* node);
  Status name(NameId id);
  Status capture(NameId id);
  template <class T>
  Status not_empty(std::span<T> items, std::string_view what, std::string_view owner) {
    if (!items.empty()) return {};
    return raise_value_error(thread_, "empty {} on {}", what, owner);
  }

  Status root(const Node* node);
  Status statement(const StmtNode* node);
  Status compound(const StmtNode* node);
  Status function(const FunctionDef* node);
  Status class_definition(const ClassDef* node);
  Status loop(const For* node);
  Status with(const With* node);
  Status match(const Match* node);
  Status try_statement(const Try* node);
  Status statements(std::span<StmtNode*> nodes);
  Status body(std::span<StmtNode*> nodes, std::string_view owner) {
    TRY(not_empty(nodes, "body", owner));
    return statements(nodes);
  }
  Status targets(std::span<ExprNode*> nodes, Context context) {
    TRY(not_empty(nodes, "targets", context == Context::kDel ? "Delete" : "Assign"));
    return expressions(nodes, context);
  }
  Status optional(const ExprNode* node) { return node == nullptr ? Status() : expression(node, Context::kLoad); }
  Status expression(const ExprNode* node, Context context = Context::kLoad);
  Status expression_of_kind(const ExprNode* node, Context context);
  Status small_expression(const ExprNode* node, Context context);
  Status expressions(std::span<ExprNode*> nodes, Context context = Context::kLoad, bool allow_null = false);
  Status comprehensions(std::span<comprehension*> nodes);
  Status call_keywords(std::span<keyword*> nodes);
  Status parameters(const arguments* node);
  Status parameter(const arg* node);
  Status parameter_list(std::span<arg*> nodes);
  Status type_parameters(std::span<TypeParamNode*> nodes);
  Status pattern(const PatternNode* node, bool star_allowed);
  Status patterns(std::span<PatternNode*> nodes, bool star_allowed);
  Status pattern_value(const ExprNode* node);
  Status mapping_pattern(const MatchMapping* node);
  Status class_pattern(const MatchClass* node);

  Thread& thread_;
  const ParseResult& parse_;
  bool has_bare_star_ = false;  // `except*:`, which only the compiler refuses
};

Status Validator::positions(const Node* node) {
  SourcePosition begin = parse_.source->position(node->begin);
  SourcePosition end = parse_.source->position(node->end);
  auto line = static_cast<int32_t>(begin.line);
  auto column = static_cast<int32_t>(begin.column);
  auto end_line = static_cast<int32_t>(end.line);
  auto end_column = static_cast<int32_t>(end.column);
  if (line > end_line) return raise_value_error(thread_, "AST node line range ({}, {}) is not valid", line, end_line);
  if ((line < 0 && end_line != line) || (column < 0 && column != end_column)) {
    return raise_value_error(thread_, "AST node column range ({}, {}) for line range ({}, {}) is not valid", column,
                             end_column, line, end_line);
  }
  if (line == end_line && column > end_column) {
    return raise_value_error(thread_, "line {}, column {}-{} is not a valid range", line, column, end_column);
  }
  return {};
}

Status Validator::name(NameId id) {
  std::string_view text = parse_.names->text(id);
  if (text != "None" && text != "True" && text != "False") return {};
  return raise_value_error(thread_, "identifier field can't represent '{}' constant", text);
}

Status Validator::capture(NameId id) {
  if (id == NameId::kNone) return {};
  if (parse_.names->text(id) == "_") return value_error("can't capture name '_' in patterns");
  return name(id);
}

Status Validator::root(const Node* node) {
  switch (node->kind) {
    case NodeKind::kModule: return statements(node->as<ast::Module>()->body);
    case NodeKind::kInteractive: return statements(node->as<Interactive>()->body);
    case NodeKind::kFunctionType:
      TRY(expressions(node->as<FunctionType>()->argtypes));
      return expression(node->as<FunctionType>()->returns);
    default: return expression(node->as<Expression>()->body);
  }
}

// ---- Statements ----

Status Validator::statements(std::span<StmtNode*> nodes) {
  for (const StmtNode* node : nodes) {
    if (node == nullptr) return value_error("None disallowed in statement list");
    TRY(statement(node));
  }
  return {};
}

Status Validator::statement(const StmtNode* node) {
  NativeRecursion guard(thread_, " during compilation");
  if (guard.failed()) return Failure{};
  TRY(positions(node));
  switch (node->kind) {
    case NodeKind::kReturn: return optional(node->as<Return>()->value);
    case NodeKind::kDelete: return targets(node->as<Delete>()->targets, Context::kDel);
    case NodeKind::kAssign:
      TRY(targets(node->as<Assign>()->targets, Context::kStore));
      return expression(node->as<Assign>()->value);
    case NodeKind::kTypeAlias: {
      const auto* alias = node->as<TypeAlias>();
      if (!alias->name->is<ast::Name>()) return type_error("TypeAlias with non-Name name");
      TRY(expression(alias->name, Context::kStore));
      TRY(type_parameters(alias->type_params));
      return expression(alias->value);
    }
    case NodeKind::kAugAssign: {
      const ExprNode* target = node->as<AugAssign>()->target;
      TRY(expression(target, Context::kStore));
      bool fits = target->is<ast::Name>() || target->is<Attribute>() || target->is<Subscript>();
      if (!fits) return raise_system_error(thread_, "invalid node type for augmented assignment");
      return expression(node->as<AugAssign>()->value);
    }
    case NodeKind::kAnnAssign: {
      const auto* assign = node->as<AnnAssign>();
      const ExprNode* target = assign->target;
      if (!target->is<ast::Name>() && assign->simple()) return type_error("AnnAssign with simple non-Name target");
      TRY(expression(target, Context::kStore));
      bool fits = target->is<ast::Name>() || target->is<Attribute>() || target->is<Subscript>();
      if (!fits) return raise_system_error(thread_, "invalid node type for annotated assignment");
      TRY(optional(assign->value));
      return expression(assign->annotation);
    }
    case NodeKind::kRaise: {
      const auto* raise_node = node->as<Raise>();
      if (raise_node->exc == nullptr && raise_node->cause != nullptr) {
        return value_error("Raise with cause but no exception");
      }
      TRY(optional(raise_node->exc));
      return optional(raise_node->cause);
    }
    case NodeKind::kAssert: TRY(expression(node->as<Assert>()->test)); return optional(node->as<Assert>()->msg);
    case NodeKind::kImport: return not_empty(node->as<Import>()->names, "names", "Import");
    case NodeKind::kImportFrom:
      if (static_cast<int32_t>(node->as<ImportFrom>()->level) < 0) return value_error("Negative ImportFrom level");
      return not_empty(node->as<ImportFrom>()->names, "names", "ImportFrom");
    case NodeKind::kGlobal: return not_empty(node->as<Global>()->names, "names", "Global");
    case NodeKind::kNonlocal: return not_empty(node->as<Nonlocal>()->names, "names", "Nonlocal");
    case NodeKind::kExpr: return expression(node->as<Expr>()->value);
    default: return compound(node);
  }
}

Status Validator::compound(const StmtNode* node) {
  switch (node->kind) {
    case NodeKind::kFunctionDef:
    case NodeKind::kAsyncFunctionDef: return function(node->as<FunctionDef>());
    case NodeKind::kClassDef: return class_definition(node->as<ClassDef>());
    case NodeKind::kFor:
    case NodeKind::kAsyncFor: return loop(node->as<For>());
    case NodeKind::kWhile:
    case NodeKind::kIf: {
      const auto* branch = node->as<If>();  // both have the same layout
      TRY(expression(branch->test));
      TRY(body(branch->body, node_kind_name(node->kind)));
      return statements(branch->orelse);
    }
    case NodeKind::kWith:
    case NodeKind::kAsyncWith: return with(node->as<With>());
    case NodeKind::kMatch: return match(node->as<Match>());
    case NodeKind::kTry:
    case NodeKind::kTryStar: return try_statement(node->as<Try>());
    default: return {};
  }
}

Status Validator::function(const FunctionDef* node) {
  TRY(body(node->body, node_kind_name(node->kind)));
  TRY(type_parameters(node->type_params));
  TRY(parameters(node->args));
  TRY(expressions(node->decorator_list));
  return optional(node->returns);
}

Status Validator::class_definition(const ClassDef* node) {
  TRY(body(node->body, "ClassDef"));
  TRY(type_parameters(node->type_params));
  TRY(expressions(node->bases));
  TRY(call_keywords(node->keywords));
  return expressions(node->decorator_list);
}

Status Validator::loop(const For* node) {
  TRY(expression(node->target, Context::kStore));
  TRY(expression(node->iter));
  TRY(body(node->body, node_kind_name(node->kind)));
  return statements(node->orelse);
}

Status Validator::with(const With* node) {
  std::string_view owner = node_kind_name(node->kind);
  TRY(not_empty(node->items, "items", owner));
  for (const withitem* item : node->items) {
    TRY(expression(item->context_expr));
    if (item->optional_vars != nullptr) TRY(expression(item->optional_vars, Context::kStore));
  }
  return body(node->body, owner);
}

Status Validator::match(const Match* node) {
  TRY(expression(node->subject));
  TRY(not_empty(node->cases, "cases", "Match"));
  for (const match_case* branch : node->cases) {
    TRY(pattern(branch->pattern, false));
    TRY(optional(branch->guard));
    TRY(body(branch->body, "match_case"));
  }
  return {};
}

Status Validator::try_statement(const Try* node) {
  std::string_view owner = node_kind_name(node->kind);
  TRY(body(node->body, owner));
  if (node->handlers.empty() && node->finalbody.empty()) {
    return raise_value_error(thread_, "{} has neither except handlers nor finalbody", owner);
  }
  if (node->handlers.empty() && !node->orelse.empty()) {
    return raise_value_error(thread_, "{} has orelse but no except handlers", owner);
  }
  for (const ExceptHandler* handler : node->handlers) {
    if (handler == nullptr) return value_error("None disallowed in handler list");
    TRY(positions(handler));
    TRY(optional(handler->type));
    TRY(body(handler->body, "ExceptHandler"));
    has_bare_star_ |= handler->type == nullptr && node->kind == NodeKind::kTryStar;
  }
  TRY(statements(node->finalbody));
  return statements(node->orelse);
}

// ---- Expressions ----

Status Validator::expressions(std::span<ExprNode*> nodes, Context context, bool allow_null) {
  for (const ExprNode* node : nodes) {
    if (node != nullptr) {
      TRY(expression(node, context));
    } else if (!allow_null) {
      return value_error("None disallowed in expression list");
    }
  }
  return {};
}

Status Validator::expression(const ExprNode* node, Context context) {
  NativeRecursion guard(thread_, " during compilation");
  if (guard.failed()) return Failure{};
  TRY(positions(node));
  if (carries_context(node)) {
    if (node->context() != context) {
      return raise_value_error(thread_, "expression must have {} context but has {} instead", context_name(context),
                               context_name(node->context()));
    }
  } else if (context != Context::kLoad) {
    return raise_value_error(thread_, "expression which can't be assigned to in {} context", context_name(context));
  }
  return expression_of_kind(node, context);
}

Status Validator::expression_of_kind(const ExprNode* node, Context context) {
  switch (node->kind) {
    case NodeKind::kBoolOp:
      if (node->as<BoolOp>()->values.size() < 2) return value_error("BoolOp with less than 2 values");
      return expressions(node->as<BoolOp>()->values);
    case NodeKind::kLambda: TRY(parameters(node->as<Lambda>()->args)); return expression(node->as<Lambda>()->body);
    case NodeKind::kDict: {
      const auto* dict = node->as<ast::Dict>();
      if (dict->keys.size() != dict->values.size()) {
        return value_error("Dict doesn't have the same number of keys as values");
      }
      TRY(expressions(dict->keys, Context::kLoad, true));
      return expressions(dict->values);
    }
    case NodeKind::kListComp:
    case NodeKind::kSetComp:
    case NodeKind::kGeneratorExp:
      TRY(comprehensions(node->as<ListComp>()->generators));
      return expression(node->as<ListComp>()->elt);
    case NodeKind::kDictComp:
      TRY(comprehensions(node->as<DictComp>()->generators));
      TRY(expression(node->as<DictComp>()->key));
      return expression(node->as<DictComp>()->value);
    case NodeKind::kCompare: {
      const auto* compare = node->as<Compare>();
      if (compare->comparators.empty()) return value_error("Compare with no comparators");
      if (compare->comparators.size() != compare->ops.size()) {
        return value_error("Compare has a different number of comparators and operands");
      }
      TRY(expressions(compare->comparators));
      return expression(compare->left);
    }
    case NodeKind::kCall: {
      const auto* call = node->as<Call>();
      TRY(expression(call->func));
      TRY(expressions(call->args));
      return call_keywords(call->keywords);
    }
    case NodeKind::kNamedExpr:
      if (!node->as<NamedExpr>()->target->is<ast::Name>()) return type_error("NamedExpr target must be a Name");
      TRY(expression(node->as<NamedExpr>()->target, Context::kStore));
      return expression(node->as<NamedExpr>()->value);
    default: return small_expression(node, context);
  }
}

Status Validator::small_expression(const ExprNode* node, Context context) {
  switch (node->kind) {
    case NodeKind::kBinOp: TRY(expression(node->as<BinOp>()->left)); return expression(node->as<BinOp>()->right);
    case NodeKind::kUnaryOp: return expression(node->as<UnaryOp>()->operand);
    case NodeKind::kIfExp:
      TRY(expression(node->as<IfExp>()->test));
      TRY(expression(node->as<IfExp>()->body));
      return expression(node->as<IfExp>()->orelse);
    case NodeKind::kSet: return expressions(node->as<ast::Set>()->elts);
    case NodeKind::kAwait: return expression(node->as<Await>()->value);
    case NodeKind::kYield: return optional(node->as<Yield>()->value);
    case NodeKind::kYieldFrom: return expression(node->as<YieldFrom>()->value);
    case NodeKind::kFormattedValue:
      TRY(expression(node->as<FormattedValue>()->value));
      return optional(node->as<FormattedValue>()->format_spec);
    case NodeKind::kInterpolation:
      TRY(expression(node->as<Interpolation>()->value));
      return optional(node->as<Interpolation>()->format_spec);
    case NodeKind::kJoinedStr: return expressions(node->as<JoinedStr>()->values);
    case NodeKind::kTemplateStr: return expressions(node->as<TemplateStr>()->values);
    case NodeKind::kAttribute: return expression(node->as<Attribute>()->value);
    case NodeKind::kSubscript:
      TRY(expression(node->as<Subscript>()->slice));
      return expression(node->as<Subscript>()->value);
    case NodeKind::kStarred: return expression(node->as<Starred>()->value, context);
    case NodeKind::kSlice:
      TRY(optional(node->as<ast::Slice>()->lower));
      TRY(optional(node->as<ast::Slice>()->upper));
      return optional(node->as<ast::Slice>()->step);
    case NodeKind::kList:
    case NodeKind::kTuple: return expressions(node->as<ast::List>()->elts, context);
    case NodeKind::kName: return name(node->as<ast::Name>()->name);
    default: return {};
  }
}

Status Validator::comprehensions(std::span<comprehension*> nodes) {
  if (nodes.empty()) return value_error("comprehension with no generators");
  for (const comprehension* node : nodes) {
    TRY(expression(node->target, Context::kStore));
    TRY(expression(node->iter));
    TRY(expressions(node->ifs));
  }
  return {};
}

Status Validator::call_keywords(std::span<keyword*> nodes) {
  for (const keyword* node : nodes) TRY(expression(node->value));
  return {};
}

Status Validator::parameter(const arg* node) {
  TRY(positions(node));
  return optional(node->annotation);
}

Status Validator::parameter_list(std::span<arg*> nodes) {
  for (const arg* node : nodes) TRY(parameter(node));
  return {};
}

Status Validator::parameters(const arguments* node) {
  TRY(parameter_list(node->posonlyargs));
  TRY(parameter_list(node->args));
  if (node->vararg != nullptr) TRY(parameter(node->vararg));
  TRY(parameter_list(node->kwonlyargs));
  if (node->kwarg != nullptr) TRY(parameter(node->kwarg));
  if (node->defaults.size() > node->posonlyargs.size() + node->args.size()) {
    return value_error("more positional defaults than args on arguments");
  }
  if (node->kw_defaults.size() != node->kwonlyargs.size()) {
    return value_error("length of kwonlyargs is not the same as kw_defaults on arguments");
  }
  TRY(expressions(node->defaults));
  return expressions(node->kw_defaults, Context::kLoad, true);
}

Status Validator::type_parameters(std::span<TypeParamNode*> nodes) {
  for (const TypeParamNode* node : nodes) {
    if (node == nullptr) return value_error("None disallowed in type parameter list");
    TRY(positions(node));
    if (const auto* variable = node->as_if<TypeVar>()) {
      TRY(name(variable->name));
      TRY(optional(variable->bound));
      TRY(optional(variable->default_value));
    } else {
      const auto* other = node->as<ParamSpec>();  // laid out as TypeVarTuple
      TRY(name(other->name));
      TRY(optional(other->default_value));
    }
  }
  return {};
}

// ---- Patterns ----

bool is_number(const ExprNode* node, bool allow_real, bool allow_imaginary) {
  if (node->is<ConstantImaginary>()) return allow_imaginary;
  return allow_real && (node->is<ConstantInt>() || node->is<ConstantFloat>());
}

bool is_negative_number(const ExprNode* node, bool allow_real, bool allow_imaginary) {
  const auto* minus = node->as_if<UnaryOp>();
  return minus != nullptr && minus->op() == UnaryOperator::kUSub &&
         is_number(minus->operand, allow_real, allow_imaginary);
}

bool is_complex_literal(const ExprNode* node) {
  const auto* sum = node->as_if<BinOp>();
  if (sum == nullptr || (sum->op() != BinaryOperator::kAdd && sum->op() != BinaryOperator::kSub)) return false;
  bool left_fits = is_number(sum->left, true, false) || is_negative_number(sum->left, true, false);
  return left_fits && is_number(sum->right, false, true);
}

bool is_attribute_chain(const ExprNode* node) {
  while (const auto* attribute = node->as_if<Attribute>()) node = attribute->value;
  return node->is<ast::Name>();
}

Status Validator::pattern_value(const ExprNode* node) {
  TRY(expression(node));
  switch (node->kind) {
    case NodeKind::kConstantNone:
    case NodeKind::kConstantTrue:
    case NodeKind::kConstantFalse:
    case NodeKind::kConstantEllipsis:
    case NodeKind::kConstantFrozenSet:
    case NodeKind::kTuple: return value_error("unexpected constant inside of a literal pattern");
    case NodeKind::kConstantInt:
    case NodeKind::kConstantFloat:
    case NodeKind::kConstantImaginary:
    case NodeKind::kConstantStr:
    case NodeKind::kConstantBytes:
    case NodeKind::kJoinedStr:
    case NodeKind::kTemplateStr: return {};
    case NodeKind::kAttribute:
      if (is_attribute_chain(node)) return {};
      break;
    default:
      if (is_negative_number(node, true, true) || is_complex_literal(node)) return {};
  }
  return value_error("patterns may only match literals and attribute lookups");
}

Status Validator::patterns(std::span<PatternNode*> nodes, bool star_allowed) {
  for (const PatternNode* node : nodes) {
    if (node == nullptr) return value_error("None disallowed in pattern list");
    TRY(pattern(node, star_allowed));
  }
  return {};
}

Status Validator::pattern(const PatternNode* node, bool star_allowed) {
  NativeRecursion guard(thread_, " during compilation");
  if (guard.failed()) return Failure{};
  TRY(positions(node));
  switch (node->kind) {
    case NodeKind::kMatchValue: return pattern_value(node->as<MatchValue>()->value);
    case NodeKind::kMatchSingleton: {
      NodeKind kind = node->as<MatchSingleton>()->value->kind;
      bool fits = kind >= NodeKind::kConstantNone && kind <= NodeKind::kConstantFalse;
      return fits ? Status() : value_error("MatchSingleton can only contain True, False and None");
    }
    case NodeKind::kMatchSequence: return patterns(node->as<MatchSequence>()->patterns, true);
    case NodeKind::kMatchMapping: return mapping_pattern(node->as<MatchMapping>());
    case NodeKind::kMatchClass: return class_pattern(node->as<MatchClass>());
    case NodeKind::kMatchStar:
      if (!star_allowed) return value_error("can't use MatchStar here");
      return capture(node->as<MatchStar>()->name);
    case NodeKind::kMatchAs: {
      const auto* as = node->as<MatchAs>();
      TRY(capture(as->name));
      if (as->pattern == nullptr) return {};
      if (as->name == NameId::kNone) return value_error("MatchAs must specify a target name if a pattern is given");
      return pattern(as->pattern, false);
    }
    default:
      if (node->as<MatchOr>()->patterns.size() < 2) return value_error("MatchOr requires at least 2 patterns");
      return patterns(node->as<MatchOr>()->patterns, false);
  }
}

Status Validator::mapping_pattern(const MatchMapping* node) {
  if (node->keys.size() != node->patterns.size()) {
    return value_error("MatchMapping doesn't have the same number of keys as patterns");
  }
  TRY(capture(node->rest));
  for (const ExprNode* key : node->keys) {
    if (key == nullptr) return value_error("None disallowed in expression list");
    bool is_singleton = key->kind >= NodeKind::kConstantNone && key->kind <= NodeKind::kConstantFalse;
    if (!is_singleton) TRY(pattern_value(key));
  }
  return patterns(node->patterns, false);
}

Status Validator::class_pattern(const MatchClass* node) {
  if (node->kwd_attrs.size() != node->kwd_patterns.size()) {
    return value_error("MatchClass doesn't have the same number of keyword attributes as patterns");
  }
  TRY(expression(node->cls));
  if (!is_attribute_chain(node->cls)) {
    return value_error("MatchClass cls field can only contain Name or Attribute nodes.");
  }
  for (NameId attribute : node->kwd_attrs) TRY(name(attribute));
  TRY(patterns(node->patterns, false));
  return patterns(node->kwd_patterns, false);
}

}  // namespace

Status validate_tree(Thread& thread, const ParseResult& parse) { return Validator(thread, parse).run(); }

}  // namespace memphis::ast_nodes

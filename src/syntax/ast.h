#pragma once
// The abstract syntax tree: immutable once the parser hands it over, one struct a node kind with the fields of
// Python's `ast` module under their own names. Invariants:
// - Nodes, child lists, and decoded constants live on one Arena; nothing here has a destructor.
// - `id` is dense per parse, so that a later pass keeps what it knows in plain vectors indexed by id.
// - `begin`/`end` are byte offsets into the SourceText; lines and columns are derived on demand.
// - Child lists are spans of non-null pointers, except where a comment says that null stands for an absent entry.
// - An optional child is a null pointer, an optional name NameId::kNone.

#include <cstdint>
#include <span>
#include <string_view>

#include "base/name_table.h"

namespace memphis::ast {

// X(kind) for each node kind, grouped by family. The groups are contiguous so that a family is a range.
// clang-format off
#define MEMPHIS_AST_MODS(X) X(Module) X(Interactive) X(Expression) X(FunctionType)
#define MEMPHIS_AST_STATEMENTS(X) \
  X(FunctionDef) X(AsyncFunctionDef) X(ClassDef) X(Return) X(Delete) X(Assign) X(TypeAlias) X(AugAssign) \
  X(AnnAssign) X(For) X(AsyncFor) X(While) X(If) X(With) X(AsyncWith) X(Match) X(Raise) X(Try) X(TryStar) \
  X(Assert) X(Import) X(ImportFrom) X(Global) X(Nonlocal) X(Expr) X(Pass) X(Break) X(Continue)
#define MEMPHIS_AST_CONSTANTS(X) \
  X(ConstantFrozenSet) X(ConstantNone) X(ConstantTrue) X(ConstantFalse) X(ConstantEllipsis) X(ConstantInt) X(ConstantFloat) \
  X(ConstantImaginary) X(ConstantStr) X(ConstantBytes)
#define MEMPHIS_AST_EXPRESSIONS(X) \
  X(BoolOp) X(NamedExpr) X(BinOp) X(UnaryOp) X(Lambda) X(IfExp) X(Dict) X(Set) X(ListComp) X(SetComp) \
  X(DictComp) X(GeneratorExp) X(Await) X(Yield) X(YieldFrom) X(Compare) X(Call) X(FormattedValue) \
  X(Interpolation) X(JoinedStr) X(TemplateStr) X(Attribute) X(Subscript) X(Starred) X(Name) X(List) X(Tuple) \
  X(Slice)
#define MEMPHIS_AST_PATTERNS(X) \
  X(MatchValue) X(MatchSingleton) X(MatchSequence) X(MatchMapping) X(MatchClass) X(MatchStar) X(MatchAs) \
  X(MatchOr)
#define MEMPHIS_AST_PARTS(X) \
  X(comprehension) X(ExceptHandler) X(arguments) X(arg) X(keyword) X(alias) X(withitem) X(match_case) \
  X(TypeVar) X(ParamSpec) X(TypeVarTuple)
#define MEMPHIS_AST_NODES(X) \
  MEMPHIS_AST_MODS(X) MEMPHIS_AST_STATEMENTS(X) MEMPHIS_AST_CONSTANTS(X) MEMPHIS_AST_EXPRESSIONS(X) \
  MEMPHIS_AST_PATTERNS(X) MEMPHIS_AST_PARTS(X)
// clang-format on

enum class NodeKind : uint8_t {
#define MEMPHIS_ENUMERATOR(kind) k##kind,
  MEMPHIS_AST_NODES(MEMPHIS_ENUMERATOR)
#undef MEMPHIS_ENUMERATOR
};

// The struct's name, "BinOp".
const char* node_kind_name(NodeKind kind);

// What an expression is used for: `ast.Load`, `ast.Store`, `ast.Del`. Attribute, Subscript, Starred, Name, List and
// Tuple carry it; in every other kind it stays kLoad.
enum class Context : uint8_t { kLoad, kStore, kDel };

struct Node {
  NodeKind kind;
  uint8_t flags = 0;    // kContextMask, kParenthesized
  uint16_t detail = 0;  // operators and the like; the structs below name it
  uint32_t id = 0;
  uint32_t begin = 0;
  uint32_t end = 0;

  static constexpr uint8_t kContextMask = 3;
  // The expression stood in parentheses of its own (they belong to the range of a Tuple and of nothing else).
  static constexpr uint8_t kParenthesized = 4;

  explicit Node(NodeKind node_kind) : kind(node_kind) {}

  Context context() const { return static_cast<Context>(flags & kContextMask); }
  bool is_parenthesized() const { return (flags & kParenthesized) != 0; }

  template <class T>
  bool is() const {
    return kind == T::kKind;
  }
  // Unchecked: the caller has looked at `kind`.
  template <class T>
  T* as() {
    return static_cast<T*>(this);
  }
  template <class T>
  const T* as() const {
    return static_cast<const T*>(this);
  }
  template <class T>
  T* as_if() {
    return is<T>() ? static_cast<T*>(this) : nullptr;
  }
  template <class T>
  const T* as_if() const {
    return is<T>() ? static_cast<const T*>(this) : nullptr;
  }
};
static_assert(sizeof(Node) == 16);

inline bool is_statement(NodeKind kind) { return kind >= NodeKind::kFunctionDef && kind <= NodeKind::kContinue; }
inline bool is_constant(NodeKind kind) { return kind >= NodeKind::kConstantNone && kind <= NodeKind::kConstantBytes; }
inline bool is_expression(NodeKind kind) { return kind >= NodeKind::kConstantFrozenSet && kind <= NodeKind::kSlice; }
inline bool is_pattern(NodeKind kind) { return kind >= NodeKind::kMatchValue && kind <= NodeKind::kMatchOr; }

// The families. A pointer to one points at a node of any kind of that family.
struct StmtNode : Node {
  using Node::Node;
};
struct ExprNode : Node {
  using Node::Node;
};
struct PatternNode : Node {
  using Node::Node;
};
struct TypeParamNode : Node {  // TypeVar, ParamSpec, TypeVarTuple
  using Node::Node;
};

template <class Family, NodeKind the_kind>
struct NodeOf : Family {
  static constexpr NodeKind kKind = the_kind;
  NodeOf() : Family(the_kind) {}
};

enum class BoolOperator : uint8_t { kAnd, kOr };
enum class BinaryOperator : uint8_t {
  kAdd,
  kSub,
  kMult,
  kMatMult,
  kDiv,
  kMod,
  kPow,
  kLShift,
  kRShift,
  kBitOr,
  kBitXor,
  kBitAnd,
  kFloorDiv
};
enum class UnaryOperator : uint8_t { kInvert, kNot, kUAdd, kUSub };
enum class CompareOperator : uint8_t { kEq, kNotEq, kLt, kLtE, kGt, kGtE, kIs, kIsNot, kIn, kNotIn };

// The names of Python's `ast` classes: "And", "Add", "Invert", "NotEq".
const char* operator_name(BoolOperator op);
const char* operator_name(BinaryOperator op);
const char* operator_name(UnaryOperator op);
const char* operator_name(CompareOperator op);
// As written: "and", "+", "~", "!=".
const char* operator_symbol(BoolOperator op);
const char* operator_symbol(BinaryOperator op);
const char* operator_symbol(UnaryOperator op);
const char* operator_symbol(CompareOperator op);

template <class T>
using NodeList = std::span<T*>;

struct arguments;
struct ExceptHandler;
struct alias;
struct keyword;
struct comprehension;
struct withitem;
struct match_case;
struct JoinedStr;

// ---- Roots --------------------------------------------------------------------------------------------------------

struct Module : NodeOf<Node, NodeKind::kModule> {
  NodeList<StmtNode> body;
};
struct Interactive : NodeOf<Node, NodeKind::kInteractive> {
  NodeList<StmtNode> body;
};
struct Expression : NodeOf<Node, NodeKind::kExpression> {
  ExprNode* body = nullptr;
};

// A signature in a comment, "(int, str) -> bool"; never compiled.
struct FunctionType : NodeOf<Node, NodeKind::kFunctionType> {
  NodeList<ExprNode> argtypes;
  ExprNode* returns = nullptr;
};

// ---- Statements ---------------------------------------------------------------------------------------------------

// FunctionDef and AsyncFunctionDef have the same layout: either may be reached through FunctionDef. Their range begins
// at `def`/`async`; decorators stand before it.
struct FunctionDef : NodeOf<StmtNode, NodeKind::kFunctionDef> {
  NameId name = NameId::kNone;
  arguments* args = nullptr;
  NodeList<StmtNode> body;
  NodeList<ExprNode> decorator_list;
  ExprNode* returns = nullptr;
  NodeList<TypeParamNode> type_params;
};
struct AsyncFunctionDef : FunctionDef {
  static constexpr NodeKind kKind = NodeKind::kAsyncFunctionDef;
  AsyncFunctionDef() { kind = kKind; }
};
struct ClassDef : NodeOf<StmtNode, NodeKind::kClassDef> {
  NameId name = NameId::kNone;
  NodeList<ExprNode> bases;
  NodeList<keyword> keywords;
  NodeList<StmtNode> body;
  NodeList<ExprNode> decorator_list;
  NodeList<TypeParamNode> type_params;
};
struct Return : NodeOf<StmtNode, NodeKind::kReturn> {
  ExprNode* value = nullptr;
};
struct Delete : NodeOf<StmtNode, NodeKind::kDelete> {
  NodeList<ExprNode> targets;
};
struct Assign : NodeOf<StmtNode, NodeKind::kAssign> {
  NodeList<ExprNode> targets;
  ExprNode* value = nullptr;
};
struct TypeAlias : NodeOf<StmtNode, NodeKind::kTypeAlias> {
  ExprNode* name = nullptr;  // a Name, kStore
  NodeList<TypeParamNode> type_params;
  ExprNode* value = nullptr;
};
struct AugAssign : NodeOf<StmtNode, NodeKind::kAugAssign> {
  ExprNode* target = nullptr;
  ExprNode* value = nullptr;
  BinaryOperator op() const { return static_cast<BinaryOperator>(detail); }
};
struct AnnAssign : NodeOf<StmtNode, NodeKind::kAnnAssign> {
  ExprNode* target = nullptr;
  ExprNode* annotation = nullptr;
  ExprNode* value = nullptr;                   // optional
  bool simple() const { return detail != 0; }  // a plain name without parentheses
};
// For and AsyncFor have the same layout.
struct For : NodeOf<StmtNode, NodeKind::kFor> {
  ExprNode* target = nullptr;
  ExprNode* iter = nullptr;
  NodeList<StmtNode> body;
  NodeList<StmtNode> orelse;
};
struct AsyncFor : For {
  static constexpr NodeKind kKind = NodeKind::kAsyncFor;
  AsyncFor() { kind = kKind; }
};
struct While : NodeOf<StmtNode, NodeKind::kWhile> {
  ExprNode* test = nullptr;
  NodeList<StmtNode> body;
  NodeList<StmtNode> orelse;
};
struct If : NodeOf<StmtNode, NodeKind::kIf> {
  ExprNode* test = nullptr;
  NodeList<StmtNode> body;
  NodeList<StmtNode> orelse;  // an `elif` is one If in here
};
// With and AsyncWith have the same layout.
struct With : NodeOf<StmtNode, NodeKind::kWith> {
  NodeList<withitem> items;
  NodeList<StmtNode> body;
};
struct AsyncWith : With {
  static constexpr NodeKind kKind = NodeKind::kAsyncWith;
  AsyncWith() { kind = kKind; }
};
struct Match : NodeOf<StmtNode, NodeKind::kMatch> {
  ExprNode* subject = nullptr;
  NodeList<match_case> cases;
};
struct Raise : NodeOf<StmtNode, NodeKind::kRaise> {
  ExprNode* exc = nullptr;    // optional
  ExprNode* cause = nullptr;  // optional
};
// Try and TryStar have the same layout.
struct Try : NodeOf<StmtNode, NodeKind::kTry> {
  NodeList<StmtNode> body;
  NodeList<ExceptHandler> handlers;
  NodeList<StmtNode> orelse;
  NodeList<StmtNode> finalbody;
};
struct TryStar : Try {
  static constexpr NodeKind kKind = NodeKind::kTryStar;
  TryStar() { kind = kKind; }
};
struct Assert : NodeOf<StmtNode, NodeKind::kAssert> {
  ExprNode* test = nullptr;
  ExprNode* msg = nullptr;  // optional
};
struct Import : NodeOf<StmtNode, NodeKind::kImport> {
  NodeList<alias> names;
};
struct ImportFrom : NodeOf<StmtNode, NodeKind::kImportFrom> {
  NameId module = NameId::kNone;  // dotted; kNone: `from . import x`
  uint32_t level = 0;             // the number of leading dots
  NodeList<alias> names;
};
struct Global : NodeOf<StmtNode, NodeKind::kGlobal> {
  std::span<NameId> names;
};
struct Nonlocal : NodeOf<StmtNode, NodeKind::kNonlocal> {
  std::span<NameId> names;
};
struct Expr : NodeOf<StmtNode, NodeKind::kExpr> {
  ExprNode* value = nullptr;
};
struct Pass : NodeOf<StmtNode, NodeKind::kPass> {};
struct Break : NodeOf<StmtNode, NodeKind::kBreak> {};
struct Continue : NodeOf<StmtNode, NodeKind::kContinue> {};

// ---- Constants ----------------------------------------------------------------------------------------------------

struct ConstantNone : NodeOf<ExprNode, NodeKind::kConstantNone> {};
struct ConstantTrue : NodeOf<ExprNode, NodeKind::kConstantTrue> {};
struct ConstantFalse : NodeOf<ExprNode, NodeKind::kConstantFalse> {};
struct ConstantEllipsis : NodeOf<ExprNode, NodeKind::kConstantEllipsis> {};
struct ConstantInt : NodeOf<ExprNode, NodeKind::kConstantInt> {
  int64_t value = 0;      // when `text` is empty
  std::string_view text;  // beyond int64: as written, without underscores; "0x", "0o", "0b" in front when not decimal
  bool is_small() const { return text.empty(); }
};
struct ConstantFloat : NodeOf<ExprNode, NodeKind::kConstantFloat> {
  double value = 0;
};
struct ConstantImaginary : NodeOf<ExprNode, NodeKind::kConstantImaginary> {
  double value = 0;  // the imaginary part
};
struct ConstantStr : NodeOf<ExprNode, NodeKind::kConstantStr> {
  std::string_view value;  // UTF-8, except that lone surrogates stand encoded as three bytes; may hold NUL
  bool has_u_prefix() const { return (detail & 1) != 0; }
  bool has_surrogates() const { return (detail & 2) != 0; }
  bool is_ascii() const { return (detail & 4) != 0; }
};
struct ConstantBytes : NodeOf<ExprNode, NodeKind::kConstantBytes> {
  std::string_view value;
};

// ---- Expressions --------------------------------------------------------------------------------------------------

struct BoolOp : NodeOf<ExprNode, NodeKind::kBoolOp> {
  NodeList<ExprNode> values;  // two or more
  BoolOperator op() const { return static_cast<BoolOperator>(detail); }
};
struct NamedExpr : NodeOf<ExprNode, NodeKind::kNamedExpr> {
  ExprNode* target = nullptr;  // a Name, kStore
  ExprNode* value = nullptr;
};
struct BinOp : NodeOf<ExprNode, NodeKind::kBinOp> {
  ExprNode* left = nullptr;
  ExprNode* right = nullptr;
  BinaryOperator op() const { return static_cast<BinaryOperator>(detail); }
};
struct UnaryOp : NodeOf<ExprNode, NodeKind::kUnaryOp> {
  ExprNode* operand = nullptr;
  UnaryOperator op() const { return static_cast<UnaryOperator>(detail); }
};
struct Lambda : NodeOf<ExprNode, NodeKind::kLambda> {
  arguments* args = nullptr;
  ExprNode* body = nullptr;
};
struct IfExp : NodeOf<ExprNode, NodeKind::kIfExp> {
  ExprNode* test = nullptr;
  ExprNode* body = nullptr;
  ExprNode* orelse = nullptr;
};
struct Dict : NodeOf<ExprNode, NodeKind::kDict> {
  NodeList<ExprNode> keys;  // null: `**value`
  NodeList<ExprNode> values;
};
struct Set : NodeOf<ExprNode, NodeKind::kSet> {
  NodeList<ExprNode> elts;
};
// ListComp, SetComp and GeneratorExp have the same layout.
struct ListComp : NodeOf<ExprNode, NodeKind::kListComp> {
  ExprNode* elt = nullptr;
  NodeList<comprehension> generators;
};
struct SetComp : ListComp {
  static constexpr NodeKind kKind = NodeKind::kSetComp;
  SetComp() { kind = kKind; }
};
struct GeneratorExp : ListComp {
  static constexpr NodeKind kKind = NodeKind::kGeneratorExp;
  GeneratorExp() { kind = kKind; }
};
struct DictComp : NodeOf<ExprNode, NodeKind::kDictComp> {
  ExprNode* key = nullptr;
  ExprNode* value = nullptr;
  NodeList<comprehension> generators;
};
struct Await : NodeOf<ExprNode, NodeKind::kAwait> {
  ExprNode* value = nullptr;
};
struct Yield : NodeOf<ExprNode, NodeKind::kYield> {
  ExprNode* value = nullptr;  // optional
};
struct YieldFrom : NodeOf<ExprNode, NodeKind::kYieldFrom> {
  ExprNode* value = nullptr;
};
struct Compare : NodeOf<ExprNode, NodeKind::kCompare> {
  ExprNode* left = nullptr;
  std::span<CompareOperator> ops;
  NodeList<ExprNode> comparators;  // as many as ops
};
struct Call : NodeOf<ExprNode, NodeKind::kCall> {
  ExprNode* func = nullptr;
  NodeList<ExprNode> args;  // Starred for `*x`
  NodeList<keyword> keywords;
};
struct FormattedValue : NodeOf<ExprNode, NodeKind::kFormattedValue> {
  ExprNode* value = nullptr;
  JoinedStr* format_spec = nullptr;                              // optional
  char conversion() const { return static_cast<char>(detail); }  // 's', 'r', 'a' or 0
};
struct Interpolation : NodeOf<ExprNode, NodeKind::kInterpolation> {
  ExprNode* value = nullptr;
  std::string_view str;                                          // the expression as written
  JoinedStr* format_spec = nullptr;                              // optional
  char conversion() const { return static_cast<char>(detail); }  // 's', 'r', 'a' or 0
};
struct JoinedStr : NodeOf<ExprNode, NodeKind::kJoinedStr> {
  NodeList<ExprNode> values;  // ConstantStr and FormattedValue
};
struct TemplateStr : NodeOf<ExprNode, NodeKind::kTemplateStr> {
  NodeList<ExprNode> values;  // ConstantStr and Interpolation
};
struct Attribute : NodeOf<ExprNode, NodeKind::kAttribute> {
  ExprNode* value = nullptr;
  NameId attr = NameId::kNone;
};
struct Subscript : NodeOf<ExprNode, NodeKind::kSubscript> {
  ExprNode* value = nullptr;
  ExprNode* slice = nullptr;
};
struct Starred : NodeOf<ExprNode, NodeKind::kStarred> {
  ExprNode* value = nullptr;
};
struct Name : NodeOf<ExprNode, NodeKind::kName> {
  NameId name = NameId::kNone;  // `id` in Python's `ast`
};
// List and Tuple have the same layout, and so has Set.
struct List : NodeOf<ExprNode, NodeKind::kList> {
  NodeList<ExprNode> elts;
};
struct Tuple : List {
  static constexpr NodeKind kKind = NodeKind::kTuple;
  Tuple() { kind = kKind; }
};
// A frozenset of constants. No program text gives one: only trees built by programs hold it.
struct ConstantFrozenSet : List {
  static constexpr NodeKind kKind = NodeKind::kConstantFrozenSet;
  ConstantFrozenSet() { kind = kKind; }
};
struct Slice : NodeOf<ExprNode, NodeKind::kSlice> {
  ExprNode* lower = nullptr;  // each optional
  ExprNode* upper = nullptr;
  ExprNode* step = nullptr;
};

// ---- Patterns -----------------------------------------------------------------------------------------------------

struct MatchValue : NodeOf<PatternNode, NodeKind::kMatchValue> {
  ExprNode* value = nullptr;
};
struct MatchSingleton : NodeOf<PatternNode, NodeKind::kMatchSingleton> {
  ExprNode* value = nullptr;  // ConstantNone, ConstantTrue or ConstantFalse
};
struct MatchSequence : NodeOf<PatternNode, NodeKind::kMatchSequence> {
  NodeList<PatternNode> patterns;
};
struct MatchMapping : NodeOf<PatternNode, NodeKind::kMatchMapping> {
  NodeList<ExprNode> keys;
  NodeList<PatternNode> patterns;
  NameId rest = NameId::kNone;
};
struct MatchClass : NodeOf<PatternNode, NodeKind::kMatchClass> {
  ExprNode* cls = nullptr;
  NodeList<PatternNode> patterns;
  std::span<NameId> kwd_attrs;
  NodeList<PatternNode> kwd_patterns;
};
struct MatchStar : NodeOf<PatternNode, NodeKind::kMatchStar> {
  NameId name = NameId::kNone;  // kNone: `*_`
};
struct MatchAs : NodeOf<PatternNode, NodeKind::kMatchAs> {
  PatternNode* pattern = nullptr;  // null: a bare capture
  NameId name = NameId::kNone;     // kNone: `_`
};
struct MatchOr : NodeOf<PatternNode, NodeKind::kMatchOr> {
  NodeList<PatternNode> patterns;
};

// ---- Parts --------------------------------------------------------------------------------------------------------

struct comprehension : NodeOf<Node, NodeKind::kcomprehension> {
  ExprNode* target = nullptr;
  ExprNode* iter = nullptr;
  NodeList<ExprNode> ifs;
  bool is_async() const { return detail != 0; }
};
struct ExceptHandler : NodeOf<Node, NodeKind::kExceptHandler> {
  ExprNode* type = nullptr;  // optional
  NameId name = NameId::kNone;
  NodeList<StmtNode> body;
};
struct arg : NodeOf<Node, NodeKind::karg> {
  NameId name = NameId::kNone;  // `arg` in Python's `ast`
  ExprNode* annotation = nullptr;
};
struct arguments : NodeOf<Node, NodeKind::karguments> {
  NodeList<arg> posonlyargs;
  NodeList<arg> args;
  arg* vararg = nullptr;
  NodeList<arg> kwonlyargs;
  NodeList<ExprNode> kw_defaults;  // one for each of kwonlyargs; null: none
  arg* kwarg = nullptr;
  NodeList<ExprNode> defaults;  // of the last of posonlyargs + args
};
struct keyword : NodeOf<Node, NodeKind::kkeyword> {
  NameId name = NameId::kNone;  // `arg` in Python's `ast`; kNone: `**value`
  ExprNode* value = nullptr;
};
struct alias : NodeOf<Node, NodeKind::kalias> {
  NameId name = NameId::kNone;  // dotted, or "*"
  NameId asname = NameId::kNone;
};
struct withitem : NodeOf<Node, NodeKind::kwithitem> {
  ExprNode* context_expr = nullptr;
  ExprNode* optional_vars = nullptr;  // optional
};
struct match_case : NodeOf<Node, NodeKind::kmatch_case> {
  PatternNode* pattern = nullptr;
  ExprNode* guard = nullptr;  // optional
  NodeList<StmtNode> body;
};
struct TypeVar : NodeOf<TypeParamNode, NodeKind::kTypeVar> {
  NameId name = NameId::kNone;
  ExprNode* bound = nullptr;          // optional
  ExprNode* default_value = nullptr;  // optional
};
struct ParamSpec : NodeOf<TypeParamNode, NodeKind::kParamSpec> {
  NameId name = NameId::kNone;
  ExprNode* default_value = nullptr;  // optional
};
struct TypeVarTuple : NodeOf<TypeParamNode, NodeKind::kTypeVarTuple> {
  NameId name = NameId::kNone;
  ExprNode* default_value = nullptr;  // optional
};

}  // namespace memphis::ast

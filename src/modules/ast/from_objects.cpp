// From objects of Python's module ast to the arena tree, as far as a node can be judged alone; what nodes must be to
// each other validate.cpp checks.
#include <algorithm>
#include <climits>
#include <cmath>
#include <type_traits>
#include <vector>

#include "modules/ast/bridge.h"
#include "modules/ast/node_classes.h"
#include "modules/ast/validate.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/list_operations.h"
#include "runtime/make.h"
#include "syntax/ast_fields.h"

namespace memphis {

namespace ast_nodes {

namespace {

// The class that a field of this type of pointer wants.
template <class T>
constexpr ClassId family_of_node() {
  if constexpr (std::is_same_v<T, ast::StmtNode>) return ClassId::kstmt;
  if constexpr (std::is_same_v<T, ast::PatternNode>) return ClassId::kpattern;
  if constexpr (std::is_same_v<T, ast::TypeParamNode>) return ClassId::ktype_param;
  if constexpr (std::is_same_v<T, ast::ExceptHandler>) return ClassId::kexcepthandler;
  if constexpr (std::is_same_v<T, ast::comprehension>) return ClassId::kcomprehension;
  if constexpr (std::is_same_v<T, ast::arguments>) return ClassId::karguments;
  if constexpr (std::is_same_v<T, ast::arg>) return ClassId::karg;
  if constexpr (std::is_same_v<T, ast::keyword>) return ClassId::kkeyword;
  if constexpr (std::is_same_v<T, ast::alias>) return ClassId::kalias;
  if constexpr (std::is_same_v<T, ast::withitem>) return ClassId::kwithitem;
  if constexpr (std::is_same_v<T, ast::match_case>) return ClassId::kmatch_case;
  return ClassId::kexpr;
}

class TreeReader {
 public:
  TreeReader(Thread& thread, const NodeTables& tables, NameTable& names, ParseResult& parse,
             std::vector<SourcePosition>& positions)
      : thread_(thread), tables_(tables), names_(names), parse_(parse), positions_(positions) {
    positions_.push_back({1, 0});  // of what has none
  }

  Status read_root(Value root, ClassId wanted) {
    if (!is_instance_of(thread_, root, tables_.type(wanted))) {
      return raise_type_error(thread_, "expected {} node, got {}", node_class(wanted).name, type_name(thread_, root));
    }
    parse_.root = TRY(read_class(root, wanted));
    parse_.node_count = next_id_;
    return {};
  }

 private:
  class FieldReader;
  struct Range {
    uint32_t begin = 0;
    uint32_t end = 0;
  };

  Fallible<ast::Node*> read(Value object, ClassId family);
  Fallible<ast::Node*> read_class(Value object, ClassId id);
  Fallible<ast::Node*> read_constant(Value object);
  Fallible<ast::ExprNode*> make_constant(Value value, Value kind);
  ast::ExprNode* make_int_constant(Value value);
  ast::ExprNode* make_str_constant(Value value, bool has_u_prefix);
  ast::ExprNode* make_complex_constant(double real, double imaginary);
  Fallible<ast::ExprNode*> make_sequence_constant(Value value, std::span<const Value> items, bool is_set);
  Fallible<Range> read_range(Value object, ClassId family);
  Fallible<int32_t> read_position(Value object, ClassId family, size_t index, int32_t otherwise, bool required);
  Fallible<int32_t> read_int(Value value);
  // The value of a field; unbound when it is missing and need not be there.
  Value field(Value object, ClassId id, size_t index);
  ClassId class_of_object(Value object, ClassId family) const;
  Fallible<ClassId> read_simple(Value object, ClassId family);
  ast::Node* make_node(ClassId id);
  void place(ast::Node* node, Range range) {
    node->begin = range.begin;
    node->end = range.end;
  }
  template <class T>
  T* make() {
    T* node = parse_.arena.make<T>();
    node->id = next_id_++;
    place(node, range_);
    return node;
  }

  Thread& thread_;
  const NodeTables& tables_;
  NameTable& names_;
  ParseResult& parse_;
  std::vector<SourcePosition>& positions_;
  uint32_t next_id_ = 0;
  Range range_;  // of the innermost node around that has one
};

// Fills the fields of one node as visit_fields names them: they come as references to the node's own members.
class TreeReader::FieldReader {
 public:
  FieldReader(TreeReader& reader, Value object, ClassId id, ast::Node* node)
      : reader_(reader), object_(object), id_(id), node_(node) {}

  Status finish() const {
    if (failed_) return Failure{};
    if (missing_ == nullptr) return {};
    return raise_value_error(reader_.thread_, "field '{}' is required for {}", missing_, node_class(id_).name);
  }

  template <class T>
  void child(const char* name, T* const& slot) {
    optional(name, slot);
    if (!failed_ && slot == nullptr && missing_ == nullptr) missing_ = name;
  }
  template <class T>
  void optional(const char* name, T* const& slot) {
    Value value;
    if (!find(name, value)) return;
    bool is_absent = value.is_unbound() || (value.is_none() && field_is_optional());
    if (!is_absent) read_into(value, slot);
  }
  template <class T>
  void list(const char* name, const std::span<T*>& slot) {
    List* list = find_list(name);
    if (list == nullptr) return;
    uint64_t size = list->size;
    std::span<T*> nodes = reader_.parse_.arena.make_span<T*>(size);
    std::fill(nodes.begin(), nodes.end(), nullptr);
    const_cast<std::span<T*>&>(slot) = nodes;
    for (uint64_t i = 0; i < size && !failed_; i++) {
      read_into(list->items()[i], nodes[i]);
      check_size(list, size, name);
    }
  }
  void identifier(const char* name, const NameId& slot) {
    optional_identifier(name, slot);
    if (!failed_ && slot == NameId::kNone && missing_ == nullptr) missing_ = name;
  }
  void optional_identifier(const char* name, const NameId& slot) {
    Value value;
    if (find(name, value) && !value.is_unbound()) read_name(value, slot);
  }
  void identifiers(const char* name, const std::span<NameId>& slot) {
    List* list = find_list(name);
    if (list == nullptr) return;
    uint64_t size = list->size;
    std::span<NameId> ids = reader_.parse_.arena.make_span<NameId>(size);
    std::fill(ids.begin(), ids.end(), NameId::kNone);
    const_cast<std::span<NameId>&>(slot) = ids;
    for (uint64_t i = 0; i < size && !failed_; i++) {
      read_name(list->items()[i], ids[i]);
      check_size(list, size, name);
    }
  }
  void context(const ast::Node*) {
    int which = simple("ctx", ClassId::kexpr_context, ClassId::kLoad);
    node_->flags = static_cast<uint8_t>((node_->flags & ~ast::Node::kContextMask) | which);
  }
  void op(const char* name, ast::BoolOperator) { detail(simple(name, ClassId::kboolop, ClassId::kAnd)); }
  void op(const char* name, ast::BinaryOperator) { detail(simple(name, ClassId::koperator, ClassId::kAdd)); }
  void op(const char* name, ast::UnaryOperator) { detail(simple(name, ClassId::kunaryop, ClassId::kInvert)); }
  void ops(const char* name, const std::span<ast::CompareOperator>& slot) {
    List* list = find_list(name);
    if (list == nullptr) return;
    uint64_t size = list->size;
    auto operators = reader_.parse_.arena.make_span<ast::CompareOperator>(size);
    std::fill(operators.begin(), operators.end(), ast::CompareOperator::kEq);
    const_cast<std::span<ast::CompareOperator>&>(slot) = operators;
    for (uint64_t i = 0; i < size && !failed_; i++) {
      operators[i] = static_cast<ast::CompareOperator>(simple_value(list->items()[i], ClassId::kcmpop, ClassId::kEq));
      check_size(list, size, name);
    }
  }
  void integer(const char* name, int64_t);
  void constant(ast::ExprNode* const& slot) {
    Value value;
    if (!find("value", value)) return;
    Fallible<ast::ExprNode*> made = reader_.make_constant(value, Value::none());
    failed_ = made.failed();
    if (!failed_) const_cast<ast::ExprNode*&>(slot) = made.value();
  }
  void constant(const ast::Node*) {}  // Constants are made elsewhere
  void text(const char* name, const std::string_view& slot) {
    Value value;
    if (!find(name, value)) return;
    Value shown = to_str(reader_.thread_, value);
    failed_ = shown.is_error();
    if (!failed_) const_cast<std::string_view&>(slot) = reader_.parse_.arena.copy_string(text_of(shown));
  }

 private:
  // Advances to the field of that name and fetches it; false: failed.
  bool find(std::string_view name, Value& value) {
    if (failed_) return false;
    while (node_class(id_).field_array[next_].name != name) next_++;
    value = reader_.field(object_, id_, next_++);
    failed_ = value.is_error();
    return !failed_;
  }
  bool field_is_optional() const { return node_class(id_).field_array[next_ - 1].is_optional; }

  // Null: failed, or there is nothing in it.
  List* find_list(const char* name) {
    Value value;
    if (!find(name, value) || value.is_unbound()) return nullptr;
    if (value.is_kind(Kind::kList)) return value.as<List>();
    failed_ = true;
    (void)raise_type_error(reader_.thread_, "{} field \"{}\" must be a list, not a {}", node_class(id_).name, name,
                           type_name(reader_.thread_, value));
    return nullptr;
  }
  void check_size(const List* list, uint64_t size, const char* name) {
    if (failed_ || list->size == size) return;
    failed_ = true;
    (void)raise(reader_.thread_, ExceptionId::kRuntimeError, "{} field \"{}\" changed size during iteration",
                node_class(id_).name, name);
  }

  template <class T>
  void read_into(Value value, T* const& slot) {
    NativeRecursion guard(reader_.thread_, recursion_message_for());
    failed_ = guard.failed();
    if (failed_) return;
    Fallible<ast::Node*> node = reader_.read(value, family_of_node<T>());
    failed_ = node.failed();
    if (failed_ || node.value() == nullptr) return;
    if constexpr (std::is_same_v<T, ast::ExprNode>) {
      const_cast<ast::ExprNode*&>(slot) = fit_expression(static_cast<ast::ExprNode*>(node.value()));
    } else if constexpr (std::is_same_v<T, ast::JoinedStr>) {
      const_cast<ast::JoinedStr*&>(slot) = join(static_cast<ast::ExprNode*>(node.value()));
    } else {
      const_cast<T*&>(slot) = static_cast<T*>(node.value());
    }
  }
  const char* recursion_message_for() const;

  // The engines meet fields of f-strings only inside of f-strings, and nothing else but text there.
  ast::ExprNode* fit_expression(ast::ExprNode* expression);
  ast::FormattedValue* format(ast::ExprNode* expression) {
    auto* field = reader_.make<ast::FormattedValue>();
    reader_.place(field, {expression->begin, expression->end});
    field->value = expression;
    return field;
  }
  ast::JoinedStr* join(ast::ExprNode* expression) {
    if (expression->is<ast::JoinedStr>()) return expression->as<ast::JoinedStr>();
    bool is_part = expression->is<ast::FormattedValue>() || expression->is<ast::ConstantStr>();
    if (!is_part) expression = format(expression);
    auto* joined = reader_.make<ast::JoinedStr>();
    reader_.place(joined, {expression->begin, expression->end});
    joined->values = reader_.parse_.arena.make_span<ast::ExprNode*>(1);
    joined->values[0] = expression;
    return joined;
  }

  void read_name(Value value, const NameId& slot) {
    if (value.is_none()) return;
    if (!value.is_exactly(Kind::kStr)) {
      failed_ = true;
      (void)raise_type_error(reader_.thread_, "AST identifier must be of type str");
      return;
    }
    const_cast<NameId&>(slot) = reader_.names_.intern(text_of(value));
  }
  void detail(int value) { node_->detail = static_cast<uint16_t>(value); }

  // Operators and contexts, as their number from `first` on.
  int simple(const char* name, ClassId family, ClassId first) {
    Value value;
    return find(name, value) ? simple_value(value, family, first) : 0;
  }
  int simple_value(Value value, ClassId family, ClassId first) {
    Fallible<ClassId> id = reader_.read_simple(value, family);
    failed_ = id.failed();
    return failed_ ? 0 : static_cast<int>(id.value()) - static_cast<int>(first);
  }

  TreeReader& reader_;
  Value object_;
  ClassId id_;
  ast::Node* node_;
  size_t next_ = 0;
  bool failed_ = false;
  const char* missing_ = nullptr;  // a field that must not be None
};

void TreeReader::FieldReader::integer(const char* name, int64_t) {
  Value value;
  if (!find(name, value)) return;
  bool is_absent = value.is_unbound() || (value.is_none() && field_is_optional());
  Fallible<int32_t> number = is_absent ? 0 : reader_.read_int(value);
  failed_ = number.failed();
  if (failed_) return;
  switch (node_->kind) {
    case ast::NodeKind::kImportFrom:
      node_->as<ast::ImportFrom>()->level = static_cast<uint32_t>(number.value());
      return;
    case ast::NodeKind::kFormattedValue:
    case ast::NodeKind::kInterpolation: {
      int32_t conversion = number.value();
      if (conversion == -1) return;
      detail(conversion);
      if (conversion == 's' || conversion == 'r' || conversion == 'a') return;
      failed_ = true;
      (void)raise(reader_.thread_, ExceptionId::kSystemError, "Unrecognized conversion character {}", conversion);
      return;
    }
    default: detail(number.value() != 0);
  }
}

const char* TreeReader::FieldReader::recursion_message_for() const {
  switch (family_of(id_)) {
    case ClassId::kstmt: return " while traversing 'stmt' node";
    case ClassId::kpattern: return " while traversing 'pattern' node";
    case ClassId::kmod: return " while traversing 'mod' node";
    default: return " while traversing 'expr' node";
  }
}

ast::ExprNode* TreeReader::FieldReader::fit_expression(ast::ExprNode* expression) {
  bool is_field = expression->is<ast::FormattedValue>();
  if (id_ == ClassId::kJoinedStr)
    return is_field || expression->is<ast::ConstantStr>() ? expression : format(expression);
  bool is_interpolation = expression->is<ast::Interpolation>();
  bool fits = id_ == ClassId::kTemplateStr ? is_interpolation || expression->is<ast::ConstantStr>() : !is_interpolation;
  if (!fits) {
    failed_ = true;
    (void)raise_value_error(reader_.thread_,
                            "Interpolation nodes and strings belong into a TemplateStr, and nothing else");
    return expression;
  }
  return is_field ? join(expression) : expression;
}

Value TreeReader::field(Value object, ClassId id, size_t index) {
  const NodeField& declared = node_class(id).field_array[index];
  Value value = TRY(find_attribute(thread_, object, tables_.field_name(id, index)));
  if (!value.is_unbound() || declared.is_optional || declared.is_list) return value;
  return raise_type_error(thread_, "required field \"{}\" missing from {}", declared.name, node_class(id).name);
}

Fallible<int32_t> TreeReader::read_int(Value value) {
  if (!is_int(value)) {
    return raise_value_error(thread_, "invalid integer value: {}", TRY(repr_text(thread_, value)));
  }
  int64_t number = 0;
  if (!int_to_int64(value, number) || number > INT_MAX || number < INT_MIN) {
    return raise(thread_, ExceptionId::kOverflowError, "Python int too large to convert to C int");
  }
  return static_cast<int32_t>(number);
}

Fallible<int32_t> TreeReader::read_position(Value object, ClassId family, size_t index, int32_t otherwise,
                                            bool required) {
  Value value = TRY(find_attribute(thread_, object, tables_.position_name(index)));
  if (!required && (value.is_unbound() || value.is_none())) return otherwise;
  if (value.is_unbound()) {
    return raise_type_error(thread_, "required field \"{}\" missing from {}", kPositionNames[index],
                            node_class(family).name);
  }
  return read_int(value);
}

Fallible<TreeReader::Range> TreeReader::read_range(Value object, ClassId family) {
  Positions kind = node_class(family).positions;
  if (kind == Positions::kNone) return range_;
  int32_t line = TRY(read_position(object, family, 0, 0, true));
  int32_t column = TRY(read_position(object, family, 1, 0, true));
  int32_t end_line = TRY(read_position(object, family, 2, line, kind == Positions::kAll));
  int32_t end_column = TRY(read_position(object, family, 3, column, kind == Positions::kAll));
  auto begin = static_cast<uint32_t>(positions_.size());
  positions_.push_back({static_cast<uint32_t>(line), static_cast<uint32_t>(column)});
  positions_.push_back({static_cast<uint32_t>(end_line), static_cast<uint32_t>(end_column)});
  return Range{begin, begin + 1};
}

// kAST: none of the family.
ClassId TreeReader::class_of_object(Value object, ClassId family) const {
  const Type* type = type_of(thread_, object);
  for (Value ancestor : type->mro->view()) {
    for (auto id = static_cast<size_t>(family) + 1; id < static_cast<size_t>(ClassId::kAST); id++) {
      if (node_class(static_cast<ClassId>(id)).base != family) break;
      if (ancestor == tables_.types->items[id]) return static_cast<ClassId>(id);
    }
  }
  return ClassId::kAST;
}

Fallible<ClassId> TreeReader::read_simple(Value object, ClassId family) {
  ClassId id = class_of_object(object, family);
  if (id != ClassId::kAST) return id;
  return raise_type_error(thread_, "expected some sort of {}, but got {}", node_class(family).name,
                          TRY(repr_text(thread_, object)));
}

// Null: None, where the family has alternatives.
Fallible<ast::Node*> TreeReader::read(Value object, ClassId family) {
  Range outer = range_;
  bool is_product = node_class(family).fields_text != nullptr;
  if (!is_product) {
    if (object.is_none()) return static_cast<ast::Node*>(nullptr);
    range_ = TRY(read_range(object, family));
  }
  ClassId id = is_product ? family : TRY(read_simple(object, family));
  ast::Node* node = TRY(read_class(object, id));
  if (is_product) place(node, TRY(read_range(object, family)));
  range_ = outer;
  return node;
}

Fallible<ast::Node*> TreeReader::read_class(Value object, ClassId id) {
  if (id == ClassId::kConstant) return read_constant(object);
  ast::Node* node = make_node(id);
  FieldReader fields(*this, object, id, node);
  ast::visit_fields(node, fields);
  TRY(fields.finish());
  return node;
}

ast::Node* TreeReader::make_node(ClassId id) {
  switch (id) {
#define CASE_OF(kind) \
  case ClassId::k##kind: return make<ast::kind>();
    MEMPHIS_AST_MODS(CASE_OF)
    MEMPHIS_AST_STATEMENTS(CASE_OF)
    MEMPHIS_AST_EXPRESSIONS(CASE_OF)
    MEMPHIS_AST_PATTERNS(CASE_OF)
    MEMPHIS_AST_PARTS(CASE_OF)
#undef CASE_OF
    default: return make<ast::Pass>();  // not reached: abstract classes have no instances here
  }
}

// ---- Constants ----

Fallible<ast::Node*> TreeReader::read_constant(Value object) {
  Value value = TRY(field(object, ClassId::kConstant, 0));
  Value kind = TRY(field(object, ClassId::kConstant, 1));
  bool has_kind = !kind.is_unbound() && !kind.is_none();
  if (has_kind && !kind.is_exactly(Kind::kStr) && !kind.is_exactly(Kind::kBytes)) {
    return raise_type_error(thread_, "AST string must be of type str");
  }
  return TRY(make_constant(value, kind));
}

Fallible<ast::ExprNode*> TreeReader::make_constant(Value value, Value kind) {
  if (value.is_none()) return make<ast::ConstantNone>();
  if (value.is_bool()) {
    return value.is_true() ? static_cast<ast::ExprNode*>(make<ast::ConstantTrue>()) : make<ast::ConstantFalse>();
  }
  if (value == Value::ellipsis()) return make<ast::ConstantEllipsis>();
  if (is_exact_int(value)) return make_int_constant(value);
  if (value.is_immediate_float() || value.is_exactly(Kind::kFloat)) {
    auto* node = make<ast::ConstantFloat>();
    node->value = float_value(value);
    return node;
  }
  if (value.is_exactly(Kind::kComplex)) {
    return make_complex_constant(value.as<Complex>()->real, value.as<Complex>()->imaginary);
  }
  if (value.is_exactly(Kind::kStr)) return make_str_constant(value, is_str(kind) && text_of(kind) == "u");
  if (value.is_exactly(Kind::kBytes)) {
    auto* node = make<ast::ConstantBytes>();
    auto bytes = value.as<Bytes>()->view();
    node->value = parse_.arena.copy_string({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    return node;
  }
  if (value.is_exactly(Kind::kTuple)) return make_sequence_constant(value, value.as<Tuple>()->view(), false);
  if (type_of(thread_, value) == thread_.runtime.type(TypeId::kFrozenSet)) {
    Tuple* items = TRY(tuple_from_iterable(thread_, value));
    return make_sequence_constant(value, items->view(), true);
  }
  return raise_type_error(thread_, "got an invalid type in Constant: {}", type_name(thread_, value));
}

ast::ExprNode* TreeReader::make_int_constant(Value value) {
  auto* node = make<ast::ConstantInt>();
  if (int_to_int64(value, node->value)) return node;
  IntReader reader(value);
  const IntView& view = reader.view();
  std::string digits = "0x";
  for (size_t i = view.count; i > 0; i--) digits += fmt::format("{:016x}", view.limbs[i - 1]);
  node->value = 0;
  node->text = parse_.arena.copy_string(digits);
  if (!view.negative) return node;
  auto* minus = make<ast::UnaryOp>();
  minus->detail = static_cast<uint16_t>(ast::UnaryOperator::kUSub);
  minus->operand = node;
  return minus;
}

ast::ExprNode* TreeReader::make_str_constant(Value value, bool has_u_prefix) {
  auto* node = make<ast::ConstantStr>();
  auto* str = value.as<Str>();
  bool has_surrogates = false;
  for (uint64_t i = 0; i < str->length() && !str->is_ascii(); i++) {
    has_surrogates = has_surrogates || (str->at(i) >= 0xD800 && str->at(i) <= 0xDFFF);
  }
  node->value = parse_.arena.copy_string(text_of(value));
  node->detail = static_cast<uint16_t>((has_u_prefix ? 1 : 0) | (has_surrogates ? 2 : 0) | (str->is_ascii() ? 4 : 0));
  return node;
}

// The language has literals of imaginary numbers only: real + imaginary, or -(0.0 - imaginary) for a real part of -0.0.
ast::ExprNode* TreeReader::make_complex_constant(double real, double imaginary) {
  bool is_negative_zero = real == 0 && std::signbit(real);
  auto* second = make<ast::ConstantImaginary>();
  second->value = imaginary;
  if (real == 0 && !is_negative_zero) return second;
  auto* first = make<ast::ConstantFloat>();
  first->value = is_negative_zero ? 0.0 : real;
  auto* sum = make<ast::BinOp>();
  sum->left = first;
  sum->right = second;
  sum->detail = static_cast<uint16_t>(is_negative_zero ? ast::BinaryOperator::kSub : ast::BinaryOperator::kAdd);
  if (!is_negative_zero) return sum;
  auto* minus = make<ast::UnaryOp>();
  minus->detail = static_cast<uint16_t>(ast::UnaryOperator::kUSub);
  minus->operand = sum;
  return minus;
}

Fallible<ast::ExprNode*> TreeReader::make_sequence_constant(Value value, std::span<const Value> items, bool is_set) {
  NativeRecursion guard(thread_, " while traversing 'expr' node");
  if (guard.failed()) return Failure{};
  auto* node = is_set ? static_cast<ast::List*>(make<ast::ConstantFrozenSet>()) : make<ast::Tuple>();
  node->elts = parse_.arena.make_span<ast::ExprNode*>(items.size());
  for (size_t i = 0; i < items.size(); i++) {
    ast::ExprNode* item = TRY(make_constant(items[i], Value::none()));
    node->elts[i] = item;
  }
  (void)value;
  return node;
}

}  // namespace

}  // namespace ast_nodes

Status tree_from_objects(Thread& thread, Value root, char mode, std::string filename, SourceText& source,
                         NameTable& names, ParseResult& parse) {
  using ast_nodes::ClassId;
  ast_nodes::NodeTables tables = TRY(ast_nodes::node_tables(thread));
  ClassId wanted = mode == 'v'   ? ClassId::kExpression
                   : mode == 's' ? ClassId::kInteractive
                   : mode == 't' ? ClassId::kFunctionType
                                 : ClassId::kModule;
  std::vector<SourcePosition> positions;
  ast_nodes::TreeReader reader(thread, tables, names, parse, positions);
  TRY(reader.read_root(root, wanted));
  source = SourceText::from_positions(std::move(filename), std::move(positions));
  parse.source = &source;
  parse.names = &names;
  return ast_nodes::validate_tree(thread, parse);
}

}  // namespace memphis

// From the arena tree to objects of Python's module ast.
#include <algorithm>
#include <iterator>

#include "modules/ast/bridge.h"
#include "modules/ast/join_format.h"
#include "modules/ast/node_classes.h"
#include "runtime/attribute.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "syntax/ast_fields.h"

namespace memphis {

namespace ast_nodes {

namespace {

class ObjectBuilder {
 public:
  ObjectBuilder(Thread& thread, const ParseResult& parse, const NodeTables& tables, int optimize, bool optimized)
      : thread_(thread), parse_(parse), tables_(tables), optimize_(optimize), optimized_(optimized) {}

  Value build(const ast::Node* node);

 private:
  class FieldSetter;

  template <class T>
  Value build_list(std::span<T*> nodes) {
    List* list = TRY(make_list(thread_));
    TRY(list_reserve(thread_, list, nodes.size()));
    for (T* node : nodes) {
      Value item = node == nullptr ? Value::none() : TRY(build(node));
      TRY(list_append(thread_, list, item));
    }
    return list;
  }
  Value build_keys(std::span<ast::ExprNode*> nodes) {
    List* list = TRY(make_list(thread_));
    for (const ast::ExprNode* node : nodes) TRY(list_append(thread_, list, TRY(build_pattern_value(node))));
    return list;
  }
  // A body, without its docstring where the optimisation drops those.
  Value build_body(std::span<ast::StmtNode*> statements);
  Value build_plain(const ast::Node* node);
  Value build_constant(const ast::Node* place, Value value);
  // Unbound: the node stays what it is.
  Value build_optimized(const ast::Node* node);
  Value pattern_literal(const ast::ExprNode* node);
  Value build_pattern_value(const ast::ExprNode* node);
  bool drops_docstrings(const ast::Node* node) const {
    return optimize_ >= 2 && (node->is<ast::FunctionDef>() || node->is<ast::AsyncFunctionDef>() ||
                              node->is<ast::ClassDef>() || node->is<ast::Module>());
  }
  Value text_of_name(NameId name) { return intern_text(thread_.runtime, parse_.names->text(name)); }
  Value constant(const ast::Node* node);
  Status set_positions(Value object, const ast::Node* node);
  Status set(Value object, Str* name, Value value) {
    (void)TRY(set_instance_attribute(thread_, object, name, value));
    return {};
  }

  Thread& thread_;
  const ParseResult& parse_;
  const NodeTables& tables_;
  int optimize_;
  bool optimized_;
  Arena scratch_;  // nodes that the optimisation makes
};

// Takes the fields of one node from visit_fields. What the arena tree has no place for gets its default between them.
class ObjectBuilder::FieldSetter {
 public:
  FieldSetter(ObjectBuilder& builder, const ast::Node* node, Value object, ClassId id)
      : builder_(builder), node_(node), object_(object), id_(id) {}

  bool failed() const { return failed_; }
  void finish() { set_defaults_until(node_class(id_).field_count); }

  void child(const char* name, const ast::Node* node) {
    bool is_pattern = id_ == ClassId::kMatchValue;
    set(name, [&] {
      return is_pattern ? builder_.build_pattern_value(static_cast<const ast::ExprNode*>(node)) : builder_.build(node);
    });
  }
  void optional(const char* name, const ast::Node* node) {
    const auto* joined = node == nullptr ? nullptr : node->as_if<ast::JoinedStr>();
    if (joined != nullptr && joined->detail == kBareSpecification) node = joined->values[0];
    set(name, [&] { return node == nullptr ? Value::none() : builder_.build(node); });
  }
  template <class T>
  void list(const char* name, std::span<T*> nodes) {
    set(name, [&] { return builder_.build_list(nodes); });
  }
  void list(const char* name, std::span<ast::ExprNode*> nodes) {
    bool is_pattern = id_ == ClassId::kMatchMapping;
    set(name, [&] { return is_pattern ? builder_.build_keys(nodes) : builder_.build_list(nodes); });
  }
  void list(const char* name, std::span<ast::StmtNode*> nodes) {
    bool is_body = std::string_view(name) == "body" && builder_.drops_docstrings(node_);
    set(name, [&] { return is_body ? builder_.build_body(nodes) : builder_.build_list(nodes); });
  }
  void identifier(const char* name, NameId id) {
    set(name, [&] { return builder_.text_of_name(id); });
  }
  void optional_identifier(const char* name, NameId id) {
    set(name, [&] { return id == NameId::kNone ? Value::none() : builder_.text_of_name(id); });
  }
  void identifiers(const char* name, std::span<const NameId> ids) {
    set(name, [&]() -> Value {
      List* list = TRY(make_list(builder_.thread_));
      for (NameId id : ids) TRY(list_append(builder_.thread_, list, TRY(builder_.text_of_name(id))));
      return list;
    });
  }
  void context(const ast::Node* node) { set_singleton("ctx", ClassId::kLoad, static_cast<int>(node->context())); }
  void op(const char* name, ast::BoolOperator which) { set_singleton(name, ClassId::kAnd, static_cast<int>(which)); }
  void op(const char* name, ast::BinaryOperator which) { set_singleton(name, ClassId::kAdd, static_cast<int>(which)); }
  void op(const char* name, ast::UnaryOperator which) {
    set_singleton(name, ClassId::kInvert, static_cast<int>(which));
  }
  void ops(const char* name, std::span<const ast::CompareOperator> operators) {
    set(name, [&]() -> Value {
      List* list = TRY(make_list(builder_.thread_));
      for (ast::CompareOperator each : operators) {
        TRY(list_append(builder_.thread_, list, singleton(ClassId::kEq, static_cast<int>(each))));
      }
      return list;
    });
  }
  void integer(const char* name, int64_t value) {
    set(name, [&] { return Value::small_int(value); });
  }
  void constant(const ast::Node* node) {
    set("value", [&] { return builder_.constant(node); });
    if (id_ != ClassId::kConstant) return;
    const auto* text = node->as_if<ast::ConstantStr>();
    if (text == nullptr || !text->has_u_prefix()) return;
    set("kind", [&]() -> Value { return intern_text(builder_.thread_.runtime, "u"); });
  }
  void text(const char* name, std::string_view value) {
    set(name, [&]() -> Value { return make_str(builder_.thread_, value); });
  }

 private:
  Value singleton(ClassId first, int offset) const {
    return builder_.tables_.singleton(static_cast<ClassId>(static_cast<int>(first) + offset));
  }
  void set_singleton(const char* name, ClassId first, int offset) {
    set(name, [&] { return singleton(first, offset); });
  }

  template <class Make>
  void set(std::string_view name, Make make) {
    if (failed_) return;
    size_t index = next_;
    while (node_class(id_).field_array[index].name != name) index++;
    set_defaults_until(index);
    Value value = make();
    failed_ = failed_ || value.is_error() || store(value);
  }

  void set_defaults_until(size_t index) {
    while (!failed_ && next_ < index) {
      Value value = Value::none();
      if (node_class(id_).field_array[next_].is_list) value = builder_.build_list(std::span<ast::Node*>());
      failed_ = value.is_error() || store(value);
    }
  }

  // Answers whether it has failed.
  bool store(Value value) { return builder_.set(object_, builder_.tables_.field_name(id_, next_++), value).failed(); }

  ObjectBuilder& builder_;
  const ast::Node* node_;
  Value object_;
  ClassId id_;
  size_t next_ = 0;
  bool failed_ = false;
};

Value ObjectBuilder::build(const ast::Node* node) {
  NativeRecursion guard(thread_, " during  ast construction");
  if (guard.failed()) return Value::error();
  if (optimized_) {
    Value made = TRY(build_optimized(node));
    if (!made.is_unbound()) return made;
  }
  return build_plain(node);
}

Value ObjectBuilder::build_plain(const ast::Node* node) {
  ClassId id = class_of_kind(node->kind);
  Value object = TRY(allocate_instance<Cell>(thread_, tables_.type(id)));
  FieldSetter setter(*this, node, object, id);
  ast::visit_fields(node, setter);
  setter.finish();
  if (setter.failed()) return Value::error();
  if (ast::has_position(node->kind)) TRY(set_positions(object, node));
  return object;
}

// ---- Optimisation: what CPython does to a tree before it is compiled ----

Value ObjectBuilder::build_constant(const ast::Node* place, Value value) {
  Value object = TRY(allocate_instance<Cell>(thread_, tables_.type(ClassId::kConstant)));
  TRY(set(object, tables_.field_name(ClassId::kConstant, 0), value));
  TRY(set(object, tables_.field_name(ClassId::kConstant, 1), Value::none()));
  TRY(set_positions(object, place));
  return object;
}

Value ObjectBuilder::build_body(std::span<ast::StmtNode*> statements) {
  const auto* first = statements.empty() ? nullptr : statements[0]->as_if<ast::Expr>();
  if (first == nullptr || !first->value->is<ast::ConstantStr>()) return build_list(statements);
  if (statements.size() > 1) return build_list(statements.subspan(1));
  auto* pass = scratch_.make<ast::Pass>();
  pass->begin = first->begin;
  pass->end = first->begin;
  ast::StmtNode* alone[] = {pass};
  Value list = TRY(build_list(std::span<ast::StmtNode*>(alone)));
  // It ends where the word would.
  int64_t column = static_cast<int32_t>(parse_.source->position(pass->begin).column) + 4;
  TRY(set(list.as<List>()->items()[0], tables_.position_name(3), Value::small_int(column)));
  return list;
}

// Numbers with a sign and complex ones are constants in patterns.
Value ObjectBuilder::pattern_literal(const ast::ExprNode* node) {
  if (ast::is_constant(node->kind)) return constant(node);
  if (const auto* minus = node->as_if<ast::UnaryOp>()) {
    if (minus->op() != ast::UnaryOperator::kUSub || !ast::is_constant(minus->operand->kind)) return Value::unbound();
    return unary_operation(thread_, UnaryOperation::kNegative, TRY(constant(minus->operand)));
  }
  const auto* sum = node->as_if<ast::BinOp>();
  if (sum == nullptr) return Value::unbound();
  Value left = TRY(pattern_literal(sum->left));
  if (left.is_unbound() || !ast::is_constant(sum->right->kind)) return Value::unbound();
  BinaryOperation operation =
      sum->op() == ast::BinaryOperator::kSub ? BinaryOperation::kSubtract : BinaryOperation::kAdd;
  return binary_operation(thread_, operation, left, TRY(constant(sum->right)));
}

Value ObjectBuilder::build_optimized(const ast::Node* node) {
  using ast::NodeKind;
  if (const auto* name = node->as_if<ast::Name>()) {
    bool is_debug = name->context() == ast::Context::kLoad && parse_.names->text(name->name) == "__debug__";
    return is_debug ? build_constant(node, Value::boolean(optimize_ == 0)) : Value::unbound();
  }
  if (const auto* operation = node->as_if<ast::BinOp>()) {
    const ast::JoinedStr* joined = join_format(scratch_, operation);
    return joined == nullptr ? Value::unbound() : build_plain(joined);
  }
  return Value::unbound();
}

Value ObjectBuilder::build_pattern_value(const ast::ExprNode* node) {
  if (!optimized_ || ast::is_constant(node->kind)) return build(node);
  Value value = TRY(pattern_literal(node));
  return value.is_unbound() ? build(node) : build_constant(node, value);
}

Status ObjectBuilder::set_positions(Value object, const ast::Node* node) {
  SourcePosition begin = parse_.source->position(node->begin);
  SourcePosition end = parse_.source->position(node->end);
  uint32_t numbers[] = {begin.line, begin.column, end.line, end.column};
  if (node->begin == kNowhere) std::fill(std::begin(numbers), std::end(numbers), kNowhere);
  for (size_t i = 0; i < 4; i++) {
    TRY(set(object, tables_.position_name(i), Value::small_int(static_cast<int32_t>(numbers[i]))));
  }
  return {};
}

Value ObjectBuilder::constant(const ast::Node* node) {
  using ast::NodeKind;
  switch (node->kind) {
    case NodeKind::kConstantTrue: return Value::boolean(true);
    case NodeKind::kConstantFalse: return Value::boolean(false);
    case NodeKind::kConstantEllipsis: return Value::ellipsis();
    case NodeKind::kConstantInt: {
      const auto* number = node->as<ast::ConstantInt>();
      return number->is_small() ? make_int(thread_, number->value) : int_from_literal(thread_, number->text);
    }
    case NodeKind::kConstantFloat: return make_float(thread_, node->as<ast::ConstantFloat>()->value);
    case NodeKind::kConstantImaginary: return make_complex(thread_, 0.0, node->as<ast::ConstantImaginary>()->value);
    case NodeKind::kConstantStr: return intern_text(thread_.runtime, node->as<ast::ConstantStr>()->value);
    case NodeKind::kConstantBytes: {
      std::string_view bytes = node->as<ast::ConstantBytes>()->value;
      return make_bytes(thread_, {reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()});
    }
    case NodeKind::kConstantFrozenSet: {
      Set* set = TRY(make_set(thread_, TypeId::kFrozenSet));
      for (const ast::ExprNode* item : node->as<ast::ConstantFrozenSet>()->elts) {
        (void)TRY(set_add(thread_, set, TRY(constant(item))));
      }
      return set;
    }
    default: return Value::none();
  }
}

}  // namespace

}  // namespace ast_nodes

Value tree_to_objects(Thread& thread, const ParseResult& parse, int optimize, bool optimized) {
  ast_nodes::NodeTables tables = TRY(ast_nodes::node_tables(thread));
  return ast_nodes::ObjectBuilder(thread, parse, tables, optimize, optimized).build(parse.root);
}

bool is_syntax_tree(Thread& thread, Value value) {
  ast_nodes::NodeTables tables;
  if (!ast_nodes::find_node_tables(thread.runtime, tables)) return false;
  return is_instance_of(thread, value, tables.type(ast_nodes::ClassId::kAST));
}

}  // namespace memphis

// The node classes of Python's module ast as nodes.def declares them, and as the Runtime has them once somebody needs
// them: tables, no behaviour.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "objects/sequence.h"
#include "runtime/native.h"
#include "syntax/ast.h"

namespace memphis::ast_nodes {

enum class ClassId : uint8_t {
#define SUM(name, positions) k##name,
#define NODE(base, name, fields) k##name,
#define PRODUCT(name, positions, fields) k##name,
#include "modules/ast/nodes.def"
#undef SUM
#undef NODE
#undef PRODUCT
  kAST,
  kCount
};

// Which of lineno, col_offset, end_lineno and end_col_offset a node must have.
enum class Positions : uint8_t { kNone, kStart, kAll };

// One "type name" of a class's fields.
struct NodeField {
  std::string_view type;  // without the marks
  std::string_view name;
  bool is_optional = false;
  bool is_list = false;
};

struct NodeClass {
  static constexpr size_t kMaximumFields = 8;

  ClassId base = ClassId::kAST;
  const char* name = nullptr;
  const char* fields_text = nullptr;  // null: an abstract class
  Positions positions = Positions::kNone;
  std::array<NodeField, kMaximumFields> field_array = {};
  size_t field_count = 0;

  std::span<const NodeField> fields() const { return {field_array.data(), field_count}; }
};

const NodeClass& node_class(ClassId id);
ClassId class_of_kind(ast::NodeKind kind);
// The sum or product that a class belongs to: expr for BinOp, arg for arg.
inline ClassId family_of(ClassId id) {
  ClassId base = node_class(id).base;
  return base == ClassId::kAST ? id : base;
}

inline constexpr const char* kPositionNames[] = {"lineno", "col_offset", "end_lineno", "end_col_offset"};

// What the Runtime has of the classes. The cells are kept alive by Runtime::permanent.
struct NodeTables {
  Tuple* types = nullptr;           // by ClassId
  Tuple* field_names = nullptr;     // by ClassId: the tuple _fields
  Tuple* singletons = nullptr;      // by ClassId: the one Load, Add, ... that trees contain; else None
  Tuple* position_names = nullptr;  // as kPositionNames

  Type* type(ClassId id) const { return types->items[static_cast<size_t>(id)].as<Type>(); }
  Value singleton(ClassId id) const { return singletons->items[static_cast<size_t>(id)]; }
  Str* field_name(ClassId id, size_t field) const {
    return field_names->items[static_cast<size_t>(id)].as<Tuple>()->items[field].as<Str>();
  }
  Str* position_name(size_t index) const { return position_names->items[index].as<Str>(); }
};

// The classes, made when they are first asked for.
Fallible<NodeTables> node_tables(Thread& thread);
// The same without making them; false: there are none yet, and so no nodes.
bool find_node_tables(const Runtime& runtime, NodeTables& tables);

extern const TypeSpec kNodeType;  // ast.AST

}  // namespace memphis::ast_nodes

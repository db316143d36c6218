#include "modules/ast/node_classes.h"

#include <fmt/core.h>

#include <string>
#include <vector>

#include "runtime/attribute.h"
#include "runtime/class.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/typing.h"

namespace memphis::ast_nodes {

namespace {

// Splits "expr value, stmt* body".
constexpr NodeClass declare(ClassId base, const char* name, const char* fields, Positions positions) {
  NodeClass result{base, name, fields, positions, {}, 0};
  std::string_view text = fields == nullptr ? "" : fields;
  while (!text.empty()) {
    size_t end = text.find(", ");
    std::string_view part = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 2);
    size_t space = part.find(' ');
    std::string_view type = part.substr(0, space);
    bool is_list = type.ends_with('*');
    if (is_list) type.remove_suffix(1);
    bool is_optional = type.ends_with('?');
    if (is_optional) type.remove_suffix(1);
    result.field_array[result.field_count++] = {type, part.substr(space + 1), is_optional && !is_list, is_list};
  }
  return result;
}

constexpr NodeClass kClasses[] = {
#define SUM(name, positions) declare(ClassId::kAST, #name, nullptr, Positions::positions),
#define NODE(base, name, fields) declare(ClassId::k##base, #name, fields, Positions::kNone),
#define PRODUCT(name, positions, fields) declare(ClassId::kAST, #name, fields, Positions::positions),
#include "modules/ast/nodes.def"
#undef SUM
#undef NODE
#undef PRODUCT
};
constexpr size_t kClassCount = std::size(kClasses);
static_assert(kClassCount == static_cast<size_t>(ClassId::kAST));

std::string signature_of(const NodeClass& node) {
  std::string_view fields = node.fields_text;
  return fields.empty() ? node.name : fmt::format("{}({})", node.name, fields);
}

// What stands in the grammar: a class's signature, or the alternatives of an abstract one, on lines of their own if any
// of them has fields.
std::string documentation_of(ClassId id) {
  const NodeClass& node = node_class(id);
  if (node.fields_text != nullptr) return signature_of(node);
  std::vector<std::string> alternatives;
  bool have_fields = false;
  for (const NodeClass& each : kClasses) {
    if (each.base != id) continue;
    alternatives.push_back(signature_of(each));
    have_fields = have_fields || each.field_count != 0;
  }
  std::string name = node.name;
  std::string separator = have_fields ? "\n" + std::string(name.size() + 1, ' ') + "| " : " | ";
  std::string text = name + " = ";
  for (size_t i = 0; i < alternatives.size(); i++) text += (i == 0 ? "" : separator) + alternatives[i];
  return text;
}

class ClassMaker {
 public:
  explicit ClassMaker(Thread& thread) : thread_(thread) {}

  Fallible<NodeTables> make_all() {
    tables_.types = TRY(make_table());
    tables_.field_names = TRY(make_table());
    tables_.singletons = TRY(make_table());
    tables_.position_names = TRY(make_names(kPositionNames));
    Type* node = TRY(make_hidden_type(thread_, kNodeType));
    node->flags &= ~static_cast<uint32_t>(kTypeIsImmutable);  // as a class of the program
    set(tables_.types, ClassId::kAST, node);
    Tuple* none = thread_.runtime.empty_tuple;
    for (const char* name : {"_fields", "__match_args__", "_attributes"}) TRY(set_in(node->dict, name, none));
    for (size_t i = 0; i < kClassCount; i++) TRY(make(static_cast<ClassId>(i)));
    for (size_t i = 0; i < kClassCount; i++) TRY(complete(static_cast<ClassId>(i)));
    return tables_;
  }

 private:
  static void set(Tuple* table, ClassId id, Value value) { table->items[static_cast<size_t>(id)] = value; }

  Tuple* make_table() {
    Tuple* table = TRY(allocate_tuple(thread_, static_cast<size_t>(ClassId::kCount)));
    for (uint64_t i = 0; i < table->size; i++) table->items[i] = Value::none();
    return table;
  }

  Tuple* make_names(std::span<const char* const> texts) {
    Tuple* names = TRY(allocate_tuple(thread_, texts.size()));
    for (size_t i = 0; i < texts.size(); i++) names->items[i] = Value::none();
    for (size_t i = 0; i < texts.size(); i++) names->items[i] = TRY(intern_text(thread_.runtime, texts[i]));
    return names;
  }

  Status set_in(Dict* dict, std::string_view name, Value value) {
    return dict_set_name(thread_, dict, TRY(intern_text(thread_.runtime, name)), value);
  }

  Status make(ClassId id) {
    const NodeClass& node = node_class(id);
    Dict* name_space = TRY(make_dict(thread_));
    Tuple* names = thread_.runtime.empty_tuple;
    if (node.field_count != 0) {
      names = TRY(allocate_tuple(thread_, node.field_count));
      for (size_t i = 0; i < node.field_count; i++) names->items[i] = Value::none();
      for (size_t i = 0; i < node.field_count; i++) {
        names->items[i] = TRY(intern_text(thread_.runtime, node.field_array[i].name));
      }
    }
    set(tables_.field_names, id, names);
    TRY(set_in(name_space, "_fields", names));
    TRY(set_in(name_space, "__match_args__", names));
    TRY(set_in(name_space, "__module__", TRY(intern_text(thread_.runtime, "ast"))));
    TRY(set_in(name_space, "__doc__", TRY(make_str(thread_, documentation_of(id)))));
    for (const NodeField& field : node.fields()) {
      if (field.is_optional) TRY(set_in(name_space, field.name, Value::none()));
    }
    if (node.base == ClassId::kAST) TRY(set_positions(name_space, node.positions));
    Str* name = TRY(intern_text(thread_.runtime, node.name));
    Tuple* bases = TRY(make_tuple(thread_, {Value(tables_.type(node.base))}));
    Type* meta = thread_.runtime.type(TypeId::kType);
    Value made = TRY(make_class(thread_, meta, name, bases, name_space, Value::unbound()));
    set(tables_.types, id, made);
    // Only the classes of a sum without any fields have singletons: contexts and operators.
    bool is_simple = node.base != ClassId::kAST && node_class(node.base).positions == Positions::kNone;
    if (is_simple && node.field_count == 0) {
      Value instance = TRY(allocate_instance<Cell>(thread_, made.as<Type>()));
      set(tables_.singletons, id, instance);
    }
    return {};
  }

  Status set_positions(Dict* name_space, Positions positions) {
    bool has_any = positions != Positions::kNone;
    TRY(set_in(name_space, "_attributes", has_any ? tables_.position_names : thread_.runtime.empty_tuple));
    if (positions != Positions::kStart) return {};
    TRY(set_in(name_space, "end_lineno", Value::none()));
    return set_in(name_space, "end_col_offset", Value::none());
  }

  Value type_of_field(const NodeField& field) {
    Runtime& runtime = thread_.runtime;
    Value type = runtime.type(TypeId::kObject);
    if (field.type == "identifier" || field.type == "string") {
      type = runtime.type(TypeId::kStr);
    } else if (field.type == "int") {
      type = runtime.type(TypeId::kInt);
    } else {
      for (size_t i = 0; i < kClassCount; i++) {
        if (field.type == kClasses[i].name) type = tables_.types->items[i];
      }
    }
    if (field.is_list) return make_generic_alias(thread_, runtime.type(TypeId::kList), type);
    return field.is_optional ? make_union_of_two(thread_, type, Value::none()) : type;
  }

  // The types of fields, now that all classes are there.
  Status complete(ClassId id) {
    const NodeClass& node = node_class(id);
    if (node.fields_text == nullptr) return {};
    Dict* types = TRY(make_dict(thread_));
    for (const NodeField& field : node.fields()) {
      TRY(set_in(types, field.name, TRY(type_of_field(field))));
    }
    for (const char* name : {"_field_types", "__annotations__"}) {
      TRY(set_attribute(thread_, tables_.type(id), TRY(intern_text(thread_.runtime, name)), types));
    }
    return {};
  }

  Thread& thread_;
  NodeTables tables_;
};

constexpr char kStateKey = 0;  // its address is the key of the module state: a tuple of the tables

}  // namespace

const NodeClass& node_class(ClassId id) { return kClasses[static_cast<size_t>(id)]; }

ClassId class_of_kind(ast::NodeKind kind) {
  switch (kind) {
#define CASE_OF(kind) \
  case ast::NodeKind::k##kind: return ClassId::k##kind;
    MEMPHIS_AST_MODS(CASE_OF)
    MEMPHIS_AST_STATEMENTS(CASE_OF)
    MEMPHIS_AST_EXPRESSIONS(CASE_OF)
    MEMPHIS_AST_PATTERNS(CASE_OF)
    MEMPHIS_AST_PARTS(CASE_OF)
#undef CASE_OF
    default: return ClassId::kConstant;
  }
}

bool find_node_tables(const Runtime& runtime, NodeTables& tables) {
  for (const auto& [key, state] : runtime.module_states) {
    if (key != &kStateKey) continue;
    auto* all = static_cast<Tuple*>(state);
    tables = {all->items[0].as<Tuple>(), all->items[1].as<Tuple>(), all->items[2].as<Tuple>(),
              all->items[3].as<Tuple>()};
    return true;
  }
  return false;
}

Fallible<NodeTables> node_tables(Thread& thread) {
  NodeTables tables;
  if (find_node_tables(thread.runtime, tables)) return tables;
  tables = TRY(ClassMaker(thread).make_all());
  Tuple* all = TRY(make_tuple(thread, {Value(tables.types), Value(tables.field_names), Value(tables.singletons),
                                       Value(tables.position_names)}));
  thread.runtime.permanent.push_back(all);
  thread.runtime.module_states.emplace_back(&kStateKey, all);
  return tables;
}

}  // namespace memphis::ast_nodes

// The module _ast: the node classes, made from nodes.def.
#include <string>
#include <vector>

#include "modules/ast/ast.h"
#include "modules/modules.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/named_access.h"
#include "runtime/operations.h"
#include "runtime/typing.h"

namespace memphis {

namespace ast_nodes {

namespace {

enum class Positions : uint8_t { kNone, kStart, kAll };

struct NodeClass {
  const char* base;  // null: AST
  const char* name;
  const char* fields;  // null: an abstract class
  Positions positions;
};

constexpr NodeClass kClasses[] = {
#define SUM(name, positions) {nullptr, #name, nullptr, Positions::positions},
#define NODE(base, name, fields) {#base, #name, fields, Positions::kNone},
#define PRODUCT(name, positions, fields) {nullptr, #name, fields, Positions::positions},
#include "modules/ast/nodes.def"
#undef SUM
#undef NODE
#undef PRODUCT
};

constexpr const char* kPositionNames[] = {"lineno", "col_offset", "end_lineno", "end_col_offset"};

// One "type name" of a class's fields.
struct NodeField {
  std::string_view type;  // without the marks
  std::string_view name;
  bool is_optional;
  bool is_list;
};

std::vector<NodeField> fields_of(std::string_view text) {
  std::vector<NodeField> fields;
  while (!text.empty()) {
    size_t end = text.find(", ");
    std::string_view part = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 2);
    size_t space = part.find(' ');
    std::string_view type = part.substr(0, space);
    bool is_list = type.ends_with('*');
    bool is_optional = type.ends_with('?');
    fields.push_back({type.substr(0, type.find_first_of("?*")), part.substr(space + 1), is_optional, is_list});
  }
  return fields;
}

std::string signature_of(const NodeClass& node) {
  std::string_view fields = node.fields;
  return fields.empty() ? node.name : fmt::format("{}({})", node.name, fields);
}

// What stands in the grammar: a class's signature, or the alternatives of an abstract one, on lines of their own if any of
// them has fields.
std::string documentation_of(const NodeClass& node) {
  if (node.fields != nullptr) return signature_of(node);
  std::vector<std::string> alternatives;
  bool have_fields = false;
  for (const NodeClass& each : kClasses) {
    if (each.base == nullptr || std::string_view(each.base) != node.name) continue;
    alternatives.push_back(signature_of(each));
    have_fields = have_fields || each.fields[0] != 0;
  }
  std::string name = node.name;
  std::string separator = have_fields ? "\n" + std::string(name.size() + 1, ' ') + "| " : " | ";
  std::string text = name + " = ";
  for (size_t i = 0; i < alternatives.size(); i++) text += (i == 0 ? "" : separator) + alternatives[i];
  return text;
}

// ---- State: the classes by name, the singletons by name ----

constexpr char kClassesKey = 0;
constexpr char kSingletonsKey = 0;

Dict* state_dict(Runtime& runtime, const char* key) {
  for (const auto& [each, state] : runtime.module_states) {
    if (each == key) return static_cast<Dict*>(state);
  }
  return nullptr;
}

Dict* make_state_dict(Thread& thread, const char* key) {
  if (Dict* dict = state_dict(thread.runtime, key)) return dict;
  Dict* dict = TRY(make_dict(thread));
  thread.runtime.permanent.push_back(dict);
  thread.runtime.module_states.emplace_back(key, dict);
  return dict;
}

// ---- Making the classes ----

class ClassMaker {
 public:
  ClassMaker(Thread& thread, Module* module) : thread_(thread), module_(module) {}

  Status make_all() {
    classes_ = TRY(make_state_dict(thread_, &kClassesKey));
    TRY(make_state_dict(thread_, &kSingletonsKey));
    Type* node = TRY(make_hidden_type(thread_, kNodeType));
    TRY(add(node, "AST"));
    Tuple* none = thread_.runtime.empty_tuple;
    for (const char* name : {"_fields", "__match_args__", "_attributes"}) TRY(set_in(node->dict, name, none));
    for (const NodeClass& each : kClasses) TRY(make(each));
    for (const NodeClass& each : kClasses) TRY(complete(each));
    return {};
  }

 private:
  Status add(Type* type, const char* name) {
    TRY(dict_set_name(thread_, classes_, TRY(intern_text(thread_.runtime, name)), type));
    return set_module_attribute(thread_, module_, name, type);
  }

  Status set_in(Dict* dict, std::string_view name, Value value) {
    return dict_set_name(thread_, dict, TRY(intern_text(thread_.runtime, name)), value);
  }

  Value find(std::string_view name) {
    return dict_get_name(thread_.runtime, classes_, TRY(intern_text(thread_.runtime, name)));
  }

  Status make(const NodeClass& node) {
    Dict* name_space = TRY(make_dict(thread_));
    std::vector<NodeField> fields = fields_of(node.fields == nullptr ? "" : node.fields);
    Tuple* names = TRY(allocate_tuple(thread_, fields.size()));
    for (size_t i = 0; i < fields.size(); i++) {
      Str* name = TRY(intern_text(thread_.runtime, fields[i].name));
      names->items[i] = name;
    }
    TRY(set_in(name_space, "_fields", names));
    TRY(set_in(name_space, "__match_args__", names));
    TRY(set_in(name_space, "__module__", TRY(intern_text(thread_.runtime, "ast"))));
    TRY(set_in(name_space, "__doc__", TRY(make_str(thread_, documentation_of(node)))));
    for (const NodeField& field : fields) {
      if (field.is_optional) TRY(set_in(name_space, field.name, Value::none()));
    }
    if (node.base == nullptr) TRY(set_positions(name_space, node.positions));
    Value base = TRY(find(node.base == nullptr ? "AST" : node.base));
    Str* name = TRY(intern_text(thread_.runtime, node.name));
    Tuple* bases = TRY(make_tuple(thread_, {base}));
    Value made = TRY(make_class(thread_, thread_.runtime.type(TypeId::kType), name, bases, name_space, Value::unbound()));
    return add(made.as<Type>(), node.name);
  }

  Status set_positions(Dict* name_space, Positions positions) {
    size_t count = positions == Positions::kNone ? 0 : std::size(kPositionNames);
    Tuple* names = TRY(allocate_tuple(thread_, count));
    for (size_t i = 0; i < count; i++) {
      Str* name = TRY(intern_text(thread_.runtime, kPositionNames[i]));
      names->items[i] = name;
    }
    TRY(set_in(name_space, "_attributes", names));
    if (positions != Positions::kStart) return {};
    TRY(set_in(name_space, "end_lineno", Value::none()));
    return set_in(name_space, "end_col_offset", Value::none());
  }

  Value type_of_field(const NodeField& field) {
    Runtime& runtime = thread_.runtime;
    Value type;
    if (field.type == "identifier" || field.type == "string") {
      type = runtime.type(TypeId::kStr);
    } else if (field.type == "int") {
      type = runtime.type(TypeId::kInt);
    } else if (field.type == "constant") {
      type = runtime.type(TypeId::kObject);
    } else {
      type = TRY(find(field.type));
    }
    if (field.is_list) return make_generic_alias(thread_, runtime.type(TypeId::kList), type);
    return field.is_optional ? make_union_of_two(thread_, type, Value::none()) : type;
  }

  // The types of fields, now that all classes are there.
  Status complete(const NodeClass& node) {
    if (node.fields == nullptr) return {};
    Dict* types = TRY(make_dict(thread_));
    for (const NodeField& field : fields_of(node.fields)) {
      TRY(set_in(types, field.name, TRY(type_of_field(field))));
    }
    auto* type = TRY(find(node.name)).as<Type>();
    for (const char* name : {"_field_types", "__annotations_cache__"}) {
      TRY(type_set_attribute(thread_, type, TRY(intern_text(thread_.runtime, name)), types));
    }
    return {};
  }

  Thread& thread_;
  Module* module_;
  Dict* classes_ = nullptr;
};

struct CompilerFlag {
  const char* name;
  int64_t value;
};
constexpr CompilerFlag kFlags[] = {
    {"PyCF_ALLOW_TOP_LEVEL_AWAIT", 0x2000},
    {"PyCF_ONLY_AST", kCompileOnlyAst},
    {"PyCF_TYPE_COMMENTS", 0x1000},
    {"PyCF_OPTIMIZED_AST", 0x8000 | kCompileOnlyAst},
};

}  // namespace
}  // namespace ast_nodes

Type* ast_class(Thread& thread, std::string_view name) {
  Runtime& runtime = thread.runtime;
  Dict* classes = ast_nodes::state_dict(runtime, &ast_nodes::kClassesKey);
  if (classes == nullptr) {
    (void)TRY(import_module(thread, "_ast"));
    classes = ast_nodes::state_dict(runtime, &ast_nodes::kClassesKey);
  }
  Value found = dict_get_name(runtime, classes, TRY(intern_text(runtime, name)));
  if (found.is_unbound()) return raise(thread, ExceptionId::kSystemError, "no AST class {}", std::string(name));
  return found.as<Type>();
}

Value ast_singleton(Thread& thread, std::string_view name) {
  Type* type = TRY(ast_class(thread, name));
  Dict* singletons = ast_nodes::state_dict(thread.runtime, &ast_nodes::kSingletonsKey);
  Str* key = TRY(intern_text(thread.runtime, name));
  Value found = dict_get_name(thread.runtime, singletons, key);
  if (!found.is_unbound()) return found;
  Value made = TRY(call(thread, type));
  TRY(dict_set_name(thread, singletons, key, made));
  return made;
}

Value create_ast_module(Thread& thread) {
  Module* module = TRY(make_native_module(thread, "_ast", "The classes of syntax trees.", {}));
  ast_nodes::ClassMaker maker(thread, module);
  TRY(maker.make_all());
  for (const ast_nodes::CompilerFlag& flag : ast_nodes::kFlags) {
    TRY(set_module_attribute(thread, module, flag.name, Value::small_int(flag.value)));
  }
  return module;
}

}  // namespace memphis

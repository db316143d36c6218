// Calls: arguments lie in an array on the native stack.
#include "runtime/dict_operations.h"
#include "treewalk/walker.h"

namespace memphis::treewalk {

namespace {

constexpr size_t kMaxStackArguments = 200;

bool needs_extended(std::span<ast::ExprNode*> arguments, std::span<ast::keyword*> keywords) {
  if (arguments.size() + keywords.size() > kMaxStackArguments) return true;
  for (const ast::ExprNode* argument : arguments) {
    if (argument->is<ast::Starred>()) return true;
  }
  for (const ast::keyword* word : keywords) {
    if (word->name == NameId::kNone) return true;
  }
  return false;
}

}  // namespace

// Kept with the first keyword of the call.
Fallible<Tuple*> Walker::keyword_names(std::span<ast::keyword*> keywords) {
  if (keywords.empty()) return static_cast<Tuple*>(nullptr);
  Value& slot = literal_slot(keywords[0]);
  if (slot.bits() != 0) return slot.as<Tuple>();
  Tuple* names = TRY(allocate_tuple(*thread_, keywords.size()));
  for (size_t i = 0; i < keywords.size(); i++) names->items[i] = name(keywords[i]->name);
  slot = names;
  return names;
}

Value Walker::call_with_arguments(const ast::Node* node, Value callee, std::span<const Value> pushed,
                                  std::span<ast::ExprNode*> arguments, std::span<ast::keyword*> keywords, Value extra) {
  if (needs_extended(arguments, keywords)) return extended_call(node, callee, pushed, arguments, keywords, extra);
  auto* values =
      static_cast<Value*>(__builtin_alloca((pushed.size() + arguments.size() + keywords.size() + 1) * sizeof(Value)));
  size_t count = 0;
  for (Value value : pushed) values[count++] = value;
  for (const ast::ExprNode* argument : arguments) {
    Value value = TRY(evaluate(argument));
    values[count++] = value;
  }
  if (!extra.is_unbound()) values[count++] = extra;
  for (const ast::keyword* word : keywords) {
    Value value = TRY(evaluate(word->value));
    values[count++] = value;
  }
  at(node);
  Tuple* names = TRY(keyword_names(keywords));
  return call_reporting(callee, Arguments{values, count, names});
}

// all(...), any(...) and tuple(...) of a generator expression: CPython runs the loop in place when the name is the
// built-in, and errors on the way belong to the name alone.
bool Walker::runs_in_place(const ast::Call* node, Value callee) const {
  const auto* function = node->func->as_if<ast::Name>();
  if (function == nullptr || node->args.size() != 1 || !node->keywords.empty()) return false;
  if (!node->args[0]->is<ast::GeneratorExp>()) return false;
  std::string_view written = text(function->name);
  if (written == "tuple") return callee == Value(runtime_.type(TypeId::kTuple));
  if (written != "all" && written != "any") return false;
  return callee == dict_get_name(runtime_, runtime_.builtins, name(function->name));
}

Value Walker::call_expression(const ast::Call* node) {
  if (node->func->is<ast::Attribute>() && !needs_extended(node->args, node->keywords)) return method_call(node);
  Value callee = TRY(evaluate(node->func));
  const ast::Node* place = runs_in_place(node, callee) ? static_cast<const ast::Node*>(node->func) : node;
  return call_with_arguments(place, callee, {}, node->args, node->keywords);
}

Value Walker::method_call(const ast::Call* node) {
  const auto* method = node->func->as<ast::Attribute>();
  MethodLookup found;
  Value self;
  if (method->value->is<ast::Call>() && is_plain_super(method)) {
    Value parts[3];
    TRY(super_arguments(method, parts));
    at(method);
    found = TRY(lookup_super_method(*thread_, parts[0], parts[1], parts[2], attribute_name(method)));
    self = parts[2];
  } else {
    self = TRY(evaluate(method->value));
    at(method);
    found = TRY(lookup_method(*thread_, self, attribute_name(method)));
  }
  std::span<const Value> pushed(&self, found.has_self ? 1 : 0);
  return call_with_arguments(node, found.callable, pushed, node->args, node->keywords);
}

// With * or **, or very many arguments: one tuple and one dict.
Value Walker::extended_call(const ast::Node* node, Value callee, std::span<const Value> pushed,
                            std::span<ast::ExprNode*> arguments, std::span<ast::keyword*> keywords, Value extra) {
  List* list = TRY(make_list(*thread_, pushed));
  if (pushed.empty() && extra.is_unbound() && arguments.size() == 1 && arguments[0]->is<ast::Starred>()) {
    Value iterable = TRY(evaluate(arguments[0]->as<ast::Starred>()->value));
    at(node);
    TRY(extend_arguments(*thread_, list, iterable, callee));
  } else {
    TRY(add_elements(node, list, arguments));
  }
  if (!extra.is_unbound()) TRY(list_append(*thread_, list, extra));
  Value dict = Value::unbound();
  if (!keywords.empty()) dict = TRY(keyword_dict(node, keywords, callee));
  at(node);
  Tuple* positional = TRY(make_tuple(*thread_, std::span<const Value>(list->view())));
  return call_reporting(callee, TRY(pack_arguments(*thread_, positional, dict)));
}

// Groups of plain keyword arguments and ** mappings, merged one after the other: a name must not come twice.
Value Walker::keyword_dict(const ast::Node* node, std::span<ast::keyword*> keywords, Value callee) {
  Dict* all = TRY(make_dict(*thread_));
  for (size_t i = 0; i < keywords.size();) {
    Value part;
    if (keywords[i]->name == NameId::kNone) {
      part = TRY(evaluate(keywords[i]->value));
      i++;
    } else {
      Dict* group = TRY(make_dict(*thread_));
      for (; i < keywords.size() && keywords[i]->name != NameId::kNone; i++) {
        Value value = TRY(evaluate(keywords[i]->value));
        at(node);
        TRY(dict_set(*thread_, group, name(keywords[i]->name), value));
      }
      part = group;
    }
    at(node);
    TRY(merge_keywords(*thread_, all, part, callee));
  }
  return all;
}

}  // namespace memphis::treewalk

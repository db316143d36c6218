// Lists, tuples, sets and dicts as they are written, and comprehensions.
#include "runtime/dict_operations.h"
#include "runtime/safepoint.h"
#include "treewalk/walker.h"

namespace memphis::treewalk {

Status Walker::add_elements(const ast::Node* node, List* list, std::span<ast::ExprNode*> elements) {
  for (const ast::ExprNode* element : elements) {
    if (const auto* starred = element->as_if<ast::Starred>()) {
      Value iterable = TRY(evaluate(starred->value));
      at(node);
      TRY(extend_display(*thread_, list, iterable));
    } else {
      Value value = TRY(evaluate(element));
      TRY(list_append(*thread_, list, value));
    }
  }
  return {};
}

Value Walker::list_display(const ast::Node* node, std::span<ast::ExprNode*> elements) {
  List* list = TRY(make_list(*thread_));
  if (!elements.empty()) TRY(list_reserve(*thread_, list, elements.size()));
  TRY(add_elements(node, list, elements));
  at(node);
  return list;
}

Value Walker::tuple_display(const ast::Node* node, std::span<ast::ExprNode*> elements) {
  const auto* expression = static_cast<const ast::ExprNode*>(node);
  if (node->is<ast::Tuple>()) {
    Value known = literal_slot(node);
    if (known.bits() != 0) return known;
    if (is_literal(expression)) return literal(expression);
  }
  bool has_star = false;
  for (const ast::ExprNode* element : elements) has_star = has_star || element->is<ast::Starred>();
  constexpr size_t kMaxOnStack = 64;
  if (has_star || elements.size() > kMaxOnStack) {
    List* list = TRY(make_list(*thread_));
    TRY(add_elements(node, list, elements));
    return TRY(make_tuple(*thread_, std::span<const Value>(list->view())));
  }
  auto* values = static_cast<Value*>(__builtin_alloca((elements.size() + 1) * sizeof(Value)));
  for (size_t i = 0; i < elements.size(); i++) values[i] = TRY(evaluate(elements[i]));
  at(node);
  return TRY(make_tuple(*thread_, std::span<const Value>(values, elements.size())));
}

Value Walker::set_display(const ast::Set* node) {
  Set* set = TRY(make_set(*thread_, TypeId::kSet));
  // All elements come before the first is hashed.
  List* list = TRY(make_list(*thread_));
  for (const ast::ExprNode* element : node->elts) {
    if (!element->is<ast::Starred>()) {
      Value value = TRY(evaluate(element));
      TRY(list_append(*thread_, list, value));
      continue;
    }
    at(node);
    for (Value value : list->view()) (void)TRY(set_add(*thread_, set, value));
    list = TRY(make_list(*thread_));
    Value iterable = TRY(evaluate(element->as<ast::Starred>()->value));
    at(node);
    TRY(set_update(*thread_, set, iterable));
  }
  at(node);
  for (Value value : list->view()) (void)TRY(set_add(*thread_, set, value));
  return set;
}

Value Walker::dict_display(const ast::Dict* node) {
  Dict* dict = TRY(make_dict(*thread_));
  // Runs of plain pairs are evaluated before any key is hashed.
  for (size_t i = 0; i < node->keys.size();) {
    if (node->keys[i] == nullptr) {
      Value mapping = TRY(evaluate(node->values[i++]));
      at(node);
      TRY(update_dict_display(*thread_, dict, mapping));
      continue;
    }
    constexpr size_t kBatch = 32;
    Value pairs[2 * kBatch];
    size_t count = 0;
    for (; i < node->keys.size() && node->keys[i] != nullptr && count < kBatch; i++, count++) {
      pairs[2 * count] = TRY(evaluate(node->keys[i]));
      pairs[2 * count + 1] = TRY(evaluate(node->values[i]));
    }
    at(node);
    for (size_t j = 0; j < count; j++) TRY(dict_set(*thread_, dict, pairs[2 * j], pairs[2 * j + 1]));
  }
  return dict;
}

// ---- Comprehensions ----

Walker::Comprehension Walker::parts_of(const ast::ExprNode* node) {
  if (const auto* dict = node->as_if<ast::DictComp>())
    return {node, dict->generators, dict->key, dict->value, Value::none()};
  const auto* list = node->as<ast::ListComp>();
  return {node, list->generators, list->elt, nullptr, Value::none()};
}

Value Walker::comprehension(const ast::ExprNode* node) {
  if (symbols_.is_inlined(symbols_.comprehension_scope(node))) return inlined_comprehension(node);
  return called_comprehension(node);
}

// The first iterable is evaluated, and its iterator made, outside of the comprehension.
Value Walker::first_iterator(const ast::comprehension* generator) {
  Value iterable = TRY(evaluate(generator->iter));
  at(generator->iter);
  return generator->is_async() ? get_async_iterator(*thread_, iterable) : get_iterator(*thread_, iterable);
}

Value Walker::make_comprehension_result(const ast::ExprNode* node) {
  switch (node->kind) {
    case ast::NodeKind::kListComp: return TRY(make_list(*thread_));
    case ast::NodeKind::kSetComp: return TRY(make_set(*thread_, TypeId::kSet));
    case ast::NodeKind::kDictComp: return TRY(make_dict(*thread_));
    default: return Value::none();
  }
}

Value Walker::called_comprehension(const ast::ExprNode* node) {
  ScopeId inner = symbols_.comprehension_scope(node);
  Value function = TRY(make_function_of(node, inner, {}));
  Value iterator = TRY(first_iterator(parts_of(node).generators[0]));
  at(node);
  Value result = TRY(call(*thread_, function, {iterator}));
  if (!symbols_.scopes[inner].is_coroutine || node->is<ast::GeneratorExp>()) return result;
  return await_value(node, result, 0);
}

Value Walker::inlined_comprehension(const ast::ExprNode* node) {
  Comprehension all = parts_of(node);
  const std::vector<uint32_t>& slots = program_.slots_of(symbols_.comprehension_scope(node));
  Value iterator = TRY(first_iterator(all.generators[0]));
  TRY(reach(node));
  for (uint32_t slot : slots) {
    registers_[slot] = Value::unbound();
    if (scope_.locals[slot - scope_.first_slot].is_cell) {
      registers_[slot] = TRY(make_cell_object(*thread_, Value::unbound()));
    }
  }
  all.result = TRY(make_comprehension_result(node));
  Status done = comprehension_loop(all, 0, iterator);
  if (!done.failed()) done = reach(node);
  for (uint32_t slot : slots) registers_[slot] = Value::unbound();
  return done.failed() ? Value::error() : all.result;
}

Value Walker::run_comprehension() {
  const auto* node = static_cast<const ast::ExprNode*>(body_.node);
  Comprehension all = parts_of(node);
  all.result = TRY(make_comprehension_result(node));
  // The parameter is the iterator; it may be a cell when something inside refers to it, which nothing can.
  TRY(comprehension_loop(all, 0, registers_[scope_.first_slot]));
  return all.result;
}

Status Walker::back_edge() {
  if (thread_->wants_attention()) [[unlikely]]
    return safepoint(*thread_);
  return {};
}

Value Walker::next_of(const ast::Node* place, Value iterator) {
  if (iterator.is_exactly(Kind::kRangeIterator)) {
    auto* range = iterator.as<RangeIterator>();
    if (range->is_small) {
      if (range->left == 0) return Value::unbound();
      int64_t value = range->next;
      range->left--;
      range->next = value + range->step;
      return Value::small_int(value);
    }
  }
  at(place);
  return next_item(*thread_, iterator);
}

Value Walker::next_async(const ast::Node* place, Value iterator) {
  at(place);
  Value awaitable = get_async_next(*thread_, iterator);
  Value item = awaitable.is_error() ? awaitable : send_loop(place, awaitable);
  if (!item.is_error()) return item;
  Value exception = take_exception();
  if (is_instance_of(*thread_, exception, runtime_.exception_type(ExceptionId::kStopAsyncIteration)))
    return Value::unbound();
  return reraise(exception);
}

Status Walker::comprehension_loop(const Comprehension& all, size_t level, Value iterator) {
  const ast::comprehension* generator = all.generators[level];
  TRY(reach(generator->iter));
  while (true) {
    Value item = generator->is_async() ? next_async(all.node, iterator) : next_of(generator->iter, iterator);
    if (item.is_error()) return Failure{};
    if (item.is_unbound()) return {};
    TRY(store_target(generator->target, item));
    TRY(comprehension_body(all, level));
    TRY(back_edge());
    if (runtime_.instrumented != 0 && reports_lines()) [[unlikely]]
      TRY(report_line_of(generator->iter, true));
  }
}

Status Walker::comprehension_body(const Comprehension& all, size_t level) {
  for (const ast::ExprNode* test : all.generators[level]->ifs) {
    if (TRY(condition(test))) continue;
    // The way back to the loop is on the element's line.
    return reach(all.element);
  }
  if (level + 1 == all.generators.size()) return comprehension_element(all);
  const ast::comprehension* inner = all.generators[level + 1];
  Value iterator = TRY(first_iterator(inner));
  return comprehension_loop(all, level + 1, iterator);
}

Status Walker::comprehension_element(const Comprehension& all) {
  Value element = TRY(evaluate(all.element));
  switch (all.node->kind) {
    case ast::NodeKind::kListComp: return list_append(*thread_, all.result.as<List>(), element);
    case ast::NodeKind::kSetComp:
      at(all.element);
      (void)TRY(set_add(*thread_, all.result.as<Set>(), element));
      return {};
    case ast::NodeKind::kDictComp: {
      Value value = TRY(evaluate(all.value));
      at(all.element);
      return dict_set(*thread_, all.result.as<Dict>(), element, value);
    }
    default: (void)TRY(yield_value(all.element, element)); return {};
  }
}

}  // namespace memphis::treewalk

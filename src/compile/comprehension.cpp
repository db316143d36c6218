// Comprehensions and generator expressions. Most comprehensions run in the frame around them, on slots of their own;
// generator expressions, and comprehensions in the annotation scopes of a class, are functions called with the first
// iterable.
#include "compile/unit_compiler.h"

namespace memphis {

using namespace ast;

UnitCompiler::Comprehension UnitCompiler::parts_of(const ExprNode* node) {
  if (const DictComp* dict = node->as_if<DictComp>()) return {node, dict->generators, dict->key, dict->value, 0};
  const ListComp* list = node->as<ListComp>();
  return {node, list->generators, list->elt, nullptr, 0};
}

void UnitCompiler::comprehension_into(const ExprNode* node, Reg to) {
  if (symbols().is_inlined(symbols().comprehension_scope(node))) return inlined_comprehension_into(node, to);
  called_comprehension_into(node, to);
}

// The first iterable is evaluated, and its iterator made, outside of the comprehension.
Reg UnitCompiler::push_first_iterator(const comprehension* generator) {
  Reg iterator = push(generator->iter);
  emit(generator->iter, generator->is_async() ? Opcode::kGetAsyncIter : Opcode::kGetIter, iterator, iterator);
  return iterator;
}

void UnitCompiler::called_comprehension_into(const ExprNode* node, Reg to) {
  ScopeId inner = symbols().comprehension_scope(node);
  std::unique_ptr<CodeUnit> code = UnitCompiler(module_, this, inner).compile_comprehension(node);
  Reg window = allocate();
  {
    Temporaries temporaries(*this);
    Reg first = top_;
    push_closure(node, inner);
    make_function(node, std::move(code), inner, 0, first, window);
  }
  set_top(window + kFrameWords);
  push_first_iterator(parts_of(node).generators[0]);
  if (!symbols().scopes[inner].is_coroutine || node->is<GeneratorExp>())
    return emit(node, Opcode::kCall, to, window, 1);
  emit(node, Opcode::kCall, window, window, 1);
  set_top(window + 1);
  Reg value = allocate();
  await_register(node, window, 0, value);
  move(to, value);
}

void UnitCompiler::inlined_comprehension_into(const ExprNode* node, Reg to) {
  Comprehension all = parts_of(node);
  ScopeId inner = symbols().comprehension_scope(node);
  std::vector<uint32_t> slots = symbols().own_slots(inner);
  all.result = allocate();
  Reg iterator = push_first_iterator(all.generators[0]);
  at(node);
  for (uint32_t slot : slots) {
    if (!scope().locals[slot - scope().first_slot].is_cell) continue;
    emit(Opcode::kClearLocal, slot);
    emit(Opcode::kMakeCell, slot);
  }
  // Neither handlers of this function nor who looks at the frame afterwards may find the variables bound.
  bool guarded = !slots.empty();
  Label failed = new_label(), end = new_label();
  Reg exception = guarded ? allocate() : 0;
  HandlerId outer = handler();
  if (guarded) set_handler(assembler_.new_handler(failed, static_cast<uint16_t>(exception)));
  Opcode build = node->is<DictComp>()  ? Opcode::kBuildDict
                 : node->is<SetComp>() ? Opcode::kBuildSet
                                       : Opcode::kBuildList;
  emit(node, build, all.result, 0, 0);
  comprehension_loop(all, 0, iterator);
  set_handler(outer);
  at(node);
  for (uint32_t slot : slots) emit(Opcode::kClearLocal, slot);
  move(to, all.result);
  if (!guarded) return;
  jump(end);
  bind(failed);
  for (uint32_t slot : slots) emit(Opcode::kClearLocal, slot);
  emit(Opcode::kReraise, exception);
  bind(end);
}

// The loop over generator `level`, whose iterator is there.
void UnitCompiler::comprehension_loop(const Comprehension& all, size_t level, Reg iterator) {
  if (too_deep()) return;
  const comprehension* generator = all.generators[level];
  if (generator->is_async()) return async_comprehension_loop(all, level, iterator);
  Temporaries temporaries(*this);
  Label loop = new_label(), end = new_label();
  bind(loop);
  for_iter(generator->iter, generator->target, iterator, end);
  comprehension_body(all, level, loop);
  jump(loop);
  bind(end);
}

void UnitCompiler::async_comprehension_loop(const Comprehension& all, size_t level, Reg iterator) {
  const comprehension* generator = all.generators[level];
  Temporaries temporaries(*this);
  Label loop = new_label(), end = new_label();
  bind(loop);
  async_next(all.node, all.node, generator->target, iterator, end);
  comprehension_body(all, level, loop);
  jump(loop);
  bind(end);
}

void UnitCompiler::comprehension_body(const Comprehension& all, size_t level, Label next) {
  const comprehension* generator = all.generators[level];
  if (!generator->ifs.empty()) {
    // The way back to the loop is on the element's line.
    Label passes = new_label(), skips = new_label();
    for (const ExprNode* test : generator->ifs) condition(test, skips, false);
    jump(passes);
    bind(skips);
    pass_line(all.element);
    jump(next);
    bind(passes);
  }
  if (level + 1 == all.generators.size()) return comprehension_element(all);
  const comprehension* inner = all.generators[level + 1];
  Temporaries temporaries(*this);
  // `for y in [f(x)]` is an assignment.
  if (inner->iter->is<List>() || inner->iter->is<Tuple>()) {
    std::span<ExprNode*> elements = inner->iter->as<List>()->elts;
    if (elements.size() == 1 && !elements[0]->is<Starred>() && !inner->is_async()) {
      assign(inner->target, elements[0]);
      return comprehension_body(all, level + 1, next);
    }
  }
  Reg iterator = top_;
  Reg iterable = operand(inner->iter);
  set_top(iterator + 1);
  emit(inner->iter, inner->is_async() ? Opcode::kGetAsyncIter : Opcode::kGetIter, iterator, iterable);
  comprehension_loop(all, level + 1, iterator);
}

void UnitCompiler::comprehension_element(const Comprehension& all) {
  Temporaries temporaries(*this);
  if (all.node->is<DictComp>()) {
    Reg key = stable_operand(all.element, all.value);
    Reg value = operand(all.value);
    SourceRange range = range_of(all.element);
    SourceRange value_range = range_of(all.value);
    range.end_line = value_range.end_line;
    range.end_column = value_range.end_column;
    at(range);
    return emit(Opcode::kDictSet, all.result, key, value);
  }
  Reg value = operand(all.element);
  if (all.node->is<GeneratorExp>()) {
    if (is_async_generator()) {
      Reg wrapped = allocate();
      emit(all.element, Opcode::kIntrinsic, wrapped, value, 1, static_cast<uint32_t>(Intrinsic::kAsyncGenWrap));
      value = wrapped;
    }
    Reg sent = allocate();
    return emit(all.element, Opcode::kYield, sent, value, 0, 0);
  }
  emit(all.element, all.node->is<SetComp>() ? Opcode::kSetAdd : Opcode::kListAppend, all.result, value);
}

}  // namespace memphis

// Lists, tuples, sets and dicts as they are written.
#include "compile/unit_compiler.h"

namespace memphis {

using namespace ast;

// Are all elements constants? Then `tuple` is them.
bool UnitCompiler::constant_elements(std::span<ExprNode*> elements, Constant& tuple) {
  tuple.kind = Constant::Kind::kTuple;
  for (const ExprNode* element : elements) {
    std::optional<Constant> constant = module_.folder.fold(element);
    if (!constant) return false;
    tuple.items.push_back(std::move(*constant));
  }
  return true;
}

// `pushed` elements lie in registers from `first_pushed` on, the last ones below `top_`; `extra`, if any, comes at the
// end.
void UnitCompiler::display_into(const Node* node, std::span<ExprNode*> elements, Display kind, Reg to, Reg first_pushed,
                                uint32_t pushed, const Resolution* extra) {
  constexpr Opcode kBuild[] = {Opcode::kBuildList, Opcode::kBuildTuple, Opcode::kBuildSet};
  Temporaries temporaries(*this);
  size_t batch = 0;
  while (batch < elements.size() && batch < kDisplayBatch && !elements[batch]->is<Starred>()) batch++;
  for (size_t i = 0; i < batch; i++) push(elements[i]);
  bool complete = batch == elements.size();
  at(node);
  if (complete && extra != nullptr) load(*extra, allocate());
  uint32_t count = pushed + static_cast<uint32_t>(batch) + (complete && extra != nullptr);
  Reg base = count == 0 ? 0 : first_pushed;
  if (complete) return emit(node, kBuild[static_cast<size_t>(kind)], to, base, count);

  bool is_set = kind == Display::kSet;
  Reg collection = pushed > 0 || batch > 0 ? first_pushed : allocate();
  emit(node, is_set ? Opcode::kBuildSet : Opcode::kBuildList, collection, collection, count);
  set_top(collection + 1);
  for (size_t i = batch; i < elements.size(); i++) {
    Temporaries each(*this);
    if (const Starred* starred = elements[i]->as_if<Starred>()) {
      Reg value = operand(starred->value);
      emit(node, is_set ? Opcode::kSetUpdate : Opcode::kListExtend, collection, value);
    } else {
      Reg value = operand(elements[i]);
      emit(node, is_set ? Opcode::kSetAdd : Opcode::kListAppend, collection, value);
    }
  }
  if (extra != nullptr) {
    Temporaries each(*this);
    Reg value = allocate();
    load(*extra, value);
    emit(Opcode::kListAppend, collection, value);
  }
  at(node);
  if (kind == Display::kTuple) return emit(Opcode::kListToTuple, to, collection);
  move(to, collection);
}

void UnitCompiler::list_into(const List* node, Reg to) {
  Constant items;
  // [1, 2, 3]: from a tuple that is there already.
  if (node->elts.size() > 2 && constant_elements(node->elts, items)) {
    Reg list = allocate();
    Reg tuple = allocate();
    emit(node, Opcode::kBuildList, list, 0, 0);
    load_constant(std::move(items), tuple);
    emit(Opcode::kListExtend, list, tuple);
    return move(to, list);
  }
  display_into(node, node->elts, Display::kList, to, top_, 0);
}

void UnitCompiler::set_into(const Set* node, Reg to) {
  Constant items;
  if (node->elts.size() > 2 && constant_elements(node->elts, items)) {
    Reg set = allocate();
    Reg frozen = allocate();
    emit(node, Opcode::kBuildSet, set, 0, 0);
    items.kind = Constant::Kind::kFrozenSet;
    load_constant(std::move(items), frozen);
    emit(Opcode::kSetUpdate, set, frozen);
    return move(to, set);
  }
  display_into(node, node->elts, Display::kSet, to, top_, 0);
}

void UnitCompiler::dict_into(const Dict* node, Reg to) {
  Reg dict = top_;
  size_t batch = 0;
  while (batch < node->keys.size() && batch < kDisplayBatch && node->keys[batch] != nullptr) batch++;
  for (size_t i = 0; i < batch; i++) {
    push(node->keys[i]);
    push(node->values[i]);
  }
  uint32_t count = static_cast<uint32_t>(batch);
  bool complete = batch == node->keys.size();
  if (!complete && batch == 0) allocate();
  emit(node, Opcode::kBuildDict, complete ? to : dict, count == 0 ? 0 : dict, count);
  if (complete) return;
  set_top(dict + 1);
  for (size_t i = batch; i < node->keys.size(); i++) {
    Temporaries each(*this);
    if (node->keys[i] == nullptr) {
      Reg mapping = operand(node->values[i]);
      emit(node, Opcode::kDictUpdate, dict, mapping);
    } else {
      Reg key = stable_operand(node->keys[i], node->values[i]);
      Reg value = operand(node->values[i]);
      emit(node, Opcode::kDictSet, dict, key, value);
    }
  }
  move(to, dict);
}

}  // namespace memphis

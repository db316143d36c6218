// Iteration and unpacking.
#include "runtime/language.h"
#include "vm/handler.h"

namespace memphis::vm {

VM_HANDLER(op_GetIter) {
  save_position(pc, registers);
  Value iterator = get_iterator(*thread, registers[pc->b]);
  if (iterator.is_error()) VM_TAIL(unwind);
  registers[pc->a] = iterator;
  VM_NEXT(1);
}

namespace {

VM_HANDLER(general_for) {
  save_position(pc, registers);
  Value iterator = registers[pc->b];
  specialize(pc, Opcode::kForIter);
  if (iterator.is_exactly(Kind::kListIterator)) specialize(pc, Opcode::kForIterList);
  if (iterator.is_exactly(Kind::kTupleIterator)) specialize(pc, Opcode::kForIterTuple);
  if (iterator.is_exactly(Kind::kRangeIterator) && iterator.as<RangeIterator>()->is_small)
    specialize(pc, Opcode::kForIterRange);
  if (iterator.is_exactly(Kind::kGenerator)) specialize(pc, Opcode::kForIterGenerator);
  Value item = next_item(*thread, iterator);
  if (item.is_error()) VM_TAIL(unwind);
  if (item.is_unbound()) VM_NEXT(static_cast<int16_t>(pc->c));
  registers[pc->a] = item;
  VM_NEXT(2);
}

}  // namespace

VM_HANDLER(op_ForIter) { VM_TAIL(general_for); }

VM_HANDLER(op_ForIterRange) {
  Value iterator = registers[pc->b];
  if (!iterator.is_exactly(Kind::kRangeIterator)) [[unlikely]]
    VM_TAIL(general_for);
  auto* range = iterator.as<RangeIterator>();
  if (!range->is_small) [[unlikely]]
    VM_TAIL(general_for);
  if (range->left == 0) VM_NEXT(static_cast<int16_t>(pc->c));
  int64_t value = range->next;
  range->left--;
  range->next = value + range->step;
  registers[pc->a] = Value::small_int(value);
  VM_NEXT(2);
}

VM_HANDLER(op_ForIterList) {
  Value value = registers[pc->b];
  if (!value.is_exactly(Kind::kListIterator)) [[unlikely]]
    VM_TAIL(general_for);
  auto* iterator = value.as<ListIterator>();
  List* list = iterator->list;
  if (list == nullptr || iterator->reversed || static_cast<uint64_t>(iterator->index) >= list->size) [[unlikely]]
    VM_TAIL(general_for);
  registers[pc->a] = list->items()[iterator->index++];
  VM_NEXT(2);
}

VM_HANDLER(op_ForIterTuple) {
  Value value = registers[pc->b];
  if (!value.is_exactly(Kind::kTupleIterator)) [[unlikely]]
    VM_TAIL(general_for);
  auto* iterator = value.as<TupleIterator>();
  Tuple* tuple = iterator->tuple;
  if (tuple == nullptr || iterator->index >= tuple->size) [[unlikely]]
    VM_TAIL(general_for);
  registers[pc->a] = tuple->items[iterator->index++];
  VM_NEXT(2);
}

VM_HANDLER(op_ForIterGenerator) {
  Value iterator = registers[pc->b];
  if (!iterator.is_cell() || iterator.cell()->shape() != thread->runtime.root_shape(TypeId::kGenerator)) [[unlikely]]
    VM_TAIL(general_for);
  Instruction* target = resume_iterated(thread, pc, registers, iterator.as<Generator>(), Value::none());
  if (target == nullptr) [[unlikely]]
    VM_TAIL(general_for);
  registers = thread->frame->registers();
  constants = thread->frame->code()->constants->items;
  VM_GO(target);
}

VM_HANDLER(op_ForIterLong) {
  save_position(pc, registers);
  Value item = next_item(*thread, registers[pc->b]);
  if (item.is_error()) VM_TAIL(unwind);
  registers[pc->a] = item;
  VM_NEXT(1);
}

namespace {

VM_HANDLER(general_unpack) {
  save_position(pc, registers);
  if (unpack(*thread, registers[pc->b], pc->c, registers + pc->a).failed()) VM_TAIL(unwind);
  VM_NEXT(1);
}

}  // namespace

VM_HANDLER(op_Unpack) {
  Value source = registers[pc->b];
  if (!source.is_exactly(Kind::kTuple) || source.as<Tuple>()->size != pc->c) [[unlikely]]
    VM_TAIL(general_unpack);
  auto* tuple = source.as<Tuple>();
  Value* targets = registers + pc->a;
  for (uint64_t i = 0; i < tuple->size; i++) targets[i] = tuple->items[i];
  VM_NEXT(1);
}

VM_HANDLER(op_UnpackStar) {
  save_position(pc, registers);
  if (unpack_star(*thread, registers[pc->b], pc->c, pc->d, registers + pc->a).failed()) VM_TAIL(unwind);
  VM_NEXT(1);
}

VM_HANDLER(op_LoadLength) {
  save_position(pc, registers);
  Fallible<int64_t> count = length(*thread, registers[pc->b]);
  if (count.failed()) VM_TAIL(unwind);
  registers[pc->a] = Value::small_int(count.value());
  VM_NEXT(1);
}

}  // namespace memphis::vm

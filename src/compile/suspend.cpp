// yield, yield from and await.
#include "compile/unit_compiler.h"

namespace memphis {

using namespace ast;

void UnitCompiler::yield_into(const Yield* node, Reg to) {
  Reg value;
  if (node->value != nullptr) {
    value = operand(node->value);
  } else {
    at(node);
    value = allocate();
    load_none(value);
  }
  if (is_async_generator()) {
    Reg wrapped = allocate();
    emit(node, Opcode::kIntrinsic, wrapped, value, 1, static_cast<uint32_t>(Intrinsic::kAsyncGenWrap));
    value = wrapped;
  }
  emit(node, Opcode::kYield, to, value, 0, 0);
}

// What is sent in goes to the iterator, what it gives goes out, until it returns. An exception thrown in at the Yield
// that the iterator has ended with a StopIteration gives the value too.
void UnitCompiler::send_loop(const Node* place, Reg iterator, Reg value) {
  Temporaries temporaries(*this);
  Label again = new_label(), done = new_label(), thrown = new_label();
  Reg exception = allocate();
  at(place);
  load_none(value);
  bind(again);
  assembler_.emit_jump(Opcode::kSend, done, value, iterator);
  HandlerId outer = handler();
  set_handler(assembler_.new_handler(thrown, static_cast<uint16_t>(exception)));
  emit(Opcode::kYield, value, value, iterator, 1);
  set_handler(outer);
  jump(again);
  bind(thrown);
  emit(Opcode::kCleanupThrow, value, exception);
  bind(done);
}

void UnitCompiler::await_register(const Node* place, Reg awaitable, uint32_t how, Reg value) {
  Temporaries temporaries(*this);
  Reg iterator = allocate();
  emit(place, Opcode::kGetAwaitable, iterator, awaitable, 0, how);
  send_loop(place, iterator, value);
}

void UnitCompiler::await_into(const Await* node, Reg to) {
  Reg awaitable = operand(node->value);
  Reg value = allocate();
  await_register(node, awaitable, 0, value);
  move(to, value);
}

void UnitCompiler::yield_from_into(const YieldFrom* node, Reg to) {
  Reg iterable = operand(node->value);
  Reg iterator = allocate();
  Reg value = allocate();
  emit(node, Opcode::kGetYieldFromIter, iterator, iterable);
  send_loop(node, iterator, value);
  move(to, value);
}

}  // namespace memphis

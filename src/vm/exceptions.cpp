// Raising and handling exceptions, with, generators and coroutines.
#include "runtime/language.h"
#include "vm/handler.h"
#include "vm/instrument.h"

namespace memphis::vm {

VM_HANDLER(op_Raise) {
  save_position(pc, registers);
  Value exception = pc->d >= 1 ? registers[pc->a] : Value::unbound();
  Value cause = pc->d == 2 ? registers[pc->b] : Value::unbound();
  bool again = pc->d == 0 && !thread->handled_exception().is_none();
  (void)raise_statement(*thread, exception, cause).failed();
  if (again) VM_TAIL(unwind_reraised);
  VM_TAIL(unwind);
}

VM_HANDLER(op_Reraise) {
  save_position(pc, registers);
  thread->pending = registers[pc->a];
  VM_TAIL(unwind_reraised);
}

VM_HANDLER(op_EnterHandler) {
  registers[pc->b] = thread->handled->exception;
  thread->handled->exception = registers[pc->a];
  VM_NEXT(1);
}

VM_HANDLER(op_LeaveHandler) {
  thread->handled->exception = registers[pc->a];
  VM_NEXT(1);
}

VM_HANDLER(op_MatchException) {
  save_position(pc, registers);
  Fallible<bool> matches = exception_matches(*thread, registers[pc->b], registers[pc->c]);
  if (matches.failed()) VM_TAIL(unwind);
  registers[pc->a] = Value::boolean(matches.value());
  VM_NEXT(1);
}

VM_HANDLER(op_MatchExceptionGroup) {
  save_position(pc, registers);
  Value match, rest;
  if (match_exception_group(*thread, registers[pc->b], registers[pc->c], match, rest).failed()) VM_TAIL(unwind);
  registers[pc->a] = match;
  registers[pc->a + 1] = rest;
  VM_NEXT(1);
}

VM_HANDLER(op_PrepareReraiseStar) {
  save_position(pc, registers);
  Value result = prepare_reraise_star(*thread, registers[pc->b], registers[pc->c].as<List>());
  if (result.is_error()) VM_TAIL(unwind);
  registers[pc->a] = result;
  VM_NEXT(1);
}

VM_HANDLER(op_LoadSpecial) {
  save_position(pc, registers);
  Value manager = registers[pc->b];
  Fallible<MethodLookup> lookup = lookup_context_method(*thread, manager, static_cast<ContextMethod>(pc->d));
  if (lookup.failed()) VM_TAIL(unwind);
  registers[pc->a + kFrameHeaderWords] = lookup.value().has_self ? manager : Value::unbound();
  registers[pc->a] = lookup.value().callable;
  VM_NEXT(1);
}

VM_HANDLER(op_WithExceptStart) {
  save_position(pc, registers);
  Value exception = registers[pc->c];
  Value traceback = exception.as<Exception>()->traceback;
  if (traceback.is_unbound()) traceback = Value::none();
  Value self = registers[pc->b + kFrameHeaderWords];
  Value arguments[4] = {self, type_of(*thread, exception), exception, traceback};
  bool has_self = !self.is_unbound();
  Value result = call(*thread, registers[pc->b],
                      Arguments{arguments + (has_self ? 0 : 1), has_self ? size_t{4} : size_t{3}, nullptr});
  if (result.is_error()) VM_TAIL(unwind);
  registers[pc->a] = result;
  VM_NEXT(1);
}

// ---- Generators and coroutines ----

VM_HANDLER(op_Yield) {
  Frame* frame = Frame::of_registers(registers);
  frame->position = pc;
  frame->generator->state = GeneratorState::kSuspended;
  Value value = registers[pc->b];
  Frame* caller = frame->caller;
  thread->frame = caller;
  frame->caller = nullptr;
  thread->recursion_depth--;
  if ((frame->flags & kFrameIsIterated) == 0) return value;
  leave_iterated(*thread, frame->generator);
  pc = static_cast<Instruction*>(const_cast<void*>(caller->position));
  registers = caller->registers();
  constants = caller->code()->constants->items;
  registers[pc->a] = value;
  VM_NEXT(1 + opcode_info(opcode_of(pc, registers)).cache_words);
}

VM_HANDLER(op_GetYieldFromIter) {
  save_position(pc, registers);
  Value iterator = get_yield_from_iterator(*thread, registers[pc->b]);
  if (iterator.is_error()) VM_TAIL(unwind);
  registers[pc->a] = iterator;
  VM_NEXT(1);
}

VM_HANDLER(op_GetAwaitable) {
  save_position(pc, registers);
  Value iterator = get_awaitable(*thread, registers[pc->b], pc->d);
  if (iterator.is_error()) VM_TAIL(unwind);
  registers[pc->a] = iterator;
  VM_NEXT(1);
}

namespace {

VM_HANDLER(general_send) {
  save_position(pc, registers);
  bool returned;
  Value result = send_value(*thread, registers[pc->b], registers[pc->a], returned);
  if (result.is_error()) VM_TAIL(unwind);
  registers[pc->a] = result;
  if (returned && thread->runtime.instrumented != 0) VM_TAIL(traced_send_end);
  VM_NEXT(returned ? static_cast<int16_t>(pc->c) : 1);
}

}  // namespace

VM_HANDLER(op_Send) {
  Value iterator = registers[pc->b];
  if (!iterator.is_exactly(Kind::kGenerator)) VM_TAIL(general_send);
  auto* generator = iterator.as<Generator>();
  if (generator->function->code->is_async_generator()) VM_TAIL(general_send);
  Instruction* target = resume_iterated(thread, pc, registers, generator, registers[pc->a]);
  if (target == nullptr) VM_TAIL(general_send);
  registers = thread->frame->registers();
  constants = thread->frame->code()->constants->items;
  VM_GO(target);
}

VM_HANDLER(op_CleanupThrow) {
  save_position(pc, registers);
  Value value = stop_iteration_value(*thread, registers[pc->b]);
  if (value.is_unbound()) {
    thread->pending = registers[pc->b];
    VM_TAIL(unwind_reraised);
  }
  registers[pc->a] = value;
  VM_NEXT(1);
}

VM_HANDLER(op_GetAsyncIter) {
  save_position(pc, registers);
  Value iterator = get_async_iterator(*thread, registers[pc->b]);
  if (iterator.is_error()) VM_TAIL(unwind);
  registers[pc->a] = iterator;
  VM_NEXT(1);
}

VM_HANDLER(op_GetAsyncNext) {
  save_position(pc, registers);
  Value awaitable = get_async_next(*thread, registers[pc->b]);
  if (awaitable.is_error()) VM_TAIL(unwind);
  registers[pc->a] = awaitable;
  VM_NEXT(1);
}

VM_HANDLER(op_EndAsyncFor) {
  save_position(pc, registers);
  Value exception = registers[pc->a];
  if (is_instance_of(*thread, exception, thread->runtime.exception_type(ExceptionId::kStopAsyncIteration))) VM_NEXT(1);
  thread->pending = exception;
  VM_TAIL(unwind_reraised);
}

}  // namespace memphis::vm

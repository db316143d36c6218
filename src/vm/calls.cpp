// Calls and returns. A call of a Python function makes its frame in the caller's window and goes on in the same loop;
// all other callables go through runtime/call.h.
#include <algorithm>

#include "runtime/attribute.h"
#include "runtime/dict_operations.h"
#include "runtime/language.h"
#include "runtime/native.h"
#include "runtime/safepoint.h"
#include "runtime/shape.h"
#include "vm/handler.h"
#include "vm/instrument.h"

namespace memphis::vm {

namespace {

inline Frame* frame_below(Value* arguments) { return reinterpret_cast<Frame*>(arguments) - 1; }

// Whether a frame that ends at `top` may be pushed in place. False when there is no room, the recursion limit is
// reached, or the window lies in a generator's cell: then the general way must be gone.
inline bool has_room(const Thread* thread, const Value* top) {
  auto used = static_cast<size_t>(reinterpret_cast<const char*>(top) - reinterpret_cast<char*>(thread->stack_base));
  auto room =
      static_cast<size_t>(reinterpret_cast<char*>(thread->stack_limit) - reinterpret_cast<char*>(thread->stack_base));
  return used <= room - 1024 && thread->recursion_depth < thread->recursion_limit;
}

// Makes the frame of a Python function whose parameters lie at `arguments`, in place, if it may.
inline bool push_in_place(Thread* thread, Instruction* pc, Value* registers, Function* function, Code* code,
                          Value* arguments) {
  Value* top = arguments + code->register_count;
  if (!has_room(thread, top)) [[unlikely]]
    return false;
  Frame* caller = Frame::of_registers(registers);
  caller->position = pc;
  Frame* frame = frame_below(arguments);
  frame->function = function;
  frame->object = nullptr;
  frame->caller = caller;
  frame->generator = nullptr;
  frame->flags = 0;
  for (uint32_t i = code->argument_count; i < code->local_register_count; i++) arguments[i] = Value::unbound();
  thread->frame = frame;
  thread->stack_top = top;
  thread->recursion_depth++;
  return true;
}

inline bool is_plain_native(const NativeFunction* native, size_t count) {
  return native->signature->is_simple && native->signature->positional_count == count;
}

// What a window holds, once the missing self of a method call is accounted for.
struct Window {
  Value callee;
  Value* arguments;
  size_t count;
};

// Whether the code may be called with what the window holds. A __new__ has a class to check; a method a receiver, for a
// class may have taken it over from a type that is none of its bases.
inline bool is_ready(Thread& thread, const NativeFunction* native, const Window& window, bool has_self) {
  const Type* owner = native->owner;
  if (owner == nullptr) {
    Value self = native->self;
    return self.is_unbound() || (native->takes_no_self && !self.is_kind(Kind::kType));
  }
  if (!has_self || !native->is_method) return false;
  const Type* type = type_of(thread, window.arguments[0]);
  return type == owner || is_subtype(type, owner);
}

inline Window plain_window(const Instruction* pc, Value* registers) {
  Value* window = registers + pc->b;
  return {window[0], window + kFrameHeaderWords, pc->c};
}

inline Window method_window(const Instruction* pc, Value* registers) {
  Value* window = registers + pc->b;
  Value* arguments = window + kFrameHeaderWords;
  if (arguments[0].is_unbound()) return {window[0], arguments + 1, pc->c};
  return {window[0], arguments, static_cast<size_t>(pc->c) + 1};
}

Value call_window(Thread& thread, const Instruction* pc, Value* registers, const Window& window) {
  Tuple* names = pc->d != 0 ? registers[pc->b + 1].as<Tuple>() : nullptr;
  return call(thread, window.callee, Arguments{window.arguments, window.count, names});
}

// A call has come back from C++, with its result in place: the end of a call is a safepoint, so that the handler of a
// signal runs soon after what waited for it.
VM_HANDLER(attend_call) {
  if (safepoint(*thread).failed()) VM_TAIL(unwind);
  VM_NEXT(1 + opcode_info(opcode_of(pc, registers)).cache_words);
}
#define VM_END_CALL(words)                      \
  do {                                          \
    if (thread->wants_attention()) [[unlikely]] \
      VM_TAIL(attend_call);                     \
    VM_NEXT(words);                             \
  } while (false)

VM_HANDLER(general_call) {
  save_position(pc, registers);
  Value result = call_window(*thread, pc, registers, plain_window(pc, registers));
  if (result.is_error()) VM_TAIL(unwind);
  registers[pc->a] = result;
  VM_END_CALL(2);
}

VM_HANDLER(general_method_call) {
  save_position(pc, registers);
  Value result = call_window(*thread, pc, registers, method_window(pc, registers));
  if (result.is_error()) VM_TAIL(unwind);
  registers[pc->a] = result;
  VM_END_CALL(2);
}

// A class whose instances object.__new__ makes, with an __init__ in Python that takes just these arguments.
inline Function* plain_init(Thread& thread, Type* type, size_t count) {
  Runtime& runtime = thread.runtime;
  if (type->layout != Kind::kInstance || type->special_method(Special::kNew) != runtime.object_new) return nullptr;
  if (type->has_flag(kTypeIsAbstract) || type->shape() != runtime.root_shape(TypeId::kType)) return nullptr;
  Value init = type->special_method(Special::kInit);
  if (!init.is_exactly(Kind::kFunction)) return nullptr;
  auto* function = init.as<Function>();
  return function->code->plain_argument_count == count + 1 ? function : nullptr;
}

}  // namespace

// The call window of a generator's frame cannot hold the callee's: its arguments go on top of the stack.
Value* push_detached(Thread* thread, Instruction* pc, Value* registers, Function* function, const Value* arguments,
                     size_t count) {
  Value* target = thread->stack_top + kFrameHeaderWords;
  // Also keeps the copy within the stack: there are no more arguments than registers.
  if (!has_room(thread, target + function->code->register_count)) return nullptr;
  std::copy(arguments, arguments + count, target);
  if (!push_in_place(thread, pc, registers, function, function->code, target)) return nullptr;
  frame_below(target)->flags = kFrameIsDetached;
  return target;
}

namespace {

// A call of a Python function that takes just these arguments, which must wait for a safepoint first: a recursion may
// have neither loops nor calls of C++.
#define VM_CALL_ATTENDED(name, window_of)                                                                  \
  VM_HANDLER(attended_##name) {                                                                            \
    save_position(pc, registers);                                                                          \
    if (safepoint(*thread).failed()) VM_TAIL(unwind);                                                      \
    Window window = window_of(pc, registers);                                                              \
    auto* function = window.callee.as<Function>();                                                         \
    Code* code = function->code;                                                                           \
    if (!push_in_place(thread, pc, registers, function, code, window.arguments)) VM_TAIL(detached_##name); \
    registers = window.arguments;                                                                          \
    constants = code->constants->items;                                                                    \
    VM_GO(static_cast<Instruction*>(const_cast<void*>(code->entry_point)));                                \
  }

// The same when there was no room in place.
#define VM_CALL_DETACHED(name, window_of, general)                                                  \
  VM_HANDLER(detached_##name) {                                                                     \
    if ((Frame::of_registers(registers)->flags & kFrameIsGenerator) == 0) VM_TAIL(general);         \
    Window window = window_of(pc, registers);                                                       \
    auto* function = window.callee.as<Function>();                                                  \
    Value* target = push_detached(thread, pc, registers, function, window.arguments, window.count); \
    if (target == nullptr) VM_TAIL(general);                                                        \
    registers = target;                                                                             \
    constants = function->code->constants->items;                                                   \
    VM_GO(static_cast<Instruction*>(const_cast<void*>(function->code->entry_point)));               \
  }
VM_CALL_DETACHED(Call, plain_window, general_call)
VM_CALL_DETACHED(CallMethod, method_window, general_method_call)
VM_CALL_ATTENDED(Call, plain_window)
VM_CALL_ATTENDED(CallMethod, method_window)

// Shifts the arguments by one to make room for self, and enters __init__. False: go the general way (nothing has
// changed).
inline bool enter_init(Thread* thread, Instruction* pc, Value* registers, const Window& window, Function* init) {
  auto* type = window.callee.as<Type>();
  if (!has_room(thread, window.arguments + init->code->register_count)) return false;
  save_position(pc, registers);
  Shape* shape = fresh_root_shape(*thread, type);
  if (shape == nullptr) return false;
  Cell* instance = allocate_cell(*thread, shape->instance_size, static_cast<uint8_t>(Kind::kInstance), shape);
  if (instance == nullptr) return false;
  std::copy_backward(window.arguments, window.arguments + window.count, window.arguments + window.count + 1);
  window.arguments[0] = instance;
  push_in_place(thread, pc, registers, init, init->code, window.arguments);
  Frame* frame = frame_below(window.arguments);
  frame->flags = kFrameResultIsSelf;
  frame->generator = reinterpret_cast<Generator*>(instance);
  return true;
}

}  // namespace

#define VM_CALL(name, window_of, general)                                                           \
  VM_HANDLER(op_##name) {                                                                           \
    Window window = window_of(pc, registers);                                                       \
    if (pc->d == 0 && window.callee.is_cell()) [[likely]] {                                         \
      Cell* callee = window.callee.cell();                                                          \
      if (callee->kind_bits() == static_cast<uint8_t>(Kind::kFunction)) [[likely]] {                \
        auto* function = static_cast<Function*>(callee);                                            \
        Code* code = function->code;                                                                \
        if (code->plain_argument_count == window.count) [[likely]] {                                \
          if (thread->wants_attention()) [[unlikely]]                                               \
            VM_TAIL(attended_##name);                                                               \
          if (!push_in_place(thread, pc, registers, function, code, window.arguments)) [[unlikely]] \
            VM_TAIL(detached_##name);                                                               \
          registers = window.arguments;                                                             \
          constants = code->constants->items;                                                       \
          VM_GO(static_cast<Instruction*>(const_cast<void*>(code->entry_point)));                   \
        }                                                                                           \
      } else if (callee->kind_bits() == static_cast<uint8_t>(Kind::kNativeFunction)) {              \
        VM_TAIL(native_##name);                                                                     \
      } else if (callee->kind_bits() == static_cast<uint8_t>(Kind::kType)) {                        \
        VM_TAIL(class_##name);                                                                      \
      }                                                                                             \
    }                                                                                               \
    VM_TAIL(general);                                                                               \
  }

// A native function that takes just these arguments is called without more ado.
#define VM_CALL_NATIVE(name, window_of, general)                                                                  \
  VM_HANDLER(native_##name) {                                                                                     \
    Window window = window_of(pc, registers);                                                                     \
    auto* native = window.callee.as<NativeFunction>();                                                            \
    bool has_self =                                                                                               \
        window.arguments == registers + pc->b + kFrameHeaderWords && std::string_view(#name) == "CallMethod";     \
    if (!is_plain_native(native, window.count) || !is_ready(*thread, native, window, has_self)) VM_TAIL(general); \
    save_position(pc, registers);                                                                                 \
    Value result = native->code(*thread, window.arguments);                                                       \
    if (result.is_error() || result.is_unbound()) [[unlikely]] {                                                  \
      if (result.is_unbound()) raise_stop_iteration(*thread, Value::none());                                      \
      VM_TAIL(unwind);                                                                                            \
    }                                                                                                             \
    registers[pc->a] = result;                                                                                    \
    VM_END_CALL(2);                                                                                               \
  }

#define VM_CALL_CLASS(name, window_of, general)                                                \
  VM_HANDLER(class_##name) {                                                                   \
    Window window = window_of(pc, registers);                                                  \
    Function* init = plain_init(*thread, window.callee.as<Type>(), window.count);              \
    if (init == nullptr || !enter_init(thread, pc, registers, window, init)) VM_TAIL(general); \
    registers = window.arguments;                                                              \
    constants = init->code->constants->items;                                                  \
    VM_GO(static_cast<Instruction*>(const_cast<void*>(init->code->entry_point)));              \
  }

namespace {
VM_CALL_NATIVE(Call, plain_window, general_call)
VM_CALL_NATIVE(CallMethod, method_window, general_method_call)
VM_CALL_CLASS(Call, plain_window, general_call)
VM_CALL_CLASS(CallMethod, method_window, general_method_call)
}  // namespace

VM_CALL(Call, plain_window, general_call)
VM_CALL(CallMethod, method_window, general_method_call)
VM_HANDLER(op_CallPython) { VM_TAIL(op_Call); }
VM_HANDLER(op_CallNative) { VM_TAIL(op_Call); }
VM_HANDLER(op_CallClass) { VM_TAIL(op_Call); }
VM_HANDLER(op_CallMethodPython) { VM_TAIL(op_CallMethod); }
VM_HANDLER(op_CallMethodNative) { VM_TAIL(op_CallMethod); }

namespace {

// The tuple of arguments that f(*iterable) passes.
Value star_arguments(Thread& thread, Value iterable, Value callable) {
  if (iterable.is_exactly(Kind::kTuple)) return iterable;
  List* list = TRY(make_list(thread));
  TRY(extend_arguments(thread, list, iterable, callable));
  Tuple* tuple = TRY(make_tuple(thread, list->view()));
  return tuple;
}

}  // namespace

VM_HANDLER(op_StarArguments) {
  save_position(pc, registers);
  Value tuple = star_arguments(*thread, registers[pc->b], registers[pc->c]);
  if (tuple.is_error()) VM_TAIL(unwind);
  registers[pc->a] = tuple;
  VM_NEXT(1);
}

VM_HANDLER(op_CallExtended) {
  save_position(pc, registers);
  Value* window = registers + pc->b;
  Value* arguments = window + kFrameHeaderWords;
  Value result = call_with(*thread, window[0], arguments[0].as<Tuple>(), arguments[1]);
  if (result.is_error()) VM_TAIL(unwind);
  registers[pc->a] = result;
  VM_END_CALL(1);
}

// ---- Return ----

namespace {

// The generator that the instruction of its caller has resumed returns: the loop ends, or the Send has its value.
VM_HANDLER(iterated_return) {
  Value result = registers[pc->a];
  Frame* frame = Frame::of_registers(registers);
  save_position(pc, registers);
  Generator* generator = frame->generator;
  generator->state = GeneratorState::kFinished;
  leave_frame(*thread, frame);
  leave_iterated(*thread, generator);
  registers = thread->frame->registers();
  pc = static_cast<Instruction*>(const_cast<void*>(thread->frame->position));
  constants = thread->frame->code()->constants->items;
  Opcode opcode = opcode_of(pc, registers);
  if (opcode == Opcode::kSend) {
    registers[pc->a] = result;
    if (thread->runtime.instrumented != 0) VM_TAIL(traced_send_end);
  }
  VM_NEXT(static_cast<int16_t>(pc->c));
}

// A frame that was entered from C++, belongs to a generator, has a frame object, is detached, or is an __init__ of a
// class call.
VM_HANDLER(special_return) {
  Value result = registers[pc->a];
  Frame* frame = Frame::of_registers(registers);
  save_position(pc, registers);
  bool is_init = (frame->flags & kFrameResultIsSelf) != 0;
  bool is_entry = (frame->flags & kFrameIsEntry) != 0;
  if ((frame->flags & kFrameIsGenerator) != 0) frame->generator->state = GeneratorState::kFinished;
  Value self = is_init ? Value(reinterpret_cast<Cell*>(frame->generator)) : Value::unbound();
  leave_frame(*thread, frame);
  if (is_entry) return result;
  registers = thread->frame->registers();
  pc = static_cast<Instruction*>(const_cast<void*>(thread->frame->position));
  constants = thread->frame->code()->constants->items;
  if (is_init) {
    if (!result.is_none()) {
      raise_type_error(*thread, "__init__() should return None, not '{}'", type_name(*thread, result));
      VM_TAIL(unwind);
    }
    result = self;
  }
  registers[pc->a] = result;
  VM_NEXT(1 + opcode_info(opcode_of(pc, registers)).cache_words);
}

// The usual end of an __init__.
VM_HANDLER(init_return) {
  if (!registers[pc->a].is_none()) VM_TAIL(special_return);
  Frame* frame = Frame::of_registers(registers);
  Value self = reinterpret_cast<Cell*>(frame->generator);
  Frame* caller = frame->caller;
  Code* code = caller->function->code;
  thread->frame = caller;
  thread->recursion_depth--;
  pc = static_cast<Instruction*>(const_cast<void*>(caller->position));
  registers = caller->registers();
  thread->stack_top = registers + code->register_count;
  constants = code->constants->items;
  registers[pc->a] = self;
  VM_NEXT(2);
}

}  // namespace

VM_HANDLER(op_Return) {
  Frame* frame = Frame::of_registers(registers);
  if (frame->flags != 0) [[unlikely]] {
    if (frame->flags == kFrameResultIsSelf) VM_TAIL(init_return);
    if ((frame->flags & kFrameIsIterated) != 0) VM_TAIL(iterated_return);
    VM_TAIL(special_return);
  }
  Value result = registers[pc->a];
  Frame* caller = frame->caller;
  Code* code = caller->function->code;
  thread->frame = caller;
  thread->recursion_depth--;
  pc = static_cast<Instruction*>(const_cast<void*>(caller->position));
  registers = caller->registers();
  thread->stack_top = registers + code->register_count;
  constants = code->constants->items;
  registers[pc->a] = result;
  VM_NEXT(2);
}

}  // namespace memphis::vm

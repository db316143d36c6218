// Frames, Python function calls, generators' birth.
#include <algorithm>

#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/frame_object.h"
#include "runtime/make.h"
#include "runtime/weak.h"

namespace memphis {

Frame* push_frame(Thread& thread, Function* function) {
  Code* code = function->code;
  size_t words = kFrameHeaderWords + code->register_count;
  bool no_room = static_cast<size_t>(thread.stack_limit - thread.stack_top) < words + 64;
  if (no_room || thread.recursion_depth >= thread.depth_limit()) {
    return raise(thread, ExceptionId::kRecursionError, "maximum recursion depth exceeded");
  }
  if (!thread.check_native_stack()) return nullptr;
  auto* frame = reinterpret_cast<Frame*>(thread.stack_top);
  frame->function = function;
  frame->object = nullptr;
  frame->caller = thread.frame;
  frame->position = nullptr;
  frame->generator = nullptr;
  frame->flags = kFrameIsEntry;
  Value* registers = frame->registers();
  std::fill(registers, registers + code->register_count, Value::unbound());
  thread.stack_top = registers + code->register_count;
  thread.frame = frame;
  thread.recursion_depth++;
  return frame;
}

void pop_frame(Thread& thread, Frame* frame) {
  if (frame->object != nullptr) frame_ends(thread, frame);
  thread.frame = frame->caller;
  thread.stack_top = reinterpret_cast<Value*>(frame);
  thread.recursion_depth--;
}

void frame_ends(Thread& thread, Frame* frame) {
  FrameObject* object = frame->object;
  if (object == nullptr) return;
  Code* code = frame->code();
  // Saving must not lose an exception on its way, and must not fail: without memory the locals are lost.
  Value pending = thread.pending;
  size_t count = code->local_names->size + (code->has_locals_register ? 1 : 0);
  ValueArray* saved = make_value_array(thread, count);
  if (saved != nullptr) {
    for (size_t i = 0; i < count; i++) saved->items[i] = frame->registers()[i];
  }
  thread.pending = pending;
  object->saved.set(object, saved);
  // A generator's frame has no caller once it is not running.
  if (frame->caller != nullptr) {
    FrameObject* back = frame_object_of(thread, frame->caller);
    thread.pending = pending;
    object->back.set(object, back);
  }
  object->position = frame->position;
  object->frame = nullptr;
  frame->object = nullptr;
}

namespace {

// Runs a frame whose registers are ready, or makes the generator of it.
Value start_frame(Thread& thread, Frame* frame) {
  Code* code = frame->code();
  if (!code->is_generator_like()) return code->engine->execute(thread, frame);
  Value generator = make_generator(thread, frame->function, frame->registers());
  pop_frame(thread, frame);
  return generator;
}

}  // namespace

Value call_function(Thread& thread, Function* function, const Arguments& arguments) {
  Code* code = function->code;
  Frame* frame = TRY(push_frame(thread, function));
  Value* registers = frame->registers();
  if (code->is_simple && arguments.count == code->argument_count && arguments.keyword_names == nullptr) {
    std::copy(arguments.values, arguments.values + arguments.count, registers);
  } else {
    // An error in binding belongs to the caller's frame.
    Frame* caller = frame->caller;
    thread.frame = caller;
    Status bound = bind_arguments(thread, function, arguments, registers);
    thread.frame = frame;
    if (bound.failed()) {
      pop_frame(thread, frame);
      return Value::error();
    }
  }
  // Code of a module, called as a function: its names are globals.
  if (code->has_locals_register) registers[0] = function->globals.get();
  return start_frame(thread, frame);
}

Value execute_code(Thread& thread, Code* code, Dict* globals, Value locals, Tuple* closure) {
  Function* function = TRY(make_function(thread, code, globals));
  if (closure != nullptr) function->closure.set(function, closure);
  Frame* frame = TRY(push_frame(thread, function));
  if (code->has_locals_register) frame->registers()[0] = locals;
  return start_frame(thread, frame);
}

namespace {

// cr_origin: where the coroutine was made, as many callers deep as is wanted.
Value coroutine_origin(Thread& thread, const Frame* frame) {
  List* entries = TRY(make_list(thread));
  for (uint32_t depth = 0; depth < thread.coroutine_origin_depth && frame != nullptr; depth++, frame = frame->caller) {
    const Code* code = frame->code();
    SourceLocation location;
    if (frame->position != nullptr) location = code->engine->locate(code, frame->position);
    Value line = Value::small_int(location.line < 0 ? static_cast<int64_t>(code->first_line) : location.line);
    Tuple* entry = TRY(make_tuple(thread, {Value(code->filename.get()), line, Value(code->name.get())}));
    TRY(list_append(thread, entries, entry));
  }
  return make_tuple(thread, entries->view());
}

}  // namespace

Value make_generator(Thread& thread, Function* function, Value* registers) {
  Code* code = function->code;
  TypeId id = (code->flags & 0x80) != 0    ? TypeId::kCoroutine
              : (code->flags & 0x200) != 0 ? TypeId::kAsyncGenerator
                                           : TypeId::kGenerator;
  Type* type = thread.runtime.type(id);
  size_t size = sizeof(Generator) + sizeof(Frame) + code->register_count * sizeof(Value);
  auto* generator = static_cast<Generator*>(
      TRY(allocate_cell(thread, size, static_cast<uint8_t>(Kind::kGenerator), type->root_shape)));
  Value name = function->name;
  Value qualified = function->qualified_name;
  generator->name.set(generator, name.is_unbound() ? Value(code->name.get()) : name);
  generator->qualified_name.set(generator, qualified.is_unbound() ? Value(code->qualified_name.get()) : qualified);
  generator->function.set(generator, function);
  generator->handled = {Value::none(), nullptr};
  generator->register_count = code->register_count;
  auto* frame = reinterpret_cast<Frame*>(generator->frame_words);
  frame->function = function;
  frame->generator = generator;
  frame->flags = kFrameIsGenerator;
  std::copy(registers, registers + code->register_count, frame->registers());
  if (thread.coroutine_origin_depth != 0 && code->is_coroutine()) {
    const Frame* maker =
        thread.frame != nullptr && thread.frame->registers() == registers ? thread.frame->caller : thread.frame;
    Value origin = TRY(coroutine_origin(thread, maker));
    generator->origin.set(generator, origin);
  }
  return generator;
}

}  // namespace memphis

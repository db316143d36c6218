// frame: what Python code sees of a call in progress, or of one that has ended.
#include <cstddef>

#include "builtins/support.h"
#include "builtins/types.h"
#include "runtime/argument_support.h"
#include "runtime/code_description.h"
#include "runtime/error.h"
#include "runtime/frame_object.h"
#include "runtime/generator.h"
#include "runtime/instrumentation.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/variables.h"

namespace memphis {

namespace {

FrameObject* frame_of(Value self) { return self.as<FrameObject>(); }
Code* code_of(Value self) { return frame_of(self)->function->code; }

Value frame_clear(Thread& thread, Value* args) {
  FrameObject* object = frame_of(args[0]);
  if (object->frame != nullptr) {
    Generator* generator = frame_generator(object);
    if (generator != nullptr && generator->state == GeneratorState::kCreated) {
      finalize_generator(thread, generator);
      return Value::none();
    }
    bool suspended = generator != nullptr && generator->state != GeneratorState::kRunning;
    return raise(thread, ExceptionId::kRuntimeError, "cannot clear {} frame",
                 suspended ? "a suspended" : "an executing");
  }
  clear_frame(object);
  return Value::none();
}

Value frame_repr(Thread& thread, Value* args) {
  Code* code = code_of(args[0]);
  return make_str(thread, fmt::format("<frame at {}, file {}, line {}, code {}>", address_text(args[0]),
                                      TRY(repr_text(thread, code->filename.get())), frame_line(frame_of(args[0])),
                                      text_of(code->name.get())));
}

Value get_back(Thread& thread, Value self) {
  FrameObject* back = frame_back(thread, frame_of(self));
  if (back != nullptr) return back;
  return thread.pending.is_unbound() ? Value::none() : Value::error();
}

Value get_code(Thread& thread, Value self) {
  (void)thread;
  return code_of(self);
}
Value get_globals(Thread& thread, Value self) {
  (void)thread;
  return frame_of(self)->function->globals.get();
}
Value get_builtins(Thread& thread, Value self) { return builtins_of(thread.runtime, frame_of(self)->function); }
Value get_locals(Thread& thread, Value self) { return frame_locals(thread, frame_of(self)); }

Value get_line(Thread& thread, Value self) { return make_int(thread, frame_line(frame_of(self))); }

Status set_line(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) return raise(thread, ExceptionId::kAttributeError, "cannot delete attribute");
  if (!is_int(value) || value.is_bool()) return raise_value_error(thread, "lineno must be an integer");
  Frame* frame = frame_of(self)->frame;
  if (thread.told_event < 0 || frame == nullptr) {
    return raise_value_error(thread, "f_lineno can only be set in a trace function");
  }
  auto event = static_cast<Event>(thread.told_event);
  if (event == Event::kStart || event == Event::kResume) {
    return raise_value_error(thread, "can't jump from the 'call' trace event of a new frame");
  }
  if (event != Event::kLine) return raise_value_error(thread, "can only jump from a 'line' trace event");
  if (!value.is_small_int() || value.as_small_int() != static_cast<int32_t>(value.as_small_int())) {
    return raise_value_error(thread, "lineno out of range");
  }
  auto jump = frame->code()->engine->jump;
  if (jump == nullptr) return raise_value_error(thread, "f_lineno cannot be set: this engine cannot jump");
  TRY(jump(thread, frame, static_cast<int32_t>(value.as_small_int())));
  frame_of(self)->shown_line = -1;
  return {};
}

Value get_last_instruction(Thread& thread, Value self) {
  const void* position = frame_position(frame_of(self));
  Code* code = code_of(self);
  int64_t number = TRY(instruction_number(thread, code, position));
  return make_int(thread, number < 0 ? -1 : number * 2);
}

Value get_generator(Thread& thread, Value self) {
  (void)thread;
  Generator* generator = frame_generator(frame_of(self));
  return generator == nullptr ? Value::none() : Value(generator);
}

Value get_trace(Thread& thread, Value self) {
  (void)thread;
  Value trace = frame_of(self)->trace;
  return trace.is_unbound() ? Value::none() : trace;
}

Status set_trace(Thread& thread, Value self, Value value) {
  (void)thread;
  frame_of(self)->trace.set(self.cell(), value.is_unbound() ? Value::none() : value);
  return {};
}

Status set_flag(Thread& thread, bool& flag, Value value) {
  if (value.is_unbound()) return raise_type_error(thread, "can't delete numeric/char attribute");
  if (!value.is_bool()) return raise_type_error(thread, "attribute value type must be bool");
  flag = value.is_true();
  return {};
}

Value get_trace_lines(Thread& thread, Value self) {
  (void)thread;
  return Value::boolean(frame_of(self)->trace_lines);
}
Status set_trace_lines(Thread& thread, Value self, Value value) {
  return set_flag(thread, frame_of(self)->trace_lines, value);
}
Value get_trace_opcodes(Thread& thread, Value self) {
  (void)thread;
  return Value::boolean(frame_of(self)->trace_opcodes);
}
Status set_trace_opcodes(Thread& thread, Value self, Value value) {
  TRY(set_flag(thread, frame_of(self)->trace_opcodes, value));
  if (value.is_true() && !thread.runtime.traces_instructions) {
    thread.runtime.traces_instructions = true;
    refresh_instrumentation(thread);
  }
  return {};
}

constexpr NativeDefinition kFrameMethods[] = {
    {"__repr__(self, /)", frame_repr, "Return repr(self)."},
    {"clear(self, /)", frame_clear, "Forgets the variables of a frame that has ended."},
};

constexpr GetSetDefinition kFrameAttributes[] = {
    {"f_trace_lines", get_trace_lines, set_trace_lines, "", true},
    {"f_back", get_back, nullptr, "The frame that called this one."},
    {"f_code", get_code, nullptr, "The code that runs."},
    {"f_globals", get_globals, nullptr, "The global names."},
    {"f_builtins", get_builtins, nullptr, "The names of the built-ins."},
    {"f_lasti", get_last_instruction, nullptr, "The last instruction."},
    {"f_locals", get_locals, nullptr, "The local names."},
    {"f_lineno", get_line, set_line, "The line that runs."},
    {"f_trace", get_trace, set_trace, "The trace function, or None."},
    {"f_generator", get_generator, nullptr, "The generator or coroutine that owns the frame."},
    {"f_trace_opcodes", get_trace_opcodes, set_trace_opcodes, "Whether instructions are traced."},
};

// ---- traceback ----

Traceback* traceback_of(Value self) { return self.as<Traceback>(); }

Value traceback_new(Thread& thread, Value* args) {
  if (!args[1].is_none() && !args[1].is_kind(Kind::kTraceback)) {
    return raise_type_error(thread, "expected traceback object or None, got '{}'", type_name(thread, args[1]));
  }
  if (!args[2].is_kind(Kind::kFrameObject)) {
    return raise_argument_error(thread, "traceback", "tb_frame", "frame", args[2]);
  }
  int last_instruction = TRY(int_argument(thread, args[3]));
  int line = TRY(int_argument(thread, args[4]));
  auto* traceback = TRY(allocate_builtin<Traceback>(thread, TypeId::kTraceback));
  traceback->next.set(traceback, args[1]);
  traceback->frame.set(traceback, args[2].as<FrameObject>());
  Code* code = args[2].as<FrameObject>()->function->code;
  const InstructionAccess* access = code->engine->instructions;
  auto word = static_cast<size_t>(last_instruction) / 2;
  if (last_instruction >= 0 && access != nullptr && word < access->word_count(code)) {
    traceback->position = access->position_at(code, word);
  }
  traceback->given_instruction = last_instruction;
  traceback->line = line;
  return traceback;
}

Value get_next(Thread& thread, Value self) {
  (void)thread;
  Value next = traceback_of(self)->next;
  return next.is_unbound() ? Value::none() : next;
}

Status set_next(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) return raise_type_error(thread, "can't delete tb_next attribute");
  if (!value.is_none() && !value.is_kind(Kind::kTraceback)) {
    return raise_type_error(thread, "expected traceback object, got '{}'", type_name(thread, value));
  }
  for (Value link = value; link.is_kind(Kind::kTraceback); link = link.as<Traceback>()->next) {
    if (link == self) return raise_value_error(thread, "traceback loop detected");
  }
  traceback_of(self)->next.set(self.cell(), value);
  return {};
}

Value get_traceback_line(Thread& thread, Value self) {
  Traceback* traceback = traceback_of(self);
  if (traceback->line < 0) {
    Code* code = traceback->frame->function->code;
    SourceLocation location;
    if (traceback->position != nullptr) location = code->engine->locate(code, traceback->position);
    if (location.line < 0) return Value::none();
    traceback->line = location.line;
  }
  return make_int(thread, traceback->line);
}

Value get_traceback_instruction(Thread& thread, Value self) {
  Traceback* traceback = traceback_of(self);
  if (traceback->given_instruction != Traceback::kNotGiven) return make_int(thread, traceback->given_instruction);
  Code* code = traceback->frame->function->code;
  int64_t number = TRY(instruction_number(thread, code, traceback->position));
  return make_int(thread, number < 0 ? -1 : number * 2);
}

Value get_traceback_frame(Thread& thread, Value self) {
  (void)thread;
  return traceback_of(self)->frame.get();
}

Status refuse(Thread& thread, Value self, Value value) {
  (void)self;
  (void)value;
  return raise(thread, ExceptionId::kAttributeError, "readonly attribute");
}

Value traceback_dir(Thread& thread, Value* args) {
  (void)args;
  List* names = TRY(make_list(thread));
  for (const char* name : {"tb_frame", "tb_next", "tb_lasti", "tb_lineno"}) {
    Str* text = TRY(make_str(thread, name));
    TRY(list_append(thread, names, text));
  }
  return names;
}

constexpr NativeDefinition kTracebackMethods[] = {
    {"__new__(type, tb_next, tb_frame, tb_lasti, tb_lineno)", traceback_new, "Makes a traceback entry.",
     NativeKind::kStaticMethod},
    {"__dir__(self, /)", traceback_dir},
};

constexpr GetSetDefinition kTracebackAttributes[] = {
    {"tb_next", get_next, set_next},
    {"tb_lineno", get_traceback_line},
    {"tb_frame", get_traceback_frame, refuse, "", true},
    {"tb_lasti", get_traceback_instruction, refuse, "", true},
};

}  // namespace

constinit const TypeSpec kFrameType = {
    .name = "frame",
    .id = TypeId::kFrame,
    .layout = Kind::kFrameObject,
    .basic_size = sizeof(FrameObject),
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
    .methods = kFrameMethods,
    .attributes = kFrameAttributes,
};

constinit const TypeSpec kTracebackType = {
    .name = "traceback",
    .id = TypeId::kTraceback,
    .layout = Kind::kTraceback,
    .basic_size = sizeof(Traceback),
    .flags = kTypeIsFinal,
    .methods = kTracebackMethods,
    .attributes = kTracebackAttributes,
    .doc = "An entry of a traceback.",
};

}  // namespace memphis

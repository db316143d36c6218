// Built-in functions that read and write the standard streams.
#include <unistd.h>

#include "builtins/functions.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/standard_stream.h"

namespace memphis {

namespace {

Status check_separator(Thread& thread, Value value, const char* name) {
  if (value.is_unbound() || value.is_none() || is_str(value)) return {};
  return raise_type_error(thread, "{} must be None or a string, not {}", name, type_name(thread, value));
}

// Slots: sep, end, file, flush, then the tuple of what is printed.
Value builtin_print(Thread& thread, Value* args) {
  Runtime& runtime = thread.runtime;
  Value file = args[2];
  if (file.is_unbound() || file.is_none()) {
    file = dict_get_name(runtime, runtime.sys_dict, runtime.name(Name::kStdout));
    if (file.is_unbound()) return raise(thread, ExceptionId::kRuntimeError, "lost sys.stdout");
    if (file.is_none()) return Value::none();
  }
  TRY(check_separator(thread, args[0], "sep"));
  TRY(check_separator(thread, args[1], "end"));
  Str* separator = is_str(args[0]) ? args[0].as<Str>() : TRY(make_character(thread, ' '));
  Str* end = is_str(args[1]) ? args[1].as<Str>() : TRY(make_character(thread, '\n'));
  auto* items = args[4].as<Tuple>();
  for (uint64_t i = 0; i < items->size; i++) {
    if (i != 0) TRY(write_text(thread, file, separator));
    Value text = is_exact_str(items->items[i]) ? items->items[i] : TRY(to_str(thread, items->items[i]));
    TRY(write_text(thread, file, text.as<Str>()));
  }
  TRY(write_text(thread, file, end));
  if (!args[3].is_unbound() && TRY(is_true(thread, args[3]))) TRY(flush_file(thread, file));
  return Value::none();
}

Value sys_stream(Thread& thread, Name name) {
  Runtime& runtime = thread.runtime;
  Value stream = dict_get_name(runtime, runtime.sys_dict, runtime.name(name));
  if (stream.is_unbound() || stream.is_none()) {
    return raise(thread, ExceptionId::kRuntimeError, "input(): lost sys.{}", text_of(runtime.name(name)));
  }
  return stream;
}

Value builtin_input(Thread& thread, Value* args) {
  Value in = TRY(sys_stream(thread, Name::kStdin));
  Value out = TRY(sys_stream(thread, Name::kStdout));
  Value err = TRY(sys_stream(thread, Name::kStderr));
  if (call_method(thread, err, Name::kFlush).is_error()) take_pending(thread);
  if (!args[0].is_unbound()) {
    Value prompt = TRY(to_str(thread, args[0]));
    TRY(write_text(thread, out, prompt.as<Str>()));
  }
  if (call_method(thread, out, Name::kFlush).is_error()) take_pending(thread);
  Value line = TRY(call_method(thread, in, Name::kReadLine));
  if (!is_str(line)) return raise_type_error(thread, "object.readline() returned non-string");
  auto* text = line.as<Str>();
  uint64_t length = text->length();
  if (length == 0) return raise(thread, ExceptionId::kEOFError, "EOF when reading a line");
  if (text->at(length - 1) == '\n') return substring(thread, text, 0, length - 1);
  return line;
}

Value builtin_breakpoint(Thread& thread, Value* args) {
  Runtime& runtime = thread.runtime;
  Value hook = dict_get_name(runtime, runtime.sys_dict, TRY(intern_text(runtime, "breakpointhook")));
  if (hook.is_unbound()) return raise(thread, ExceptionId::kRuntimeError, "lost sys.breakpointhook");
  return call_with(thread, hook, args[0].as<Tuple>(), args[1]);
}

constexpr NativeDefinition kFunctions[] = {
    {"print(*args, sep=' ', end='\\n', file=None, flush=False)", builtin_print,
     "Prints the values to a stream, or to sys.stdout."},
    {"input(prompt='', /)", builtin_input, "Reads a line from standard input; the newline at its end is dropped."},
    {"breakpoint(*args, **kws)", builtin_breakpoint, "Calls sys.breakpointhook(*args, **kws)."},
};

}  // namespace

std::span<const NativeDefinition> stream_functions() { return kFunctions; }

}  // namespace memphis

#include "runtime/standard_stream.h"

#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

const StreamOperations* native_operations(Thread& thread, Value file) {
  const StreamOperations* operations = thread.runtime.stream_operations;
  return operations != nullptr && operations->is_text_file(file) ? operations : nullptr;
}

// Closed by its own account; what cannot tell is taken for open.
bool is_closed(Thread& thread, Value file) {
  Value closed = find_attribute(thread, file, Name::kClosed);
  Fallible<bool> truth = closed.is_error() || closed.is_unbound() ? Fallible<bool>(false) : is_true(thread, closed);
  if (closed.is_error() || truth.failed()) take_pending(thread);
  return !truth.failed() && truth.value();
}

}  // namespace

Status write_text(Thread& thread, Value file, Str* text) {
  if (const StreamOperations* operations = native_operations(thread, file)) {
    return operations->write(thread, file, text);
  }
  TRY(call_method(thread, file, Name::kWrite, {Value(text)}));
  return {};
}

Status flush_file(Thread& thread, Value file) {
  if (const StreamOperations* operations = native_operations(thread, file)) return operations->flush(thread, file);
  TRY(call_method(thread, file, Name::kFlush));
  return {};
}

bool flush_standard_streams(Thread& thread) {
  Runtime& runtime = thread.runtime;
  if (runtime.sys_dict == nullptr) return true;
  bool ok = true;
  for (Name name : {Name::kStdout, Name::kStderr}) {
    Value stream = dict_get_name(runtime, runtime.sys_dict, runtime.name(name));
    if (stream.is_unbound() || stream.is_none() || is_closed(thread, stream)) continue;
    if (!flush_file(thread, stream).failed()) continue;
    ok = false;
    if (name == Name::kStdout) {
      write_unraisable(thread, Value::unbound(), "Exception ignored on flushing sys.stdout");
    } else {
      take_pending(thread);
    }
  }
  return ok;
}

}  // namespace memphis

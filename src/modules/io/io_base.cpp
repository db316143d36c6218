// _io._IOBase: what all files have in common.
#include "modules/io/io.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/list_operations.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis::io {

namespace {

// Closed as far as _IOBase itself knows: derived types may have a `closed` of their own.
Fallible<bool> is_closed_here(Thread& thread, Value self) {
  return !TRY(find_attribute(thread, self, Name::kIoBaseClosed)).is_unbound();
}

// readable() and the like answer True itself.
Status check_ability(Thread& thread, Value file, Name method, const char* message) {
  Value answer = TRY(call_method(thread, file, method));
  if (answer.is_true()) return {};
  return raise_unsupported(thread, message);
}

}  // namespace

Status check_closed(Thread& thread, Value self) {
  Value closed = TRY(find_attribute(thread, self, Name::kClosed));
  if (closed.is_unbound() || !TRY(is_true(thread, closed))) return {};
  return raise_closed(thread);
}

Status check_seekable(Thread& thread, Value file) {
  return check_ability(thread, file, Name::kSeekable, "File or stream is not seekable.");
}
Status check_readable(Thread& thread, Value file) {
  return check_ability(thread, file, Name::kReadable, "File or stream is not readable.");
}
Status check_writable(Thread& thread, Value file) {
  return check_ability(thread, file, Name::kWritable, "File or stream is not writable.");
}

Value close_base(Thread& thread, Value self) {
  if (TRY(is_closed_here(thread, self))) return Value::none();
  Value flushed = call_method(thread, self, Name::kFlush);
  Value failure = flushed.is_error() ? take_pending(thread) : Value::unbound();
  Status marked = set_attribute(thread, self, thread.runtime.name(Name::kIoBaseClosed), Value::true_value());
  if (!failure.is_unbound()) return chain_exceptions(thread, failure);
  TRY(marked);
  return Value::none();
}

namespace {

Value base_new(Thread& thread, Value* args) { return allocate_instance<Cell>(thread, args[0].as<Type>()); }

Value base_seek(Thread& thread, Value*) { return raise_unsupported(thread, "seek"); }
Value base_tell(Thread& thread, Value* args) {
  return call_method(thread, args[0], Name::kSeek, {Value::small_int(0), Value::small_int(1)});
}
Value base_truncate(Thread& thread, Value*) { return raise_unsupported(thread, "truncate"); }
Value base_fileno(Thread& thread, Value*) { return raise_unsupported(thread, "fileno"); }

Value base_flush(Thread& thread, Value* args) {
  if (TRY(is_closed_here(thread, args[0]))) return raise_closed(thread);
  return Value::none();
}

Value base_close(Thread& thread, Value* args) { return close_base(thread, args[0]); }
Value get_closed(Thread& thread, Value self) { return Value::boolean(TRY(is_closed_here(thread, self))); }

Value get_dict(Thread& thread, Value self) { return instance_dict(thread, self); }

Value always_false(Thread&, Value*) { return Value::false_value(); }

Value base_check_closed(Thread& thread, Value* args) {
  TRY(check_closed(thread, args[0]));
  return Value::none();
}
Value base_check_seekable(Thread& thread, Value* args) {
  TRY(check_seekable(thread, args[0]));
  return Value::true_value();
}
Value base_check_readable(Thread& thread, Value* args) {
  TRY(check_readable(thread, args[0]));
  return Value::true_value();
}
Value base_check_writable(Thread& thread, Value* args) {
  TRY(check_writable(thread, args[0]));
  return Value::true_value();
}

Value base_isatty(Thread& thread, Value* args) {
  TRY(check_closed(thread, args[0]));
  return Value::false_value();
}

Value base_iter(Thread& thread, Value* args) {
  TRY(check_closed(thread, args[0]));
  return args[0];
}

Value base_next(Thread& thread, Value* args) {
  Value line = TRY(call_method(thread, args[0], Name::kReadLine));
  if (TRY(length(thread, line)) <= 0) return Value::unbound();
  return line;
}

Value base_exit(Thread& thread, Value* args) { return call_method(thread, args[0], Name::kClose); }

// An object that nobody can reach closes itself.
Value base_del(Thread& thread, Value* args) {
  Value closed = find_attribute(thread, args[0], Name::kClosed);
  Fallible<bool> truth = closed.is_error() || closed.is_unbound() ? Fallible<bool>(Failure{}) : is_true(thread, closed);
  if (truth.failed()) {
    take_pending(thread);
    return Value::none();
  }
  if (truth.value()) return Value::none();
  Str* finalizing = thread.runtime.name(Name::kFinalizing);
  if (set_attribute(thread, args[0], finalizing, Value::true_value()).failed()) take_pending(thread);
  if (call_method(thread, args[0], Name::kClose).is_error()) {
    Value failure = take_pending(thread);
    Fallible<std::string> shown = repr_text(thread, args[0]);
    if (shown.failed()) take_pending(thread);
    std::string message = "Exception ignored while finalizing file";
    if (!shown.failed()) message += " " + shown.value();
    raise_again(thread, failure);
    write_unraisable(thread, Value::unbound(), message);
  }
  return Value::none();
}

// ---- Lines ----

// How many bytes to read so that nothing behind the line is taken: as many as peek() tells, or one.
Fallible<int64_t> readable_at_once(Thread& thread, Value peek, int64_t limit) {
  if (peek.is_unbound()) return 1;
  Value ahead = TRY(call(thread, peek, {Value::small_int(1)}));
  if (!ahead.is_kind(Kind::kBytes)) {
    return raise(thread, ExceptionId::kOSError, "peek() should have returned a bytes object, not '{}'",
                 type_name(thread, ahead));
  }
  auto view = ahead.as<Bytes>()->view();
  int64_t count = 0;
  while (count < static_cast<int64_t>(view.size()) && (limit < 0 || count < limit)) {
    if (view[static_cast<size_t>(count++)] == '\n') break;
  }
  return count == 0 ? 1 : count;
}

Value base_readline(Thread& thread, Value* args) {
  int64_t limit = TRY(size_or_none(thread, args[1]));
  Value peek = TRY(find_attribute(thread, args[0], Name::kPeek));
  std::string line;
  while (limit < 0 || static_cast<int64_t>(line.size()) < limit) {
    Fallible<int64_t> count = readable_at_once(thread, peek, limit);
    Value piece =
        count.failed() ? Value::error() : call_method(thread, args[0], Name::kRead, {make_int(thread, count.value())});
    if (piece.is_error()) {
      if (take_interrupt(thread)) continue;
      return Failure{};
    }
    if (!piece.is_kind(Kind::kBytes)) {
      return raise(thread, ExceptionId::kOSError, "read() should have returned a bytes object, not '{}'",
                   type_name(thread, piece));
    }
    auto view = piece.as<Bytes>()->view();
    if (view.empty()) break;
    line.append(reinterpret_cast<const char*>(view.data()), view.size());
    if (line.back() == '\n') break;
  }
  return make_bytes(thread, {reinterpret_cast<const uint8_t*>(line.data()), line.size()});
}

Value base_readlines(Thread& thread, Value* args) {
  int64_t hint = TRY(size_or_none(thread, args[1]));
  List* lines = TRY(make_list(thread));
  if (hint <= 0) {
    TRY(list_extend(thread, lines, args[0]));
    return lines;
  }
  Value iterator = TRY(get_iterator(thread, args[0]));
  int64_t total = 0;
  while (true) {
    Value line = TRY(next_item(thread, iterator));
    if (line.is_unbound()) return lines;
    TRY(list_append(thread, lines, line));
    int64_t size = TRY(length(thread, line));
    if (size > hint - total) return lines;
    total += size;
  }
}

Value base_writelines(Thread& thread, Value* args) {
  TRY(check_closed(thread, args[0]));
  Value iterator = TRY(get_iterator(thread, args[1]));
  while (true) {
    Value line = TRY(next_item(thread, iterator));
    if (line.is_unbound()) return Value::none();
    while (call_method(thread, args[0], Name::kWrite, {line}).is_error()) {
      if (!take_interrupt(thread)) return Failure{};
    }
  }
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *args, **kwargs)", base_new, "", NativeKind::kStaticMethod},
    {"__iter__(self, /)", base_iter},
    {"__next__(self, /)", base_next},
    {"__del__(self, /)", base_del},
    {"seek(self, offset, whence=os.SEEK_SET, /)", base_seek,
     "Moves to a position: from the start (0), from here (1) or from the end (2). Answers the new position."},
    {"tell(self, /)", base_tell, "The current position."},
    {"truncate(self, size=None, /)", base_truncate,
     "Makes the file as long as given, or as the position is. Answers the new size."},
    {"flush(self, /)", base_flush, "Writes what is buffered, if anything is."},
    {"close(self, /)", base_close, "Flushes and closes; nothing if that was done before."},
    {"seekable(self, /)", always_false, "Can positions be moved to?"},
    {"readable(self, /)", always_false, "Was it opened for reading?"},
    {"writable(self, /)", always_false, "Was it opened for writing?"},
    {"_checkClosed(self, /)", base_check_closed},
    {"_checkSeekable(self, /)", base_check_seekable},
    {"_checkReadable(self, /)", base_check_readable},
    {"_checkWritable(self, /)", base_check_writable},
    {"fileno(self, /)", base_fileno, "The descriptor of the system, if there is one."},
    {"isatty(self, /)", base_isatty, "Is it a terminal?"},
    {"__enter__(self, /)", base_iter},
    {"__exit__(self, /, *args)", base_exit},
    {"readline(self, size=-1, /)", base_readline, "Reads a line, of at most `size` bytes unless negative."},
    {"readlines(self, hint=-1, /)", base_readlines,
     "A list of lines: all, or until they make up more than `hint` bytes or characters."},
    {"writelines(self, lines, /)", base_writelines, "Writes the lines; nothing is added between them."},
};
constexpr GetSetDefinition kAttributes[] = {
    {"__dict__", get_dict},
    {"closed", get_closed},
};

}  // namespace

const TypeSpec kIoBaseType = {
    .name = "_IOBase",
    .module = "_io",
    .flags = kTypeHasDict | kTypeHasWeakReferences,
    .methods = kMethods,
    .attributes = kAttributes,
    .doc = "The base class of all files. Closes itself at the end of a with statement.",
};

}  // namespace memphis::io

// _io.BytesIO: a file of bytes in memory.
//
// The contents are a Bytes that may be shared (what the constructor got, what getvalue() gave away) or a ByteStorage of
// our own. The first write after sharing copies.
#include <algorithm>
#include <cstddef>
#include <cstring>

#include "modules/io/io.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis::io {

namespace {

struct BytesIo : Cell {
  Field contents;  // Bytes or ByteStorage; unbound: closed
  int64_t size;
  int64_t position;
  int64_t export_count;

  bool is_shared() const { return contents.get().is_kind(Kind::kBytes); }
  uint8_t* data() const {
    return is_shared() ? contents.get().as<Bytes>()->data : contents.get().as<ByteStorage>()->bytes;
  }
  int64_t capacity() const {
    return is_shared() ? 0 : static_cast<int64_t>(contents.get().as<ByteStorage>()->capacity);
  }
};

BytesIo* self_of(Value* args) { return args[0].as<BytesIo>(); }

Status check_open(Thread& thread, const BytesIo* self) {
  if (!self->contents.get().is_unbound()) return {};
  return raise_closed(thread);
}

Status check_exports(Thread& thread, const BytesIo* self) {
  if (self->export_count == 0) return {};
  return raise(thread, ExceptionId::kBufferError, "Existing exports of data: object cannot be re-sized");
}

// Contents of our own with room for `size` bytes.
Status make_room(Thread& thread, BytesIo* self, int64_t size) {
  int64_t capacity = self->capacity();
  if (size <= capacity && !self->is_shared()) return {};
  if (size > capacity) capacity = std::max(size, self->size + self->size / 2 + 16);
  ByteStorage* storage = TRY(make_storage(thread, static_cast<uint64_t>(capacity)));
  std::memcpy(storage->bytes, self->data(), static_cast<size_t>(self->size));
  self->contents.set(self, storage);
  return {};
}

Fallible<int64_t> write(Thread& thread, BytesIo* self, Value object) {
  Buffer buffer(thread);
  TRY(buffer.acquire(object));
  TRY(check_open(thread, self));
  TRY(check_exports(thread, self));
  auto count = static_cast<int64_t>(buffer.size());
  if (count == 0) return 0;
  int64_t end;
  if (__builtin_add_overflow(self->position, count, &end) || end > int64_t{1} << 48) {
    return raise_memory_error(thread);
  }
  TRY(make_room(thread, self, end));
  uint8_t* data = self->data();
  if (self->position > self->size) {
    std::memset(data + self->size, 0, static_cast<size_t>(self->position - self->size));
  }
  std::memcpy(data + self->position, buffer.data(), static_cast<size_t>(count));
  self->position = end;
  self->size = std::max(self->size, end);
  return count;
}

int64_t bytes_left(const BytesIo* self) { return std::max<int64_t>(self->size - self->position, 0); }

Value take(Thread& thread, BytesIo* self, int64_t count) {
  if (count == 0) return thread.runtime.empty_bytes;
  bool is_all =
      self->position == 0 && self->is_shared() && count == static_cast<int64_t>(self->contents.get().as<Bytes>()->size);
  Value result = is_all ? self->contents.get()
                        : Value(make_bytes(thread, {self->data() + self->position, static_cast<size_t>(count)}));
  if (!result.is_error()) self->position += count;
  return result;
}

// Bytes up to the end of the line, at most `limit` unless negative.
int64_t line_length(const BytesIo* self, int64_t limit) {
  int64_t count = bytes_left(self);
  if (limit >= 0) count = std::min(count, limit);
  if (count == 0) return 0;
  const uint8_t* start = self->data() + self->position;
  const void* newline = std::memchr(start, '\n', static_cast<size_t>(count));
  return newline == nullptr ? count : static_cast<const uint8_t*>(newline) - start + 1;
}

Value bytes_new(Thread& thread, Value* args) {
  auto* self = TRY(allocate_instance<BytesIo>(thread, args[0].as<Type>()));
  self->contents.set(self, thread.runtime.empty_bytes);
  if (is_exact_native(self, kBytesIoType)) set_owned(self, true);  // memory has nothing to finalise
  return self;
}

Value bytes_init(Thread& thread, Value* args) {
  BytesIo* self = self_of(args);
  self->size = 0;
  self->position = 0;
  TRY(check_exports(thread, self));
  self->contents.set(self, thread.runtime.empty_bytes);
  Value initial = args[1];
  if (initial.is_unbound() || initial.is_none()) return Value::none();
  if (initial.is_exactly(Kind::kBytes)) {
    self->contents.set(self, initial);
    self->size = static_cast<int64_t>(initial.as<Bytes>()->size);
    return Value::none();
  }
  TRY(write(thread, self, initial));
  self->position = 0;
  return Value::none();
}

Value bytes_write(Thread& thread, Value* args) { return make_int(thread, TRY(write(thread, self_of(args), args[1]))); }

Value bytes_writelines(Thread& thread, Value* args) {
  TRY(check_open(thread, self_of(args)));
  Value iterator = TRY(get_iterator(thread, args[1]));
  while (true) {
    Value line = TRY(next_item(thread, iterator));
    if (line.is_unbound()) return Value::none();
    TRY(write(thread, self_of(args), line));
  }
}

Value bytes_read(Thread& thread, Value* args) {
  int64_t size = TRY(size_or_none(thread, args[1]));
  TRY(check_open(thread, self_of(args)));
  int64_t left = bytes_left(self_of(args));
  return take(thread, self_of(args), size < 0 ? left : std::min(size, left));
}

Value bytes_readline(Thread& thread, Value* args) {
  int64_t limit = TRY(size_or_none(thread, args[1]));
  TRY(check_open(thread, self_of(args)));
  return take(thread, self_of(args), line_length(self_of(args), limit));
}

Value bytes_readlines(Thread& thread, Value* args) {
  BytesIo* self = self_of(args);
  TRY(check_open(thread, self));
  int64_t hint = -1;
  if (!args[1].is_unbound() && !args[1].is_none()) {
    if (!is_int(args[1])) {
      return raise_type_error(thread, "integer argument expected, got '{}'", type_name(thread, args[1]));
    }
    hint = TRY(to_int64(thread, args[1]));
  }
  List* lines = TRY(make_list(thread));
  int64_t total = 0;
  while (hint <= 0 || total < hint) {
    int64_t count = line_length(self, -1);
    if (count == 0) break;
    TRY(list_append(thread, lines, TRY(take(thread, self, count))));
    total += count;
  }
  return lines;
}

Value bytes_readinto(Thread& thread, Value* args) {
  BytesIo* self = self_of(args);
  Buffer buffer(thread);
  TRY(acquire_writable(thread, buffer, args[1], "readinto"));
  TRY(check_open(thread, self));
  int64_t count = std::min(bytes_left(self), static_cast<int64_t>(buffer.size()));
  if (count > 0) std::memmove(buffer.data(), self->data() + self->position, static_cast<size_t>(count));
  self->position += count;
  return make_int(thread, count);
}

Value bytes_iter(Thread& thread, Value* args) {
  (void)thread;
  return args[0];
}

Value bytes_next(Thread& thread, Value* args) {
  TRY(check_open(thread, self_of(args)));
  int64_t count = line_length(self_of(args), -1);
  return count == 0 ? Value::unbound() : take(thread, self_of(args), count);
}

Value bytes_getvalue(Thread& thread, Value* args) {
  BytesIo* self = self_of(args);
  TRY(check_open(thread, self));
  if (self->is_shared() && self->size == static_cast<int64_t>(self->contents.get().as<Bytes>()->size)) {
    return self->contents;
  }
  Bytes* bytes = TRY(make_bytes(thread, {self->data(), static_cast<size_t>(self->size)}));
  // Handed out, but good for reading on and for the next getvalue().
  if (self->export_count == 0) self->contents.set(self, bytes);
  return bytes;
}

Value bytes_seek(Thread& thread, Value* args) {
  BytesIo* self = self_of(args);
  int64_t position = TRY(to_int64(thread, args[1]));
  int whence = TRY(int_argument(thread, args[2]));
  TRY(check_open(thread, self));
  if (position < 0 && whence == 0) return raise_value_error(thread, "negative seek value {}", position);
  if (whence < 0 || whence > 2) {
    return raise_value_error(thread, "invalid whence ({}, should be 0, 1 or 2)", whence);
  }
  int64_t base = whence == 0 ? 0 : whence == 1 ? self->position : self->size;
  if (__builtin_add_overflow(base, position, &position)) {
    return raise(thread, ExceptionId::kOverflowError, "new position too large");
  }
  self->position = std::max<int64_t>(position, 0);
  return make_int(thread, self->position);
}

Value bytes_truncate(Thread& thread, Value* args) {
  BytesIo* self = self_of(args);
  bool here = args[1].is_unbound() || args[1].is_none();
  int64_t size = here ? self->position : TRY(to_int64(thread, args[1]));
  TRY(check_open(thread, self));
  TRY(check_exports(thread, self));
  if (size < 0) return raise_value_error(thread, "negative size value {}", size);
  self->size = std::min(self->size, size);
  return make_int(thread, size);
}

Value bytes_tell(Thread& thread, Value* args) {
  TRY(check_open(thread, self_of(args)));
  return make_int(thread, self_of(args)->position);
}

Value bytes_close(Thread& thread, Value* args) {
  TRY(check_exports(thread, self_of(args)));
  self_of(args)->contents.set(args[0].cell(), Value::unbound());
  return Value::none();
}

Value open_true(Thread& thread, Value* args) {
  TRY(check_open(thread, self_of(args)));
  return Value::true_value();
}
Value open_false(Thread& thread, Value* args) {
  TRY(check_open(thread, self_of(args)));
  return Value::false_value();
}
Value open_none(Thread& thread, Value* args) {
  TRY(check_open(thread, self_of(args)));
  return Value::none();
}
Value get_closed(Thread&, Value self) { return Value::boolean(self.as<BytesIo>()->contents.get().is_unbound()); }

Value bytes_sizeof(Thread&, Value* args) {
  return Value::small_int(static_cast<int64_t>(sizeof(BytesIo)) + self_of(args)->size);
}

// ---- Pickling ----

Value bytes_getstate(Thread& thread, Value* args) {
  Value contents = TRY(bytes_getvalue(thread, args));
  Value attributes = TRY(attributes_or_none(thread, args[0]));
  return make_tuple(thread, {contents, make_int(thread, self_of(args)->position), attributes});
}

Value bytes_setstate(Thread& thread, Value* args) {
  BytesIo* self = self_of(args);
  if (!args[1].is_kind(Kind::kTuple) || args[1].as<Tuple>()->size < 3) {
    return raise_type_error(thread, "{}.__setstate__ argument should be 3-tuple, got {}", type_name(thread, args[0]),
                            type_name(thread, args[1]));
  }
  TRY(check_exports(thread, self));
  auto* state = args[1].as<Tuple>();
  // Written anew, so that the state is checked as any other value.
  self->contents.set(self, thread.runtime.empty_bytes);
  self->size = 0;
  self->position = 0;
  TRY(write(thread, self, state->items[0]));
  Value position = state->items[1];
  if (!is_int(position)) {
    return raise_type_error(thread, "second item of state must be an integer, not {}", type_name(thread, position));
  }
  int64_t number = TRY(to_int64(thread, position));
  if (number < 0) return raise_value_error(thread, "position value cannot be negative");
  self->position = number;
  Value attributes = state->items[2];
  if (attributes.is_none()) return Value::none();
  if (!attributes.is_kind(Kind::kDict)) {
    return raise_type_error(thread, "third item of state should be a dict, got a {}", type_name(thread, attributes));
  }
  TRY(restore_attributes(thread, args[0], attributes.as<Dict>()));
  return Value::none();
}

// ---- getbuffer ----

struct BytesIoBuffer : Cell {
  Field source;  // BytesIo
};

Status acquire_contents(Thread& thread, Value object, BufferView& view) {
  auto* source = object.as<BytesIoBuffer>()->source.get().as<BytesIo>();
  TRY(make_room(thread, source, source->size));
  view.data = source->data();
  view.length = static_cast<uint64_t>(source->size);
  view.read_only = false;
  source->export_count++;
  return {};
}
void release_contents(Value object) { object.as<BytesIoBuffer>()->source.get().as<BytesIo>()->export_count--; }
constexpr BufferProcedures kContentsBuffer = {acquire_contents, release_contents};

Value bytes_getbuffer(Thread& thread, Value* args) {
  TRY(check_open(thread, self_of(args)));
  auto* buffer = TRY(allocate_instance<BytesIoBuffer>(thread, native_type(thread.runtime, kBytesIoBufferType)));
  buffer->source.set(buffer, args[0]);
  return make_memory_view(thread, buffer);
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *args, **kwargs)", bytes_new, "", NativeKind::kStaticMethod},
    {"__init__(self, initial_bytes=b'')", bytes_init},
    {"__iter__(self, /)", bytes_iter},
    {"__next__(self, /)", bytes_next},
    {"readable(self, /)", open_true, "True, as long as it is open."},
    {"seekable(self, /)", open_true, "True, as long as it is open."},
    {"writable(self, /)", open_true, "True, as long as it is open."},
    {"close(self, /)", bytes_close, "Closes it and forgets the contents."},
    {"flush(self, /)", open_none, "Does nothing."},
    {"isatty(self, /)", open_false, "False: memory is no terminal."},
    {"tell(self, /)", bytes_tell, "The current position."},
    {"write(self, b, /)", bytes_write, "Writes the bytes at the position; answers how many those are."},
    {"writelines(self, lines, /)", bytes_writelines, "Writes each of the lines; nothing is added between them."},
    {"read1(self, size=-1, /)", bytes_read, "As read()."},
    {"readinto(self, buffer, /)", bytes_readinto, "Reads into a writable buffer; answers how many bytes."},
    {"readline(self, size=-1, /)", bytes_readline, "Reads a line, of at most `size` bytes unless negative."},
    {"readlines(self, size=None, /)", bytes_readlines,
     "A list of lines: all, or until they make up `size` bytes or more."},
    {"read(self, size=-1, /)", bytes_read, "Reads at most `size` bytes, or all if negative."},
    {"getbuffer(self, /)", bytes_getbuffer, "A writable view of the contents; the size is fixed while it exists."},
    {"getvalue(self, /)", bytes_getvalue, "All the contents as bytes."},
    {"seek(self, pos, whence=0, /)", bytes_seek,
     "Moves to a position: from the start (0), from here (1) or from the end (2). Answers the new position."},
    {"truncate(self, size=None, /)", bytes_truncate,
     "Cuts the contents off at `size`, or at the position. Answers that size."},
    {"__getstate__(self, /)", bytes_getstate},
    {"__setstate__(self, object, /)", bytes_setstate},
    {"__sizeof__(self, /)", bytes_sizeof},
};
constexpr GetSetDefinition kAttributes[] = {
    {"closed", get_closed, nullptr, "Whether it is closed."},
};

}  // namespace

const TypeSpec kBytesIoType = {
    .name = "BytesIO",
    .module = "_io",
    .basic_size = sizeof(BytesIo),
    .native_fields = 1,
    .methods = kMethods,
    .attributes = kAttributes,
    .doc = "A file of bytes in memory.",
};

const TypeSpec kBytesIoBufferType = {
    .name = "_BytesIOBuffer",
    .module = "_io",
    .basic_size = sizeof(BytesIoBuffer),
    .native_fields = 1,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
    .buffer = &kContentsBuffer,
};

}  // namespace memphis::io

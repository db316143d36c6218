// _io.BufferedReader, and reading through a buffer in general.
#include <algorithm>
#include <cstring>

#include "modules/io/buffered.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis::io {

namespace {

Buffered* self_of(Value* args) { return args[0].as<Buffered>(); }

// The next `size` bytes, which are in the buffer.
Bytes* take_buffered(Thread& thread, Buffered* self, int64_t size) {
  if (size == 0) return thread.runtime.empty_bytes;
  Bytes* bytes = make_bytes(thread, {self->bytes() + self->position, static_cast<size_t>(size)});
  if (bytes != nullptr) self->position += size;
  return bytes;
}

// What has to be written comes first, and then the raw file must stand where the reader is.
Status prepare_raw_read(Thread& thread, Buffered* self) {
  if (self->writable) TRY(flush_and_rewind(thread, self));
  forget_read(self);
  return {};
}

}  // namespace

Fallible<int64_t> fill_buffer(Thread& thread, Buffered* self) {
  TRY(ensure_storage(thread, self));
  int64_t start = self->can_read_buffer() ? self->read_end : 0;
  auto* storage = self->storage.get().as<ByteStorage>();
  int64_t count = TRY(raw_read(thread, self, storage, storage->bytes + start, self->buffer_size - start));
  if (count <= 0) return count;
  self->read_end = start + count;
  self->raw_position = start + count;
  return count;
}

// ---- read ----

namespace {

Bytes* join(Thread& thread, const Bytes* head, Value tail) {
  auto view = tail.as<Bytes>()->view();
  Bytes* result = allocate_bytes(thread, head->size + view.size());
  if (result == nullptr) return nullptr;
  std::copy_n(head->data, head->size, result->data);
  std::copy_n(view.data(), view.size(), result->data + head->size);
  return result;
}

Value read_all(Thread& thread, Buffered* self) {
  Bytes* head = TRY(take_buffered(thread, self, self->ahead()));
  TRY(prepare_raw_read(thread, self));
  Value readall = TRY(find_attribute(thread, self->raw, Name::kReadAll));
  if (!readall.is_unbound()) {
    Value rest = TRY(call(thread, readall));
    if (!rest.is_none() && !rest.is_kind(Kind::kBytes)) {
      return raise_type_error(thread, "readall() should return bytes");
    }
    if (head->size == 0) return rest;
    return rest.is_none() ? Value(head) : Value(join(thread, head, rest));
  }
  while (true) {
    Value piece = TRY(call_method(thread, self->raw, Name::kRead));
    if (!piece.is_none() && !piece.is_kind(Kind::kBytes)) {
      return raise_type_error(thread, "read() should return bytes");
    }
    if (piece.is_none() || piece.as<Bytes>()->size == 0) return head->size == 0 ? piece : Value(head);
    if (self->absolute != -1) self->absolute += static_cast<int64_t>(piece.as<Bytes>()->size);
    head = TRY(join(thread, head, piece));
  }
}

// Reads whole buffers' worth straight into the result, the rest by way of the buffer. None: nothing is there yet.
Value read_through(Thread& thread, Buffered* self, int64_t size) {
  Bytes* result = TRY(allocate_bytes(thread, static_cast<uint64_t>(size)));
  int64_t written = self->ahead();
  if (written > 0) std::memcpy(result->data, self->bytes() + self->position, static_cast<size_t>(written));
  self->position += written;
  TRY(prepare_raw_read(thread, self));
  auto end_early = [&](int64_t count) -> Value {
    if (count != 0 && written == 0) return Value::none();
    return shrink_bytes(thread, result, static_cast<uint64_t>(written));
  };
  while (size - written >= self->buffer_size) {
    int64_t whole = (size - written) / self->buffer_size * self->buffer_size;
    int64_t count = TRY(raw_read(thread, self, result, result->data + written, whole));
    if (count <= 0) return end_early(count);
    written += count;
  }
  self->position = 0;
  self->raw_position = 0;
  self->read_end = 0;
  // No more is read than it takes: another read might wait for ever.
  while (written < size && self->read_end < self->buffer_size) {
    int64_t count = TRY(fill_buffer(thread, self));
    if (count <= 0) return end_early(count);
    int64_t taken = std::min(count, size - written);
    std::memcpy(result->data + written, self->bytes() + self->position, static_cast<size_t>(taken));
    written += taken;
    self->position += taken;
  }
  return result;
}

}  // namespace

Value buffered_read(Thread& thread, Buffered* self, int64_t size) {
  TRY(check_initialized(thread, self));
  if (size < -1) return raise_value_error(thread, "read length must be non-negative or -1");
  TRY(check_buffered_open(thread, self, "read of closed file"));
  if (size >= 0 && size <= self->ahead()) return take_buffered(thread, self, size);
  BufferedGuard guard(thread, self);
  if (guard.failed()) return Failure{};
  return size < 0 ? read_all(thread, self) : read_through(thread, self, size);
}

Value buffered_read_method(Thread& thread, Value* args) {
  return buffered_read(thread, self_of(args), TRY(size_or_none(thread, args[1])));
}

Value buffered_read1(Thread& thread, Buffered* self, int64_t size) {
  TRY(check_initialized(thread, self));
  if (size < 0) size = self->buffer_size;
  TRY(check_buffered_open(thread, self, "read of closed file"));
  if (size == 0) return thread.runtime.empty_bytes;
  int64_t ahead = self->ahead();
  if (ahead > 0) return take_buffered(thread, self, std::min(ahead, size));
  Bytes* result = TRY(allocate_bytes(thread, static_cast<uint64_t>(size)));
  BufferedGuard guard(thread, self);
  if (guard.failed()) return Failure{};
  forget_read(self);
  int64_t count = TRY(raw_read(thread, self, result, result->data, size));
  return shrink_bytes(thread, result, static_cast<uint64_t>(std::max<int64_t>(count, 0)));
}

Value buffered_read1_method(Thread& thread, Value* args) {
  int64_t size = args[1].is_unbound() ? -1 : TRY(to_int64(thread, args[1]));
  return buffered_read1(thread, self_of(args), size);
}

Value buffered_peek(Thread& thread, Value* args) {
  Buffered* self = self_of(args);
  if (!args[1].is_unbound()) TRY(to_int64(thread, args[1]));  // a hint that is not needed
  TRY(check_initialized(thread, self));
  TRY(check_buffered_open(thread, self, "peek of closed file"));
  BufferedGuard guard(thread, self);
  if (guard.failed()) return Failure{};
  if (self->writable) TRY(flush_and_rewind(thread, self));
  int64_t ahead = self->ahead();
  if (ahead > 0) return make_bytes(thread, {self->bytes() + self->position, static_cast<size_t>(ahead)});
  forget_read(self);
  int64_t count = TRY(fill_buffer(thread, self));
  self->position = 0;
  return make_bytes(thread, {self->bytes(), static_cast<size_t>(std::max<int64_t>(count, 0))});
}

// ---- readinto ----

namespace {

// One step of readinto: bytes put at `data`; 0: the end, or enough for readinto1.
Fallible<int64_t> read_piece_into(Thread& thread, Buffered* self, uint8_t* data, int64_t room, bool may_use_buffer) {
  if (room > self->buffer_size) return raw_read(thread, self, nullptr, data, room);
  if (!may_use_buffer) return 0;
  int64_t count = TRY(fill_buffer(thread, self));
  if (count <= 0) return count;
  count = std::min(count, room);
  std::memcpy(data, self->bytes() + self->position, static_cast<size_t>(count));
  self->position += count;
  return count;
}

Value read_into(Thread& thread, Value* args, bool once, const char* function) {
  Buffered* self = self_of(args);
  Buffer buffer(thread);
  TRY(acquire_writable(thread, buffer, args[1], function));
  TRY(check_initialized(thread, self));
  TRY(check_buffered_open(thread, self, "readinto of closed file"));
  auto room = static_cast<int64_t>(buffer.size());
  int64_t written = std::min(self->ahead(), room);
  if (written > 0) std::memcpy(buffer.data(), self->bytes() + self->position, static_cast<size_t>(written));
  self->position += written;
  if (written == room) return make_int(thread, written);
  BufferedGuard guard(thread, self);
  if (guard.failed()) return Failure{};
  TRY(prepare_raw_read(thread, self));
  self->position = 0;
  while (written < room) {
    bool may_use_buffer = !once || written == 0;
    int64_t count = TRY(read_piece_into(thread, self, buffer.data() + written, room - written, may_use_buffer));
    if (count == kWouldBlock && written == 0) return Value::none();
    if (count <= 0) break;
    written += count;
    if (once) break;
  }
  return make_int(thread, written);
}

}  // namespace

Value buffered_readinto(Thread& thread, Value* args) { return read_into(thread, args, false, "readinto"); }
Value buffered_readinto1(Thread& thread, Value* args) { return read_into(thread, args, true, "readinto1"); }

// ---- Lines ----

Value buffered_readline(Thread& thread, Buffered* self, int64_t limit) {
  TRY(check_initialized(thread, self));
  TRY(check_buffered_open(thread, self, "readline of closed file"));
  // Most lines lie in the buffer as a whole.
  int64_t count = self->ahead();
  if (limit >= 0) count = std::min(count, limit);
  const uint8_t* start = count > 0 ? self->bytes() + self->position : nullptr;
  const void* newline = count > 0 ? std::memchr(start, '\n', static_cast<size_t>(count)) : nullptr;
  if (newline != nullptr) {
    return take_buffered(thread, self, static_cast<const uint8_t*>(newline) - start + 1);
  }
  if (count == limit) return take_buffered(thread, self, count);
  BufferedGuard guard(thread, self);
  if (guard.failed()) return Failure{};
  std::string line;
  if (count > 0) line.assign(reinterpret_cast<const char*>(start), static_cast<size_t>(count));
  self->position += count;
  if (self->writable) TRY(flush_and_rewind(thread, self));
  while (limit < 0 || static_cast<int64_t>(line.size()) < limit) {
    forget_read(self);
    count = TRY(fill_buffer(thread, self));
    if (count <= 0) break;
    if (limit >= 0) count = std::min(count, limit - static_cast<int64_t>(line.size()));
    start = self->bytes();
    newline = std::memchr(start, '\n', static_cast<size_t>(count));
    if (newline != nullptr) count = static_cast<const uint8_t*>(newline) - start + 1;
    line.append(reinterpret_cast<const char*>(start), static_cast<size_t>(count));
    self->position = count;
    if (newline != nullptr) break;
  }
  return make_bytes(thread, {reinterpret_cast<const uint8_t*>(line.data()), line.size()});
}

Value buffered_readline_method(Thread& thread, Value* args) {
  TRY(check_initialized(thread, self_of(args)));
  return buffered_readline(thread, self_of(args), TRY(size_or_none(thread, args[1])));
}

Value buffered_next(Thread& thread, Value* args) {
  TRY(check_initialized(thread, self_of(args)));
  Value line;
  if (exact_buffered(args[0]) != nullptr) {
    line = TRY(buffered_readline(thread, self_of(args), -1));
  } else {
    line = TRY(call_method(thread, args[0], Name::kReadLine));
    if (!line.is_kind(Kind::kBytes)) {
      return raise(thread, ExceptionId::kOSError, "readline() should have returned a bytes object, not '{}'",
                   type_name(thread, line));
    }
  }
  return line.as<Bytes>()->size == 0 ? Value::unbound() : line;
}

namespace {

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *args, **kwargs)", buffered_new, "", NativeKind::kStaticMethod},
    {"__init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE)", reader_init},
    {"__repr__(self, /)", buffered_repr},
    {"__next__(self, /)", buffered_next},
    {"detach(self, /)", buffered_detach},
    {"flush(self, /)", buffered_raw_flush},
    {"close(self, /)", buffered_close},
    {"seekable(self, /)", buffered_seekable},
    {"readable(self, /)", buffered_readable},
    {"fileno(self, /)", buffered_fileno},
    {"isatty(self, /)", buffered_isatty},
    {"_dealloc_warn(self, source, /)", buffered_dealloc_warn},
    {"read(self, size=-1, /)", buffered_read_method},
    {"peek(self, size=0, /)", buffered_peek},
    {"read1(self, size=-1, /)", buffered_read1_method},
    {"readinto(self, buffer, /)", buffered_readinto},
    {"readinto1(self, buffer, /)", buffered_readinto1},
    {"readline(self, size=-1, /)", buffered_readline_method},
    {"seek(self, target, whence=0, /)", buffered_seek},
    {"tell(self, /)", buffered_tell},
    {"truncate(self, pos=None, /)", buffered_truncate},
    {"__sizeof__(self, /)", buffered_sizeof},
    {"__getstate__(self, /)", refuse_pickling},
};

}  // namespace

const TypeSpec kBufferedReaderType = {
    .name = "BufferedReader",
    .module = "_io",
    .basic_size = sizeof(Buffered),
    .native_fields = 3,
    .methods = kMethods,
    .attributes = {kBufferedAttributes, kBufferedAttributeCount},
    .members = {kBufferedMembers, kBufferedMemberCount},
    .doc = "A buffer for reading from a raw file.",
};

}  // namespace memphis::io

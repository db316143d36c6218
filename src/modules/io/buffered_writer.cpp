// _io.BufferedWriter, and writing through a buffer in general.
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "modules/io/buffered.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/safepoint.h"

namespace memphis::io {

namespace {

Buffered* self_of(Value* args) { return args[0].as<Buffered>(); }

// What does not fit while the raw file cannot take anything.
FailureOfAnyType raise_blocking(Thread& thread, Value number, int64_t written) {
  thread.pending = Value::unbound();
  Value text = make_str(thread, "write could not complete without blocking");
  Value type = thread.runtime.exception_type(ExceptionId::kBlockingIOError);
  Value error = call(thread, type, {number, text, make_int(thread, written)});
  if (error.is_error()) return {};
  return raise_value(thread, error);
}

void set_position(Buffered* self, int64_t position) {
  self->position = position;
  if (self->can_read_buffer() && self->read_end < position) self->read_end = position;
}

// Bytes that fit are kept for later.
void keep(Buffered* self, std::span<const uint8_t> bytes) {
  if (!bytes.empty()) std::memcpy(self->bytes() + self->position, bytes.data(), bytes.size());
  if (!self->can_write_buffer() || self->write_begin > self->position) self->write_begin = self->position;
  set_position(self, self->position + static_cast<int64_t>(bytes.size()));
  self->write_end = std::max(self->write_end, self->position);
}

// The raw file takes nothing now: what there is room for is kept, the rest is the caller's problem.
Fallible<int64_t> keep_while_blocked(Thread& thread, Buffered* self, std::span<const uint8_t> bytes) {
  if (self->readable) forget_read(self);
  uint8_t* data = self->bytes();
  std::memmove(data, data + self->write_begin, static_cast<size_t>(self->write_end - self->write_begin));
  self->write_end -= self->write_begin;
  self->raw_position -= self->write_begin;
  self->position -= self->write_begin;
  self->write_begin = 0;
  int64_t room = self->buffer_size - self->write_end;
  int64_t kept = std::min(room, static_cast<int64_t>(bytes.size()));
  std::memcpy(data + self->write_end, bytes.data(), static_cast<size_t>(kept));
  self->write_end += kept;
  self->position += kept;
  if (kept < static_cast<int64_t>(bytes.size())) {
    return raise_blocking(thread, thread.pending.as<Exception>()->extra[kOSErrorNumber], kept);
  }
  take_pending(thread);
  return kept;
}

// Writes what would fill the buffer as a whole; answers how much was written.
Fallible<int64_t> write_through(Thread& thread, Buffered* self, Cell* owner, std::span<const uint8_t> bytes) {
  int64_t written = 0;
  auto size = static_cast<int64_t>(bytes.size());
  while (size - written >= self->buffer_size) {
    int64_t count = TRY(raw_write(thread, self, owner, bytes.data() + written, size - written));
    if (count == kWouldBlock) {
      if (size - written == self->buffer_size) break;  // what is left can still be kept
      Value number = Value::small_int(errno);
      std::memcpy(self->bytes(), bytes.data() + written, static_cast<size_t>(self->buffer_size));
      self->raw_position = 0;
      set_position(self, self->buffer_size);
      self->write_begin = 0;
      self->write_end = self->buffer_size;
      return raise_blocking(thread, number, written + self->buffer_size);
    }
    written += count;
    // A signal may have cut the write short: its handler runs before the next one waits.
    if (thread.attention != 0) TRY(safepoint(thread));
  }
  return written;
}

Fallible<int64_t> write_locked(Thread& thread, Buffered* self, Cell* owner, std::span<const uint8_t> bytes) {
  if (!self->can_read_buffer() && !self->can_write_buffer()) {
    self->position = 0;
    self->raw_position = 0;
  }
  TRY(ensure_storage(thread, self));
  auto size = static_cast<int64_t>(bytes.size());
  if (size <= self->buffer_size - self->position && size < self->buffer_size) [[likely]] {
    keep(self, bytes);
    return size;
  }
  if (flush_writes(thread, self).failed()) {
    if (!pending_is(thread, ExceptionId::kBlockingIOError)) return Failure{};
    return keep_while_blocked(thread, self, bytes);
  }
  // After reading, the raw file may be ahead of the position.
  int64_t offset = self->raw_offset();
  if (offset != 0) {
    TRY(raw_seek(thread, self, -offset, SEEK_CUR));
    self->raw_position -= offset;
  }
  int64_t written = TRY(write_through(thread, self, owner, bytes));
  if (self->readable) forget_read(self);
  int64_t rest = size - written;
  if (rest > 0) std::memcpy(self->bytes(), bytes.data() + written, static_cast<size_t>(rest));
  self->write_begin = 0;
  self->write_end = rest;
  set_position(self, rest);
  self->raw_position = 0;
  return size;
}

}  // namespace

Status flush_writes(Thread& thread, Buffered* self) {
  if (!self->can_write_buffer() || self->write_begin == self->write_end) {
    forget_written(self);
    return {};
  }
  int64_t rewind = self->raw_offset() + (self->position - self->write_begin);
  if (rewind != 0) {
    TRY(raw_seek(thread, self, -rewind, SEEK_CUR));
    self->raw_position -= rewind;
  }
  while (self->write_begin < self->write_end) {
    auto* storage = self->storage.get().as<ByteStorage>();
    int64_t count =
        TRY(raw_write(thread, self, storage, storage->bytes + self->write_begin, self->write_end - self->write_begin));
    if (count == kWouldBlock) return raise_blocking(thread, Value::small_int(errno), 0);
    self->write_begin += count;
    self->raw_position = self->write_begin;
    if (thread.attention != 0) TRY(safepoint(thread));
  }
  forget_written(self);
  return {};
}

Fallible<int64_t> buffered_write(Thread& thread, Buffered* self, Cell* owner, std::span<const uint8_t> bytes) {
  TRY(check_initialized(thread, self));
  BufferedGuard guard(thread, self);
  if (guard.failed()) return Failure{};
  if (TRY(buffered_is_closed(thread, self))) return raise_value_error(thread, "write to closed file");
  return write_locked(thread, self, owner, bytes);
}

Value buffered_write_method(Thread& thread, Value* args) {
  Buffer buffer(thread);
  TRY(buffer.acquire(args[1]));
  return make_int(thread, TRY(buffered_write(thread, self_of(args), nullptr, buffer.bytes())));
}

namespace {

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *args, **kwargs)", buffered_new, "", NativeKind::kStaticMethod},
    {"__init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE)", writer_init},
    {"__repr__(self, /)", buffered_repr},
    {"close(self, /)", buffered_close},
    {"detach(self, /)", buffered_detach},
    {"seekable(self, /)", buffered_seekable},
    {"writable(self, /)", buffered_writable},
    {"fileno(self, /)", buffered_fileno},
    {"isatty(self, /)", buffered_isatty},
    {"_dealloc_warn(self, source, /)", buffered_dealloc_warn},
    {"write(self, buffer, /)", buffered_write_method},
    {"truncate(self, pos=None, /)", buffered_truncate},
    {"flush(self, /)", buffered_flush_method},
    {"seek(self, target, whence=0, /)", buffered_seek},
    {"tell(self, /)", buffered_tell},
    {"__sizeof__(self, /)", buffered_sizeof},
    {"__getstate__(self, /)", refuse_pickling},
};

}  // namespace

const TypeSpec kBufferedWriterType = {
    .name = "BufferedWriter",
    .module = "_io",
    .basic_size = sizeof(Buffered),
    .native_fields = 3,
    .methods = kMethods,
    .attributes = {kBufferedAttributes, kBufferedAttributeCount},
    .members = {kBufferedMembers, kBufferedMemberCount},
    .doc = "A buffer for writing to a raw file.",
};

}  // namespace memphis::io

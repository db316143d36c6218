// What the buffered types share: their state, the raw file underneath, closing, positions.
#include "modules/io/buffered.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>

#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/repr_guard.h"
#include "runtime/safepoint.h"

namespace memphis::io {

namespace {

Buffered* self_of(Value* args) { return args[0].as<Buffered>(); }

}  // namespace

Buffered* exact_buffered(Value value) {
  if (!value.is_exactly(Kind::kNative)) return nullptr;
  const TypeSpec* spec = value.cell()->shape()->type->spec;
  bool is_ours = spec == &kBufferedReaderType || spec == &kBufferedWriterType || spec == &kBufferedRandomType;
  return is_ours ? value.as<Buffered>() : nullptr;
}

// ---- State ----

BufferedGuard::BufferedGuard(Thread& thread, Buffered* self) : self_(self) {
  if (self->owner != nullptr) {
    failed_ = true;
    self_ = nullptr;
    Fallible<std::string> shown = repr_text(thread, Value(self));
    if (!shown.failed()) raise(thread, ExceptionId::kRuntimeError, "reentrant call inside {}", shown.value());
    return;
  }
  self->owner = &thread;
}

void BufferedGuard::release() {
  if (self_ != nullptr) self_->owner = nullptr;
  self_ = nullptr;
}

Status check_initialized(Thread& thread, const Buffered* self) {
  if (self->initialized) [[likely]]
    return {};
  if (self->detached) return raise_value_error(thread, "raw stream has been detached");
  return raise_value_error(thread, "I/O operation on uninitialized object");
}

Fallible<bool> buffered_is_closed(Thread& thread, Buffered* self) {
  if (!self->has_buffer) return true;
  if (self->is_plain) return self->raw.get().as<FileIo>()->descriptor < 0;
  TRY(check_initialized(thread, self));
  return is_true(thread, TRY(get_attribute(thread, self->raw, Name::kClosed)));
}

Status check_buffered_open(Thread& thread, Buffered* self, const char* message) {
  if (!TRY(buffered_is_closed(thread, self)) || self->ahead() != 0) return {};
  return raise_value_error(thread, "{}", message);
}

Status ensure_storage(Thread& thread, Buffered* self) {
  if (self->storage.get().is_cell()) [[likely]]
    return {};
  ByteStorage* storage = TRY(make_storage(thread, static_cast<uint64_t>(self->buffer_size)));
  self->storage.set(self, storage);
  return {};
}

void forget_read(Buffered* self) { self->read_end = -1; }

void forget_written(Buffered* self) {
  self->write_begin = 0;
  self->write_end = -1;
}

// ---- The raw file ----

namespace {

Fallible<int64_t> checked_position(Thread& thread, Buffered* self, Value answer) {
  int64_t position = TRY(offset_argument(thread, answer));
  if (position < 0) {
    return raise(thread, ExceptionId::kOSError, "Raw stream returned invalid position {}", position);
  }
  self->absolute = position;
  return position;
}

}  // namespace

Fallible<int64_t> raw_tell(Thread& thread, Buffered* self) {
  if (FileIo* file = exact_file(self->raw)) {
    self->absolute = TRY(file_seek(thread, file, 0, SEEK_CUR));
    return self->absolute;
  }
  return checked_position(thread, self, TRY(call_method(thread, self->raw, Name::kTell)));
}

Fallible<int64_t> raw_seek(Thread& thread, Buffered* self, int64_t offset, int whence) {
  if (FileIo* file = exact_file(self->raw)) {
    self->absolute = TRY(file_seek(thread, file, offset, whence));
    return self->absolute;
  }
  Value target = make_int(thread, offset);
  return checked_position(thread, self,
                          TRY(call_method(thread, self->raw, Name::kSeek, {target, Value::small_int(whence)})));
}

namespace {

// A count that a raw file written in Python answers.
Fallible<int64_t> checked_count(Thread& thread, Value answer, int64_t size, const char* method, bool explain) {
  if (answer.is_none()) return kWouldBlock;
  Fallible<int64_t> count = to_index_int64(thread, answer, false, ExceptionId::kValueError);
  if (count.failed() && !explain) {
    take_pending(thread);
    count = -1;  // no number at all is told as this one
  }
  if (count.failed()) {
    Value cause = take_pending(thread);
    Str* text = TRY(make_str(thread, std::string("raw ") + method + "() failed"));
    Value error = TRY(call(thread, thread.runtime.exception_type(ExceptionId::kOSError), {Value(text)}));
    error.as<Exception>()->context.set(error.cell(), cause);
    return raise_from(thread, error, cause);
  }
  if (count.value() < 0 || count.value() > size) {
    return raise(thread, ExceptionId::kOSError,
                 "raw {}() returned invalid length {} (should have been between 0 and {})", method, count.value(),
                 size);
  }
  return count.value();
}

// Memory that is the caller's for the moment only is taken back from a raw file that has kept the view.
void take_back(Thread& thread, Value view) {
  Value pending = take_pending(thread);
  if (release_memory_view(thread, view.as<MemoryView>()).failed()) take_pending(thread);
  thread.pending = pending;
}

// raw.readinto(view) or raw.write(view) of memory that lies in `owner`; null: memory lent for the moment.
Fallible<int64_t> call_raw(Thread& thread, Buffered* self, Name method, Cell* owner, uint8_t* data, int64_t size) {
  bool reads = method == Name::kReadInto;
  Value view = TRY(make_window(thread, owner, data, static_cast<uint64_t>(size), !reads));
  Value answer;
  do {
    errno = 0;
    answer = call_method(thread, self->raw, method, {view});
  } while (answer.is_error() && take_interrupt(thread));
  int error_number = errno;
  if (owner == nullptr) take_back(thread, view);
  TRY(answer);
  errno = error_number;
  return checked_count(thread, answer, size, reads ? "readinto" : "write", reads);
}

}  // namespace

Fallible<int64_t> raw_read(Thread& thread, Buffered* self, Cell* owner, uint8_t* data, int64_t size) {
  int64_t count;
  if (FileIo* file = exact_file(self->raw)) {
    count = TRY(file_read(thread, file, data, static_cast<uint64_t>(size)));
  } else {
    count = TRY(call_raw(thread, self, Name::kReadInto, owner, data, size));
  }
  if (count > 0 && self->absolute != -1) self->absolute += count;
  return count;
}

Fallible<int64_t> raw_write(Thread& thread, Buffered* self, Cell* owner, const uint8_t* data, int64_t size) {
  int64_t count;
  if (FileIo* file = exact_file(self->raw)) {
    count = TRY(file_write(thread, file, data, static_cast<uint64_t>(size)));
    if (count == kWouldBlock) errno = EAGAIN;
  } else {
    count = TRY(call_raw(thread, self, Name::kWrite, owner, const_cast<uint8_t*>(data), size));
  }
  if (count > 0 && self->absolute != -1) self->absolute += count;
  return count;
}

// ---- Making ----

Value buffered_new(Thread& thread, Value* args) {
  auto* self = TRY(allocate_instance<Buffered>(thread, args[0].as<Type>()));
  self->finalizing.set(self, Value::false_value());
  return self;
}

namespace {

Status initialize(Thread& thread, Buffered* self, Value raw, int64_t buffer_size, bool readable, bool writable) {
  self->initialized = false;
  self->detached = false;
  if (readable && writable) TRY(check_seekable(thread, raw));
  if (readable) TRY(check_readable(thread, raw));
  if (writable) TRY(check_writable(thread, raw));
  self->raw.set(self, raw);
  self->readable = readable;
  self->writable = writable;
  self->buffer_size = buffer_size;
  self->storage.set(self, Value::unbound());
  if (buffer_size <= 0) return raise_value_error(thread, "buffer size must be strictly positive");
  if (buffer_size > int64_t{1} << 48) return raise_memory_error(thread);
  self->has_buffer = true;
  self->owner = nullptr;
  self->absolute = -1;
  if (raw_tell(thread, self).failed()) take_pending(thread);
  self->raw_position = 0;
  self->position = 0;
  forget_read(self);
  forget_written(self);
  self->is_plain = exact_buffered(self) != nullptr && exact_file(raw) != nullptr;
  if (exact_file(raw) != nullptr) set_owned(raw, true);
  self->initialized = true;
  return {};
}

Value initialize_with(Thread& thread, Value* args, bool readable, bool writable) {
  int64_t size = args[2].is_unbound() ? kDefaultBufferSize : TRY(to_int64(thread, args[2]));
  TRY(initialize(thread, self_of(args), args[1], size, readable, writable));
  return Value::none();
}

}  // namespace

Value reader_init(Thread& thread, Value* args) { return initialize_with(thread, args, true, false); }
Value writer_init(Thread& thread, Value* args) { return initialize_with(thread, args, false, true); }
Value random_init(Thread& thread, Value* args) { return initialize_with(thread, args, true, true); }

Value make_buffered(Thread& thread, const TypeSpec& spec, Value raw, int64_t buffer_size) {
  Value arguments[] = {native_type(thread.runtime, spec)};
  Value self = TRY(buffered_new(thread, arguments));
  bool readable = &spec != &kBufferedWriterType, writable = &spec != &kBufferedReaderType;
  TRY(initialize(thread, self.as<Buffered>(), raw, buffer_size, readable, writable));
  return self;
}

// ---- Closing ----

Value buffered_dealloc_warn(Thread& thread, Value* args) {
  Buffered* self = self_of(args);
  if (!self->initialized) return Value::none();
  if (call_method(thread, self->raw, Name::kDeallocWarn, {args[1]}).is_error()) take_pending(thread);
  return Value::none();
}

Value buffered_close(Thread& thread, Value* args) {
  Buffered* self = self_of(args);
  TRY(check_initialized(thread, self));
  {
    BufferedGuard guard(thread, self);
    if (guard.failed()) return Failure{};
    Value closed = TRY(get_attribute(thread, self->raw, Name::kClosed));
    if (TRY(is_true(thread, closed))) return Value::none();
    if (self->finalizing.get().is_true()) {
      Value arguments[] = {args[0], args[0]};
      buffered_dealloc_warn(thread, arguments);
    }
  }
  Value flushed = call_method(thread, args[0], Name::kFlush);
  Value failure = flushed.is_error() ? take_pending(thread) : Value::unbound();
  BufferedGuard guard(thread, self);
  if (guard.failed()) return Failure{};
  Value closed = call_method(thread, self->raw, Name::kClose);
  self->has_buffer = false;
  self->storage.set(self, Value::unbound());
  self->read_end = self->readable ? 0 : -1;
  self->position = 0;
  forget_written(self);
  if (self->is_plain) set_owned(args[0], true);  // there is nothing left to finalise
  if (!failure.is_unbound()) return chain_exceptions(thread, failure);
  return closed;
}

Value buffered_detach(Thread& thread, Value* args) {
  Buffered* self = self_of(args);
  TRY(check_initialized(thread, self));
  TRY(call_method(thread, args[0], Name::kFlush));
  Value raw = self->raw;
  if (exact_file(raw) != nullptr) set_owned(raw, false);
  self->raw.set(self, Value::unbound());
  self->detached = true;
  self->initialized = false;
  self->is_plain = false;
  return raw;
}

// ---- Facts ----

namespace {

Value ask_raw(Thread& thread, Value* args, Name method) {
  TRY(check_initialized(thread, self_of(args)));
  return call_method(thread, self_of(args)->raw, method);
}

Value raw_attribute(Thread& thread, Value self, Name name) {
  TRY(check_initialized(thread, self.as<Buffered>()));
  return get_attribute(thread, self.as<Buffered>()->raw, name);
}

Value get_closed(Thread& thread, Value self) { return raw_attribute(thread, self, Name::kClosed); }
Value get_name(Thread& thread, Value self) { return raw_attribute(thread, self, Name::kNameAttribute); }
Value get_mode(Thread& thread, Value self) { return raw_attribute(thread, self, Name::kMode); }

}  // namespace

Value buffered_raw_flush(Thread& thread, Value* args) { return ask_raw(thread, args, Name::kFlush); }
Value buffered_seekable(Thread& thread, Value* args) { return ask_raw(thread, args, Name::kSeekable); }
Value buffered_readable(Thread& thread, Value* args) { return ask_raw(thread, args, Name::kReadable); }
Value buffered_writable(Thread& thread, Value* args) { return ask_raw(thread, args, Name::kWritable); }
Value buffered_fileno(Thread& thread, Value* args) { return ask_raw(thread, args, Name::kFileNumber); }
Value buffered_isatty(Thread& thread, Value* args) { return ask_raw(thread, args, Name::kIsATty); }

Value buffered_repr(Thread& thread, Value* args) {
  std::string type = type_name(thread, args[0]);
  Value name = find_attribute(thread, args[0], Name::kNameAttribute);
  // A detached or unfinished object has no name to tell.
  if (name.is_error() && take_if_pending(thread, ExceptionId::kValueError)) name = Value::unbound();
  TRY(name);
  if (name.is_unbound()) return make_str(thread, "<" + type + ">");
  ReprGuard guard(thread, args[0]);
  if (guard.is_active_already()) {
    return raise(thread, ExceptionId::kRuntimeError, "reentrant call inside {}.__repr__", type);
  }
  return make_str(thread, "<" + type + " name=" + TRY(repr_text(thread, name)) + ">");
}

Value buffered_sizeof(Thread&, Value* args) {
  Buffered* self = self_of(args);
  return Value::small_int(static_cast<int64_t>(sizeof(Buffered)) + (self->has_buffer ? self->buffer_size : 0));
}

// ---- Flushing and position ----

Status flush_and_rewind(Thread& thread, Buffered* self) {
  TRY(flush_writes(thread, self));
  if (!self->readable) return {};
  // The raw file has to stand where the reader is.
  Fallible<int64_t> position = raw_seek(thread, self, -self->raw_offset(), SEEK_CUR);
  forget_read(self);
  TRY(position);
  return {};
}

Status buffered_flush(Thread& thread, Buffered* self) {
  TRY(check_initialized(thread, self));
  TRY(check_buffered_open(thread, self, "flush of closed file"));
  BufferedGuard guard(thread, self);
  if (guard.failed()) return Failure{};
  return flush_and_rewind(thread, self);
}

Value buffered_flush_method(Thread& thread, Value* args) {
  TRY(buffered_flush(thread, self_of(args)));
  return Value::none();
}

Value buffered_tell(Thread& thread, Value* args) {
  Buffered* self = self_of(args);
  TRY(check_initialized(thread, self));
  int64_t position = TRY(raw_tell(thread, self));
  position -= self->raw_offset();
  // A raw file that others have moved may stand before what was buffered.
  return make_int(thread, std::max<int64_t>(position, 0));
}

namespace {

// Moving within what is buffered; false if the target lies outside.
Fallible<bool> seek_in_buffer(Thread& thread, Buffered* self, int64_t target, int whence, int64_t& result) {
  if (whence == SEEK_END || !self->readable) return false;
  int64_t current = self->absolute != -1 ? self->absolute : TRY(raw_tell(thread, self));
  int64_t ahead = self->ahead();
  if (ahead <= 0) return false;
  int64_t offset = target;
  if (whence == SEEK_SET && __builtin_sub_overflow(target, current - self->raw_offset(), &offset)) return false;
  if (offset < -self->position || offset > ahead) return false;
  self->position += offset;
  result = std::max<int64_t>(current - ahead + offset, 0);
  return true;
}

}  // namespace

Value buffered_seek(Thread& thread, Value* args) {
  Buffered* self = self_of(args);
  int whence = TRY(int_argument(thread, args[2], SEEK_SET));
  TRY(check_initialized(thread, self));
  if (whence < SEEK_SET || whence > SEEK_HOLE) {
    return raise_value_error(thread, "whence value {} unsupported", whence);
  }
  TRY(check_buffered_open(thread, self, "seek of closed file"));
  TRY(check_seekable(thread, self->raw));
  int64_t target = TRY(offset_argument(thread, args[1]));
  int64_t position = 0;
  if (whence <= SEEK_END && TRY(seek_in_buffer(thread, self, target, whence, position))) {
    return make_int(thread, position);
  }
  BufferedGuard guard(thread, self);
  if (guard.failed()) return Failure{};
  if (self->writable) TRY(flush_writes(thread, self));
  if (whence == SEEK_CUR) target -= self->raw_offset();
  position = TRY(raw_seek(thread, self, target, whence));
  self->raw_position = -1;
  if (self->readable) forget_read(self);
  return make_int(thread, position);
}

Value buffered_truncate(Thread& thread, Value* args) {
  Buffered* self = self_of(args);
  TRY(check_initialized(thread, self));
  TRY(check_buffered_open(thread, self, "truncate of closed file"));
  if (!self->writable) return raise_unsupported(thread, "truncate");
  BufferedGuard guard(thread, self);
  if (guard.failed()) return Failure{};
  TRY(flush_and_rewind(thread, self));
  Value size = args[1].is_unbound() ? Value::none() : args[1];
  Value result = TRY(call_method(thread, self->raw, Name::kTruncate, {size}));
  if (raw_tell(thread, self).failed()) take_pending(thread);
  return result;
}

const GetSetDefinition kBufferedAttributes[kBufferedAttributeCount] = {
    {"closed", get_closed},
    {"name", get_name},
    {"mode", get_mode},
};
const MemberDefinition kBufferedMembers[kBufferedMemberCount] = {
    {"raw", offsetof(Buffered, raw)},
    {"_finalizing", offsetof(Buffered, finalizing), true},
};

}  // namespace memphis::io

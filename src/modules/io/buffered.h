// BufferedReader, BufferedWriter and BufferedRandom: one buffer over a raw file, which serves reading and writing.
//
// The buffer holds bytes of the raw file from some position on. `position` is where the next byte is read from or
// written to, `raw_position` where the raw file stands, both counted from the start of the buffer. Bytes read from the
// file are valid up to `read_end`; bytes in [write_begin, write_end) wait to be written. read_end or write_end of -1:
// nothing of that kind. The storage is made when it is first needed.
#pragma once

#include "modules/io/file_io.h"

namespace memphis::io {

struct Buffered : Cell {
  Field raw;
  Field finalizing;  // bool
  Field storage;     // ByteStorage; unbound: not made yet
  int64_t buffer_size;
  int64_t absolute;  // position of the raw file; -1: not known
  int64_t position;
  int64_t raw_position;
  int64_t read_end;
  int64_t write_begin;
  int64_t write_end;
  Thread* owner;  // who is at work in it
  bool initialized;
  bool detached;
  bool has_buffer;  // until it is closed
  bool readable;
  bool writable;
  bool is_plain;  // neither it nor the raw file is of a derived type

  bool can_read_buffer() const { return readable && read_end != -1; }
  bool can_write_buffer() const { return writable && write_end != -1; }
  int64_t ahead() const { return can_read_buffer() ? read_end - position : 0; }
  // How far the raw file is ahead of the logical position.
  int64_t raw_offset() const {
    return (can_read_buffer() || can_write_buffer()) && raw_position >= 0 ? raw_position - position : 0;
  }
  uint8_t* bytes() const { return storage.get().as<ByteStorage>()->bytes; }
};

// An instance of exactly one of the three types, or null.
Buffered* exact_buffered(Value value);
// A new object over a raw file, as the type's constructor makes it. Runs user code.
Value make_buffered(Thread& thread, const TypeSpec& spec, Value raw, int64_t buffer_size);

// What the methods of those names do; no method of a derived type is asked. All run user code unless the raw file is
// native, and fail as the methods do.
// `owner`: the cell that the bytes lie in; null: they are lent for the moment.
Fallible<int64_t> buffered_write(Thread& thread, Buffered* self, Cell* owner, std::span<const uint8_t> bytes);
Status buffered_flush(Thread& thread, Buffered* self);
Value buffered_read(Thread& thread, Buffered* self, int64_t size);
Value buffered_read1(Thread& thread, Buffered* self, int64_t size);
Value buffered_readline(Thread& thread, Buffered* self, int64_t limit);
Fallible<bool> buffered_is_closed(Thread& thread, Buffered* self);

// ---- For the files buffered*.cpp ----

// Nobody else, and no caller further up, may be at work in the object.
class [[nodiscard]] BufferedGuard {
 public:
  BufferedGuard(Thread& thread, Buffered* self);
  ~BufferedGuard() { release(); }
  BufferedGuard(const BufferedGuard&) = delete;
  BufferedGuard& operator=(const BufferedGuard&) = delete;
  bool failed() const { return failed_; }  // RuntimeError "reentrant call inside ..." pending
  void release();

 private:
  Buffered* self_;
  bool failed_ = false;
};

Status check_initialized(Thread& thread, const Buffered* self);
// ValueError unless the raw file is open or bytes are left in the buffer.
Status check_buffered_open(Thread& thread, Buffered* self, const char* message);
Status ensure_storage(Thread& thread, Buffered* self);
void forget_read(Buffered* self);
void forget_written(Buffered* self);
// One read or write of the raw file: a count or kWouldBlock. `owner` is the cell that the memory lies in; null: memory
// lent for the moment. errno is the raw file's.
Fallible<int64_t> raw_read(Thread& thread, Buffered* self, Cell* owner, uint8_t* data, int64_t size);
Fallible<int64_t> raw_write(Thread& thread, Buffered* self, Cell* owner, const uint8_t* data, int64_t size);
Fallible<int64_t> raw_seek(Thread& thread, Buffered* self, int64_t offset, int whence);
Fallible<int64_t> raw_tell(Thread& thread, Buffered* self);
// Reads into the buffer behind what is valid.
Fallible<int64_t> fill_buffer(Thread& thread, Buffered* self);
Status flush_writes(Thread& thread, Buffered* self);
Status flush_and_rewind(Thread& thread, Buffered* self);

// Methods that several of the types have.
Value buffered_new(Thread& thread, Value* args);
Value reader_init(Thread& thread, Value* args);
Value writer_init(Thread& thread, Value* args);
Value random_init(Thread& thread, Value* args);
Value buffered_repr(Thread& thread, Value* args);
Value buffered_next(Thread& thread, Value* args);
Value buffered_detach(Thread& thread, Value* args);
Value buffered_raw_flush(Thread& thread, Value* args);
Value buffered_flush_method(Thread& thread, Value* args);
Value buffered_close(Thread& thread, Value* args);
Value buffered_seekable(Thread& thread, Value* args);
Value buffered_readable(Thread& thread, Value* args);
Value buffered_writable(Thread& thread, Value* args);
Value buffered_fileno(Thread& thread, Value* args);
Value buffered_isatty(Thread& thread, Value* args);
Value buffered_dealloc_warn(Thread& thread, Value* args);
Value buffered_read_method(Thread& thread, Value* args);
Value buffered_peek(Thread& thread, Value* args);
Value buffered_read1_method(Thread& thread, Value* args);
Value buffered_readinto(Thread& thread, Value* args);
Value buffered_readinto1(Thread& thread, Value* args);
Value buffered_readline_method(Thread& thread, Value* args);
Value buffered_seek(Thread& thread, Value* args);
Value buffered_tell(Thread& thread, Value* args);
Value buffered_truncate(Thread& thread, Value* args);
Value buffered_sizeof(Thread& thread, Value* args);
Value buffered_write_method(Thread& thread, Value* args);

inline constexpr size_t kBufferedAttributeCount = 3;
extern const GetSetDefinition kBufferedAttributes[kBufferedAttributeCount];
inline constexpr size_t kBufferedMemberCount = 2;
extern const MemberDefinition kBufferedMembers[kBufferedMemberCount];

}  // namespace memphis::io

// The types of the module _io and what they share.
#pragma once

#include <span>
#include <string_view>

#include "runtime/buffer.h"
#include "runtime/native.h"

namespace memphis::io {

extern const TypeSpec kIoBaseType;
extern const TypeSpec kRawIoBaseType;
extern const TypeSpec kBufferedIoBaseType;
extern const TypeSpec kTextIoBaseType;
extern const TypeSpec kFileIoType;
extern const TypeSpec kBytesIoType;
extern const TypeSpec kBytesIoBufferType;
extern const TypeSpec kMemoryWindowType;
extern const TypeSpec kStringIoType;
extern const TypeSpec kBufferedReaderType;
extern const TypeSpec kBufferedWriterType;
extern const TypeSpec kBufferedRandomType;
extern const TypeSpec kBufferedRwPairType;
extern const TypeSpec kNewlineDecoderType;
extern const TypeSpec kNativeDecoderType;
extern const TypeSpec kTextIoWrapperType;

inline constexpr int64_t kDefaultBufferSize = 128 * 1024;

// Is it an instance of exactly this native type, nothing derived?
inline bool is_exact_native(Value value, const TypeSpec& spec) {
  return value.is_exactly(Kind::kNative) && value.cell()->shape()->type->spec == &spec;
}

// io.open. Runs user code.
struct OpenArguments {
  Value file;
  std::string_view mode = "r";
  int64_t buffering = -1;
  Value encoding = Value::none();
  Value errors = Value::none();
  Value newline = Value::none();
  bool close_descriptor = true;
  Value opener = Value::none();
};
Value open_file(Thread& thread, const OpenArguments& arguments);
// The function `open`.
Value open_function(Thread& thread, Value* args);

// ---- Errors ----

// io.UnsupportedOperation.
FailureOfAnyType raise_unsupported(Thread& thread, std::string_view message);
bool pending_is_unsupported(Thread& thread);
// ValueError "I/O operation on closed file."
FailureOfAnyType raise_closed(Thread& thread);
// The pending exception, if there is one, gets `earlier` as its context; otherwise `earlier` is pending again.
FailureOfAnyType chain_exceptions(Thread& thread, Value earlier);
// If an OSError with EINTR is pending: drops it and answers true.
bool take_interrupt(Thread& thread);

// ---- Arguments ----

// An index or None: `otherwise`. TypeError "argument should be integer or None, not 'X'".
Fallible<int64_t> size_or_none(Thread& thread, Value value, int64_t otherwise = -1);
// As PyNumber_AsOff_t: ValueError "cannot fit 'int' into an offset-sized integer".
Fallible<int64_t> offset_argument(Thread& thread, Value value);
// Writable memory, or TypeError "function() argument must be read-write bytes-like object, not X".
Status acquire_writable(Thread& thread, Buffer& buffer, Value value, const char* function, int position = 0);

// ---- What every file object does ----

// Raises when the attribute `closed` is true. Runs user code.
Status check_closed(Thread& thread, Value self);
Status check_seekable(Thread& thread, Value file);
Status check_readable(Thread& thread, Value file);
Status check_writable(Thread& thread, Value file);
// _IOBase.close: flush(), then marks the object closed.
Value close_base(Thread& thread, Value self);
// TypeError "cannot pickle 'X' instances": __getstate__ of files.
Value refuse_pickling(Thread& thread, Value* args);
// Says that an object is not finalised by itself, since what owns it does that (or the opposite).
void set_owned(Value object, bool owned);

// A bytes with room for `size` bytes turned into one that has `used`.
Bytes* shrink_bytes(Thread& thread, Bytes* bytes, uint64_t used);
// A memoryview of memory within the cell `owner`, which it keeps alive.
Value make_window(Thread& thread, Cell* owner, uint8_t* data, uint64_t length, bool read_only);
// Room for bytes. Null: MemoryError pending.
ByteStorage* make_storage(Thread& thread, uint64_t capacity);
// object.__dict__.copy(), or None when there is no attribute: for __getstate__.
Value attributes_or_none(Thread& thread, Value object);
// Puts the entries of a dict among the object's attributes.
Status restore_attributes(Thread& thread, Value object, Dict* attributes);

}  // namespace memphis::io

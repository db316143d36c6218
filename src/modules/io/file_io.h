// Files of the system without a buffer.
#pragma once

#include <sys/stat.h>

#include "modules/io/io.h"

namespace memphis::io {

struct FileIo : Cell {
  Field finalizing;    // bool: being closed because nobody can reach it
  int32_t descriptor;  // -1: closed
  int32_t block_size;  // as the system suggests; 0: unknown
  int64_t size;        // when it was opened; -1: unknown
  bool created;
  bool readable;
  bool writable;
  bool appending;
  bool close_descriptor;
  bool is_character_device;  // when it was opened; true as well when that is not known
  int8_t seekable;           // -1: not known yet
};

inline FileIo* exact_file(Value value) { return is_exact_native(value, kFileIoType) ? value.as<FileIo>() : nullptr; }

// What a read or write on a descriptor that must not wait answers instead of a count: nothing could be done now.
inline constexpr int64_t kWouldBlock = -2;

// FileIO(file, mode, close_descriptor, opener) in place. Runs user code.
Status open_descriptor(Thread& thread, FileIo* file, Value name, std::string_view mode, bool close_descriptor,
                       Value opener);
// One read(2) or write(2): bytes read or written, or kWouldBlock. ValueError when closed, UnsupportedOperation in the
// wrong mode, OSError.
Fallible<int64_t> file_read(Thread& thread, FileIo* file, uint8_t* data, uint64_t size);
Fallible<int64_t> file_write(Thread& thread, FileIo* file, const uint8_t* data, uint64_t size);
// lseek(2).
Fallible<int64_t> file_seek(Thread& thread, FileIo* file, int64_t offset, int whence);
Fallible<bool> file_is_seekable(Thread& thread, FileIo* file);

}  // namespace memphis::io

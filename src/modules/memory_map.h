// What the files of the module mmap share.
#pragma once

#include "runtime/native.h"

namespace memphis::memory_maps {

enum class Access : int { kDefault, kRead, kWrite, kCopy };

// The memory, given back when the map is closed or nobody can reach it any more.
struct Mapping {
  uint8_t* data = nullptr;
  size_t size = 0;
  size_t position = 0;
  int64_t offset = 0;
  int64_t exports = 0;  // buffers that forbid closing and resizing
  int descriptor = -1;  // a copy of the file's
  Access access = Access::kDefault;
  bool is_anonymous = false, is_shared = false, is_closed = true;

  void close();
};

struct MemoryMap : Cell {
  Mapping* mapping;
};
inline MemoryMap* map_of(Value* args) { return args[0].as<MemoryMap>(); }
inline Mapping* mapping_of(Value* args) { return map_of(args)->mapping; }

// ValueError "mmap closed or invalid".
Status check_open(Thread& thread, const MemoryMap* map);
// TypeError for a map that is for reading only, too.
Status check_writable(Thread& thread, const MemoryMap* map);

// The methods about its contents; the type's table lists them all.
Value map_getitem(Thread& thread, Value* args);
Value map_setitem(Thread& thread, Value* args);
Value map_delitem(Thread& thread, Value* args);
Value map_find(Thread& thread, Value* args);
Value map_rfind(Thread& thread, Value* args);
Value map_move(Thread& thread, Value* args);
Value map_read(Thread& thread, Value* args);
Value map_read_byte(Thread& thread, Value* args);
Value map_readline(Thread& thread, Value* args);
Value map_seek(Thread& thread, Value* args);
Value map_seekable(Thread& thread, Value* args);
Value map_tell(Thread& thread, Value* args);
Value map_write(Thread& thread, Value* args);
Value map_write_byte(Thread& thread, Value* args);

}  // namespace memphis::memory_maps

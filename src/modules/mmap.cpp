// The module mmap: files in memory.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>

#include "modules/memory_map.h"
#include "modules/module_support.h"
#include "modules/modules.h"
#include "runtime/argument_support.h"
#include "runtime/audit.h"
#include "runtime/buffer.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace memory_maps {

void release_mapping(void* resource) {
  auto* mapping = static_cast<Mapping*>(resource);
  mapping->close();
  delete mapping;
}

void Mapping::close() {
  if (data != nullptr) munmap(data, size);
  if (descriptor >= 0) ::close(descriptor);
  data = nullptr;
  descriptor = -1;
  is_closed = true;
}

Status check_open(Thread& thread, const MemoryMap* map) {
  if (!map->mapping->is_closed) return {};
  return raise_value_error(thread, "mmap closed or invalid");
}

Status check_writable(Thread& thread, const MemoryMap* map) {
  TRY(check_open(thread, map));
  if (map->mapping->access != Access::kRead) return {};
  return raise_type_error(thread, "mmap can't modify a readonly memory map.");
}

namespace {

// ---- Making ----

struct Request {
  int descriptor;
  int64_t length, offset;
  int flags, protection;
  Access access;
  bool tracks_descriptor;
};

Fallible<Request> read_request(Thread& thread, Value* args) {
  Request request;
  request.descriptor = TRY(int_argument(thread, args[1]));
  if (!int_to_int64(TRY(to_index(thread, args[2])), request.length)) {
    return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to C ssize_t");
  }
  request.flags = TRY(int_argument(thread, args[3], MAP_SHARED));
  request.protection = TRY(int_argument(thread, args[4], PROT_READ | PROT_WRITE));
  const int access = TRY(int_argument(thread, args[5], 0));
  request.offset = 0;
  if (!args[6].is_unbound() && !int_to_int64(TRY(to_index(thread, args[6])), request.offset)) {
    return raise(thread, ExceptionId::kOverflowError, "int too big to convert");
  }
  request.tracks_descriptor = TRY(flag_argument(thread, args[7], true));
  if (request.length < 0) {
    return raise(thread, ExceptionId::kOverflowError, "memory mapped length must be positive");
  }
  if (request.offset < 0) {
    return raise(thread, ExceptionId::kOverflowError, "memory mapped offset must be positive");
  }
  if (access != 0 && (!args[3].is_unbound() || !args[4].is_unbound()) &&
      (request.flags != MAP_SHARED || request.protection != (PROT_READ | PROT_WRITE))) {
    return raise_value_error(thread, "mmap can't specify both access and flags, prot.");
  }
  request.access = static_cast<Access>(access);
  switch (request.access) {
    case Access::kRead:
      request.flags = MAP_SHARED;
      request.protection = PROT_READ;
      break;
    case Access::kWrite:
      request.flags = MAP_SHARED;
      request.protection = PROT_READ | PROT_WRITE;
      break;
    case Access::kCopy:
      request.flags = MAP_PRIVATE;
      request.protection = PROT_READ | PROT_WRITE;
      break;
    case Access::kDefault:
      // What may be done follows from the protection.
      if ((request.protection & PROT_WRITE) == 0) request.access = Access::kRead;
      break;
    default: return raise_value_error(thread, "mmap invalid access parameter.");
  }
  return request;
}

// The length of a mapping of a file: 0 means all of it.
Status fit_to_file(Thread& thread, Request& request) {
  if (request.descriptor == -1) return {};
  struct stat status;
  if (fstat(request.descriptor, &status) < 0 || !S_ISREG(status.st_mode)) return {};
  if (request.length == 0) {
    if (status.st_size == 0) return raise_value_error(thread, "cannot mmap an empty file");
    if (request.offset >= status.st_size) return raise_value_error(thread, "mmap offset is greater than file size");
    request.length = status.st_size - request.offset;
  } else if (request.offset > status.st_size || status.st_size - request.offset < request.length) {
    return raise_value_error(thread, "mmap length is greater than file size");
  }
  return {};
}

Value map_new(Thread& thread, Value* args) {
  Request request = TRY(read_request(thread, args));
  TRY(audit(
      thread, "mmap.__new__",
      {args[1], args[2], Value::small_int(static_cast<int>(request.access)), TRY(make_int(thread, request.offset))}));
  TRY(fit_to_file(thread, request));
  auto* map = TRY(allocate_instance<MemoryMap>(thread, args[0].as<Type>()));
  auto* mapping = new Mapping;
  map->mapping = mapping;
  thread.runtime.native_resources.push_back({map, mapping, release_mapping});
  if (request.descriptor == -1) {
    request.flags |= MAP_ANONYMOUS;
  } else if (request.tracks_descriptor) {
    mapping->descriptor = fcntl(request.descriptor, F_DUPFD_CLOEXEC, 0);
    if (mapping->descriptor < 0) return raise_os_error(thread, errno);
  }
  void* data = mmap(nullptr, static_cast<size_t>(request.length), request.protection, request.flags, request.descriptor,
                    request.offset);
  if (data == MAP_FAILED) return raise_os_error(thread, errno);
  mapping->data = static_cast<uint8_t*>(data);
  mapping->size = static_cast<size_t>(request.length);
  mapping->offset = request.offset;
  mapping->access = request.access;
  mapping->is_anonymous = request.descriptor == -1;
  mapping->is_shared = (request.flags & MAP_SHARED) != 0;
  mapping->is_closed = false;
  return map;
}

// ---- The buffer ----

Status acquire_buffer(Thread& thread, Value object, BufferView& view) {
  auto* map = object.as<MemoryMap>();
  TRY(check_open(thread, map));
  view.data = map->mapping->data;
  view.length = map->mapping->size;
  view.read_only = map->mapping->access == Access::kRead;
  map->mapping->exports++;
  return {};
}

void release_buffer(Value object) { object.as<MemoryMap>()->mapping->exports--; }

constexpr BufferProcedures kBuffer = {acquire_buffer, release_buffer};

// ---- The whole map ----

// Whether somebody has a buffer. Views that nobody can reach any more are found by the collector first.
bool has_exports(Thread& thread, const Mapping* mapping) {
  if (mapping->exports > 0) thread.runtime.heap.collect();
  return mapping->exports > 0;
}

Value map_close(Thread& thread, Value* args) {
  Mapping* mapping = mapping_of(args);
  if (has_exports(thread, mapping))
    return raise(thread, ExceptionId::kBufferError, "cannot close exported pointers exist");
  mapping->close();
  return Value::none();
}

Value map_closed(Thread&, Value self) { return Value::boolean(self.as<MemoryMap>()->mapping->is_closed); }

Value map_enter(Thread& thread, Value* args) {
  TRY(check_open(thread, map_of(args)));
  return args[0];
}

Value map_len(Thread& thread, Value* args) {
  TRY(check_open(thread, map_of(args)));
  return make_int(thread, static_cast<int64_t>(mapping_of(args)->size));
}

Value map_size(Thread& thread, Value* args) {
  TRY(check_open(thread, map_of(args)));
  if (mapping_of(args)->descriptor < 0 && !mapping_of(args)->is_anonymous) {
    return raise_value_error(thread, "can't get size with trackfd=False");
  }
  struct stat status;
  if (fstat(mapping_of(args)->descriptor, &status) < 0) return raise_os_error(thread, errno);
  return make_int(thread, status.st_size);
}

Value map_resize(Thread& thread, Value* args) {
  MemoryMap* map = map_of(args);
  int64_t size;
  if (!int_to_int64(TRY(to_index(thread, args[1])), size)) {
    return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to C ssize_t");
  }
  TRY(check_open(thread, map));
  Mapping* mapping = map->mapping;
  if (has_exports(thread, mapping)) {
    return raise(thread, ExceptionId::kBufferError, "mmap can't resize with extant buffers exported.");
  }
  if (mapping->access != Access::kDefault && mapping->access != Access::kWrite) {
    return raise_type_error(thread, "mmap can't resize a readonly or copy-on-write memory map.");
  }
  if (mapping->descriptor < 0 && !mapping->is_anonymous) {
    return raise_value_error(thread, "mmap can't resize with trackfd=False.");
  }
  if (size < 0 || INT64_MAX - size < mapping->offset) return raise_value_error(thread, "new size out of range");
  if (mapping->descriptor >= 0 && ftruncate(mapping->descriptor, mapping->offset + size) < 0) {
    return raise_os_error(thread, errno);
  }
  // What a shared anonymous map grows by belongs to nobody: reading it ends the process.
  if (mapping->is_anonymous && mapping->is_shared && static_cast<size_t>(size) > mapping->size) {
    return raise_value_error(thread, "mmap: can't expand a shared anonymous mapping on Linux");
  }
  void* moved = mremap(mapping->data, mapping->size, static_cast<size_t>(size), MREMAP_MAYMOVE);
  if (moved == MAP_FAILED) return raise_os_error(thread, errno);
  mapping->data = static_cast<uint8_t*>(moved);
  mapping->size = static_cast<size_t>(size);
  return Value::none();
}

// An offset and a length within the map, as flush and madvise take them.
struct Stretch {
  int64_t begin, length;
};

Fallible<Stretch> stretch_argument(Thread& thread, const Mapping* mapping, Value begin, Value length) {
  Stretch stretch = {0, static_cast<int64_t>(mapping->size)};
  if (!begin.is_unbound()) stretch.begin = TRY(to_index_int64(thread, begin));
  if (!length.is_unbound()) stretch.length = TRY(to_index_int64(thread, length));
  return stretch;
}

Value map_flush(Thread& thread, Value* args) {
  TRY(check_open(thread, map_of(args)));
  const Stretch stretch = TRY(stretch_argument(thread, mapping_of(args), args[1], args[2]));
  TRY(check_open(thread, map_of(args)));
  const Mapping* mapping = mapping_of(args);
  const auto size = static_cast<int64_t>(mapping->size);
  if (stretch.begin < 0 || stretch.length < 0 || size - stretch.begin < stretch.length) {
    return raise_value_error(thread, "flush values out of range");
  }
  if (mapping->access == Access::kRead || mapping->access == Access::kCopy) return Value::none();
  if (msync(mapping->data + stretch.begin, static_cast<size_t>(stretch.length), MS_SYNC) < 0) {
    return raise_os_error(thread, errno);
  }
  return Value::none();
}

Value map_madvise(Thread& thread, Value* args) {
  const int option = TRY(int_argument(thread, args[1]));
  TRY(check_open(thread, map_of(args)));
  Stretch stretch = TRY(stretch_argument(thread, mapping_of(args), args[2], args[3]));
  TRY(check_open(thread, map_of(args)));
  const Mapping* mapping = mapping_of(args);
  const auto size = static_cast<int64_t>(mapping->size);
  if (stretch.begin < 0 || stretch.begin >= size) return raise_value_error(thread, "madvise start out of bounds");
  if (stretch.length < 0) return raise_value_error(thread, "madvise length invalid");
  if (INT64_MAX - stretch.begin < stretch.length) {
    return raise(thread, ExceptionId::kOverflowError, "madvise length too large");
  }
  if (stretch.begin + stretch.length > size) stretch.length = size - stretch.begin;
  if (madvise(mapping->data + stretch.begin, static_cast<size_t>(stretch.length), option) < 0) {
    return raise_os_error(thread, errno);
  }
  return Value::none();
}

Value map_repr(Thread& thread, Value* args) {
  const Mapping* mapping = mapping_of(args);
  const std::string name = qualified_type_name(thread, type_of(thread, args[0]));
  if (mapping->is_closed) return make_str(thread, fmt::format("<{} closed=True>", name));
  constexpr const char* kNames[] = {"ACCESS_DEFAULT", "ACCESS_READ", "ACCESS_WRITE", "ACCESS_COPY"};
  return make_str(thread, fmt::format("<{} closed=False, access={}, length={}, pos={}, offset={}>", name,
                                      kNames[static_cast<int>(mapping->access)], mapping->size, mapping->position,
                                      mapping->offset));
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, fileno, length, flags=MAP_SHARED, prot=PROT_WRITE | PROT_READ, access=ACCESS_DEFAULT, offset=0, "
     "*, trackfd=True)",
     map_new, "", NativeKind::kStaticMethod, CallErrors::kDerived, ""},
    {"__repr__(self, /)", map_repr, "Return repr(self)."},
    {"__len__(self, /)", map_len, "Return len(self)."},
    {"__getitem__(self, key, /)", map_getitem, "Return self[key]."},
    {"__setitem__(self, key, value, /)", map_setitem, "Set self[key] to value."},
    {"__delitem__(self, key, /)", map_delitem, "Delete self[key]."},
    {"__enter__(self, /)", map_enter, "The map."},
    {"__exit__(self, exc_type, exc_value, traceback, /)", map_close, "Closes the map."},
    {"close(self, /)", map_close, "Closes the map."},
    {"find(self[, sub[, start[, end]]], /)", map_find, "Where a subsequence is first found; -1: nowhere."},
    {"rfind(self[, sub[, start[, end]]], /)", map_rfind, "Where a subsequence is last found; -1: nowhere."},
    {"flush(self[, offset[, size]], /)", map_flush, "Has what was changed written to the file."},
    {"madvise(self, option[, start[, length]], /)", map_madvise, "Tells the system how the map will be used."},
    {"move(self, dest, src, count, /)", map_move, "Copies bytes within the map."},
    {"read(self, n=None, /)", map_read, "At most so many bytes from the position on."},
    {"read_byte(self, /)", map_read_byte, "The byte at the position, as an int."},
    {"readline(self, /)", map_readline, "The bytes up to the end of the line."},
    {"resize(self, newsize, /)", map_resize, "Changes the size of the map, and of its file."},
    {"seek(self, pos, whence=0, /)", map_seek, "Sets the position and gives it."},
    {"seekable(self, /)", map_seekable, "Whether the position can be set: always."},
    {"size(self, /)", map_size, "The size of the file."},
    {"tell(self, /)", map_tell, "The position."},
    {"write(self, bytes, /)", map_write, "Writes bytes at the position, and tells how many."},
    {"write_byte(self, byte, /)", map_write_byte, "Writes a byte at the position."},
};

constexpr GetSetDefinition kAttributes[] = {{"closed", map_closed}};

constinit const TypeSpec kMapType = {
    .name = "mmap",
    .module = "mmap",
    .basic_size = sizeof(MemoryMap),
    .flags = kTypeHasWeakReferences,
    .methods = kMethods,
    .attributes = kAttributes,
    .doc = "A file in memory: a mutable sequence of bytes with a position.",
    .buffer = &kBuffer,
    .text_signature = "",
};

constexpr ModuleConstant kConstants[] = {
#define CONSTANT(name) {#name, name},
#include "modules/mmap_constants.def"
#undef CONSTANT
    {"ACCESS_DEFAULT", 0},
    {"ACCESS_READ", 1},
    {"ACCESS_WRITE", 2},
    {"ACCESS_COPY", 3},
};

}  // namespace
}  // namespace memory_maps

Value create_mmap_module(Thread& thread) {
  Module* module = TRY(make_native_module(thread, "mmap", "Files in memory.", {}));
  TRY(add_module_type(thread, module, memory_maps::kMapType));
  TRY(set_module_attribute(thread, module, "error", thread.runtime.exception_type(ExceptionId::kOSError)));
  TRY(add_constants(thread, module, memory_maps::kConstants));
  for (const char* name : {"PAGESIZE", "ALLOCATIONGRANULARITY"}) {
    TRY(set_module_attribute(thread, module, name, Value::small_int(sysconf(_SC_PAGESIZE))));
  }
  return module;
}

}  // namespace memphis

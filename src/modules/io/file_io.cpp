// _io.FileIO.
#include "modules/io/file_io.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <string>

#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/audit.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/file_path.h"
#include "runtime/int_operations.h"
#include "runtime/library.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/repr_guard.h"
#include "runtime/system_call.h"

namespace memphis::io {

namespace {

constexpr uint64_t kSmallChunk = 8192;
constexpr uint64_t kLargeSize = 64 * 1024;
constexpr uint64_t kLargestTransfer = 0x7ffff000;  // what Linux reads or writes at once

FileIo* self_of(Value* args) { return args[0].as<FileIo>(); }

FailureOfAnyType raise_closed_file(Thread& thread) { return raise_value_error(thread, "I/O operation on closed file"); }

Status check_open(Thread& thread, const FileIo* file) {
  if (file->descriptor >= 0) return {};
  return raise_closed_file(thread);
}

// ---- Opening ----

struct OpenMode {
  bool created = false, readable = false, writable = false, appending = false;
  int flags = O_CLOEXEC;
};

Fallible<OpenMode> parse_mode(Thread& thread, std::string_view text) {
  OpenMode mode;
  bool has_kind = false, has_plus = false, is_wrong = false;
  for (char c : text) {
    switch (c) {
      case 'x': mode.created = mode.writable = true, mode.flags |= O_EXCL | O_CREAT; break;
      case 'r': mode.readable = true; break;
      case 'w': mode.writable = true, mode.flags |= O_CREAT | O_TRUNC; break;
      case 'a': mode.writable = mode.appending = true, mode.flags |= O_APPEND | O_CREAT; break;
      case 'b': continue;
      case '+':
        is_wrong = is_wrong || has_plus;
        has_plus = mode.readable = mode.writable = true;
        break;
      default: return raise_value_error(thread, "invalid mode: {}", std::string(text));
    }
    if (c != '+') {
      is_wrong = is_wrong || has_kind;
      has_kind = true;
    }
    if (is_wrong) break;
  }
  if (is_wrong || !has_kind) {
    return raise_value_error(thread, "Must have exactly one of create/read/write/append mode and at most one plus");
  }
  mode.flags |= mode.readable && mode.writable ? O_RDWR : mode.readable ? O_RDONLY : O_WRONLY;
  return mode;
}

// A descriptor given in place of a name; -1: it is a name.
Fallible<int> descriptor_argument(Thread& thread, Value name) {
  if (name.is_bool()) TRY(warn(thread, ExceptionId::kRuntimeWarning, 1, "bool is used as a file descriptor"));
  bool is_index = is_int(name) || !type_of(thread, name)->special_method(Special::kIndex).is_unbound();
  if (!is_index) return -1;
  Fallible<int> descriptor = int_argument(thread, name);
  if (descriptor.failed()) {
    take_pending(thread);
    return -1;
  }
  if (descriptor.value() < 0) return raise_value_error(thread, "negative file descriptor");
  return descriptor.value();
}

Fallible<int> call_opener(Thread& thread, Value opener, Value name, int flags) {
  Value answer = TRY(call(thread, opener, {name, Value::small_int(flags)}));
  if (!is_int(answer)) return raise_type_error(thread, "expected integer from opener");
  int descriptor = TRY(int_argument(thread, answer));
  if (descriptor < 0) return raise_value_error(thread, "opener returned {}", descriptor);
  int old = fcntl(descriptor, F_GETFD);
  if (old < 0 || fcntl(descriptor, F_SETFD, old | FD_CLOEXEC) < 0) return raise_os_error(thread, errno);
  return descriptor;
}

Fallible<int> open_by_name(Thread& thread, Value name, int flags, Value opener) {
  std::string path = TRY(encode_path(thread, name));
  if (!opener.is_none()) return call_opener(thread, opener, name, flags);
  int descriptor = TRY(system_call(thread, [&] { return open(path.c_str(), flags, 0666); }));
  if (descriptor < 0) descriptor = open_library_file(thread.runtime, path, flags);
  if (descriptor < 0) return raise_os_error(thread, errno, name);
  return descriptor;
}

// What the system says about a file just opened.
Status take_status(Thread& thread, FileIo* file, Value name) {
  struct stat status;
  file->size = -1;
  file->block_size = 0;
  file->is_character_device = true;
  if (fstat(file->descriptor, &status) != 0) {
    if (errno == EBADF) return raise_os_error(thread, errno);
    return {};
  }
  if (S_ISDIR(status.st_mode)) return raise_os_error(thread, EISDIR, name);
  file->size = status.st_size;
  file->block_size = static_cast<int32_t>(status.st_blksize);
  file->is_character_device = S_ISCHR(status.st_mode);
  return {};
}

Status close_descriptor_of(Thread& thread, FileIo* file) {
  int descriptor = file->descriptor;
  file->descriptor = -1;
  file->size = -1;
  if (descriptor >= 0 && close(descriptor) != 0) return raise_os_error(thread, errno);
  return {};
}

// What comes after the descriptor is there; the file is not open when this fails.
Status finish_opening(Thread& thread, FileIo* file, Value name) {
  TRY(take_status(thread, file, name));
  TRY(set_attribute(thread, Value(file), thread.runtime.name(Name::kNameAttribute), name));
  if (!file->appending) return {};
  // Done now so that tell() says the end before anything is written.
  off_t end = lseek(file->descriptor, 0, SEEK_END);
  file->seekable = end >= 0;
  if (end < 0 && errno != ESPIPE) return raise_os_error(thread, errno);
  return {};
}

}  // namespace

Status open_descriptor(Thread& thread, FileIo* file, Value name, std::string_view mode_text, bool close_descriptor,
                       Value opener) {
  if (file->descriptor >= 0) {
    if (file->close_descriptor) TRY(close_descriptor_of(thread, file));
    file->descriptor = -1;
  }
  int descriptor = TRY(descriptor_argument(thread, name));
  if (descriptor < 0) TRY(encode_path(thread, name));
  OpenMode mode = TRY(parse_mode(thread, mode_text));
  file->created = mode.created;
  file->readable = mode.readable;
  file->writable = mode.writable;
  file->appending = mode.appending;
  file->seekable = -1;
  if (thread.runtime.audit_hooks != nullptr) {
    Str* shown_mode = TRY(make_str(thread, mode_text));
    TRY(audit(thread, "open", {name, Value(shown_mode), Value::small_int(mode.flags)}));
  }
  bool is_ours = descriptor < 0;
  if (is_ours && !close_descriptor) return raise_value_error(thread, "Cannot use closefd=False with file name");
  file->close_descriptor = close_descriptor;
  file->descriptor = is_ours ? TRY(open_by_name(thread, name, mode.flags, opener)) : descriptor;
  if (!finish_opening(thread, file, name).failed()) return {};
  // A descriptor that was handed in stays open.
  Value failure = take_pending(thread);
  if (!is_ours) file->descriptor = -1;
  if (close_descriptor_of(thread, file).failed()) return chain_exceptions(thread, failure);
  return raise_again(thread, failure);
}

// ---- Reading and writing ----

static Fallible<int64_t> read_descriptor(Thread& thread, FileIo* file, uint8_t* data, uint64_t size) {
  size = std::min(size, kLargestTransfer);
  ssize_t count = TRY(system_call(thread, [&] { return read(file->descriptor, data, size); }));
  if (count >= 0) return count;
  if (errno == EAGAIN) return kWouldBlock;
  return raise_os_error(thread, errno);
}

Fallible<int64_t> file_read(Thread& thread, FileIo* file, uint8_t* data, uint64_t size) {
  TRY(check_open(thread, file));
  if (!file->readable) return raise_unsupported(thread, "File not open for reading");
  return read_descriptor(thread, file, data, size);
}

Fallible<int64_t> file_write(Thread& thread, FileIo* file, const uint8_t* data, uint64_t size) {
  TRY(check_open(thread, file));
  if (!file->writable) return raise_unsupported(thread, "File not open for writing");
  size = std::min(size, kLargestTransfer);
  ssize_t count = TRY(system_call(thread, [&] { return write(file->descriptor, data, size); }));
  if (count >= 0) return count;
  if (errno == EAGAIN) return kWouldBlock;
  return raise_os_error(thread, errno);
}

Fallible<int64_t> file_seek(Thread& thread, FileIo* file, int64_t offset, int whence) {
  TRY(check_open(thread, file));
  off_t position = lseek(file->descriptor, offset, whence);
  if (file->seekable < 0) file->seekable = position >= 0;
  if (position < 0) return raise_os_error(thread, errno);
  return position;
}

Fallible<bool> file_is_seekable(Thread& thread, FileIo* file) {
  TRY(check_open(thread, file));
  if (file->seekable < 0) file->seekable = lseek(file->descriptor, 0, SEEK_CUR) >= 0;
  return file->seekable > 0;
}

namespace {

// The size of the first attempt to read everything: one byte more than there is, so that the end shows at once.
uint64_t first_read_size(const FileIo* file) {
  if (file->size <= 0) return kSmallChunk;
  auto size = static_cast<uint64_t>(file->size) + 1;
  if (size > kLargeSize) {
    off_t position = lseek(file->descriptor, 0, SEEK_CUR);
    if (position >= 0 && position <= file->size) size = static_cast<uint64_t>(file->size - position) + 1;
  }
  return size;
}

Value read_all(Thread& thread, FileIo* file) {
  TRY(check_open(thread, file));
  Bytes* bytes = TRY(allocate_bytes(thread, first_read_size(file)));
  uint64_t used = 0;
  while (true) {
    if (used == bytes->size) {
      uint64_t more = std::max(used > kLargeSize ? used / 8 : used + 256, kSmallChunk);
      Bytes* larger = TRY(allocate_bytes(thread, used + more));
      std::copy_n(bytes->data, used, larger->data);
      bytes = larger;
    }
    int64_t count = TRY(read_descriptor(thread, file, bytes->data + used, bytes->size - used));
    if (count == kWouldBlock && used == 0) return Value::none();
    if (count <= 0) break;
    used += static_cast<uint64_t>(count);
  }
  return shrink_bytes(thread, bytes, used);
}

Value count_or_none(Thread& thread, int64_t count) {
  return count == kWouldBlock ? Value::none() : make_int(thread, count);
}

Value file_new(Thread& thread, Value* args) {
  auto* file = TRY(allocate_instance<FileIo>(thread, args[0].as<Type>()));
  file->descriptor = -1;
  file->size = -1;
  file->seekable = -1;
  file->close_descriptor = true;
  file->finalizing.set(file, Value::false_value());
  return file;
}

Value file_init(Thread& thread, Value* args) {
  std::string mode = "r";
  if (!args[2].is_unbound()) mode = text_of(TRY(str_argument(thread, args[2], "FileIO", "mode")));
  bool close_descriptor = TRY(flag_argument(thread, args[3], true));
  Value opener = args[4].is_unbound() ? Value::none() : args[4];
  TRY(open_descriptor(thread, self_of(args), args[1], mode, close_descriptor, opener));
  return Value::none();
}

Value file_read_method(Thread& thread, Value* args) {
  FileIo* file = self_of(args);
  int64_t size = TRY(size_or_none(thread, args[1]));
  TRY(check_open(thread, file));
  if (!file->readable) return raise_unsupported(thread, "File not open for reading");
  if (size < 0) return read_all(thread, file);
  Bytes* bytes = TRY(allocate_bytes(thread, std::min(static_cast<uint64_t>(size), kLargestTransfer)));
  if (size == 0) return bytes;
  int64_t count = TRY(file_read(thread, file, bytes->data, bytes->size));
  if (count == kWouldBlock) return Value::none();
  return shrink_bytes(thread, bytes, static_cast<uint64_t>(count));
}

Value file_readall(Thread& thread, Value* args) { return read_all(thread, self_of(args)); }

Value file_readinto(Thread& thread, Value* args) {
  Buffer buffer(thread);
  TRY(acquire_writable(thread, buffer, args[1], "readinto", 1));
  return count_or_none(thread, TRY(file_read(thread, self_of(args), buffer.data(), buffer.size())));
}

Value file_write_method(Thread& thread, Value* args) {
  Buffer buffer(thread);
  TRY(buffer.acquire(args[1]));
  return count_or_none(thread, TRY(file_write(thread, self_of(args), buffer.data(), buffer.size())));
}

// ---- Position ----

Fallible<int64_t> file_offset(Thread& thread, Value value) {
  int64_t result;
  if (int_to_int64(TRY(to_index(thread, value)), result)) return result;
  return raise(thread, ExceptionId::kOverflowError, "int too big to convert");
}

Value file_seek_method(Thread& thread, Value* args) {
  int whence = TRY(int_argument(thread, args[2], SEEK_SET));
  TRY(check_open(thread, self_of(args)));
  int64_t offset = TRY(file_offset(thread, args[1]));
  return make_int(thread, TRY(file_seek(thread, self_of(args), offset, whence)));
}

Value file_tell(Thread& thread, Value* args) {
  return make_int(thread, TRY(file_seek(thread, self_of(args), 0, SEEK_CUR)));
}

Value file_truncate(Thread& thread, Value* args) {
  FileIo* file = self_of(args);
  TRY(check_open(thread, file));
  if (!file->writable) return raise_unsupported(thread, "File not open for writing");
  bool here = args[1].is_unbound() || args[1].is_none();
  int64_t size = here ? TRY(file_seek(thread, file, 0, SEEK_CUR)) : TRY(file_offset(thread, args[1]));
  int result = TRY(system_call(thread, [&] { return ftruncate(file->descriptor, size); }));
  if (result != 0) return raise_os_error(thread, errno);
  file->size = -1;
  return make_int(thread, size);
}

// ---- Closing ----

Value file_dealloc_warn(Thread& thread, Value* args) {
  FileIo* file = self_of(args);
  if (file->descriptor < 0 || !file->close_descriptor) return Value::none();
  Value saved = take_pending(thread);
  Fallible<std::string> shown = repr_text(thread, args[1]);
  if (shown.failed() || warn(thread, ExceptionId::kResourceWarning, 1, "unclosed file " + shown.value()).failed()) {
    // Filters may turn the warning into an error, which has nowhere to go.
    if (thread.pending.is_cell() && pending_is(thread, ExceptionId::kResourceWarning)) {
      write_unraisable(thread, args[0]);
    } else {
      take_pending(thread);
    }
  }
  thread.pending = saved;
  return Value::none();
}

Value file_close(Thread& thread, Value* args) {
  FileIo* file = self_of(args);
  Value closed = close_base(thread, args[0]);
  if (!file->close_descriptor) {
    file->descriptor = -1;
    return closed;
  }
  Value failure = closed.is_error() ? take_pending(thread) : Value::unbound();
  if (file->finalizing.get().is_true()) {
    Value arguments[] = {args[0], args[0]};
    file_dealloc_warn(thread, arguments);
  }
  Status status = close_descriptor_of(thread, file);
  if (!failure.is_unbound()) return chain_exceptions(thread, failure);
  TRY(status);
  return Value::none();
}

// ---- Facts ----

Value file_seekable(Thread& thread, Value* args) {
  return Value::boolean(TRY(file_is_seekable(thread, self_of(args))));
}
Value file_readable(Thread& thread, Value* args) {
  TRY(check_open(thread, self_of(args)));
  return Value::boolean(self_of(args)->readable);
}
Value file_writable(Thread& thread, Value* args) {
  TRY(check_open(thread, self_of(args)));
  return Value::boolean(self_of(args)->writable);
}
Value file_fileno(Thread& thread, Value* args) {
  TRY(check_open(thread, self_of(args)));
  return Value::small_int(self_of(args)->descriptor);
}
Value file_isatty(Thread& thread, Value* args) {
  TRY(check_open(thread, self_of(args)));
  return Value::boolean(isatty(self_of(args)->descriptor) != 0);
}
// Spares the system call for what was no character device when it was opened; only good just after that.
Value file_isatty_open_only(Thread& thread, Value* args) {
  if (!self_of(args)->is_character_device) return Value::false_value();
  return file_isatty(thread, args);
}

std::string mode_of(const FileIo* file) {
  if (file->created) return file->readable ? "xb+" : "xb";
  if (file->appending) return file->readable ? "ab+" : "ab";
  if (file->readable) return file->writable ? "rb+" : "rb";
  return "wb";
}

Value file_repr(Thread& thread, Value* args) {
  FileIo* file = self_of(args);
  std::string type = type_name(thread, args[0]);
  if (file->descriptor < 0) return make_str(thread, "<" + type + " [closed]>");
  Value name = TRY(find_attribute(thread, args[0], Name::kNameAttribute));
  std::string shown = "fd=" + std::to_string(file->descriptor);
  if (!name.is_unbound()) {
    ReprGuard guard(thread, args[0]);
    if (guard.is_active_already()) {
      return raise(thread, ExceptionId::kRuntimeError, "reentrant call inside {}.__repr__", type);
    }
    shown = "name=" + TRY(repr_text(thread, name));
  }
  return make_str(thread, "<" + type + " " + shown + " mode='" + mode_of(file) +
                              "' closefd=" + (file->close_descriptor ? "True" : "False") + ">");
}

Value get_closed(Thread&, Value self) { return Value::boolean(self.as<FileIo>()->descriptor < 0); }
Value get_closefd(Thread&, Value self) { return Value::boolean(self.as<FileIo>()->close_descriptor); }
Value get_mode(Thread& thread, Value self) { return make_str(thread, mode_of(self.as<FileIo>())); }
Value get_block_size(Thread&, Value self) {
  int64_t size = self.as<FileIo>()->block_size;
  return Value::small_int(size > 1 ? size : kDefaultBufferSize);
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *args, **kwargs)", file_new, "", NativeKind::kStaticMethod},
    {"__init__(self, file, mode='r', closefd=True, opener=None)", file_init},
    {"__repr__(self, /)", file_repr},
    {"read(self, size=-1, /)", file_read_method,
     "Reads at most `size` bytes with one system call, or all if negative. None: nothing is there yet."},
    {"readall(self, /)", file_readall, "Reads until the end. None: nothing is there yet."},
    {"readinto(self, buffer, /)", file_readinto, "Reads into a writable buffer; answers how many bytes."},
    {"write(self, b, /)", file_write_method,
     "Writes with one system call; answers how many bytes those were. None: nothing can be written yet."},
    {"seek(self, pos, whence=0, /)", file_seek_method,
     "Moves to a position: from the start (0), from here (1) or from the end (2). Answers the new position."},
    {"tell(self, /)", file_tell, "The current position."},
    {"truncate(self, size=None, /)", file_truncate,
     "Makes the file as long as given, or as the position is. Answers the new size."},
    {"close(self, /)", file_close, "Closes the file; nothing if that was done before."},
    {"seekable(self, /)", file_seekable, "Can positions be moved to?"},
    {"readable(self, /)", file_readable, "Was it opened for reading?"},
    {"writable(self, /)", file_writable, "Was it opened for writing?"},
    {"fileno(self, /)", file_fileno, "The descriptor of the system."},
    {"isatty(self, /)", file_isatty, "Is it a terminal?"},
    {"_isatty_open_only(self, /)", file_isatty_open_only},
    {"_dealloc_warn(self, object, /)", file_dealloc_warn},
    {"__getstate__(self, /)", refuse_pickling},
};
constexpr GetSetDefinition kAttributes[] = {
    {"closed", get_closed, nullptr, "True if the file is closed"},
    {"closefd", get_closefd, nullptr, "Whether close() closes the descriptor."},
    {"mode", get_mode, nullptr, "The mode as a str."},
    {"_blksize", get_block_size},
};
constexpr MemberDefinition kMembers[] = {
    {"_finalizing", offsetof(FileIo, finalizing), true},
};

}  // namespace

const TypeSpec kFileIoType = {
    .name = "FileIO",
    .module = "_io",
    .basic_size = sizeof(FileIo),
    .native_fields = 1,
    .methods = kMethods,
    .attributes = kAttributes,
    .members = kMembers,
    .doc =
        "A file of the system, without a buffer.\n\n"
        "The mode is 'r' (read), 'w' (write, emptied first), 'x' (write, must not exist) or 'a' (append),\n"
        "with '+' for both reading and writing. `file` is a name or a descriptor.",
};

}  // namespace memphis::io

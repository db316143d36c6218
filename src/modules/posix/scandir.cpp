// os.scandir: directory entries that remember what the system has told of them.
#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include "modules/posix/posix.h"
#include "runtime/argument_support.h"
#include "runtime/audit.h"
#include "runtime/container_support.h"
#include "runtime/error.h"
#include "runtime/library.h"
#include "runtime/list_operations.h"
#include "runtime/operations.h"
#include "runtime/system_call.h"

namespace memphis::posix {

namespace {

// ---- DirEntry ----

struct DirEntry : Cell {
  Field name;
  Field path;
  Field status;       // stat_result of what the entry leads to; unbound: not asked yet
  Field link_status;  // stat_result of the entry itself
  uint64_t inode;
  int32_t directory;  // the descriptor that was scanned, or AT_FDCWD
  uint8_t type;       // DT_...
};

DirEntry* self_of(Value* args) { return args[0].as<DirEntry>(); }

Value fetch_status(Thread& thread, DirEntry* entry, bool follow_symlinks) {
  // Of a directory that was given as descriptor the entries know their names only.
  const PathArgument path = TRY(path_argument(thread, entry->path, "DirEntry"));
  return stat_path(thread, "stat", path, entry->directory, follow_symlinks);
}

Value link_status(Thread& thread, DirEntry* entry) {
  if (entry->link_status.get().is_unbound()) {
    entry->link_status.set(entry, TRY(fetch_status(thread, entry, false)));
  }
  return entry->link_status;
}

Fallible<bool> mode_is(Thread& thread, Value status, mode_t type) {
  const int64_t mode = TRY(to_int64(thread, struct_sequence_field(status, 0)));
  return (static_cast<mode_t>(mode) & S_IFMT) == type;
}

Fallible<bool> is_symlink(Thread& thread, DirEntry* entry) {
  if (entry->type != DT_UNKNOWN) return entry->type == DT_LNK;
  return mode_is(thread, TRY(link_status(thread, entry)), S_IFLNK);
}

Value entry_status(Thread& thread, DirEntry* entry, bool follow_symlinks) {
  if (!follow_symlinks) return link_status(thread, entry);
  if (entry->status.get().is_unbound()) {
    const bool is_link = TRY(is_symlink(thread, entry));
    entry->status.set(entry, is_link ? TRY(fetch_status(thread, entry, true)) : TRY(link_status(thread, entry)));
  }
  return entry->status;
}

Value entry_stat(Thread& thread, Value* args) {
  return entry_status(thread, self_of(args), TRY(flag_argument(thread, args[1], true)));
}

// Whether the entry is of a type; what is not there is of none.
Value entry_is(Thread& thread, Value* args, uint8_t directory_type, mode_t mode) {
  DirEntry* entry = self_of(args);
  const bool follow_symlinks = TRY(flag_argument(thread, args[1], true));
  const bool asks = entry->type == DT_UNKNOWN || (entry->type == DT_LNK && follow_symlinks);
  if (!asks) return Value::boolean(entry->type == directory_type);
  Value status = entry_status(thread, entry, follow_symlinks);
  if (!status.is_error()) return Value::boolean(TRY(mode_is(thread, status, mode)));
  if (take_if_pending(thread, ExceptionId::kFileNotFoundError)) return Value::false_value();
  return status;
}

Value entry_is_dir(Thread& thread, Value* args) { return entry_is(thread, args, DT_DIR, S_IFDIR); }
Value entry_is_file(Thread& thread, Value* args) { return entry_is(thread, args, DT_REG, S_IFREG); }
Value entry_is_symlink(Thread& thread, Value* args) { return Value::boolean(TRY(is_symlink(thread, self_of(args)))); }
Value entry_is_junction(Thread&, Value*) { return Value::false_value(); }
Value entry_inode(Thread& thread, Value* args) { return make_int_unsigned(thread, self_of(args)->inode); }
Value entry_fspath(Thread&, Value* args) { return self_of(args)->path; }

Value entry_repr(Thread& thread, Value* args) {
  return make_str(thread, "<DirEntry " + TRY(repr_text(thread, self_of(args)->name)) + ">");
}

constexpr NativeDefinition kEntryMethods[] = {
    {"is_dir(self, /, *, follow_symlinks=True)", entry_is_dir, "Whether the entry is a directory."},
    {"is_file(self, /, *, follow_symlinks=True)", entry_is_file, "Whether the entry is a regular file."},
    {"is_symlink(self, /)", entry_is_symlink, "Whether the entry is a symbolic link."},
    {"is_junction(self, /)", entry_is_junction, "Whether the entry is a junction: never, here."},
    {"stat(self, /, *, follow_symlinks=True)", entry_stat, "The stat_result of the entry; asked for once."},
    {"inode(self, /)", entry_inode, "The inode number of the entry."},
    {"__fspath__(self, /)", entry_fspath, "The path of the entry."},
    {"__repr__(self, /)", entry_repr, "Return repr(self)."},
    {"__class_getitem__(cls, object, /)", class_getitem, "See PEP 585", NativeKind::kClassMethod},
};

constexpr MemberDefinition kEntryMembers[] = {
    {"name", offsetof(DirEntry, name), false, false,
     "the entry's base filename, relative to scandir() \"path\" argument"},
    {"path", offsetof(DirEntry, path), false, false, "the entry's full path name; equivalent to os.path.join"},
};

// ---- The iterator ----

struct ScandirIterator : Cell {
  Field path;          // the str, bytes or descriptor; None: the current directory
  Field packed_names;  // of a directory of the packed library: a list whose last item is next; directories end with "/"
  DIR* directory;      // null: closed, or a directory of the packed library
  int32_t descriptor;  // -1: scanned by name
  bool is_bytes;
};

ScandirIterator* iterator_of(Value* args) { return args[0].as<ScandirIterator>(); }

void close_iterator(ScandirIterator* iterator) {
  if (iterator->packed_names.get().is_kind(Kind::kList)) iterator->packed_names.get().as<List>()->size = 0;
  DIR* directory = iterator->directory;
  if (directory == nullptr) return;
  iterator->directory = nullptr;
  if (iterator->descriptor >= 0) rewinddir(directory);
  closedir(directory);
}

// The path of an entry: the directory's, a slash, the name.
Value entry_path(Thread& thread, ScandirIterator* iterator, std::string_view name) {
  if (iterator->descriptor >= 0) return name_value(thread, name, iterator->is_bytes);
  PathArgument directory = TRY(path_argument(thread, iterator->path, "scandir", PathKind::kOptional));
  std::string path = directory.text();
  if (!path.empty() && path.back() != '/') path += '/';
  path += name;
  return name_value(thread, path, iterator->is_bytes);
}

Value make_entry(Thread& thread, ScandirIterator* iterator, const dirent& found) {
  auto* entry = TRY(allocate_instance<DirEntry>(thread, native_type(thread.runtime, kDirEntryType)));
  entry->name.set(entry, TRY(name_value(thread, found.d_name, iterator->is_bytes)));
  entry->path.set(entry, TRY(entry_path(thread, iterator, found.d_name)));
  entry->inode = found.d_ino;
  entry->type = found.d_type;
  entry->directory = iterator->descriptor >= 0 ? iterator->descriptor : AT_FDCWD;
  return entry;
}

Value next_packed(Thread& thread, ScandirIterator* iterator) {
  auto* names = iterator->packed_names.get().as<List>();
  if (names->size == 0) return Value::unbound();
  std::string name = text_of(list_pop_last(thread, names));
  dirent found = {};
  found.d_type = name.ends_with("/") ? DT_DIR : DT_REG;
  if (name.ends_with("/")) name.pop_back();
  snprintf(found.d_name, sizeof(found.d_name), "%s", name.c_str());
  return make_entry(thread, iterator, found);
}

// Whether the path, which could not be opened, is a directory of the packed library.
Fallible<bool> scan_library(Thread& thread, ScandirIterator* iterator, const PathArgument& path) {
  std::string_view inner;
  struct stat status;
  if (!library_file_status(thread.runtime, path.text(), status) || !S_ISDIR(status.st_mode)) return false;
  List* names = TRY(make_list(thread));
  if (path_in_library(thread.runtime, path.text(), inner)) {
    for (const std::string& name : names_in_library(thread.runtime, inner)) {
      TRY(list_append(thread, names, TRY(make_str(thread, name))));
    }
  }
  iterator->packed_names.set(iterator, names);
  return true;
}

Value iterator_next(Thread& thread, Value* args) {
  ScandirIterator* iterator = iterator_of(args);
  if (iterator->packed_names.get().is_kind(Kind::kList)) return next_packed(thread, iterator);
  while (iterator->directory != nullptr) {
    // With the lock held: another thread may close the iterator.
    errno = 0;
    const dirent* found = readdir(iterator->directory);
    if (found == nullptr) {
      const int number = errno;
      close_iterator(iterator);
      if (number == 0) break;
      return raise_os_error(thread, number, iterator->path.get().is_none() ? Value::unbound() : iterator->path.get());
    }
    const std::string_view name = found->d_name;
    if (name == "." || name == "..") continue;
    return make_entry(thread, iterator, *found);
  }
  return Value::unbound();
}

Value iterator_self(Thread&, Value* args) { return args[0]; }

Value iterator_close(Thread&, Value* args) {
  close_iterator(iterator_of(args));
  return Value::none();
}

Value iterator_del(Thread& thread, Value* args) {
  ScandirIterator* iterator = iterator_of(args);
  if (iterator->directory == nullptr) return Value::none();
  Value saved = thread.pending;
  thread.pending = Value::unbound();
  Fallible<std::string> shown = repr_text(thread, args[0]);
  if (shown.failed() ||
      warn(thread, ExceptionId::kResourceWarning, 1, "unclosed scandir iterator " + shown.value()).failed()) {
    write_unraisable(thread, args[0]);
  }
  thread.pending = saved;
  close_iterator(iterator);
  return Value::none();
}

constexpr NativeDefinition kIteratorMethods[] = {
    {"__iter__(self, /)", iterator_self, "Implement iter(self)."},
    {"__next__(self, /)", iterator_next, "Implement next(self)."},
    {"__enter__(self, /)", iterator_self, "The iterator."},
    {"__exit__(self, /, *args)", iterator_close, "Closes the iterator."},
    {"close(self, /)", iterator_close, "Closes the iterator and the directory."},
    {"__del__(self, /)", iterator_del, "Called when the instance is about to be destroyed."},
};

Value scandir_function(Thread& thread, Value* args) {
  const PathArgument path = TRY(path_argument(thread, args[0], "scandir", PathKind::kOptionalOrDescriptor));
  TRY(audit(thread, "os.scandir", {path.object}));
  auto* iterator = TRY(allocate_instance<ScandirIterator>(thread, native_type(thread.runtime, kScandirIteratorType)));
  iterator->path.set(iterator, path.object);
  iterator->is_bytes = path.is_bytes;
  iterator->descriptor = path.descriptor;
  DIR* directory = nullptr;
  const int copy = path.is_descriptor() ? fcntl(path.descriptor, F_DUPFD_CLOEXEC, 0) : -1;
  if (path.is_descriptor()) {
    directory = copy < 0 ? nullptr : fdopendir(copy);
  } else {
    TRY(system_call(thread, [&] { return (directory = opendir(path.text())) != nullptr ? 0 : -1; }));
  }
  if (directory == nullptr) {
    const int number = errno;
    if (copy >= 0) close(copy);
    errno = number;
    if (!path.is_descriptor() && TRY(scan_library(thread, iterator, path))) return iterator;
    errno = number;
    return raise_path_error(thread, path);
  }
  iterator->directory = directory;
  return iterator;
}

constexpr NativeDefinition kFunctions[] = {
    {"scandir(path=None)", scandir_function,
     "An iterator of DirEntry objects for what is in a directory, but for '.' and '..', in any order."},
};

}  // namespace

const std::span<const NativeDefinition> kScanFunctions = kFunctions;

constinit const TypeSpec kDirEntryType = {
    .name = "DirEntry",
    .module = "posix",
    .basic_size = sizeof(DirEntry),
    .native_fields = 4,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
    .methods = kEntryMethods,
    .members = kEntryMembers,
};

constinit const TypeSpec kScandirIteratorType = {
    .name = "ScandirIterator",
    .module = "posix",
    .basic_size = sizeof(ScandirIterator),
    .native_fields = 2,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
    .methods = kIteratorMethods,
};

}  // namespace memphis::posix

// The type sqlite3.Blob: a value that is read and written in place.
#include <unistd.h>

#include <climits>

#include "modules/sqlite/sqlite.h"
#include "runtime/argument_support.h"
#include "runtime/file_path.h"
#include "runtime/int_operations.h"
#include "runtime/operations.h"

namespace memphis::sqlite {

namespace {

Blob* self_of(Value* args) { return args[0].as<Blob>(); }
Connection* connection_of(const Blob* blob) { return blob->connection.get().as<Connection>(); }

Status check_blob(Thread& thread, const Blob* blob) {
  TRY(check_connection(thread, connection_of(blob)));
  TRY(check_thread(thread, connection_of(blob)));
  if ((*blob->open)->handle == nullptr) {
    return raise_module_error(thread, kProgrammingError, "Cannot operate on a closed blob.");
  }
  return {};
}

void close_blob(Thread& thread, Blob* blob) {
  sqlite3_blob* handle = std::exchange((*blob->open)->handle, nullptr);
  if (handle == nullptr) return;
  in_library(thread, *(*blob->open)->database, [&] { return sqlite3_blob_close(handle); });
}

Status read_at(Thread& thread, Blob* blob, std::span<uint8_t> out, int64_t offset) {
  OpenBlob& open = **blob->open;
  const int code = in_library(thread, *open.database, [&] {
    return sqlite3_blob_read(open.handle, out.data(), static_cast<int>(out.size()), static_cast<int>(offset));
  });
  if (code != SQLITE_OK) return raise_database_error(thread, connection_of(blob)->handle());
  return {};
}

Status write_at(Thread& thread, Blob* blob, std::span<const uint8_t> bytes, int64_t offset) {
  OpenBlob& open = **blob->open;
  const int code = in_library(thread, *open.database, [&] {
    return sqlite3_blob_write(open.handle, bytes.data(), static_cast<int>(bytes.size()), static_cast<int>(offset));
  });
  if (code != SQLITE_OK) return raise_database_error(thread, connection_of(blob)->handle());
  return {};
}

Bytes* read_bytes(Thread& thread, Blob* blob, int64_t size, int64_t offset) {
  Bytes* bytes = TRY(allocate_bytes(thread, static_cast<uint64_t>(size)));
  TRY(read_at(thread, blob, {bytes->data, static_cast<size_t>(size)}, offset));
  return bytes;
}

Value blob_read(Thread& thread, Value* args) {
  Blob* self = self_of(args);
  int64_t size = TRY(int_argument(thread, args[1], -1));
  TRY(check_blob(thread, self));
  const int64_t left = self->size - self->position;
  if (size < 0 || size > left) size = left;
  Bytes* bytes = TRY(read_bytes(thread, self, size, self->position));
  self->position += size;
  return bytes;
}

Value blob_write(Thread& thread, Value* args) {
  Blob* self = self_of(args);
  Buffer data(thread);
  TRY(data.acquire(args[1]));
  TRY(check_blob(thread, self));
  if (data.size() > INT_MAX) return raise(thread, ExceptionId::kOverflowError, "data longer than INT_MAX bytes");
  if (static_cast<int64_t>(data.size()) > self->size - self->position) {
    return raise_value_error(thread, "data longer than blob length");
  }
  TRY(write_at(thread, self, data.bytes(), self->position));
  self->position += static_cast<int64_t>(data.size());
  return Value::none();
}

Value blob_seek(Thread& thread, Value* args) {
  Blob* self = self_of(args);
  int64_t offset = TRY(int_argument(thread, args[1]));
  const int origin = TRY(int_argument(thread, args[2], SEEK_SET));
  TRY(check_blob(thread, self));
  switch (origin) {
    case SEEK_SET: break;
    case SEEK_CUR: offset += self->position; break;
    case SEEK_END: offset += self->size; break;
    default: return raise_value_error(thread, "'origin' should be os.SEEK_SET, os.SEEK_CUR, or os.SEEK_END");
  }
  if (origin != SEEK_SET && offset > INT_MAX) {
    return raise(thread, ExceptionId::kOverflowError, "seek offset results in overflow");
  }
  if (offset < 0 || offset > self->size) return raise_value_error(thread, "offset out of blob range");
  self->position = offset;
  return Value::none();
}

Value blob_tell(Thread& thread, Value* args) {
  TRY(check_blob(thread, self_of(args)));
  return make_int(thread, self_of(args)->position);
}

Value blob_close(Thread& thread, Value* args) {
  TRY(check_connection(thread, connection_of(self_of(args))));
  TRY(check_thread(thread, connection_of(self_of(args))));
  close_blob(thread, self_of(args));
  return Value::none();
}

Value blob_enter(Thread& thread, Value* args) {
  TRY(check_blob(thread, self_of(args)));
  return args[0];
}
Value blob_exit(Thread& thread, Value* args) {
  TRY(check_blob(thread, self_of(args)));
  close_blob(thread, self_of(args));
  return Value::false_value();
}

Value blob_len(Thread& thread, Value* args) {
  TRY(check_blob(thread, self_of(args)));
  return make_int(thread, self_of(args)->size);
}

// ---- Items ----

bool has_index(Thread& thread, Value value) {
  return is_int(value) || !type_of(thread, value)->special_method(Special::kIndex).is_unbound();
}

Fallible<int64_t> item_index(Thread& thread, const Blob* blob, Value index) {
  int64_t number = TRY(to_index_int64(thread, index, false, ExceptionId::kIndexError));
  if (number < 0) number += blob->size;
  if (number < 0 || number >= blob->size) return raise(thread, ExceptionId::kIndexError, "Blob index out of range");
  return number;
}

// The bytes that a slice goes over, from the first to the last, whatever its direction.
struct Extent {
  int64_t first, size;
};
Extent extent_of(const SliceBounds& bounds) {
  const int64_t last = bounds.start + (bounds.count - 1) * bounds.step;
  const int64_t first = bounds.step > 0 ? bounds.start : last;
  return {first, (bounds.step > 0 ? last : bounds.start) - first + 1};
}

Value blob_getitem(Thread& thread, Value* args) {
  Blob* self = self_of(args);
  TRY(check_blob(thread, self));
  if (has_index(thread, args[1])) {
    uint8_t byte;
    TRY(read_at(thread, self, {&byte, 1}, TRY(item_index(thread, self, args[1]))));
    return Value::small_int(byte);
  }
  if (!args[1].is_kind(Kind::kSlice)) return raise_type_error(thread, "Blob indices must be integers");
  const SliceBounds bounds = TRY(slice_bounds(thread, args[1].as<Slice>(), self->size));
  if (bounds.count <= 0) return thread.runtime.empty_bytes;
  if (bounds.step == 1) return read_bytes(thread, self, bounds.count, bounds.start);
  const Extent extent = extent_of(bounds);
  const Bytes* all = TRY(read_bytes(thread, self, extent.size, extent.first));
  Bytes* result = TRY(allocate_bytes(thread, static_cast<uint64_t>(bounds.count)));
  for (int64_t i = 0; i < bounds.count; i++) {
    result->data[i] = all->data[bounds.start + i * bounds.step - extent.first];
  }
  return result;
}

Status set_byte(Thread& thread, Blob* self, Value index, Value value) {
  if (!is_int(value)) {
    return raise_type_error(thread, "'{}' object cannot be interpreted as an integer", type_name(thread, value));
  }
  const int64_t at = TRY(item_index(thread, self, index));
  int64_t number;
  if (!int_to_int64(value, number) || number < 0 || number > UINT8_MAX) {
    return raise_value_error(thread, "byte must be in range(0, 256)");
  }
  const auto byte = static_cast<uint8_t>(number);
  return write_at(thread, self, {&byte, 1}, at);
}

Status set_slice(Thread& thread, Blob* self, Value slice, Value value) {
  const SliceBounds bounds = TRY(slice_bounds(thread, slice.as<Slice>(), self->size));
  Buffer data(thread);
  TRY(data.acquire(value));
  const int64_t count = bounds.count < 0 ? 0 : bounds.count;
  if (static_cast<int64_t>(data.size()) != count) {
    return raise(thread, ExceptionId::kIndexError, "Blob slice assignment is wrong size");
  }
  if (count == 0) return {};
  if (bounds.step == 1) return write_at(thread, self, data.bytes(), bounds.start);
  const Extent extent = extent_of(bounds);
  Bytes* all = TRY(read_bytes(thread, self, extent.size, extent.first));
  for (int64_t i = 0; i < count; i++) all->data[bounds.start + i * bounds.step - extent.first] = data.data()[i];
  return write_at(thread, self, all->view(), extent.first);
}

Value blob_setitem(Thread& thread, Value* args) {
  Blob* self = self_of(args);
  TRY(check_blob(thread, self));
  if (has_index(thread, args[1])) {
    TRY(set_byte(thread, self, args[1], args[2]));
  } else if (args[1].is_kind(Kind::kSlice)) {
    TRY(set_slice(thread, self, args[1], args[2]));
  } else {
    return raise_type_error(thread, "Blob indices must be integers");
  }
  return Value::none();
}

Value blob_delitem(Thread& thread, Value* args) {
  TRY(check_blob(thread, self_of(args)));
  if (has_index(thread, args[1])) return raise_type_error(thread, "Blob doesn't support item deletion");
  if (args[1].is_kind(Kind::kSlice)) return raise_type_error(thread, "Blob doesn't support slice deletion");
  return raise_type_error(thread, "Blob indices must be integers");
}

constexpr NativeDefinition kMethods[] = {
    {"__len__(self, /)", blob_len, "Return len(self)."},
    {"__getitem__(self, key, /)", blob_getitem, "Return self[key]."},
    {"__setitem__(self, key, value, /)", blob_setitem, "Set self[key] to value."},
    {"__delitem__(self, key, /)", blob_delitem, "Delete self[key]."},
    {"__enter__(self, /)", blob_enter, "Does nothing but answer the blob."},
    {"__exit__(self, type, val, tb, /)", blob_exit, "Closes the blob."},
    {"close(self, /)", blob_close, "Closes the blob."},
    {"read(self, length=-1, /)", blob_read, "The bytes from the position on, at most length of them."},
    {"seek(self, offset, origin=0, /)", blob_seek, "Sets the position."},
    {"tell(self, /)", blob_tell, "The position."},
    {"write(self, data, /)", blob_write, "Writes bytes at the position; the size cannot change."},
};

}  // namespace

constinit const TypeSpec kBlobType = {
    .name = "Blob",
    .module = "sqlite3",
    .basic_size = sizeof(Blob),
    .native_fields = 1,
    .flags = kTypeIsFinal | kTypeIsImmutable | kTypeDisallowInstantiation | kTypeHasWeakReferences,
    .methods = kMethods,
};

Value connection_blobopen(Thread& thread, Value* args) {
  constexpr size_t kBytes = 1000;  // about what an open blob takes
  auto* self = args[0].as<Connection>();
  const std::string table = TRY(c_text_of(thread, TRY(str_argument(thread, args[1], "blobopen", 1))));
  const std::string column = TRY(c_text_of(thread, TRY(str_argument(thread, args[2], "blobopen", 2))));
  const int64_t row = TRY(integer_value(thread, TRY(to_index(thread, args[3]))));
  const bool read_only = TRY(flag_argument(thread, args[4], false));
  std::string name = "main";
  if (!args[5].is_unbound()) name = TRY(c_text_of(thread, TRY(str_argument(thread, args[5], "blobopen", "name"))));
  TRY(check_usable(thread, self));
  std::shared_ptr<Database> database = *self->database;
  sqlite3_blob* handle = nullptr;
  const int code = in_library(thread, *database, [&] {
    return sqlite3_blob_open(database->handle, name.c_str(), table.c_str(), column.c_str(), row, read_only ? 0 : 1,
                             &handle);
  });
  if (code == SQLITE_MISUSE) return raise_result_error(thread, code);
  if (code != SQLITE_OK) return raise_database_error(thread, database->handle);
  auto open = std::make_shared<OpenBlob>(database, handle);
  auto* blob = TRY(allocate_instance<Blob>(thread, native_type(thread.runtime, kBlobType)));
  blob->size = sqlite3_blob_bytes(handle);
  blob->open = own_shared(thread, blob, std::move(open), kBytes);
  blob->connection.set(blob, args[0]);
  return blob;
}

}  // namespace memphis::sqlite

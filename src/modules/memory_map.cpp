// The contents of memory maps: items, reading, writing, searching.
#include "modules/memory_map.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <string_view>

#include "runtime/argument_support.h"
#include "runtime/buffer.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis::memory_maps {

namespace {

bool has_index(Thread& thread, Value key) {
  return is_int(key) || !type_of(thread, key)->special_method(Special::kIndex).is_unbound();
}

// The place of an item. IndexError.
Fallible<size_t> item_index(Thread& thread, const MemoryMap* map, Value key) {
  int64_t index = TRY(to_index_int64(thread, key, false, ExceptionId::kIndexError));
  TRY(check_open(thread, map));
  const auto size = static_cast<int64_t>(map->mapping->size);
  if (index < 0) index += size;
  if (index < 0 || index >= size) return raise(thread, ExceptionId::kIndexError, "mmap index out of range");
  return static_cast<size_t>(index);
}

Fallible<SliceBounds> item_slice(Thread& thread, const MemoryMap* map, Value key) {
  const SliceBounds bounds = TRY(slice_bounds(thread, key.as<Slice>(), static_cast<int64_t>(map->mapping->size)));
  // __index__ of the slice's parts may have closed or resized the map.
  TRY(check_open(thread, map));
  const int64_t last = bounds.start + (bounds.count - 1) * bounds.step;
  const auto size = static_cast<int64_t>(map->mapping->size);
  if (bounds.count > 0 && (std::max(bounds.start, last) >= size || std::min(bounds.start, last) < 0)) {
    return raise(thread, ExceptionId::kIndexError, "mmap index out of range");
  }
  return bounds;
}

// Searches contents[start:end]; `from_end`: the last place.
Value find(Thread& thread, Value* args, bool from_end) {
  MemoryMap* map = map_of(args);
  TRY(check_open(thread, map));
  Buffer wanted(thread);
  if (args[1].is_unbound())
    return raise_type_error(thread, "{}() takes at least 1 argument (0 given)", from_end ? "rfind" : "find");
  TRY(wanted.acquire(args[1]));
  int64_t start = from_end ? 0 : static_cast<int64_t>(map->mapping->position), end = INT64_MAX;
  if (from_end) start = static_cast<int64_t>(map->mapping->position);
  if (!args[2].is_unbound()) start = TRY(to_index_int64(thread, args[2], true));
  if (!args[3].is_unbound()) end = TRY(to_index_int64(thread, args[3], true));
  TRY(check_open(thread, map));
  const auto size = static_cast<int64_t>(map->mapping->size);
  auto clamp = [&](int64_t index) { return std::clamp<int64_t>(index < 0 ? index + size : index, 0, size); };
  start = clamp(start);
  end = clamp(end);
  if (end < start) return Value::small_int(-1);
  const std::string_view contents(reinterpret_cast<const char*>(map->mapping->data) + start,
                                  static_cast<size_t>(end - start));
  const std::string_view text(reinterpret_cast<const char*>(wanted.data()), wanted.size());
  const size_t found = from_end ? contents.rfind(text) : contents.find(text);
  return found == std::string_view::npos ? Value::small_int(-1) : make_int(thread, start + static_cast<int64_t>(found));
}

Value take(Thread& thread, Mapping* mapping, size_t count) {
  Value bytes = TRY(make_bytes(thread, {mapping->data + mapping->position, count}));
  mapping->position += count;
  return bytes;
}

size_t remaining(const Mapping* mapping) {
  return mapping->position < mapping->size ? mapping->size - mapping->position : 0;
}

}  // namespace

// ---- Items ----

Value map_getitem(Thread& thread, Value* args) {
  MemoryMap* map = map_of(args);
  TRY(check_open(thread, map));
  if (has_index(thread, args[1])) {
    return Value::small_int(map->mapping->data[TRY(item_index(thread, map, args[1]))]);
  }
  if (!args[1].is_kind(Kind::kSlice)) return raise_type_error(thread, "mmap indices must be integers");
  const SliceBounds bounds = TRY(item_slice(thread, map, args[1]));
  Bytes* bytes = TRY(allocate_bytes(thread, static_cast<uint64_t>(bounds.count)));
  for (int64_t i = 0; i < bounds.count; i++) bytes->data[i] = map->mapping->data[bounds.start + i * bounds.step];
  return bytes;
}

Value map_setitem(Thread& thread, Value* args) {
  MemoryMap* map = map_of(args);
  TRY(check_writable(thread, map));
  if (has_index(thread, args[1])) {
    const size_t index = TRY(item_index(thread, map, args[1]));
    if (!has_index(thread, args[2])) return raise_type_error(thread, "mmap item value must be an int");
    const int64_t byte = TRY(to_index_int64(thread, args[2], false, ExceptionId::kTypeError));
    if (byte < 0 || byte > 255) return raise_value_error(thread, "mmap item value must be in range(0, 256)");
    TRY(check_open(thread, map));
    if (index >= map->mapping->size) return raise(thread, ExceptionId::kIndexError, "mmap index out of range");
    map->mapping->data[index] = static_cast<uint8_t>(byte);
    return Value::none();
  }
  if (!args[1].is_kind(Kind::kSlice)) return raise_type_error(thread, "mmap indices must be integers");
  Buffer bytes(thread);
  TRY(bytes.acquire(args[2]));
  const SliceBounds bounds = TRY(item_slice(thread, map, args[1]));
  if (static_cast<uint64_t>(bounds.count) != bytes.size()) {
    return raise(thread, ExceptionId::kIndexError, "mmap slice assignment is wrong size");
  }
  for (int64_t i = 0; i < bounds.count; i++) map->mapping->data[bounds.start + i * bounds.step] = bytes.data()[i];
  return Value::none();
}

Value map_delitem(Thread& thread, Value* args) {
  TRY(check_writable(thread, map_of(args)));
  if (args[1].is_kind(Kind::kSlice)) return raise_type_error(thread, "mmap object doesn't support slice deletion");
  return raise_type_error(thread, "mmap doesn't support item deletion");
}

// ---- Reading and writing ----

Value map_read(Thread& thread, Value* args) {
  int64_t count = -1;
  if (!args[1].is_unbound() && !args[1].is_none()) {
    if (!has_index(thread, args[1])) {
      return raise_type_error(thread, "argument should be integer or None, not '{}'", type_name(thread, args[1]));
    }
    count = TRY(to_index_int64(thread, args[1]));
  }
  TRY(check_open(thread, map_of(args)));
  Mapping* mapping = mapping_of(args);
  const size_t rest = remaining(mapping);
  return take(thread, mapping, count < 0 || static_cast<uint64_t>(count) > rest ? rest : static_cast<size_t>(count));
}

Value map_read_byte(Thread& thread, Value* args) {
  TRY(check_open(thread, map_of(args)));
  Mapping* mapping = mapping_of(args);
  if (remaining(mapping) == 0) return raise_value_error(thread, "read byte out of range");
  return Value::small_int(mapping->data[mapping->position++]);
}

Value map_readline(Thread& thread, Value* args) {
  TRY(check_open(thread, map_of(args)));
  Mapping* mapping = mapping_of(args);
  const size_t rest = remaining(mapping);
  if (rest == 0) return make_bytes(thread, {});
  const uint8_t* start = mapping->data + mapping->position;
  const auto* end = static_cast<const uint8_t*>(memchr(start, '\n', rest));
  return take(thread, mapping, end == nullptr ? rest : static_cast<size_t>(end - start) + 1);
}

Value map_write(Thread& thread, Value* args) {
  TRY(check_open(thread, map_of(args)));
  Buffer bytes(thread);
  TRY(bytes.acquire(args[1]));
  TRY(check_writable(thread, map_of(args)));
  Mapping* mapping = mapping_of(args);
  if (remaining(mapping) < bytes.size()) return raise_value_error(thread, "data out of range");
  memmove(mapping->data + mapping->position, bytes.data(), bytes.size());
  mapping->position += bytes.size();
  return make_int(thread, static_cast<int64_t>(bytes.size()));
}

Value map_write_byte(Thread& thread, Value* args) {
  Value index = TRY(to_index(thread, args[1]));
  int64_t byte;
  if (int_sign(index) < 0) {
    return raise(thread, ExceptionId::kOverflowError, "unsigned byte integer is less than minimum");
  }
  if (!int_to_int64(index, byte) || byte > 255) {
    return raise(thread, ExceptionId::kOverflowError, "unsigned byte integer is greater than maximum");
  }
  TRY(check_writable(thread, map_of(args)));
  Mapping* mapping = mapping_of(args);
  if (remaining(mapping) == 0) return raise_value_error(thread, "write byte out of range");
  mapping->data[mapping->position++] = static_cast<uint8_t>(byte);
  return Value::none();
}

Value map_move(Thread& thread, Value* args) {
  int64_t numbers[3];
  for (int i = 0; i < 3; i++) numbers[i] = TRY(to_index_int64(thread, args[i + 1]));
  TRY(check_writable(thread, map_of(args)));
  Mapping* mapping = mapping_of(args);
  const auto size = static_cast<int64_t>(mapping->size);
  const auto [target, source, count] = numbers;
  if (target < 0 || source < 0 || count < 0 || size - target < count || size - source < count) {
    return raise_value_error(thread, "source, destination, or count out of range");
  }
  memmove(mapping->data + target, mapping->data + source, static_cast<size_t>(count));
  return Value::none();
}

// ---- Position and searching ----

Value map_seek(Thread& thread, Value* args) {
  const int64_t distance = TRY(to_index_int64(thread, args[1]));
  const int whence = TRY(int_argument(thread, args[2], 0));
  TRY(check_open(thread, map_of(args)));
  Mapping* mapping = mapping_of(args);
  const auto size = static_cast<int64_t>(mapping->size);
  int64_t position;
  switch (whence) {
    case SEEK_SET: position = 0; break;
    case SEEK_CUR: position = static_cast<int64_t>(mapping->position); break;
    case SEEK_END: position = size; break;
    default: return raise_value_error(thread, "unknown seek type");
  }
  if (__builtin_add_overflow(position, distance, &position) || position < 0 || position > size) {
    return raise_value_error(thread, "seek out of range");
  }
  mapping->position = static_cast<size_t>(position);
  return make_int(thread, position);
}

Value map_seekable(Thread&, Value*) { return Value::true_value(); }

Value map_tell(Thread& thread, Value* args) {
  TRY(check_open(thread, map_of(args)));
  return make_int(thread, static_cast<int64_t>(mapping_of(args)->position));
}

Value map_find(Thread& thread, Value* args) { return find(thread, args, false); }
Value map_rfind(Thread& thread, Value* args) { return find(thread, args, true); }

}  // namespace memphis::memory_maps

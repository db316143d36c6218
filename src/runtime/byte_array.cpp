// Storage of bytearrays. Bytes dropped at the front only move `start`, so that a bytearray serves as a queue.
#include <algorithm>
#include <cstring>

#include "runtime/buffer.h"
#include "runtime/error.h"

namespace memphis {

namespace {

constexpr uint64_t kMaximumBytes = uint64_t{1} << 46;

ByteStorage* allocate_storage(Thread& thread, uint64_t capacity) {
  if (capacity > kMaximumBytes) return raise_memory_error(thread);
  auto* storage = static_cast<ByteStorage*>(allocate_cell(thread, sizeof(ByteStorage) + capacity,
                                                          static_cast<uint8_t>(Kind::kByteArrayStorage),
                                                          thread.runtime.shape_of_shapes));
  if (storage != nullptr) storage->capacity = capacity;
  return storage;
}

uint64_t room(const ByteArray* array) {
  return array->storage.get() == nullptr ? 0 : array->storage->capacity - array->start;
}

}  // namespace

ByteArray* make_byte_array(Thread& thread, std::span<const uint8_t> bytes) {
  auto* array = allocate_builtin<ByteArray>(thread, TypeId::kByteArray);
  if (array == nullptr || bytes.empty()) return array;
  ByteStorage* storage = allocate_storage(thread, bytes.size());
  if (storage == nullptr) return nullptr;
  std::memcpy(storage->bytes, bytes.data(), bytes.size());
  array->storage.set(array, storage);
  array->size = bytes.size();
  return array;
}

Status check_resizable(Thread& thread, ByteArray* array) {
  if (array->export_count == 0) [[likely]]
    return {};
  // Views that nobody refers to any more are unlocked when they are collected.
  thread.runtime.heap.collect();
  if (array->export_count == 0) return {};
  return raise(thread, ExceptionId::kBufferError, "Existing exports of data: object cannot be re-sized");
}

Status resize_byte_array(Thread& thread, ByteArray* array, uint64_t size) {
  if (size == array->size) return {};
  TRY(check_resizable(thread, array));
  if (size > room(array)) {
    uint64_t capacity = array->size == 0 ? size : size + (size >> 3) + 8;
    ByteStorage* storage = TRY(allocate_storage(thread, capacity));
    if (array->size != 0) std::memcpy(storage->bytes, array->data(), array->size);
    array->storage.set(array, storage);
    array->start = 0;
  } else if (size > array->size) {
    std::memset(array->data() + array->size, 0, size - array->size);
  } else if (size < room(array) / 4 && room(array) > 256) {
    ByteStorage* storage = TRY(allocate_storage(thread, size + 8));
    std::memcpy(storage->bytes, array->data(), size);
    array->storage.set(array, storage);
    array->start = 0;
  }
  array->size = size;
  return {};
}

Status splice_byte_array(Thread& thread, ByteArray* array, uint64_t start, uint64_t end,
                         std::span<const uint8_t> bytes) {
  if (bytes.size() == end - start) {
    if (!bytes.empty()) std::memmove(array->data() + start, bytes.data(), bytes.size());
    return {};
  }
  std::vector<uint8_t> own;
  uint8_t* data = array->data();
  if (!bytes.empty() && bytes.data() >= data && bytes.data() < data + array->size) {
    own.assign(bytes.begin(), bytes.end());
    bytes = own;
  }
  TRY(check_resizable(thread, array));
  uint64_t old_size = array->size;
  uint64_t new_size = old_size - (end - start) + bytes.size();
  if (start == 0 && bytes.size() < end) {  // dropped at the front
    array->start += end - bytes.size();
    array->size = new_size;
  } else if (new_size < old_size) {
    std::memmove(data + start + bytes.size(), data + end, old_size - end);
    TRY(resize_byte_array(thread, array, new_size));
  } else {
    TRY(resize_byte_array(thread, array, new_size));
    data = array->data();
    std::memmove(data + start + bytes.size(), data + end, old_size - end);
  }
  if (!bytes.empty()) std::memcpy(array->data() + start, bytes.data(), bytes.size());
  return {};
}

}  // namespace memphis

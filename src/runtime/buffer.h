// The buffer protocol: a view of the memory of bytes, bytearray, memoryview, native types whose TypeSpec has
// BufferProcedures, and classes with __buffer__ (PEP 688).
//
// While somebody has a buffer its exporter is locked: it may not be resized. A Buffer is for the duration of a C++
// scope; a MemoryView is an object that Python code holds. Memory views that die unreleased unlock their exporter when
// the collector finds them (sweep_memory_views), and a bytearray that is to be resized while locked runs the collector
// first.
#pragma once

#include <string>
#include <vector>

#include "objects/native_object.h"
#include "runtime/make.h"

namespace memphis {

// What lies behind a buffer.
struct BufferView {
  uint8_t* data = nullptr;
  uint64_t length = 0;  // bytes, of a contiguous copy
  uint64_t item_size = 1;
  Str* format = nullptr;     // null: 'B'
  Tuple* shape = nullptr;    // null: one dimension of length / item_size
  Tuple* strides = nullptr;  // null: contiguous
  uint32_t dimensions = 1;
  bool read_only = true;
};

// How a native type offers its memory (TypeSpec::buffer).
struct BufferProcedures {
  // Fills the view in and locks the object. May allocate and fail.
  Status (*acquire)(Thread& thread, Value object, BufferView& view);
  // Unlocks it; runs during collections too: no allocation.
  void (*release)(Value object);
  // What memoryview.obj shows, for a type that passes on the memory of another object; null: the object itself.
  Value (*shown)(Value object) = nullptr;
};

enum class BufferMode : uint8_t {
  kReadable,  // contiguous memory: BufferError if it is not
  kCopied,    // bytes in order; copied when the memory is not contiguous
  kWritable,  // contiguous and writable
};

// Whether the object offers a buffer at all. No user code.
bool has_buffer(Thread& thread, Value object);

class Buffer {
 public:
  explicit Buffer(Thread& thread) : thread_(thread) {}
  ~Buffer() { release(); }
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;

  // TypeError "a bytes-like object is required, not 'X'" for what has none. May run user code (__buffer__).
  Status acquire(Value object, BufferMode mode = BufferMode::kReadable);
  void release();

  std::span<const uint8_t> bytes() const { return {data_, length_}; }
  std::span<uint8_t> writable_bytes() const { return {data_, length_}; }
  uint8_t* data() const { return data_; }
  uint64_t size() const { return length_; }

 private:
  Thread& thread_;
  Value exporter_;  // locked; unbound: nothing
  uint8_t* data_ = nullptr;
  uint64_t length_ = 0;
  std::vector<uint8_t> copy_;
};

// memoryview(object). TypeError "memoryview: a bytes-like object is required, not 'X'". May run user code.
Value make_memory_view(Thread& thread, Value object);
// A memory view of `view`'s memory that shares the lock: the caller changes format, shape and so on afterwards.
MemoryView* copy_memory_view(Thread& thread, MemoryView* view);
// Unlocks the exporter. BufferError when somebody has a buffer of the view itself. Nothing if it was released before.
Status release_memory_view(Thread& thread, MemoryView* view);
// ValueError "operation forbidden on released memoryview object".
Status check_not_released(Thread& thread, const MemoryView* view);
bool is_contiguous(const MemoryView* view, char order);  // 'C', 'F', or 'A' for either
// Copies the items in C order (or in Fortran order).
void copy_contiguous(const MemoryView* view, uint8_t* out, char order = 'C');

// Called after marking.
void sweep_memory_views(Runtime& runtime);

// bytearray
// --------------------------------------------------------------------------------------------------------------

ByteArray* make_byte_array(Thread& thread, std::span<const uint8_t> bytes);
// BufferError "Existing exports of data: object cannot be re-sized" while there are buffers. May collect.
Status check_resizable(Thread& thread, ByteArray* array);
// New bytes at the end are zero. Checks exports unless the size stays the same.
Status resize_byte_array(Thread& thread, ByteArray* array, uint64_t size);
// Replaces array[start:end] by bytes, which may lie in the array itself.
Status splice_byte_array(Thread& thread, ByteArray* array, uint64_t start, uint64_t end,
                         std::span<const uint8_t> bytes);

}  // namespace memphis

// Bytes that a compression library writes: grows as needed, up to a limit. The memory is the collector's, so that too
// much of it is a MemoryError.
#pragma once

#include <algorithm>
#include <cstring>

#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/native.h"

namespace memphis::compression {

class ByteOutput {
 public:
  // `limit` negative: none.
  explicit ByteOutput(Thread& thread, int64_t limit = -1) : thread_(thread), limit_(limit) {}

  // Makes room if there is none, unless the limit has been reached: see room().
  Status reserve(uint64_t first = kFirstSize) {
    if (room() != 0) return {};
    uint64_t capacity = bytes_ == nullptr ? first : bytes_->size * 2;
    if (limit_ >= 0) capacity = std::min(capacity, static_cast<uint64_t>(limit_));
    if (bytes_ != nullptr && capacity <= bytes_->size) return {};
    Bytes* larger = TRY(allocate_bytes(thread_, capacity));
    if (used_ != 0) std::memcpy(larger->data, bytes_->data, used_);
    bytes_ = larger;
    return {};
  }
  uint8_t* space() const { return bytes_->data + used_; }
  uint64_t room() const { return bytes_ == nullptr ? 0 : bytes_->size - used_; }
  void advance(uint64_t count) { used_ += count; }
  uint64_t size() const { return used_; }

  Value finish() {
    if (bytes_ == nullptr) return thread_.runtime.empty_bytes;
    if (used_ < bytes_->size / 2) return make_bytes(thread_, {bytes_->data, used_});
    bytes_->size = used_;
    bytes_->data[used_] = 0;
    return bytes_;
  }

 private:
  static constexpr uint64_t kFirstSize = 16 * 1024;

  Thread& thread_;
  int64_t limit_;
  Bytes* bytes_ = nullptr;
  uint64_t used_ = 0;
};

// What decompressors with a limit on their output keep between two calls.
struct Decompressor : Cell {
  Field unused_data;  // Bytes: what came behind the end of the stream
  Field pending;      // Bytes: input that was not consumed yet; unbound: none
  void* stream;       // of the library
  bool is_finished;
  bool needs_input;
  bool is_running;  // a call is under way, perhaps of another thread
};
inline constexpr uint16_t kDecompressorFields = 2;

// __reduce__ of what holds a library's stream: TypeError.
Value refuse_pickling(Thread& thread, Value* args);
Value get_unused_data(Thread& thread, Value self);
Value get_eof(Thread& thread, Value self);
Value get_needs_input(Thread& thread, Value self);
inline constexpr GetSetDefinition kDecompressorAttributes[] = {
    {"eof", get_eof, nullptr, "True if the end of the stream has been reached.", true},
    {"needs_input", get_needs_input, nullptr, "True if more input is needed before more output can be made.", true},
    {"unused_data", get_unused_data, nullptr, "Data behind the end of the stream.", true},
};

// What is left from the call before, and then the new data: lies in `joined` if both are there.
std::span<const uint8_t> join_input(Thread& thread, Decompressor* self, std::span<const uint8_t> data, Bytes*& joined,
                                    bool& failed);
// Keeps what a call has left of its input.
Status keep_input(Thread& thread, Decompressor* self, std::span<const uint8_t> left, bool output_is_full);

}  // namespace memphis::compression

// Reading, writing and moving data between descriptors.
#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "modules/posix/posix.h"
#include "runtime/argument_support.h"
#include "runtime/buffer.h"
#include "runtime/error.h"
#include "runtime/list_operations.h"
#include "runtime/operations.h"
#include "runtime/system_call.h"

namespace memphis::posix {

namespace {

constexpr int64_t kLargestTransfer = 0x7ffff000;  // what Linux reads or writes at once

Value count_or_error(Thread& thread, int64_t count) {
  if (count < 0) return raise_errno(thread);
  return make_int(thread, count);
}

// ---- One buffer ----

// Reads up to `size` bytes by `read(buffer, size)`.
template <class Read>
Value read_bytes(Thread& thread, int64_t size, Read read) {
  if (size < 0) {
    errno = EINVAL;
    return raise_errno(thread);
  }
  Bytes* bytes = TRY(allocate_bytes(thread, static_cast<uint64_t>(std::min(size, kLargestTransfer))));
  const ssize_t count = TRY(system_call(thread, [&] { return read(bytes->data, bytes->size); }));
  if (count < 0) return raise_errno(thread);
  if (static_cast<uint64_t>(count) == bytes->size) return bytes;
  return make_bytes(thread, {bytes->data, static_cast<size_t>(count)});
}

Value read_function(Thread& thread, Value* args) {
  const int descriptor = TRY(int_argument(thread, args[0]));
  return read_bytes(thread, TRY(size_argument(thread, args[1])),
                    [&](uint8_t* data, size_t size) { return read(descriptor, data, size); });
}

Value pread_function(Thread& thread, Value* args) {
  const int descriptor = TRY(int_argument(thread, args[0]));
  const int64_t size = TRY(size_argument(thread, args[1])), offset = TRY(offset_argument(thread, args[2]));
  return read_bytes(thread, size, [&](uint8_t* data, size_t count) { return pread(descriptor, data, count, offset); });
}

Value readinto_function(Thread& thread, Value* args) {
  const int descriptor = TRY(int_argument(thread, args[0]));
  Buffer buffer(thread);
  if (buffer.acquire(args[1], BufferMode::kWritable).failed()) {
    const bool told =
        take_if_pending(thread, ExceptionId::kTypeError) || take_if_pending(thread, ExceptionId::kBufferError);
    if (!told) return Failure{};
    return raise_argument_error(thread, "readinto", 2, "read-write bytes-like object", args[1]);
  }
  const size_t size = std::min<size_t>(buffer.size(), kLargestTransfer);
  return count_or_error(thread, TRY(system_call(thread, [&] { return read(descriptor, buffer.data(), size); })));
}

Value write_function(Thread& thread, Value* args) {
  const int descriptor = TRY(int_argument(thread, args[0]));
  Buffer buffer(thread);
  TRY(buffer.acquire(args[1]));
  const size_t size = std::min<size_t>(buffer.size(), kLargestTransfer);
  return count_or_error(thread, TRY(system_call(thread, [&] { return write(descriptor, buffer.data(), size); })));
}

Value pwrite_function(Thread& thread, Value* args) {
  const int descriptor = TRY(int_argument(thread, args[0]));
  Buffer buffer(thread);
  TRY(buffer.acquire(args[1]));
  const int64_t offset = TRY(offset_argument(thread, args[2]));
  const size_t size = std::min<size_t>(buffer.size(), kLargestTransfer);
  return count_or_error(thread,
                        TRY(system_call(thread, [&] { return pwrite(descriptor, buffer.data(), size, offset); })));
}

// ---- Several buffers ----

class BufferList {
 public:
  explicit BufferList(Thread& thread) : thread_(thread) {}

  // TypeError "readv() arg 2 must be a sequence"; what `mode` asks of each buffer.
  Status acquire(Value sequence, const char* function, BufferMode mode) {
    const bool is_sequence =
        !type_of(thread_, sequence)->special_method(Special::kGetItem).is_unbound() && !sequence.is_kind(Kind::kDict);
    if (!is_sequence) return raise_type_error(thread_, "{}() arg 2 must be a sequence", function);
    items_ = TRY(tuple_from_iterable(thread_, sequence));
    for (Value item : items_->view()) {
      buffers_.push_back(std::make_unique<Buffer>(thread_));
      TRY(buffers_.back()->acquire(item, mode));
      vectors_.push_back({buffers_.back()->data(), buffers_.back()->size()});
    }
    return {};
  }

  const iovec* data() const { return vectors_.data(); }
  int count() const { return static_cast<int>(std::min<size_t>(vectors_.size(), INT32_MAX)); }

 private:
  Thread& thread_;
  Tuple* items_ = nullptr;  // keeps the exporters alive
  std::vector<std::unique_ptr<Buffer>> buffers_;
  std::vector<iovec> vectors_;
};

Value readv_function(Thread& thread, Value* args) {
  const int descriptor = TRY(int_argument(thread, args[0]));
  BufferList buffers(thread);
  TRY(buffers.acquire(args[1], "readv", BufferMode::kWritable));
  return count_or_error(thread,
                        TRY(system_call(thread, [&] { return readv(descriptor, buffers.data(), buffers.count()); })));
}

Value writev_function(Thread& thread, Value* args) {
  const int descriptor = TRY(int_argument(thread, args[0]));
  BufferList buffers(thread);
  TRY(buffers.acquire(args[1], "writev", BufferMode::kReadable));
  return count_or_error(thread,
                        TRY(system_call(thread, [&] { return writev(descriptor, buffers.data(), buffers.count()); })));
}

Value preadv_function(Thread& thread, Value* args) {
  const int descriptor = TRY(int_argument(thread, args[0]));
  BufferList buffers(thread);
  TRY(buffers.acquire(args[1], "preadv2", BufferMode::kWritable));
  const int64_t offset = TRY(offset_argument(thread, args[2]));
  const int flags = TRY(int_argument(thread, args[3], 0));
  return count_or_error(
      thread,
      TRY(system_call(thread, [&] { return preadv2(descriptor, buffers.data(), buffers.count(), offset, flags); })));
}

Value pwritev_function(Thread& thread, Value* args) {
  const int descriptor = TRY(int_argument(thread, args[0]));
  BufferList buffers(thread);
  TRY(buffers.acquire(args[1], "pwritev2", BufferMode::kReadable));
  const int64_t offset = TRY(offset_argument(thread, args[2]));
  const int flags = TRY(int_argument(thread, args[3], 0));
  return count_or_error(
      thread,
      TRY(system_call(thread, [&] { return pwritev2(descriptor, buffers.data(), buffers.count(), offset, flags); })));
}

// ---- From descriptor to descriptor ----

// An offset that may be left out; `place` is where it is kept, null then.
Fallible<off64_t*> optional_offset(Thread& thread, Value value, off64_t& place) {
  if (value.is_unbound() || value.is_none()) return static_cast<off64_t*>(nullptr);
  place = TRY(offset_argument(thread, value));
  return &place;
}

Fallible<size_t> count_argument(Thread& thread, Value value, const char* message) {
  const int64_t count = TRY(size_argument(thread, value));
  if (count < 0) return raise_value_error(thread, fmt::runtime(message));
  return static_cast<size_t>(count);
}

Value sendfile_function(Thread& thread, Value* args) {
  const int out = TRY(int_argument(thread, args[0])), in = TRY(int_argument(thread, args[1]));
  off64_t place = 0;
  off64_t* offset = args[2].is_none() ? nullptr : &place;
  if (offset != nullptr) place = TRY(offset_argument(thread, args[2]));
  const int64_t count = TRY(size_argument(thread, args[3]));
  return count_or_error(
      thread, TRY(system_call(thread, [&] { return sendfile(out, in, offset, static_cast<size_t>(count)); })));
}

Value copy_file_range_function(Thread& thread, Value* args) {
  const int source = TRY(int_argument(thread, args[0])), target = TRY(int_argument(thread, args[1]));
  const size_t count = TRY(count_argument(thread, args[2], "negative value for 'count' not allowed"));
  off64_t source_place, target_place;
  off64_t* source_offset = TRY(optional_offset(thread, args[3], source_place));
  off64_t* target_offset = TRY(optional_offset(thread, args[4], target_place));
  return count_or_error(thread, TRY(system_call(thread, [&] {
                          return copy_file_range(source, source_offset, target, target_offset, count, 0);
                        })));
}

Value splice_function(Thread& thread, Value* args) {
  const int source = TRY(int_argument(thread, args[0])), target = TRY(int_argument(thread, args[1]));
  const size_t count = TRY(count_argument(thread, args[2], "negative value for 'count' not allowed"));
  off64_t source_place, target_place;
  off64_t* source_offset = TRY(optional_offset(thread, args[3], source_place));
  off64_t* target_offset = TRY(optional_offset(thread, args[4], target_place));
  const auto flags = static_cast<unsigned>(TRY(int_argument(thread, args[5], 0)));
  return count_or_error(
      thread,
      TRY(system_call(thread, [&] { return splice(source, source_offset, target, target_offset, count, flags); })));
}

constexpr NativeDefinition kFunctions[] = {
    {"read(fd, length, /)", read_function, "Reads at most so many bytes."},
    {"readinto(fd, buffer, /)", readinto_function, "Reads into a buffer and tells how many bytes."},
    {"pread(fd, length, offset, /)", pread_function, "Reads at most so many bytes at a position."},
    {"write(fd, data, /)", write_function, "Writes bytes and tells how many."},
    {"pwrite(fd, buffer, offset, /)", pwrite_function, "Writes bytes at a position and tells how many."},
    {"readv(fd, buffers, /)", readv_function, "Reads into several buffers and tells how many bytes."},
    {"writev(fd, buffers, /)", writev_function, "Writes several buffers and tells how many bytes."},
    {"preadv(fd, buffers, offset, flags=0, /)", preadv_function, "Reads into several buffers at a position."},
    {"pwritev(fd, buffers, offset, flags=0, /)", pwritev_function, "Writes several buffers at a position."},
    {"sendfile(out_fd, in_fd, offset, count)", sendfile_function, "Copies bytes from one descriptor to another."},
    {"copy_file_range(src, dst, count, offset_src=None, offset_dst=None)", copy_file_range_function,
     "Copies bytes from one file to another."},
    {"splice(src, dst, count, offset_src=None, offset_dst=None, flags=0)", splice_function,
     "Moves bytes between descriptors of which one is a pipe."},
};

}  // namespace

const std::span<const NativeDefinition> kTransferFunctions = kFunctions;

}  // namespace memphis::posix

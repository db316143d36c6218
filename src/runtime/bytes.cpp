#include <cstring>

#include "runtime/error.h"
#include "runtime/make.h"

namespace memphis {

Bytes* allocate_bytes(Thread& thread, uint64_t size) {
  Runtime& runtime = thread.runtime;
  if (size == 0 && runtime.empty_bytes != nullptr) return runtime.empty_bytes;
  if (size > uint64_t{1} << 48) [[unlikely]] {
    raise_memory_error(thread);
    return nullptr;
  }
  auto* bytes = static_cast<Bytes*>(allocate_cell(thread, sizeof(Bytes) + size + 1, static_cast<uint8_t>(Kind::kBytes),
                                                  runtime.root_shape(TypeId::kBytes)));
  if (bytes == nullptr) return nullptr;
  bytes->size = size;
  bytes->cached_hash = Str::kNoHash;
  return bytes;
}

Bytes* make_bytes(Thread& thread, std::span<const uint8_t> content) {
  Bytes* bytes = allocate_bytes(thread, content.size());
  if (bytes != nullptr && !content.empty()) std::memcpy(bytes->data, content.data(), content.size());
  return bytes;
}

}  // namespace memphis

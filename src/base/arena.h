#pragma once
// A bump arena: allocation is a pointer addition, everything is freed in one go when the arena dies. It runs no
// destructors, so only trivially destructible things may live in it. Spans and strings handed out stay where they are.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

namespace memphis {

class Arena {
 public:
  Arena() = default;
  ~Arena() { release(); }
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  Arena(Arena&& other) noexcept { swap(other); }
  Arena& operator=(Arena&& other) noexcept {
    swap(other);
    return *this;
  }

  // Uninitialised memory; aborts when the system has none left.
  void* allocate(size_t size, size_t alignment) {
    uintptr_t start = (cursor_ + alignment - 1) & ~(uintptr_t{alignment} - 1);
    if (start + size > limit_) [[unlikely]] {
      return allocate_slow(size, alignment);
    }
    cursor_ = start + size;
    return reinterpret_cast<void*>(start);
  }

  template <class T, class... Arguments>
  T* make(Arguments&&... arguments) {
    static_assert(std::is_trivially_destructible_v<T>);
    return new (allocate(sizeof(T), alignof(T))) T{std::forward<Arguments>(arguments)...};
  }

  template <class T>
  std::span<T> make_span(size_t count) {
    static_assert(std::is_trivially_destructible_v<T> && std::is_trivially_default_constructible_v<T>);
    if (count == 0) return {};
    return {static_cast<T*>(allocate(count * sizeof(T), alignof(T))), count};
  }

  template <class T>
  std::span<T> copy_span(const T* items, size_t count) {
    static_assert(std::is_trivially_copyable_v<T>);
    if (count == 0) return {};
    T* copy = static_cast<T*>(allocate(count * sizeof(T), alignof(T)));
    std::memcpy(static_cast<void*>(copy), items, count * sizeof(T));
    return {copy, count};
  }

  std::string_view copy_string(std::string_view text) {
    std::span<char> copy = copy_span(text.data(), text.size());
    return {copy.data(), copy.size()};
  }

  // Bytes taken from the system.
  size_t bytes_reserved() const { return reserved_; }
  // Bytes handed out, with alignment padding and the unused ends of full blocks.
  size_t bytes_used() const { return reserved_ - (limit_ - cursor_); }

 private:
  struct Block {
    Block* previous;
    size_t size;
  };
  static constexpr size_t kFirstBlock = 4 * 1024;
  static constexpr size_t kLargestBlock = 256 * 1024;

  void* allocate_slow(size_t size, size_t alignment) {
    // Grow with what is in use, so that a small parse stays small and the unused end of a large one is under a fifth.
    size_t wanted = reserved_ / 4 < kFirstBlock ? kFirstBlock : reserved_ / 4;
    if (wanted > kLargestBlock) wanted = kLargestBlock;
    size_t least = sizeof(Block) + size + alignment;
    if (wanted < least) wanted = least;
    Block* block = static_cast<Block*>(std::malloc(wanted));
    if (block == nullptr) std::abort();
    block->previous = blocks_;
    block->size = wanted;
    blocks_ = block;
    reserved_ += wanted;
    cursor_ = reinterpret_cast<uintptr_t>(block + 1);
    limit_ = reinterpret_cast<uintptr_t>(block) + wanted;
    return allocate(size, alignment);
  }

  void release() {
    while (blocks_ != nullptr) {
      Block* previous = blocks_->previous;
      std::free(blocks_);
      blocks_ = previous;
    }
  }

  void swap(Arena& other) {
    std::swap(cursor_, other.cursor_);
    std::swap(limit_, other.limit_);
    std::swap(blocks_, other.blocks_);
    std::swap(reserved_, other.reserved_);
  }

  uintptr_t cursor_ = 0;
  uintptr_t limit_ = 0;
  Block* blocks_ = nullptr;
  size_t reserved_ = 0;
};

}  // namespace memphis

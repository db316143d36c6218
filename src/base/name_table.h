#pragma once
// The interner: text -> dense NameId, and back. It owns the text; views it returns live as long as the table.

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/arena.h"

namespace memphis {

// Dense from 1; kNone stands for "no name" and for the empty text.
enum class NameId : uint32_t { kNone = 0 };

class NameTable {
 public:
  NameTable();
  NameTable(const NameTable&) = delete;
  NameTable& operator=(const NameTable&) = delete;

  // The id of `text` (UTF-8), made when it is new.
  NameId intern(std::string_view text);
  // The id of `text`, or kNone when nobody interned it.
  NameId find(std::string_view text) const;
  std::string_view text(NameId id) const { return texts_[static_cast<uint32_t>(id)]; }
  // One more than the largest id: the size of a side table indexed by id.
  size_t size() const { return texts_.size(); }
  size_t bytes_used() const;

 private:
  struct Slot {
    uint32_t hash;
    uint32_t id;  // 0: free
  };
  static uint32_t hash(std::string_view text);
  void grow();

  Arena arena_;
  std::vector<std::string_view> texts_;
  std::vector<Slot> slots_;
};

}  // namespace memphis

#include "base/name_table.h"

namespace memphis {

NameTable::NameTable() : texts_(1), slots_(256) {}

uint32_t NameTable::hash(std::string_view text) {
  // Eight bytes a step: identifiers are short, so the loop runs once or twice.
  constexpr uint64_t kMultiplier = 0x9E3779B97F4A7C15u;
  uint64_t state = text.size() * kMultiplier;
  const char* at = text.data();
  size_t left = text.size();
  for (; left >= 8; at += 8, left -= 8) {
    uint64_t word;
    std::memcpy(&word, at, 8);
    state = (state ^ word) * kMultiplier;
    state ^= state >> 29;
  }
  uint64_t tail = 0;
  for (size_t i = 0; i < left; i++) tail |= uint64_t{static_cast<unsigned char>(at[i])} << (8 * i);
  state = (state ^ tail) * kMultiplier;
  return static_cast<uint32_t>(state >> 32);
}

NameId NameTable::intern(std::string_view text) {
  if (text.empty()) return NameId::kNone;
  uint32_t code = hash(text);
  size_t mask = slots_.size() - 1;
  size_t at = code & mask;
  for (; slots_[at].id != 0; at = (at + 1) & mask) {
    if (slots_[at].hash == code && texts_[slots_[at].id] == text) return static_cast<NameId>(slots_[at].id);
  }
  uint32_t id = static_cast<uint32_t>(texts_.size());
  texts_.push_back(arena_.copy_string(text));
  slots_[at] = {code, id};
  if (texts_.size() * 2 > slots_.size()) grow();
  return static_cast<NameId>(id);
}

NameId NameTable::find(std::string_view text) const {
  if (text.empty()) return NameId::kNone;
  uint32_t code = hash(text);
  size_t mask = slots_.size() - 1;
  for (size_t at = code & mask; slots_[at].id != 0; at = (at + 1) & mask) {
    if (slots_[at].hash == code && texts_[slots_[at].id] == text) return static_cast<NameId>(slots_[at].id);
  }
  return NameId::kNone;
}

void NameTable::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.id == 0) continue;
    size_t at = slot.hash & mask;
    while (slots_[at].id != 0) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

size_t NameTable::bytes_used() const {
  return arena_.bytes_reserved() + texts_.capacity() * sizeof(std::string_view) + slots_.capacity() * sizeof(Slot);
}

}  // namespace memphis

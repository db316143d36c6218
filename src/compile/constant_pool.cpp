#include "compile/constant_pool.h"

#include <bit>

namespace memphis {

namespace {

uint64_t mix(uint64_t state, uint64_t value) {
  state = (state ^ value) * 0x9E3779B97F4A7C15u;
  return state ^ (state >> 29);
}

uint64_t hash_constant(const Constant& constant) {
  uint64_t state = mix(1, static_cast<uint64_t>(constant.kind));
  state = mix(state, static_cast<uint64_t>(constant.integer));
  state = mix(state, std::bit_cast<uint64_t>(constant.real));
  state = mix(state, std::bit_cast<uint64_t>(constant.imaginary));
  for (char c : constant.text) state = mix(state, static_cast<unsigned char>(c));
  for (const Constant& item : constant.items) state = mix(state, hash_constant(item));
  return state;
}

}  // namespace

bool same_constant(const Constant& left, const Constant& right) {
  if (left.kind != right.kind || left.integer != right.integer || left.text != right.text) return false;
  if (std::bit_cast<uint64_t>(left.real) != std::bit_cast<uint64_t>(right.real)) return false;
  if (std::bit_cast<uint64_t>(left.imaginary) != std::bit_cast<uint64_t>(right.imaginary)) return false;
  if (left.items.size() != right.items.size()) return false;
  for (size_t i = 0; i < left.items.size(); i++) {
    if (!same_constant(left.items[i], right.items[i])) return false;
  }
  return true;
}

void ConstantPool::grow() {
  std::vector<uint32_t> old(slots_.size() * 2);
  old.swap(slots_);
  for (uint32_t number : old) {
    if (number == 0) continue;
    size_t at = entries_[number - 1].hash & (slots_.size() - 1);
    while (slots_[at] != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = number;
  }
}

uint32_t ConstantPool::find_or_insert(Constant constant, uint64_t hash) {
  if ((entries_.size() + 1) * 2 > slots_.size()) grow();
  size_t at = hash & (slots_.size() - 1);
  for (; slots_[at] != 0; at = (at + 1) & (slots_.size() - 1)) {
    const Entry& entry = entries_[slots_[at] - 1];
    if (entry.hash == hash && same_constant(entry.constant, constant)) return slots_[at] - 1;
  }
  entries_.push_back({std::move(constant), hash});
  slots_[at] = static_cast<uint32_t>(entries_.size());
  return slots_[at] - 1;
}

uint32_t ConstantPool::add(Constant constant) {
  uint64_t hash = hash_constant(constant);
  return find_or_insert(std::move(constant), hash);
}

uint32_t ConstantPool::add_name(std::string_view text) {
  Constant constant;
  constant.kind = Constant::Kind::kStr;
  constant.text = text;
  uint64_t hash = hash_constant(constant);
  uint32_t number = find_or_insert(std::move(constant), hash);
  Entry& entry = entries_[number];
  entry.constant.interned = true;
  if (entry.name_number == kNoName) {
    entry.name_number = static_cast<uint32_t>(names_.size());
    names_.push_back(number);
  }
  return entry.name_number;
}

ConstantPool::Indices ConstantPool::finish(CodeUnit& unit, bool has_docstring, const Assembler::Used& used) {
  Indices indices;
  std::vector<uint32_t>& places = indices.constants;
  places.resize(entries_.size());
  auto place = [&](size_t number) {
    places[number] = static_cast<uint32_t>(unit.constants.size());
    unit.constants.push_back(std::move(entries_[number].constant));
  };
  size_t first = has_docstring ? 1 : 0;
  if (has_docstring) place(0);
  auto is_value = [&](size_t i) { return i < used.constants.size() && used.constants[i] != 0; };
  auto is_name = [&](size_t i) {
    uint32_t number = entries_[i].name_number;
    return number < used.names.size() && used.names[number] != 0;
  };
  bool names_first = entries_.size() > 0x10000;
  auto comes_first = [&](size_t i) { return names_first ? is_name(i) : is_value(i); };
  for (size_t i = first; i < entries_.size(); i++) {
    if (comes_first(i)) place(i);
  }
  unit.value_count = static_cast<uint32_t>(unit.constants.size());
  for (size_t i = first; i < entries_.size(); i++) {
    if (!comes_first(i) && (is_value(i) || is_name(i))) place(i);
  }
  if (names_first) unit.value_count = static_cast<uint32_t>(unit.constants.size());
  for (uint32_t number : names_) indices.names.push_back(places[number]);
  return indices;
}

Constant make_str(std::string_view text) {
  Constant constant;
  constant.kind = Constant::Kind::kStr;
  constant.text = text;
  // CPython interns what consists of ASCII letters, digits and underscores.
  constant.interned = true;
  for (char c : text) {
    bool is_word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    if (!is_word) constant.interned = false;
  }
  return constant;
}

Constant make_int(int64_t value) {
  Constant constant;
  constant.kind = Constant::Kind::kInt;
  constant.integer = value;
  return constant;
}

Constant make_kind(Constant::Kind kind) {
  Constant constant;
  constant.kind = kind;
  return constant;
}

}  // namespace memphis

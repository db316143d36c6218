#include "modules/regex/program.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <limits>

namespace memphis::regex {

namespace {

constexpr uint32_t kSetsInTable = 8;
constexpr uint32_t kTableSize = 256;

// Lays sections out one after the other.
class Layout {
 public:
  uint32_t place(size_t size) {
    const uint64_t at = end_;
    end_ = (end_ + size + 7) & ~uint64_t{7};
    return static_cast<uint32_t>(at);
  }
  uint64_t end() const { return end_; }

 private:
  uint64_t end_ = (sizeof(Program) + 7) & ~uint64_t{7};
};

template <class T>
size_t bytes_of(const std::vector<T>& section) {
  return section.size() * sizeof(T);
}

template <class T>
void copy_section(std::vector<uint8_t>& block, uint32_t at, const std::vector<T>& section) {
  if (!section.empty()) std::memcpy(block.data() + at, section.data(), bytes_of(section));
}

template <class Unit>
void copy_literals(std::vector<uint8_t>& block, uint32_t at, const std::vector<char32_t>& literals) {
  for (size_t i = 0; i < literals.size(); i++) {
    const Unit unit = static_cast<Unit>(literals[i]);
    std::memcpy(block.data() + at + i * sizeof(Unit), &unit, sizeof(Unit));
  }
}

void fill_tables(std::vector<uint8_t>& block, uint32_t tables, const std::vector<CharacterSet>& sets) {
  for (size_t i = 0; i < sets.size(); i++) {
    uint8_t* table = block.data() + tables + i / kSetsInTable * kTableSize;
    for (uint32_t c = 0; c < kTableSize; c++) {
      if (has_bit(sets[i].bits, c)) table[c] |= static_cast<uint8_t>(1 << i % kSetsInTable);
    }
  }
}

// Nodes reach their sets' tables and each other by an offset from themselves.
void link(std::vector<uint8_t>& block, uint32_t nodes, uint32_t tables, size_t node_count) {
  for (size_t i = 0; i < node_count; i++) {
    Node node;
    const uint64_t at = nodes + i * sizeof(Node);
    std::memcpy(&node, block.data() + at, sizeof(Node));
    if (has_target(node.operation)) node.target -= static_cast<uint32_t>(i);
    const auto offset = [&](uint32_t set) {
      return static_cast<int32_t>(tables + set / kSetsInTable * kTableSize - at);
    };
    const auto bit = [](uint32_t set) { return static_cast<uint8_t>(1 << set % kSetsInTable); };
    node.table = offset(node.set);
    node.bit = bit(node.set);
    node.follow_table = offset(node.follow);
    node.follow_bit = bit(node.follow);
    node.stop_table = offset(node.stop);
    node.stop_bit = bit(node.stop);
    std::memcpy(block.data() + at, &node, sizeof(Node));
  }
}

constexpr const char* kOperationNames[] = {
#define X(name) #name,
    MEMPHIS_REGEX_OPERATIONS(X)
#undef X
};

std::string show_character(uint32_t c) {
  return c > 0x20 && c < 0x7f ? fmt::format("'{}'", static_cast<char>(c)) : fmt::format("{:#x}", c);
}

std::string show_bits(const Bitmap& bits) {
  std::string text;
  for (uint32_t c = 0; c < 256; c++) {
    if (!has_bit(bits, c)) continue;
    uint32_t last = c;
    while (last < 255 && has_bit(bits, last + 1)) last++;
    text += (text.empty() ? "" : " ") + show_character(c) + (last == c ? "" : "-" + show_character(last));
    c = last;
  }
  return text;
}

std::string show_set(const Program& program, uint32_t number) {
  const CharacterSet& set = program.set(number);
  std::string text = "[" + show_bits(set.bits) + "]";
  if (set.is_dynamic) return text + " by locale";
  if (set.item_count != 0 || set.folding == Folding::kUnicode) return text + " and wide ones";
  return set.otherwise ? text + " and all wide ones" : text;
}

bool has_bounds(Operation operation) {
  return operation >= Operation::kGreedyCharacter && operation <= Operation::kTakeDynamicSet;
}

std::string show_node(const Program& program, const Node& node) {
  const auto target = [&] { return node.jump() - program.nodes(); };
  std::string text = kOperationNames[static_cast<size_t>(node.operation)];
  if (text.ends_with("Character")) text += " " + show_character(node.value);
  if (text.ends_with("Set")) text += " " + show_set(program, node.set);
  if (has_bounds(node.operation)) {
    text +=
        fmt::format(" {}..", node.minimum) + (node.maximum == kMaximumRepeat ? "" : fmt::format("{}", node.maximum));
  }
  switch (node.operation) {
    case Operation::kString: {
      text += " ";
      for (uint32_t i = 0; i < node.maximum; i++) text += show_character(program.literals<uint32_t>()[node.value + i]);
      break;
    }
    case Operation::kSplit:
    case Operation::kSplitFar:
    case Operation::kJump: text += fmt::format(" {}", target()); break;
    case Operation::kBranch: {
      const BranchTable* table = program.branch(node.value);
      for (uint32_t i = 0; i < table->arm_count; i++) text += fmt::format(" {}", table->target[i]);
      break;
    }
    case Operation::kMarkStart:
    case Operation::kMarkEnd:
    case Operation::kGroupReference:
    case Operation::kCounterStart: text += fmt::format(" {}", node.value); break;
    case Operation::kCounterGreedy:
    case Operation::kCounterLazy:
      text += fmt::format(" {} {}..{} {}", node.value, node.minimum, node.maximum, target());
      break;
    case Operation::kGroupExists:
    case Operation::kAssert:
    case Operation::kAssertNot: text += fmt::format(" {} {}", node.value, target()); break;
    default: break;
  }
  return text;
}

}  // namespace

bool has_target(Operation operation) {
  switch (operation) {
    case Operation::kJump:
    case Operation::kSplit:
    case Operation::kSplitFar:
    case Operation::kCounterGreedy:
    case Operation::kCounterLazy:
    case Operation::kGroupExists:
    case Operation::kAssert:
    case Operation::kAssertNot: return true;
    default: return false;
  }
}

std::vector<uint8_t> Program::seal(const Draft& draft, std::span<const uint32_t> code) {
  Layout layout;
  Program header;
  header.node_count_ = static_cast<uint32_t>(draft.nodes.size());
  header.nodes_ = layout.place(bytes_of(draft.nodes));
  header.sets_ = layout.place(bytes_of(draft.pool.sets));
  header.items_ = layout.place(bytes_of(draft.pool.items));
  header.ranges_ = layout.place(bytes_of(draft.pool.ranges));
  header.words_ = layout.place(bytes_of(draft.words));
  header.tables_ = layout.place((draft.pool.sets.size() + kSetsInTable - 1) / kSetsInTable * kTableSize);
  for (size_t i = 0; i < 3; i++) header.literals_[i] = layout.place(draft.literals.size() << i);
  header.code_ = layout.place(code.size_bytes());
  header.code_size_ = static_cast<uint32_t>(code.size());
  if (layout.end() > std::numeric_limits<int32_t>::max()) return {};
  header.size_ = static_cast<uint32_t>(layout.end());
  header.groups_ = draft.groups;
  header.counter_count_ = draft.counter_count;
  header.register_count_ = draft.register_count;
  header.minimum_width_ = draft.minimum_width;
  header.plan_ = draft.plan;

  std::vector<uint8_t> block(layout.end(), 0);
  std::memcpy(block.data(), static_cast<const void*>(&header), sizeof(Program));
  copy_section(block, header.nodes_, draft.nodes);
  copy_section(block, header.sets_, draft.pool.sets);
  copy_section(block, header.items_, draft.pool.items);
  copy_section(block, header.ranges_, draft.pool.ranges);
  copy_section(block, header.words_, draft.words);
  copy_literals<uint8_t>(block, header.literals_[0], draft.literals);
  copy_literals<uint16_t>(block, header.literals_[1], draft.literals);
  copy_literals<uint32_t>(block, header.literals_[2], draft.literals);
  std::memcpy(block.data() + header.code_, code.data(), code.size_bytes());
  fill_tables(block, header.tables_, draft.pool.sets);
  link(block, header.nodes_, header.tables_, draft.nodes.size());
  return block;
}

std::string show_program(const Program& program) {
  std::string text;
  for (uint32_t i = kFirstNode; i < program.node_count(); i++) {
    text += fmt::format("{:3} {}\n", i, show_node(program, program.nodes()[i]));
  }
  return text;
}

}  // namespace memphis::regex

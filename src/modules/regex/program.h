// The program that the matcher runs: nodes translated once, at compile(), from re._compiler's code list.
//
// Nodes follow each other; a few name another one as target. They are built in a Draft (vectors) and then sealed into
// one block of bytes without pointers, which lies in a cell of the heap and never moves.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "modules/regex/character_set.h"

namespace memphis::regex {

// What a node does; X(enumerator). The comments name the operands.
#define MEMPHIS_REGEX_OPERATIONS(X)                                                                       \
  X(Bottom) /* of the stack: no match */                                                                  \
  X(Fail)                                                                                                 \
  X(Match)        /* the whole pattern has matched */                                                     \
  X(Jump)         /* target */                                                                            \
  X(Character)    /* value */                                                                             \
  X(NotCharacter) /* value */                                                                             \
  X(Any)          /* any character at all */                                                              \
  X(Set)          /* set */                                                                               \
  X(DynamicSet)   /* set, which asks the locale */                                                        \
  X(String)       /* value: start in the literals, maximum: length, minimum: width that it needs */       \
  X(AtStart)      /* of the text */                                                                       \
  X(AtLineStart)                                                                                          \
  X(AtEnd) /* of the text, or before a line feed that ends it */                                          \
  X(AtLineEnd)                                                                                            \
  X(AtVeryEnd)                                                                                            \
  X(Boundary) /* set: word characters */                                                                  \
  X(NotBoundary)                                                                                          \
  X(LocaleBoundary)  /* value: 1 when negated */                                                          \
  X(GreedyCharacter) /* a repeat of one character: minimum, maximum, follow; a Retreat comes behind it */ \
  X(GreedyNotCharacter)                                                                                   \
  X(GreedyAny)                                                                                            \
  X(GreedySet)                                                                                            \
  X(GreedyDynamicSet)                                                                                     \
  X(Retreat)       /* gives characters of the repeat before it back; follow */                            \
  X(LazyCharacter) /* a lazy repeat of one character; an Advance comes behind it */                       \
  X(LazyNotCharacter)                                                                                     \
  X(LazyAny)                                                                                              \
  X(LazySet)                                                                                              \
  X(LazyDynamicSet)                                                                                       \
  X(AdvanceCharacter) /* takes another one of the lazy repeat; same operands */                           \
  X(AdvanceNotCharacter)                                                                                  \
  X(AdvanceAny)                                                                                           \
  X(AdvanceSet)                                                                                           \
  X(AdvanceDynamicSet)                                                                                    \
  X(TakeCharacter) /* a repeat of one character that never gives back: minimum, maximum */                \
  X(TakeNotCharacter)                                                                                     \
  X(TakeAny)                                                                                              \
  X(TakeSet)                                                                                              \
  X(TakeDynamicSet)                                                                                       \
  X(Split)         /* the next node, or target; set and follow: what may begin there */                   \
  X(SplitFar)      /* target, or the next node */                                                         \
  X(Branch)        /* one of many arms: value: its table; a BranchNext comes behind it */                 \
  X(BranchNext)    /* value: the table */                                                                 \
  X(CounterStart)  /* value: counter */                                                                   \
  X(CounterGreedy) /* value: counter, minimum, maximum, target: behind the repeat; flags: zero width */   \
  X(CounterLazy)   /* a CounterMore comes behind it */                                                    \
  X(CounterMore)   /* once more; value: counter, maximum */                                               \
  X(MarkStart)     /* value: mark */                                                                      \
  X(MarkEnd)                                                                                              \
  X(UndoMark) /* on the stack only */                                                                     \
  X(UndoCounter)                                                                                          \
  X(GroupReference) /* value: group, from 0; flags: Folding */                                            \
  X(GroupExists)    /* value: group; target: where to go on if it has not matched */                      \
  X(Assert)         /* value: register, minimum: characters to go back, target: behind it */              \
  X(AssertEnd)      /* value: register */                                                                 \
  X(AssertNot)      /* value: register, minimum, target: behind it */                                     \
  X(AssertNotEnd)                                                                                         \
  X(Atomic) /* value: register */                                                                         \
  X(AtomicEnd)

enum class Operation : uint8_t {
#define X(name) k##name,
  MEMPHIS_REGEX_OPERATIONS(X)
#undef X
      kCount
};

// Whether Node::target says something.
bool has_target(Operation operation);

// Names one of the five operations of a family that repeats single characters: family + the kind of its characters.
enum class SingleKind : uint8_t { kCharacter, kNotCharacter, kAny, kSet, kDynamicSet };
constexpr Operation operation_for(Operation family, SingleKind kind) {
  return static_cast<Operation>(static_cast<uint8_t>(family) + static_cast<uint8_t>(kind));
}
constexpr bool is_in_family(Operation operation, Operation family) {
  return operation >= family && operation <= operation_for(family, SingleKind::kDynamicSet);
}

enum NodeFlag : uint8_t {
  kFlagChecksProgress = 1,  // CounterGreedy and -Lazy: the body can match nothing
  kFlagNextAtEnd = 2,       // Split: the next node may match at the end of the text
  kFlagFollowAtEnd = 4,     // Split: the target may; repeats: what follows may
  kFlagSetIsWide = 8,       // filters: any wide character passes `set`
  kFlagFollowIsWide = 16,   // ... passes `follow`
};

struct Node {
  Operation operation;
  uint8_t flags;
  uint8_t bit;  // of `set` in its table
  uint8_t follow_bit;
  uint8_t stop_bit;
  uint32_t set;  // numbers of sets
  uint32_t follow;
  uint32_t target;  // number of a node; in a sealed program how far away it is
  uint32_t value;
  uint32_t minimum, maximum;
  int32_t table;  // bytes from this node to the table of `set`; set when the program is sealed
  int32_t follow_table;
  uint32_t stop;  // lazy repeats: what ends the search for a place where to go on, or the repeat
  int32_t stop_table;

  const Node* jump() const { return this + static_cast<int32_t>(target); }
  bool set_contains(uint32_t narrow) const { return (table_at(table)[narrow] & bit) != 0; }
  bool follow_contains(uint32_t narrow) const { return (table_at(follow_table)[narrow] & follow_bit) != 0; }
  bool stop_contains(uint32_t narrow) const { return (table_at(stop_table)[narrow] & stop_bit) != 0; }
  const uint8_t* set_table() const { return table_at(table); }
  const uint8_t* stop_set_table() const { return table_at(stop_table); }
  bool has_flag(NodeFlag flag) const { return (flags & flag) != 0; }

 private:
  const uint8_t* table_at(int32_t offset) const { return reinterpret_cast<const uint8_t*>(this) + offset; }
};
static_assert(sizeof(Node) == 48);

// How search() finds the places worth an attempt.
enum class StartKind : uint8_t {
  kEverywhere,
  kTextStart,  // only at the start of the text
  kLineStart,
  kString,     // a literal
  kFirstSet,   // a character of a set
  kPositions,  // sets for the first two or three characters, looked for sixteen places at a time
};

inline constexpr int kMaximumPositions = 3;
// For each position: what the low and the high four bits of a byte tell; a byte may stand there when both share a bit.
struct PositionMasks {
  uint8_t low[kMaximumPositions][16];
  uint8_t high[kMaximumPositions][16];
};

struct SearchPlan {
  StartKind kind = StartKind::kEverywhere;
  bool is_whole = false;  // kString: nothing else is to be matched
  uint8_t position_count = 0;
  bool first_set_is_wide = false;
  uint32_t literal = 0, literal_length = 0, literal_width = 1;  // kString; see String
  uint32_t first_set = 0;                                       // also for kPositions
  uint32_t first_character = 0;  // kFirstSet of one, two or three narrow characters: the characters
  uint32_t character_count = 0;  // 0: many
  uint32_t leading_repeat = 0;   // node of an unbounded repeat that begins the pattern; 0: none
  PositionMasks masks = {};
};

// Arms of a Branch by what the next character is. In the words of the program, from Node::value on.
inline constexpr uint32_t kMaximumArms = 64;
struct BranchTable {
  uint64_t at_end;  // arms that may match at the end of the text
  uint64_t wide;    // ... that may begin with a wide character
  uint8_t class_of[256];
  uint32_t target[kMaximumArms];
  uint32_t arm_count;
  uint32_t class_count;
  uint64_t masks[];  // by class
};

struct DraftBranch {
  std::vector<uint32_t> targets;  // nodes
  uint32_t word = 0;              // where its table lies, once it is made
};

struct Draft {
  std::vector<Node> nodes;
  SetPool pool;
  std::vector<char32_t> literals;
  std::vector<DraftBranch> branches;  // Node::value numbers them until the tables are made
  std::vector<uint64_t> words;        // BranchTables
  uint32_t groups = 0;
  uint32_t counter_count = 0;
  uint32_t register_count = 0;
  uint32_t minimum_width = 0;
  bool has_group_references = false;
  SearchPlan plan;
};

class Program {
 public:
  // The bytes of a sealed program; empty when it would be too large. `code` is kept: it tells patterns apart.
  static std::vector<uint8_t> seal(const Draft& draft, std::span<const uint32_t> code);

  uint32_t node_count() const { return node_count_; }
  const Node* nodes() const { return at<Node>(nodes_); }
  const CharacterSet& set(uint32_t number) const { return at<CharacterSet>(sets_)[number]; }
  SetItems items() const { return {at<SetItem>(items_), at<CharacterRange>(ranges_)}; }
  template <class Unit>
  const Unit* literals() const {
    return at<Unit>(sizeof(Unit) == 1 ? literals_[0] : sizeof(Unit) == 2 ? literals_[1] : literals_[2]);
  }
  const BranchTable* branch(uint32_t word) const {
    return reinterpret_cast<const BranchTable*>(at<uint64_t>(words_) + word);
  }
  const uint8_t* table_of(uint32_t set) const { return at<uint8_t>(tables_) + (set / 8) * 256; }
  const SearchPlan& plan() const { return plan_; }
  uint32_t groups() const { return groups_; }
  uint32_t counter_count() const { return counter_count_; }
  uint32_t register_count() const { return register_count_; }
  uint32_t minimum_width() const { return minimum_width_; }
  std::span<const uint32_t> code() const { return {at<uint32_t>(code_), code_size_}; }
  uint32_t size() const { return size_; }

 private:
  Program() = default;
  template <class T>
  const T* at(uint32_t offset) const {
    return reinterpret_cast<const T*>(reinterpret_cast<const uint8_t*>(this) + offset);
  }

  uint32_t size_, node_count_;
  uint32_t nodes_, sets_, items_, ranges_, words_, tables_;  // offsets from the start
  uint32_t literals_[3];
  uint32_t code_, code_size_;
  uint32_t groups_, counter_count_, register_count_, minimum_width_;
  SearchPlan plan_;
};

// Nodes that every program starts with, for entries of the stack: its bottom, and what is to be undone. The pattern
// begins at kFirstNode.
inline constexpr uint32_t kBottomNode = 0;
inline constexpr uint32_t kUndoMarkNode = 1;
inline constexpr uint32_t kUndoCounterNode = 2;
inline constexpr uint32_t kFirstNode = 3;

// The program as text, one node a line, for tests and for explaining.
std::string show_program(const Program& program);

}  // namespace memphis::regex

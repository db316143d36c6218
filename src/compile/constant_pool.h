// The constants of one code unit, each once. 1, 1.0 and True are different constants, and so are 0.0 and -0.0.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/name_table.h"
#include "bytecode/assembler.h"

namespace memphis {

bool same_constant(const Constant& left, const Constant& right);

class ConstantPool {
 public:
  // The number of a constant, for LoadConst.
  uint32_t add(Constant constant);
  // The number of a name, for name operands; names have numbers of their own.
  uint32_t add_name(std::string_view text);
  // True the first time that it is told of a name.
  bool mark_global(uint32_t name_number) {
    Entry& entry = entries_[names_[name_number]];
    bool is_new = !entry.is_global;
    entry.is_global = true;
    return is_new;
  }

  // Moves the constants into the unit and tells the index that each has there, by the number that was given out: first
  // the docstring, if there is one, then what add() got, then what only add_name() got; but names come right after the
  // docstring when 16 bits would not reach them otherwise.
  struct Indices {
    std::vector<uint32_t> constants;
    std::vector<uint32_t> names;
  };
  // What `used` does not mark stays out.
  Indices finish(CodeUnit& unit, bool has_docstring, const Assembler::Used& used);

 private:
  static constexpr uint32_t kNoName = 0xFFFFFFFF;
  struct Entry {
    Constant constant;
    uint64_t hash;
    uint32_t name_number = kNoName;
    bool is_global = false;  // listed in co_names
  };
  uint32_t find_or_insert(Constant constant, uint64_t hash);
  void grow();

  std::vector<Entry> entries_;
  std::vector<uint32_t> names_;                              // entries that are names
  std::vector<uint32_t> slots_ = std::vector<uint32_t>(32);  // number + 1; 0: free
};

// The constant for a str; `interned` is set when it looks like an identifier.
Constant make_str(std::string_view text);
Constant make_int(int64_t value);
Constant make_kind(Constant::Kind kind);

}  // namespace memphis

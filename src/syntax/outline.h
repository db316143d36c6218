#pragma once
// The tree for people: one row a node, indented by depth.

#include <cstdint>
#include <string>
#include <vector>

#include "syntax/parser.h"

namespace memphis {

struct OutlineRow {
  uint32_t depth = 0;
  uint32_t begin = 0;  // of the node, or of the nearest one above it that has a place
  uint32_t end = 0;
  std::string text;  // "value: BinOp Add"
};

// In the order of the fields. The row of a node holds its role in the node above, its kind, and what of it is no node.
std::vector<OutlineRow> outline_ast(const ParseResult& result);

}  // namespace memphis

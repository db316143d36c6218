// Code as Python sees it through co_code, co_consts, co_lines() and the like. An engine that has no instructions lets
// the other one's code stand for its own there: FrontEnd::describe makes that when somebody asks.
#pragma once

#include "runtime/frame.h"
#include "runtime/runtime.h"

namespace memphis {

// The code with instructions that stands for this one: itself, or what describes it (kept in Code::extra; constants and
// names are filled in on the way). Null: error.
Code* code_with_instructions(Thread& thread, Code* code);

// The number of the instruction word at a position of the code (of its own engine); -1: there is none.
Fallible<int64_t> instruction_number(Thread& thread, Code* code, const void* position);

// Whether two codes do the same, apart from what their fields say: constants, names and so on.
Fallible<bool> have_same_instructions(Thread& thread, Code* left, Code* right);

}  // namespace memphis

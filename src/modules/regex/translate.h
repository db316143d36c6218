// Verifies a code list and translates it to nodes.
#pragma once

#include <span>

#include "modules/regex/program.h"

namespace memphis::regex {

enum class Translation : uint8_t {
  kDone,
  kInvalid,  // not what re._compiler makes
  kTooDeep,  // the native stack would not suffice
};

// Code lists come from anywhere (`_sre.compile` is open to all): every word is checked. `stack_limit` is the address
// that the native stack must not grow below.
Translation translate(std::span<const uint32_t> code, uint32_t groups, uintptr_t stack_limit, Draft& draft);

// Takes out jumps to the next node and shortens chains of jumps. The first pass over what translate() makes.
void tidy(Draft& draft);

// What is known of a program without running it: which repeats never need to give back, what may follow a repeat or
// begin an alternative, how to search. The last pass before Program::seal.
void analyze(Draft& draft);
// The part of it that fills in the plan for searching.
void plan_search(Draft& draft);

}  // namespace memphis::regex

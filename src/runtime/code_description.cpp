#include "runtime/code_description.h"

#include "runtime/error.h"

namespace memphis {

Code* code_with_instructions(Thread& thread, Code* code) {
  if (code->engine->instructions != nullptr) return code;
  if (!code->extra.get().is_kind(Kind::kCode)) {
    const FrontEnd& front_end = thread.runtime.front_end;
    if (front_end.describe == nullptr) return raise_system_error(thread, "no compiler");
    TRY(front_end.describe(front_end.context, thread, code));
  }
  return code->extra.get().as<Code>();
}

namespace {

bool same_place(const SourceLocation& a, const SourceLocation& b) {
  return a.line == b.line && a.column == b.column && a.end_line == b.end_line && a.end_column == b.end_column;
}

}  // namespace

Fallible<int64_t> instruction_number(Thread& thread, Code* code, const void* position) {
  if (position == nullptr) return int64_t{-1};
  if (code->engine->instructions != nullptr) {
    return static_cast<int64_t>(code->engine->instructions->number_of(code, position));
  }
  // The instruction that stands for the same place in the program.
  Code* described = TRY(code_with_instructions(thread, code));
  SourceLocation place = code->engine->locate(code, position);
  const InstructionAccess& access = *described->engine->instructions;
  size_t count = access.word_count(described);
  for (size_t i = 0; i < count; i++) {
    SourceLocation at = described->engine->locate(described, access.position_at(described, i));
    if (same_place(at, place)) return static_cast<int64_t>(i);
  }
  return int64_t{0};
}

Fallible<bool> have_same_instructions(Thread& thread, Code* left, Code* right) {
  Code* a = TRY(code_with_instructions(thread, left));
  Code* b = TRY(code_with_instructions(thread, right));
  return a == b || a->body == b->body || (a->engine == b->engine && a->engine->instructions->are_same(a, b));
}

}  // namespace memphis

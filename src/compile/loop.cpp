#include "compile/unit_compiler.h"

namespace memphis {

using namespace ast;

// The test stands behind the body: one jump a turn.
void UnitCompiler::while_statement(const While* node) {
  std::optional<bool> known = module_.folder.truth(node->test);
  Label body = new_label(), test = new_label(), otherwise = new_label(), end = new_label();
  if (known) pass_line(node->test);
  if (known && !*known) {
    // The body never runs, but what it defines must still be sound code: the assembler drops it.
    jump(otherwise);
  } else if (!known) {
    at(node->test);
    jump(test);
  }
  bind(body);
  blocks_.push_back({.kind = BlockKind::kLoop, .outer_handler = handler(), .continue_label = test, .break_label = end});
  statements(node->body);
  blocks_.pop_back();
  bind(test);
  if (known) {
    pass_line(node->test);
    jump(body);
  } else {
    condition(node->test, body, true);
  }
  bind(otherwise);
  statements(node->orelse);
  bind(end);
}

// Takes the next item of an iterator and stores it; `target` null: in the register behind the iterator.
void UnitCompiler::for_iter(const ExprNode* place, const ExprNode* target, Reg iterator, Label exit) {
  int64_t local = target != nullptr ? local_target(target) : int64_t{iterator} + 1;
  Temporaries temporaries(*this);
  if (local >= 0 && !long_jumps_) {
    at(place);
    return assembler_.emit_jump(Opcode::kForIter, exit, static_cast<uint32_t>(local), iterator);
  }
  Reg item = allocate();
  at(place);
  if (long_jumps_) {
    emit(Opcode::kForIterLong, item, iterator);
    jump_if(Opcode::kJumpIfUnbound, item, exit);
  } else {
    assembler_.emit_jump(Opcode::kForIter, exit, item, iterator);
  }
  if (target == nullptr) return move(static_cast<Reg>(local), item);
  store_target(target, item);
}

void UnitCompiler::for_statement(const For* node) {
  Temporaries temporaries(*this);
  Label loop = new_label(), otherwise = new_label(), end = new_label();
  Reg iterator = top_;
  Reg iterable = operand(node->iter);
  set_top(iterator + 1);
  emit(node->iter, Opcode::kGetIter, iterator, iterable);
  bind(loop);
  for_iter(node->iter, node->target, iterator, otherwise);
  blocks_.push_back({.kind = BlockKind::kLoop, .outer_handler = handler(), .continue_label = loop, .break_label = end});
  statements(node->body);
  blocks_.pop_back();
  jump(loop);
  bind(otherwise);
  statements(node->orelse);
  bind(end);
}

void UnitCompiler::async_next(const Node* place, const ExprNode* iterable, const ExprNode* target, Reg iterator,
                              Label exit) {
  Temporaries temporaries(*this);
  Label exhausted = new_label(), go_on = new_label();
  Reg exception = allocate();
  Reg item = allocate();
  HandlerId outer = handler();
  set_handler(assembler_.new_handler(exhausted, static_cast<uint16_t>(exception)));
  Reg awaitable = allocate();
  emit(place, Opcode::kGetAsyncNext, awaitable, iterator);
  send_loop(place, awaitable, item);
  set_handler(outer);
  jump(go_on);
  bind(exhausted);
  emit(iterable, Opcode::kEndAsyncFor, exception);
  jump(exit);
  bind(go_on);
  store_target(target, item);
}

void UnitCompiler::async_for_statement(const For* node) {
  Temporaries temporaries(*this);
  Label loop = new_label(), otherwise = new_label(), end = new_label();
  Reg iterator = top_;
  Reg iterable = operand(node->iter);
  set_top(iterator + 1);
  emit(node->iter, Opcode::kGetAsyncIter, iterator, iterable);
  bind(loop);
  async_next(node, node->iter, node->target, iterator, otherwise);
  blocks_.push_back({.kind = BlockKind::kLoop, .outer_handler = handler(), .continue_label = loop, .break_label = end});
  statements(node->body);
  blocks_.pop_back();
  jump(loop);
  bind(otherwise);
  statements(node->orelse);
  bind(end);
}

void UnitCompiler::loop_exit(const StmtNode* node, bool is_break) {
  pass_line(node);
  size_t depth = blocks_.size();
  while (depth > 0 && blocks_[depth - 1].kind != BlockKind::kLoop) depth--;
  if (depth == 0) return;  // refused before
  Label target = is_break ? blocks_[depth - 1].break_label : blocks_[depth - 1].continue_label;
  HandlerId inner = handler();
  unwind(depth);
  jump(target);
  set_handler(inner);
}

}  // namespace memphis

// with and async with.
#include "compile/unit_compiler.h"

namespace memphis {

using namespace ast;

// __exit__(None, None, None). The method waits in `window`; the call has a window of its own, for a value on its way
// out may lie above.
void UnitCompiler::call_exit(const Node* place, Reg window, bool is_async) {
  Temporaries temporaries(*this);
  at(place);
  Reg call = top_ == window + kFrameWords + 4 ? window : top_;
  set_top(call + kFrameWords + 4);
  if (call != window) {
    move(call, window);
    move(call + kFrameWords, window + kFrameWords);
  }
  for (Reg i = 1; i <= 3; i++) load_none(call + kFrameWords + i);
  if (!is_async) return emit(Opcode::kCallMethod, call, call, 3);
  emit(Opcode::kCallMethod, call, call, 3);
  set_top(call + 1);
  Reg value = allocate();
  await_register(place, call, 2, value);
}

// Finds __exit__, then __enter__, and calls that.
void UnitCompiler::enter_context(const With* node, const withitem* item, Reg window, Reg to) {
  Temporaries temporaries(*this);
  bool is_async = node->kind == NodeKind::kAsyncWith;
  Reg context = operand(item->context_expr);
  at(item->context_expr);
  emit(Opcode::kLoadSpecial, window, context, 0,
       static_cast<uint32_t>(is_async ? SpecialContext::kAsyncExit : SpecialContext::kExit));
  Reg enter = top_;
  set_top(enter + kFrameWords + 1);
  emit(Opcode::kLoadSpecial, enter, context, 0,
       static_cast<uint32_t>(is_async ? SpecialContext::kAsyncEnter : SpecialContext::kEnter));
  if (!is_async) return emit(Opcode::kCallMethod, to, enter, 0);
  emit(Opcode::kCallMethod, enter, enter, 0);
  set_top(enter + 1);
  Reg value = allocate();
  await_register(item->context_expr, enter, 1, value);
  move(to, value);
}

void UnitCompiler::with_statement(const With* node, size_t index) {
  if (too_deep()) return;
  Temporaries temporaries(*this);
  bool is_async = node->kind == NodeKind::kAsyncWith;
  const withitem* item = node->items[index];
  const ExprNode* place = item->context_expr;
  Label failed = new_label(), failed_again = new_label(), suppressed = new_label(), end = new_label();
  Reg exception = allocate();
  Reg saved = allocate();
  Reg window = allocate(kFrameWords + 4);
  // The value is stored under the protection of the statement, except where storing cannot fail.
  int64_t local = item->optional_vars != nullptr ? local_target(item->optional_vars) : -1;
  Reg value = local >= 0 ? static_cast<Reg>(local) : window + kFrameWords + 1;
  enter_context(node, item, window, value);

  HandlerId outer = handler();
  set_handler(assembler_.new_handler(failed, static_cast<uint16_t>(exception)));
  blocks_.push_back({.kind = is_async ? BlockKind::kAsyncWith : BlockKind::kWith,
                     .outer_handler = outer,
                     .reg = window,
                     .node = place});
  user_handlers_++;
  if (item->optional_vars != nullptr && local < 0) store_target(item->optional_vars, value);
  if (index + 1 < node->items.size()) {
    with_statement(node, index + 1);
  } else {
    statements(node->body);
  }
  user_handlers_--;
  blocks_.pop_back();
  set_handler(outer);
  call_exit(place, window, is_async);
  jump(end);

  bind(failed);
  set_handler(assembler_.new_handler(failed_again, static_cast<uint16_t>(exception)));
  at(place);
  emit(Opcode::kEnterHandler, exception, saved);
  emit(Opcode::kWithExceptStart, window, window, exception);
  if (is_async) {
    // Another register than the exception's: awaiting may raise a new one.
    Reg outcome = allocate();
    await_register(place, window, 2, outcome);
    move(window, outcome);
  }
  jump_if(Opcode::kJumpIfTrue, window, suppressed);
  at_no_line();
  emit(Opcode::kReraise, exception);
  set_handler(outer);
  bind(suppressed);
  emit(Opcode::kLeaveHandler, saved);
  jump(end);
  bind(failed_again);
  emit(Opcode::kLeaveHandler, saved);
  emit(Opcode::kReraise, exception, 0, 0, 1);
  bind(end);
}

}  // namespace memphis

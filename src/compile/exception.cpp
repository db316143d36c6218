// try statements. A handler's table entry names the register that receives the exception; its code marks the exception
// as being handled (EnterHandler) and takes the mark away on every way out (LeaveHandler), also when it fails itself: a
// second table entry covers it for that. `finally` bodies stand once for every way out, as in CPython.
#include "compile/unit_compiler.h"

namespace memphis {

using namespace ast;

// ---- Leaving blocks -----------------------------------------------------------------------------------------------

void UnitCompiler::leave_block(const Block& block) {
  switch (block.kind) {
    case BlockKind::kLoop:
    case BlockKind::kTry: return;
    case BlockKind::kHandler:
    case BlockKind::kFinallyHandler: return emit(Opcode::kLeaveHandler, block.reg);
    case BlockKind::kNamedHandler: return clear_handler_name(block.node->as<ExceptHandler>());
    case BlockKind::kFinally: {
      Temporaries temporaries(*this);
      statements(block.body);
      return at_no_line();
    }
    case BlockKind::kWith:
    case BlockKind::kAsyncWith:
      call_exit(block.node, block.reg, block.kind == BlockKind::kAsyncWith);
      return at_no_line();
  }
}

// What runs on the way out is no longer covered by the blocks that it leaves. The caller restores the handler.
void UnitCompiler::unwind(size_t depth) {
  std::vector<Block> left(blocks_.begin() + static_cast<ptrdiff_t>(depth), blocks_.end());
  uint32_t user_handlers = user_handlers_;
  while (blocks_.size() > depth) {
    Block block = blocks_.back();
    blocks_.pop_back();
    set_handler(block.outer_handler);
    leave_block(block);
  }
  user_handlers_ = user_handlers;
  blocks_.insert(blocks_.end(), left.begin(), left.end());
}

// ---- try ----------------------------------------------------------------------------------------------------------

void UnitCompiler::try_statement(const Try* node) {
  pass_line(node);
  if (!node->finalbody.empty()) return try_finally(node);
  if (node->kind == NodeKind::kTryStar) return try_except_star(node);
  try_except(node);
}

void UnitCompiler::try_finally(const Try* node) {
  Label failed = new_label(), failed_again = new_label(), end = new_label();
  Reg exception = allocate();
  Reg saved = allocate();
  HandlerId outer = handler();
  set_handler(assembler_.new_handler(failed, static_cast<uint16_t>(exception)));
  blocks_.push_back({.kind = BlockKind::kFinally, .outer_handler = outer, .body = node->finalbody});
  user_handlers_++;
  if (node->handlers.empty()) {
    statements(node->body);
    statements(node->orelse);
  } else if (node->kind == NodeKind::kTryStar) {
    try_except_star(node);
  } else {
    try_except(node);
  }
  user_handlers_--;
  blocks_.pop_back();
  set_handler(outer);
  statements(node->finalbody);
  jump(end);

  bind(failed);
  set_handler(assembler_.new_handler(failed_again, static_cast<uint16_t>(exception)));
  at_no_line();
  emit(Opcode::kEnterHandler, exception, saved);
  blocks_.push_back({.kind = BlockKind::kFinallyHandler, .outer_handler = outer, .reg = saved});
  user_handlers_++;
  statements(node->finalbody);
  user_handlers_--;
  blocks_.pop_back();
  // Goes to the handler below, as in CPython: who watches hears of it.
  Label ended = new_label();
  set_handler(assembler_.new_handler(ended, static_cast<uint16_t>(exception)));
  if (!assembler_.ends_with_line()) at_no_line();
  emit(Opcode::kReraise, exception);
  set_handler(outer);
  bind(ended);
  at_no_line();
  emit(Opcode::kLeaveHandler, saved);
  emit(Opcode::kReraise, exception);
  // What the block itself raises shows where.
  bind(failed_again);
  emit(Opcode::kLeaveHandler, saved);
  emit(Opcode::kReraise, exception, 0, 0, 1);
  bind(end);
}

void UnitCompiler::clear_handler_name(const ExceptHandler* handler_node) {
  at_no_line();
  Resolution variable = symbols().resolution(handler_node);
  if (variable.kind() == ResolutionKind::kLocal) return emit(Opcode::kClearLocal, variable.index);
  // The body may have deleted the name: give it a value first.
  Temporaries temporaries(*this);
  Reg none = allocate();
  load_none(none);
  store(variable, none);
  remove(variable);
}

// The handler's body, and its ways out. The exception is marked already.
void UnitCompiler::except_handler(const ExceptHandler* node, Reg exception, Reg saved, Label end) {
  if (node->type == nullptr) pass_line(node);
  if (node->name == NameId::kNone) {
    statements(node->body);
  } else {
    Label failed = new_label(), left = new_label();
    Reg inner = allocate();
    at(node);
    store(symbols().resolution(node), exception);
    HandlerId outer = handler();
    set_handler(assembler_.new_handler(failed, static_cast<uint16_t>(inner)));
    blocks_.push_back({.kind = BlockKind::kNamedHandler, .outer_handler = outer, .node = node});
    statements(node->body);
    blocks_.pop_back();
    set_handler(outer);
    clear_handler_name(node);
    jump(left);
    bind(failed);
    clear_handler_name(node);
    emit(Opcode::kReraise, inner);
    bind(left);
  }
  at_no_line();
  emit(Opcode::kLeaveHandler, saved);
  jump(end);
}

void UnitCompiler::try_except(const Try* node) {
  Temporaries temporaries(*this);
  Label failed = new_label(), failed_again = new_label(), end = new_label();
  Reg exception = allocate();
  Reg saved = allocate();
  HandlerId outer = handler();
  set_handler(assembler_.new_handler(failed, static_cast<uint16_t>(exception)));
  // Nothing to do when the body is left early, but what is done then is not covered by this statement.
  blocks_.push_back({.kind = BlockKind::kTry, .outer_handler = outer});
  user_handlers_++;
  statements(node->body);
  user_handlers_--;
  blocks_.pop_back();
  set_handler(outer);
  statements(node->orelse);
  jump(end);

  bind(failed);
  set_handler(assembler_.new_handler(failed_again, static_cast<uint16_t>(exception)));
  at_no_line();
  emit(Opcode::kEnterHandler, exception, saved);
  blocks_.push_back({.kind = BlockKind::kHandler, .outer_handler = outer, .reg = saved});
  user_handlers_++;
  for (const ExceptHandler* handler_node : node->handlers) {
    Temporaries each(*this);
    Label next = new_label();
    if (handler_node->type != nullptr) {
      Reg type = operand(handler_node->type);
      Reg matches = allocate();
      emit(handler_node, Opcode::kMatchException, matches, exception, type);
      jump_if(Opcode::kJumpIfFalse, matches, next);
    }
    except_handler(handler_node, exception, saved, end);
    bind(next);
  }
  user_handlers_--;
  blocks_.pop_back();
  // No handler took it.
  at_no_line();
  emit(Opcode::kReraise, exception);
  set_handler(outer);
  bind(failed_again);
  emit(Opcode::kLeaveHandler, saved);
  emit(Opcode::kReraise, exception);
  bind(end);
}

// ---- try ... except* ----------------------------------------------------------------------------------------------

// Runs when the group in `rest` holds something of the handler's type; leaves what it does not in `rest`, and what the
// body raises in the list `errors`.
void UnitCompiler::except_star_handler(const ExceptHandler* node, Reg rest, Reg errors) {
  Temporaries temporaries(*this);
  Label next = new_label(), failed = new_label();
  Reg type = operand(node->type);
  Reg matched = allocate(2);
  emit(node, Opcode::kMatchExceptionGroup, matched, rest, type);
  jump_if(Opcode::kJumpIfNone, matched, next);
  move(rest, matched + 1);
  // From here on the part that matched is what is being handled.
  Reg outer_exception = allocate();
  emit(Opcode::kEnterHandler, matched, outer_exception);
  Reg raised = allocate();
  if (node->name != NameId::kNone) store(symbols().resolution(node), matched);
  HandlerId outer = handler();
  set_handler(assembler_.new_handler(failed, static_cast<uint16_t>(raised)));
  blocks_.push_back({.kind = BlockKind::kHandler, .outer_handler = outer, .reg = outer_exception});
  if (node->name != NameId::kNone) {
    blocks_.push_back({.kind = BlockKind::kNamedHandler, .outer_handler = handler(), .node = node});
  }
  statements(node->body);
  if (node->name != NameId::kNone) blocks_.pop_back();
  blocks_.pop_back();
  set_handler(outer);
  if (node->name != NameId::kNone) clear_handler_name(node);
  at_no_line();
  emit(Opcode::kLeaveHandler, outer_exception);
  jump(next);
  bind(failed);
  if (node->name != NameId::kNone) clear_handler_name(node);
  emit(Opcode::kLeaveHandler, outer_exception);
  emit(Opcode::kListAppend, errors, raised);
  bind(next);
}

void UnitCompiler::try_except_star(const Try* node) {
  Temporaries temporaries(*this);
  Label failed = new_label(), failed_again = new_label(), otherwise = new_label(), end = new_label(),
        clean = new_label();
  Reg exception = allocate();
  Reg saved = allocate();
  HandlerId outer = handler();
  set_handler(assembler_.new_handler(failed, static_cast<uint16_t>(exception)));
  blocks_.push_back({.kind = BlockKind::kTry, .outer_handler = outer});
  user_handlers_++;
  statements(node->body);
  blocks_.pop_back();
  set_handler(outer);
  jump(otherwise);

  bind(failed);
  Reg second = allocate();
  set_handler(assembler_.new_handler(failed_again, static_cast<uint16_t>(second)));
  at_no_line();
  emit(Opcode::kEnterHandler, exception, saved);
  blocks_.push_back({.kind = BlockKind::kHandler, .outer_handler = outer, .reg = saved});
  Reg errors = allocate();
  Reg rest = allocate();
  emit(node->handlers[0], Opcode::kBuildList, errors, 0, 0);
  move(rest, exception);
  for (const ExceptHandler* handler_node : node->handlers) except_star_handler(handler_node, rest, errors);
  // What no handler took, or None.
  at_no_line();
  emit(Opcode::kListAppend, errors, rest);
  emit(Opcode::kPrepareReraiseStar, rest, exception, errors);
  user_handlers_--;
  blocks_.pop_back();
  set_handler(outer);
  emit(Opcode::kLeaveHandler, saved);
  jump_if(Opcode::kJumpIfNone, rest, clean);
  emit(Opcode::kReraise, rest);
  bind(clean);
  jump(end);
  bind(failed_again);
  emit(Opcode::kLeaveHandler, saved);
  emit(Opcode::kReraise, second);
  bind(otherwise);
  statements(node->orelse);
  bind(end);
}

}  // namespace memphis

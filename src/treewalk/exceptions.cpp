// try and with. A handler marks the exception as being handled and takes the mark away on every way out.
#include "treewalk/walker.h"

namespace memphis::treewalk {

namespace {

// What sys.exception() shows while a handler runs.
class Handling {
 public:
  Handling(Thread& thread, Value exception) : link_(thread.handled), saved_(link_->exception) {
    link_->exception = exception;
  }
  ~Handling() { leave(); }
  Handling(const Handling&) = delete;
  Handling& operator=(const Handling&) = delete;
  void leave() {
    if (left_) return;
    link_->exception = saved_;
    left_ = true;
  }

 private:
  HandledLink* link_;  // the frame's or the generator's; the thread may change while a generator waits
  Value saved_;
  bool left_ = false;
};

}  // namespace

Flow Walker::try_statement(const ast::Try* node) {
  if (!node->finalbody.empty()) return try_finally(node);
  if (node->is<ast::TryStar>()) return try_except_star(node);
  return try_except(node);
}

Flow Walker::try_finally(const ast::Try* node) {
  Flow flow = node->handlers.empty()     ? statements(node->body)
              : node->is<ast::TryStar>() ? try_except_star(node)
                                         : try_except(node);
  if (!flow.failed()) {
    Value result = result_;
    Completion last = TRY(statements(node->finalbody));
    if (last != Completion::kNormal) return last;
    result_ = result;
    return flow;
  }
  Value exception = take_exception();
  Flow last = finally_handler(node, exception);
  return last.failed() ? Flow(pass_cleanup()) : last;
}

Flow Walker::finally_handler(const ast::Try* node, Value exception) {
  Handling handling(*thread_, exception);
  Completion last = TRY(statements(node->finalbody));
  // Leaving by return, break or continue drops the exception.
  if (last != Completion::kNormal) return last;
  return reraise(exception);
}

// In CPython what leaves a handler's body passes another handler, which cleans up: who watches hears of it.
FailureOfAnyType Walker::pass_cleanup() {
  if (runtime_.instrumented == 0) [[likely]]
    return {};
  return reraise(take_exception());
}

Flow Walker::try_except(const ast::Try* node) {
  Flow flow = statements(node->body);
  if (!flow.failed()) return flow.value() != Completion::kNormal ? flow : statements(node->orelse);
  flow = handle(node, take_exception());
  return flow.failed() ? Flow(pass_cleanup()) : flow;
}

Flow Walker::handle(const ast::Try* node, Value exception) {
  Handling handling(*thread_, exception);
  for (const ast::ExceptHandler* handler : node->handlers) {
    if (runtime_.instrumented != 0 && reports_lines()) [[unlikely]]
      TRY(report_line_of(handler));
    if (handler->type != nullptr) {
      Value type = TRY(evaluate(handler->type));
      at(handler);
      if (!TRY(exception_matches(*thread_, exception, type))) continue;
    }
    return handler_body(handler, exception);
  }
  return reraise(exception);
}

Flow Walker::handler_body(const ast::ExceptHandler* node, Value exception) {
  if (node->name == NameId::kNone) return statements(node->body);
  at(node);
  TRY(store(symbols_.resolution(node), exception));
  Flow flow = statements(node->body);
  if (!flow.failed()) {
    TRY(clear_handler_name(node));
    return flow;
  }
  Value raised = take_exception();
  TRY(clear_handler_name(node));
  return reraise(raised);
}

Status Walker::clear_handler_name(const ast::ExceptHandler* node) {
  Resolution variable = symbols_.resolution(node);
  if (variable.kind() == ResolutionKind::kLocal) {
    registers_[variable.index] = Value::unbound();
    return {};
  }
  // The body may have deleted the name: give it a value first.
  TRY(store(variable, Value::none()));
  return remove(variable);
}

// ---- except* ----

Flow Walker::try_except_star(const ast::Try* node) {
  Flow flow = statements(node->body);
  if (!flow.failed()) return flow.value() != Completion::kNormal ? flow : statements(node->orelse);
  flow = star_handlers(node, take_exception());
  return flow.failed() ? Flow(pass_cleanup()) : flow;
}

Flow Walker::star_handlers(const ast::Try* node, Value exception) {
  Value rest = exception;
  {
    Handling handling(*thread_, exception);
    List* errors = TRY(make_list(*thread_));
    for (const ast::ExceptHandler* handler : node->handlers) TRY(star_handler(handler, rest, errors));
    // What no handler took, or None.
    TRY(list_append(*thread_, errors, rest));
    rest = TRY(prepare_reraise_star(*thread_, exception, errors));
  }
  if (rest.is_none()) return Completion::kNormal;
  return reraise(rest);
}

// Runs when the group in `rest` holds something of the handler's type; leaves what it does not in `rest`, and what the
// body raises in `errors`.
Status Walker::star_handler(const ast::ExceptHandler* node, Value& rest, List* errors) {
  if (runtime_.instrumented != 0 && reports_lines()) [[unlikely]]
    TRY(report_line_of(node));
  Value type = TRY(evaluate(node->type));
  Value matched, others;
  at(node);
  TRY(match_exception_group(*thread_, rest, type, matched, others));
  if (matched.is_none()) return {};
  rest = others;
  Value raised = Value::unbound();
  {
    Handling handling(*thread_, matched);
    if (node->name != NameId::kNone) TRY(store(symbols_.resolution(node), matched));
    if (statements(node->body).failed()) raised = take_exception();
    if (node->name != NameId::kNone) TRY(clear_handler_name(node));
  }
  if (!raised.is_unbound()) TRY(list_append(*thread_, errors, raised));
  return {};
}

// ---- with ----

// __exit__ with an exception, or with Nones when it is unbound.
Value Walker::call_exit(const ast::Node* place, const MethodLookup& exit, Value manager, Value exception,
                        bool is_async) {
  Value arguments[4] = {manager, Value::none(), Value::none(), Value::none()};
  if (!exception.is_unbound()) {
    arguments[1] = type_of(*thread_, exception);
    arguments[2] = exception;
    Value traceback = exception.as<Exception>()->traceback;
    arguments[3] = traceback.is_unbound() ? Value::none() : traceback;
  }
  if (runtime_.instrumented != 0 && reports_lines()) [[unlikely]]
    TRY(report_line_of(place));
  at(place);
  size_t skipped = exit.has_self ? 0 : 1;
  Value result = TRY(call_reporting(exit.callable, Arguments{arguments + skipped, 4 - skipped, nullptr}));
  return is_async ? await_value(place, result, 2) : result;
}

Flow Walker::with_statement(const ast::With* node, size_t index) {
  if (!thread_->check_native_stack()) return Failure{};
  bool is_async = node->kind == ast::NodeKind::kAsyncWith;
  const ast::withitem* item = node->items[index];
  const ast::ExprNode* place = item->context_expr;
  Value manager = TRY(evaluate(place));
  at(place);
  MethodLookup exit =
      TRY(lookup_context_method(*thread_, manager, is_async ? ContextMethod::kAsyncExit : ContextMethod::kExit));
  MethodLookup enter =
      TRY(lookup_context_method(*thread_, manager, is_async ? ContextMethod::kAsyncEnter : ContextMethod::kEnter));
  Value value =
      TRY(call_reporting(enter.callable, Arguments{&manager, enter.has_self ? size_t{1} : size_t{0}, nullptr}));
  if (is_async) value = TRY(await_value(place, value, 1));

  auto run_block = [&]() -> Flow {
    if (item->optional_vars != nullptr) TRY(store_target(item->optional_vars, value));
    return index + 1 < node->items.size() ? with_statement(node, index + 1) : statements(node->body);
  };
  Flow flow = run_block();
  if (!flow.failed()) {
    Value result = result_;
    (void)TRY(call_exit(place, exit, manager, Value::unbound(), is_async));
    result_ = result;
    return flow;
  }
  const void* failed_at = frame_->position;
  Value exception = take_exception();
  auto exit_with_exception = [&]() -> Flow {
    Handling handling(*thread_, exception);
    Value outcome = TRY(call_exit(place, exit, manager, exception, is_async));
    if (TRY(truth(place, outcome))) return Completion::kNormal;
    frame_->position = failed_at;
    return reraise(exception);
  };
  flow = exit_with_exception();
  return flow.failed() ? Flow(pass_cleanup()) : flow;
}

}  // namespace memphis::treewalk

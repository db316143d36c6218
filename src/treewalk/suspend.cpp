// yield, yield from and await: the fiber switches back to whoever resumed the generator.
#include "treewalk/walker.h"

namespace memphis::treewalk {

// What comes in is a value, or error with an exception pending that arises here.
Value Walker::yield_value(const ast::Node* node, Value value) {
  at(node);
  if ((code_->flags & kCodeAsyncGenerator) != 0) value = TRY(wrap_async_yield(*thread_, value));
  auto* fiber = static_cast<Fiber*>(frame_->generator->fiber);
  if (runtime_.instrumented != 0) TRY(report_return(*thread_, frame_, Event::kYield, value));
  Value sent = switch_back(fiber, value);
  thread_ = fiber->thread;
  at(node);
  if (runtime_.instrumented != 0) TRY(report_resumed(sent));
  return sent;
}

Value Walker::yield(const ast::Yield* node) {
  Value value = Value::none();
  if (node->value != nullptr) value = TRY(evaluate(node->value));
  return yield_value(node, value);
}

// What is sent in goes to the iterator, what it gives goes out, until it returns. An exception thrown in at the yield
// that the iterator has ended with a StopIteration gives the value too.
Value Walker::send_loop(const ast::Node* place, Value iterator) {
  Value value = Value::none();
  auto* generator = frame_->generator;
  while (true) {
    at(place);
    bool returned;
    value = TRY(send_value(*thread_, iterator, value, returned));
    if (returned) {
      if (runtime_.instrumented != 0) TRY(report_stop_iteration(*thread_, frame_, value));
      return value;
    }
    generator->transfer = iterator;
    auto* fiber = static_cast<Fiber*>(generator->fiber);
    if (runtime_.instrumented != 0) TRY(report_return(*thread_, frame_, Event::kYield, value));
    value = switch_back(fiber, value);
    thread_ = fiber->thread;
    generator->transfer = Value::unbound();
    if (runtime_.instrumented != 0) TRY(report_resumed(value));
    if (!value.is_error()) continue;
    at(place);
    Value exception = take_exception();
    Value result = stop_iteration_value(*thread_, exception);
    if (!result.is_unbound()) return result;
    return reraise(exception);
  }
}

Value Walker::await_value(const ast::Node* place, Value awaitable, int context) {
  at(place);
  Value iterator = TRY(get_awaitable(*thread_, awaitable, context));
  return send_loop(place, iterator);
}

Value Walker::await(const ast::Await* node) {
  Value awaitable = TRY(evaluate(node->value));
  return await_value(node, awaitable, 0);
}

Value Walker::yield_from(const ast::YieldFrom* node) {
  Value iterable = TRY(evaluate(node->value));
  at(node);
  Value iterator = TRY(get_yield_from_iterator(*thread_, iterable));
  return send_loop(node, iterator);
}

}  // namespace memphis::treewalk

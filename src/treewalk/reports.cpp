// What the tree walker reports while somebody watches (runtime/instrumentation.h): lines from its statements, the rest
// from where frames begin and end, yield, call and fail.
#include "runtime/frame_object.h"
#include "runtime/safepoint.h"
#include "treewalk/walker.h"

namespace memphis::treewalk {

// `again`: a loop has come back to the line.
Status Walker::report_line_of(const ast::Node* node, bool again) {
  return report_line_at(node, static_cast<int32_t>(program_.source->source.position(node->begin).line), again);
}

Status Walker::report_line_at(const ast::Node* node, int32_t line, bool again) {
  FrameObject* object = TRY(frame_object_of(*thread_, frame_));
  if (line == object->traced_line && !again) return {};
  object->traced_line = line;
  frame_->position = node;
  return report_line(*thread_, frame_, line);
}

// Within an expression: a node that is about to act, perhaps on another line than what was before.
Status Walker::report_reached(const ast::Node* node) {
  if (!reports_lines()) return {};
  return report_line_at(node, code_->engine->locate(code_, node).line, false);
}

Value Walker::evaluate_watched(const ast::ExprNode* node) {
  bool is_name = node->kind == ast::NodeKind::kName;
  if (is_name || ast::is_constant(node->kind)) TRY(reach(node));
  // What the tree walker has for instructions.
  if (wants_event(*thread_, Event::kInstruction)) TRY(report_instruction(*thread_, frame_));
  Value value = TRY(is_name ? load(node, symbols_.resolutions[node->id]) : evaluate_other(node));
  // What has acted is back on its own line. (Calls say so before they are made.)
  if (frame_->position == node) TRY(report_reached(node));
  return value;
}

// Statements that do nothing when they run have no line.
Status Walker::report_statement(const ast::StmtNode* node) {
  if (node->is<ast::Global>() || node->is<ast::Nonlocal>()) return {};
  if (const auto* annotated = node->as_if<ast::AnnAssign>()) {
    if (annotated->value == nullptr && is_function_like(scope_.kind)) return {};
  }
  if (const auto* function = body_.node->as_if<ast::FunctionDef>()) {
    const auto* text = node->as_if<ast::Expr>();
    if (text != nullptr && function->body[0] == node && code_->docstring.get() != nullptr) return {};
  }
  if (const auto* loop = node->as_if<ast::While>()) return report_line_of(loop->test);
  // Over several lines it begins where its first operand is.
  const ast::ExprNode* value = nullptr;
  if (const auto* assignment = node->as_if<ast::Assign>()) value = assignment->value;
  if (const auto* expression = node->as_if<ast::Expr>()) value = expression->value;
  if (const auto* result = node->as_if<ast::Return>()) value = result->value;
  const SourceText& source = program_.source->source;
  bool is_long = value != nullptr && source.line_of(value->begin) != source.line_of(value->end);
  if (is_long && !ast::is_constant(value->kind)) return {};
  std::span<ast::ExprNode*> decorators;
  if (const auto* function = node->as_if<ast::FunctionDef>()) decorators = function->decorator_list;
  if (const auto* type = node->as_if<ast::ClassDef>()) decorators = type->decorator_list;
  if (!decorators.empty()) return report_line_of(decorators[0]);
  return report_line_of(node);
}

Value Walker::run_reported() {
  Status started = report_start(*thread_, frame_, Event::kStart);
  if (!started.failed() && body_.kind == BodyKind::kClass && reports_lines()) started = report_line_of(body_.node);
  if (!started.failed() && body_.kind == BodyKind::kLambda && reports_lines()) {
    started = report_line_of(body_.node->as<ast::Lambda>()->body);
  }
  if (!started.failed() && body_.kind == BodyKind::kComprehension && reports_lines()) {
    started = report_line_of(body_.node);
  }
  return report_end(started.failed() ? Value::error() : run_body());
}

Value Walker::report_end(Value value) {
  if (value.is_error()) {
    thread_->pending = take_exception(false);
    report_exception(*thread_, frame_, Event::kUnwind);
    return value;
  }
  // A return shows the line that ran last.
  FrameObject* object = frame_->object;
  int32_t line = object == nullptr ? -1 : object->traced_line;
  if (line >= 0) object->shown_line = line;
  Status reported = report_return(*thread_, frame_, Event::kReturn, value);
  if (line >= 0) object->shown_line = -1;
  if (!reported.failed()) return value;
  thread_->pending = take_exception(false);
  return Value::error();
}

// The end of a call is a safepoint: a handler runs soon after what waited for its signal, and a recursion without loops
// can be interrupted.
Value Walker::call_reporting(Value callee, const Arguments& arguments) {
  if (runtime_.instrumented != 0) [[unlikely]]
    TRY(report_reached(static_cast<const ast::Node*>(frame_->position)));
  Value result = runtime_.instrumented == 0 ? call(*thread_, callee, arguments)
                                            : call_reported(*thread_, frame_, callee, arguments);
  if (thread_->wants_attention()) [[unlikely]] {
    if (!result.is_error()) TRY(safepoint(*thread_));
  }
  return result;
}

// What has come in at a yield.
Status Walker::report_resumed(Value sent) {
  if (!sent.is_error()) return report_start(*thread_, frame_, Event::kResume);
  report_exception(*thread_, frame_, Event::kThrow);
  return {};
}

}  // namespace memphis::treewalk

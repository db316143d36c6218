// Evaluates the code of one frame. A Walker lives on the native stack for as long as the frame runs.
//
// Invariants:
// - `at(node)` is called before anything that can fail, look at frames or run user code: Frame::position is the node
// that
//   an error belongs to.
// - An error travels up as a return value. The statement that catches it, or the end of the frame, takes it with
//   take_exception(), which adds the frame's traceback entry; what is raised again with reraise() has it already.
// - Nothing here may own memory outside of the heap across a call that can suspend the generator: see fiber.h. Values
// in
//   between lie in C++ locals and stack arrays, which the collector scans.
#pragma once

#include <span>

#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/instrumentation.h"
#include "runtime/language.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "treewalk/program.h"

namespace memphis::treewalk {

enum class Completion : uint8_t { kNormal, kBreak, kContinue, kReturn };
// How a statement ended, or failed.
using Flow = Fallible<Completion>;

class Walker {
 public:
  Walker(Thread& thread, Frame* frame)
      : thread_(&thread),
        runtime_(thread.runtime),
        frame_(frame),
        registers_(frame->registers()),
        code_(frame->code()),
        body_(*Body::of(code_)),
        program_(*body_.program),
        symbols_(program_.symbols()),
        scope_(symbols_.scopes[body_.scope]),
        values_(code_->body_owner.get().as<ValueArray>()->items) {}

  // Runs the frame's code to its end. Fails with the frame's traceback entry added.
  Value run();
  // A generator's frame was resumed before it began, with an exception pending.
  Value fail_at_start();

 private:
  // ---- Places, names, errors ----
  void at(const ast::Node* node) { frame_->position = node; }
  // The same, where who watches hears of a new line.
  Status reach(const ast::Node* node) {
    at(node);
    if (runtime_.instrumented != 0) [[unlikely]]
      return report_reached(node);
    return {};
  }
  Str* name(NameId id) const { return values_[static_cast<uint32_t>(id)].as<Str>(); }
  std::string_view text(NameId id) const { return program_.text(id); }
  Str* attribute_name(const ast::Attribute* node) const;
  Value& literal_slot(const ast::Node* node) { return values_[program_.name_count + node->id]; }
  Value literal(const ast::ExprNode* node) {
    Value value = literal_slot(node);
    return value.bits() != 0 ? value : make_literal(node);
  }
  Value make_literal(const ast::ExprNode* node);
  Value build_literal(const ast::ExprNode* node);
  bool is_literal(const ast::ExprNode* node) const;

  // The pending exception, with this frame in its traceback.
  Value take_exception(bool handled = true);
  FailureOfAnyType reraise(Value exception);

  // ---- Reports (reports.cpp) ----
  bool reports_lines() const { return wants_event(*thread_, Event::kLine); }
  Status report_line_of(const ast::Node* node, bool again = false);
  Status report_line_at(const ast::Node* node, int32_t line, bool again);
  Status report_reached(const ast::Node* node);
  Value evaluate_watched(const ast::ExprNode* node);
  Status report_statement(const ast::StmtNode* node);
  Value run_reported();
  Value report_end(Value value);
  Value call_reporting(Value callee, const Arguments& arguments);
  Status report_resumed(Value sent);

  // ---- Variables (variables.cpp) ----
  Value load(const ast::Node* node, Resolution variable);
  Value load_slow(Resolution variable);
  Status store(Resolution variable, Value value);
  Status remove(Resolution variable);
  Value load_global_name(Str* name);
  CellObject* closure_cell(uint32_t index) const { return frame_->function->closure->items[index].as<CellObject>(); }
  NameId slot_name(uint32_t slot) const { return scope_.locals[slot - scope_.first_slot].name; }
  FailureOfAnyType unbound_local(uint32_t slot);
  FailureOfAnyType unbound_free(uint32_t index);
  Resolution special(NameId name) const { return symbols_.resolution_of(body_.scope, name); }
  Status store_target(const ast::ExprNode* target, Value value);
  Status store_elements(const ast::ExprNode* place, std::span<ast::ExprNode*> elements, Value value);
  Status delete_target(const ast::ExprNode* target);
  Status store_name(std::string_view name, Value value);

  // ---- Expressions ----
  Value evaluate(const ast::ExprNode* node) {
    if (runtime_.instrumented != 0) [[unlikely]]
      return evaluate_watched(node);
    if (node->kind == ast::NodeKind::kName) return load(node, symbols_.resolutions[node->id]);
    return evaluate_other(node);
  }
  Value evaluate_other(const ast::ExprNode* node);
  Fallible<bool> condition(const ast::ExprNode* node);
  Fallible<bool> truth(const ast::Node* place, Value value);
  Value binary(const ast::Node* node, ast::BinaryOperator op, Value left, Value right);
  Value inplace(const ast::Node* node, ast::BinaryOperator op, Value left, Value right);
  Value unary(const ast::UnaryOp* node);
  Value bool_operation(const ast::BoolOp* node);
  Value comparison(const ast::Compare* node);
  Value compare_pair(const ast::Node* node, ast::CompareOperator op, Value left, Value right);
  Value frozen_set(std::span<ast::ExprNode*> elements);
  Value compare_right(const ast::Compare* node, size_t i);
  Value attribute(const ast::Attribute* node);
  Value subscript(const ast::Subscript* node);
  Value slice(const ast::Slice* node);
  Value named(const ast::NamedExpr* node);
  bool is_plain_super(const ast::Attribute* node) const;
  Status super_arguments(const ast::Attribute* node, Value* parts);

  // ---- Calls (calls.cpp) ----
  Value call_expression(const ast::Call* node);
  Value method_call(const ast::Call* node);
  bool runs_in_place(const ast::Call* node, Value callee) const;
  // Calls with `pushed` arguments in front of the written ones, and perhaps one more behind the positional ones.
  Value call_with_arguments(const ast::Node* node, Value callee, std::span<const Value> pushed,
                            std::span<ast::ExprNode*> arguments, std::span<ast::keyword*> keywords,
                            Value extra = Value::unbound());
  Value extended_call(const ast::Node* node, Value callee, std::span<const Value> pushed,
                      std::span<ast::ExprNode*> arguments, std::span<ast::keyword*> keywords, Value extra);
  Fallible<Tuple*> keyword_names(std::span<ast::keyword*> keywords);
  Value keyword_dict(const ast::Node* node, std::span<ast::keyword*> keywords, Value callee);

  // ---- Displays, comprehensions (displays.cpp) ----
  Value list_display(const ast::Node* node, std::span<ast::ExprNode*> elements);
  Value tuple_display(const ast::Node* node, std::span<ast::ExprNode*> elements);
  Value set_display(const ast::Set* node);
  Value dict_display(const ast::Dict* node);
  Status add_elements(const ast::Node* node, List* list, std::span<ast::ExprNode*> elements);
  struct Comprehension {
    const ast::ExprNode* node;
    std::span<ast::comprehension*> generators;
    const ast::ExprNode* element;
    const ast::ExprNode* value;
    Value result;
  };
  static Comprehension parts_of(const ast::ExprNode* node);
  Value comprehension(const ast::ExprNode* node);
  Value inlined_comprehension(const ast::ExprNode* node);
  Value called_comprehension(const ast::ExprNode* node);
  Value make_comprehension_result(const ast::ExprNode* node);
  Value first_iterator(const ast::comprehension* generator);
  Status comprehension_loop(const Comprehension& all, size_t level, Value iterator);
  Status comprehension_body(const Comprehension& all, size_t level);
  Status comprehension_element(const Comprehension& all);
  // The next item of a `for`, sync or async; unbound: exhausted.
  Value next_of(const ast::Node* place, Value iterator);
  Value next_async(const ast::Node* place, Value iterator);
  Status back_edge();

  // ---- Strings (format.cpp) ----
  Value joined(const ast::JoinedStr* node);
  Value formatted(const ast::FormattedValue* node);
  Value interpolation(const ast::Interpolation* node);
  Value template_string(const ast::TemplateStr* node);

  // ---- Suspending (suspend.cpp) ----
  Value yield_value(const ast::Node* node, Value value);
  Value yield(const ast::Yield* node);
  Value yield_from(const ast::YieldFrom* node);
  Value await(const ast::Await* node);
  Value await_value(const ast::Node* place, Value awaitable, int context);
  Value send_loop(const ast::Node* place, Value iterator);

  // ---- Statements ----
  Flow statements(std::span<ast::StmtNode*> body);
  Flow statement(const ast::StmtNode* node);
  Status simple_statement(const ast::StmtNode* node);
  Flow if_statement(const ast::If* node);
  Flow while_statement(const ast::While* node);
  Flow for_statement(const ast::For* node);
  Flow async_for_statement(const ast::For* node);
  Flow return_statement(const ast::Return* node);
  Status assign(const ast::Assign* node);
  Status augmented_assignment(const ast::AugAssign* node);
  Status annotated_assignment(const ast::AnnAssign* node);
  Status check_annotation(const ast::ExprNode* node);
  Status raise_statement_node(const ast::Raise* node);
  Status assert_statement(const ast::Assert* node);
  Status import_statement(const ast::Import* node);
  Status import_from_statement(const ast::ImportFrom* node);
  Status expression_statement(const ast::Expr* node);

  // ---- try, with (exceptions.cpp) ----
  Flow try_statement(const ast::Try* node);
  Flow try_finally(const ast::Try* node);
  Flow finally_handler(const ast::Try* node, Value exception);
  FailureOfAnyType pass_cleanup();
  Flow try_except(const ast::Try* node);
  Flow handle(const ast::Try* node, Value exception);
  Flow handler_body(const ast::ExceptHandler* node, Value exception);
  Status clear_handler_name(const ast::ExceptHandler* node);
  Flow try_except_star(const ast::Try* node);
  Flow star_handlers(const ast::Try* node, Value exception);
  Status star_handler(const ast::ExceptHandler* node, Value& rest, List* errors);
  Flow with_statement(const ast::With* node, size_t index);
  Value call_exit(const ast::Node* place, const MethodLookup& exit, Value manager, Value exception, bool is_async);

  // ---- match (pattern.cpp) ----
  struct Captures {
    List* list;  // pairs: the node's address as an int, the value
  };
  Flow match_statement(const ast::Match* node);
  Fallible<bool> pattern(const ast::PatternNode* node, Value subject, Captures& captures);
  Fallible<bool> sequence_pattern(const ast::MatchSequence* node, Value subject, Captures& captures);
  Fallible<bool> mapping_pattern(const ast::MatchMapping* node, Value subject, Captures& captures);
  Fallible<bool> class_pattern(const ast::MatchClass* node, Value subject, Captures& captures);
  Fallible<bool> or_pattern(const ast::MatchOr* node, Value subject, Captures& captures);
  Status capture(const ast::PatternNode* node, Value value, Captures& captures);

  // ---- Definitions (definitions.cpp, generics.cpp, annotations.cpp) ----
  struct FunctionParts {
    Value defaults = Value::unbound();          // Tuple
    Value keyword_defaults = Value::unbound();  // Dict
    Value annotate = Value::unbound();
  };
  Value make_function_of(const ast::Node* place, ScopeId scope, const FunctionParts& parts);
  Fallible<FunctionParts> defaults_of(const ast::Node* node, const ast::arguments* args);
  Value decorate(std::span<ast::ExprNode*> decorators, const Value* callables, Value value);
  Value evaluate_lambda(const ast::Lambda* node);
  Status function_statement(const ast::FunctionDef* node);
  Value body_function(const ast::FunctionDef* node, FunctionParts parts);
  Status class_statement(const ast::ClassDef* node);
  Value class_object(const ast::ClassDef* node, Value extra_base);
  Value type_parameter(const ast::TypeParamNode* node);
  Value type_parameters(std::span<ast::TypeParamNode*> params);
  Value lazy_value(const ast::Node* place, ScopeId scope);
  Value type_alias(const ast::TypeAlias* node, Value parameters);
  Status type_alias_statement(const ast::TypeAlias* node);
  Value annotation(const ast::ExprNode* node);
  Status check_annotation_format(const ast::Node* place);

  // ---- Bodies by kind ----
  Value run_body();
  Status make_cells();
  Value run_root();
  Value run_function();
  Value run_class();
  Status class_prologue();
  Status static_attributes();
  Value run_comprehension();
  Value run_function_annotations();
  Value run_variable_annotations();
  Value run_lazy_value();
  Value run_generic_function();
  Value run_generic_class();
  Value run_generic_alias();
  Status body_with_docstring(std::span<ast::StmtNode*> body, bool is_class);
  Status store_annotate_function(const ast::Node* place, bool in_class);

  Thread* thread_;  // in a generator: whoever resumed it last
  Runtime& runtime_;
  Frame* frame_;
  Value* registers_;
  Code* code_;
  const Body& body_;
  Program& program_;
  const Symbols& symbols_;
  const Scope& scope_;
  Value* values_;
  Value result_ = Value::none();  // of `return`
  bool reraised_ = false;         // the pending exception has this frame's traceback entry
};

}  // namespace memphis::treewalk

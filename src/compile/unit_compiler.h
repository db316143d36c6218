// Compiles the code of one frame into one CodeUnit; nested functions and classes get compilers of their own.
//
// Registers. A frame's slots come from the symbol pass; temporaries lie above them with stack discipline: `top_` is the
// first free one. The rules that keep this sound:
// - `into(node, destination)` writes `destination` in the last instruction that runs and nowhere before, so a
// destination
//   may be a variable whose old value the expression still needs (or an exception must leave alone), and it may be at
//   or above `top_`: what the expression used there is dead by then.
// - `operand(node)` may give a local variable's own register. When something evaluated later can rebind that variable,
//   `stable_operand` copies it first.
// - A call window is laid out at `top_`; all that is needed after the call lies below it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/stack_budget.h"
#include "bytecode/assembler.h"
#include "compile/compiler.h"
#include "compile/constant_folding.h"
#include "compile/constant_pool.h"

namespace memphis {

using Reg = uint32_t;

// What all units of a module share.
struct ModuleContext {
  const ParseResult& parse;
  const Symbols& symbols;
  const CompileOptions& options;
  ConstantFolder folder;
  StackBudget stack;
  Diagnostics diagnostics;
  bool failed = false;
};

class UnitCompiler {
 public:
  UnitCompiler(ModuleContext& module, UnitCompiler* parent, ScopeId scope);

  // Each compiles its unit and gives it, or null after an error.
  std::unique_ptr<CodeUnit> compile_root();
  std::unique_ptr<CodeUnit> compile_function(const ast::FunctionDef* node, uint32_t first_line);
  std::unique_ptr<CodeUnit> compile_lambda(const ast::Lambda* node);
  std::unique_ptr<CodeUnit> compile_class(const ast::ClassDef* node, uint32_t first_line);
  std::unique_ptr<CodeUnit> compile_comprehension(const ast::ExprNode* node);
  std::unique_ptr<CodeUnit> compile_function_annotations(const ast::FunctionDef* node);
  struct DeferredAnnotation {
    const ast::AnnAssign* node;
    int32_t index;  // among the conditional ones; -1: always there
  };
  std::unique_ptr<CodeUnit> compile_variable_annotations(const ast::Node* place,
                                                         const std::vector<DeferredAnnotation>& annotations,
                                                         bool in_class);
  std::unique_ptr<CodeUnit> compile_annotation_value(const ast::ExprNode* value, const ast::Node* place, NameId name);
  std::unique_ptr<CodeUnit> compile_generic_function(const ast::FunctionDef* node, uint32_t first_line);
  std::unique_ptr<CodeUnit> compile_generic_class(const ast::ClassDef* node, uint32_t first_line);
  std::unique_ptr<CodeUnit> compile_generic_alias(const ast::TypeAlias* node);

 private:
  enum class BlockKind : uint8_t { kLoop, kTry, kFinally, kFinallyHandler, kWith, kAsyncWith, kHandler, kNamedHandler };
  // What `return`, `break` and `continue` have to leave on their way out.
  struct Block {
    BlockKind kind;
    HandlerId outer_handler = kNoHandler;  // in force outside of the block
    Label continue_label = kNoLabel;
    Label break_label = kNoLabel;
    Reg reg = 0;                      // kHandler, kFinallyHandler: what LeaveHandler restores; kWith: the exit window
    const ast::Node* node = nullptr;  // kNamedHandler: the handler; kWith: the context expression
    std::span<ast::StmtNode*> body;   // kFinally
  };

  // Frees the temporaries that were taken since.
  class Temporaries {
   public:
    explicit Temporaries(UnitCompiler& unit) : unit_(unit), top_(unit.top_) {}
    ~Temporaries() { unit_.top_ = top_; }

   private:
    UnitCompiler& unit_;
    Reg top_;
  };

  // ---- Infrastructure (unit_compiler.cpp)
  Reg allocate(uint32_t count = 1);
  void set_top(Reg top);
  NameTable& names() { return module_.symbols.names(); }
  std::string_view text(NameId name) const { return module_.symbols.text(name); }
  const Symbols& symbols() const { return module_.symbols; }
  const Scope& scope() const { return module_.symbols.scopes[scope_]; }
  bool is_async_generator() const { return scope().is_generator && scope().is_coroutine; }
  SourceRange range_of(const ast::Node* node) const;
  SourceRange attribute_range(const ast::Node* whole, const ast::Attribute* attribute) const;
  void at(const ast::Node* node);
  void at(SourceRange range);
  // What follows belongs to no line of the program, until the next position.
  void at_no_line() { at(SourceRange{}); }
  // The program passes the node's line here, whether or not there is an instruction for it.
  void pass_line(const ast::Node* node);
  void emit(const ast::Node* node, Opcode opcode, uint32_t a = 0, uint32_t b = 0, uint32_t c = 0, uint32_t d = 0);
  // Without a position of its own: it goes on with the previous one's.
  void emit(Opcode opcode, uint32_t a = 0, uint32_t b = 0, uint32_t c = 0, uint32_t d = 0);
  // An unconditional jump, which is on no line: what is passed on the way says so (pass_line).
  void jump(Label target);
  void jump_if(Opcode opcode, Reg value, Label target) { assembler_.emit_jump(opcode, target, value); }
  void move(Reg to, Reg from);
  void bind(Label label) { assembler_.bind(label); }
  Label new_label() { return assembler_.new_label(); }
  uint32_t name_operand(NameId name) { return constants_.add_name(text(name)); }
  uint32_t name_operand(std::string_view name) { return constants_.add_name(name); }
  // As name_operand, and listed in co_names.
  uint32_t global_name(NameId name);
  uint32_t global_name(std::string_view name) { return global_name(names().intern(name)); }
  void load_constant(Constant constant, Reg to);
  void load_none(Reg to) { load_constant({}, to); }
  void load_text(std::string_view value, Reg to) { load_constant(make_str(value), to); }
  std::string child_qualified_name(ScopeId child, std::string_view name) const;
  std::unique_ptr<CodeUnit> finish(uint32_t first_line);
  void describe_scope(CodeUnit& unit);
  bool too_deep();
  // Compiles with `body` and again, without 16-bit jumps, when one did not reach.
  template <class Body>
  std::unique_ptr<CodeUnit> assemble(uint32_t first_line, Body body) {
    for (;;) {
      begin(first_line);
      body();
      std::unique_ptr<CodeUnit> unit = finish(first_line);
      if (unit != nullptr || module_.failed || long_jumps_) return unit;
      long_jumps_ = true;
      reset();
    }
  }
  void begin(uint32_t first_line);
  void reset();
  uint32_t add_child(std::unique_ptr<CodeUnit> child);
  uint32_t line_of(const ast::Node* node) const;

  // ---- Variables (variable.cpp)
  NameId slot_name(Reg slot) const;
  void check_bound(Reg slot);
  void load(Resolution variable, Reg to);
  void store(Resolution variable, Reg from);
  void remove(Resolution variable);
  Resolution special(std::string_view name) const;
  uint32_t free_index(NameId name) const;
  bool is_local(const ast::ExprNode* node) const;
  // The register of a target that is a plain local variable, else -1.
  int64_t local_target(const ast::ExprNode* target) const;
  void store_target(const ast::ExprNode* target, Reg from);
  void assign(const ast::ExprNode* target, const ast::ExprNode* value);
  int64_t consecutive_locals(std::span<ast::ExprNode*> elements) const;
  void store_elements(const ast::ExprNode* place, std::span<ast::ExprNode*> elements, Reg from);
  void delete_target(const ast::ExprNode* target);
  uint32_t attribute_name(const ast::Attribute* node);

  // ---- Expressions (expression.cpp, display.cpp, format.cpp)
  void into(const ast::ExprNode* node, Reg to);
  Reg operand(const ast::ExprNode* node);
  Reg stable_operand(const ast::ExprNode* node, const ast::ExprNode* next);
  Reg push(const ast::ExprNode* node);
  void effect(const ast::ExprNode* node);
  void binary_into(const ast::BinOp* node, Reg to);
  bool immediate_into(const ast::Node* node, ast::BinaryOperator op, Reg left, const ast::ExprNode* right, bool inplace,
                      Reg to);
  void unary_into(const ast::UnaryOp* node, Reg to);
  void bool_into(const ast::BoolOp* node, Reg to);
  void compare_into(const ast::Compare* node, Reg to);
  void emit_compare(const ast::Node* node, ast::CompareOperator op, Reg left, Reg right, Reg to);
  Reg compare_right(const ast::Compare* node, size_t i);
  void choice_into(const ast::IfExp* node, Reg to);
  void attribute_into(const ast::Attribute* node, Reg to);
  void subscript_into(const ast::Subscript* node, Reg to);
  void slice_into(const ast::Slice* node, Reg to);
  void named_into(const ast::NamedExpr* node, Reg to);
  bool push_super_arguments(const ast::Attribute* node);
  bool is_plain_super(const ast::Attribute* node) const;
  enum class Display : uint8_t { kList, kTuple, kSet };
  void display_into(const ast::Node* node, std::span<ast::ExprNode*> elements, Display kind, Reg to, Reg first_pushed,
                    uint32_t pushed, const Resolution* extra = nullptr);
  void list_into(const ast::List* node, Reg to);
  void set_into(const ast::Set* node, Reg to);
  void dict_into(const ast::Dict* node, Reg to);
  bool constant_elements(std::span<ast::ExprNode*> elements, Constant& tuple);
  void joined_into(const ast::JoinedStr* node, Reg to);
  void join_values(const ast::Node* node, std::span<ast::ExprNode*> values, Reg to);
  bool percent_format_into(const ast::BinOp* node, Reg to);
  void formatted_into(const ast::FormattedValue* node, Reg to);
  void template_into(const ast::TemplateStr* node, Reg to);
  void interpolation_into(const ast::Interpolation* node, Reg to);

  // ---- Conditions (condition.cpp)
  void condition(const ast::ExprNode* node, Label target, bool jump_when);
  void bool_condition(const ast::BoolOp* node, Label target, bool jump_when);
  void compare_condition(const ast::Compare* node, Label target, bool jump_when);
  void compare_jump(const ast::Compare* node, size_t i, Reg left, Label target, bool jump_when);
  void chain_condition(const ast::Compare* node, Label target, bool jump_when);

  // ---- Calls (call.cpp)
  void call_into(const ast::Call* node, Reg to);
  void method_call_into(const ast::Call* node, Reg to);
  bool needs_extended(std::span<ast::ExprNode*> arguments, std::span<ast::keyword*> keywords, uint32_t pushed) const;
  // The window's callable and `pushed` arguments are in place; adds the others and calls.
  void finish_call(const ast::Node* node, Reg window, uint32_t pushed, std::span<ast::ExprNode*> arguments,
                   std::span<ast::keyword*> keywords, Reg to, const Resolution* extra = nullptr);
  void finish_extended_call(const ast::Node* node, Reg window, uint32_t pushed, std::span<ast::ExprNode*> arguments,
                            std::span<ast::keyword*> keywords, Reg to, const Resolution* extra);
  void push_keywords(std::span<ast::keyword*> keywords, Reg window);
  void keyword_dict_into(const ast::Node* node, std::span<ast::keyword*> keywords, Reg to, Reg callable);
  bool builtin_over_generator_into(const ast::Call* node, Reg to);

  // ---- Suspension (suspend.cpp)
  void yield_into(const ast::Yield* node, Reg to);
  void yield_from_into(const ast::YieldFrom* node, Reg to);
  void await_into(const ast::Await* node, Reg to);
  // Awaits the iterator in register `iterator`; the result comes into `value`. Both are temporaries.
  void send_loop(const ast::Node* place, Reg iterator, Reg value);
  void await_register(const ast::Node* place, Reg awaitable, uint32_t how, Reg value);

  // ---- Comprehensions (comprehension.cpp)
  struct Comprehension {
    const ast::ExprNode* node;
    std::span<ast::comprehension*> generators;
    const ast::ExprNode* element;
    const ast::ExprNode* value;  // of a dict comprehension
    Reg result;
  };
  static Comprehension parts_of(const ast::ExprNode* node);
  void comprehension_into(const ast::ExprNode* node, Reg to);
  Reg push_first_iterator(const ast::comprehension* generator);
  void inlined_comprehension_into(const ast::ExprNode* node, Reg to);
  void called_comprehension_into(const ast::ExprNode* node, Reg to);
  void comprehension_loop(const Comprehension& all, size_t level, Reg iterator);
  void comprehension_body(const Comprehension& all, size_t level, Label next);
  void comprehension_element(const Comprehension& all);
  void async_comprehension_loop(const Comprehension& all, size_t level, Reg iterator);

  // ---- Statements (statement.cpp, assignment.cpp, loop.cpp, import.cpp)
  void statements(std::span<ast::StmtNode*> body);
  void statement(const ast::StmtNode* node);
  void expression_statement(const ast::Expr* node);
  void if_statement(const ast::If* node);
  void return_statement(const ast::Return* node);
  void raise_statement(const ast::Raise* node);
  void assert_statement(const ast::Assert* node);
  void assign_statement(const ast::Assign* node);
  bool parallel_assignment(const ast::Assign* node);
  void augmented_assignment(const ast::AugAssign* node);
  void annotated_assignment(const ast::AnnAssign* node);
  void check_annotation(const ast::ExprNode* node);
  void while_statement(const ast::While* node);
  void for_statement(const ast::For* node);
  void async_for_statement(const ast::For* node);
  void for_iter(const ast::ExprNode* place, const ast::ExprNode* target, Reg iterator, Label exit);
  // The target of an async loop: awaits the next item and stores it; goes to `exit` at the end.
  void async_next(const ast::Node* place, const ast::ExprNode* iterable, const ast::ExprNode* target, Reg iterator,
                  Label exit);
  void loop_exit(const ast::StmtNode* node, bool is_break);
  void import_statement(const ast::Import* node);
  void import_from_statement(const ast::ImportFrom* node);

  // ---- Exceptions and context managers (exception.cpp, with.cpp)
  void try_statement(const ast::Try* node);
  void try_except(const ast::Try* node);
  void try_finally(const ast::Try* node);
  void try_except_star(const ast::Try* node);
  void except_handler(const ast::ExceptHandler* handler, Reg exception, Reg saved, Label end);
  void except_star_handler(const ast::ExceptHandler* handler, Reg rest, Reg errors);
  void clear_handler_name(const ast::ExceptHandler* handler);
  void with_statement(const ast::With* node, size_t item);
  void enter_context(const ast::With* node, const ast::withitem* item, Reg window, Reg to);
  void call_exit(const ast::Node* place, Reg window, bool is_async);
  // Code that leaves all blocks above `depth`; they stay open for what follows.
  void unwind(size_t depth);
  bool unwinding_runs_code(size_t depth) const;
  void leave_block(const Block& block);
  void set_handler(HandlerId handler) { assembler_.set_handler(handler); }
  HandlerId handler() const { return assembler_.current_handler(); }

  // ---- Functions, classes and annotations (function.cpp, class.cpp, annotation.cpp, generic.cpp)
  void function_statement(const ast::FunctionDef* node);
  void lambda_into(const ast::Lambda* node, Reg to);
  void class_statement(const ast::ClassDef* node);
  void type_alias_statement(const ast::TypeAlias* node);
  // Evaluates decorators; their windows stay open from the register returned on.
  void push_decorators(std::span<ast::ExprNode*> decorators);
  void apply_decorators(std::span<ast::ExprNode*> decorators, Reg base, Reg value);
  // Pushes what MakeFunction wants besides the code, in its order; gives the flags.
  uint32_t push_defaults(const ast::Node* node, const ast::arguments* args);
  uint32_t push_annotate(const ast::FunctionDef* node);
  void make_function(const ast::Node* node, std::unique_ptr<CodeUnit> code, ScopeId code_scope, uint32_t flags,
                     Reg first, Reg to);
  void push_closure(const ast::Node* node, ScopeId code_scope);
  void load_cell_itself(const FreeVariable& variable, Reg to);
  void make_body_function(const ast::FunctionDef* node, uint32_t flags, Reg first, uint32_t first_line, Reg to);
  void make_cells();
  void set_parameters(const ast::arguments* args);
  void class_body(const ast::ClassDef* node, uint32_t first_line);
  void class_epilogue();
  void push_build_class(const ast::ClassDef* node, uint32_t first_line);
  void note_static_attribute(const ast::Attribute* node);
  void body_with_docstring(std::span<ast::StmtNode*> body, bool is_class);
  void begin_annotation_function(const ast::Node* place);
  void collect_annotations(std::span<ast::StmtNode*> body, bool is_conditional);
  void collect_annotations(const ast::StmtNode* node, bool is_conditional);
  void store_annotate_function(const ast::Node* place, bool in_class);
  void annotation_into(const ast::ExprNode* annotation, Reg to);
  void type_parameters(const ast::Node* owner, std::span<ast::TypeParamNode*> params, Reg to);
  void type_parameter_into(const ast::TypeParamNode* param, Reg to);
  void push_lazy_value(const ast::TypeParamNode* param, NameId name, const ast::ExprNode* value, ScopeKind kind);
  void call_unit(const ast::Node* node, std::unique_ptr<CodeUnit> code, ScopeId code_scope, Reg window, uint32_t pushed,
                 Reg to);
  void alias_into(const ast::TypeAlias* node, Reg name_and_params, Reg to);

  // ---- Pattern matching (pattern.cpp)
  struct Capture {
    NameId name;
    const ast::Node* node;
    Reg value;
  };
  using Captures = std::vector<Capture>;
  void match_statement(const ast::Match* node);
  void pattern(const ast::PatternNode* node, Reg subject, Label fail, Captures& captures);
  void value_pattern(const ast::MatchValue* node, Reg subject, Label fail);
  void sequence_pattern(const ast::MatchSequence* node, Reg subject, Label fail, Captures& captures);
  void mapping_pattern(const ast::MatchMapping* node, Reg subject, Label fail, Captures& captures);
  void class_pattern(const ast::MatchClass* node, Reg subject, Label fail, Captures& captures);
  void or_pattern(const ast::MatchOr* node, Reg subject, Label fail, Captures& captures);
  void length_check(const ast::Node* node, Reg subject, Opcode jump, size_t length, Label fail);
  static void collect_captures(const ast::PatternNode* node, Captures& captures);

  ModuleContext& module_;
  UnitCompiler* parent_;
  ScopeId scope_;  // the frame's scope
  std::unique_ptr<CodeUnit> unit_;
  Assembler assembler_;
  ConstantPool constants_;
  std::vector<Block> blocks_;
  std::vector<DeferredAnnotation> annotations_;
  std::vector<NameId> static_attributes_;
  std::string qualified_name_;
  std::string name_;
  Reg first_temporary_;
  Reg top_;
  Reg max_registers_;
  bool long_jumps_ = false;
  uint32_t user_handlers_ = 0;  // how many handlers of the program's own are around the current point
  int32_t conditional_annotations_ = 0;
  const ast::Node* last_node_ = nullptr;
  static constexpr size_t kDisplayBatch = 64;  // elements that are put into registers at once
  static constexpr size_t kMaxWindowArguments = 200;
};

}  // namespace memphis

#include "api/front_end.h"

#include <memory>

#include "base/utf8.h"
#include "compile/compiler.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/warnings.h"
#include "symbols/symbols.h"
#include "syntax/parser.h"
#include "syntax/traceback_hints.h"
#include "treewalk/loader.h"
#include "vm/body.h"

namespace memphis {

namespace {

// Bits of compile()'s flags, by their names in CPython's compile.h.
constexpr int kDontImplyDedent = 0x200;
constexpr int kAllowTopLevelAwait = 0x2000;
constexpr int kAllowIncompleteInput = 0x4000;
constexpr uint32_t kFutureMask = 0x1fe0000;
constexpr uint32_t kFutureBarryAsFlufl = 0x400000;

ExceptionId exception_of(DiagnosticKind kind) {
  switch (kind) {
    case DiagnosticKind::kIndentationError: return ExceptionId::kIndentationError;
    case DiagnosticKind::kTabError: return ExceptionId::kTabError;
    case DiagnosticKind::kRecursionError: return ExceptionId::kRecursionError;
    case DiagnosticKind::kMemoryError: return ExceptionId::kMemoryError;
    case DiagnosticKind::kValueError: return ExceptionId::kValueError;
    case DiagnosticKind::kOverflowError: return ExceptionId::kOverflowError;
    case DiagnosticKind::kDeprecationWarning: return ExceptionId::kDeprecationWarning;
    case DiagnosticKind::kSyntaxWarning: return ExceptionId::kSyntaxWarning;
    default: return ExceptionId::kSyntaxError;
  }
}

Value number_or_none(int32_t number) { return number == Diagnostic::kNone ? Value::none() : Value::small_int(number); }

FailureOfAnyType raise_diagnostic(Thread& thread, const Diagnostic& diagnostic, const std::string& filename) {
  ExceptionId id = exception_of(diagnostic.kind);
  Runtime& runtime = thread.runtime;
  bool is_syntax_error = is_subtype(runtime.exception_type(id), runtime.exception_type(ExceptionId::kSyntaxError));
  if (!is_syntax_error) return raise(thread, id, "{}", diagnostic.message);
  // What has no place at all is about the source as a whole, and names no file.
  Str* message = TRY(make_str(thread, diagnostic.message));
  if (diagnostic.lineno == Diagnostic::kNone) {
    return raise_value(thread, TRY(call(thread, runtime.exception_type(id), {Value(message)})));
  }
  Str* file = TRY(make_str(thread, filename));
  Value text = diagnostic.has_text ? Value(TRY(make_str(thread, diagnostic.text))) : Value::none();
  Tuple* details =
      TRY(make_tuple(thread, {Value(file), number_or_none(diagnostic.lineno), number_or_none(diagnostic.offset), text,
                              number_or_none(diagnostic.end_lineno), number_or_none(diagnostic.end_offset)}));
  Value type = runtime.exception_type(id);
  if (diagnostic.kind == DiagnosticKind::kIncompleteInput) {
    Value incomplete =
        find_attribute(thread, runtime.builtins_module, TRY(intern_text(runtime, "_IncompleteInputError")));
    if (incomplete.is_kind(Kind::kType)) type = incomplete;
    thread.pending = Value::unbound();
  }
  Value exception = TRY(call(thread, type, {Value(message), Value(details)}));
  return raise_value(thread, exception);
}

Status issue_warnings(Thread& thread, const Diagnostics& diagnostics, const std::string& filename) {
  for (const Diagnostic& warning : diagnostics.warnings) {
    Status issued = warn_explicit(thread, exception_of(warning.kind), warning.message, filename, warning.lineno);
    if (!issued.failed()) continue;
    // A SyntaxWarning turned into an error is reported as the SyntaxError it warns of.
    if (!pending_is(thread, ExceptionId::kSyntaxWarning)) return issued;
    take_pending(thread);
    Diagnostic error = warning;
    error.kind = DiagnosticKind::kSyntaxError;
    return raise_diagnostic(thread, error, filename);
  }
  return {};
}

// A program that is one expression and nothing else is evaluated as eval() does: its text would be a docstring
// otherwise.
void take_single_expression(ParseResult& parse) {
  const auto* module = parse.root->as_if<ast::Module>();
  if (module == nullptr || module->body.size() != 1) return;
  const auto* statement = module->body[0]->as_if<ast::Expr>();
  if (statement == nullptr) return;
  auto* expression = parse.arena.make<ast::Expression>();
  expression->id = module->id;
  expression->begin = module->begin;
  expression->end = module->end;
  expression->body = statement->value;
  parse.root = expression;
}

// `return value` instead of a last statement `value`. After the symbol pass, which knows that no program may say that.
void return_last_value(ParseResult& parse) {
  const auto* module = parse.root->as_if<ast::Module>();
  if (module == nullptr || module->body.empty()) return;
  ast::StmtNode*& last = module->body[module->body.size() - 1];
  const auto* statement = last->as_if<ast::Expr>();
  if (statement == nullptr) return;
  auto* result = parse.arena.make<ast::Return>();
  result->id = statement->id;
  result->begin = statement->begin;
  result->end = statement->end;
  result->value = statement->value;
  last = result;
}

// Keeps what the tree walker evaluates alive: source, names, tree and symbols.
Value compile_parsed(Thread& thread, EngineKind engine, std::unique_ptr<TreewalkProgram> program,
                     const CompileRequest& request) {
  const std::string& filename = program->source.filename();
  // What the parser had to warn of before it met an error is told all the same.
  TRY(issue_warnings(thread, program->parse.diagnostics, filename));
  if (!program->parse.ok()) return raise_diagnostic(thread, program->parse.diagnostics.error, filename);
  SymbolsOptions options;
  options.allow_top_level_await = (request.flags & kAllowTopLevelAwait) != 0;
  options.inherited_future_flags = static_cast<uint32_t>(request.flags) & kFutureMask;
  if (request.keep_last_value) take_single_expression(program->parse);
  program->symbols = resolve_names(program->parse, options);
  if (!program->symbols.ok()) return raise_diagnostic(thread, program->symbols.diagnostics.error, filename);
  if (request.keep_last_value) return_last_value(program->parse);
  TRY(issue_warnings(thread, program->symbols.diagnostics, filename));
  program->optimize = request.optimize;
  if (engine == EngineKind::kTreewalk) return treewalk::load(thread, std::move(program));
  CompileOptions compile_options;
  compile_options.filename = filename;
  compile_options.optimize = request.optimize;
  CompileResult compiled = compile_module(program->parse, program->symbols, compile_options);
  if (!compiled.ok()) return raise_diagnostic(thread, compiled.diagnostics.error, filename);
  TRY(issue_warnings(thread, compiled.diagnostics, filename));
  return TRY(vm::load(thread, *compiled.unit));
}

Value compile_hook(void* context, Thread& thread, Value source, Value filename, char mode, int flags, int optimize) {
  auto* interpreter = static_cast<Interpreter*>(context);
  std::string name = text_of(filename);
  CompileRequest request{mode, flags, optimize < 0 ? thread.runtime.options.optimize : optimize};
  if (is_str(source))
    return compile_source(thread, interpreter->engine(), SourceText::from_utf8(name, text_of(source)), request);
  auto view = source.as<Bytes>()->view();
  std::string bytes(reinterpret_cast<const char*>(view.data()), view.size());
  return compile_source(thread, interpreter->engine(), SourceText::from_bytes(name, std::move(bytes)), request);
}

// Keeps the VM's code of each scope where the tree walker's code finds it.
void keep_descriptions(const Code* code, const CodeUnit& unit, Code* made) {
  treewalk::description_of(code, unit.scope) = made;
  for (size_t i = 0; i < unit.children.size(); i++) {
    keep_descriptions(code, *unit.children[i], made->constants->items[unit.constants.size() + i].as<Code>());
  }
}

Status describe_program(Thread& thread, const Code* code) {
  const TreewalkProgram& program = treewalk::program_of(code);
  CompileOptions options;
  options.filename = program.source.filename();
  options.optimize = program.optimize;
  CompileResult compiled = compile_module(program.parse, program.symbols, options);
  if (!compiled.ok()) return raise_diagnostic(thread, compiled.diagnostics.error, options.filename);
  Code* made = TRY(vm::load(thread, *compiled.unit));
  keep_descriptions(code, *compiled.unit, made);
  return {};
}

// The tree walker's code gets the names and constants that the VM's has, with its own nested code among them.
Status describe_hook(void*, Thread& thread, Code* code) {
  ScopeId scope = treewalk::scope_of(code);
  if (treewalk::description_of(code, scope).bits() == 0) TRY(describe_program(thread, code));
  Value description = treewalk::description_of(code, scope);
  if (description.bits() == 0) return raise_system_error(thread, "code of an unknown scope");
  auto* made = description.as<Code>();
  size_t values = made->engine->instructions->constant_count(made);
  List* constants = TRY(make_list(thread));
  for (size_t i = 0; i < made->constants->size; i++) {
    Value constant = made->constants->items[i];
    if (constant.is_kind(Kind::kCode)) {
      constant = TRY(treewalk::code_of_scope(thread, code, vm::scope_of(constant.as<Code>())));
    } else if (i >= values) {
      continue;
    }
    TRY(list_append(thread, constants, constant));
  }
  Tuple* all = TRY(make_tuple(thread, constants->view()));
  code->constants.set(code, all);
  code->global_names.set(code, made->global_names);
  code->extra.set(code, made);
  return {};
}

}  // namespace

SourceText text_of_host(std::string_view filename, std::string_view source) {
  if (scan_utf8(source).ok()) return SourceText::from_utf8(std::string(filename), std::string(source));
  return SourceText::from_bytes(std::string(filename), std::string(source));
}

Value compile_source(Thread& thread, EngineKind engine, SourceText source, const CompileRequest& request) {
  auto program = std::make_unique<TreewalkProgram>();
  program->source = std::move(source);
  ParseFlags flags;
  flags.allow_incomplete_input = (request.flags & kAllowIncompleteInput) != 0;
  flags.dont_imply_dedent = (request.flags & kDontImplyDedent) != 0;
  flags.barry_as_flufl = (static_cast<uint32_t>(request.flags) & kFutureBarryAsFlufl) != 0;
  ParseMode mode = request.mode == 'v'   ? ParseMode::kExpression
                   : request.mode == 's' ? ParseMode::kInteractive
                                         : ParseMode::kModule;
  program->parse = parse(program->source, program->names, mode, flags);
  return compile_parsed(thread, engine, std::move(program), request);
}

namespace {

bool anchors_hook(std::string_view segment, CaretAnchors& anchors) {
  OperatorAnchors found;
  if (!find_operator_anchors(segment, found)) return false;
  anchors = {found.left_line, found.left_column, found.right_line, found.right_column};
  return true;
}

}  // namespace

void install_front_end(Interpreter& interpreter) {
  interpreter.runtime().front_end = {&interpreter, compile_hook, describe_hook, anchors_hook, is_plain_call_statement};
}

}  // namespace memphis

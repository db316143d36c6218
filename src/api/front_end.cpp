#include "api/front_end.h"

#include <memory>

#include "api/code_format.h"
#include "base/utf8.h"
#include "compile/compiler.h"
#include "modules/ast/bridge.h"
#include "modules/program_errors.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/code_description.h"
#include "runtime/codecs.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/traceback_text.h"
#include "runtime/warnings.h"
#include "symbols/keyword_typo.h"
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

// What the parser had to warn of, before it met an error too; then the error.
Status check_parsed(Thread& thread, const TreewalkProgram& program) {
  TRY(issue_warnings(thread, program.parse.diagnostics, program.source.filename()));
  if (!program.parse.ok()) return raise_parse_error(thread, program.parse.diagnostics.error, program.source);
  return {};
}

// Keeps what the tree walker evaluates alive: source, names, tree and symbols.
Value compile_parsed(Thread& thread, EngineKind engine, std::unique_ptr<TreewalkProgram> program,
                     const CompileRequest& request) {
  const std::string& filename = program->source.filename();
  SymbolsOptions options;
  options.stack_budget = thread.native_stack_left();
  options.allow_top_level_await = (request.flags & kAllowTopLevelAwait) != 0;
  options.inherited_future_flags = static_cast<uint32_t>(request.flags) & kFutureMask;
  if (request.keep_last_value) take_single_expression(program->parse);
  program->symbols = resolve_names(program->parse, options);
  if (!program->symbols.ok()) return raise_compile_error(thread, program->symbols.diagnostics.error, filename);
  if (request.keep_last_value) return_last_value(program->parse);
  TRY(issue_warnings(thread, program->symbols.diagnostics, filename));
  program->optimize = request.optimize;
  if (engine == EngineKind::kTreewalk) return treewalk::load(thread, std::move(program));
  CompileOptions compile_options;
  compile_options.stack_budget = thread.native_stack_left();
  compile_options.filename = filename;
  compile_options.optimize = request.optimize;
  CompileResult compiled = compile_module(program->parse, program->symbols, compile_options);
  if (!compiled.ok()) return raise_compile_error(thread, compiled.diagnostics.error, filename);
  TRY(issue_warnings(thread, compiled.diagnostics, filename));
  return TRY(vm::load(thread, *compiled.unit));
}

void parse_source(Thread& thread, TreewalkProgram& program, SourceText source, const CompileRequest& request) {
  program.source = std::move(source);
  ParseFlags flags;
  flags.allow_incomplete_input = (request.flags & kAllowIncompleteInput) != 0;
  flags.dont_imply_dedent = (request.flags & kDontImplyDedent) != 0;
  flags.barry_as_flufl = (static_cast<uint32_t>(request.flags) & kFutureBarryAsFlufl) != 0;
  flags.max_int_digits = thread.runtime.options.int_max_str_digits;
  flags.stack_budget = thread.native_stack_left();
  ParseMode mode = request.mode == 'v'   ? ParseMode::kExpression
                   : request.mode == 's' ? ParseMode::kInteractive
                   : request.mode == 't' ? ParseMode::kFunctionType
                                         : ParseMode::kModule;
  program.parse = parse(program.source, program.names, mode, flags);
}

Value show_tree(Thread& thread, const TreewalkProgram& program, const CompileRequest& request) {
  bool optimized = (request.flags & kCompileOptimizedAst) == kCompileOptimizedAst;
  return tree_to_objects(thread, program.parse, request.optimize, optimized);
}

// compile() of a tree, to code or (flag PyCF_ONLY_AST) to a tree.
Value compile_tree(Thread& thread, EngineKind engine, Value root, std::string filename, const CompileRequest& request) {
  auto program = std::make_unique<TreewalkProgram>();
  TRY(tree_from_objects(thread, root, request.mode, std::move(filename), program->source, program->names,
                        program->parse));
  if ((request.flags & kCompileOnlyAst) != 0) return show_tree(thread, *program, request);
  return compile_parsed(thread, engine, std::move(program), request);
}

Value compile_hook(void* context, Thread& thread, Value source, Value filename, char mode, int flags, int optimize) {
  auto* interpreter = static_cast<Interpreter*>(context);
  std::string name = text_of(filename);
  CompileRequest request{mode, flags, optimize < 0 ? thread.runtime.options.optimize : optimize};
  if (is_syntax_tree(thread, source)) {
    return compile_tree(thread, interpreter->engine(), source, std::move(name), request);
  }
  if (is_str(source))
    return compile_source(thread, interpreter->engine(), SourceText::from_utf8(name, text_of(source)), request);
  if (!source.is_kind(Kind::kBytes)) {
    return raise_type_error(thread, "compile() arg 1 must be a string, bytes or AST object");
  }
  auto view = source.as<Bytes>()->view();
  std::string bytes(reinterpret_cast<const char*>(view.data()), view.size());
  return compile_source(thread, interpreter->engine(), text_of_bytes(thread, name, std::move(bytes), false), request);
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
  options.stack_budget = thread.native_stack_left();
  options.filename = program.source.filename();
  options.optimize = program.optimize;
  CompileResult compiled = compile_module(program.parse, program.symbols, options);
  if (!compiled.ok()) return raise_compile_error(thread, compiled.diagnostics.error, options.filename);
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

SourceText text_of_bytes(Thread& thread, std::string filename, std::string bytes, bool is_file) {
  auto plain = [&] {
    return is_file ? SourceText::from_file_bytes(std::move(filename), std::move(bytes))
                   : SourceText::from_bytes(std::move(filename), std::move(bytes));
  };
  std::string encoding = SourceText::declared_encoding(bytes);
  bool has_mark = bytes.starts_with("\xEF\xBB\xBF");
  if (has_mark || SourceText::knows_encoding(encoding)) return plain();
  Str* name = make_str(thread, encoding);
  auto* data = reinterpret_cast<const uint8_t*>(bytes.data());
  Value text =
      name == nullptr ? Value::error() : decode_text(thread, {data, bytes.size()}, Value::unbound(), name, nullptr);
  if (!text.is_error()) {
    std::string decoded = text_of(text);
    return is_file ? SourceText::from_file_text(std::move(filename), std::move(decoded))
                   : SourceText::from_utf8(std::move(filename), std::move(decoded));
  }
  Value error = take_pending(thread);
  if (is_file || !error.is_kind(Kind::kException)) return plain();
  return SourceText::undecodable(std::move(filename), safe_str(thread, error, "exception"));
}

Value compile_source(Thread& thread, EngineKind engine, SourceText source, const CompileRequest& request) {
  auto program = std::make_unique<TreewalkProgram>();
  parse_source(thread, *program, std::move(source), request);
  TRY(check_parsed(thread, *program));
  if ((request.flags & kCompileOnlyAst) != 0) return show_tree(thread, *program, request);
  return compile_parsed(thread, engine, std::move(program), request);
}

namespace {

bool keyword_hook(std::string_view code, int32_t only_line, MisspeltKeyword& found) {
  KeywordTypo typo;
  if (!find_keyword_typo(code, only_line, typo)) return false;
  found = {typo.keyword, typo.line, typo.line_number, typo.column, typo.end_column};
  return true;
}

bool anchors_hook(std::string_view segment, CaretAnchors& anchors) {
  OperatorAnchors found;
  if (!find_operator_anchors(segment, found)) return false;
  anchors = {found.left_line, found.left_column, found.right_line, found.right_column};
  return true;
}

}  // namespace

void install_front_end(Interpreter& interpreter) {
  interpreter.runtime().front_end = {&interpreter, compile_hook, describe_hook, anchors_hook, is_plain_call_statement,
                                     keyword_hook};
  marshal::install_code_format(interpreter.runtime(), code_format());
}

}  // namespace memphis

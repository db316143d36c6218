// Built-in functions about code and namespaces: compile, eval, exec, globals, locals, __import__, __build_class__.
#include <algorithm>

#include "builtins/functions.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/frame.h"
#include "runtime/import.h"
#include "runtime/intern.h"
#include "runtime/language.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/variables.h"

namespace memphis {

namespace {

// Bits of compile()'s flags, as CPython numbers them.
constexpr int kFutureFlags = 0x1fe0000;
constexpr int kNestedFlag = 0x10;  // obsolete, accepted
constexpr int kDontImplyDedent = 0x200;
constexpr int kOnlyAst = 0x400;
constexpr int kTypeComments = 0x1000;
constexpr int kAllowTopLevelAwait = 0x2000;
constexpr int kAllowIncompleteInput = 0x4000;
constexpr int kOptimizedAst = 0x8000 | kOnlyAst;
constexpr int kKnownFlags = kFutureFlags | kNestedFlag | kDontImplyDedent | kOnlyAst | kTypeComments |
                            kAllowTopLevelAwait | kAllowIncompleteInput | kOptimizedAst;

// The __future__ features of the code that runs.
int inherited_flags(Thread& thread) {
  return thread.frame == nullptr ? 0 : static_cast<int>(thread.frame->code()->flags & kFutureFlags);
}

// Source as the front end takes it: a str or a bytes object. Unbound: it is neither text nor a buffer.
Value source_text(Thread& thread, Value source) {
  if (is_str(source) || source.is_kind(Kind::kBytes)) return source;
  if (type_of(thread, source)->special_method(Special::kBuffer).is_unbound()) return Value::unbound();
  return call(thread, thread.runtime.type(TypeId::kBytes), {source});
}

// A file name from str, bytes or a path object.
Value file_name(Thread& thread, Value name) {
  if (!is_str(name) && !name.is_kind(Kind::kBytes)) {
    Str* method_name = TRY(intern_text(thread.runtime, "__fspath__"));
    Value method = type_lookup(thread.runtime, type_of(thread, name), method_name);
    if (method.is_unbound()) {
      return raise_type_error(thread, "expected str, bytes or os.PathLike object, not {}", type_name(thread, name));
    }
    name = TRY(call_special_method(thread, method, name));
  }
  if (!name.is_kind(Kind::kBytes)) {
    if (text_of(name).find('\0') != std::string::npos) return raise_value_error(thread, "embedded null character");
    return name;
  }
  auto view = name.as<Bytes>()->view();
  if (std::find(view.begin(), view.end(), 0) != view.end()) return raise_value_error(thread, "embedded null byte");
  return make_str(thread, {reinterpret_cast<const char*>(view.data()), view.size()});
}

Value compile_text(Thread& thread, Value source, Value filename, char mode, int flags, int optimize) {
  const FrontEnd& front_end = thread.runtime.front_end;
  if (front_end.compile == nullptr) return raise_system_error(thread, "no compiler");
  return front_end.compile(front_end.context, thread, source, filename, mode, flags, optimize);
}

Value builtin_compile(Thread& thread, Value* args) {
  Value filename = TRY(file_name(thread, args[1]));
  if (text_of(filename).find('\0') != std::string::npos) return raise_value_error(thread, "embedded null character");
  if (!is_str(args[2])) {
    return raise_type_error(thread, "compile() argument 'mode' must be str, not {}", type_name(thread, args[2]));
  }
  int64_t flags = args[3].is_unbound() ? 0 : TRY(to_index_int64(thread, args[3]));
  bool dont_inherit = !args[4].is_unbound() && TRY(is_true(thread, args[4]));
  int64_t optimize = args[5].is_unbound() ? -1 : TRY(to_index_int64(thread, args[5]));
  if ((flags & ~int64_t{kKnownFlags}) != 0) return raise_value_error(thread, "compile(): unrecognised flags");
  if (optimize < -1 || optimize > 2) return raise_value_error(thread, "compile(): invalid optimize value");
  if (!dont_inherit) flags |= inherited_flags(thread);
  std::string mode = text_of(args[2]);
  bool only_ast = (flags & kOnlyAst) != 0;
  if (mode == "func_type" && !only_ast) {
    return raise_value_error(thread, "compile() mode 'func_type' requires flag PyCF_ONLY_AST");
  }
  if (mode != "exec" && mode != "eval" && mode != "single" && mode != "func_type") {
    return raise_value_error(thread, "{}",
                             only_ast ? "compile() mode must be 'exec', 'eval', 'single' or 'func_type'"
                                      : "compile() mode must be 'exec', 'eval' or 'single'");
  }
  Value source = TRY(source_text(thread, args[0]));
  if (source.is_unbound()) source = args[0];  // a tree, or else nothing that can be compiled
  char letter = mode == "exec" ? 'e' : mode == "eval" ? 'v' : mode == "single" ? 's' : 't';
  return compile_text(thread, source, filename, letter, static_cast<int>(flags), static_cast<int>(optimize));
}

struct Namespaces {
  Dict* globals = nullptr;
  Value locals;
};

// Where exec() or eval() runs: what it was given, else what the calling frame sees.
Fallible<Namespaces> choose_namespaces(Thread& thread, Value globals, Value locals) {
  Namespaces result;
  bool has_globals = !globals.is_unbound() && !globals.is_none();
  bool has_locals = !locals.is_unbound() && !locals.is_none();
  if (has_globals) {
    result.globals = globals.as<Dict>();
    result.locals = has_locals ? locals : globals;
  } else {
    if (thread.frame == nullptr) return raise_system_error(thread, "globals and locals cannot be NULL");
    result.globals = thread.frame->function->globals;
    result.locals = has_locals ? locals : TRY(locals_of_frame(thread, thread.frame));
  }
  Runtime& runtime = thread.runtime;
  Str* builtins = runtime.name(Name::kBuiltins);
  if (TRY(dict_get(thread, result.globals, builtins)).is_unbound()) {
    // What the calling code has, so that a restricted environment stays one.
    Value inherited = thread.frame != nullptr ? builtins_of(runtime, thread.frame->function) : Value(runtime.builtins);
    TRY(dict_set_name(thread, result.globals, builtins, inherited));
  }
  return result;
}

bool is_mapping(Thread& thread, Value value) {
  return !type_of(thread, value)->special_method(Special::kGetItem).is_unbound() && !is_str(value);
}

// Code made for a function runs as a call without arguments; other code in the given namespaces.
Value run_code(Thread& thread, Code* code, const Namespaces& names, Tuple* closure) {
  if (code->has_locals_register) return execute_code(thread, code, names.globals, names.locals, closure);
  Function* function = TRY(make_function(thread, code, names.globals));
  if (closure != nullptr) function->closure.set(function, closure);
  return call(thread, function);
}

Value builtin_eval(Thread& thread, Value* args) {
  bool has_locals = !args[2].is_unbound() && !args[2].is_none();
  if (has_locals && !is_mapping(thread, args[2])) return raise_type_error(thread, "locals must be a mapping");
  bool has_globals = !args[1].is_unbound() && !args[1].is_none();
  if (has_globals && !args[1].is_kind(Kind::kDict)) {
    return raise_type_error(thread, "{}",
                            is_mapping(thread, args[1]) ? "globals must be a real dict; try eval(code, {}, mapping)"
                                                        : "globals must be a dict");
  }
  Namespaces names = TRY(choose_namespaces(thread, args[1], args[2]));
  if (args[0].is_kind(Kind::kCode)) {
    auto* code = args[0].as<Code>();
    if (code->free_names.get() != nullptr && code->free_names->size != 0) {
      return raise_type_error(thread, "code object passed to eval() may not contain free variables");
    }
    return run_code(thread, code, names, nullptr);
  }
  Value source = TRY(source_text(thread, args[0]));
  if (source.is_unbound()) return raise_type_error(thread, "eval() arg 1 must be a string, bytes or code object");
  if (is_str(source)) {
    // An expression may be indented here.
    auto* text = source.as<Str>();
    uint64_t blanks = 0;
    while (blanks < text->length() && (text->at(blanks) == ' ' || text->at(blanks) == '\t')) blanks++;
    if (blanks != 0) source = TRY(substring(thread, text, blanks, text->length()));
  } else {
    auto view = source.as<Bytes>()->view();
    size_t blanks = 0;
    while (blanks < view.size() && (view[blanks] == ' ' || view[blanks] == '\t')) blanks++;
    if (blanks != 0) source = TRY(make_bytes(thread, view.subspan(blanks)));
  }
  Str* filename = TRY(intern_text(thread.runtime, "<string>"));
  Value code = TRY(compile_text(thread, source, filename, 'v', inherited_flags(thread), -1));
  return execute_code(thread, code.as<Code>(), names.globals, names.locals);
}

// The closure argument of exec() for a code object; null with no exception when there is none to have.
Fallible<Tuple*> check_closure(Thread& thread, const Code* code, Value closure) {
  uint64_t wanted = code->free_names.get() == nullptr ? 0 : code->free_names->size;
  bool has_closure = !closure.is_unbound() && !closure.is_none();
  if (wanted == 0) {
    if (has_closure) return raise_type_error(thread, "cannot use a closure with this code object");
    return static_cast<Tuple*>(nullptr);
  }
  bool fits = closure.is_exactly(Kind::kTuple) && closure.as<Tuple>()->size == wanted;
  for (uint64_t i = 0; fits && i < wanted; i++) fits = closure.as<Tuple>()->items[i].is_kind(Kind::kCellObject);
  if (!fits) return raise_type_error(thread, "code object requires a closure of exactly length {}", wanted);
  return closure.as<Tuple>();
}

Value builtin_exec(Thread& thread, Value* args) {
  bool has_globals = !args[1].is_unbound() && !args[1].is_none();
  if (has_globals && !args[1].is_kind(Kind::kDict)) {
    return raise_type_error(thread, "exec() globals must be a dict, not {}", type_name(thread, args[1]));
  }
  bool has_locals = !args[2].is_unbound() && !args[2].is_none();
  if (has_locals && !is_mapping(thread, args[2])) {
    return raise_type_error(thread, "locals must be a mapping or None, not {}", type_name(thread, args[2]));
  }
  Namespaces names = TRY(choose_namespaces(thread, args[1], args[2]));
  if (args[0].is_kind(Kind::kCode)) {
    Fallible<Tuple*> closure = check_closure(thread, args[0].as<Code>(), args[3]);
    if (closure.failed()) return Failure{};
    TRY(run_code(thread, args[0].as<Code>(), names, closure.value()));
    return Value::none();
  }
  if (!args[3].is_unbound() && !args[3].is_none()) {
    return raise_type_error(thread, "closure can only be used when source is a code object");
  }
  Value source = TRY(source_text(thread, args[0]));
  if (source.is_unbound()) return raise_type_error(thread, "exec() arg 1 must be a string, bytes or code object");
  Str* filename = TRY(intern_text(thread.runtime, "<string>"));
  Value code = TRY(compile_text(thread, source, filename, 'e', inherited_flags(thread), -1));
  TRY(execute_code(thread, code.as<Code>(), names.globals, names.locals));
  return Value::none();
}

Value builtin_globals(Thread& thread, Value*) {
  if (thread.frame == nullptr) return raise_system_error(thread, "frame does not exist");
  return thread.frame->function->globals.get();
}

Value builtin_locals(Thread& thread, Value*) {
  if (thread.frame == nullptr) return raise_system_error(thread, "frame does not exist");
  return locals_of_frame(thread, thread.frame);
}

Value builtin_import(Thread& thread, Value* args) {
  int64_t level = args[4].is_unbound() ? 0 : TRY(to_index_int64(thread, args[4]));
  Value globals = args[1].is_unbound() ? Value::none() : args[1];
  Value from_list = args[3].is_unbound() ? Value(thread.runtime.empty_tuple) : args[3];
  return import_module_level(thread, args[0], globals, from_list, level);
}

Value builtin_build_class(Thread& thread, Value* args) {
  auto* positional = args[0].as<Tuple>();
  if (positional->size < 2) return raise_type_error(thread, "__build_class__: not enough arguments");
  if (!positional->items[0].is_kind(Kind::kFunction)) {
    return raise_type_error(thread, "__build_class__: func must be a function");
  }
  if (!is_str(positional->items[1])) return raise_type_error(thread, "__build_class__: name is not a string");
  Tuple* bases = TRY(make_tuple(thread, positional->view().subspan(2)));
  return build_class(thread, positional->items[0], positional->items[1], bases, args[1]);
}

constexpr NativeDefinition kFunctions[] = {
    {"compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)",
     builtin_compile, "Compiles source text to a code object that exec() or eval() can run."},
    {"eval(source, /, globals=None, locals=None)", builtin_eval, "The value of an expression, given as text or code."},
    {"exec(source, /, globals=None, locals=None, *, closure=None)", builtin_exec,
     "Runs statements, given as text or code."},
    {"globals()", builtin_globals, "The dict of the current module's names."},
    {"locals()", builtin_locals, "A mapping with the names of the current scope."},
    {"__import__(name, globals=None, locals=None, fromlist=(), level=0)", builtin_import,
     "What the import statement calls. importlib.import_module() is the function for programs."},
    {"__build_class__(*args, **kwargs)", builtin_build_class, "What the class statement calls."},
};

}  // namespace

std::span<const NativeDefinition> code_functions() { return kFunctions; }

}  // namespace memphis

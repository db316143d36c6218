#include "api/interpreter.h"

#include <cstdlib>
#include <cstring>

#include "api/front_end.h"
#include "api/home.h"
#include "api/host_text.h"
#include "api/library_archive.h"
#include "builtins/exceptions.h"
#include "builtins/functions.h"
#include "builtins/register.h"
#include "modules/modules.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/interpreter_lock.h"
#include "runtime/make.h"
#include "runtime/named_access.h"
#include "runtime/native.h"
#include "runtime/traceback_text.h"

namespace memphis {

namespace {

uint64_t environment_number(const char* name, uint64_t otherwise) {
  const char* text = getenv(name);
  return text == nullptr || *text == 0 ? otherwise : strtoull(text, nullptr, 10);
}

Options runtime_options(const InterpreterOptions& options) {
  Options result;
  result.memory_limit = options.memory_limit;
  result.optimize = options.optimize;
  result.flags = options.flags;
  result.int_max_str_digits = options.int_max_str_digits;
  result.unbuffered_streams = options.unbuffered;
  result.treewalk = options.engine == EngineKind::kTreewalk;
  if (options.hash_seed.has_value()) {
    result.random_hash_seed = false;
    result.hash_seed = *options.hash_seed;
  }
  if (options.use_environment) {
    result.gc_stress = static_cast<uint32_t>(environment_number("MEMPHIS_GC_STRESS", 0));
    if (result.memory_limit == 0) result.memory_limit = environment_number("MEMPHIS_MEMORY_LIMIT", 0);
    if (const char* encoding = getenv("PYTHONIOENCODING"); encoding != nullptr) {
      std::string_view text(encoding);
      size_t colon = text.find(':');
      result.stream_encoding = text.substr(0, colon);
      if (colon != std::string_view::npos) result.stream_errors = text.substr(colon + 1);
    }
    const char* unbuffered = getenv("PYTHONUNBUFFERED");
    if (unbuffered != nullptr && *unbuffered != 0) result.unbuffered_streams = true;
    const char* seed = getenv("PYTHONHASHSEED");
    if (!options.hash_seed.has_value() && seed != nullptr && *seed != 0 && strcmp(seed, "random") != 0) {
      result.random_hash_seed = false;
      result.hash_seed = static_cast<uint32_t>(strtoul(seed, nullptr, 10));
    }
  }
  return result;
}

}  // namespace

std::unique_ptr<Interpreter> Interpreter::create(const InterpreterOptions& options, StartError& error) {
  std::unique_ptr<Interpreter> interpreter(new Interpreter);
  interpreter->options_ = options;
  interpreter->runtime_ = std::make_unique<Runtime>(runtime_options(options));
  Runtime& runtime = *interpreter->runtime_;
  interpreter->thread_ = std::make_unique<Thread>(runtime);
  Thread& thread = *interpreter->thread_;
  if (thread.stack_base == nullptr) {
    error = {"MemoryError", "no address space for the stack of values"};
    return nullptr;
  }
  runtime.main_thread = &thread;
  runtime.threads.push_back(&thread);
  runtime.interpreter_lock->acquire(thread);
  thread.recursion_limit = options.recursion_limit;
  if (!interpreter->set_up().failed()) return interpreter;
  // So early there may be no exception to show: then memory was exhausted.
  Value exception = thread.pending;
  error = {"MemoryError", "the built-in types do not fit into the memory limit"};
  if (runtime.sys_dict != nullptr && exception.is_kind(Kind::kException)) {
    take_pending(thread);
    error = {type_name(thread, exception), safe_str(thread, exception, "exception")};
  }
  return nullptr;
}

Interpreter::~Interpreter() {
  runtime_->interpreter_lock->close(*thread_);
  // Threads that are left wait for ever; what they may still write to, in a call of the system, must stay where it is.
  if (runtime_->threads.size() > 1) (void)runtime_.release();
}

Status Interpreter::set_up() {
  Thread& thread = *thread_;
  Runtime& runtime = *runtime_;
  TRY(register_builtin_types(thread));
  TRY(register_exception_types(thread));
  runtime.last_memory_error = TRY(call(thread, runtime.exception_type(ExceptionId::kMemoryError)));
  register_modules(runtime);
  TRY(create_builtins_module(thread));
  install_front_end(*this);
  TRY(create_sys_module(thread));
  TRY(set_up_path());
  TRY(start_import_system(thread));
  TRY(set_up_caching());
  runtime.heap.set_stress(runtime.options.gc_stress);
  return {};
}

// sys.orig_argv, warnoptions and _xoptions. The module warnings has to know of its options before anybody warns.
Status Interpreter::set_up_options() {
  Thread& thread = *thread_;
  Runtime& runtime = *runtime_;
  auto set_list = [&](const char* name, const std::vector<std::string>& texts) -> Status {
    List* list = TRY(make_list(thread));
    for (const std::string& text : texts) TRY(list_append(thread, list, TRY(make_str_of_host(thread, text))));
    return dict_set_name(thread, runtime.sys_dict, TRY(intern_text(runtime, name)), list);
  };
  TRY(set_list("orig_argv", options_.original_arguments));
  TRY(set_list("warnoptions", options_.warning_options));
  Dict* extended = TRY(make_dict(thread));
  for (const std::string& option : options_.extended_options) {
    size_t equals = option.find('=');
    Str* name = TRY(make_str_of_host(thread, option.substr(0, equals)));
    Value value = Value::true_value();
    if (equals != std::string::npos) value = TRY(make_str_of_host(thread, option.substr(equals + 1)));
    TRY(dict_set(thread, extended, name, value));
  }
  TRY(dict_set_name(thread, runtime.sys_dict, TRY(intern_text(runtime, "_xoptions")), extended));
  Value prefix = TRY(dict_get(thread, extended, TRY(make_str(thread, "pycache_prefix"))));
  const char* variable = options_.use_environment ? getenv("PYTHONPYCACHEPREFIX") : nullptr;
  if (prefix.is_unbound() && variable != nullptr && *variable != 0) prefix = TRY(make_str_of_host(thread, variable));
  if (!is_str(prefix) || prefix.as<Str>()->length() == 0) return {};
  return dict_set_name(thread, runtime.sys_dict, TRY(intern_text(runtime, "pycache_prefix")), prefix);
}

// What importlib is to do with compiled files.
Status Interpreter::set_up_caching() {
  Value imp = TRY(import_module(*thread_, "_imp"));
  Str* policy = TRY(make_str_of_host(*thread_, options_.check_hash_based_pycs));
  return set_attribute(*thread_, imp, TRY(intern_text(*runtime_, "check_hash_based_pycs")), policy);
}

// The attributes of sys that tell where everything is.
Status Interpreter::set_up_home() {
  Thread& thread = *thread_;
  Runtime& runtime = *runtime_;
  auto environment = [&](const char* name) { return options_.use_environment ? getenv(name) : nullptr; };
  Home home = find_home(options_.executable, environment("PYTHONHOME"));
  runtime.library = Archive(library_archive());
  runtime.library_directory = home.library;
  const char* other_library = environment("MEMPHIS_STDLIB");
  if (!options_.stdlib_directory.empty()) {
    runtime.library_directory = options_.stdlib_directory;
  } else if (other_library != nullptr && *other_library != 0) {
    runtime.library_directory = other_library;
  }
  auto set = [&](const char* name, const std::string& text) -> Status {
    Str* value = TRY(make_str_of_host(thread, text));
    return dict_set_name(thread, runtime.sys_dict, TRY(intern_text(runtime, name)), value);
  };
  TRY(set("executable", options_.executable));
  TRY(set("_base_executable", home.base_executable));
  for (const char* name : {"prefix", "exec_prefix"}) TRY(set(name, home.prefix));
  for (const char* name : {"base_prefix", "base_exec_prefix"}) TRY(set(name, home.base_prefix));
  if (!home.home.empty()) TRY(set("_home", home.home));
  return set("_stdlib_dir", runtime.library_directory);
}

Status Interpreter::set_up_path() {
  Thread& thread = *thread_;
  Runtime& runtime = *runtime_;
  List* arguments = TRY(make_list(thread));
  for (const std::string& argument : options_.arguments)
    TRY(list_append(thread, arguments, TRY(make_str_of_host(thread, argument))));
  TRY(dict_set_name(thread, runtime.sys_dict, TRY(intern_text(runtime, "argv")), arguments));
  TRY(set_up_options());
  TRY(set_up_home());
  List* path = TRY(make_list(thread));
  auto add = [&](std::string_view directory) -> Status {
    return list_append(thread, path, TRY(make_str_of_host(thread, directory)));
  };
  if (const char* extra = options_.use_environment ? getenv("PYTHONPATH") : nullptr) {
    std::string_view rest(extra);
    while (!rest.empty()) {
      size_t colon = rest.find(':');
      std::string_view part = rest.substr(0, colon);
      if (!part.empty()) TRY(add(part));
      rest = colon == std::string_view::npos ? std::string_view() : rest.substr(colon + 1);
    }
  }
  for (const std::string& directory : options_.search_path) TRY(add(directory));
  TRY(add(runtime.library_directory));
  return dict_set_name(thread, runtime.sys_dict, runtime.name(Name::kSysPath), path);
}

Value Interpreter::compile(std::string_view source, std::string_view filename, char mode) {
  CompileRequest request{mode, 0, options_.optimize};
  return compile_source(*thread_, options_.engine, text_of_host(filename, source), request);
}

Value Interpreter::compile_snippet(std::string_view source, std::string_view filename) {
  CompileRequest request{'e', 0, options_.optimize, true};
  return compile_source(*thread_, options_.engine, text_of_host(filename, source), request);
}

Value Interpreter::compile_file_bytes(std::string bytes, std::string_view filename, bool keep_last_value) {
  CompileRequest request{'e', 0, options_.optimize, keep_last_value};
  return compile_source(*thread_, options_.engine,
                        text_of_bytes(*thread_, std::string(filename), std::move(bytes), true), request);
}

Dict* Interpreter::main_dict() {
  if (main_dict_ != nullptr) return main_dict_;
  Thread& thread = *thread_;
  Runtime& runtime = *runtime_;
  Module* module = TRY(make_module(thread, runtime.name(Name::kMain)));
  TRY(dict_set_name(thread, module->dict, runtime.name(Name::kBuiltins), runtime.builtins_module));
  TRY(dict_set_name(thread, runtime.modules, runtime.name(Name::kMain), module));
  runtime.permanent.push_back(module);
  main_dict_ = module->dict;
  return main_dict_;
}

Value Interpreter::run_in_main(Value code) {
  Dict* dict = main_dict();
  if (dict == nullptr) return Value::error();
  return execute_code(*thread_, code.as<Code>(), dict, dict);
}

}  // namespace memphis

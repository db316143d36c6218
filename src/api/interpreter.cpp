#include "api/interpreter.h"

#include <cstdlib>
#include <cstring>

#include "api/front_end.h"
#include "api/stdlib_directory.h"
#include "builtins/exceptions.h"
#include "builtins/functions.h"
#include "builtins/register.h"
#include "modules/modules.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/make.h"
#include "runtime/native.h"

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
  result.treewalk = options.engine == EngineKind::kTreewalk;
  if (options.use_environment) {
    result.gc_stress = static_cast<uint32_t>(environment_number("MEMPHIS_GC_STRESS", 0));
    if (result.memory_limit == 0) result.memory_limit = environment_number("MEMPHIS_MEMORY_LIMIT", 0);
    const char* seed = getenv("PYTHONHASHSEED");
    if (seed != nullptr && *seed != 0 && strcmp(seed, "random") != 0) {
      result.random_hash_seed = false;
      result.hash_seed = static_cast<uint32_t>(strtoul(seed, nullptr, 10));
    }
  }
  return result;
}

}  // namespace

std::unique_ptr<Interpreter> Interpreter::create(const InterpreterOptions& options, std::string& error) {
  std::unique_ptr<Interpreter> interpreter(new Interpreter);
  interpreter->options_ = options;
  interpreter->runtime_ = std::make_unique<Runtime>(runtime_options(options));
  Runtime& runtime = *interpreter->runtime_;
  interpreter->thread_ = std::make_unique<Thread>(runtime);
  runtime.main_thread = interpreter->thread_.get();
  runtime.threads.push_back(runtime.main_thread);
  if (interpreter->set_up().failed()) {
    Value exception = take_pending(*interpreter->thread_);
    error = exception.is_cell() ? "cannot start: " + type_name(*interpreter->thread_, exception) : "cannot start";
    if (exception.is_cell()) {
      Fallible<std::string> text = repr_text(*interpreter->thread_, exception);
      if (!text.failed()) error += ": " + text.value();
    }
    return nullptr;
  }
  return interpreter;
}

Interpreter::~Interpreter() = default;

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
  runtime.heap.set_stress(runtime.options.gc_stress);
  return {};
}

Status Interpreter::set_up_path() {
  Thread& thread = *thread_;
  Runtime& runtime = *runtime_;
  List* arguments = TRY(make_list(thread));
  for (const std::string& argument : options_.arguments)
    TRY(list_append(thread, arguments, TRY(make_str(thread, argument))));
  TRY(dict_set_name(thread, runtime.sys_dict, TRY(intern_text(runtime, "argv")), arguments));
  List* path = TRY(make_list(thread));
  auto add = [&](std::string_view directory) -> Status {
    return list_append(thread, path, TRY(make_str(thread, directory)));
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
  std::string library = options_.stdlib_directory;
  if (library.empty() && options_.use_environment && getenv("MEMPHIS_STDLIB") != nullptr)
    library = getenv("MEMPHIS_STDLIB");
  if (library.empty()) library = kStdlibDirectory;
  if (!library.empty()) TRY(add(library));
  return dict_set_name(thread, runtime.sys_dict, runtime.name(Name::kSysPath), path);
}

Value Interpreter::compile(std::string_view source, std::string_view filename, char mode) {
  CompileRequest request{mode, 0, options_.optimize};
  return compile_source(*thread_, options_.engine, SourceText::from_utf8(std::string(filename), std::string(source)),
                        request);
}

Value Interpreter::compile_file_bytes(std::string bytes, std::string_view filename) {
  CompileRequest request{'e', 0, options_.optimize};
  return compile_source(*thread_, options_.engine, SourceText::from_file_bytes(std::string(filename), std::move(bytes)),
                        request);
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

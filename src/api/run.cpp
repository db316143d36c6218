// Running whole programs: from text, from a file, from a module; and ending them.
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "api/host_text.h"
#include "api/interpreter.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/interpreter_lock.h"
#include "runtime/make.h"
#include "runtime/shutdown.h"
#include "runtime/source_lines.h"
#include "runtime/standard_stream.h"
#include "runtime/uncaught.h"
#include "runtime/weak.h"

namespace memphis {

namespace {

std::string directory_of(const std::string& path) {
  char* resolved = realpath(path.c_str(), nullptr);
  std::string full = resolved != nullptr ? resolved : path;
  free(resolved);
  size_t slash = full.rfind('/');
  return slash == std::string::npos ? "" : slash == 0 ? "/" : full.substr(0, slash);
}

}  // namespace

Status Interpreter::import_for_options() {
  Thread& thread = *thread_;
  auto import = [&](const char* name) -> Value {
    return call(thread, runtime_->import_function, {Value(TRY(make_str(thread, name)))});
  };
  // A program without the library goes on without filters.
  if (!options_.warning_options.empty() && import("warnings").is_error()) take_pending(thread);
  if (!options_.fault_handler) return {};
  Value module = TRY(import("faulthandler"));
  Value enable = TRY(get_attribute(thread, module, TRY(intern_text(*runtime_, "enable"))));
  TRY(call(thread, enable));
  return {};
}

// What options ask for is imported; a directory is put in front of sys.path, unless that is not thought safe.
Status Interpreter::prepare_program(const std::string& directory) {
  Thread& thread = *thread_;
  char* working = directory.empty() ? getcwd(nullptr, 0) : nullptr;
  runtime_->startup_directory = working != nullptr ? working : directory;
  free(working);
  TRY(import_for_options());
  if (options_.flags.safe_path || options_.flags.isolated) return {};
  Value path = dict_get_name(*runtime_, runtime_->sys_dict, runtime_->name(Name::kSysPath));
  if (!path.is_kind(Kind::kList)) return {};
  List* list = path.as<List>();
  Str* text = TRY(make_str_of_host(thread, directory));
  TRY(list_append(thread, list, text));
  for (uint64_t i = list->size - 1; i > 0; i--) list->items()[i] = list->items()[i - 1];
  list->items()[0] = text;
  return {};
}

int Interpreter::finish(bool failed) {
  int status = failed ? handle_uncaught(*thread_) : 0;
  runtime_->heap.set_stress(0);
  join_threads(*thread_);
  run_exit_functions(*thread_);
  runtime_->interpreter_lock->close(*thread_);
  flush_standard_streams(*thread_);
  finalize_modules(*thread_);
  bool flushed = flush_standard_streams(*thread_);
  // Files that nobody has closed are written, and may write to the standard streams in turn.
  finalize_remaining(*thread_, main_dict_);
  flushed = flush_standard_streams(*thread_) && flushed;
  // As CPython: output that is lost at exit makes the status 120.
  return flushed || status != 0 ? status : 120;
}

int Interpreter::run_text(std::string_view source, std::string_view filename) {
  if (main_dict() == nullptr || prepare_program("").failed()) return finish(true);
  Value code = compile(source, filename, 'e');
  if (code.is_kind(Kind::kCode)) register_source(*runtime_, code.as<Code>(), source);
  return finish(code.is_error() || run_in_main(code).is_error());
}

// What a program in a file finds when it starts.
Status Interpreter::enter_file(const std::string& path) {
  Dict* dict = TRY(main_dict());
  TRY(prepare_program(directory_of(path)));
  Str* file = TRY(make_str_of_host(*thread_, path));
  return dict_set_name(*thread_, dict, runtime_->name(Name::kFile), file);
}

Value Interpreter::load_file(const std::string& path, bool keep_last_value) {
  std::string bytes;
  int error = 0;
  if (!read_file(path, bytes, &error)) return raise_os_error(*thread_, error, TRY(make_str_of_host(*thread_, path)));
  TRY(enter_file(path));
  return compile_file_bytes(std::move(bytes), path, keep_last_value);
}

int Interpreter::run_file(const std::string& path) {
  std::string bytes;
  struct stat information;
  int error = stat(path.c_str(), &information) == 0 ? 0 : errno;
  const std::string& program = options_.program_name;
  if (error == 0 && S_ISDIR(information.st_mode)) {
    write_to_stderr(*thread_, fmt::format("{}: can't find '__main__' module in '{}'\n", program, path));
    return 1;
  }
  if (error == 0 && !read_file(path, bytes, &error) && error == 0) error = EIO;
  if (error != 0) {
    write_to_stderr(*thread_,
                    fmt::format("{}: can't open file '{}': [Errno {}] {}\n", program, path, error, strerror(error)));
    return 2;
  }
  if (enter_file(path).failed()) return finish(true);
  Value code = compile_file_bytes(std::move(bytes), path, false);
  return finish(code.is_error() || run_in_main(code).is_error());
}

int Interpreter::run_module(const std::string& name) {
  Thread& thread = *thread_;
  if (main_dict() == nullptr || prepare_program("").failed()) return finish(true);
  Value status = [&]() -> Value {
    Value importer = runtime_->import_function;
    Str* runpy = TRY(make_str(thread, "runpy"));
    Value module = TRY(call(thread, importer, {Value(runpy)}));
    Value runner = TRY(get_attribute(thread, module, TRY(intern_text(*runtime_, "_run_module_as_main"))));
    return call(thread, runner, {Value(TRY(make_str_of_host(thread, name)))});
  }();
  return finish(status.is_error());
}

}  // namespace memphis

// Running whole programs: from text, from a file, from a module; and ending them.
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "api/host_text.h"
#include "api/interpreter.h"
#include "modules/marshal/format.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/intern.h"
#include "runtime/interpreter_lock.h"
#include "runtime/make.h"
#include "runtime/named_access.h"
#include "runtime/shutdown.h"
#include "runtime/source_lines.h"
#include "runtime/standard_stream.h"
#include "runtime/uncaught.h"
#include "runtime/weak.h"

namespace memphis {

int Interpreter::finish(bool failed) {
  ended_by_interrupt_ = failed && pending_is(*thread_, ExceptionId::kKeyboardInterrupt);
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
  return end_program(code.is_error() || run_in_main(code).is_error());
}

Value Interpreter::load_file(const std::string& path, bool keep_last_value) {
  std::string bytes;
  int error = 0;
  if (!read_file(path, bytes, &error)) return raise_os_error(*thread_, error, TRY(make_str_of_host(*thread_, path)));
  TRY(enter_file(path, "SourceFileLoader"));
  return compile_file_bytes(std::move(bytes), path, keep_last_value);
}

namespace {

// As importlib writes them: the magic number, flags, and two words about the source.
constexpr size_t kCompiledHeader = 16;

Fallible<uint32_t> magic_number(Thread& thread) {
  Value token = TRY(import_attribute(thread, "_imp", "pyc_magic_number_token"));
  return static_cast<uint32_t>(TRY(to_int64(thread, token)));
}

bool begins_with_magic(std::string_view bytes, uint32_t magic) {
  uint32_t found;
  if (bytes.size() < sizeof(found)) return false;
  memcpy(&found, bytes.data(), sizeof(found));
  return found == magic;
}

// The code in a compiled file.
Value read_compiled_file(Thread& thread, std::string_view bytes, uint32_t magic) {
  if (!begins_with_magic(bytes, magic)) {
    return raise(thread, ExceptionId::kRuntimeError, "Bad magic number in .pyc file");
  }
  if (bytes.size() < kCompiledHeader) return raise(thread, ExceptionId::kEOFError, "EOF read where not expected");
  bytes.remove_prefix(kCompiledHeader);
  Value code = marshal::read_object(thread, {reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()}, true);
  if (code.is_error() || code.is_kind(Kind::kCode)) return code;
  return raise(thread, ExceptionId::kRuntimeError, "Bad code object in .pyc file");
}

}  // namespace

int Interpreter::run_compiled(const std::string& path, std::string_view bytes, uint32_t magic) {
  if (enter_file(path, "SourcelessFileLoader").failed()) return finish(true);
  Value code = read_compiled_file(*thread_, bytes, magic);
  return end_program(code.is_error() || run_in_main(code).is_error());
}

int Interpreter::run_file(const std::string& path) {
  if (holds_main_module(path)) return run_directory(path);
  std::string bytes;
  struct stat information;
  int error = stat(path.c_str(), &information) == 0 ? 0 : errno;
  const std::string& program = options_.program_name;
  if (error == 0 && !read_file(path, bytes, &error) && error == 0) error = EIO;
  if (error != 0) {
    write_to_stderr(*thread_,
                    fmt::format("{}: can't open file '{}': [Errno {}] {}\n", program, path, error, strerror(error)));
    return 2;
  }
  Fallible<uint32_t> magic = magic_number(*thread_);
  if (magic.failed()) return finish(true);
  if (path.ends_with(".pyc") || begins_with_magic(bytes, magic.value()))
    return run_compiled(path, bytes, magic.value());
  // The line stays, without what is in it, so that the numbers of the others are right.
  if (options_.skip_first_line) bytes.erase(0, std::min(bytes.find('\n'), bytes.size()));
  if (enter_file(path, "SourceFileLoader").failed()) return finish(true);
  Value code = compile_file_bytes(std::move(bytes), path, false);
  return end_program(code.is_error() || run_in_main(code).is_error());
}

// runpy runs `name` as __main__.
Value Interpreter::run_as_main(std::string_view name, bool alter_arguments) {
  Thread& thread = *thread_;
  Value runner = TRY(import_attribute(thread, "runpy", "_run_module_as_main"));
  return call(thread, runner, {Value(TRY(make_str_of_host(thread, name))), Value::boolean(alter_arguments)});
}

int Interpreter::run_module(const std::string& name) {
  char* directory = getcwd(nullptr, 0);
  Status ready = main_dict() == nullptr ? Status(Failure{}) : prepare_program(directory != nullptr ? directory : "");
  free(directory);
  if (ready.failed()) return finish(true);
  return end_program(run_as_main(name, true).is_error());
}

int Interpreter::run_directory(const std::string& path) {
  if (main_dict() == nullptr || prepare_directory(path).failed()) return finish(true);
  return end_program(run_as_main("__main__", false).is_error());
}

int Interpreter::run_interactive() {
  if (main_dict() == nullptr || prepare_program("").failed()) return finish(true);
  return finish(interact(true).is_error());
}

// Where -i asks for that, somebody may look around now.
int Interpreter::end_program(bool failed) {
  const char* variable = options_.use_environment ? getenv("PYTHONINSPECT") : nullptr;
  if (!options_.flags.inspect && (variable == nullptr || *variable == 0)) return finish(failed);
  if (failed) display_exception(*thread_, take_pending(*thread_));
  return finish(interact(false).is_error());
}

}  // namespace memphis

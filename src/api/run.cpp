// Running whole programs: from text, from a file, from a module; and ending them.
#include <sys/stat.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "api/interpreter.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/make.h"
#include "runtime/source_lines.h"
#include "runtime/standard_stream.h"
#include "runtime/uncaught.h"

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

// Puts a directory in front of sys.path.
Status Interpreter::prepend_path(const std::string& directory) {
  Thread& thread = *thread_;
  Value path = dict_get_name(*runtime_, runtime_->sys_dict, runtime_->name(Name::kSysPath));
  if (!path.is_kind(Kind::kList)) return {};
  List* list = path.as<List>();
  Str* text = TRY(make_str(thread, directory));
  TRY(list_append(thread, list, text));
  for (uint64_t i = list->size - 1; i > 0; i--) list->items()[i] = list->items()[i - 1];
  list->items()[0] = text;
  return {};
}

int Interpreter::finish(bool failed) {
  int status = failed ? handle_uncaught(*thread_) : 0;
  runtime_->heap.set_stress(0);
  bool flushed = flush_standard_streams(*thread_);
  // As CPython: output that is lost at exit makes the status 120.
  return flushed || status != 0 ? status : 120;
}

int Interpreter::run_text(std::string_view source, std::string_view filename) {
  if (main_dict() == nullptr || prepend_path("").failed()) return finish(true);
  Value code = compile(source, filename, 'e');
  if (code.is_kind(Kind::kCode)) register_source(*runtime_, code.as<Code>(), source);
  return finish(code.is_error() || run_in_main(code).is_error());
}

int Interpreter::run_command(std::string_view source) { return run_text(source, "<string>"); }

int Interpreter::run_file(const std::string& path) {
  std::string bytes;
  struct stat information;
  int error = stat(path.c_str(), &information) == 0 ? 0 : errno;
  const std::string& executable = options_.executable;
  if (error == 0 && S_ISDIR(information.st_mode)) {
    fprintf(stderr, "%s: can't find '__main__' module in '%s'\n", executable.c_str(), path.c_str());
    return 1;
  }
  if (error == 0 && !read_file(path, bytes, &error) && error == 0) error = EIO;
  if (error != 0) {
    fprintf(stderr, "%s: can't open file '%s': [Errno %d] %s\n", executable.c_str(), path.c_str(), error,
            strerror(error));
    return 2;
  }
  Dict* dict = main_dict();
  if (dict == nullptr || prepend_path(directory_of(path)).failed()) return finish(true);
  Str* file = make_str(*thread_, path);
  if (file == nullptr || dict_set_name(*thread_, dict, runtime_->name(Name::kFile), file).failed()) return finish(true);
  Value code = compile_file_bytes(std::move(bytes), path);
  return finish(code.is_error() || run_in_main(code).is_error());
}

int Interpreter::run_module(const std::string& name) {
  Thread& thread = *thread_;
  if (main_dict() == nullptr || prepend_path("").failed()) return finish(true);
  Value status = [&]() -> Value {
    Value importer = runtime_->import_function;
    Str* runpy = TRY(make_str(thread, "runpy"));
    Value module = TRY(call(thread, importer, {Value(runpy)}));
    Value runner = TRY(get_attribute(thread, module, TRY(intern_text(*runtime_, "_run_module_as_main"))));
    return call(thread, runner, {Value(TRY(make_str(thread, name)))});
  }();
  return finish(status.is_error());
}

}  // namespace memphis

// What a program finds when it starts: sys.path, site, the attributes of __main__.
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "api/host_text.h"
#include "api/interpreter.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/list_operations.h"
#include "runtime/make.h"
#include "runtime/named_access.h"
#include "runtime/source_lines.h"

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

// The module site, which adds the directories of installed packages to sys.path, and names like `exit`.
Status Interpreter::import_site() {
  if (options_.flags.no_site || has_site_) return {};
  has_site_ = true;  // a second program of the same Context finds the modules as the end of the first has left them
  // GC stress is for the program: these imports are the same every time, and their collections would take seconds.
  runtime_->heap.set_stress(0);
  Value site = import_module(*thread_, "site");
  runtime_->heap.set_stress(runtime_->options.gc_stress);
  (void)TRY(site);
  return {};
}

// What options ask for is imported, and site; a directory is put in front of sys.path, unless that is not thought safe.
Status Interpreter::prepare_program(const std::string& directory) {
  char* working = directory.empty() ? getcwd(nullptr, 0) : nullptr;
  runtime_->startup_directory = working != nullptr ? working : directory;
  free(working);
  TRY(import_for_options());
  TRY(import_site());
  if (options_.flags.safe_path || options_.flags.isolated) return {};
  return add_to_path(directory);
}

Status Interpreter::add_to_path(const std::string& directory) {
  Value path = dict_get_name(*runtime_, runtime_->sys_dict, runtime_->name(Name::kSysPath));
  if (!path.is_kind(Kind::kList)) return {};
  List* list = path.as<List>();
  Str* text = TRY(make_str_of_host(*thread_, directory));
  TRY(list_append(*thread_, list, text));
  for (uint64_t i = list->size - 1; i > 0; i--) list->items()[i] = list->items()[i - 1];
  list->items()[0] = text;
  return {};
}

// A directory or zip file that is run as a program comes first on sys.path whatever the options say.
Status Interpreter::prepare_directory(const std::string& path) {
  runtime_->startup_directory = path;
  TRY(import_for_options());
  TRY(import_site());
  return add_to_path(path);
}

// What a program in a file finds when it starts.
Status Interpreter::enter_file(const std::string& path, const char* loader_name) {
  Thread& thread = *thread_;
  Dict* dict = TRY(main_dict());
  TRY(prepare_program(directory_of(path)));
  Str* file = TRY(make_str_of_host(thread, path));
  TRY(dict_set_name(thread, dict, runtime_->name(Name::kFile), file));
  Value type = TRY(import_attribute(thread, "_frozen_importlib_external", loader_name));
  Value loader = TRY(call(thread, type, {Value(runtime_->name(Name::kMain)), Value(file)}));
  return dict_set_name(thread, dict, runtime_->name(Name::kLoader), loader);
}

// A directory, or a file that ends as zip files do: what a program may be in.
bool Interpreter::holds_main_module(const std::string& path) {
  struct stat information;
  if (stat(path.c_str(), &information) != 0) return false;
  if (S_ISDIR(information.st_mode)) return true;
  constexpr off_t kEnd = 22, kLongestComment = 65535;
  if (!S_ISREG(information.st_mode) || information.st_size < kEnd) return false;
  FILE* file = fopen(path.c_str(), "rbe");
  if (file == nullptr) return false;
  std::string tail(static_cast<size_t>(std::min(information.st_size, kEnd + kLongestComment)), '\0');
  bool is_read = fseeko(file, -static_cast<off_t>(tail.size()), SEEK_END) == 0 &&
                 fread(tail.data(), 1, tail.size(), file) == tail.size();
  fclose(file);
  return is_read && tail.find(std::string_view("PK\5\6", 4)) != std::string::npos;
}

// code.InteractiveConsole on the names of __main__, until standard input ends.
Value Interpreter::interact(bool with_banner) {
  Thread& thread = *thread_;
  Value type = TRY(import_attribute(thread, "code", "InteractiveConsole"));
  Value console = TRY(call(thread, type, {Value(main_dict())}));
  std::string banner;
  if (with_banner && !options_.flags.quiet) {
    Value version = TRY(get_attribute_text(thread, runtime_->sys_module, "version"));
    banner = "Python " + text_of(version) +
             " on linux\nType \"help\", \"copyright\", \"credits\" or \"license\" for more information.";
  }
  Str* text = TRY(make_str(thread, banner));
  return call_method(thread, console, TRY(intern_text(*runtime_, "interact")),
                     {Value(text), Value(runtime_->name(Name::kEmpty))});
}

}  // namespace memphis

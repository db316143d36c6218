// The module syslog.
#include <syslog.h>

#include <cstring>

#include "modules/module_support.h"
#include "modules/modules.h"
#include "runtime/argument_support.h"
#include "runtime/audit.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/file_path.h"
#include "runtime/intern.h"
#include "runtime/list_operations.h"
#include "runtime/make.h"

namespace memphis {

namespace {

constexpr char kIdentityKey = 0;

// The name under which the process writes: the system's library keeps the pointer for as long as the log is open.
struct Identity {
  char* text = nullptr;
  bool is_open = false;

  void close() {
    if (!is_open) return;
    closelog();
    free(text);
    text = nullptr;
    is_open = false;
  }
};

void release_identity(void* resource) {
  auto* identity = static_cast<Identity*>(resource);
  identity->close();
  delete identity;
}

Identity* identity_of(Thread& thread) {
  Runtime& runtime = thread.runtime;
  for (const auto& [key, state] : runtime.module_states) {
    if (key == &kIdentityKey) return static_cast<Identity*>(state);
  }
  auto* identity = new Identity;
  runtime.native_resources.push_back({runtime.empty_tuple, identity, release_identity});
  runtime.module_states.emplace_back(&kIdentityKey, identity);
  return identity;
}

// The file of the program, from sys.argv; None: unknown.
Value program_name(Thread& thread) {
  Str* name = TRY(intern_text(thread.runtime, "argv"));
  Value arguments = dict_get_name(thread.runtime, thread.runtime.sys_dict, name);
  if (!arguments.is_kind(Kind::kList) || arguments.as<List>()->size == 0) return Value::none();
  Value program = arguments.as<List>()->items()[0];
  if (!is_str(program)) return Value::none();
  const std::string path = text_of(program);
  const std::string file = path.substr(path.rfind('/') + 1);
  return file.empty() ? Value::none() : Value(make_str(thread, file));
}

Status open_log(Thread& thread, Value name, int options, int facility) {
  if (name.is_none()) name = TRY(program_name(thread));
  TRY(audit(thread, "syslog.openlog", {name, Value::small_int(options), Value::small_int(facility)}));
  std::string text;
  if (!name.is_none()) text = TRY(c_text_of(thread, name));
  Identity* identity = identity_of(thread);
  identity->close();
  identity->text = name.is_none() ? nullptr : strdup(text.c_str());
  identity->is_open = true;
  openlog(identity->text, options, facility);
  return {};
}

Value openlog_function(Thread& thread, Value* args) {
  Value name = args[0].is_unbound() ? Value::none() : args[0];
  if (!name.is_none()) TRY(str_argument(thread, name, "openlog", 1));
  const int options = TRY(int_argument(thread, args[1], 0)), facility = TRY(int_argument(thread, args[2], LOG_USER));
  TRY(open_log(thread, name, options, facility));
  return Value::none();
}

Value syslog_function(Thread& thread, Value* args) {
  auto* given = args[0].as<Tuple>();
  int priority = LOG_INFO;
  Value message = given->size == 0 ? Value::none() : given->items[given->size - 1];
  const bool has_priority = given->size == 2 && is_int(given->items[0]);
  if (given->size == 0 || given->size > 2 || (given->size == 2 && !has_priority) || !is_str(message)) {
    return raise_type_error(thread, "[priority,] message string");
  }
  if (has_priority) priority = TRY(int_argument(thread, given->items[0]));
  const std::string text = TRY(c_text_of(thread, message));
  TRY(audit(thread, "syslog.syslog", {Value::small_int(priority), message}));
  if (!identity_of(thread)->is_open) TRY(open_log(thread, Value::none(), 0, LOG_USER));
  syslog(priority, "%s", text.c_str());
  return Value::none();
}

Value closelog_function(Thread& thread, Value*) {
  Identity* identity = identity_of(thread);
  if (!identity->is_open) return Value::none();
  TRY(audit(thread, "syslog.closelog", {}));
  identity->close();
  return Value::none();
}

Value setlogmask_function(Thread& thread, Value* args) {
  const int mask = TRY(int_argument(thread, args[0]));
  TRY(audit(thread, "syslog.setlogmask", {args[0]}));
  return make_int(thread, setlogmask(mask));
}

Value log_mask(Thread& thread, Value* args) {
  const auto priority = static_cast<unsigned>(TRY(int_argument(thread, args[0])));
  return make_int(thread, static_cast<int>(1U << (priority & 31)));
}

Value log_up_to(Thread& thread, Value* args) {
  const auto priority = static_cast<unsigned>(TRY(int_argument(thread, args[0])));
  return make_int(thread, static_cast<int>((1U << ((priority + 1) & 31)) - 1));
}

constexpr NativeDefinition kFunctions[] = {
    {"openlog(ident=<unrepresentable>, logoption=0, facility=LOG_USER)", openlog_function,
     "Sets under which name and how what follows is logged."},
    {"syslog(*args)", syslog_function, "syslog([priority=LOG_INFO,] message): sends a message to the system's log."},
    {"closelog()", closelog_function, "Forgets what openlog() has set."},
    {"setlogmask(maskpri, /)", setlogmask_function, "Sets which priorities are logged, and gives what it was."},
    {"LOG_MASK(pri, /)", log_mask, "The mask of one priority."},
    {"LOG_UPTO(pri, /)", log_up_to, "The mask of all priorities up to one."},
};

constexpr ModuleConstant kConstants[] = {
#define CONSTANT(name) {#name, name},
#include "modules/syslog_constants.def"
#undef CONSTANT
};

}  // namespace

Value create_syslog_module(Thread& thread) {
  Module* module = TRY(make_native_module(thread, "syslog", "The system's log.", kFunctions));
  TRY(add_constants(thread, module, kConstants));
  return module;
}

}  // namespace memphis

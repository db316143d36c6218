// The module _imp: what the library's importlib asks of the interpreter. There are no dynamic modules.
#include "base/siphash.h"
#include "bytecode/unit_bytes.h"
#include "modules/importing/frozen.h"
#include "modules/modules.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/named_access.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

// "\r\n" after 16 bits that follow from the opcodes and the format: files that CPython or another Memphis has compiled
// are not taken for ours.
constexpr int64_t kMagicNumber = int64_t{0x0A0D0000} | (unit_format_hash() & 0xFFFF);

const Runtime::BuiltinModule* find_builtin(const Runtime& runtime, std::string_view name) {
  for (const Runtime::BuiltinModule& module : runtime.builtin_modules) {
    if (name == module.name) return &module;
  }
  return nullptr;
}

Value is_builtin(Thread& thread, Value* args) {
  std::string name = text_of(TRY(str_argument(thread, args[0], "is_builtin", 0)));
  if (name == "sys" || name == "builtins") return Value::small_int(-1);
  return Value::small_int(find_builtin(thread.runtime, name) != nullptr);
}

Value create_builtin(Thread& thread, Value* args) {
  Value name = TRY(get_attribute_text(thread, args[0], "name"));
  std::string text = text_of(TRY(str_argument(thread, name, "create_builtin", 1)));
  if (text == "sys") return thread.runtime.sys_module;
  if (text == "builtins") return thread.runtime.builtins_module;
  const Runtime::BuiltinModule* module = find_builtin(thread.runtime, text);
  return module == nullptr ? Value::none() : module->create(thread);
}

Value do_nothing(Thread&, Value*) { return Value::small_int(0); }

// ---- Dynamic modules ----

Value empty_list(Thread& thread, Value*) { return make_list(thread); }

Value create_dynamic(Thread& thread, Value*) {
  return raise(thread, ExceptionId::kImportError, "extension modules are not supported");
}

Value override_interpreters_check(Thread& thread, Value*) {
  return raise(thread, ExceptionId::kRuntimeError,
               "_imp._override_multi_interp_extensions_check() cannot be used in the main interpreter");
}

// ---- The import lock ----

constexpr char kLockKey = 0;  // its address is the key of the module state: a _thread.RLock

Value import_lock(Thread& thread) {
  for (const auto& [key, state] : thread.runtime.module_states) {
    if (key == &kLockKey) return static_cast<Cell*>(state);
  }
  Value lock = TRY(call(thread, TRY(import_attribute(thread, "_thread", "RLock"))));
  thread.runtime.permanent.push_back(lock);
  thread.runtime.module_states.emplace_back(&kLockKey, lock.cell());
  return lock;
}

Value call_lock(Thread& thread, std::string_view method) {
  Value lock = TRY(import_lock(thread));
  return call_method(thread, lock, TRY(intern_text(thread.runtime, method)));
}

Value acquire_lock(Thread& thread, Value*) {
  (void)TRY(call_lock(thread, "acquire"));
  return Value::none();
}

Value release_lock(Thread& thread, Value*) {
  if (!TRY(is_true(thread, TRY(call_lock(thread, "_is_owned"))))) {
    return raise(thread, ExceptionId::kRuntimeError, "not holding the import lock");
  }
  return call_lock(thread, "release");
}

Value lock_held(Thread& thread, Value*) { return call_lock(thread, "locked"); }

// ---- Code ----

Status set_file_name(Thread& thread, Code* code, Str* old_name, Str* name) {
  NativeRecursion guard(thread, "");
  if (guard.failed()) return Failure{};
  if (!strs_equal(code->filename, old_name)) return {};
  code->filename.set(code, name);
  for (Value constant : code->constants->view()) {
    if (constant.is_kind(Kind::kCode)) TRY(set_file_name(thread, constant.as<Code>(), old_name, name));
  }
  return {};
}

Value fix_file_name(Thread& thread, Value* args) {
  if (!args[0].is_kind(Kind::kCode)) return raise_argument_error(thread, "_fix_co_filename", 1, "code", args[0]);
  Str* name = TRY(str_argument(thread, args[1], "_fix_co_filename", 2));
  auto* code = args[0].as<Code>();
  TRY(set_file_name(thread, code, code->filename, name));
  return Value::none();
}

Value source_hash(Thread& thread, Value* args) {
  int64_t key = TRY(to_int64(thread, args[0]));
  Buffer buffer(thread);
  TRY(buffer.acquire(args[1]));
  auto hash = siphash({static_cast<uint64_t>(key), 0}, buffer.data(), buffer.size());
  uint8_t bytes[8];
  for (int i = 0; i < 8; i++) bytes[i] = static_cast<uint8_t>(hash >> (8 * i));
  return make_bytes(thread, bytes);
}

constexpr NativeDefinition kFunctions[] = {
    {"extension_suffixes()", empty_list, "Endings of the files of extension modules."},
    {"lock_held()", lock_held, "Does somebody hold the import lock?"},
    {"acquire_lock()", acquire_lock, "Waits for the import lock."},
    {"release_lock()", release_lock, "Gives the import lock back."},
    {"create_builtin(spec, /)", create_builtin, "Makes the built-in module of a spec."},
    {"is_builtin(name, /)", is_builtin, "1: a built-in module; -1: one that can be made only once; 0: none."},
    {"_override_multi_interp_extensions_check(override, /)", override_interpreters_check, ""},
    {"create_dynamic(spec, file=None, /)", create_dynamic, "Makes an extension module."},
    {"exec_dynamic(mod, /)", do_nothing, "Runs an extension module."},
    {"exec_builtin(mod, /)", do_nothing, "Runs a built-in module: it is complete once it has been made."},
    {"_fix_co_filename(code, path, /)", fix_file_name, "Changes the file name of a code and of those inside it."},
    {"source_hash(key, source)", source_hash, "The hash that a compiled file keeps of its source."},
};

}  // namespace

Value create_imp_module(Thread& thread) {
  Module* module = TRY(make_native_module(thread, "_imp", "What importlib asks of the interpreter.", kFunctions));
  TRY(add_module_functions(thread, module, frozen_functions()));
  TRY(set_module_attribute(thread, module, "check_hash_based_pycs", TRY(make_str(thread, "default"))));
  TRY(set_module_attribute(thread, module, "pyc_magic_number_token", Value::small_int(kMagicNumber)));
  return module;
}

}  // namespace memphis

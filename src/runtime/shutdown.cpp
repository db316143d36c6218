#include "runtime/shutdown.h"

#include <string_view>

#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/collector.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/list_operations.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/weak.h"

namespace memphis {

// ---- atexit ----

Status register_exit_function(Thread& thread, Value function, Tuple* arguments, Value keywords) {
  Runtime& runtime = thread.runtime;
  if (runtime.exit_functions == nullptr) {
    List* list = TRY(make_list(thread));
    runtime.permanent.push_back(list);
    runtime.exit_functions = list;
  }
  Value given = keywords.is_unbound() ? Value::none() : keywords;
  Tuple* entry = TRY(make_tuple(thread, {function, Value(arguments), given}));
  return list_append(thread, runtime.exit_functions, entry);
}

Status unregister_exit_function(Thread& thread, Value function) {
  List* list = thread.runtime.exit_functions;
  for (uint64_t i = 0; list != nullptr && i < list->size;) {
    Value entry = list->items()[i];
    bool same = TRY(are_equal(thread, entry.as<Tuple>()->items[0], function));
    // Comparing may have changed the list.
    if (same && i < list->size && list->items()[i] == entry) {
      list_erase(thread, list, i, 1);
    } else {
      i++;
    }
  }
  return {};
}

void clear_exit_functions(Runtime& runtime) {
  if (runtime.exit_functions != nullptr) runtime.exit_functions->size = 0;
}

uint64_t count_exit_functions(const Runtime& runtime) {
  return runtime.exit_functions == nullptr ? 0 : runtime.exit_functions->size;
}

void join_threads(Thread& thread) {
  Runtime& runtime = thread.runtime;
  Str* name = intern_text(runtime, "threading");
  Value module = name == nullptr ? Value::unbound() : dict_get_name(runtime, runtime.modules, name);
  if (module.is_unbound()) return;
  Str* attribute = intern_text(runtime, "_shutdown");
  Value function = attribute == nullptr ? Value::error() : get_attribute(thread, module, attribute);
  if (function.is_error() || call(thread, function).is_error()) {
    write_unraisable(thread, module, "Exception ignored on threading shutdown");
  }
}

void run_exit_functions(Thread& thread) {
  Runtime& runtime = thread.runtime;
  if (count_exit_functions(runtime) == 0) return;
  // What is registered or taken out from here on makes no difference.
  List* list = make_list(thread, runtime.exit_functions->view());
  if (list == nullptr) return (void)take_pending(thread);
  for (uint64_t i = list->size; i-- > 0;) {
    const Tuple* entry = list->items()[i].as<Tuple>();
    Value keywords = entry->items[2].is_none() ? Value::unbound() : entry->items[2];
    Value result = call_with(thread, entry->items[0], entry->items[1].as<Tuple>(), keywords);
    if (result.is_error()) write_unraisable(thread, entry->items[0], "Exception ignored in atexit callback");
  }
  clear_exit_functions(runtime);
}

// ---- Modules ----

namespace {

bool has_callback(Runtime& runtime, Value value) {
  if (!value.is_cell() || !value.cell()->has_flag(kWeaklyReferencedFlag)) return false;
  for (WeakReference* each = runtime.weak->first(value.cell()); each != nullptr; each = each->next) {
    if (!each->callback.get().is_none()) return true;
  }
  return false;
}

// Does somebody want to know when the value goes?
bool is_watched(Runtime& runtime, Value value) {
  if (!value.is_cell()) return false;
  return value.is_kind(Kind::kGenerator) || type_of(runtime, value)->has_flag(kTypeHasFinalizer) ||
         has_callback(runtime, value);
}

void collect_and_finalize(Thread& thread) {
  Fallible<int64_t> collected = collect_garbage(thread, kGenerationCount - 1);
  if (collected.failed()) take_pending(thread);
}

enum class Names : uint8_t { kPrivate, kAll };

// Sets the module's variables to None, in order. Objects that somebody watches go at once, the others when the next
// collection comes.
void clear_names(Thread& thread, Dict* dict, Names which) {
  uint64_t position = 0;
  DictEntry entry;
  while (dict_next(dict, position, entry)) {
    if (!is_exact_str(entry.key) || entry.value.is_none()) continue;
    std::string name = text_of(entry.key);
    bool is_private = name.size() > 1 && name[0] == '_' && name[1] != '_';
    if ((which == Names::kPrivate && !is_private) || name == "__builtins__") continue;
    bool watched = is_watched(thread.runtime, entry.value);
    entry.value = Value::none();
    if (dict_set(thread, dict, entry.key, Value::none()).failed()) take_pending(thread);
    if (watched) collect_and_finalize(thread);
  }
}

// What CPython takes out of sys first: from then on nothing can be imported.
void clear_sys_names(Thread& thread) {
  for (const char* name : {"path", "argv", "ps1", "ps2", "last_exc", "last_type", "last_value", "last_traceback",
                           "path_hooks", "path_importer_cache", "meta_path"}) {
    Str* key = intern_text(thread.runtime, name);
    if (key == nullptr || dict_set_name(thread, thread.runtime.sys_dict, key, Value::none()).failed()) {
      take_pending(thread);
    }
  }
}

bool has_watched_value(Runtime& runtime, const Dict* dict) {
  uint64_t position = 0;
  DictEntry entry;
  while (dict_next(dict, position, entry)) {
    if (is_watched(runtime, entry.value)) return true;
  }
  return false;
}

}  // namespace

void finalize_modules(Thread& thread) {
  Runtime& runtime = thread.runtime;
  if (runtime.modules == nullptr) return;
  Value main = dict_get_name(runtime, runtime.modules, runtime.name(Name::kMain));
  Dict* names = main.is_kind(Kind::kModule) ? main.as<Module>()->dict.get() : nullptr;
  bool is_needed = !runtime.finalizable.empty() || (names != nullptr && has_watched_value(runtime, names));
  if (!is_needed) return;
  clear_sys_names(thread);
  if (names != nullptr) {
    clear_names(thread, names, Names::kPrivate);
    clear_names(thread, names, Names::kAll);
  }
  // The other modules go as a whole; those that native code needs stay.
  Value sys = runtime.sys_module;
  Value builtins = runtime.builtins_module;
  dict_clear(runtime.modules);
  for (auto [name, module] : {std::pair{"sys", sys}, std::pair{"builtins", builtins}}) {
    Str* key = intern_text(runtime, name);
    if (key == nullptr || dict_set(thread, runtime.modules, key, module).failed()) take_pending(thread);
  }
  collect_and_finalize(thread);
}

}  // namespace memphis

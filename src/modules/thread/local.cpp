// _thread._local: an object whose attributes each thread has for itself.
//
// Invariants:
// - The instance's __dict__ is the one of the thread `owner`; those of the other threads are kept in `dicts`, by the
//   thread's serial. Whoever comes by another thread exchanges them first: all ways to the attributes lead through the
//   three methods here.
// - All living objects are in a list of the Runtime, so that a thread that ends can take its attributes along.
#include <cstddef>

#include "modules/thread/thread.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis::threads {

namespace {

struct Local : Cell {
  Field dicts;      // Dict
  Field arguments;  // Tuple, for __init__ in each thread
  Field keywords;   // Dict
  uint64_t owner;   // serial of the thread; 0: nobody
};

constexpr char kLocalsKey = 0;  // its address is the list's key among the Runtime's states

using LocalList = std::vector<Local*>;

LocalList* locals_of(Runtime& runtime) {
  for (auto [key, state] : runtime.module_states) {
    if (key == &kLocalsKey) return static_cast<LocalList*>(state);
  }
  return nullptr;
}

void sweep_locals(Runtime& runtime) {
  std::erase_if(*locals_of(runtime), [&](Local* local) { return !runtime.heap.is_marked(local); });
}

LocalList* locals_to_be(Runtime& runtime) {
  if (LocalList* locals = locals_of(runtime)) return locals;
  auto* locals = new LocalList;
  runtime.module_states.emplace_back(&kLocalsKey, locals);
  runtime.cache_sweepers.push_back(sweep_locals);
  return locals;
}

Value key_of(Thread& thread, uint64_t serial) { return make_int_unsigned(thread, serial); }

// Lets the running thread find its attributes.
Status enter(Thread& thread, Local* local) {
  if (local->owner == thread.serial) return {};
  auto* dicts = local->dicts.get().as<Dict>();
  if (local->owner != 0) {
    Value dict = TRY(instance_dict(thread, local));
    TRY(dict_set(thread, dicts, TRY(key_of(thread, local->owner)), dict));
  }
  Value key = TRY(key_of(thread, thread.serial));
  Value dict = TRY(dict_get(thread, dicts, key));
  bool is_new = dict.is_unbound();
  if (is_new) dict = TRY(make_dict(thread));
  TRY(set_instance_dict(thread, local, dict));
  local->owner = thread.serial;
  if (!is_new) return {};
  Value init = type_of(thread, local)->special_method(Special::kInit);
  if (init.is_unbound() || init == thread.runtime.object_init) return {};
  Value method = TRY(bind_descriptor(thread, init, local, type_of(thread, local)));
  if (call_with(thread, method, local->arguments.get().as<Tuple>(), local->keywords).is_error()) {
    local->owner = 0;  // the next try is a new one
    return Failure{};
  }
  return {};
}

Value local_new(Thread& thread, Value* args) {
  bool has_arguments =
      args[1].as<Tuple>()->size != 0 || (args[2].is_kind(Kind::kDict) && args[2].as<Dict>()->count != 0);
  if (has_arguments && args[0].as<Type>()->special_method(Special::kInit) == thread.runtime.object_init) {
    return raise_type_error(thread, "Initialization arguments are not supported");
  }
  auto* local = TRY(allocate_instance<Local>(thread, args[0].as<Type>()));
  local->dicts.set(local, TRY(make_dict(thread)));
  local->arguments.set(local, args[1]);
  local->keywords.set(local, args[2]);
  // (The caller, type.__call__, runs __init__ for this thread.)
  local->owner = thread.serial;
  locals_to_be(thread.runtime)->push_back(local);
  return local;
}

Fallible<Str*> name_argument(Thread& thread, Value name) {
  if (is_str(name)) return name.as<Str>();
  return raise_type_error(thread, "attribute name must be string, not '{}'", type_name(thread, name));
}

Value local_getattribute(Thread& thread, Value* args) {
  TRY(enter(thread, args[0].as<Local>()));
  return generic_get_attribute(thread, args[0], TRY(name_argument(thread, args[1])));
}

Status change(Thread& thread, Value* args, Value value) {
  TRY(enter(thread, args[0].as<Local>()));
  Str* name = TRY(name_argument(thread, args[1]));
  if (text_of(name) == "__dict__") {
    return raise(thread, ExceptionId::kAttributeError, "'{}' object attribute '__dict__' is read-only",
                 type_name(thread, args[0]));
  }
  return generic_set_attribute(thread, args[0], name, value);
}

Value local_setattr(Thread& thread, Value* args) {
  TRY(change(thread, args, args[2]));
  return Value::none();
}

Value local_delattr(Thread& thread, Value* args) {
  TRY(change(thread, args, Value::unbound()));
  return Value::none();
}

Value get_local_dict(Thread& thread, Value self) { return instance_dict(thread, self); }

constexpr NativeDefinition kLocalMethods[] = {
    {"__new__(type, /, *args, **kwargs)", local_new, "", NativeKind::kStaticMethod},
    {"__getattribute__(self, name, /)", local_getattribute, "Return getattr(self, name)."},
    {"__setattr__(self, name, value, /)", local_setattr, "Implement setattr(self, name, value)."},
    {"__delattr__(self, name, /)", local_delattr, "Implement delattr(self, name)."},
};

constexpr GetSetDefinition kLocalAttributes[] = {
    {"__dict__", get_local_dict},
};

}  // namespace

void forget_locals(Thread& thread) {
  LocalList* locals = locals_of(thread.runtime);
  if (locals == nullptr) return;
  thread.runtime.heap.pause();  // a collection would change the list
  for (Local* local : *locals) {
    Value key = key_of(thread, thread.serial);
    bool failed = key.is_error();
    if (local->owner == thread.serial) {
      Value empty = make_dict(thread);
      failed = empty.is_error() || set_instance_dict(thread, local, empty).failed();
      local->owner = 0;
    } else if (!failed) {
      failed = dict_delete(thread, local->dicts.get().as<Dict>(), key).failed();
    }
    if (failed) take_pending(thread);
  }
  thread.runtime.heap.resume();
}

constinit const TypeSpec kLocalType = {
    .name = "_local",
    .module = "_thread",
    .basic_size = sizeof(Local),
    .native_fields = 3,
    .flags = kTypeHasDict | kTypeHasWeakReferences,
    .methods = kLocalMethods,
    .attributes = kLocalAttributes,
    .doc = "Attributes that each thread has for itself.",
};

}  // namespace memphis::threads

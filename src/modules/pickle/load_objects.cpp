// Instructions that find classes, make instances and give them their state.
#include "modules/pickle/loader.h"
#include "runtime/attribute.h"
#include "runtime/audit.h"
#include "runtime/buffer.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/codecs.h"
#include "runtime/dict_operations.h"
#include "runtime/import.h"
#include "runtime/intern.h"
#include "runtime/named_access.h"

namespace memphis::pickle {

Value find_class(Thread& thread, const Unpickler* unpickler, Value module_name, Value global_name) {
  TRY(audit(thread, "pickle.find_class", {module_name, global_name}));
  State* state = state_of(thread.runtime);
  if (unpickler->protocol < 3 && unpickler->fix_imports) {
    // Names of Python 2.
    Tuple* key = TRY(make_tuple(thread, {module_name, global_name}));
    Value mapped = TRY(dict_get(thread, state->name_mapping.get().as<Dict>(), key));
    if (mapped.is_kind(Kind::kTuple) && mapped.as<Tuple>()->size == 2) {
      module_name = mapped.as<Tuple>()->items[0];
      global_name = mapped.as<Tuple>()->items[1];
    } else {
      mapped = TRY(dict_get(thread, state->import_mapping.get().as<Dict>(), module_name));
      if (!mapped.is_unbound()) module_name = mapped;
    }
  }
  Value module = TRY(module_named(thread, module_name));
  if (!is_str(global_name))
    return raise_type_error(thread, "attribute name must be string, not '{}'", type_name(thread, global_name));
  const std::string path = text_of(global_name);
  if (unpickler->protocol < 4 || path.find('.') == std::string::npos) return get_attribute_text(thread, module, path);
  Value found = get_dotted(thread, module, path);
  if (!found.is_error() || !pending_is(thread, ExceptionId::kAttributeError)) return found;
  Value cause = take_pending(thread);
  HandledLink handled{cause, thread.handled};
  thread.handled = &handled;
  Fallible<std::string> name_text = repr_text(thread, global_name), module_text = repr_text(thread, module_name);
  if (!name_text.failed() && !module_text.failed()) {
    (void)raise(thread, ExceptionId::kAttributeError, "Can't resolve path {} on module {}", name_text.value(),
                module_text.value());
  }
  thread.handled = handled.previous;
  return Value::error();
}

Status Loader::push_class(Value module_name, Value name) {
  if (type_of(thread_, unpickler_) == native_type(thread_.runtime, kUnpicklerType)) {
    return push(TRY(find_class(thread_, unpickler_, module_name, name)));
  }
  return push(
      TRY(call_method(thread_, unpickler_, TRY(intern_text(thread_.runtime, "find_class")), {module_name, name})));
}

namespace {

Value text_of_line(Thread& thread, std::string_view line) {
  line.remove_suffix(1);
  return decode_utf8_strict(thread, {reinterpret_cast<const uint8_t*>(line.data()), line.size()});
}

}  // namespace

Status Loader::load_Global() {
  Value module_name = TRY(text_of_line(thread_, TRY(read_filled_line())));
  Value name = TRY(text_of_line(thread_, TRY(read_filled_line())));
  return push_class(module_name, name);
}

Status Loader::load_StackGlobal() {
  if (!has(2)) return raise_underflow();
  Value name = pop();
  Value module_name = pop();
  if (!is_exact_str(name) || !is_exact_str(module_name)) {
    return raise_unpickling_error(thread_, "STACK_GLOBAL requires str");
  }
  return push_class(module_name, name);
}

Status Loader::push_extension(int64_t code) {
  Value key = Value::small_int(code);
  Value cached = TRY(dict_get(thread_, state_->extension_cache.get().as<Dict>(), key));
  if (!cached.is_unbound()) return push(cached);
  Value pair = TRY(dict_get(thread_, state_->inverted_registry.get().as<Dict>(), key));
  if (pair.is_unbound()) {
    if (code <= 0) return raise_unpickling_error(thread_, "EXT specifies code <= 0");
    return raise_value_error(thread_, "unregistered extension code {}", code);
  }
  const bool is_pair = pair.is_kind(Kind::kTuple) && pair.as<Tuple>()->size == 2 &&
                       is_str(pair.as<Tuple>()->items[0]) && is_str(pair.as<Tuple>()->items[1]);
  if (!is_pair) return raise_value_error(thread_, "_inverted_registry[{}] isn't a 2-tuple of strings", code);
  TRY(push_class(pair.as<Tuple>()->items[0], pair.as<Tuple>()->items[1]));
  return dict_set(thread_, state_->extension_cache.get().as<Dict>(), key, top());
}

Status Loader::load_Extension1() { return push_extension(static_cast<int64_t>(TRY(read_number(1)))); }
Status Loader::load_Extension2() { return push_extension(static_cast<int64_t>(TRY(read_number(2)))); }
Status Loader::load_Extension4() { return push_extension(TRY(read_signed())); }

// ---- Persistent ids ----

Status Loader::push_persistent(Value id) {
  if (persistent_load_.is_unbound()) {
    return raise_unpickling_error(
        thread_, "A load persistent id instruction was encountered, but no persistent_load function was specified.");
  }
  return push(TRY(call(thread_, persistent_load_, {id})));
}

Status Loader::load_PersistentId() {
  const std::string_view line = TRY(read_line());
  for (char c : line) {
    if (static_cast<uint8_t>(c) >= 0x80) {
      return raise_unpickling_error(thread_, "persistent IDs in protocol 0 must be ASCII strings");
    }
  }
  return push_persistent(TRY(Value(make_str(thread_, line))));
}

Status Loader::load_BinPersistentId() {
  if (!has(1)) return raise_underflow();
  return push_persistent(pop());
}

// ---- Instances ----

Status Loader::load_Reduce() {
  if (!has(2)) return raise_underflow();
  Value arguments = pop();
  Value callee = pop();
  if (!arguments.is_kind(Kind::kTuple)) return raise_type_error(thread_, "argument list must be a tuple");
  return push(TRY(call_with(thread_, callee, arguments.as<Tuple>(), Value::unbound())));
}

Status Loader::new_object(Value type, Value arguments, Value keywords) {
  const char* name = keywords.is_unbound() ? "NEWOBJ" : "NEWOBJ_EX";
  auto fail = [&](const char* which, const char* what, Value given) -> Status {
    return raise_unpickling_error(
        thread_, fmt::format("{} {} argument must be {}, not {}", name, which, what, shown_type(thread_, given)));
  };
  if (!type.is_kind(Kind::kType)) return fail("class", "a type", type);
  if (!arguments.is_kind(Kind::kTuple)) return fail("args", "a tuple", arguments);
  if (!keywords.is_unbound() && !keywords.is_kind(Kind::kDict)) return fail("kwargs", "a dict", keywords);
  const Runtime& runtime = thread_.runtime;
  if (type.as<Type>()->has_flag(kTypeDisallowInstantiation)) {
    return raise_unpickling_error(
        thread_, std::string(name) + " class argument '" + type_name(type.as<Type>()) + "' doesn't have __new__");
  }
  auto* positional = arguments.as<Tuple>();
  if (positional->size == 0 && keywords.is_unbound() &&
      type.as<Type>()->special_method(Special::kNew) == runtime.object_new) {
    return push(TRY(call(thread_, runtime.object_new, {type})));
  }
  Value constructor = TRY(get_attribute(thread_, type, runtime.name(Special::kNew)));
  Tuple* all = TRY(allocate_tuple(thread_, positional->size + 1));
  all->items[0] = type;
  for (uint64_t i = 0; i < positional->size; i++) all->items[i + 1] = positional->items[i];
  return push(TRY(call_with(thread_, constructor, all, keywords)));
}

Status Loader::load_NewObject() {
  if (!has(2)) return raise_underflow();
  Value arguments = pop();
  Value type = pop();
  return new_object(type, arguments, Value::unbound());
}

Status Loader::load_NewObjectEx() {
  if (!has(3)) return raise_underflow();
  Value keywords = pop();
  Value arguments = pop();
  Value type = pop();
  return new_object(type, arguments, keywords);
}

// An instance of an old-style class, as Python 2 wrote it.
Status Loader::instantiate(Value type, Tuple* arguments) {
  if (arguments->size == 0 && type.is_kind(Kind::kType)) {
    Value hook = TRY(find_attribute_text(thread_, type, "__getinitargs__"));
    if (hook.is_unbound()) {
      return push(TRY(call_method(thread_, type, thread_.runtime.name(Special::kNew), {type})));
    }
  }
  return push(TRY(call_with(thread_, type, arguments, Value::unbound())));
}

Status Loader::load_Object() {
  const uint64_t begin = TRY(pop_mark());
  if (begin >= stack_->size) return raise_underflow();
  Value type = stack_->items()[begin];
  Tuple* arguments = TRY(make_tuple(thread_, items_from(begin + 1)));
  drop_from(begin);
  return instantiate(type, arguments);
}

Status Loader::load_Instance() {
  if (marks_.empty()) return raise_unpickling_error(thread_, "could not find MARK");
  Value module_name = TRY(text_of_line(thread_, TRY(read_filled_line())));
  Value name = TRY(text_of_line(thread_, TRY(read_filled_line())));
  TRY(push_class(module_name, name));
  Value type = pop();
  const uint64_t begin = TRY(pop_mark());
  Tuple* arguments = TRY(make_tuple(thread_, items_from(begin)));
  drop_from(begin);
  return instantiate(type, arguments);
}

// ---- State ----

namespace {

// Is `__dict__` what a class statement gives, so that attributes may be set without making a dict?
bool has_plain_attributes(Thread& thread, Value object) {
  if (!has_instance_dict(object)) return false;
  const Type* type = type_of(thread, object);
  if (type->has_flag(kTypeHasCustomGetAttribute)) return false;
  Value descriptor = type_lookup(thread.runtime, type, thread.runtime.name(Name::kDict));
  return type_of(thread, descriptor) == thread.runtime.type(TypeId::kGetSetDescriptor);
}

Value interned_key(Runtime& runtime, Value key) {
  return is_exact_str(key) ? Value(intern(runtime, key.as<Str>())) : key;
}

}  // namespace

Status Loader::set_attributes(Value object, Value state) {
  if (!state.is_kind(Kind::kDict)) return raise_unpickling_error(thread_, "state is not a dictionary");
  const bool is_plain = has_plain_attributes(thread_, object);
  Value attributes;
  if (!is_plain) attributes = TRY(get_attribute(thread_, object, Name::kDict));
  uint64_t position = 0;
  DictEntry entry;
  while (dict_next(state.as<Dict>(), position, entry)) {
    Value key = interned_key(thread_.runtime, entry.key);
    if (is_plain && is_exact_str(key)) {
      (void)TRY(set_instance_attribute(thread_, object, key.as<Str>(), entry.value));
      continue;
    }
    if (attributes.is_unbound()) attributes = TRY(get_attribute(thread_, object, Name::kDict));
    TRY(set_item(thread_, attributes, key, entry.value));
  }
  return {};
}

Status Loader::set_state(Value object, Value state) {
  Value setter = TRY(find_attribute(thread_, object, Name::kSetState));
  if (!setter.is_unbound()) {
    TRY(call(thread_, setter, {state}));
    return {};
  }
  Value slots = Value::none();
  if (state.is_kind(Kind::kTuple) && state.as<Tuple>()->size == 2) {
    slots = state.as<Tuple>()->items[1];
    state = state.as<Tuple>()->items[0];
  }
  if (!state.is_none()) TRY(set_attributes(object, state));
  if (slots.is_none()) return {};
  if (!slots.is_kind(Kind::kDict)) return raise_unpickling_error(thread_, "slot state is not a dictionary");
  uint64_t position = 0;
  DictEntry entry;
  while (dict_next(slots.as<Dict>(), position, entry)) {
    TRY(set_attribute(thread_, object, TRY(attribute_name(thread_, entry.key)), entry.value));
  }
  return {};
}

Status Loader::load_Build() {
  if (!has(2)) return raise_underflow();
  Value state = pop();
  return set_state(top(), state);
}

// ---- Buffers ----

Status Loader::load_NextBuffer() {
  if (unpickler_->buffers.get().is_unbound()) {
    return raise_unpickling_error(thread_,
                                  "pickle stream refers to out-of-band data but no *buffers* argument was given");
  }
  Value buffer = TRY(next_item(thread_, unpickler_->buffers));
  if (buffer.is_unbound()) return raise_unpickling_error(thread_, "not enough out-of-band buffers");
  return push(buffer);
}

Status Loader::load_ReadOnlyBuffer() {
  if (!has(1)) return raise_underflow();
  Value view = TRY(make_memory_view(thread_, top()));
  if (view.as<MemoryView>()->read_only) return release_memory_view(thread_, view.as<MemoryView>());
  Value read_only = TRY(call_method(thread_, view, TRY(intern_text(thread_.runtime, "toreadonly"))));
  set_top(read_only);
  return release_memory_view(thread_, view.as<MemoryView>());
}

}  // namespace memphis::pickle

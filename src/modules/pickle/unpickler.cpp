// The type Unpickler.
#include "modules/pickle/loader.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/int_operations.h"
#include "runtime/list_operations.h"
#include "runtime/named_access.h"

namespace memphis::pickle {

namespace {

Unpickler* self_of(Value* args) { return args[0].as<Unpickler>(); }

Value unpickler_new(Thread& thread, Value* args) { return allocate_unpickler(thread, args[0].as<Type>()); }

Value unpickler_init(Thread& thread, Value* args) {
  Unpickler* self = self_of(args);
  if (self->is_running) return raise(thread, ExceptionId::kRuntimeError, "Unpickler object is already used");
  TRY(set_load_options(thread, self, {args[2], args[3], args[4], args[5]}));
  TRY(set_unpickler_file(thread, self, args[1]));
  return Value::none();
}

Value unpickler_load(Thread& thread, Value* args) {
  Unpickler* self = self_of(args);
  if (self->read.get().is_unbound()) {
    const std::string name = type_name(thread, args[0]);
    return raise_unpickling_error(thread, "Unpickler.__init__() was not called by " + name + ".__init__()");
  }
  return load_from(thread, self);
}

Value unpickler_find_class(Thread& thread, Value* args) { return find_class(thread, self_of(args), args[1], args[2]); }

Value unpickler_persistent_load(Thread& thread, Value*) {
  return raise_unpickling_error(
      thread, "A load persistent id instruction was encountered, but no persistent_load function was specified.");
}

Value unpickler_sizeof(Thread&, Value* args) {
  return Value::small_int(static_cast<int64_t>(sizeof(Unpickler) + self_of(args)->memo->capacity() * sizeof(Value)));
}

bool is_named(Value name, std::string_view text) { return is_str(name) && text_of(name) == text; }

Value unpickler_getattribute(Thread& thread, Value* args) {
  if (is_named(args[1], "persistent_load")) {
    Value own = self_of(args)->persistent_load;
    if (!own.is_unbound()) return own;
  }
  return generic_get_attribute(thread, args[0], TRY(attribute_name(thread, args[1])));
}

Value unpickler_setattr(Thread& thread, Value* args) {
  Unpickler* self = self_of(args);
  if (is_named(args[1], "persistent_load")) {
    self->persistent_load.set(self, args[2]);
  } else {
    TRY(generic_set_attribute(thread, args[0], TRY(attribute_name(thread, args[1])), args[2]));
  }
  return Value::none();
}

Value unpickler_delattr(Thread& thread, Value* args) {
  Unpickler* self = self_of(args);
  if (is_named(args[1], "persistent_load") && !self->persistent_load.get().is_unbound()) {
    self->persistent_load.set(self, Value::unbound());
  } else {
    TRY(generic_set_attribute(thread, args[0], TRY(attribute_name(thread, args[1])), Value::unbound()));
  }
  return Value::none();
}

Value get_memo(Thread& thread, Value self) {
  auto* proxy = TRY(allocate_instance<MemoProxy>(thread, native_type(thread.runtime, kUnpicklerMemoProxyType)));
  proxy->owner.set(proxy, self);
  return proxy;
}

Status set_memo(Thread& thread, Value self, Value value) {
  auto* unpickler = self.as<Unpickler>();
  if (value.is_unbound()) return raise_type_error(thread, "attribute deletion is not supported");
  if (type_of(thread, value) == native_type(thread.runtime, kUnpicklerMemoProxyType)) {
    value = TRY(unpickler_memo_copy(thread, value.as<MemoProxy>()->owner.get().as<Unpickler>()));
  }
  if (!value.is_kind(Kind::kDict)) {
    return raise_type_error(thread, "'memo' attribute must be an UnpicklerMemoProxy object or dict, not {}",
                            type_name(thread, value));
  }
  List* memo = TRY(make_list(thread));
  uint64_t position = 0;
  DictEntry entry;
  while (dict_next(value.as<Dict>(), position, entry)) {
    if (!is_int(entry.key)) return raise_type_error(thread, "memo key must be integers");
    const int64_t number = TRY(to_int64(thread, entry.key));
    if (number < 0) return raise_value_error(thread, "memo key must be positive integers.");
    constexpr int64_t kMostEntries = int64_t{1} << 32;
    if (number >= kMostEntries) return raise_memory_error(thread);
    TRY(list_reserve(thread, memo, static_cast<uint64_t>(number) + 1));
    while (memo->size <= static_cast<uint64_t>(number)) TRY(list_append(thread, memo, Value::unbound()));
    memo->storage->items[number] = entry.value;
  }
  unpickler->memo.set(unpickler, memo);
  return {};
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *args, **kwargs)", unpickler_new, "", NativeKind::kStaticMethod},
    {"__getattribute__(self, name, /)", unpickler_getattribute},
    {"__setattr__(self, name, value, /)", unpickler_setattr},
    {"__delattr__(self, name, /)", unpickler_delattr},
    {"__init__(self, file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())", unpickler_init, "",
     NativeKind::kMethod, CallErrors::kDerived, "($self, /, *args, **kwargs)"},
    {"persistent_load(self, pid, /)", unpickler_persistent_load},
    {"load(self, /)", unpickler_load,
     "Load a pickle.\n\nRead a pickled object representation from the open file object given\nin the constructor, and "
     "return the reconstituted object hierarchy\nspecified therein."},
    {"find_class(self, module_name, global_name, /)", unpickler_find_class,
     "Return an object from a specified module.\n\nIf necessary, the module will be imported. Subclasses may "
     "override\nthis method (e.g. to restrict unpickling of arbitrary classes and\nfunctions).\n\nThis method is "
     "called whenever a class or a function object is\nneeded.  Both arguments passed are str objects."},
    {"__sizeof__(self, /)", unpickler_sizeof, "Returns size in memory, in bytes."},
};

constexpr GetSetDefinition kAttributes[] = {{"memo", get_memo, set_memo}};

Value run(Thread& thread, Unpickler* unpickler, Loader& loader) {
  unpickler->is_running = true;
  unpickler->protocol = 0;
  Value loaded = loader.load();
  unpickler->is_running = false;
  if (loaded.is_error()) {
    unpickler->is_prefetched = false;
    unpickler->input.set(unpickler, Value::unbound());
    return loaded;
  }
  TRY(loader.finish_input());
  (void)thread;
  return loaded;
}

}  // namespace

Value unpickler_memo_copy(Thread& thread, Unpickler* unpickler) {
  Dict* copy = TRY(make_dict(thread));
  for (uint64_t i = 0; i < unpickler->memo->size; i++) {
    Value value = unpickler->memo->items()[i];
    if (!value.is_unbound()) TRY(dict_set(thread, copy, Value::small_int(static_cast<int64_t>(i)), value));
  }
  return copy;
}

Unpickler* allocate_unpickler(Thread& thread, Type* type) {
  List* memo = TRY(make_list(thread));
  auto* unpickler = TRY(allocate_instance<Unpickler>(thread, type));
  unpickler->memo.set(unpickler, memo);
  return unpickler;
}

Status set_load_options(Thread& thread, Unpickler* unpickler, const LoadOptions& options) {
  unpickler->fix_imports = TRY(flag_argument(thread, options.fix_imports, true));
  Str* encoding = options.encoding.is_unbound() ? TRY(intern_text(thread.runtime, "ASCII"))
                                                : TRY(str_argument(thread, options.encoding, "Unpickler", "encoding"));
  Str* errors = options.errors.is_unbound() ? TRY(intern_text(thread.runtime, "strict"))
                                            : TRY(str_argument(thread, options.errors, "Unpickler", "errors"));
  unpickler->encoding.set(unpickler, encoding);
  unpickler->errors.set(unpickler, errors);
  const bool has_buffers = !options.buffers.is_unbound() && !options.buffers.is_none();
  Value buffers = has_buffers ? TRY(get_iterator(thread, options.buffers)) : Value::unbound();
  unpickler->buffers.set(unpickler, buffers);
  List* memo = TRY(make_list(thread));
  unpickler->memo.set(unpickler, memo);
  unpickler->input.set(unpickler, Value::unbound());
  unpickler->is_prefetched = false;
  return {};
}

Status set_unpickler_file(Thread& thread, Unpickler* unpickler, Value file) {
  Value peek = TRY(find_attribute_text(thread, file, "peek"));
  Value readinto = TRY(find_attribute_text(thread, file, "readinto"));
  Value read = TRY(find_attribute_text(thread, file, "read"));
  Value readline = TRY(find_attribute_text(thread, file, "readline"));
  if (read.is_unbound() || readline.is_unbound()) {
    return raise_type_error(thread, "file must have 'read' and 'readline' attributes");
  }
  unpickler->peek.set(unpickler, peek);
  unpickler->readinto.set(unpickler, readinto);
  unpickler->read.set(unpickler, read);
  unpickler->readline.set(unpickler, readline);
  return {};
}

Value load_from(Thread& thread, Unpickler* unpickler) {
  if (unpickler->is_running) return raise(thread, ExceptionId::kRuntimeError, "Unpickler object is already used");
  Value persistent_load =
      TRY(overriding_method(thread, unpickler, "persistent_load", unpickler->persistent_load, kUnpicklerType));
  Loader loader(thread, unpickler, persistent_load);
  loader.use_file();
  return run(thread, unpickler, loader);
}

Value load_from_bytes(Thread& thread, Unpickler* unpickler, std::span<const uint8_t> bytes) {
  Loader loader(thread, unpickler, Value::unbound());
  loader.set_input(bytes);
  return run(thread, unpickler, loader);
}

const TypeSpec kUnpicklerType = {
    .name = "Unpickler",
    .module = "_pickle",
    .basic_size = sizeof(Unpickler),
    .native_fields = 10,
    .methods = kMethods,
    .attributes = kAttributes,
    .doc =
        "This takes a binary file for reading a pickle data stream.\n\nThe protocol version of the pickle is "
        "detected automatically, so no\nprotocol argument is needed.  Bytes past the pickled object's\n"
        "representation are ignored.\n\nThe argument *file* must have two methods, a read() method that takes\nan "
        "integer argument, and a readline() method that requires no\narguments.  Both methods should return bytes.  "
        "Thus *file* can be a\nbinary file object opened for reading, an io.BytesIO object, or any\nother custom "
        "object that meets this interface.\n\nOptional keyword arguments are *fix_imports*, *encoding* and "
        "*errors*,\nwhich are used to control compatibility support for pickle stream\ngenerated by Python 2.  If "
        "*fix_imports* is True, pickle will try to\nmap the old Python 2 names to the new names used in Python 3.  "
        "The\n*encoding* and *errors* tell pickle how to decode 8-bit string\ninstances pickled by Python 2; these "
        "default to 'ASCII' and 'strict',\nrespectively.  The *encoding* can be 'bytes' to read these 8-bit\nstring "
        "instances as bytes objects.",
    .text_signature = "(file, *, fix_imports=True, encoding='ASCII', errors='strict',\n          buffers=())",
};

}  // namespace memphis::pickle

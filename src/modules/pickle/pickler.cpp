// The type Pickler, and the functions dump() and dumps().
#include <memory>

#include "modules/pickle/saver.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/int_operations.h"
#include "runtime/list_operations.h"
#include "runtime/named_access.h"

namespace memphis::pickle {

namespace {

Pickler* self_of(Value* args) { return args[0].as<Pickler>(); }

void clear_memo(Pickler* pickler) {
  pickler->memo->clear();
  pickler->memoized->size = 0;
  pickler->memoized->storage.set(pickler->memoized, nullptr);
}

Value pickler_new(Thread& thread, Value* args) { return allocate_pickler(thread, args[0].as<Type>()); }

Value pickler_init(Thread& thread, Value* args) {
  Pickler* self = self_of(args);
  if (self->is_running) {
    return raise(thread, ExceptionId::kRuntimeError, "Pickler object is already used");
  }
  TRY(set_pickler_file(thread, self, args[1], {args[2], args[3], args[4]}));
  self->dispatch_table.set(self, TRY(find_attribute_text(thread, args[0], "dispatch_table")));
  return Value::none();
}

Value pickler_dump(Thread& thread, Value* args) {
  Pickler* self = self_of(args);
  if (self->write.get().is_unbound()) {
    const std::string name = type_name(thread, args[0]);
    return raise_pickling_error(thread, "Pickler.__init__() was not called by " + name + ".__init__()");
  }
  return dump_to_file(thread, self, args[1]);
}

Value pickler_clear_memo(Thread&, Value* args) {
  clear_memo(self_of(args));
  return Value::none();
}

Value pickler_persistent_id(Thread&, Value*) { return Value::none(); }

Value pickler_sizeof(Thread&, Value* args) {
  return Value::small_int(static_cast<int64_t>(sizeof(Pickler) + self_of(args)->memo->size() * 16));
}

bool is_named(Value name, std::string_view text) { return is_str(name) && text_of(name) == text; }

// A method that was set on the instance goes before the type's.
Value pickler_getattribute(Thread& thread, Value* args) {
  if (is_named(args[1], "persistent_id")) {
    Value own = self_of(args)->persistent_id;
    if (!own.is_unbound()) return own;
  }
  return generic_get_attribute(thread, args[0], TRY(attribute_name(thread, args[1])));
}

Value pickler_setattr(Thread& thread, Value* args) {
  Pickler* self = self_of(args);
  if (is_named(args[1], "persistent_id")) {
    self->persistent_id.set(self, args[2]);
  } else {
    TRY(generic_set_attribute(thread, args[0], TRY(attribute_name(thread, args[1])), args[2]));
  }
  return Value::none();
}

Value pickler_delattr(Thread& thread, Value* args) {
  Pickler* self = self_of(args);
  if (is_named(args[1], "persistent_id") && !self->persistent_id.get().is_unbound()) {
    self->persistent_id.set(self, Value::unbound());
  } else {
    TRY(generic_set_attribute(thread, args[0], TRY(attribute_name(thread, args[1])), Value::unbound()));
  }
  return Value::none();
}

Value get_bin(Thread&, Value self) { return Value::small_int(self.as<Pickler>()->protocol > 0 ? 1 : 0); }
Value get_fast(Thread&, Value self) { return Value::small_int(self.as<Pickler>()->fast ? 1 : 0); }
Status set_fast(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) return raise_type_error(thread, "can't delete numeric/char attribute");
  self.as<Pickler>()->fast = TRY(to_int64(thread, value)) != 0;
  return {};
}

Value get_memo(Thread& thread, Value self) {
  auto* proxy = TRY(allocate_instance<MemoProxy>(thread, native_type(thread.runtime, kPicklerMemoProxyType)));
  proxy->owner.set(proxy, self);
  return proxy;
}

Status set_memo_entry(Thread& thread, Pickler* pickler, Value entry) {
  if (!entry.is_kind(Kind::kTuple) || entry.as<Tuple>()->size != 2) {
    return raise_type_error(thread, "'memo' values must be 2-item tuples");
  }
  const Value* items = entry.as<Tuple>()->items;
  const int64_t number = TRY(to_index_int64(thread, items[0]));
  if (number < 0 || number > UINT32_MAX) return raise_value_error(thread, "memo key must be positive integers.");
  pickler->memo->insert(items[1], static_cast<uint32_t>(number));
  return list_append(thread, pickler->memoized, items[1]);
}

Status set_memo(Thread& thread, Value self, Value value) {
  auto* pickler = self.as<Pickler>();
  if (value.is_unbound()) return raise_type_error(thread, "attribute deletion is not supported");
  if (type_of(thread, value) == native_type(thread.runtime, kPicklerMemoProxyType)) {
    value = TRY(pickler_memo_copy(thread, value.as<MemoProxy>()->owner.get().as<Pickler>()));
  }
  if (!value.is_kind(Kind::kDict)) {
    return raise_type_error(thread, "'memo' attribute must be a PicklerMemoProxy object or dict, not {}",
                            type_name(thread, value));
  }
  Dict* entries = TRY(dict_copy(thread, value.as<Dict>()));
  clear_memo(pickler);
  uint64_t position = 0;
  DictEntry entry;
  while (dict_next(entries, position, entry)) TRY(set_memo_entry(thread, pickler, entry.value));
  return {};
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *args, **kwargs)", pickler_new, "", NativeKind::kStaticMethod},
    {"__getattribute__(self, name, /)", pickler_getattribute},
    {"__setattr__(self, name, value, /)", pickler_setattr},
    {"__delattr__(self, name, /)", pickler_delattr},
    {"__init__(self, file, protocol=None, fix_imports=True, buffer_callback=None)", pickler_init, "",
     NativeKind::kMethod, CallErrors::kDerived, "($self, /, *args, **kwargs)"},
    {"persistent_id(self, obj, /)", pickler_persistent_id},
    {"dump(self, obj, /)", pickler_dump, "Write a pickled representation of the given object to the open file."},
    {"clear_memo(self, /)", pickler_clear_memo,
     "Clears the pickler's \"memo\".\n\nThe memo is the data structure that remembers which objects the\npickler has "
     "already seen, so that shared or recursive objects are\npickled by reference and not by value.  This method is "
     "useful when\nre-using picklers."},
    {"__sizeof__(self, /)", pickler_sizeof, "Returns size in memory, in bytes."},
};

constexpr GetSetDefinition kAttributes[] = {
    {"bin", get_bin, nullptr, "", true},
    {"fast", get_fast, set_fast, "", true},
    {"memo", get_memo, set_memo},
};

constexpr MemberDefinition kMembers[] = {
    {"dispatch_table", offsetof(Pickler, dispatch_table), true, true},
};

// Sets a Saver up for a Pickler, whose class may have hooks.
Status take_hooks(Thread& thread, Saver& saver, Pickler* pickler) {
  saver.write_to = pickler->write;
  saver.pickler = pickler;
  saver.fast = pickler->fast;
  saver.buffer_callback = pickler->buffer_callback;
  saver.dispatch_table = pickler->dispatch_table;
  saver.persistent_id = TRY(overriding_method(thread, pickler, "persistent_id", pickler->persistent_id, kPicklerType));
  saver.reducer_override = TRY(find_attribute_text(thread, pickler, "reducer_override"));
  return {};
}

}  // namespace

Value pickler_memo_copy(Thread& thread, Pickler* pickler) {
  Dict* copy = TRY(make_dict(thread));
  for (uint64_t i = 0; i < pickler->memoized->size; i++) {
    Value object = pickler->memoized->items()[i];
    Tuple* entry = TRY(make_tuple(thread, {Value::small_int(pickler->memo->find(object)), object}));
    Value identity = TRY(make_int(thread, static_cast<int64_t>(object.bits())));
    TRY(dict_set(thread, copy, identity, entry));
  }
  return copy;
}

void pickler_memo_clear(Pickler* pickler) { clear_memo(pickler); }

Status read_dump_options(Thread& thread, const DumpOptions& options, int& protocol, bool& fix_imports,
                         Value& buffer_callback) {
  protocol = kDefaultProtocol;
  if (!options.protocol.is_unbound() && !options.protocol.is_none()) {
    protocol = TRY(int_argument(thread, options.protocol));
    if (protocol < 0) protocol = kHighestProtocol;
    if (protocol > kHighestProtocol) {
      return raise_value_error(thread, "pickle protocol must be <= {}", kHighestProtocol);
    }
  }
  fix_imports = TRY(flag_argument(thread, options.fix_imports, true)) && protocol < 3;
  buffer_callback = options.buffer_callback.is_none() ? Value::unbound() : options.buffer_callback;
  if (!buffer_callback.is_unbound() && protocol < 5) {
    return raise_value_error(thread, "buffer_callback needs protocol >= 5");
  }
  return {};
}

Pickler* allocate_pickler(Thread& thread, Type* type) {
  List* memoized = TRY(make_list(thread));
  auto* pickler = TRY(allocate_instance<Pickler>(thread, type));
  pickler->memoized.set(pickler, memoized);
  auto memo = std::make_unique<IdentityMemo>();
  pickler->memo = memo.get();
  own_native_resource(
      thread.runtime, pickler, memo.release(), [](void* resource) { delete static_cast<IdentityMemo*>(resource); },
      sizeof(IdentityMemo));
  return pickler;
}

Status set_pickler_file(Thread& thread, Pickler* pickler, Value file, const DumpOptions& options) {
  int protocol;
  bool fix_imports;
  Value buffer_callback;
  TRY(read_dump_options(thread, options, protocol, fix_imports, buffer_callback));
  Value write = TRY(find_attribute_text(thread, file, "write"));
  if (write.is_unbound()) return raise_type_error(thread, "file must have a 'write' attribute");
  clear_memo(pickler);
  pickler->protocol = protocol;
  pickler->fix_imports = fix_imports;
  pickler->fast = false;
  pickler->buffer_callback.set(pickler, buffer_callback);
  pickler->write.set(pickler, write);
  return {};
}

Value dump_to_file(Thread& thread, Pickler* pickler, Value object) {
  if (pickler->is_running) return raise(thread, ExceptionId::kRuntimeError, "Pickler object is already used");
  Saver saver(thread, *pickler->memo, pickler->memoized, pickler->protocol, pickler->fix_imports);
  TRY(take_hooks(thread, saver, pickler));
  pickler->is_running = true;
  Status dumped = saver.dump(object);
  pickler->is_running = false;
  if (dumped.failed()) return Value::error();
  return Value::none();
}

Value dump_to_bytes(Thread& thread, Value object, int protocol, bool fix_imports, Value buffer_callback) {
  IdentityMemo memo;
  List* memoized = TRY(make_list(thread));
  Saver saver(thread, memo, memoized, protocol, fix_imports);
  saver.buffer_callback = buffer_callback;
  TRY(saver.dump(object));
  return make_bytes(thread, saver.bytes());
}

const TypeSpec kPicklerType = {
    .name = "Pickler",
    .module = "_pickle",
    .basic_size = sizeof(Pickler),
    .native_fields = 5,
    .methods = kMethods,
    .attributes = kAttributes,
    .members = kMembers,
    .doc =
        "This takes a binary file for writing a pickle data stream.\n\nThe optional *protocol* argument tells the "
        "pickler to use the given\nprotocol; supported protocols are 0, 1, 2, 3, 4 and 5.  The default\nprotocol is "
        "5. It was introduced in Python 3.8, and is incompatible\nwith previous versions.\n\nSpecifying a negative "
        "protocol version selects the highest protocol\nversion supported.  The higher the protocol used, the more "
        "recent the\nversion of Python needed to read the pickle produced.\n\nThe *file* argument must have a "
        "write() method that accepts a single\nbytes argument. It can thus be a file object opened for "
        "binary\nwriting, an io.BytesIO instance, or any other custom object that meets\nthis interface.\n\nIf "
        "*fix_imports* is True and protocol is less than 3, pickle will try\nto map the new Python 3 names to the "
        "old module names used in Python\n2, so that the pickle data stream is readable with Python 2.\n\nIf "
        "*buffer_callback* is None (the default), buffer views are\nserialized into *file* as part of the pickle "
        "stream.\n\nIf *buffer_callback* is not None, then it can be called any number\nof times with a buffer "
        "view.  If the callback returns a false value\n(such as None), the given buffer is out-of-band; otherwise "
        "the\nbuffer is serialized in-band, i.e. inside the pickle stream.\n\nIt is an error if *buffer_callback* "
        "is not None and *protocol*\nis None or smaller than 5.",
    .text_signature = "(file, protocol=None, fix_imports=True, buffer_callback=None)",
};

}  // namespace memphis::pickle

// Writing what is found again by its name: classes and functions.
#include "modules/pickle/saver.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/codecs.h"
#include "runtime/dict_operations.h"
#include "runtime/import.h"
#include "runtime/int_operations.h"
#include "runtime/named_access.h"

namespace memphis::pickle {

namespace {

// While it lives, an exception is being handled: what is raised then has it as its context.
class HandledScope {
 public:
  HandledScope(Thread& thread, Value exception) : thread_(thread), link_{exception, thread.handled} {
    thread_.handled = &link_;
  }
  ~HandledScope() { thread_.handled = link_.previous; }
  HandledScope(const HandledScope&) = delete;
  HandledScope& operator=(const HandledScope&) = delete;

 private:
  Thread& thread_;
  HandledLink link_;
};

// The parts of a dotted name.
std::vector<std::string> split_name(const std::string& name) {
  std::vector<std::string> parts;
  size_t begin = 0;
  while (true) {
    const size_t dot = name.find('.', begin);
    parts.push_back(name.substr(begin, dot - begin));
    if (dot == std::string::npos) return parts;
    begin = dot + 1;
  }
}

}  // namespace

Value module_named(Thread& thread, Value name) {
  if (!is_str(name)) return raise_type_error(thread, "module name must be a string");
  if (name.as<Str>()->length() == 0) return raise_value_error(thread, "Empty module name");
  return import_absolute(thread, text_of(name));
}

Value get_dotted(Thread& thread, Value object, std::string_view path) {
  for (const std::string& part : split_name(std::string(path))) {
    object = TRY(get_attribute_text(thread, object, part));
  }
  return object;
}

// The module, among all that are loaded, where the object has this name: for objects that do not tell.
Value Saver::search_module(Value object, const std::string& name) {
  Dict* modules = TRY(dict_copy(thread_, thread_.runtime.modules));
  uint64_t position = 0;
  DictEntry entry;
  while (dict_next(modules, position, entry)) {
    if (!is_str(entry.key) || entry.value.is_none()) continue;
    const std::string module_name = text_of(entry.key);
    if (module_name == "__main__" || module_name == "__mp_main__") continue;
    Value found = get_dotted(thread_, entry.value, name);
    if (found.is_error()) {
      if (!take_if_pending(thread_, ExceptionId::kAttributeError)) return Value::error();
      continue;
    }
    if (found == object) return entry.key;
  }
  return thread_.runtime.name(Name::kMain);
}

Status Saver::check_found(Value object, Value module_name, const std::string& name) {
  auto fail = [&](const std::string& reason) -> Status {
    // What has failed stays visible as the context of the new error.
    return raise_pickling_error(thread_, "Can't pickle " + TRY(repr_text(thread_, object)) + ": " + reason);
  };
  Value module = module_named(thread_, module_name);
  if (module.is_error()) {
    const bool is_expected = pending_is(thread_, ExceptionId::kImportError) ||
                             pending_is(thread_, ExceptionId::kValueError) ||
                             pending_is(thread_, ExceptionId::kKeyError);
    if (!is_expected) return Failure{};
    Value error = take_pending(thread_);
    Value text = TRY(to_str(thread_, error));
    HandledScope handled(thread_, error);
    return fail(text_of(text));
  }
  Value found = get_dotted(thread_, module, name);
  const std::string path = text_of(module_name) + "." + name;
  if (found.is_error()) {
    if (!pending_is(thread_, ExceptionId::kAttributeError)) return Failure{};
    HandledScope handled(thread_, take_pending(thread_));
    return fail("it's not found as " + path);
  }
  if (found != object) return fail("it's not the same object as " + path);
  return {};
}

Value Saver::module_of(Value object, Value name) {
  const std::string text = text_of(name);
  for (const std::string& part : split_name(text)) {
    if (part == "<locals>") {
      return raise_pickling_error(thread_, "Can't pickle local object " + TRY(repr_text(thread_, object)));
    }
  }
  Value module_name = TRY(find_attribute(thread_, object, Name::kModule));
  if (module_name.is_unbound() || module_name.is_none()) module_name = TRY(search_module(object, text));
  TRY(check_found(object, module_name, text));
  return module_name;
}

Fallible<bool> Saver::save_extension(Value module_name, Value name) {
  Tuple* key = TRY(make_tuple(thread_, {module_name, name}));
  Value code = TRY(dict_get(thread_, state_->extension_registry.get().as<Dict>(), key));
  if (code.is_unbound()) return false;
  int64_t number;
  if (!is_int(code) || !int_to_int64(code, number) || number <= 0 || number > INT32_MAX) {
    return raise(thread_, ExceptionId::kRuntimeError, "extension code is out of range");
  }
  if (number <= 0xff) {
    put(Opcode::kExtension1, static_cast<uint64_t>(number), 1);
  } else if (number <= 0xffff) {
    put(Opcode::kExtension2, static_cast<uint64_t>(number), 2);
  } else {
    put(Opcode::kExtension4, static_cast<uint64_t>(number), 4);
  }
  return true;
}

Status Saver::save_global(Value object, Value name) {
  if (name.is_unbound()) {
    name = TRY(find_attribute(thread_, object, Name::kQualName));
    if (name.is_unbound() || name.is_none()) name = TRY(get_attribute(thread_, object, Name::kName));
  }
  if (!is_str(name))
    return raise_type_error(thread_, "attribute name must be string, not '{}'", type_name(thread_, name));
  Value module_name = TRY(module_of(object, name));
  if (protocol_ >= 2 && state_->extension_registry.get().as<Dict>()->count > 0) {
    if (TRY(save_extension(module_name, name))) return {};
  }
  const std::string text = text_of(name);
  if (protocol_ >= 4) {
    TRY(save(module_name));
    TRY(save(name));
    put(Opcode::kStackGlobal);
  } else if (text.find('.') != std::string::npos) {
    TRY(save_dotted_global(module_name, text));
  } else {
    TRY(save_top_level(module_name, name));
  }
  return memoize(object);
}

// As getattr(getattr(top, "a"), "b").
Status Saver::save_dotted_global(Value module_name, const std::string& name) {
  const std::vector<std::string> parts = split_name(name);
  Value getattr = TRY(import_attribute(thread_, "builtins", "getattr"));
  for (size_t i = 1; i < parts.size(); i++) {
    TRY(save(getattr));
    if (protocol_ < 2) put(Opcode::kMark);
  }
  TRY(save_top_level(module_name, TRY(make_str(thread_, parts[0]))));
  for (size_t i = 1; i < parts.size(); i++) {
    TRY(save(TRY(make_str(thread_, parts[i]))));
    put(protocol_ < 2 ? Opcode::kTuple : Opcode::kTuple2);
    put(Opcode::kReduce);
  }
  return {};
}

Status Saver::put_identifier(Value text, const char* what, bool is_ascii_only) {
  Value encoded = encode_native(thread_, is_ascii_only ? Codec::kAscii : Codec::kUtf8, text.as<Str>(), nullptr);
  if (encoded.is_error()) {
    if (!pending_is(thread_, ExceptionId::kUnicodeEncodeError)) return Failure{};
    HandledScope handled(thread_, take_pending(thread_));
    return raise_pickling_error(thread_, fmt::format("can't pickle {} identifier {} using pickle protocol {}", what,
                                                     TRY(repr_text(thread_, text)), protocol_));
  }
  put(encoded.as<Bytes>()->view());
  put("\n");
  return {};
}

Status Saver::save_top_level(Value module_name, Value name) {
  if (protocol_ < 3 && fix_imports_) {
    Tuple* key = TRY(make_tuple(thread_, {module_name, name}));
    Value mapped = TRY(dict_get(thread_, state_->reverse_name_mapping.get().as<Dict>(), key));
    if (mapped.is_kind(Kind::kTuple) && mapped.as<Tuple>()->size == 2) {
      module_name = mapped.as<Tuple>()->items[0];
      name = mapped.as<Tuple>()->items[1];
    } else {
      mapped = TRY(dict_get(thread_, state_->reverse_import_mapping.get().as<Dict>(), module_name));
      if (is_str(mapped)) module_name = mapped;
    }
  }
  if (!is_str(module_name) || !is_str(name)) {
    return raise(thread_, ExceptionId::kRuntimeError,
                 "_compat_pickle.REVERSE_NAME_MAPPING values should contain strings");
  }
  put(Opcode::kGlobal);
  TRY(put_identifier(module_name, "module", protocol_ < 3));
  return put_identifier(name, "global", protocol_ < 3);
}

Status Saver::save_type(Value type) {
  const Runtime& runtime = thread_.runtime;
  Value singleton;
  if (type.cell() == runtime.type(TypeId::kNone)) singleton = Value::none();
  if (type.cell() == runtime.type(TypeId::kEllipsis)) singleton = Value::ellipsis();
  if (type.cell() == runtime.type(TypeId::kNotImplemented)) singleton = Value::not_implemented();
  if (singleton.is_unbound()) return save_global(type, Value::unbound());
  Tuple* arguments = TRY(make_tuple(thread_, {singleton}));
  Value constructor = runtime.type(TypeId::kType);
  return save_reduce(TRY(make_tuple(thread_, {constructor, Value(arguments)})), type);
}

}  // namespace memphis::pickle

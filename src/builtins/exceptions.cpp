// BaseException, and the making of all exception classes.
#include "builtins/exceptions.h"

#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/shape.h"
#include "runtime/slots.h"

namespace memphis {

Value allocate_exception(Thread& thread, Type* type, Tuple* args) {
  TRY(fresh_root_shape(thread, type));
  auto* exception = TRY(allocate_instance<Exception>(thread, type));
  exception->args.set(exception, args);
  return exception;
}

Type* checked_exception_class(Thread& thread, Value type, const char* owner) {
  if (!type.is_kind(Kind::kType)) {
    return raise_type_error(thread, "{}.__new__(X): X is not a type object ({})", owner, type_name(thread, type));
  }
  auto* wanted = type.as<Type>();
  if (!wanted->has_flag(kTypeIsException)) {
    std::string name = type_name(wanted);
    return raise_type_error(thread, "{}.__new__({}): {} is not a subtype of {}", owner, name, name, owner);
  }
  return wanted;
}

Status initialize_exception(Thread& thread, Value self, Tuple* args, Value keywords) {
  if (keywords.is_kind(Kind::kDict) && keywords.as<Dict>()->count != 0) {
    return raise_type_error(thread, "{}() takes no keyword arguments", type_name(thread, self));
  }
  exception_of(self)->args.set(self.cell(), args);
  return {};
}

Status take_exception_keywords(Thread& thread, Value self, Value keywords, const char* function,
                               std::span<const ExceptionKeyword> known) {
  for (const ExceptionKeyword& keyword : known) set_extra(self, keyword.index, Value::unbound());
  if (!keywords.is_kind(Kind::kDict)) return {};
  uint64_t position = 0;
  DictEntry entry;
  while (dict_next(keywords.as<Dict>(), position, entry)) {
    std::string name = text_of(entry.key);
    const ExceptionKeyword* found = nullptr;
    for (const ExceptionKeyword& keyword : known) {
      if (name == keyword.name) found = &keyword;
    }
    if (found == nullptr) {
      return raise_type_error(thread, "{}() got an unexpected keyword argument '{}'", function, name);
    }
    set_extra(self, found->index, entry.value);
  }
  return {};
}

Value filled_dict_or_none(Thread& thread, Value self) {
  if (self.cell()->shape()->slot_count == 0 && !self.cell()->shape()->is_dict_mode) return Value::none();
  Value dict = TRY(instance_dict(thread, self));
  return dict.as<Dict>()->count == 0 ? Value::none() : dict;
}

Value reduce_with(Thread& thread, Value self, Value args, Value state) {
  Value type = type_of(thread, self);
  if (state.is_unbound() || state.is_none()) return make_tuple(thread, {type, args});
  return make_tuple(thread, {type, args, state});
}

Value base_exception_str(Thread& thread, Value self) {
  Tuple* args = exception_of(self)->args;
  switch (args->size) {
    case 0: return thread.runtime.name(Name::kEmpty);
    case 1: return to_str(thread, args->items[0]);
    default: return to_str(thread, args);
  }
}

Value exception_new(Thread& thread, Value* args) {
  Type* type = TRY(checked_exception_class(thread, args[0], "BaseException"));
  return allocate_exception(thread, type, args[1].as<Tuple>());
}

namespace {

Value exception_init(Thread& thread, Value* args) {
  TRY(initialize_exception(thread, args[0], args[1].as<Tuple>(), args[2]));
  return Value::none();
}

Value exception_repr(Thread& thread, Value* args) {
  Tuple* items = exception_of(args[0])->args;
  std::string text = text_of(type_of(thread, args[0])->name);
  if (items->size == 1) {
    text += "(" + TRY(repr_text(thread, items->items[0])) + ")";
  } else {
    text += TRY(repr_text(thread, items));
  }
  return make_str(thread, text);
}

Value exception_str(Thread& thread, Value* args) { return base_exception_str(thread, args[0]); }

Value exception_reduce(Thread& thread, Value* args) {
  return reduce_with(thread, args[0], exception_of(args[0])->args.get(), TRY(filled_dict_or_none(thread, args[0])));
}

Value exception_setstate(Thread& thread, Value* args) {
  if (args[1].is_none()) return Value::none();
  if (!args[1].is_kind(Kind::kDict)) return raise_type_error(thread, "state is not a dictionary");
  uint64_t position = 0;
  DictEntry entry;
  while (dict_next(args[1].as<Dict>(), position, entry)) {
    TRY(set_attribute(thread, args[0], TRY(attribute_name(thread, entry.key)), entry.value));
  }
  return Value::none();
}

Status set_traceback(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) return raise_type_error(thread, "__traceback__ may not be deleted");
  if (!value.is_none() && !value.is_kind(Kind::kTraceback)) {
    return raise_type_error(thread, "__traceback__ must be a traceback or None");
  }
  exception_of(self)->traceback.set(self.cell(), value);
  return {};
}

Value exception_with_traceback(Thread& thread, Value* args) {
  TRY(set_traceback(thread, args[0], args[1]));
  return args[0];
}

Value exception_add_note(Thread& thread, Value* args) {
  if (!is_str(args[1])) {
    return raise_type_error(thread, "add_note() argument must be str, not {}", argument_type_name(thread, args[1]));
  }
  Str* name = thread.runtime.name(Name::kNotes);
  Value notes = TRY(find_attribute(thread, args[0], name));
  if (notes.is_unbound()) {
    notes = TRY(make_list(thread));
    TRY(set_attribute(thread, args[0], name, notes));
  }
  if (!notes.is_kind(Kind::kList)) return raise_type_error(thread, "Cannot add note: __notes__ is not a list");
  TRY(list_append(thread, notes.as<List>(), args[1]));
  return Value::none();
}

Value or_none(Value value) { return value.is_unbound() ? Value::none() : value; }

Value get_args(Thread&, Value self) { return exception_of(self)->args.get(); }
Status set_args(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) return raise_type_error(thread, "args may not be deleted");
  Value tuple = TRY(call(thread, thread.runtime.type(TypeId::kTuple), {value}));
  exception_of(self)->args.set(self.cell(), tuple.as<Tuple>());
  return {};
}
Value get_traceback(Thread&, Value self) { return or_none(exception_of(self)->traceback); }

Value get_context(Thread&, Value self) { return or_none(exception_of(self)->context); }
Status set_context(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) return raise_type_error(thread, "__context__ may not be deleted");
  if (!value.is_none() && !is_exception_instance(thread, value)) {
    return raise_type_error(thread, "exception context must be None or derive from BaseException");
  }
  exception_of(self)->context.set(self.cell(), value);
  return {};
}

Value get_cause(Thread&, Value self) { return or_none(exception_of(self)->cause); }
Status set_cause(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) return raise_type_error(thread, "__cause__ may not be deleted");
  if (!value.is_none() && !is_exception_instance(thread, value)) {
    return raise_type_error(thread, "exception cause must be None or derive from BaseException");
  }
  exception_of(self)->cause.set(self.cell(), value);
  exception_of(self)->suppress_context = true;
  return {};
}

Value get_suppress(Thread&, Value self) { return Value::boolean(exception_of(self)->suppress_context); }
Status set_suppress(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) return raise_type_error(thread, "can't delete numeric/char attribute");
  if (!value.is_bool()) return raise_type_error(thread, "attribute value type must be bool");
  exception_of(self)->suppress_context = value.is_true();
  return {};
}

Value get_dict(Thread& thread, Value self) { return instance_dict(thread, self); }
Status set_dict(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) return raise_type_error(thread, "cannot delete __dict__");
  return set_instance_dict(thread, self, value);
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *args, **kwargs)", exception_new, "", NativeKind::kStaticMethod},
    {"__init__(self, /, *args, **kwargs)", exception_init},
    {"__repr__(self, /)", exception_repr},
    {"__str__(self, /)", exception_str},
    {"__reduce__(self, /)", exception_reduce},
    {"__setstate__(self, state, /)", exception_setstate},
    {"with_traceback(self, tb, /)", exception_with_traceback,
     "Sets __traceback__ to tb and gives the exception itself."},
    {"add_note(self, note, /)", exception_add_note, "Adds a line that is shown below the exception."},
};
constexpr GetSetDefinition kAttributes[] = {
    {"args", get_args, set_args},
    {"__traceback__", get_traceback, set_traceback},
    {"__context__", get_context, set_context},
    {"__cause__", get_cause, set_cause},
    {"__suppress_context__", get_suppress, set_suppress, "", true},
    {"__dict__", get_dict, set_dict},
};

constexpr NativeDefinition kNewMethod[] = {
    {"__new__(type, /, *args, **kwargs)", exception_new, "", NativeKind::kStaticMethod}};

constexpr const char* kDocs[] = {
#define EXCEPTION(the_name, the_base, the_doc) the_doc,
#include "runtime/exceptions.def"
#undef EXCEPTION
};
constexpr ExceptionId kNoBase = ExceptionId::kCount;
struct BaseOf {
  static constexpr ExceptionId kObject = kNoBase;
#define EXCEPTION(the_name, the_base, the_doc) static constexpr ExceptionId k##the_name = ExceptionId::k##the_name;
#include "runtime/exceptions.def"
#undef EXCEPTION
};
constexpr ExceptionId kBases[] = {
#define EXCEPTION(the_name, the_base, the_doc) BaseOf::k##the_base,
#include "runtime/exceptions.def"
#undef EXCEPTION
};

constexpr struct {
  ExceptionId id;
  const TypeSpec* spec;
} kSpecialClasses[] = {
    {ExceptionId::kBaseException, &kBaseExceptionType},
    {ExceptionId::kBaseExceptionGroup, &kBaseExceptionGroupType},
    {ExceptionId::kSystemExit, &kSystemExitType},
    {ExceptionId::kStopIteration, &kStopIterationType},
    {ExceptionId::kKeyError, &kKeyErrorType},
    {ExceptionId::kNameError, &kNameErrorType},
    {ExceptionId::kAttributeError, &kAttributeErrorType},
    {ExceptionId::kImportError, &kImportErrorType},
    {ExceptionId::kOSError, &kOSErrorType},
    {ExceptionId::kSyntaxError, &kSyntaxErrorType},
    {ExceptionId::kUnicodeDecodeError, &kUnicodeDecodeErrorType},
    {ExceptionId::kUnicodeEncodeError, &kUnicodeEncodeErrorType},
    {ExceptionId::kUnicodeTranslateError, &kUnicodeTranslateErrorType},
};

constexpr bool is_special(ExceptionId id) {
  for (const auto& special : kSpecialClasses) {
    if (special.id == id) return true;
  }
  return false;
}

// Like CPython's, a plain class has a __new__ of its own unless it derives from one with more than a name.
constexpr std::span<const NativeDefinition> plain_methods(ExceptionId id) {
  for (ExceptionId base = kBases[static_cast<int>(id)]; base != kNoBase; base = kBases[static_cast<int>(base)]) {
    if (base != ExceptionId::kBaseException && is_special(base)) return {};
  }
  return kNewMethod;
}

// Classes that add nothing but a name.
constexpr TypeSpec kPlain[] = {
#define EXCEPTION(the_name, the_base, the_doc) \
  {.name = #the_name,                          \
   .layout = Kind::kException,                 \
   .basic_size = sizeof(Exception),            \
   .methods = plain_methods(ExceptionId::k##the_name)},
#include "runtime/exceptions.def"
#undef EXCEPTION
};
}  // namespace

const TypeSpec kBaseExceptionType = {.name = "BaseException",
                                     .layout = Kind::kException,
                                     .basic_size = sizeof(Exception),
                                     .flags = kTypeHasDict | kTypeIsException,
                                     .methods = kMethods,
                                     .attributes = kAttributes};

Status register_exception_types(Thread& thread) {
  Runtime& runtime = thread.runtime;
  for (int i = 0; i < static_cast<int>(ExceptionId::kCount); i++) {
    auto id = static_cast<ExceptionId>(i);
    const TypeSpec* spec = &kPlain[i];
    for (const auto& special : kSpecialClasses) {
      if (special.id == id) spec = special.spec;
    }
    Type* base = kBases[i] == kNoBase ? nullptr : runtime.exception_type(kBases[i]);
    Tuple* bases = nullptr;
    if (id == ExceptionId::kExceptionGroup) {
      bases = TRY(make_tuple(thread, {Value(base), Value(runtime.exception_type(ExceptionId::kException))}));
    }
    Type* type = TRY(make_native_type(thread, *spec, base, bases));
    runtime.exception_types[i] = type;
    if (id == ExceptionId::kExceptionGroup) {  // made like a class of a program in CPython
      TRY(dict_set_name(thread, type->dict, runtime.name(Name::kModule), TRY(intern_text(runtime, "builtins"))));
      TRY(add_weak_references(thread, type));
    }
    Str* doc = TRY(make_str(thread, kDocs[i]));
    TRY(dict_set_name(thread, type->dict, runtime.name(Name::kDoc), doc));
  }
  return {};
}

Status add_exception_names(Thread& thread, Dict* builtins) {
  Runtime& runtime = thread.runtime;
  for (Type* type : runtime.exception_types) {
    TRY(dict_set_name(thread, builtins, type->name.get().as<Str>(), type));
  }
  for (const char* alias : {"EnvironmentError", "IOError"}) {
    TRY(dict_set_name(thread, builtins, TRY(intern_text(runtime, alias)),
                      runtime.exception_type(ExceptionId::kOSError)));
  }
  return {};
}

}  // namespace memphis

// Built-in functions about any object: attributes, classes, identity, text.
#include "builtins/functions.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/dir.h"
#include "runtime/error.h"
#include "runtime/frame.h"
#include "runtime/language.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

Value builtin_getattr(Thread& thread, Value* args) {
  Str* name = TRY(attribute_name(thread, args[1]));
  if (args[2].is_unbound()) return get_attribute(thread, args[0], name);
  Value found = TRY(find_attribute(thread, args[0], name));
  return found.is_unbound() ? args[2] : found;
}

Value builtin_hasattr(Thread& thread, Value* args) {
  Str* name = TRY(attribute_name(thread, args[1]));
  Value found = TRY(find_attribute(thread, args[0], name));
  return Value::boolean(!found.is_unbound());
}

Value builtin_setattr(Thread& thread, Value* args) {
  TRY(set_attribute(thread, args[0], TRY(attribute_name(thread, args[1])), args[2]));
  return Value::none();
}

Value builtin_delattr(Thread& thread, Value* args) {
  TRY(delete_attribute(thread, args[0], TRY(attribute_name(thread, args[1]))));
  return Value::none();
}

Value builtin_isinstance(Thread& thread, Value* args) {
  return Value::boolean(TRY(is_instance(thread, args[0], args[1])));
}
Value builtin_issubclass(Thread& thread, Value* args) {
  return Value::boolean(TRY(is_subclass(thread, args[0], args[1])));
}
Value builtin_callable(Thread& thread, Value* args) { return Value::boolean(is_callable(thread, args[0])); }
Value builtin_hash(Thread& thread, Value* args) { return make_int(thread, TRY(hash_value(thread, args[0]))); }
// The address of a cell; what is no cell is its own identity.
Value builtin_id(Thread& thread, Value* args) { return make_int_unsigned(thread, args[0].bits()); }
Value builtin_repr(Thread& thread, Value* args) { return repr(thread, args[0]); }
Value builtin_ascii(Thread& thread, Value* args) { return ascii(thread, args[0]); }

Value builtin_format(Thread& thread, Value* args) {
  if (!args[1].is_unbound() && !is_str(args[1])) {
    return raise_type_error(thread, "format() argument 2 must be str, not {}", argument_type_name(thread, args[1]));
  }
  return format_value(thread, args[0], args[1]);
}

Value current_locals(Thread& thread) {
  if (thread.frame == nullptr) return raise(thread, ExceptionId::kSystemError, "frame does not exist");
  return locals_of_frame(thread, thread.frame);
}

Value builtin_dir(Thread& thread, Value* args) {
  if (!args[0].is_unbound()) return directory_of(thread, args[0]);
  Value locals = TRY(current_locals(thread));
  Value keys = locals.is_exactly(Kind::kDict) ? locals : TRY(call_method(thread, locals, Name::kKeys));
  return sorted_list(thread, keys);
}

Value builtin_vars(Thread& thread, Value* args) {
  if (args[0].is_unbound()) return current_locals(thread);
  Value dict = TRY(find_attribute(thread, args[0], Name::kDict));
  if (dict.is_unbound()) return raise_type_error(thread, "vars() argument must have __dict__ attribute");
  return dict;
}

constexpr NativeDefinition kFunctions[] = {
    {"getattr(object, name, default=None, /)", builtin_getattr,
     "The attribute of that name, or the default when there is none."},
    {"hasattr(obj, name, /)", builtin_hasattr, "Whether the object has an attribute of that name."},
    {"setattr(obj, name, value, /)", builtin_setattr, "Sets an attribute: setattr(x, 'y', v) is x.y = v."},
    {"delattr(obj, name, /)", builtin_delattr, "Deletes an attribute: delattr(x, 'y') is del x.y."},
    {"isinstance(obj, class_or_tuple, /)", builtin_isinstance,
     "Whether an object is an instance of a class or of one of several."},
    {"issubclass(cls, class_or_tuple, /)", builtin_issubclass,
     "Whether a class derives from a class or from one of several."},
    {"callable(obj, /)", builtin_callable, "Whether the object can be called."},
    {"hash(obj, /)", builtin_hash, "The hash value: the same for objects that compare equal."},
    {"id(obj, /)", builtin_id, "A number that no other object has at the same time."},
    {"repr(obj, /)", builtin_repr, "The canonical text of an object."},
    {"ascii(obj, /)", builtin_ascii, "As repr(), with escapes for all characters outside of ASCII."},
    {"format(value, format_spec='', /)", builtin_format, "The value's text in the given format."},
    {"dir(object=None, /)", builtin_dir, "The names of an object's attributes, or those in the current scope, sorted."},
    {"vars(object=None, /)", builtin_vars, "An object's __dict__, or locals()."},
};

}  // namespace

std::span<const NativeDefinition> object_functions() { return kFunctions; }

}  // namespace memphis

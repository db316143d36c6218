// Calling things.
#pragma once

#include <initializer_list>
#include <span>

#include "objects/function.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"

namespace memphis {

// The arguments of a call: positional ones, then the values of the keyword arguments; `keyword_names` is a Tuple of
// their names, or null. The memory is the caller's and must stay valid and unmoved during the call (a register window,
// or a C++ array: native stacks are scanned).
struct Arguments {
  Value* values = nullptr;
  size_t count = 0;  // all of them
  Tuple* keyword_names = nullptr;

  size_t keyword_count() const;
  size_t positional_count() const { return count - keyword_count(); }
};

// Calls anything callable. Runs user code.
Value call(Thread& thread, Value callee, const Arguments& arguments);
Value call(Thread& thread, Value callee, std::initializer_list<Value> positional);
inline Value call(Thread& thread, Value callee) { return call(thread, callee, Arguments{}); }
// Arguments from a tuple, and a dict or unbound. They lie in cells that the result points into. TypeError when a
// keyword is no str.
Fallible<Arguments> pack_arguments(Thread& thread, Tuple* positional, Value keywords);
// f(*args, **kwargs): a tuple, and a dict or unbound.
Value call_with(Thread& thread, Value callee, Tuple* positional, Value keywords);

// object.name(args...): looks the method up without making a bound method.
Value call_method(Thread& thread, Value object, Str* name, std::initializer_list<Value> positional = {});
Value call_method(Thread& thread, Value object, Name name, std::initializer_list<Value> positional = {});
// Calls what type(object) has for a special method: unbound when it has none, without an exception.
Value call_special(Thread& thread, Value object, Special special, std::initializer_list<Value> positional = {});
// Calls `method`, found on type(self), with self in front (binding descriptors as needed).
Value call_special_method(Thread& thread, Value method, Value self, std::initializer_list<Value> positional = {});

// As call_special_method, for the operations that take a method whose binding raises AttributeError as none: unbound
// then.
Value call_bindable_method(Thread& thread, Value method, Value self, std::initializer_list<Value> positional = {});

// A Python function: binds the arguments into a new frame and runs it (or makes the generator).
Value call_function(Thread& thread, Function* function, const Arguments& arguments);
Value call_native(Thread& thread, NativeFunction* native, const Arguments& arguments);
// May the method of a built-in type that was found on `type` be given its instances? Only classes of the program can
// have methods of foreign types.
inline bool native_fits(const Type* type, const NativeFunction* method) {
  return !type->has_flag(kTypeIsHeapType) || type == method->owner.get() || is_subtype(type, method->owner);
}
// As call_native, for arguments that already start with the receiver, which is known to fit.
Value call_native_unbound(Thread& thread, NativeFunction* native, const Arguments& arguments);
// Excess arguments to object() and object.__init__(): TypeError unless __new__ or __init__ is overridden.
Status check_object_arguments(Thread& thread, Type* type);
// Calling a class: __new__ and __init__.
Value call_type(Thread& thread, Type* type, const Arguments& arguments);

// Binds arguments to the parameters of a Python function: fills registers[0..parameter_count); TypeError with CPython's
// message if they do not fit. `registers` may overlap `arguments.values` (same address: arguments are in place).
Status bind_arguments(Thread& thread, Function* function, const Arguments& arguments, Value* registers);
// Binds arguments to the parameters of a native signature: fills slots[0..slot_count).
Status bind_native(Thread& thread, const NativeFunction* native, const Arguments& arguments, Value* slots);

// Runs code in given namespaces, as exec does: a module body, a class body (locals mapping), eval.
Value execute_code(Thread& thread, Code* code, Dict* globals, Value locals, Tuple* closure = nullptr);

// A fresh frame for a function on top of the value stack: header set, thread.frame = it, parameters not bound, all
// registers unbound. Null with RecursionError pending when stack or recursion limit is reached. pop_frame undoes it.
Frame* push_frame(Thread& thread, Function* function);
void pop_frame(Thread& thread, Frame* frame);
// Makes the generator (coroutine, async generator) of a function whose parameters lie in `registers`.
Value make_generator(Thread& thread, Function* function, Value* registers);
// Detaches the frame object, if there is one, when a frame ends.
void frame_ends(Thread& thread, Frame* frame);

bool is_callable(Thread& thread, Value value);
// f.__qualname__ with "()" as in argument errors.
std::string function_display_name(Thread& thread, Value callee);

}  // namespace memphis

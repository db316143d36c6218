// What the types of generators, coroutines and async generators share.
#pragma once

#include "objects/generator.h"
#include "runtime/native.h"

namespace memphis {

// throw(type, value=unbound, traceback=unbound) as the methods get it in a Tuple: checks how many there are, warns
// about more than one. `method` is named in the messages.
struct ThrowArguments {
  Value type, value, traceback;
};
Fallible<ThrowArguments> throw_arguments(Thread& thread, Tuple* given, const char* method);

// send() and throw() of any generator as Python sees them: the value that it yields, or StopIteration with its result.
Value generator_send_method(Thread& thread, Generator* generator, Value value);
Value generator_throw_method(Thread& thread, Generator* generator, Tuple* arguments);

// Attributes that all three have, under their own names.
Value get_generator_frame(Thread& thread, Value self);
Value get_generator_running(Thread& thread, Value self);
Value get_generator_code(Thread& thread, Value self);
Value get_generator_delegate(Thread& thread, Value self);
Value get_generator_suspended(Thread& thread, Value self);
Value get_generator_name(Thread& thread, Value self);
Status set_generator_name(Thread& thread, Value self, Value value);
Value get_generator_qualified_name(Thread& thread, Value self);
Status set_generator_qualified_name(Thread& thread, Value self, Value value);
Value generator_del(Thread& thread, Value* args);
Value generator_repr(Thread& thread, Value* args);
Value generator_class_getitem(Thread& thread, Value* args);
Value return_self(Thread& thread, Value* args);

}  // namespace memphis

// What statements and expressions of the language do beyond plain operations: shared by both engines, so that semantics
// live once. All may run user code and fail.
#pragma once

#include "runtime/attribute.h"
#include "runtime/list_operations.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"

namespace memphis {

// ---- Unpacking ----
// a, b, c = value: exactly `count` items into targets.
Status unpack(Thread& thread, Value value, uint64_t count, Value* targets);
// a, *b, c = value: `before` items, a list, `after` items.
Status unpack_star(Thread& thread, Value value, uint64_t before, uint64_t after, Value* targets);

// ---- Building ----
// [*iterable], and (*iterable,) on its way: TypeError "Value after * must be an iterable, not X".
Status extend_display(Thread& thread, List* list, Value iterable);
// Extends the list of arguments of a call by *iterable; errors name the callable.
Status extend_arguments(Thread& thread, List* list, Value iterable, Value callable);
// Adds **mapping to the keyword arguments of a call; TypeError on non-str or repeated keys, naming the callable.
Status merge_keywords(Thread& thread, Dict* keywords, Value mapping, Value callable);
// {**mapping}: TypeError "'X' object is not a mapping".
Status update_dict_display(Thread& thread, Dict* dict, Value mapping);
Value join_strs(Thread& thread, const Value* strs, size_t count);
enum class Conversion : uint8_t { kNone, kStr, kRepr, kAscii };
Value format_field(Thread& thread, Value value, Conversion conversion, Value spec);  // spec unbound: none
Value make_interpolation(Thread& thread, Value value, Value expression, Conversion conversion, Value spec);
Value make_template(Thread& thread, Value strings, Value interpolations);

// ---- with ----
enum class ContextMethod : uint8_t { kEnter, kExit, kAsyncEnter, kAsyncExit };  // as bytecode's SpecialContext
Fallible<MethodLookup> lookup_context_method(Thread& thread, Value manager, ContextMethod which);

// ---- Exceptions ----
Status raise_statement(Thread& thread, Value exception, Value cause);  // exception unbound: re-raise; always fails
// except* matching: the matching part or None, and the rest or None.
Status match_exception_group(Thread& thread, Value exception, Value type, Value& match, Value& rest);
// What a try/except* raises in the end, or None.
Value prepare_reraise_star(Thread& thread, Value original, List* raised);

// ---- Generators and coroutines ----
Value get_yield_from_iterator(Thread& thread, Value iterable);
// d: 0 await, 1 from __aenter__, 2 from __aexit__, for the wording of errors.
Value get_awaitable(Thread& thread, Value object, int context);
// The same without looking whether a coroutine is being awaited already.
Value get_awaitable_iterator(Thread& thread, Value object, int context = 0);
Value get_async_iterator(Thread& thread, Value object);
Value get_async_next(Thread& thread, Value iterator);
// Sends a value to an iterator (None: next()). Gives what it yields; when it has returned, `returned` is set and the
// result is its value.
Value send_value(Thread& thread, Value iterator, Value value, bool& returned);
// The StopIteration's value when the exception is one; unbound otherwise.
Value stop_iteration_value(Thread& thread, Value exception);
Value wrap_async_yield(Thread& thread, Value value);

// ---- match ----
bool is_match_sequence(Thread& thread, Value value);
bool is_match_mapping(Thread& thread, Value value);
Value match_keys(Thread& thread, Value subject, Tuple* keys);  // tuple of values, or None
Value match_class(Thread& thread, Value subject, Value type, uint32_t positional,
                  Tuple* names);  // tuple of attributes, or None
Value dict_without(Thread& thread, Value mapping, Tuple* keys);

// ---- Classes, modules ----
Value build_class(Thread& thread, Value function, Value name, Tuple* bases, Value keywords);
Value import_name(Thread& thread, Str* name, Dict* globals, Value locals, Value from_list, Value level);
Value import_from(Thread& thread, Value module, Str* name);
Status import_star(Thread& thread, Value module, Value locals);
// `print` of an expression statement in interactive mode.
Status display_value(Thread& thread, Value value);
Status setup_annotations(Thread& thread, Value locals);

// ---- Type parameters (PEP 695, 696) ----
Value make_type_var(Thread& thread, Str* name, Value evaluate_bound, Value evaluate_constraints);
Value make_param_spec(Thread& thread, Str* name);
Value make_type_var_tuple(Thread& thread, Str* name);
Value set_type_parameter_default(Thread& thread, Value parameter, Value evaluate);
Value subscript_generic(Thread& thread, Value parameters);
Value make_type_alias(Thread& thread, Str* name, Value parameters, Value evaluate);

// locals() in the running frame: the mapping of class and module code, a fresh dict in functions.
Value locals_of_frame(Thread& thread, Frame* frame);

}  // namespace memphis

// Type parameters, generic aliases and template strings are written on a branch that has not been merged: until then
// these operations raise NotImplementedError. Remove this file with that merge.
#include "runtime/error.h"
#include "runtime/language.h"
namespace memphis {
#define S                                                          \
  {                                                                \
    return raise(t, ExceptionId::kNotImplementedError, "not yet"); \
  }
[[gnu::weak]] Value make_generic_alias(Thread& t, Value, Value) S [[gnu::weak]] Value
    make_interpolation(Thread& t, Value, Value, Conversion, Value) S [[gnu::weak]] Value
    make_param_spec(Thread& t, Str*) S [[gnu::weak]] Value make_template(Thread& t, Value, Value) S [[gnu::weak]] Value
    make_type_alias(Thread& t, Str*, Value, Value) S [[gnu::weak]] Value make_type_var(Thread& t, Str*, Value, Value) S
    [[gnu::weak]] Value make_type_var_tuple(Thread& t, Str*) S [[gnu::weak]] Value
    make_union_of_two(Thread& t, Value, Value) S [[gnu::weak]] Value
    set_type_parameter_default(Thread& t, Value, Value) S [[gnu::weak]] Value subscript_generic(Thread& t, Value) S
    [[gnu::weak]] Value wrap_async_yield(Thread& t, Value) S
}  // namespace memphis

// Parametrised types as values: list[int], int | str, and the substitution of type parameters. Runs user code.
#pragma once

#include "objects/typing.h"
#include "runtime/runtime.h"

namespace memphis {

// origin[arguments]: a value that is no tuple is one argument.
Value make_generic_alias(Thread& thread, Value origin, Value arguments);
// The type parameters that occur in arguments, each once: a Tuple.
Value collect_parameters(Thread& thread, Value arguments);
// arguments with `parameters` replaced by what `item` gives, for self[item].
Value substitute_parameters(Thread& thread, Value self, Tuple* arguments, Tuple* parameters, Value item);
// How annotations show a type: int, module.Class, ...; anything else by repr.
Fallible<std::string> type_text(Thread& thread, Value value);

// Things that `|` joins without asking typing: classes, None, aliases, unions.
bool is_unionable(Thread& thread, Value value);
// left | right; NotImplemented if one of them is not unionable.
Value make_union_of_two(Thread& thread, Value left, Value right);
// Union[arguments]: strings become forward references, wrong things are TypeErrors.
Value make_union(Thread& thread, std::span<const Value> arguments);

// The NoDefault object.
Value no_default(Thread& thread);
// Tuple of type parameters, with Unpack[Ts] for each TypeVarTuple.
Value unpack_type_var_tuples(Thread& thread, Tuple* parameters);
// function(format), for lazily computed values.
Value evaluate_lazily(Thread& thread, Value function);
// typing.name(arguments...)
Value call_typing(Thread& thread, std::string_view name, std::initializer_list<Value> arguments);

}  // namespace memphis

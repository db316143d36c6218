// Parts of `type` that lie in several files, and what others use of it.
#pragma once

#include "runtime/native.h"

namespace memphis {

extern const GetSetDefinition kTypeAttributes[18];

// left | right for classes and the like: a union, or NotImplemented (builtins/union.cpp).
Value make_union_of_two(Thread& thread, Value left, Value right);
// The text as an exact str.
Str* plain_str(Thread& thread, Value text);
// ValueError for a name that no class may have.
Status check_type_name(Thread& thread, Value name);
// A class's annotations: computed by __annotate__ on first use, kept in its namespace.
Value type_annotations(Thread& thread, Value type);
// The result of calling an annotate function for plain values: a dict, or TypeError.
Value call_annotate(Thread& thread, Value annotate);
// A native signature as __text_signature__ shows it, with the receiver in front: "$self", "$module", "" (none).
// `drop_first`: the signature's own first parameter is the receiver.
Value text_signature(Thread& thread, const char* signature, const char* receiver, bool drop_first);

}  // namespace memphis

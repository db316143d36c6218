// Parts of `object` that lie in several files, and what other types use of it.
#pragma once

#include "runtime/native.h"

namespace memphis {

// A new instance without attributes, of a class laid out as object's instances are.
Value make_plain_instance(Thread& thread, Type* type);
// Adds the names that dir() shows for a class. Runs user code.
Status collect_class_names(Thread& thread, Dict* names, Value type);

// object.__reduce_ex__, __reduce__, __getstate__ (object_reduce.cpp).
Value object_reduce_ex(Thread& thread, Value* args);
Value object_reduce(Thread& thread, Value* args);
Value object_getstate(Thread& thread, Value* args);

}  // namespace memphis

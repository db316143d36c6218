// __slots__: member descriptors, and whether instances have a __dict__ and can be weakly referenced.
#pragma once

#include "runtime/class.h"

namespace memphis {

// Reads __slots__ from the dict of a class under construction (its layout is inherited already) and extends its layout.
Status add_member_slots(Thread& thread, Type* type);
// Shows __weakref__ among the attributes of a type whose instances can be weakly referenced, and lets them be so.
Status add_weak_references(Thread& thread, Type* type);
// Gives a class whose instances have a __dict__ the descriptor that shows it, unless it has one.
Status add_dict_descriptor(Thread& thread, Type* type);
// The private name `__x` becomes within class `class_name`; the name itself otherwise.
Str* mangle(Thread& thread, Str* class_name, Str* name);

}  // namespace memphis

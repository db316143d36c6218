// What built-in descriptors do when an attribute is read, set or deleted: shared by attribute access, which applies
// them directly, and by their __get__, __set__ and __delete__ methods.
#pragma once

#include "runtime/class.h"

namespace memphis {

// A method, slot wrapper or class method of a built-in type bound to an object (class methods: to `type`). The receiver
// fits.
Value bind_native_method(Thread& thread, NativeFunction* native, Value object, Type* type);

// A field's or slot's descriptor. Value unbound: delete.
Value member_get(Thread& thread, MemberDescriptor* member, Value object);
Status member_set(Thread& thread, MemberDescriptor* member, Value object, Value value);
// A computed attribute. AttributeError "attribute 'x' of 'y' objects is not writable".
Status getset_set(Thread& thread, GetSetDescriptor* descriptor, Value object, Value value);
// Run user code.
Value property_get(Thread& thread, Property* property, Value object);
Status property_set(Thread& thread, Property* property, Value object, Value value);

}  // namespace memphis

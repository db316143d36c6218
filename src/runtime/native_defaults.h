// What built-in types have in common without their tables saying so.
#pragma once

#include <span>
#include <string_view>

#include "runtime/native.h"

namespace memphis {

// Is the method shown as a wrapper_descriptor ("slot wrapper"), as CPython shows methods that fill a slot of the type?
bool is_slot_wrapper(std::string_view name);
// The doc of a special method whose table gives none; null: nothing is known of it.
const char* special_method_doc(std::string_view name);
// The comparisons besides __eq__, for types that define no order: "not equal" is the opposite of the type's own __eq__,
// the others decline. A type with __eq__ has them all.
std::span<const NativeDefinition> default_comparisons();

}  // namespace memphis

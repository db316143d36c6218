// The node classes of the module ast as native code finds them. They are made when _ast is first imported.
#pragma once

#include <string_view>

#include "runtime/native.h"

namespace memphis {

// compile() answers a tree, not code.
inline constexpr int kCompileOnlyAst = 0x400;

// The class of that name; imports _ast if need be. Null on failure.
Type* ast_class(Thread& thread, std::string_view name);
// The one instance that the parser gives of a class without fields: Load, Add, ... Runs user code the first time.
Value ast_singleton(Thread& thread, std::string_view name);

namespace ast_nodes {
extern const TypeSpec kNodeType;
}

}  // namespace memphis

#include "vm/handler.h"

namespace memphis::vm {

constexpr HandlerPointer kDispatch[256] = {
#define OPCODE(name, d, a, b, c, cache, meaning) op_##name,
#define SPECIALIZED(name, base, meaning) op_##name,
#include "bytecode/opcodes.def"
#undef OPCODE
#undef SPECIALIZED
};

}  // namespace memphis::vm

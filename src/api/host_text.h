// Text from outside: command lines, paths, what a host hands over. It is UTF-8 as a rule, but nobody has checked it.
#pragma once

#include <string_view>

#include "runtime/make.h"

namespace memphis {

// Bytes that are no UTF-8 become lone surrogates, as os.fsdecode has it. Null: MemoryError pending.
Str* make_str_of_host(Thread& thread, std::string_view text);
// The same, interned: for names.
Str* make_name_of_host(Thread& thread, std::string_view text);

}  // namespace memphis

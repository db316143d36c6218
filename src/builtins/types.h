// The tables of the built-in types, one line each; builtins/register.cpp makes them all.
#pragma once

#include "runtime/native.h"

namespace memphis {

}  // namespace memphis

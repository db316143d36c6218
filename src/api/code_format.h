// How code is written and read by marshal, and so what compiled files hold.
//
// The VM's code is written as a code unit. A program of the tree walker is written as its source text, since that is
// what the engine runs: it is parsed again when it is read. Code within a program, and what no text was compiled to, is
// written as the VM's whichever engine it was made for; what is read of that runs on the VM.
#pragma once

#include "modules/marshal/format.h"

namespace memphis {

const marshal::CodeFormat* code_format();

}  // namespace memphis

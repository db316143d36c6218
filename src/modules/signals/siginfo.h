// signal.struct_siginfo.
#pragma once

#include <csignal>

#include "runtime/struct_sequence.h"

namespace memphis::signals {

extern const StructSequenceSpec kSigInfo;
Value siginfo_value(Thread& thread, const siginfo_t& information);

}  // namespace memphis::signals

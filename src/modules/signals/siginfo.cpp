#include "modules/signals/siginfo.h"

#include "runtime/make.h"

namespace memphis::signals {

namespace {

constexpr StructField kFields[] = {
    {"si_signo", "signal number"},
    {"si_code", "signal code"},
    {"si_errno", "errno associated with this signal"},
    {"si_pid", "sending process ID"},
    {"si_uid", "real user ID of sending process"},
    {"si_status", "exit value or signal"},
    {"si_band", "band event for SIGPOLL"},
};

}  // namespace

constinit const StructSequenceSpec kSigInfo =
    struct_sequence("signal", "struct_siginfo", "What the system tells of a signal that has come.", kFields, 7);

Value siginfo_value(Thread& thread, const siginfo_t& information) {
  const int64_t numbers[] = {information.si_signo, information.si_code,   information.si_errno, information.si_pid,
                             information.si_uid,   information.si_status, information.si_band};
  Value values[std::size(numbers)];
  for (size_t i = 0; i < std::size(numbers); i++) values[i] = TRY(make_int(thread, numbers[i]));
  return make_struct_sequence(thread, struct_sequence_type(thread.runtime, kSigInfo), values);
}

}  // namespace memphis::signals

// Terminals.
#include <fcntl.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <utmp.h>

#include <cstdlib>

#include "modules/posix/posix.h"
#include "runtime/argument_support.h"
#include "runtime/error.h"
#include "runtime/file_descriptor.h"
#include "runtime/file_path.h"

namespace memphis::posix {

namespace {

constexpr StructField kTerminalSizeFields[] = {
    {"columns", "width of the terminal window in characters"},
    {"lines", "height of the terminal window in characters"},
};
constexpr size_t kNameSize = 256;

Value isatty_function(Thread& thread, Value* args) {
  return Value::boolean(isatty(TRY(int_argument(thread, args[0]))) == 1);
}

Value ttyname_function(Thread& thread, Value* args) {
  char name[kNameSize];
  const int number = ttyname_r(TRY(int_argument(thread, args[0])), name, sizeof name);
  if (number != 0) return raise_os_error(thread, number);
  return decode_path(thread, name);
}

Value ctermid_function(Thread& thread, Value*) {
  char name[L_ctermid];
  // Not decode_path(thread, ctermid(name)): the compiler takes for granted that ctermid() does not give its argument
  // back.
  ctermid(name);
  return decode_path(thread, name);
}

Value get_terminal_size_function(Thread& thread, Value* args) {
  const int descriptor = TRY(int_argument(thread, args[0], STDOUT_FILENO));
  winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) < 0) return raise_errno(thread);
  return make_struct_sequence(thread, struct_sequence_type(thread.runtime, kTerminalSize),
                              {Value::small_int(size.ws_col), Value::small_int(size.ws_row)});
}

// ---- Pseudo-terminals ----

Value openpty_function(Thread& thread, Value*) {
  int controller, terminal;
  if (openpty(&controller, &terminal, nullptr, nullptr, nullptr) < 0) return raise_errno(thread);
  if (!set_descriptor_inheritable(controller, false) || !set_descriptor_inheritable(terminal, false)) {
    const int number = errno;
    close(controller);
    close(terminal);
    return raise_os_error(thread, number);
  }
  return make_tuple(thread, {Value::small_int(controller), Value::small_int(terminal)});
}

Value posix_openpt_function(Thread& thread, Value* args) {
  const int descriptor = posix_openpt(TRY(int_argument(thread, args[0])) | O_CLOEXEC);
  if (descriptor < 0) return raise_errno(thread);
  return make_int(thread, descriptor);
}

template <int (*function)(int)>
Value call_with_terminal(Thread& thread, Value* args) {
  return none_or_error(thread, function(TRY(file_descriptor_argument(thread, args[0]))));
}

Value ptsname_function(Thread& thread, Value* args) {
  char name[kNameSize];
  const int number = ptsname_r(TRY(file_descriptor_argument(thread, args[0])), name, sizeof name);
  if (number != 0) return raise_os_error(thread, number);
  return decode_path(thread, name);
}

Value tcgetpgrp_function(Thread& thread, Value* args) {
  const pid_t group = tcgetpgrp(TRY(int_argument(thread, args[0])));
  if (group < 0) return raise_errno(thread);
  return make_int(thread, group);
}

Value tcsetpgrp_function(Thread& thread, Value* args) {
  const int descriptor = TRY(int_argument(thread, args[0]));
  return none_or_error(thread, tcsetpgrp(descriptor, TRY(int_argument(thread, args[1]))));
}

constexpr NativeDefinition kFunctions[] = {
    {"isatty(fd, /)", isatty_function, "Whether a descriptor is a terminal."},
    {"ttyname(fd, /)", ttyname_function, "The name of a terminal."},
    {"ctermid()", ctermid_function, "The name of the terminal that controls the process."},
    {"get_terminal_size(fd=<unrepresentable>, /)", get_terminal_size_function,
     "The size of a terminal's window, as (columns, lines)."},
    {"openpty()", openpty_function, "A new pseudo-terminal: the descriptors of its two ends."},
    {"login_tty(fd, /)", call_with_terminal<login_tty>, "Makes a terminal the one that controls this process."},
    {"posix_openpt(oflag, /)", posix_openpt_function, "The controlling end of a new pseudo-terminal."},
    {"grantpt(fd, /)", call_with_terminal<grantpt>, "Allows the other end of a pseudo-terminal to be used."},
    {"unlockpt(fd, /)", call_with_terminal<unlockpt>, "Unlocks the other end of a pseudo-terminal."},
    {"ptsname(fd, /)", ptsname_function, "The name of the other end of a pseudo-terminal."},
    {"tcgetpgrp(fd, /)", tcgetpgrp_function, "The process group that a terminal belongs to."},
    {"tcsetpgrp(fd, pgid, /)", tcsetpgrp_function, "Sets the process group that a terminal belongs to."},
};

}  // namespace

const std::span<const NativeDefinition> kTerminalFunctions = kFunctions;

constinit const StructSequenceSpec kTerminalSize = struct_sequence(
    "os", "terminal_size", "A tuple of (columns, lines) for holding terminal window size", kTerminalSizeFields, 2);

}  // namespace memphis::posix

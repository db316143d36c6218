// The module termios: terminals.
#include <sys/ioctl.h>
#include <termios.h>

#include <climits>
#include <cstring>

#include "modules/module_support.h"
#include "modules/modules.h"
#include "runtime/argument_support.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/exception_class.h"
#include "runtime/file_descriptor.h"
#include "runtime/int_operations.h"
#include "runtime/list_operations.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/system_call.h"

namespace memphis {

namespace {

constexpr char kErrorKey = 0;

Type* error_type(Thread& thread) {
  return module_exception_class(thread, &kErrorKey, "termios", "error", ExceptionId::kException);
}

FailureOfAnyType raise_terminal_error(Thread& thread) {
  const int number = errno;
  Value type = TRY(error_type(thread));
  Value message = TRY(make_str(thread, strerror(number)));
  return raise_value(thread, TRY(call(thread, type, {Value::small_int(number), message})));
}

// ---- Attributes ----

bool is_line_mode(const termios& mode) { return (mode.c_lflag & ICANON) != 0; }

Value characters_value(Thread& thread, const termios& mode) {
  List* characters = TRY(make_list(thread));
  for (int i = 0; i < NCCS; i++) {
    // Without line mode these two are counts.
    const bool is_count = !is_line_mode(mode) && (i == VMIN || i == VTIME);
    Value item = is_count ? Value::small_int(mode.c_cc[i]) : Value(TRY(make_bytes(thread, {&mode.c_cc[i], 1})));
    TRY(list_append(thread, characters, item));
  }
  return characters;
}

Value tcgetattr_function(Thread& thread, Value* args) {
  const int descriptor = TRY(file_descriptor_argument(thread, args[0]));
  termios mode;
  if (tcgetattr(descriptor, &mode) < 0) return raise_terminal_error(thread);
  Value characters = TRY(characters_value(thread, mode));
  Value values[] = {Value::small_int(mode.c_iflag),
                    Value::small_int(mode.c_oflag),
                    Value::small_int(mode.c_cflag),
                    Value::small_int(mode.c_lflag),
                    Value::small_int(cfgetispeed(&mode)),
                    Value::small_int(cfgetospeed(&mode)),
                    characters};
  return make_list(thread, values);
}

Status read_characters(Thread& thread, Value list, termios& mode) {
  if (!list.is_kind(Kind::kList) || list.as<List>()->size != NCCS) {
    return raise_type_error(thread, "tcsetattr: attributes[6] must be {} element list", NCCS);
  }
  for (size_t i = 0; i < NCCS; i++) {
    if (i >= list.as<List>()->size) break;  // __index__ of an item has shortened it
    Value item = list.as<List>()->items()[i];
    if (item.is_kind(Kind::kBytes) && item.as<Bytes>()->size == 1) {
      mode.c_cc[i] = item.as<Bytes>()->data[0];
    } else if (is_int(item)) {
      mode.c_cc[i] = static_cast<cc_t>(int_to_uint64_wrapped(item));
    } else {
      return raise_type_error(thread, "tcsetattr: elements of attributes must be characters or integers");
    }
  }
  return {};
}

Value tcsetattr_function(Thread& thread, Value* args) {
  const int descriptor = TRY(file_descriptor_argument(thread, args[0])), when = TRY(int_argument(thread, args[1]));
  if (!args[2].is_kind(Kind::kList) || args[2].as<List>()->size != 7) {
    return raise_type_error(thread, "tcsetattr, arg 3: must be 7 element list");
  }
  Tuple* attributes = TRY(make_tuple(thread, args[2].as<List>()->view()));
  termios mode;
  if (tcgetattr(descriptor, &mode) < 0) return raise_terminal_error(thread);
  uint64_t numbers[6];
  for (size_t i = 0; i < std::size(numbers); i++) {
    numbers[i] = int_to_uint64_wrapped(TRY(to_index(thread, attributes->items[i])));
  }
  mode.c_iflag = static_cast<tcflag_t>(numbers[0]);
  mode.c_oflag = static_cast<tcflag_t>(numbers[1]);
  mode.c_cflag = static_cast<tcflag_t>(numbers[2]);
  mode.c_lflag = static_cast<tcflag_t>(numbers[3]);
  TRY(read_characters(thread, attributes->items[6], mode));
  if (cfsetispeed(&mode, static_cast<speed_t>(numbers[4])) < 0) return raise_terminal_error(thread);
  if (cfsetospeed(&mode, static_cast<speed_t>(numbers[5])) < 0) return raise_terminal_error(thread);
  if (TRY(system_call(thread, [&] { return tcsetattr(descriptor, when, &mode); })) < 0) {
    return raise_terminal_error(thread);
  }
  return Value::none();
}

// ---- The line ----

Value tcdrain_function(Thread& thread, Value* args) {
  const int descriptor = TRY(file_descriptor_argument(thread, args[0]));
  if (TRY(system_call(thread, [&] { return tcdrain(descriptor); })) < 0) return raise_terminal_error(thread);
  return Value::none();
}

template <int (*function)(int, int)>
Value call_with_number(Thread& thread, Value* args) {
  const int descriptor = TRY(file_descriptor_argument(thread, args[0])), number = TRY(int_argument(thread, args[1]));
  if (TRY(system_call(thread, [&] { return function(descriptor, number); })) < 0) return raise_terminal_error(thread);
  return Value::none();
}

// ---- The window ----

Value tcgetwinsize_function(Thread& thread, Value* args) {
  const int descriptor = TRY(file_descriptor_argument(thread, args[0]));
  winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) < 0) return raise_terminal_error(thread);
  return make_tuple(thread, {Value::small_int(size.ws_row), Value::small_int(size.ws_col)});
}

Value tcsetwinsize_function(Thread& thread, Value* args) {
  const int descriptor = TRY(file_descriptor_argument(thread, args[0]));
  const bool is_sequence =
      !args[1].is_kind(Kind::kDict) && !type_of(thread, args[1])->special_method(Special::kGetItem).is_unbound();
  Tuple* items = is_sequence ? TRY(tuple_from_iterable(thread, args[1])) : nullptr;
  if (items == nullptr || items->size != 2) {
    return raise_type_error(thread, "tcsetwinsize, arg 2: must be a two-item sequence");
  }
  int64_t numbers[2];
  for (int i = 0; i < 2; i++) numbers[i] = TRY(to_int64(thread, TRY(to_index(thread, items->items[i]))));
  winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) < 0) return raise_terminal_error(thread);
  for (int64_t number : numbers) {
    if (number < 0 || number > USHRT_MAX) {
      return raise(thread, ExceptionId::kOverflowError, "winsize value(s) out of range.");
    }
  }
  size.ws_row = static_cast<unsigned short>(numbers[0]);
  size.ws_col = static_cast<unsigned short>(numbers[1]);
  if (ioctl(descriptor, TIOCSWINSZ, &size) < 0) return raise_terminal_error(thread);
  return Value::none();
}

constexpr NativeDefinition kFunctions[] = {
    {"tcgetattr(fd, /)", tcgetattr_function,
     "How a terminal is set: [iflag, oflag, cflag, lflag, ispeed, ospeed, cc], cc being a list of bytes."},
    {"tcsetattr(fd, when, attributes, /)", tcsetattr_function, "Sets a terminal, now, or once all has been written."},
    {"tcdrain(fd, /)", tcdrain_function, "Waits until all has been written."},
    {"tcsendbreak(fd, duration, /)", call_with_number<tcsendbreak>, "Sends a break."},
    {"tcflush(fd, queue, /)", call_with_number<tcflush>, "Forgets what has come or is to be written."},
    {"tcflow(fd, action, /)", call_with_number<tcflow>, "Halts or goes on with reading or writing."},
    {"tcgetwinsize(fd, /)", tcgetwinsize_function, "The size of a terminal's window, as (rows, columns)."},
    {"tcsetwinsize(fd, winsize, /)", tcsetwinsize_function, "Sets the size of a terminal's window."},
};

constexpr ModuleConstant kConstants[] = {
#define CONSTANT(name) {#name, static_cast<int64_t>(name)},
#define CONSTANT_AS(name, value) {#name, value},
#include "modules/termios_constants.def"
#undef CONSTANT
#undef CONSTANT_AS
};

}  // namespace

Value create_termios_module(Thread& thread) {
  Module* module = TRY(make_native_module(thread, "termios", "Control of terminals.", kFunctions));
  TRY(set_module_attribute(thread, module, "error", TRY(error_type(thread))));
  TRY(add_constants(thread, module, kConstants));
  return module;
}

}  // namespace memphis

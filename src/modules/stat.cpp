// The module _stat: what the mode of a file says.
#include <sys/stat.h>

#include "modules/module_support.h"
#include "modules/modules.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

constexpr uint32_t kModeBits = 07777;

Fallible<mode_t> mode_argument(Thread& thread, Value value) {
  Value index = TRY(to_index(thread, value));
  if (int_sign(index) < 0) {
    return raise(thread, ExceptionId::kOverflowError, "can't convert negative value to unsigned int");
  }
  uint64_t number;
  if (!int_to_uint64(index, number)) {
    return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to C unsigned long");
  }
  if (number > UINT32_MAX) return raise(thread, ExceptionId::kOverflowError, "mode out of range");
  return static_cast<mode_t>(number);
}

template <mode_t type>
Value is_of_type(Thread& thread, Value* args) {
  return Value::boolean((TRY(mode_argument(thread, args[0])) & S_IFMT) == type);
}
// Of the types that Linux lacks no file is.
Value is_of_no_type(Thread& thread, Value* args) {
  TRY(mode_argument(thread, args[0]));
  return Value::false_value();
}

Value mode_type(Thread& thread, Value* args) { return make_int(thread, TRY(mode_argument(thread, args[0])) & S_IFMT); }
Value mode_bits(Thread& thread, Value* args) {
  return make_int(thread, TRY(mode_argument(thread, args[0])) & kModeBits);
}

char type_letter(mode_t mode) {
  switch (mode & S_IFMT) {
    case S_IFREG: return '-';
    case S_IFDIR: return 'd';
    case S_IFLNK: return 'l';
    case S_IFBLK: return 'b';
    case S_IFCHR: return 'c';
    case S_IFIFO: return 'p';
    case S_IFSOCK: return 's';
    default: return '?';
  }
}

Value filemode(Thread& thread, Value* args) {
  const mode_t mode = TRY(mode_argument(thread, args[0]));
  std::string text(1, type_letter(mode));
  // For user, group and others: read, write, execute; the special bit that takes the place of the last letter.
  constexpr struct {
    mode_t read, write, execute, special;
    char both, special_only;
  } kClasses[] = {{S_IRUSR, S_IWUSR, S_IXUSR, S_ISUID, 's', 'S'},
                  {S_IRGRP, S_IWGRP, S_IXGRP, S_ISGID, 's', 'S'},
                  {S_IROTH, S_IWOTH, S_IXOTH, S_ISVTX, 't', 'T'}};
  for (const auto& who : kClasses) {
    text += (mode & who.read) != 0 ? 'r' : '-';
    text += (mode & who.write) != 0 ? 'w' : '-';
    const bool executable = (mode & who.execute) != 0;
    if ((mode & who.special) != 0) {
      text += executable ? who.both : who.special_only;
    } else {
      text += executable ? 'x' : '-';
    }
  }
  return make_str(thread, text);
}

constexpr NativeDefinition kFunctions[] = {
    {"S_ISDIR(object, /)", is_of_type<S_IFDIR>, "Whether the mode is that of a directory."},
    {"S_ISCHR(object, /)", is_of_type<S_IFCHR>, "Whether the mode is that of a character device."},
    {"S_ISBLK(object, /)", is_of_type<S_IFBLK>, "Whether the mode is that of a block device."},
    {"S_ISREG(object, /)", is_of_type<S_IFREG>, "Whether the mode is that of a regular file."},
    {"S_ISFIFO(object, /)", is_of_type<S_IFIFO>, "Whether the mode is that of a pipe."},
    {"S_ISLNK(object, /)", is_of_type<S_IFLNK>, "Whether the mode is that of a symbolic link."},
    {"S_ISSOCK(object, /)", is_of_type<S_IFSOCK>, "Whether the mode is that of a socket."},
    {"S_ISDOOR(object, /)", is_of_no_type, "Whether the mode is that of a door: never, here."},
    {"S_ISPORT(object, /)", is_of_no_type, "Whether the mode is that of an event port: never, here."},
    {"S_ISWHT(object, /)", is_of_no_type, "Whether the mode is that of a whiteout: never, here."},
    {"S_IMODE(object, /)", mode_bits, "What os.chmod() can set of a mode."},
    {"S_IFMT(object, /)", mode_type, "The part of a mode that tells the type of the file."},
    {"filemode(object, /)", filemode, "The mode as ls shows it: '-rwxrwxrwx'."},
};

constexpr ModuleConstant kConstants[] = {
#define CONSTANT(name, value) {#name, value},
#include "modules/stat_constants.def"
#undef CONSTANT
};

}  // namespace

Value create_stat_module(Thread& thread) {
  Module* module = TRY(make_native_module(thread, "_stat", "What the mode of a file says.", kFunctions));
  TRY(add_constants(thread, module, kConstants));
  return module;
}

}  // namespace memphis

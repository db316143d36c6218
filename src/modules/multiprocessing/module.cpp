// The modules _multiprocessing and _posixshmem: their functions.
#include <fcntl.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>

#include "modules/modules.h"
#include "modules/multiprocessing/multiprocessing.h"
#include "runtime/argument_support.h"
#include "runtime/class.h"
#include "runtime/dict_operations.h"
#include "runtime/system_call.h"

namespace memphis {

namespace multiprocessing {

namespace {

constexpr int kLargestValue = 2147483647;  // of a semaphore

Value unlink_semaphore(Thread& thread, Value* args) {
  const std::string name = text_of(Value(TRY(str_argument(thread, args[0], "sem_unlink", 0))));
  if (sem_unlink(name.c_str()) < 0) return raise_os_error(thread, errno);
  return Value::none();
}

Value open_shared_memory(Thread& thread, Value* args) {
  Str* path = TRY(str_argument(thread, args[0], "shm_open", "path"));
  const int flags = TRY(int_argument(thread, args[1]));
  constexpr int kEverybody = 0777;
  const int mode = TRY(int_argument(thread, args[2], kEverybody));
  const std::string name = text_of(Value(path));
  if (name.find('\0') != std::string::npos) return raise_value_error(thread, "embedded null character");
  const int descriptor =
      TRY(system_call(thread, [&] { return shm_open(name.c_str(), flags, static_cast<mode_t>(mode)); }));
  if (descriptor < 0) return raise_os_error(thread, errno, path);
  return Value::small_int(descriptor);
}

Value unlink_shared_memory(Thread& thread, Value* args) {
  Str* path = TRY(str_argument(thread, args[0], "shm_unlink", "path"));
  const std::string name = text_of(Value(path));
  if (name.find('\0') != std::string::npos) return raise_value_error(thread, "embedded null character");
  if (shm_unlink(name.c_str()) < 0) return raise_os_error(thread, errno, path);
  return Value::none();
}

constexpr NativeDefinition kFunctions[] = {
    {"sem_unlink(name, /)", unlink_semaphore},
};

constexpr NativeDefinition kSharedMemoryFunctions[] = {
    {"shm_open(path, flags, mode=511)", open_shared_memory,
     "Open a shared memory object.  Returns a file descriptor (integer)."},
    {"shm_unlink(path)", unlink_shared_memory,
     "Remove a shared memory object (similar to unlink()).\n\nRemove a shared memory object name, and, once all "
     "processes  have  unmapped\nthe object, de-allocates and destroys the contents of the associated memory\nregion."},
};

Dict* make_flags(Thread& thread) {
  Dict* flags = TRY(make_dict(thread));
  for (const char* name : {"HAVE_SEM_OPEN", "HAVE_SEM_TIMEDWAIT"}) {
    TRY(dict_set_name(thread, flags, TRY(intern_text(thread.runtime, name)), Value::small_int(1)));
  }
  return flags;
}

}  // namespace

}  // namespace multiprocessing

Value create_multiprocessing_module(Thread& thread) {
  Module* module = TRY(make_native_module(thread, "_multiprocessing", "", multiprocessing::kFunctions));
  Type* type = TRY(add_module_type(thread, module, multiprocessing::kSemLockType));
  Str* name = TRY(intern_text(thread.runtime, "SEM_VALUE_MAX"));
  TRY(dict_set_name(thread, type->dict, name, Value::small_int(multiprocessing::kLargestValue)));
  type_changed(thread.runtime, type, nullptr);
  TRY(set_module_attribute(thread, module, "flags", TRY(Value(multiprocessing::make_flags(thread)))));
  return module;
}

Value create_posixshmem_module(Thread& thread) {
  return make_native_module(thread, "_posixshmem", "POSIX shared memory module",
                            multiprocessing::kSharedMemoryFunctions);
}

}  // namespace memphis

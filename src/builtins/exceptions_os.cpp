// OSError: maps errno to the subclass that stands for it.
#include <cerrno>

#include "builtins/exceptions.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

constexpr struct {
  int number;
  ExceptionId id;
} kErrnoClasses[] = {
    {EAGAIN, ExceptionId::kBlockingIOError},
    {EALREADY, ExceptionId::kBlockingIOError},
    {EINPROGRESS, ExceptionId::kBlockingIOError},
    {EWOULDBLOCK, ExceptionId::kBlockingIOError},
    {EPIPE, ExceptionId::kBrokenPipeError},
    {ESHUTDOWN, ExceptionId::kBrokenPipeError},
    {ECHILD, ExceptionId::kChildProcessError},
    {ECONNABORTED, ExceptionId::kConnectionAbortedError},
    {ECONNREFUSED, ExceptionId::kConnectionRefusedError},
    {ECONNRESET, ExceptionId::kConnectionResetError},
    {EEXIST, ExceptionId::kFileExistsError},
    {ENOENT, ExceptionId::kFileNotFoundError},
    {EISDIR, ExceptionId::kIsADirectoryError},
    {ENOTDIR, ExceptionId::kNotADirectoryError},
    {EINTR, ExceptionId::kInterruptedError},
    {EACCES, ExceptionId::kPermissionError},
    {EPERM, ExceptionId::kPermissionError},
    {ESRCH, ExceptionId::kProcessLookupError},
    {ETIMEDOUT, ExceptionId::kTimeoutError},
};

// A subclass that overrides __init__ but not __new__ gets its arguments there.
bool uses_init(Thread& thread, const Type* type) {
  const Type* os_error = thread.runtime.exception_type(ExceptionId::kOSError);
  return type->special_method(Special::kInit) != os_error->special_method(Special::kInit) &&
         type->special_method(Special::kNew) == os_error->special_method(Special::kNew);
}

Status set_os_error_fields(Thread& thread, Value self, Tuple* args) {
  Tuple* shown = args;
  if (args->size >= 2 && args->size <= 5) {
    Value filename = args->size > 2 ? args->items[2] : Value::none();
    Value filename2 = args->size > 4 ? args->items[4] : Value::none();
    bool is_blocking = type_of(thread, self) == thread.runtime.exception_type(ExceptionId::kBlockingIOError);
    if (!filename.is_none()) {
      if (is_blocking && !type_of(thread, filename)->special_method(Special::kIndex).is_unbound()) {
        int64_t written = TRY(to_index_int64(thread, filename, false, ExceptionId::kValueError));
        set_extra(self, kOSErrorCharactersWritten, make_int(thread, written));
      } else {
        set_extra(self, kOSErrorFilename, filename);
        if (!filename2.is_none()) set_extra(self, kOSErrorFilename2, filename2);
        shown = TRY(make_tuple(thread, std::span<const Value>(args->items, 2)));
      }
    }
    set_extra(self, kOSErrorNumber, args->items[0]);
    set_extra(self, kOSErrorText, args->items[1]);
  }
  exception_of(self)->args.set(self.cell(), shown);
  return {};
}

Value os_error_new(Thread& thread, Value* args) {
  Type* type = TRY(checked_exception_class(thread, args[0], "OSError"));
  auto* positional = args[1].as<Tuple>();
  Runtime& runtime = thread.runtime;
  if (uses_init(thread, type)) return allocate_exception(thread, type, runtime.empty_tuple);
  if (args[2].is_kind(Kind::kDict) && args[2].as<Dict>()->count != 0) {
    return raise_type_error(thread, "{}() takes no keyword arguments", type_name(type));
  }
  if (type == runtime.exception_type(ExceptionId::kOSError) && positional->size >= 2 && positional->size <= 5 &&
      positional->items[0].is_small_int()) {
    for (const auto& row : kErrnoClasses) {
      if (row.number == positional->items[0].as_small_int()) type = runtime.exception_type(row.id);
    }
  }
  Value self = TRY(allocate_exception(thread, type, positional));
  TRY(set_os_error_fields(thread, self, positional));
  return self;
}

Value os_error_init(Thread& thread, Value* args) {
  if (!uses_init(thread, type_of(thread, args[0]))) return Value::none();
  auto* positional = args[1].as<Tuple>();
  TRY(initialize_exception(thread, args[0], positional, args[2]));
  TRY(set_os_error_fields(thread, args[0], positional));
  return Value::none();
}

Value os_error_str(Thread& thread, Value* args) {
  Exception* self = exception_of(args[0]);
  Value number = self->extra[kOSErrorNumber];
  Value text = self->extra[kOSErrorText];
  Value filename = self->extra[kOSErrorFilename];
  bool has_both = !number.is_unbound() && !text.is_unbound();
  if (filename.is_unbound() && !has_both) return base_exception_str(thread, args[0]);
  std::string shown = "[Errno " + text_of(TRY(to_str(thread, extra_or_none(args[0], kOSErrorNumber)))) + "] " +
                      text_of(TRY(to_str(thread, extra_or_none(args[0], kOSErrorText))));
  if (!filename.is_unbound()) {
    shown += ": " + TRY(repr_text(thread, filename));
    Value filename2 = self->extra[kOSErrorFilename2];
    if (!filename2.is_unbound()) shown += " -> " + TRY(repr_text(thread, filename2));
  }
  return make_str(thread, shown);
}

Value os_error_reduce(Thread& thread, Value* args) {
  Exception* self = exception_of(args[0]);
  Tuple* shown = self->args;
  Value filename = self->extra[kOSErrorFilename];
  if (shown->size == 2 && !filename.is_unbound()) {
    Value filename2 = self->extra[kOSErrorFilename2];
    if (filename2.is_unbound()) {
      shown = TRY(make_tuple(thread, {shown->items[0], shown->items[1], filename}));
    } else {
      shown = TRY(make_tuple(thread, {shown->items[0], shown->items[1], filename, Value::none(), filename2}));
    }
  }
  return reduce_with(thread, args[0], shown, TRY(filled_dict_or_none(thread, args[0])));
}

Value get_characters_written(Thread& thread, Value self) {
  Value written = exception_of(self)->extra[kOSErrorCharactersWritten];
  if (!written.is_unbound()) return written;
  return raise(thread, ExceptionId::kAttributeError, "characters_written");
}

Status set_characters_written(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) {
    if (exception_of(self)->extra[kOSErrorCharactersWritten].get().is_unbound()) {
      return raise(thread, ExceptionId::kAttributeError, "characters_written");
    }
    set_extra(self, kOSErrorCharactersWritten, value);
    return {};
  }
  int64_t written = TRY(to_index_int64(thread, value, false, ExceptionId::kValueError));
  set_extra(self, kOSErrorCharactersWritten, make_int(thread, written));
  return {};
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *args, **kwargs)", os_error_new, "", NativeKind::kStaticMethod},
    {"__init__(self, /, *args, **kwargs)", os_error_init},
    {"__str__(self, /)", os_error_str},
    {"__reduce__(self, /)", os_error_reduce},
};
constexpr MemberDefinition kMembers[] = {
    {"errno", extra_offset(kOSErrorNumber), true, false, "The error number of the system."},
    {"strerror", extra_offset(kOSErrorText), true, false, "The error as a text."},
    {"filename", extra_offset(kOSErrorFilename), true, false, "The file."},
    {"filename2", extra_offset(kOSErrorFilename2), true, false, "The second file."},
};
constexpr GetSetDefinition kAttributes[] = {{"characters_written", get_characters_written, set_characters_written}};

}  // namespace

const TypeSpec kOSErrorType = {.name = "OSError",
                               .layout = Kind::kException,
                               .basic_size = sizeof(Exception),
                               .native_fields = 5,
                               .methods = kMethods,
                               .attributes = kAttributes,
                               .members = kMembers,
                               .doc = "A system function failed."};

}  // namespace memphis

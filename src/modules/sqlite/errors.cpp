// The exceptions of the module _sqlite3.
#include "modules/sqlite/sqlite.h"
#include "runtime/attribute.h"
#include "runtime/call.h"

namespace memphis::sqlite {

constinit const ExceptionSpec kWarning = {"Warning", "sqlite3", ExceptionId::kException};
constinit const ExceptionSpec kError = {"Error", "sqlite3", ExceptionId::kException};
constinit const ExceptionSpec kInterfaceError = {"InterfaceError", "sqlite3", ExceptionId::kException, "", &kError};
constinit const ExceptionSpec kDatabaseError = {"DatabaseError", "sqlite3", ExceptionId::kException, "", &kError};
constinit const ExceptionSpec kDataError = {"DataError", "sqlite3", ExceptionId::kException, "", &kDatabaseError};
constinit const ExceptionSpec kOperationalError = {"OperationalError", "sqlite3", ExceptionId::kException, "",
                                                   &kDatabaseError};
constinit const ExceptionSpec kIntegrityError = {"IntegrityError", "sqlite3", ExceptionId::kException, "",
                                                 &kDatabaseError};
constinit const ExceptionSpec kInternalError = {"InternalError", "sqlite3", ExceptionId::kException, "",
                                                &kDatabaseError};
constinit const ExceptionSpec kProgrammingError = {"ProgrammingError", "sqlite3", ExceptionId::kException, "",
                                                   &kDatabaseError};
constinit const ExceptionSpec kNotSupportedError = {"NotSupportedError", "sqlite3", ExceptionId::kException, "",
                                                    &kDatabaseError};

namespace {

constexpr ModuleConstant kResultNames[] = {
#define RESULT(name) {#name, name},
#define CONSTANT(name)
#include "modules/sqlite/constants.def"
#undef RESULT
#undef CONSTANT
};

const char* result_name(int code) {
  for (const ModuleConstant& result : kResultNames) {
    if (result.value == code) return result.name;
  }
  return "SQLITE_UNKNOWN";
}

const ExceptionSpec& class_of(int code) {
  switch (code) {
    case SQLITE_INTERNAL:
    case SQLITE_NOTFOUND: return kInternalError;
    case SQLITE_ERROR:
    case SQLITE_PERM:
    case SQLITE_ABORT:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_READONLY:
    case SQLITE_INTERRUPT:
    case SQLITE_IOERR:
    case SQLITE_FULL:
    case SQLITE_CANTOPEN:
    case SQLITE_PROTOCOL:
    case SQLITE_EMPTY:
    case SQLITE_SCHEMA: return kOperationalError;
    case SQLITE_TOOBIG: return kDataError;
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH: return kIntegrityError;
    case SQLITE_MISUSE:
    case SQLITE_RANGE: return kInterfaceError;
    default: return kDatabaseError;
  }
}

FailureOfAnyType raise_code(Thread& thread, int code, int extended, const char* message) {
  if (code == SQLITE_NOMEM) return raise_memory_error(thread);
  Runtime& runtime = thread.runtime;
  Str* text = TRY(make_str(thread, message));
  Value error = TRY(call(thread, exception_class(runtime, class_of(code)), {Value(text)}));
  Str* name = TRY(make_str(thread, result_name(extended)));
  TRY(set_attribute(thread, error, TRY(intern_text(runtime, "sqlite_errorcode")), make_int(thread, extended)));
  TRY(set_attribute(thread, error, TRY(intern_text(runtime, "sqlite_errorname")), name));
  return raise_value(thread, error);
}

}  // namespace

Status add_errors(Thread& thread, Module* module) {
  for (const ExceptionSpec* spec :
       {&kWarning, &kError, &kInterfaceError, &kDatabaseError, &kDataError, &kOperationalError, &kIntegrityError,
        &kInternalError, &kProgrammingError, &kNotSupportedError}) {
    (void)TRY(add_exception_class(thread, module, *spec));
  }
  return {};
}

FailureOfAnyType raise_database_error(Thread& thread, sqlite3* handle) {
  return raise_code(thread, sqlite3_errcode(handle), sqlite3_extended_errcode(handle), sqlite3_errmsg(handle));
}

FailureOfAnyType raise_result_error(Thread& thread, int code) {
  return raise_code(thread, code & 0xff, code, sqlite3_errstr(code));
}

void report_callback_error(Thread& thread, Value callable) {
  if (!module_state(thread)->shows_callback_errors) {
    take_pending(thread);
    return;
  }
  write_unraisable(thread, callable, "Exception ignored on sqlite3 callback");
}

}  // namespace memphis::sqlite

// What connections do with whole databases, and their settings.
#include <climits>
#include <cmath>
#include <cstring>

#include "modules/sqlite/sqlite.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/audit.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/file_path.h"
#include "runtime/named_access.h"
#include "runtime/operations.h"

namespace memphis::sqlite {

namespace {

Connection* self_of(Value* args) { return args[0].as<Connection>(); }

// The name of a database of the connection: "main" unless it is given.
Fallible<std::string> database_name(Thread& thread, Value value, const char* function) {
  if (value.is_unbound()) return std::string("main");
  return c_text_of(thread, TRY(str_argument(thread, value, function, "name")));
}

struct Backup {
  Database& source;
  sqlite3_backup* handle;
  int pages;
  int pause;  // milliseconds
  Value progress;
};

Fallible<int> run_backup(Thread& thread, const Backup& backup) {
  int code;
  do {
    code = in_library(thread, backup.source, [&] { return sqlite3_backup_step(backup.handle, backup.pages); });
    if (!backup.progress.is_none()) {
      (void)TRY(call(thread, backup.progress,
                     {Value::small_int(code), Value::small_int(sqlite3_backup_remaining(backup.handle)),
                      Value::small_int(sqlite3_backup_pagecount(backup.handle))}));
    }
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED) {
      in_library(thread, backup.source, [&] { return sqlite3_sleep(backup.pause); });
    }
  } while (code == SQLITE_OK || code == SQLITE_BUSY || code == SQLITE_LOCKED);
  return code;
}

bool is_known_setting(int operation) {
  switch (operation) {
    case SQLITE_DBCONFIG_ENABLE_FKEY:
    case SQLITE_DBCONFIG_ENABLE_TRIGGER:
    case SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER:
    case SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION:
    case SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE:
    case SQLITE_DBCONFIG_ENABLE_QPSG:
    case SQLITE_DBCONFIG_TRIGGER_EQP:
    case SQLITE_DBCONFIG_RESET_DATABASE:
    case SQLITE_DBCONFIG_DEFENSIVE:
    case SQLITE_DBCONFIG_WRITABLE_SCHEMA:
    case SQLITE_DBCONFIG_LEGACY_ALTER_TABLE:
    case SQLITE_DBCONFIG_DQS_DML:
    case SQLITE_DBCONFIG_DQS_DDL:
    case SQLITE_DBCONFIG_ENABLE_VIEW:
    case SQLITE_DBCONFIG_LEGACY_FILE_FORMAT:
    case SQLITE_DBCONFIG_TRUSTED_SCHEMA: return true;
    default: return false;
  }
}

}  // namespace

Value connection_backup(Thread& thread, Value* args) {
  constexpr double kMilliseconds = 1000.0;
  Connection* self = self_of(args);
  if (!is_connection(thread, args[1])) {
    return raise_argument_error(thread, "backup", "target", "sqlite3.Connection", args[1]);
  }
  const int pages = TRY(int_argument(thread, args[2], -1));
  const std::string name = TRY(database_name(thread, args[4], "backup"));
  const double seconds = args[5].is_unbound() ? 0.25 : TRY(to_double(thread, args[5]));
  TRY(check_usable(thread, self));
  auto* target = args[1].as<Connection>();
  if (target == self) return raise_value_error(thread, "target cannot be the same connection instance");
  TRY(check_connection(thread, target));
  Value progress = args[3].is_unbound() ? Value::none() : args[3];
  if (!progress.is_none() && !is_callable(thread, progress)) {
    return raise_type_error(thread, "progress argument must be a callable");
  }
  std::shared_ptr<Database> from = *self->database, to = *target->database;
  collect_dead(thread, *from);
  collect_dead(thread, *to);
  sqlite3_backup* handle =
      in_library(thread, *from, [&] { return sqlite3_backup_init(to->handle, "main", from->handle, name.c_str()); });
  if (handle == nullptr) return raise_database_error(thread, to->handle);
  const int pause = static_cast<int>(std::fmin(seconds * kMilliseconds, INT_MAX));
  Fallible<int> code = run_backup(thread, {*from, handle, pages == 0 ? -1 : pages, pause, progress});
  const int finished = in_library(thread, *from, [&] { return sqlite3_backup_finish(handle); });
  if (code.failed()) return Value::error();
  if (finished == SQLITE_OK) return Value::none();
  if (to->handle == nullptr) return raise_result_error(thread, finished);
  return raise_database_error(thread, to->handle);
}

Value connection_serialize(Thread& thread, Value* args) {
  Connection* self = self_of(args);
  const std::string name = TRY(database_name(thread, args[1], "serialize"));
  TRY(check_usable(thread, self));
  std::shared_ptr<Database> database = *self->database;
  sqlite3_int64 size = 0;
  // Databases in memory may offer theirs, without a copy.
  auto* shared = sqlite3_serialize(database->handle, name.c_str(), &size, SQLITE_SERIALIZE_NOCOPY);
  if (shared != nullptr) return make_bytes(thread, {shared, static_cast<size_t>(size)});
  auto* data =
      in_library(thread, *database, [&] { return sqlite3_serialize(database->handle, name.c_str(), &size, 0); });
  if (data == nullptr) {
    return raise_module_error(thread, kOperationalError, fmt::format("unable to serialize '{}'", name));
  }
  Bytes* bytes = make_bytes(thread, {data, static_cast<size_t>(size)});
  sqlite3_free(data);
  return bytes;
}

Value connection_deserialize(Thread& thread, Value* args) {
  Connection* self = self_of(args);
  TextOrBytes data(thread);
  TRY(data.acquire(args[1]));
  const std::string name = TRY(database_name(thread, args[2], "deserialize"));
  TRY(check_usable(thread, self));
  const size_t size = data.bytes().size();
  auto* copy = static_cast<uint8_t*>(sqlite3_malloc64(size));
  if (copy == nullptr && size != 0) return raise_memory_error(thread);
  if (size != 0) std::memcpy(copy, data.bytes().data(), size);
  std::shared_ptr<Database> database = *self->database;
  const auto length = static_cast<sqlite3_int64>(size);
  const int code = with_retry(thread, *database, [&] {
    return sqlite3_deserialize(database->handle, name.c_str(), copy, length, length,
                               SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE);
  });
  if (code != SQLITE_OK) return raise_database_error(thread, database->handle);
  return Value::none();
}

Value connection_iterdump(Thread& thread, Value* args) {
  TRY(check_connection(thread, self_of(args)));
  Value dump = import_attribute(thread, "sqlite3.dump", "_iterdump");
  if (dump.is_error()) {
    if (!take_if_pending(thread, ExceptionId::kAttributeError)) return dump;
    return raise_module_error(thread, kOperationalError, "Failed to obtain _iterdump() reference");
  }
  Dict* keywords = TRY(make_dict(thread));
  Value filter = args[1].is_unbound() ? Value::none() : args[1];
  TRY(dict_set(thread, keywords, TRY(make_str(thread, "filter")), filter));
  return call_with(thread, dump, TRY(make_tuple(thread, {args[0]})), keywords);
}

Value connection_interrupt(Thread& thread, Value* args) {
  TRY(check_connection(thread, self_of(args)));
  sqlite3_interrupt(self_of(args)->handle());
  return Value::none();
}

Value connection_setlimit(Thread& thread, Value* args) {
  const int category = TRY(int_argument(thread, args[1])), limit = TRY(int_argument(thread, args[2]));
  TRY(check_usable(thread, self_of(args)));
  const int former = sqlite3_limit(self_of(args)->handle(), category, limit);
  if (former < 0) return raise_module_error(thread, kProgrammingError, "'category' is out of bounds");
  return make_int(thread, former);
}

Value connection_getlimit(Thread& thread, Value* args) {
  Value asked[] = {args[0], args[1], Value::small_int(-1)};
  return connection_setlimit(thread, asked);
}

Value connection_setconfig(Thread& thread, Value* args) {
  const int operation = TRY(int_argument(thread, args[1]));
  const bool enable = TRY(flag_argument(thread, args[2], true));
  TRY(check_usable(thread, self_of(args)));
  if (!is_known_setting(operation)) return raise_value_error(thread, "unknown config 'op': {}", operation);
  int actual = 0;
  sqlite3* handle = self_of(args)->handle();
  const int code = sqlite3_db_config(handle, operation, enable ? 1 : 0, &actual);
  if (code != SQLITE_OK) return raise_database_error(thread, handle);
  if (enable != (actual != 0)) return raise_module_error(thread, kOperationalError, "Unable to set config");
  return Value::none();
}

Value connection_getconfig(Thread& thread, Value* args) {
  const int operation = TRY(int_argument(thread, args[1]));
  TRY(check_usable(thread, self_of(args)));
  if (!is_known_setting(operation)) return raise_value_error(thread, "unknown config 'op': {}", operation);
  int actual = 0;
  sqlite3* handle = self_of(args)->handle();
  if (sqlite3_db_config(handle, operation, -1, &actual) != SQLITE_OK) return raise_database_error(thread, handle);
  return Value::boolean(actual != 0);
}

Value enable_load_extension(Thread& thread, Value* args) {
  const bool on = TRY(flag_argument(thread, args[1], false));
  TRY(audit(thread, "sqlite3.enable_load_extension", {args[0], Value::boolean(on)}));
  TRY(check_usable(thread, self_of(args)));
  if (sqlite3_enable_load_extension(self_of(args)->handle(), on ? 1 : 0) != SQLITE_OK) {
    return raise_module_error(thread, kOperationalError, "Error enabling load extension");
  }
  return Value::none();
}

Value load_extension(Thread& thread, Value* args) {
  const std::string name = TRY(c_text_of(thread, TRY(str_argument(thread, args[1], "load_extension", 1))));
  Str* entry = TRY(optional_text_argument(thread, args[2], "load_extension", "entrypoint"));
  std::string entry_text;
  if (entry != nullptr) append_utf8(entry, entry_text);
  TRY(audit(thread, "sqlite3.load_extension", {args[0], args[1]}));
  TRY(check_usable(thread, self_of(args)));
  std::shared_ptr<Database> database = *self_of(args)->database;
  char* message = nullptr;
  const int code = in_library(thread, *database, [&] {
    return sqlite3_load_extension(database->handle, name.c_str(), entry != nullptr ? entry_text.c_str() : nullptr,
                                  &message);
  });
  if (code == SQLITE_OK) return Value::none();
  const std::string text = message != nullptr ? message : sqlite3_errmsg(database->handle);
  sqlite3_free(message);
  return raise_module_error(thread, kOperationalError, text);
}

}  // namespace memphis::sqlite

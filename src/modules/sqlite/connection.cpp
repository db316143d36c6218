// The type sqlite3.Connection: opening, closing, transactions, attributes.
#include "modules/sqlite/sqlite.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/audit.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/file_path.h"
#include "runtime/int_operations.h"
#include "runtime/named_access.h"
#include "runtime/native.h"
#include "runtime/operations.h"

namespace memphis::sqlite {

namespace {

Connection* self_of(Value* args) { return args[0].as<Connection>(); }

constexpr const char* kIsolationLevels[] = {"", "DEFERRED", "IMMEDIATE", "EXCLUSIVE"};

// The level's text, null for None.
Fallible<const char*> isolation_level(Thread& thread, Value value) {
  if (value.is_none()) return nullptr;
  if (!is_str(value)) return raise_type_error(thread, "isolation_level must be str or None");
  const std::string text = TRY(c_text_of(thread, value));
  for (const char* level : kIsolationLevels) {
    if (sqlite3_stricmp(level, text.c_str()) == 0) return level;
  }
  return raise_value_error(thread, "isolation_level string must be '', 'DEFERRED', 'IMMEDIATE', or 'EXCLUSIVE'");
}

Fallible<Autocommit> autocommit_argument(Thread& thread, Value value) {
  if (value.is_true()) return Autocommit::kEnabled;
  if (value.is_false()) return Autocommit::kDisabled;
  if (value == Value::small_int(static_cast<int>(Autocommit::kLegacy))) return Autocommit::kLegacy;
  return raise_value_error(thread, "autocommit must be True, False, or sqlite3.LEGACY_TRANSACTION_CONTROL");
}

bool in_transaction(const Connection* connection) { return sqlite3_get_autocommit(connection->handle()) == 0; }

// Closes the library's object; what cursors still hold of it stays usable.
Status close_database(Thread& thread, Connection* connection) {
  if (connection->database == nullptr) return {};
  std::shared_ptr<Database> database = *connection->database;
  if (database->handle == nullptr) return {};
  collect_dead(thread, *database);
  Value failure = Value::unbound();
  if (connection->autocommit == Autocommit::kDisabled && in_transaction(connection) &&
      execute_plain(thread, connection, "ROLLBACK").failed()) {
    failure = take_pending(thread);
  }
  sqlite3* handle = std::exchange(database->handle, nullptr);
  in_library(thread, *database, [&] { return sqlite3_close_v2(handle); });
  if (!failure.is_unbound()) return raise_again(thread, failure);
  return {};
}

// As at the end of a connection: cursors and blobs lose what they hold, so that nothing keeps the file open.
void finalize_all(Thread& thread, Database& database) {
  if (database.is_active()) return;  // a function of the program closes the connection that has called it
  std::vector<PreparedStatement*> statements;
  statements.swap(database.statements);
  for (PreparedStatement* statement : statements) {
    sqlite3_stmt* handle = std::exchange(statement->handle, nullptr);
    in_library(thread, database, [&] { return sqlite3_finalize(handle); });
  }
  std::vector<OpenBlob*> blobs;
  blobs.swap(database.blobs);
  for (OpenBlob* blob : blobs) {
    sqlite3_blob* handle = std::exchange(blob->handle, nullptr);
    in_library(thread, database, [&] { return sqlite3_blob_close(handle); });
  }
}

void release_connection(void* resource) {
  auto* holder = static_cast<std::shared_ptr<Database>*>(resource);
  Database& database = **holder;
  database.connection = nullptr;
  if (database.handle != nullptr) sqlite3_close_v2(std::exchange(database.handle, nullptr));
  delete holder;
}

struct OpenOptions {
  std::string path;
  double timeout = 5.0;
  int cached_statements = 128;
  bool uri = false;
};

Status open_database(Thread& thread, Connection* self, const OpenOptions& options) {
  constexpr size_t kBytes = 100'000;  // about what a connection takes
  auto database = std::make_shared<Database>();
  database->connection = self;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | (options.uri ? SQLITE_OPEN_URI : 0);
  sqlite3* handle = nullptr;
  const int code = in_library(thread, *database, [&] {
    const int opened = sqlite3_open_v2(options.path.c_str(), &handle, flags, nullptr);
    if (opened == SQLITE_OK) sqlite3_busy_timeout(handle, static_cast<int>(options.timeout * 1000));
    return opened;
  });
  if (code != SQLITE_OK) {
    if (handle == nullptr) return raise_memory_error(thread);
    (void)raise_database_error(thread, handle);
    sqlite3_close_v2(handle);
    return Failure{};
  }
  database->handle = handle;
  if (self->database == nullptr) {
    auto* holder = new std::shared_ptr<Database>(std::move(database));
    self->database = holder;
    own_native_resource(thread.runtime, self, holder, release_connection, kBytes);
  } else {
    *self->database = std::move(database);
  }
  return {};
}

Value make_statement_cache(Thread& thread, Connection* self, int size) {
  Value lru_cache = TRY(import_attribute(thread, "functools", "lru_cache"));
  Value decorator = TRY(call(thread, lru_cache, {Value::small_int(size)}));
  return call(thread, decorator, {Value(self)});
}

// database, timeout, detect_types, isolation_level, check_same_thread, factory, cached_statements, uri, autocommit
Value initialize(Thread& thread, Value* args) {
  Connection* self = self_of(args);
  Value path = TRY(file_system_path(thread, args[1]));
  TRY(audit(thread, "sqlite3.connect", {args[1]}));
  OpenOptions options;
  options.path = TRY(encode_path(thread, path));
  if (!args[2].is_unbound()) options.timeout = TRY(to_double(thread, args[2]));
  const int detect_types = TRY(int_argument(thread, args[3], 0));
  const char* level = args[4].is_unbound() ? "" : TRY(isolation_level(thread, args[4]));
  const bool check_same_thread = TRY(flag_argument(thread, args[5], true));
  options.cached_statements = TRY(int_argument(thread, args[7], options.cached_statements));
  options.uri = TRY(flag_argument(thread, args[8], false));
  const Autocommit autocommit = args[9].is_unbound() ? Autocommit::kLegacy : TRY(autocommit_argument(thread, args[9]));

  if (self->is_initialized) {
    self->is_initialized = false;
    self->statement_cache.set(self, Value::unbound());
    remove_callbacks(self);
    TRY(close_database(thread, self));
  }
  self->pinned.set(self, Value(TRY(make_dict(thread))));
  TRY(open_database(thread, self, options));
  self->row_factory.set(self, Value::none());
  self->text_factory.set(self, thread.runtime.type(TypeId::kStr));
  self->isolation_level = level;
  self->detect_types = detect_types;
  self->check_same_thread = check_same_thread;
  self->thread_identity = thread.identity();
  self->autocommit = autocommit;
  // The cache may call the connection as soon as that is initialised.
  self->is_initialized = true;
  Value cache = make_statement_cache(thread, self, options.cached_statements);
  if (cache.is_error()) {
    self->is_initialized = false;
    return cache;
  }
  self->statement_cache.set(self, cache);
  TRY(audit(thread, "sqlite3.connect/handle", {Value(self)}));
  if (autocommit == Autocommit::kDisabled) TRY(execute_plain(thread, self, "BEGIN"));
  return Value::none();
}

constexpr NativeDefinition kInitialize = {
    "Connection(self, database, timeout=5.0, detect_types=0, isolation_level='', check_same_thread=True, "
    "factory=ConnectionType, cached_statements=128, uri=False, *, autocommit=sqlite3.LEGACY_TRANSACTION_CONTROL)",
    initialize};

Value connection_new(Thread& thread, Value* args) {
  auto* self = TRY(allocate_instance<Connection>(thread, args[0].as<Type>()));
  return self;
}

Value connection_init(Thread& thread, Value* args) {
  const auto* given = args[1].as<Tuple>();
  TRY(warn_of_positional(thread, "_sqlite3.Connection", static_cast<int64_t>(given->size)));
  NativeFunction* function = TRY(make_native_function(thread, kInitialize, Value::unbound(), Value::unbound()));
  Tuple* all = TRY(allocate_tuple(thread, given->size + 1));
  all->items[0] = args[0];
  for (uint64_t i = 0; i < given->size; i++) all->items[i + 1] = given->items[i];
  return call_with(thread, function, all, args[2]);
}

Value connection_del(Thread& thread, Value* args) {
  Connection* self = self_of(args);
  if (self->database == nullptr || self->handle() == nullptr) return Value::none();
  Value saved = thread.pending;
  thread.pending = Value::unbound();
  Fallible<std::string> shown = repr_text(thread, args[0]);
  if (shown.failed() ||
      warn(thread, ExceptionId::kResourceWarning, 1, "unclosed database in " + shown.value()).failed()) {
    write_unraisable(thread, args[0]);
  }
  remove_callbacks(self);
  if (close_database(thread, self).failed()) write_unraisable(thread, args[0]);
  thread.pending = saved;
  return Value::none();
}

Value connection_close(Thread& thread, Value* args) {
  Connection* self = self_of(args);
  TRY(check_thread(thread, self));
  if (!self->is_initialized) {
    return raise_module_error(thread, kProgrammingError, "Base Connection.__init__ not called.");
  }
  self->statement_cache.set(self, Value::unbound());
  std::shared_ptr<Database> database = *self->database;
  if (database->handle != nullptr) {
    collect_dead(thread, *database);
    finalize_all(thread, *database);
  }
  TRY(close_database(thread, self));
  return Value::none();
}

// ---- Transactions ----

Value connection_commit(Thread& thread, Value* args) {
  Connection* self = self_of(args);
  TRY(check_usable(thread, self));
  if (self->autocommit == Autocommit::kLegacy) {
    if (in_transaction(self)) TRY(execute_plain(thread, self, "COMMIT"));
  } else if (self->autocommit == Autocommit::kDisabled) {
    TRY(execute_plain(thread, self, "COMMIT"));
    TRY(execute_plain(thread, self, "BEGIN"));
  }
  return Value::none();
}

Value connection_rollback(Thread& thread, Value* args) {
  Connection* self = self_of(args);
  TRY(check_usable(thread, self));
  if (self->autocommit == Autocommit::kLegacy) {
    if (in_transaction(self)) TRY(execute_plain(thread, self, "ROLLBACK"));
  } else if (self->autocommit == Autocommit::kDisabled) {
    TRY(execute_plain(thread, self, "ROLLBACK"));
    TRY(execute_plain(thread, self, "BEGIN"));
  }
  return Value::none();
}

Value connection_enter(Thread& thread, Value* args) {
  TRY(check_connection(thread, self_of(args)));
  return args[0];
}

Value connection_exit(Thread& thread, Value* args) {
  const bool commits = args[1].is_none() && args[2].is_none() && args[3].is_none();
  Value result = commits ? connection_commit(thread, args) : connection_rollback(thread, args);
  if (!result.is_error()) return Value::false_value();
  if (!commits) return result;
  // So that the database is not left locked.
  Value failure = take_pending(thread);
  if (!connection_rollback(thread, args).is_error()) return raise_again(thread, failure);
  Value second = take_pending(thread);
  TRY(set_attribute(thread, second, TRY(intern_text(thread.runtime, "__context__")), failure));
  return raise_again(thread, second);
}

// ---- Statements ----

Value connection_call(Thread& thread, Value* args) {
  Connection* self = self_of(args);
  TRY(check_usable(thread, self));
  if (args[2].is_kind(Kind::kDict) && args[2].as<Dict>()->count != 0) {
    return raise_type_error(thread, "sqlite3.Connection() takes no keyword arguments");
  }
  const auto* given = args[1].as<Tuple>();
  if (given->size != 1) {
    return raise_type_error(thread, "function takes exactly 1 argument ({} given)", given->size);
  }
  Value sql = given->items[0];
  if (!is_str(sql)) {
    return raise_type_error(thread, "argument 1 must be str, not {}", argument_type_name(thread, sql));
  }
  return make_statement(thread, self, sql.as<Str>());
}

Value connection_cursor(Thread& thread, Value* args) {
  Connection* self = self_of(args);
  TRY(check_usable(thread, self));
  Type* cursor_type = native_type(thread.runtime, kCursorType);
  Value cursor = TRY(call(thread, args[1].is_unbound() ? Value(cursor_type) : args[1], {args[0]}));
  if (!is_instance_of(thread, cursor, cursor_type)) {
    return raise_type_error(thread, "factory must return a cursor, not {}", type_name(thread, cursor));
  }
  auto* made = cursor.as<Cursor>();
  if (!self->row_factory.get().is_none()) made->row_factory.set(made, self->row_factory.get());
  return cursor;
}

// A method of a new cursor, called with the arguments as they came.
Value call_cursor(Thread& thread, Value* args, std::string_view name) {
  Value cursor = TRY(call_method(thread, args[0], TRY(intern_text(thread.runtime, "cursor"))));
  Value method = TRY(get_attribute_text(thread, cursor, name));
  if (args[2].is_unbound()) return call(thread, method, {args[1]});
  return call(thread, method, {args[1], args[2]});
}
Value connection_execute(Thread& thread, Value* args) { return call_cursor(thread, args, "execute"); }
Value connection_executemany(Thread& thread, Value* args) { return call_cursor(thread, args, "executemany"); }
Value connection_executescript(Thread& thread, Value* args) {
  Value passed[] = {args[0], args[1], Value::unbound()};
  return call_cursor(thread, passed, "executescript");
}

// ---- Attributes ----

Value get_isolation_level(Thread& thread, Value self) {
  TRY(check_connection(thread, self.as<Connection>()));
  const char* level = self.as<Connection>()->isolation_level;
  return level == nullptr ? Value::none() : Value(make_str(thread, level));
}
Status set_isolation_level(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) return raise(thread, ExceptionId::kAttributeError, "cannot delete attribute");
  auto* connection = self.as<Connection>();
  if (value.is_none()) {
    connection->isolation_level = nullptr;
    // Out of the transaction that may be open.
    Value args[] = {self};
    if (connection_commit(thread, args).is_error()) return Failure{};
    return {};
  }
  connection->isolation_level = TRY(isolation_level(thread, value));
  return {};
}

Value get_autocommit(Thread& thread, Value self) {
  TRY(check_usable(thread, self.as<Connection>()));
  switch (self.as<Connection>()->autocommit) {
    case Autocommit::kEnabled: return Value::true_value();
    case Autocommit::kDisabled: return Value::false_value();
    default: return Value::small_int(static_cast<int>(Autocommit::kLegacy));
  }
}
Status set_autocommit(Thread& thread, Value self, Value value) {
  auto* connection = self.as<Connection>();
  TRY(check_usable(thread, connection));
  const Autocommit wanted = TRY(autocommit_argument(thread, value.is_unbound() ? Value::none() : value));
  if (wanted == Autocommit::kEnabled && in_transaction(connection)) {
    TRY(execute_plain(thread, connection, "COMMIT"));
  } else if (wanted == Autocommit::kDisabled && !in_transaction(connection)) {
    TRY(execute_plain(thread, connection, "BEGIN"));
  }
  connection->autocommit = wanted;
  return {};
}

Value get_total_changes(Thread& thread, Value self) {
  TRY(check_connection(thread, self.as<Connection>()));
  return make_int(thread, sqlite3_total_changes(self.as<Connection>()->handle()));
}
Value get_in_transaction(Thread& thread, Value self) {
  TRY(check_connection(thread, self.as<Connection>()));
  return Value::boolean(in_transaction(self.as<Connection>()));
}
Value get_signature(Thread& thread, Value) { return make_str(thread, "(sql, /)"); }

template <Field Connection::* field>
Value get_factory(Thread&, Value self) {
  Value factory = self.as<Connection>()->*field;
  return factory.is_unbound() ? Value::none() : factory;
}
template <Field Connection::* field>
Status set_factory(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) return raise(thread, ExceptionId::kAttributeError, "cannot delete attribute");
  (self.as<Connection>()->*field).set(self.cell(), value);
  return {};
}

template <const ExceptionSpec& spec>
Value get_error(Thread& thread, Value) {
  return exception_class(thread.runtime, spec);
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *args, **kwargs)", connection_new, "", NativeKind::kStaticMethod},
    {"__init__(self, /, *args, **kwargs)", connection_init, "", NativeKind::kMethod, CallErrors::kDerived, ""},
    {"__del__(self, /)", connection_del, "Called when the instance is about to be destroyed."},
    {"__call__(self, /, *args, **kwargs)", connection_call, "Call self as a function."},
    {"__enter__(self, /)", connection_enter, "Does nothing but answer the connection."},
    {"__exit__(self, type, value, traceback, /)", connection_exit, "Commits, or rolls back after an exception."},
    {"backup(self, /, target, *, pages=-1, progress=None, name='main', sleep=0.25)", connection_backup,
     "Copies the database into another one."},
    {"blobopen(self, table, column, row, /, *, readonly=False, name='main')", connection_blobopen,
     "Opens a value for reading and writing."},
    {"close(self, /)", connection_close, "Closes the connection; open transactions are not committed."},
    {"commit(self, /)", connection_commit, "Commits the open transaction, if there is one."},
    {"create_aggregate(self, /, *args, **kwargs)", create_aggregate, "Makes an aggregate function.",
     NativeKind::kMethod, CallErrors::kDerived, "($self, /, name, n_arg, aggregate_class)"},
    {"create_collation(self, name, callback, /)", create_collation, "Makes an order of texts."},
    {"create_function(self, /, *args, **kwargs)", create_function, "Makes a function that SQL can call.",
     NativeKind::kMethod, CallErrors::kDerived, "($self, /, name, narg, func, *, deterministic=False)"},
    {"create_window_function(self, name, num_params, aggregate_class, /)", create_window_function,
     "Makes an aggregate window function."},
    {"cursor(self, /, factory=<unrepresentable>)", connection_cursor, "A new cursor."},
    {"deserialize(self, data, /, *, name='main')", connection_deserialize, "Replaces a database by a serialised one."},
    {"enable_load_extension(self, enable, /)", enable_load_extension, "Allows extensions to be loaded, or forbids it."},
    {"execute(self, sql, parameters=<unrepresentable>, /)", connection_execute, "Executes a statement."},
    {"executemany(self, sql, parameters, /)", connection_executemany, "Executes a statement again and again."},
    {"executescript(self, sql_script, /)", connection_executescript, "Executes any number of statements."},
    {"getconfig(self, op, /)", connection_getconfig, "A setting of the connection."},
    {"getlimit(self, category, /)", connection_getlimit, "A limit of the connection."},
    {"interrupt(self, /)", connection_interrupt, "Stops what other threads do with the connection."},
    {"iterdump(self, /, *, filter=None)", connection_iterdump, "The statements that make the database anew."},
    {"load_extension(self, name, /, *, entrypoint=None)", load_extension, "Loads an extension."},
    {"rollback(self, /)", connection_rollback, "Takes the open transaction back, if there is one."},
    {"serialize(self, /, *, name='main')", connection_serialize, "The database as bytes."},
    {"set_authorizer(self, /, *args, **kwargs)", set_authorizer, "Sets who decides what statements may do.",
     NativeKind::kMethod, CallErrors::kDerived, "($self, /, authorizer_callback)"},
    {"set_progress_handler(self, /, *args, **kwargs)", set_progress_handler,
     "Sets what is called after every n instructions.", NativeKind::kMethod, CallErrors::kDerived,
     "($self, /, progress_handler, n)"},
    {"set_trace_callback(self, /, *args, **kwargs)", set_trace_callback, "Sets what is told of every statement.",
     NativeKind::kMethod, CallErrors::kDerived, "($self, /, trace_callback)"},
    {"setconfig(self, op, enable=True, /)", connection_setconfig, "Changes a setting of the connection."},
    {"setlimit(self, category, limit, /)", connection_setlimit, "Changes a limit; answers the former one."},
};

constexpr GetSetDefinition kAttributes[] = {
    {"isolation_level", get_isolation_level, set_isolation_level},
    {"autocommit", get_autocommit, set_autocommit},
    {"row_factory", get_factory<&Connection::row_factory>, set_factory<&Connection::row_factory>, "", true},
    {"text_factory", get_factory<&Connection::text_factory>, set_factory<&Connection::text_factory>, "", true},
    {"total_changes", get_total_changes},
    {"in_transaction", get_in_transaction},
    {"__text_signature__", get_signature},
    {"Warning", get_error<kWarning>, nullptr, "", true},
    {"Error", get_error<kError>, nullptr, "", true},
    {"InterfaceError", get_error<kInterfaceError>, nullptr, "", true},
    {"DatabaseError", get_error<kDatabaseError>, nullptr, "", true},
    {"DataError", get_error<kDataError>, nullptr, "", true},
    {"OperationalError", get_error<kOperationalError>, nullptr, "", true},
    {"IntegrityError", get_error<kIntegrityError>, nullptr, "", true},
    {"InternalError", get_error<kInternalError>, nullptr, "", true},
    {"ProgrammingError", get_error<kProgrammingError>, nullptr, "", true},
    {"NotSupportedError", get_error<kNotSupportedError>, nullptr, "", true},
};

}  // namespace

constinit const TypeSpec kConnectionType = {
    .name = "Connection",
    .module = "sqlite3",
    .basic_size = sizeof(Connection),
    .native_fields = kConnectionFields,
    .flags = kTypeIsImmutable,
    .methods = kMethods,
    .attributes = kAttributes,
    .doc = "SQLite database connection object.",
};

bool is_connection(Thread& thread, Value value) {
  return is_instance_of(thread, value, native_type(thread.runtime, kConnectionType));
}

Status warn_of_positional(Thread& thread, const char* function, int64_t count) {
  constexpr int64_t kMostPositional = 8;
  if (count <= 1 || count > kMostPositional) return {};
  return warn(thread, ExceptionId::kDeprecationWarning, 1,
              fmt::format("Passing more than 1 positional argument to {}() is deprecated. Parameters 'timeout', "
                          "'detect_types', 'isolation_level', 'check_same_thread', 'factory', 'cached_statements' and "
                          "'uri' will become keyword-only parameters in Python 3.15.",
                          function));
}

Status check_thread(Thread& thread, const Connection* connection) {
  if (!connection->is_initialized || !connection->check_same_thread) return {};
  if (connection->thread_identity == thread.identity()) return {};
  return raise_module_error(
      thread, kProgrammingError,
      fmt::format("SQLite objects created in a thread can only be used in that same thread. The object was created in "
                  "thread id {} and this is thread id {}.",
                  connection->thread_identity, thread.identity()));
}

Status check_connection(Thread& thread, const Connection* connection) {
  if (!connection->is_initialized) {
    return raise_module_error(thread, kProgrammingError, "Base Connection.__init__ not called.");
  }
  if (connection->handle() == nullptr) {
    return raise_module_error(thread, kProgrammingError, "Cannot operate on a closed database.");
  }
  return {};
}

Status check_usable(Thread& thread, const Connection* connection) {
  TRY(check_thread(thread, connection));
  return check_connection(thread, connection);
}

Status execute_plain(Thread& thread, Connection* connection, const char* sql) {
  std::shared_ptr<Database> database = *connection->database;
  const int code = with_retry(thread, *database, [&] {
    sqlite3_stmt* statement = nullptr;
    int result = sqlite3_prepare_v2(database->handle, sql, -1, &statement, nullptr);
    if (result == SQLITE_OK) {
      (void)sqlite3_step(statement);
      result = sqlite3_finalize(statement);
    }
    return result;
  });
  if (code != SQLITE_OK) return raise_database_error(thread, database->handle);
  return {};
}

}  // namespace memphis::sqlite

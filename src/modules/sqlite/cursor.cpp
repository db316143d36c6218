// The type sqlite3.Cursor.
#include <cstddef>
#include <cstring>

#include "modules/sqlite/sqlite.h"
#include "runtime/argument_support.h"
#include "runtime/call.h"
#include "runtime/file_path.h"
#include "runtime/int_operations.h"
#include "runtime/operations.h"

namespace memphis::sqlite {

namespace {

Cursor* self_of(Value* args) { return args[0].as<Cursor>(); }
Connection* connection_of(const Cursor* cursor) { return cursor->connection.get().as<Connection>(); }

// The cursor has died: a statement that has rows to come is taken back at the next call.
void release_cursor(void* resource) {
  auto* holder = static_cast<std::shared_ptr<PreparedStatement>*>(resource);
  if (*holder != nullptr && (*holder)->handle != nullptr) (*holder)->database->abandoned.emplace_back(*holder);
  delete holder;
}

void drop_statement(Thread& thread, Cursor* cursor) {
  if (*cursor->statement == nullptr) return;
  std::shared_ptr<PreparedStatement> statement = std::exchange(*cursor->statement, nullptr);
  reset(thread, *statement);
}

Status check_cursor(Thread& thread, const Cursor* cursor) {
  if (!cursor->is_initialized) {
    return raise_module_error(thread, kProgrammingError, "Base Cursor.__init__ not called.");
  }
  if (cursor->is_closed) return raise_module_error(thread, kProgrammingError, "Cannot operate on a closed cursor.");
  if (cursor->is_locked) {
    return raise_module_error(thread, kProgrammingError, "Recursive use of cursors not allowed.");
  }
  return check_usable(thread, connection_of(cursor));
}

Value cursor_new(Thread& thread, Value* args) {
  auto* cursor = TRY(allocate_instance<Cursor>(thread, args[0].as<Type>()));
  auto* holder = new std::shared_ptr<PreparedStatement>();
  own_native_resource(thread.runtime, cursor, holder, release_cursor, sizeof *holder);
  cursor->statement = holder;
  return cursor;
}

Value cursor_init(Thread& thread, Value* args) {
  Cursor* self = self_of(args);
  if (!is_connection(thread, args[1])) {
    return raise_argument_error(thread, "Cursor", 1, "sqlite3.Connection", args[1]);
  }
  if (self->is_locked) {
    return raise_module_error(thread, kProgrammingError, "Recursive use of cursors not allowed.");
  }
  if (self->is_initialized) drop_statement(thread, self);
  self->connection.set(self, args[1]);
  self->description.set(self, Value::none());
  self->converters.set(self, Value::none());
  self->last_row_id.set(self, Value::none());
  self->row_factory.set(self, Value::none());
  self->array_size = 1;
  self->is_closed = false;
  self->row_count = -1;
  TRY(check_thread(thread, connection_of(self)));
  self->is_initialized = true;
  return Value::none();
}

// ---- Executing ----

// A statement of the text that nobody is in the middle of.
Status take_statement(Thread& thread, Cursor* cursor, Value sql) {
  Connection* connection = connection_of(cursor);
  // Before the question whether somebody uses the statement: cursors that have died do not.
  collect_dead(thread, **connection->database);
  Value cached = TRY(call(thread, connection->statement_cache, {sql}));
  if (type_of(thread, cached) != native_type(thread.runtime, kStatementType)) {
    return raise_type_error(thread, "the statement cache holds an object that is no statement");
  }
  if (sqlite3_stmt_busy((*cached.as<Statement>()->prepared)->handle) != 0) {
    cached = TRY(make_statement(thread, connection, sql.as<Str>()));
  }
  *cursor->statement = *cached.as<Statement>()->prepared;
  return {};
}

Status begin_transaction(Thread& thread, Connection* connection) {
  const std::string sql = fmt::format("BEGIN {}", connection->isolation_level);
  return execute_plain(thread, connection, sql.c_str());
}

// One execution with one set of parameters.
Status execute_once(Thread& thread, Cursor* cursor, Value parameters) {
  std::shared_ptr<PreparedStatement> statement = *cursor->statement;
  Connection* connection = connection_of(cursor);
  TRY(bind_parameters(thread, *statement, parameters));
  TRY(check_connection(thread, connection));
  const int code = statement->handle == nullptr ? SQLITE_DONE : step(thread, *statement);  // null: of an empty text
  if (code != SQLITE_DONE && code != SQLITE_ROW) {
    TRY(check_connection(thread, connection));
    return raise_database_error(thread, connection->handle());
  }
  TRY(check_connection(thread, connection));
  Value converters = find_converters(thread, cursor);
  if (converters.is_error()) {
    Value cause = take_pending(thread);
    Str* text = TRY(make_str(thread, "Error while building row_cast_map"));
    Value error = TRY(call(thread, exception_class(thread.runtime, kOperationalError), {Value(text)}));
    return raise_from(thread, error, cause);
  }
  cursor->converters.set(cursor, converters);
  if (cursor->description.get().is_none() && sqlite3_column_count(statement->handle) > 0) {
    cursor->description.set(cursor, TRY(describe_columns(thread, cursor)));
  }
  if (code == SQLITE_DONE) {
    if (statement->changes_data) cursor->row_count += sqlite3_changes(connection->handle());
    reset(thread, *statement);
  }
  return {};
}

Status execute_all(Thread& thread, Cursor* cursor, Value sql, Value parameters, bool is_many) {
  Connection* connection = connection_of(cursor);
  Value iterator;
  if (is_many) iterator = TRY(get_iterator(thread, parameters));
  drop_statement(thread, cursor);
  cursor->description.set(cursor, Value::none());
  TRY(take_statement(thread, cursor, sql));
  std::shared_ptr<PreparedStatement> statement = *cursor->statement;
  if (is_many && sqlite3_stmt_readonly(statement->handle) != 0) {
    return raise_module_error(thread, kProgrammingError, "executemany() can only execute DML statements.");
  }
  reset(thread, *statement);
  cursor->row_count = statement->changes_data ? 0 : -1;
  if (connection->autocommit == Autocommit::kLegacy && connection->isolation_level != nullptr &&
      statement->changes_data && sqlite3_get_autocommit(connection->handle()) != 0) {
    TRY(begin_transaction(thread, connection));
  }
  if (!is_many) {
    TRY(execute_once(thread, cursor, parameters.is_unbound() ? Value(thread.runtime.empty_tuple) : parameters));
    const int64_t row = sqlite3_last_insert_rowid(connection->handle());
    cursor->last_row_id.set(cursor, TRY(make_int(thread, row)));
    return {};
  }
  while (true) {
    Value item = TRY(next_item(thread, iterator));
    if (item.is_unbound()) return {};
    TRY(check_connection(thread, connection));
    TRY(execute_once(thread, cursor, item));
  }
}

Value execute(Thread& thread, Value* args, bool is_many, const char* function) {
  Cursor* self = self_of(args);
  (void)TRY(str_argument(thread, args[1], function, 1));
  TRY(check_cursor(thread, self));
  self->is_locked = true;
  const Status status = execute_all(thread, self, args[1], args[2], is_many);
  self->is_locked = false;
  if (status.failed()) {
    Value failure = take_pending(thread);
    drop_statement(thread, self);
    self->row_count = -1;
    return raise_again(thread, failure);
  }
  const std::shared_ptr<PreparedStatement>& statement = *self->statement;
  if (statement != nullptr && sqlite3_stmt_busy(statement->handle) == 0) drop_statement(thread, self);
  return args[0];
}

Value cursor_execute(Thread& thread, Value* args) { return execute(thread, args, false, "execute"); }
Value cursor_executemany(Thread& thread, Value* args) { return execute(thread, args, true, "executemany"); }

Value cursor_executescript(Thread& thread, Value* args) {
  Cursor* self = self_of(args);
  const std::string script = TRY(c_text_of(thread, TRY(str_argument(thread, args[1], "executescript", 0))));
  TRY(check_cursor(thread, self));
  Connection* connection = connection_of(self);
  std::shared_ptr<Database> database = *connection->database;
  if (script.size() > static_cast<size_t>(sqlite3_limit(database->handle, SQLITE_LIMIT_SQL_LENGTH, -1))) {
    return raise_module_error(thread, kDataError, "query string is too large");
  }
  if (connection->autocommit == Autocommit::kLegacy && sqlite3_get_autocommit(database->handle) == 0) {
    TRY(execute_plain(thread, connection, "COMMIT"));
  }
  const char* text = script.c_str();
  while (*text != 0) {
    const char* tail = nullptr;
    const int code = with_retry(thread, *database, [&] {
      sqlite3_stmt* statement = nullptr;
      int result = sqlite3_prepare_v2(database->handle, text, -1, &statement, &tail);
      if (result != SQLITE_OK) return result;
      do {
        result = sqlite3_step(statement);
      } while (result == SQLITE_ROW);
      return sqlite3_finalize(statement);
    });
    TRY(check_connection(thread, connection));
    if (code != SQLITE_OK) return raise_database_error(thread, database->handle);
    text = tail;
  }
  return args[0];
}

// ---- Fetching ----

// The next row; unbound: there is none.
Value next_row(Thread& thread, Cursor* self) {
  TRY(check_cursor(thread, self));
  if (*self->statement == nullptr) return Value::unbound();
  std::shared_ptr<PreparedStatement> statement = *self->statement;
  if (statement->handle == nullptr || sqlite3_data_count(statement->handle) == 0) {
    drop_statement(thread, self);
    return Value::unbound();
  }
  self->is_locked = true;
  Value row = read_row(thread, self);
  self->is_locked = false;
  if (row.is_error()) return row;
  Connection* connection = connection_of(self);
  const int code = step(thread, *statement);
  TRY(check_connection(thread, connection));
  if (code == SQLITE_DONE) {
    if (statement->changes_data) self->row_count = sqlite3_changes(connection->handle());
    drop_statement(thread, self);
  } else if (code != SQLITE_ROW) {
    (void)raise_database_error(thread, connection->handle());
    Value failure = take_pending(thread);
    drop_statement(thread, self);
    return raise_again(thread, failure);
  }
  if (self->row_factory.get().is_none()) return row;
  return call(thread, self->row_factory, {Value(self), row});
}

Value cursor_next(Thread& thread, Value* args) {
  Value row = next_row(thread, self_of(args));
  return row.is_unbound() ? Value(raise_stop_iteration(thread, row)) : row;
}

Value cursor_fetchone(Thread& thread, Value* args) {
  Value row = next_row(thread, self_of(args));
  return row.is_unbound() ? Value::none() : row;
}

Value fetch(Thread& thread, Cursor* cursor, uint64_t limit) {
  List* rows = TRY(make_list(thread));
  while (rows->size < limit) {
    Value row = TRY(next_row(thread, cursor));
    if (row.is_unbound()) break;
    TRY(list_append(thread, rows, row));
  }
  return rows;
}

// An unsigned 32-bit int: ValueError for negative ones.
Fallible<uint32_t> count_argument(Thread& thread, Value value) {
  Value index = TRY(to_index(thread, value));
  if (int_sign(index) < 0) {
    return raise_value_error(thread, "Cannot convert negative int");
  }
  uint64_t number;
  if (!int_to_uint64(index, number) || number > UINT32_MAX) {
    return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to C uint32_t");
  }
  return static_cast<uint32_t>(number);
}

Value cursor_fetchmany(Thread& thread, Value* args) {
  const uint32_t limit = args[1].is_unbound() ? self_of(args)->array_size : TRY(count_argument(thread, args[1]));
  return fetch(thread, self_of(args), limit);
}
Value cursor_fetchall(Thread& thread, Value* args) { return fetch(thread, self_of(args), UINT64_MAX); }

Value cursor_iter(Thread&, Value* args) { return args[0]; }
Value do_nothing(Thread&, Value*) { return Value::none(); }

Value cursor_close(Thread& thread, Value* args) {
  Cursor* self = self_of(args);
  if (self->is_locked) {
    return raise_module_error(thread, kProgrammingError, "Recursive use of cursors not allowed.");
  }
  if (self->connection.get().is_unbound()) {
    return raise_module_error(thread, kProgrammingError, "Base Cursor.__init__ not called.");
  }
  TRY(check_usable(thread, connection_of(self)));
  drop_statement(thread, self);
  self->is_closed = true;
  return Value::none();
}

// ---- Attributes ----

Value get_array_size(Thread& thread, Value self) { return make_int(thread, self.as<Cursor>()->array_size); }
Status set_array_size(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) return raise_type_error(thread, "can't delete numeric/char attribute");
  self.as<Cursor>()->array_size = TRY(count_argument(thread, value));
  return {};
}
Value get_row_count(Thread& thread, Value self) { return make_int(thread, self.as<Cursor>()->row_count); }

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *args, **kwargs)", cursor_new, "", NativeKind::kStaticMethod},
    {"__init__(self, connection, /)", cursor_init, "", NativeKind::kMethod, CallErrors::kDerived, ""},
    {"__iter__(self, /)", cursor_iter, "Implement iter(self)."},
    {"__next__(self, /)", cursor_next, "Implement next(self)."},
    {"close(self, /)", cursor_close, "Closes the cursor."},
    {"execute(self, sql, parameters=(), /)", cursor_execute, "Executes a statement."},
    {"executemany(self, sql, seq_of_parameters, /)", cursor_executemany,
     "Executes a statement once for each of several sets of parameters."},
    {"executescript(self, sql_script, /)", cursor_executescript, "Executes any number of statements."},
    {"fetchall(self, /)", cursor_fetchall, "All rows that are left."},
    {"fetchmany(self, /, size=1)", cursor_fetchmany, "The next rows, arraysize of them unless size is given."},
    {"fetchone(self, /)", cursor_fetchone, "The next row; None when there is none."},
    {"setinputsizes(self, sizes, /)", do_nothing, "The DB-API asks for it; does nothing."},
    {"setoutputsize(self, size, column=None, /)", do_nothing, "The DB-API asks for it; does nothing."},
};

constexpr GetSetDefinition kAttributes[] = {
    {"arraysize", get_array_size, set_array_size},
    {"rowcount", get_row_count, nullptr, "", true},
};

constexpr MemberDefinition kMembers[] = {
    {"connection", offsetof(Cursor, connection)},
    {"description", offsetof(Cursor, description)},
    {"lastrowid", offsetof(Cursor, last_row_id)},
    {"row_factory", offsetof(Cursor, row_factory), true},
};

}  // namespace

constinit const TypeSpec kCursorType = {
    .name = "Cursor",
    .module = "sqlite3",
    .basic_size = sizeof(Cursor),
    .native_fields = kCursorFields,
    .flags = kTypeIsImmutable | kTypeHasWeakReferences,
    .methods = kMethods,
    .attributes = kAttributes,
    .members = kMembers,
    .doc = "SQLite database cursor class.",
};

}  // namespace memphis::sqlite

// What the files of the module _sqlite3 share.
//
// Who owns what: a Connection has a Database, which every Statement and Blob of it shares, so that the library's
// objects can go in any order. The collector never calls the library for a connection that lives: another thread may
// be inside of it, and it may call functions of the program. It leaves what has died in lists of the Database, which
// the next call on the connection works off.
#pragma once

#include <pthread.h>
#include <sqlite3.h>

#include <memory>
#include <mutex>
#include <vector>

#include "modules/module_support.h"
#include "runtime/interpreter_lock.h"

namespace memphis::sqlite {

struct Connection;

// A thread that is inside of the library.
struct ActiveCall {
  pthread_t identity;
  Thread* thread;
  ActiveCall* outer;
};

struct Database;

struct PreparedStatement {
  std::shared_ptr<Database> database;
  sqlite3_stmt* handle;  // null: finalised, since the connection was closed
  bool changes_data;     // INSERT, UPDATE, DELETE, REPLACE

  PreparedStatement(std::shared_ptr<Database> database, sqlite3_stmt* handle, bool changes_data);
  ~PreparedStatement();
};

struct OpenBlob {
  std::shared_ptr<Database> database;
  sqlite3_blob* handle;  // null: closed

  OpenBlob(std::shared_ptr<Database> database, sqlite3_blob* handle);
  ~OpenBlob();
};

struct Database {
  sqlite3* handle = nullptr;         // null: closed
  Connection* connection = nullptr;  // null: it has died, and nothing of the program is called any more
  std::vector<PreparedStatement*> statements;
  std::vector<OpenBlob*> blobs;
  // What the collector has found dead.
  std::vector<sqlite3_stmt*> dead_statements;
  std::vector<sqlite3_blob*> dead_blobs;
  std::vector<std::weak_ptr<PreparedStatement>> abandoned;  // of cursors that have died with rows to come
  std::vector<const void*> released;                        // keys of Connection::pinned that are not needed any more

  ~Database();
  void enter(ActiveCall& call);
  void leave();
  bool is_active();
  // The calling thread's, which is inside of the library on behalf of this database; null: it is not.
  Thread* running_thread();

 private:
  std::mutex mutex_;
  ActiveCall* calls_ = nullptr;
};

// Calls the library, without the interpreter lock. Runs user code: functions that the program has given the database.
template <class Call>
auto in_library(Thread& thread, Database& database, Call&& call) {
  ActiveCall active{pthread_self(), &thread, nullptr};
  database.enter(active);
  auto result = without_interpreter_lock(thread, call);
  database.leave();
  return result;
}

// What sqlite3.LEGACY_TRANSACTION_CONTROL, False and True mean.
enum class Autocommit : int8_t { kLegacy = -1, kDisabled = 0, kEnabled = 1 };

enum DetectTypes : int { kParseDeclaredTypes = 1, kParseColumnNames = 2 };

struct Connection : Cell {
  Field statement_cache;  // unbound: closed, or not initialised
  Field row_factory, text_factory;
  Field pinned;  // Dict: what the library refers to, by the address of its reference
  Field authorizer, progress_handler, trace_callback;
  std::shared_ptr<Database>* database;  // null: not initialised
  const char* isolation_level;          // null: None
  uint64_t thread_identity;
  int detect_types;
  Autocommit autocommit;
  bool check_same_thread;
  bool is_initialized;

  sqlite3* handle() const { return (*database)->handle; }
};
inline constexpr uint16_t kConnectionFields = 7;

struct Statement : Cell {
  std::shared_ptr<PreparedStatement>* prepared;
};

struct Cursor : Cell {
  Field connection, description, converters, last_row_id, row_factory;
  std::shared_ptr<PreparedStatement>* statement;  // points to null: there is none
  int64_t row_count;
  uint32_t array_size;
  bool is_closed, is_locked, is_initialized;
};
inline constexpr uint16_t kCursorFields = 5;

struct Row : Cell {
  Field data, description;
};

struct Blob : Cell {
  Field connection;
  std::shared_ptr<OpenBlob>* open;
  int64_t position;
  int64_t size;
};

extern const TypeSpec kConnectionType, kStatementType, kCursorType, kRowType, kBlobType, kPrepareProtocolType;

// ---- The module's state ----

struct ModuleState : Cell {
  Field adapters, converters;
  bool base_type_is_adapted;
  bool shows_callback_errors;
};
ModuleState* module_state(Thread& thread);

// ---- Errors ----

extern const ExceptionSpec kWarning, kError, kInterfaceError, kDatabaseError, kDataError, kOperationalError,
    kIntegrityError, kInternalError, kProgrammingError, kNotSupportedError;
Status add_errors(Thread& thread, Module* module);
// What the database says of its last failure.
FailureOfAnyType raise_database_error(Thread& thread, sqlite3* handle);
// A failure by its number.
FailureOfAnyType raise_result_error(Thread& thread, int code);
// A failed callback: its exception goes to sys.unraisablehook, or is forgotten, as enable_callback_tracebacks says.
void report_callback_error(Thread& thread, Value callable);

// ---- Connections ----

// ProgrammingError when the connection is closed or not initialised.
Status check_connection(Thread& thread, const Connection* connection);
Status check_thread(Thread& thread, const Connection* connection);
Status check_usable(Thread& thread, const Connection* connection);  // both
// Executes one statement that has no rows.
Status execute_plain(Thread& thread, Connection* connection, const char* sql);
// Works off what the collector has left.
void collect_dead(Thread& thread, Database& database);
bool is_connection(Thread& thread, Value value);
// Does an operation of the library; when it finds the database or a table locked, cursors that nobody has any more may
// be the reason: so once more after a collection.
template <class Call>
int with_retry(Thread& thread, Database& database, Call call);
// The collection: false when nothing of any library has died in it.
bool collect_for(Thread& thread, Database& database);

// Methods of connections by theme; the type's table lists them all.
Value create_function(Thread& thread, Value* args);
Value create_aggregate(Thread& thread, Value* args);
Value create_window_function(Thread& thread, Value* args);
Value create_collation(Thread& thread, Value* args);
Value set_authorizer(Thread& thread, Value* args);
Value set_progress_handler(Thread& thread, Value* args);
Value set_trace_callback(Thread& thread, Value* args);
Value connection_backup(Thread& thread, Value* args);
Value connection_blobopen(Thread& thread, Value* args);
Value connection_deserialize(Thread& thread, Value* args);
Value connection_serialize(Thread& thread, Value* args);
Value connection_getconfig(Thread& thread, Value* args);
Value connection_setconfig(Thread& thread, Value* args);
Value connection_getlimit(Thread& thread, Value* args);
Value connection_setlimit(Thread& thread, Value* args);
Value connection_interrupt(Thread& thread, Value* args);
Value connection_iterdump(Thread& thread, Value* args);
Value enable_load_extension(Thread& thread, Value* args);
Value load_extension(Thread& thread, Value* args);
// What connect() does for a class: DeprecationWarning for positional arguments.
Status warn_of_positional(Thread& thread, const char* function, int64_t count);
// Disconnects all callbacks of the program.
void remove_callbacks(Connection* connection);

// ---- Statements and values ----

// A prepared statement: ProgrammingError unless the text is one statement.
Value make_statement(Thread& thread, Connection* connection, Str* sql);
// The next step of a statement: SQLITE_ROW, SQLITE_DONE or an error's number.
int step(Thread& thread, PreparedStatement& statement);
void reset(Thread& thread, PreparedStatement& statement);
// Sets the parameters of the statement, from a sequence or a mapping. Runs user code.
Status bind_parameters(Thread& thread, PreparedStatement& statement, Value parameters);
// The value as the library takes it, for types that are not its own. Runs user code.
Value adapt(Thread& thread, Value object, Value protocol, Value otherwise);
Value register_adapter(Thread& thread, Value* args);
Value register_converter(Thread& thread, Value* args);
Value adapt_function(Thread& thread, Value* args);
// An int that fits SQLite's: OverflowError "Python int too large to convert to SQLite INTEGER".
Fallible<int64_t> integer_value(Thread& thread, Value value);

// The row that the cursor's statement stands at, as a tuple. Runs user code.
Value read_row(Thread& thread, Cursor* cursor);
// The converters of the statement's columns (a List, None where there is none), by the connection's detect_types.
Value find_converters(Thread& thread, Cursor* cursor);
// The cursor's description.
Value describe_columns(Thread& thread, Cursor* cursor);

// ---- Cells ----

// A shared native object that a cell owns: `release` is told of the cell's death.
template <class T>
std::shared_ptr<T>* own_shared(Thread& thread, Cell* owner, std::shared_ptr<T> object, size_t bytes) {
  auto* holder = new std::shared_ptr<T>(std::move(object));
  own_native_resource(
      thread.runtime, owner, holder, [](void* resource) { delete static_cast<std::shared_ptr<T>*>(resource); }, bytes);
  return holder;
}

template <class Call>
int with_retry(Thread& thread, Database& database, Call call) {
  collect_dead(thread, database);
  int code = in_library(thread, database, call);
  if ((code & 0xff) != SQLITE_LOCKED && (code & 0xff) != SQLITE_BUSY) return code;
  return collect_for(thread, database) ? in_library(thread, database, call) : code;
}

}  // namespace memphis::sqlite

// What the library calls: functions, aggregates and collations of the program, its authorizer, progress handler and
// trace callback. An exception in them never leaves the call; the library is told that it has failed.
#include <climits>
#include <cstring>

#include "modules/sqlite/sqlite.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/codecs.h"
#include "runtime/dict_operations.h"
#include "runtime/file_path.h"
#include "runtime/int_operations.h"
#include "runtime/named_access.h"
#include "runtime/operations.h"

namespace memphis::sqlite {

namespace {

// What the library keeps for a function of the program; its address is the key of the callable in Connection::pinned.
struct Callback {
  Database* database;
};

Value pin_key(Thread& thread, const void* address) {
  return make_int(thread, static_cast<int64_t>(reinterpret_cast<uintptr_t>(address)));
}
Dict* pinned(const Database* database) { return database->connection->pinned.get().as<Dict>(); }

// The library does not want it any more; perhaps while the collector runs.
void release_callback(void* pointer) {
  auto* callback = static_cast<Callback*>(pointer);
  if (callback->database->connection != nullptr) callback->database->released.push_back(callback);
  delete callback;
}

Callback* make_callback(Thread& thread, Connection* self, Value callable) {
  Database* database = self->database->get();
  for (const void* key : std::exchange(database->released, {})) {
    (void)TRY(dict_delete(thread, pinned(database), TRY(pin_key(thread, key))));
  }
  auto* callback = new Callback{database};
  if (dict_set(thread, pinned(database), pin_key(thread, callback), callable).failed()) {
    delete callback;
    return nullptr;
  }
  return callback;
}

// The callable of a function that the library calls, as long as the dict has it.
Value callable_of(Thread& thread, Callback* callback) {
  return dict_get(thread, pinned(callback->database), TRY(pin_key(thread, callback)));
}

// Runs `body` for the thread that has called the library, with the interpreter lock.
template <class Body>
void enter_python(Database* database, Body body) {
  Thread* thread = database->running_thread();
  if (thread == nullptr) return;
  with_interpreter_lock(*thread, [&] { body(*thread); });
}

// ---- Values ----

Value parameter_value(Thread& thread, sqlite3_value* value) {
  switch (sqlite3_value_type(value)) {
    case SQLITE_INTEGER: return make_int(thread, sqlite3_value_int64(value));
    case SQLITE_FLOAT: return make_float(thread, sqlite3_value_double(value));
    case SQLITE_TEXT: {
      const uint8_t* text = sqlite3_value_text(value);
      if (text == nullptr) return raise_memory_error(thread);
      return decode_utf8_strict(thread, {text, static_cast<size_t>(sqlite3_value_bytes(value))});
    }
    case SQLITE_BLOB: {
      const void* blob = sqlite3_value_blob(value);
      return make_bytes(thread, {static_cast<const uint8_t*>(blob), static_cast<size_t>(sqlite3_value_bytes(value))});
    }
    default: return Value::none();
  }
}

Value call_with_parameters(Thread& thread, Value callable, int count, sqlite3_value** values) {
  Tuple* arguments = TRY(allocate_tuple(thread, static_cast<uint64_t>(count)));
  for (int i = 0; i < count; i++) arguments->items[i] = TRY(parameter_value(thread, values[i]));
  return call_with(thread, callable, arguments, Value::unbound());
}

Status give_result(Thread& thread, sqlite3_context* context, Value value) {
  if (value.is_none()) {
    sqlite3_result_null(context);
  } else if (is_int(value)) {
    sqlite3_result_int64(context, TRY(integer_value(thread, value)));
  } else if (is_float(value)) {
    sqlite3_result_double(context, float_value(value));
  } else if (is_str(value)) {
    const std::string text = TRY(utf8_of(thread, value));
    if (text.size() > INT_MAX) {
      return raise(thread, ExceptionId::kOverflowError, "string is longer than INT_MAX bytes");
    }
    sqlite3_result_text(context, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
  } else if (has_buffer(thread, value)) {
    Buffer buffer(thread);
    TRY(buffer.acquire(value));
    if (buffer.size() > INT_MAX) {
      return raise(thread, ExceptionId::kOverflowError, "BLOB longer than INT_MAX bytes");
    }
    const void* data = buffer.data() != nullptr ? static_cast<const void*>(buffer.data()) : "";
    sqlite3_result_blob(context, data, static_cast<int>(buffer.size()), SQLITE_TRANSIENT);
  } else {
    return raise_module_error(
        thread, kProgrammingError,
        fmt::format("User-defined functions cannot return '{}' values to SQLite", type_name(thread, value)));
  }
  return {};
}

// Tells the library of the pending exception.
void give_error(Thread& thread, sqlite3_context* context, const char* message) {
  if (pending_is(thread, ExceptionId::kMemoryError)) {
    sqlite3_result_error_nomem(context);
  } else if (pending_is(thread, ExceptionId::kOverflowError)) {
    sqlite3_result_error_toobig(context);
  } else {
    sqlite3_result_error(context, message, -1);
  }
  Value failure = take_pending(thread);
  Value callable = callable_of(thread, static_cast<Callback*>(sqlite3_user_data(context)));
  if (callable.is_error()) take_pending(thread);
  (void)raise_again(thread, failure);
  report_callback_error(thread, callable);
}

// ---- Functions ----

void run_function(sqlite3_context* context, int count, sqlite3_value** values) {
  auto* callback = static_cast<Callback*>(sqlite3_user_data(context));
  enter_python(callback->database, [&](Thread& thread) {
    Value callable = callable_of(thread, callback);
    Value result = callable.is_error() ? callable : call_with_parameters(thread, callable, count, values);
    if (result.is_error() || give_result(thread, context, result).failed()) {
      give_error(thread, context, "user-defined function raised exception");
    }
  });
}

// ---- Aggregates ----

std::string message_of(const char* method, bool is_missing) {
  return fmt::format("user-defined aggregate's '{}' method {}", method, is_missing ? "not defined" : "raised error");
}

// The instance of an aggregate's class that counts for this group. Unbound: none.
Value aggregate_instance(Thread& thread, Callback* callback, const void* place) {
  if (place == nullptr) return Value::unbound();
  return dict_get(thread, pinned(callback->database), TRY(pin_key(thread, place)));
}

// step() and inverse(): methods that get the values of a row.
void run_row_method(Thread& thread, sqlite3_context* context, const char* name, int count, sqlite3_value** values) {
  auto* callback = static_cast<Callback*>(sqlite3_user_data(context));
  const void* place = sqlite3_aggregate_context(context, 1);
  Value instance = aggregate_instance(thread, callback, place);
  if (instance.is_unbound()) {
    instance = call(thread, callable_of(thread, callback));
    if (instance.is_error() ||
        dict_set(thread, pinned(callback->database), pin_key(thread, place), instance).failed()) {
      return give_error(thread, context, "user-defined aggregate's '__init__' method raised error");
    }
  }
  Value method = instance.is_error() ? instance : get_attribute_text(thread, instance, name);
  if (method.is_error()) return give_error(thread, context, message_of(name, true).c_str());
  if (call_with_parameters(thread, method, count, values).is_error()) {
    give_error(thread, context, message_of(name, false).c_str());
  }
}

void run_step(sqlite3_context* context, int count, sqlite3_value** values) {
  enter_python(static_cast<Callback*>(sqlite3_user_data(context))->database,
               [&](Thread& thread) { run_row_method(thread, context, "step", count, values); });
}
void run_inverse(sqlite3_context* context, int count, sqlite3_value** values) {
  enter_python(static_cast<Callback*>(sqlite3_user_data(context))->database,
               [&](Thread& thread) { run_row_method(thread, context, "inverse", count, values); });
}

// value() and finalize(): methods that give a result.
void run_result_method(Thread& thread, sqlite3_context* context, Value instance, const char* name) {
  Value result = call_method(thread, instance, intern_text(thread.runtime, name));
  if (result.is_error()) {
    const bool is_missing = pending_is(thread, ExceptionId::kAttributeError);
    return give_error(thread, context, message_of(name, is_missing).c_str());
  }
  if (give_result(thread, context, result).failed()) give_error(thread, context, message_of(name, false).c_str());
}

void run_value(sqlite3_context* context) {
  auto* callback = static_cast<Callback*>(sqlite3_user_data(context));
  enter_python(callback->database, [&](Thread& thread) {
    Value instance = aggregate_instance(thread, callback, sqlite3_aggregate_context(context, 0));
    if (!instance.is_unbound() && !instance.is_error()) run_result_method(thread, context, instance, "value");
  });
}

void run_finalize(sqlite3_context* context) {
  auto* callback = static_cast<Callback*>(sqlite3_user_data(context));
  enter_python(callback->database, [&](Thread& thread) {
    const void* place = sqlite3_aggregate_context(context, 0);
    // Without an instance no row has matched, or __init__ has failed.
    Value instance = aggregate_instance(thread, callback, place);
    if (instance.is_unbound() || instance.is_error()) return;
    run_result_method(thread, context, instance, "finalize");
    if (dict_delete(thread, pinned(callback->database), pin_key(thread, place)).failed()) take_pending(thread);
  });
}

// ---- Collations ----

Fallible<int> collate(Thread& thread, Callback* callback, std::span<const uint8_t> left,
                      std::span<const uint8_t> right) {
  Value first = TRY(decode_utf8_strict(thread, left));
  Value second = TRY(decode_utf8_strict(thread, right));
  Value result = TRY(call(thread, TRY(callable_of(thread, callback)), {first, second}));
  if (!is_int(result)) result = TRY(to_index(thread, result));
  return int_sign(result);
}

int run_collation(void* pointer, int left_size, const void* left, int right_size, const void* right) {
  auto* callback = static_cast<Callback*>(pointer);
  int order = 0;
  enter_python(callback->database, [&](Thread& thread) {
    Fallible<int> answer =
        collate(thread, callback, {static_cast<const uint8_t*>(left), static_cast<size_t>(left_size)},
                {static_cast<const uint8_t*>(right), static_cast<size_t>(right_size)});
    if (answer.failed()) {
      take_pending(thread);
    } else {
      order = answer.value();
    }
  });
  return order;
}

// ---- Authorizer, progress handler, trace callback ----

Value text_or_none(Thread& thread, const char* text) {
  if (text == nullptr) return Value::none();
  return decode_utf8_strict(thread, {reinterpret_cast<const uint8_t*>(text), std::strlen(text)});
}

Fallible<int> authorize(Thread& thread, Value callable, int action, std::span<const char* const> texts) {
  Tuple* arguments = TRY(allocate_tuple(thread, texts.size() + 1));
  arguments->items[0] = Value::small_int(action);
  for (size_t i = 0; i < texts.size(); i++) arguments->items[i + 1] = TRY(text_or_none(thread, texts[i]));
  Value answer = TRY(call_with(thread, callable, arguments, Value::unbound()));
  if (!is_int(answer)) return SQLITE_DENY;
  return TRY(int_argument(thread, answer));
}

int run_authorizer(void* pointer, int action, const char* first, const char* second, const char* database_name,
                   const char* source) {
  auto* database = static_cast<Database*>(pointer);
  int answer = SQLITE_DENY;
  enter_python(database, [&](Thread& thread) {
    Value callable = database->connection->authorizer.get();
    const char* texts[] = {first, second, database_name, source};
    Fallible<int> result = authorize(thread, callable, action, texts);
    if (result.failed()) return report_callback_error(thread, callable);
    answer = result.value();
  });
  return answer;
}

Fallible<bool> ask_progress(Thread& thread, Value callable) { return is_true(thread, TRY(call(thread, callable))); }

int run_progress_handler(void* pointer) {
  auto* database = static_cast<Database*>(pointer);
  int stops = 0;
  enter_python(database, [&](Thread& thread) {
    Value callable = database->connection->progress_handler.get();
    Fallible<bool> answer = ask_progress(thread, callable);
    stops = answer.failed() || answer.value() ? 1 : 0;
    if (answer.failed()) report_callback_error(thread, callable);
  });
  return stops;
}

// The statement's text with its parameters filled in; where that would be too long, without.
Status trace(Thread& thread, Connection* connection, sqlite3_stmt* statement) {
  char* expanded = sqlite3_expanded_sql(statement);
  const std::string text = expanded != nullptr ? expanded : sqlite3_sql(statement);
  sqlite3_free(expanded);
  Value shown;
  if (expanded == nullptr) {
    const int code = sqlite3_errcode(connection->handle());
    if (code == SQLITE_NOMEM) return raise_memory_error(thread);
    const FailureOfAnyType failure =
        raise_module_error(thread, kDataError, "Expanded SQL string exceeds the maximum string length");
    report_callback_error(thread, connection->trace_callback.get());
    (void)failure;
  }
  Str* errors = TRY(make_str(thread, "replace"));
  shown = TRY(decode_text(thread, {reinterpret_cast<const uint8_t*>(text.data()), text.size()}, Value::unbound(),
                          nullptr, errors));
  (void)TRY(call(thread, connection->trace_callback.get(), {shown}));
  return {};
}

int run_trace(unsigned, void* pointer, void* statement, void*) {
  auto* database = static_cast<Database*>(pointer);
  enter_python(database, [&](Thread& thread) {
    if (trace(thread, database->connection, static_cast<sqlite3_stmt*>(statement)).failed()) {
      report_callback_error(thread, database->connection->trace_callback.get());
    }
  });
  return 0;
}

// ---- Arguments ----

// DeprecationWarning when one of the first parameters was given by name: `given` counts what came by position.
struct PositionalRule {
  const char* method;
  const char* names;  // as the warning lists them
  uint64_t count;
};

Status warn_of_keywords(Thread& thread, const PositionalRule& rule, uint64_t given) {
  if (given >= rule.count) return {};
  const bool one = rule.count == 1;
  return warn(
      thread, ExceptionId::kDeprecationWarning, 1,
      fmt::format("Passing keyword argument{} {} to _sqlite3.Connection.{}() is deprecated. Parameter{} {} will "
                  "become positional-only in Python 3.15.",
                  one ? "" : "s", rule.names, rule.method, one ? "" : "s", rule.names));
}

Fallible<std::string> name_argument(Thread& thread, Value value, const char* function, int position) {
  return c_text_of(thread, TRY(str_argument(thread, value, function, position)));
}

Fallible<int> count_argument(Thread& thread, const Connection* self, Value value, const char* name) {
  const int count = TRY(int_argument(thread, value));
  TRY(check_usable(thread, self));
  const int limit = sqlite3_limit(self->handle(), SQLITE_LIMIT_FUNCTION_ARG, -1);
  if (count >= -1 && count <= limit) return count;
  return raise_module_error(thread, kProgrammingError,
                            fmt::format("'{}' must be between -1 and {}, not {}", name, limit, count));
}

Value make_function(Thread& thread, Value* args) {
  auto* self = args[0].as<Connection>();
  const std::string name = TRY(name_argument(thread, args[1], "create_function", 1));
  const int count = TRY(count_argument(thread, self, args[2], "narg"));
  const bool is_deterministic = TRY(flag_argument(thread, args[4], false));
  Callback* callback = TRY(make_callback(thread, self, args[3]));
  const int flags = SQLITE_UTF8 | (is_deterministic ? SQLITE_DETERMINISTIC : 0);
  if (sqlite3_create_function_v2(self->handle(), name.c_str(), count, flags, callback, run_function, nullptr, nullptr,
                                 release_callback) != SQLITE_OK) {
    return raise_module_error(thread, kOperationalError, "Error creating function");
  }
  return Value::none();
}

Value make_aggregate(Thread& thread, Value* args) {
  auto* self = args[0].as<Connection>();
  const std::string name = TRY(name_argument(thread, args[1], "create_aggregate", 1));
  const int count = TRY(count_argument(thread, self, args[2], "n_arg"));
  Callback* callback = TRY(make_callback(thread, self, args[3]));
  if (sqlite3_create_function_v2(self->handle(), name.c_str(), count, SQLITE_UTF8, callback, nullptr, run_step,
                                 run_finalize, release_callback) != SQLITE_OK) {
    return raise_module_error(thread, kOperationalError, "Error creating aggregate");
  }
  return Value::none();
}

Value make_authorizer(Thread& thread, Value* args) {
  auto* self = args[0].as<Connection>();
  TRY(check_usable(thread, self));
  const bool on = !args[1].is_none();
  self->authorizer.set(self, on ? args[1] : Value::unbound());
  if (sqlite3_set_authorizer(self->handle(), on ? run_authorizer : nullptr, self->database->get()) != SQLITE_OK) {
    self->authorizer.set(self, Value::unbound());
    return raise_module_error(thread, kOperationalError, "Error setting authorizer callback");
  }
  return Value::none();
}

Value make_progress_handler(Thread& thread, Value* args) {
  auto* self = args[0].as<Connection>();
  const int count = TRY(int_argument(thread, args[2]));
  TRY(check_usable(thread, self));
  const bool on = !args[1].is_none();
  self->progress_handler.set(self, on ? args[1] : Value::unbound());
  sqlite3_progress_handler(self->handle(), on ? count : 0, on ? run_progress_handler : nullptr, self->database->get());
  return Value::none();
}

Value make_trace_callback(Thread& thread, Value* args) {
  auto* self = args[0].as<Connection>();
  TRY(check_usable(thread, self));
  const bool on = !args[1].is_none();
  self->trace_callback.set(self, on ? args[1] : Value::unbound());
  sqlite3_trace_v2(self->handle(), on ? SQLITE_TRACE_STMT : 0, on ? run_trace : nullptr, self->database->get());
  return Value::none();
}

// The methods as they will be when their first parameters are positional-only; until then those may be given by name.
constexpr NativeDefinition kCreateFunction = {"create_function(self, name, narg, func, *, deterministic=False)",
                                              make_function};
constexpr NativeDefinition kCreateAggregate = {"create_aggregate(self, name, n_arg, aggregate_class)", make_aggregate};
constexpr NativeDefinition kSetAuthorizer = {"set_authorizer(self, authorizer_callback)", make_authorizer};
constexpr NativeDefinition kSetProgressHandler = {"set_progress_handler(self, progress_handler, n)",
                                                  make_progress_handler};
constexpr NativeDefinition kSetTraceCallback = {"set_trace_callback(self, trace_callback)", make_trace_callback};

Value call_checked(Thread& thread, Value* args, const NativeDefinition& definition, const PositionalRule& rule) {
  const auto* given = args[1].as<Tuple>();
  const bool has_keywords = args[2].is_kind(Kind::kDict) && args[2].as<Dict>()->count != 0;
  if (has_keywords) TRY(warn_of_keywords(thread, rule, given->size));
  NativeFunction* function = TRY(make_native_function(thread, definition, args[0], Value::unbound()));
  return call_with(thread, function, args[1].as<Tuple>(), args[2]);
}

}  // namespace

Value create_function(Thread& thread, Value* args) {
  return call_checked(thread, args, kCreateFunction, {"create_function", "'name', 'narg' and 'func'", 3});
}
Value create_aggregate(Thread& thread, Value* args) {
  return call_checked(thread, args, kCreateAggregate, {"create_aggregate", "'name', 'n_arg' and 'aggregate_class'", 3});
}
Value set_authorizer(Thread& thread, Value* args) {
  return call_checked(thread, args, kSetAuthorizer, {"set_authorizer", "'authorizer_callback'", 1});
}
Value set_progress_handler(Thread& thread, Value* args) {
  return call_checked(thread, args, kSetProgressHandler, {"set_progress_handler", "'progress_handler'", 1});
}
Value set_trace_callback(Thread& thread, Value* args) {
  return call_checked(thread, args, kSetTraceCallback, {"set_trace_callback", "'trace_callback'", 1});
}

Value create_window_function(Thread& thread, Value* args) {
  auto* self = args[0].as<Connection>();
  const std::string name = TRY(name_argument(thread, args[1], "create_window_function", 1));
  const int count = TRY(count_argument(thread, self, args[2], "num_params"));
  int code;
  if (args[3].is_none()) {
    code = sqlite3_create_window_function(self->handle(), name.c_str(), count, SQLITE_UTF8, nullptr, nullptr, nullptr,
                                          nullptr, nullptr, nullptr);
  } else {
    Callback* callback = TRY(make_callback(thread, self, args[3]));
    code = sqlite3_create_window_function(self->handle(), name.c_str(), count, SQLITE_UTF8, callback, run_step,
                                          run_finalize, run_value, run_inverse, release_callback);
  }
  if (code != SQLITE_OK) return raise_database_error(thread, self->handle());
  return Value::none();
}

Value create_collation(Thread& thread, Value* args) {
  auto* self = args[0].as<Connection>();
  const std::string name = TRY(name_argument(thread, args[1], "create_collation", 1));
  TRY(check_usable(thread, self));
  Callback* callback = nullptr;
  if (!args[2].is_none()) {
    if (!is_callable(thread, args[2])) return raise_type_error(thread, "parameter must be callable");
    callback = TRY(make_callback(thread, self, args[2]));
  }
  if (sqlite3_create_collation_v2(self->handle(), name.c_str(), SQLITE_UTF8, callback,
                                  callback != nullptr ? run_collation : nullptr,
                                  callback != nullptr ? release_callback : nullptr) != SQLITE_OK) {
    // Here alone the library leaves what it was given to the caller.
    if (callback != nullptr) release_callback(callback);
    return raise_database_error(thread, self->handle());
  }
  return Value::none();
}

void remove_callbacks(Connection* connection) {
  sqlite3* handle = connection->handle();
  if (handle != nullptr) {
    sqlite3_trace_v2(handle, 0, nullptr, nullptr);
    sqlite3_progress_handler(handle, 0, nullptr, nullptr);
    (void)sqlite3_set_authorizer(handle, nullptr, nullptr);
  }
  connection->authorizer.set(connection, Value::unbound());
  connection->progress_handler.set(connection, Value::unbound());
  connection->trace_callback.set(connection, Value::unbound());
}

}  // namespace memphis::sqlite

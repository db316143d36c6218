// Statements: preparing them, and giving them their parameters.
#include <climits>
#include <cstring>

#include "modules/sqlite/sqlite.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/file_path.h"
#include "runtime/int_operations.h"
#include "runtime/named_access.h"
#include "runtime/operations.h"

namespace memphis::sqlite {

namespace {

// The first character that is neither blank nor part of a comment; null: there is none.
const char* skip_blanks(const char* text) {
  while (*text != 0) {
    if (std::strchr(" \t\f\n\r", *text) != nullptr) {
      text++;
    } else if (text[0] == '-' && text[1] == '-') {
      text = std::strchr(text, '\n');
      if (text == nullptr) return nullptr;
    } else if (text[0] == '/' && text[1] == '*') {
      text = std::strstr(text + 2, "*/");
      if (text == nullptr) return nullptr;
      text += 2;
    } else {
      return text;
    }
  }
  return nullptr;
}

bool changes_data(const char* sql) {
  const char* begin = skip_blanks(sql);
  if (begin == nullptr) return false;
  for (std::string_view word : {"insert", "update", "delete", "replace"}) {
    if (sqlite3_strnicmp(begin, word.data(), static_cast<int>(word.size())) == 0) return true;
  }
  return false;
}

// Does the type of the value have to be adapted before SQLite knows it?
bool needs_adaptation(Thread& thread, Value value) {
  if (module_state(thread)->base_type_is_adapted) return true;
  return !is_exact_int(value) && !is_exact_str(value) && !value.is_exactly(Kind::kByteArray) &&
         !value.is_immediate_float() && !value.is_exactly(Kind::kFloat);
}

Status bind_buffer(Thread& thread, PreparedStatement& statement, int position, Value value, int& code) {
  Buffer buffer(thread);
  TRY(buffer.acquire(value));
  if (buffer.size() > INT_MAX) return raise(thread, ExceptionId::kOverflowError, "BLOB longer than INT_MAX bytes");
  const void* data = buffer.data() != nullptr ? static_cast<const void*>(buffer.data()) : "";
  code = sqlite3_bind_blob(statement.handle, position, data, static_cast<int>(buffer.size()), SQLITE_TRANSIENT);
  return {};
}

Status bind_value(Thread& thread, PreparedStatement& statement, int position, Value value) {
  if (needs_adaptation(thread, value)) {
    value = TRY(adapt(thread, value, native_type(thread.runtime, kPrepareProtocolType), value));
  }
  // User code may have closed the connection.
  if (statement.handle == nullptr) {
    return raise_module_error(thread, kProgrammingError, "Cannot operate on a closed database.");
  }
  int code = SQLITE_OK;
  if (value.is_none()) {
    code = sqlite3_bind_null(statement.handle, position);
  } else if (is_int(value)) {
    code = sqlite3_bind_int64(statement.handle, position, TRY(integer_value(thread, value)));
  } else if (is_float(value)) {
    code = sqlite3_bind_double(statement.handle, position, float_value(value));
  } else if (is_str(value)) {
    const std::string text = TRY(utf8_of(thread, value));
    if (text.size() > INT_MAX) return raise(thread, ExceptionId::kOverflowError, "string longer than INT_MAX bytes");
    code = sqlite3_bind_text(statement.handle, position, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
  } else if (has_buffer(thread, value)) {
    TRY(bind_buffer(thread, statement, position, value, code));
  } else {
    return raise_module_error(
        thread, kProgrammingError,
        fmt::format("Error binding parameter {}: type '{}' is not supported", position, type_name(thread, value)));
  }
  if (code != SQLITE_OK) return raise_database_error(thread, sqlite3_db_handle(statement.handle));
  return {};
}

Status bind_sequence(Thread& thread, PreparedStatement& statement, Value parameters) {
  const int wanted = sqlite3_bind_parameter_count(statement.handle);
  const int64_t given = TRY(length(thread, parameters));
  if (given != wanted) {
    return raise_module_error(thread, kProgrammingError,
                              fmt::format("Incorrect number of bindings supplied. The current statement uses {}, and "
                                          "there are {} supplied.",
                                          wanted, given));
  }
  for (int i = 0; i < wanted; i++) {
    const char* name = sqlite3_bind_parameter_name(statement.handle, i + 1);
    if (name != nullptr && name[0] != '?') {
      return raise_module_error(thread, kProgrammingError,
                                fmt::format("Binding {} ('{}') is a named parameter, but you supplied a sequence which "
                                            "requires nameless (qmark) placeholders.",
                                            i + 1, name));
    }
    TRY(bind_value(thread, statement, i + 1, TRY(get_item(thread, parameters, Value::small_int(i)))));
    if (statement.handle == nullptr) return check_connection(thread, statement.database->connection);
  }
  return {};
}

Value named_parameter(Thread& thread, Value parameters, const char* name) {
  Str* key = TRY(make_str(thread, name));
  Value value = parameters.is_exactly(Kind::kDict) ? dict_get(thread, parameters.as<Dict>(), key)
                                                   : get_item(thread, parameters, key);
  if (value.is_error() && !take_if_pending(thread, ExceptionId::kLookupError)) return value;
  if (!value.is_error() && !value.is_unbound()) return value;
  return raise_module_error(thread, kProgrammingError,
                            fmt::format("You did not supply a value for binding parameter :{}.", name));
}

Status bind_mapping(Thread& thread, PreparedStatement& statement, Value parameters) {
  const int wanted = sqlite3_bind_parameter_count(statement.handle);
  for (int i = 1; i <= wanted; i++) {
    if (statement.handle == nullptr) return check_connection(thread, statement.database->connection);
    const char* name = sqlite3_bind_parameter_name(statement.handle, i);
    if (name == nullptr) {
      return raise_module_error(
          thread, kProgrammingError,
          fmt::format("Binding {} has no name, but you supplied a dictionary (which has only names).", i));
    }
    TRY(bind_value(thread, statement, i, TRY(named_parameter(thread, parameters, name + 1))));
  }
  return {};
}

// Anything that can be subscripted: what CPython's PySequence_Check answers.
bool is_sequence(Thread& thread, Value value) {
  return !value.is_kind(Kind::kDict) && !type_of(thread, value)->special_method(Special::kGetItem).is_unbound();
}

// ---- Adapters ----

// What protocol.__adapt__(object) or object.__conform__(protocol) gives; unbound: nothing.
Value ask_protocol(Thread& thread, Value asked, std::string_view method, Value argument) {
  Value function = TRY(find_attribute_text(thread, asked, method));
  if (function.is_unbound()) return function;
  Value adapted = call(thread, function, {argument});
  if (adapted.is_error()) return take_if_pending(thread, ExceptionId::kTypeError) ? Value::unbound() : adapted;
  return adapted.is_none() ? Value::unbound() : adapted;
}

Value protocol_new(Thread& thread, Value* args) { return allocate_instance<Cell>(thread, args[0].as<Type>()); }

constexpr NativeDefinition kProtocolMethods[] = {
    {"__new__(type, /, *args, **kwargs)", protocol_new, "", NativeKind::kStaticMethod},
    {"__init__(self, /, *args, **kwargs)", [](Thread&, Value*) { return Value::none(); }},
};

}  // namespace

constinit const TypeSpec kPrepareProtocolType = {
    .name = "PrepareProtocol",
    .module = "sqlite3",
    .basic_size = sizeof(Cell),
    .flags = kTypeIsImmutable,
    .methods = kProtocolMethods,
    .doc = "PEP 246 style object adaption protocol type.",
};

constinit const TypeSpec kStatementType = {
    .name = "Statement",
    .module = "sqlite3",
    .basic_size = sizeof(Statement),
    .flags = kTypeIsFinal | kTypeIsImmutable | kTypeDisallowInstantiation,
};

Value make_statement(Thread& thread, Connection* connection, Str* sql) {
  constexpr size_t kBytes = 2000;  // about what a statement takes
  const std::string text = TRY(utf8_of(thread, sql));
  std::shared_ptr<Database> database = *connection->database;
  if (text.size() > static_cast<size_t>(sqlite3_limit(database->handle, SQLITE_LIMIT_SQL_LENGTH, -1))) {
    return raise_module_error(thread, kDataError, "query string is too large");
  }
  if (text.find('\0') != std::string::npos) {
    return raise_module_error(thread, kProgrammingError, "the query contains a null character");
  }
  sqlite3_stmt* handle = nullptr;
  const char* tail = nullptr;
  const int code = in_library(thread, *database, [&] {
    return sqlite3_prepare_v2(database->handle, text.c_str(), static_cast<int>(text.size()) + 1, &handle, &tail);
  });
  if (code != SQLITE_OK) return raise_database_error(thread, database->handle);
  auto prepared = std::make_shared<PreparedStatement>(database, handle, changes_data(text.c_str()));
  if (skip_blanks(tail) != nullptr) {
    return raise_module_error(thread, kProgrammingError, "You can only execute one statement at a time.");
  }
  auto* statement = TRY(allocate_instance<Statement>(thread, native_type(thread.runtime, kStatementType)));
  statement->prepared = own_shared(thread, statement, std::move(prepared), kBytes);
  return statement;
}

Status bind_parameters(Thread& thread, PreparedStatement& statement, Value parameters) {
  if (statement.handle == nullptr) return {};  // a text without a statement
  if (is_sequence(thread, parameters)) return bind_sequence(thread, statement, parameters);
  if (parameters.is_kind(Kind::kDict)) return bind_mapping(thread, statement, parameters);
  return raise_module_error(thread, kProgrammingError, "parameters are of unsupported type");
}

Fallible<int64_t> integer_value(Thread& thread, Value value) {
  int64_t number;
  if (int_to_int64(value, number)) return number;
  return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to SQLite INTEGER");
}

Value adapt(Thread& thread, Value object, Value protocol, Value otherwise) {
  Tuple* key = TRY(make_tuple(thread, {Value(type_of(thread, object)), protocol}));
  Value adapter = TRY(dict_get(thread, module_state(thread)->adapters.get().as<Dict>(), key));
  if (!adapter.is_unbound()) return call(thread, adapter, {object});
  Value adapted = TRY(ask_protocol(thread, protocol, "__adapt__", object));
  if (adapted.is_unbound()) adapted = TRY(ask_protocol(thread, object, "__conform__", protocol));
  if (!adapted.is_unbound()) return adapted;
  if (!otherwise.is_unbound()) return otherwise;
  return raise_module_error(thread, kProgrammingError, "can't adapt");
}

Value adapt_function(Thread& thread, Value* args) {
  Value protocol = args[1].is_unbound() ? Value(native_type(thread.runtime, kPrepareProtocolType)) : args[1];
  return adapt(thread, args[0], protocol, args[2]);
}

Value register_adapter(Thread& thread, Value* args) {
  const Runtime& runtime = thread.runtime;
  ModuleState* state = module_state(thread);
  for (TypeId id : {TypeId::kInt, TypeId::kFloat, TypeId::kStr, TypeId::kByteArray}) {
    if (args[0] == Value(runtime.type(id))) state->base_type_is_adapted = true;
  }
  Tuple* key = TRY(make_tuple(thread, {args[0], Value(native_type(runtime, kPrepareProtocolType))}));
  TRY(dict_set(thread, state->adapters.get().as<Dict>(), key, args[1]));
  return Value::none();
}

Value register_converter(Thread& thread, Value* args) {
  Str* name = TRY(str_argument(thread, args[0], "register_converter", 1));
  Value key = TRY(call_method(thread, name, TRY(intern_text(thread.runtime, "upper"))));
  TRY(dict_set(thread, module_state(thread)->converters.get().as<Dict>(), key, args[1]));
  return Value::none();
}

}  // namespace memphis::sqlite

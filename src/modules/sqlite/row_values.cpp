// From the columns of a row to objects.
#include <cstring>

#include "modules/sqlite/sqlite.h"
#include "runtime/argument_support.h"
#include "runtime/call.h"
#include "runtime/codecs.h"
#include "runtime/dict_operations.h"

namespace memphis::sqlite {

namespace {

Connection* connection_of(const Cursor* cursor) { return cursor->connection.get().as<Connection>(); }
sqlite3_stmt* handle_of(const Cursor* cursor) { return (*cursor->statement)->handle; }

std::span<const uint8_t> bytes_of(std::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

// The converter of that name; None when there is none.
Value converter_named(Thread& thread, std::string_view name) {
  Value text = TRY(decode_utf8_strict(thread, bytes_of(name)));
  Value key = TRY(call_method(thread, text, TRY(intern_text(thread.runtime, "upper"))));
  Value converter = TRY(dict_get(thread, module_state(thread)->converters.get().as<Dict>(), key));
  return converter.is_unbound() ? Value::none() : converter;
}

// What a column's name says in brackets: 'day [date]'. Empty: nothing.
std::string_view bracketed(std::string_view name) {
  const size_t close = name.find(']', name.find('['));
  if (close == std::string_view::npos) return {};
  const size_t open = name.rfind('[', close);
  return name.substr(open + 1, close - open - 1);
}

Value find_converter(Thread& thread, Cursor* cursor, int column) {
  const int detect_types = connection_of(cursor)->detect_types;
  if ((detect_types & kParseColumnNames) != 0) {
    const char* name = sqlite3_column_name(handle_of(cursor), column);
    if (name == nullptr) return raise_memory_error(thread);
    const std::string copy(bracketed(name));
    if (!copy.empty()) {
      Value converter = TRY(converter_named(thread, copy));
      if (!converter.is_none()) return converter;
    }
  }
  if ((detect_types & kParseDeclaredTypes) != 0) {
    const char* declared = sqlite3_column_decltype(handle_of(cursor), column);
    // 'INTEGER NOT NULL' is an INTEGER, 'NUMBER(10)' a NUMBER.
    if (declared != nullptr) {
      const std::string copy(declared, std::strcspn(declared, " ("));
      return converter_named(thread, copy);
    }
  }
  return Value::none();
}

FailureOfAnyType raise_decode_error(Thread& thread, Cursor* cursor, int column, const char* text) {
  constexpr size_t kLongest = 198;
  std::string message = fmt::format("Could not decode to UTF-8 column '{}' with text '{}'",
                                    sqlite3_column_name(handle_of(cursor), column), text);
  if (message.size() > kLongest) message.resize(kLongest);
  std::string shown;
  for (const char c : message) {
    if ((static_cast<uint8_t>(c) & 0x80) == 0) {
      shown += c;
    } else {
      shown += "\xef\xbf\xbd";
    }
  }
  return raise_module_error(thread, kOperationalError, shown);
}

Value text_value(Thread& thread, Cursor* cursor, int column) {
  const char* text = reinterpret_cast<const char*>(sqlite3_column_text(handle_of(cursor), column));
  if (text == nullptr) return raise_memory_error(thread);
  const std::string_view view(text, static_cast<size_t>(sqlite3_column_bytes(handle_of(cursor), column)));
  const Runtime& runtime = thread.runtime;
  Value factory = connection_of(cursor)->text_factory;
  if (factory == Value(runtime.type(TypeId::kStr))) {
    Value decoded = decode_utf8_strict(thread, bytes_of(view));
    if (!decoded.is_error() || !take_if_pending(thread, ExceptionId::kUnicodeDecodeError)) return decoded;
    return raise_decode_error(thread, cursor, column, text);
  }
  if (factory == Value(runtime.type(TypeId::kByteArray))) return make_byte_array(thread, bytes_of(view));
  Bytes* bytes = TRY(make_bytes(thread, bytes_of(view)));
  if (factory == Value(runtime.type(TypeId::kBytes))) return bytes;
  return call(thread, factory, {Value(bytes)});
}

Bytes* blob_value(Thread& thread, Cursor* cursor, int column) {
  const auto* data = static_cast<const uint8_t*>(sqlite3_column_blob(handle_of(cursor), column));
  return make_bytes(thread, {data, static_cast<size_t>(sqlite3_column_bytes(handle_of(cursor), column))});
}

Value column_value(Thread& thread, Cursor* cursor, int column, Value converter) {
  sqlite3_stmt* statement = handle_of(cursor);
  const int type = sqlite3_column_type(statement, column);
  if (!converter.is_none()) {
    // (An empty blob has no address either.)
    if (type == SQLITE_NULL || sqlite3_column_blob(statement, column) == nullptr) return Value::none();
    return call(thread, converter, {Value(TRY(blob_value(thread, cursor, column)))});
  }
  switch (type) {
    case SQLITE_NULL: return Value::none();
    case SQLITE_INTEGER: return make_int(thread, sqlite3_column_int64(statement, column));
    case SQLITE_FLOAT: return make_float(thread, sqlite3_column_double(statement, column));
    case SQLITE_TEXT: return text_value(thread, cursor, column);
    default: return blob_value(thread, cursor, column);
  }
}

// A column's name as the description has it: without what stands in brackets, when that is looked at.
Value column_name(Thread& thread, Cursor* cursor, const char* text) {
  std::string_view name = text;
  if ((connection_of(cursor)->detect_types & kParseColumnNames) != 0) {
    const size_t bracket = name.find('[');
    if (bracket != std::string_view::npos) {
      name = name.substr(0, bracket);
      if (name.ends_with(' ')) name.remove_suffix(1);
    }
  }
  return decode_utf8_strict(thread, bytes_of(name));
}

}  // namespace

Value find_converters(Thread& thread, Cursor* cursor) {
  if (connection_of(cursor)->detect_types == 0) return Value::none();
  List* converters = TRY(make_list(thread));
  const int count = sqlite3_column_count(handle_of(cursor));
  for (int i = 0; i < count; i++) TRY(list_append(thread, converters, TRY(find_converter(thread, cursor, i))));
  return converters;
}

Value describe_columns(Thread& thread, Cursor* cursor) {
  const int count = sqlite3_column_count(handle_of(cursor));
  Tuple* columns = TRY(allocate_tuple(thread, static_cast<uint64_t>(count)));
  for (int i = 0; i < count; i++) {
    const char* text = sqlite3_column_name(handle_of(cursor), i);
    if (text == nullptr) return raise_memory_error(thread);
    Value none = Value::none();
    columns->items[i] =
        TRY(make_tuple(thread, {TRY(column_name(thread, cursor, text)), none, none, none, none, none, none}));
  }
  return columns;
}

Value read_row(Thread& thread, Cursor* cursor) {
  const int count = sqlite3_data_count(handle_of(cursor));
  Tuple* row = TRY(allocate_tuple(thread, static_cast<uint64_t>(count)));
  for (int i = 0; i < count; i++) {
    Value converter = Value::none();
    Value converters = cursor->converters;
    if (converters.is_kind(Kind::kList) && static_cast<uint64_t>(i) < converters.as<List>()->size) {
      converter = converters.as<List>()->view()[static_cast<size_t>(i)];
    }
    row->items[i] = TRY(column_value(thread, cursor, i, converter));
    // User code may have closed the connection.
    if (*cursor->statement == nullptr || handle_of(cursor) == nullptr) {
      TRY(check_connection(thread, connection_of(cursor)));
      return raise_module_error(thread, kProgrammingError, "Cannot operate on a closed cursor.");
    }
  }
  return row;
}

}  // namespace memphis::sqlite

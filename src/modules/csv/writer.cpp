// Writers: rows to lines of text.
#include "modules/csv/csv.h"
#include "runtime/call.h"
#include "runtime/int_operations.h"
#include "runtime/named_access.h"
#include "runtime/str_units.h"
#include "runtime/text_builder.h"

namespace memphis::csv {

namespace {

struct Writer : Cell {
  Field write;  // the file's method
  Ref<Dialect> dialect;
};

// Builds one line.
class RowWriter {
 public:
  RowWriter(Thread& thread, const Dialect* dialect)
      : thread_(thread), dialect_(*dialect), line_(thread), field_(thread) {}

  uint64_t field_count() const { return count_; }
  bool is_blank() const { return line_.length() == 0; }

  // `text` null: None. The field is quoted if need be, whatever `quoted` says.
  Status add(const Str* text, bool quoted) {
    if (count_++ != 0) line_.append(dialect_.delimiter);
    return add_field(text, quoted);
  }

  // The only field of a row is empty: a pair of quotes tells it from no field at all.
  void add_empty_quotes() {
    line_.append(dialect_.quote);
    line_.append(dialect_.quote);
  }

  Str* finish() {
    line_.append(dialect_.line_terminator);
    return line_.finish();
  }

 private:
  bool is_special(uint32_t c) const {
    if (c == dialect_.delimiter || c == dialect_.escape || c == dialect_.quote || c == '\n' || c == '\r') return true;
    const Str* terminator = dialect_.line_terminator;
    for (uint64_t i = 0; i < terminator->length(); i++) {
      if (terminator->at(i) == c) return true;
    }
    return false;
  }

  // What must stand before a special character, or that the field must be quoted.
  Status prepare_special(uint32_t c, bool& quoted) {
    bool wants_escape = false;
    if (dialect_.quoting == Quoting::kNone) {
      wants_escape = true;
    } else if (c == dialect_.quote) {
      if (dialect_.doubles_quotes) {
        field_.append(dialect_.quote);
      } else {
        wants_escape = true;
      }
    } else if (c == dialect_.escape) {
      wants_escape = true;
    }
    if (!wants_escape) {
      quoted = true;
      return {};
    }
    if (dialect_.escape == kNotSet) return raise_csv_error(thread_, "need to escape, but no escapechar set");
    field_.append(dialect_.escape);
    return {};
  }

  Status add_field(const Str* text, bool quoted) {
    field_.clear();
    const bool is_empty = text == nullptr || text->length() == 0;
    if (is_empty && dialect_.delimiter == ' ' && dialect_.skips_initial_space) {
      const bool none_is_bare = dialect_.quoting == Quoting::kStrings || dialect_.quoting == Quoting::kNotNull;
      if (dialect_.quoting == Quoting::kNone || (text == nullptr && none_is_bare)) {
        return raise_csv_error(thread_,
                               "empty field must be quoted if delimiter is a space and skipinitialspace is true");
      }
      quoted = true;
    }
    if (text != nullptr) {
      // (A lambda within TRY would be instantiated too early for clang.)
      Status status =
          with_units(text, [&](const auto* units, size_t count) { return add_characters(units, count, quoted); });
      if (status.failed()) return Failure{};
    }
    if (quoted) line_.append(dialect_.quote);
    if (field_.length() != 0) {
      Str* field = TRY(field_.finish());
      line_.append(field);
    }
    if (quoted) line_.append(dialect_.quote);
    return {};
  }

  template <class Unit>
  Status add_characters(const Unit* units, size_t count, bool& quoted) {
    size_t start = 0;
    for (size_t i = 0; i < count; i++) {
      if (!is_special(units[i])) continue;
      field_.append_units(units + start, i - start);
      TRY(prepare_special(units[i], quoted));
      start = i;
    }
    field_.append_units(units + start, count - start);
    return {};
  }

  Thread& thread_;
  const Dialect& dialect_;
  TextBuilder line_;
  TextBuilder field_;
  uint64_t count_ = 0;
};

bool is_number(Thread& thread, Value value) {
  if (is_int(value) || is_float(value) || value.is_kind(Kind::kComplex)) return true;
  const Type* type = type_of(thread, value);
  return !type->special_method(Special::kInt).is_unbound() || !type->special_method(Special::kFloat).is_unbound() ||
         !type->special_method(Special::kIndex).is_unbound();
}

bool wants_quotes(Thread& thread, Quoting quoting, Value field) {
  switch (quoting) {
    case Quoting::kNonNumeric: return !is_number(thread, field);
    case Quoting::kAll: return true;
    case Quoting::kStrings: return is_str(field);
    case Quoting::kNotNull: return !field.is_none();
    default: return false;
  }
}

Value write_row(Thread& thread, Writer* writer, Value row) {
  Dialect* dialect = writer->dialect;
  Value iterator = get_iterator(thread, row);
  if (iterator.is_error()) {
    if (!take_if_pending(thread, ExceptionId::kTypeError)) return Value::error();
    return raise_csv_error(thread, fmt::format("iterable expected, not {}", type_name(thread, row)));
  }
  RowWriter line(thread, dialect);
  bool last_is_none = false;
  while (true) {
    Value field = TRY(next_item(thread, iterator));
    if (field.is_unbound()) break;
    const bool quoted = wants_quotes(thread, dialect->quoting, field);
    last_is_none = field.is_none();
    Value text = last_is_none ? Value::unbound() : is_str(field) ? field : TRY(to_str(thread, field));
    TRY(line.add(last_is_none ? nullptr : text.as<Str>(), quoted));
  }
  if (line.field_count() > 0 && line.is_blank()) {
    const bool none_is_bare = dialect->quoting == Quoting::kStrings || dialect->quoting == Quoting::kNotNull;
    if (dialect->quoting == Quoting::kNone || (last_is_none && none_is_bare)) {
      return raise_csv_error(thread, "single empty field record must be quoted");
    }
    line.add_empty_quotes();
  }
  Str* text = TRY(line.finish());
  return call(thread, writer->write, {Value(text)});
}

Value writer_writerow(Thread& thread, Value* args) { return write_row(thread, args[0].as<Writer>(), args[1]); }

Value writer_writerows(Thread& thread, Value* args) {
  Value iterator = TRY(get_iterator(thread, args[1]));
  while (true) {
    Value row = TRY(next_item(thread, iterator));
    if (row.is_unbound()) return Value::none();
    (void)TRY(write_row(thread, args[0].as<Writer>(), row));
  }
}

Value get_dialect(Thread&, Value self) { return self.as<Writer>()->dialect.get(); }

constexpr NativeDefinition kMethods[] = {
    {"writerow(self, row, /)", writer_writerow, "Writes an iterable of fields as one line."},
    {"writerows(self, rows, /)", writer_writerows, "Writes an iterable of rows."},
};
constexpr GetSetDefinition kAttributes[] = {
    {"dialect", get_dialect, nullptr, "", true},
};

}  // namespace

constinit const TypeSpec kWriterType = {
    .name = "writer",
    .module = "_csv",
    .basic_size = sizeof(Writer),
    .native_fields = 2,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
    .methods = kMethods,
    .attributes = kAttributes,
    .doc = "CSV writer\n\nWrites rows to a file as lines of text.",
};

Value writer_function(Thread& thread, Value* args) {
  Value write = TRY(find_attribute_text(thread, args[0], "write"));
  if (write.is_unbound() || !is_callable(thread, write)) {
    return raise_type_error(thread, "argument 1 must have a \"write\" method");
  }
  Dialect* dialect = TRY(make_dialect(thread, args[1], args[2]));
  auto* writer = TRY(allocate_instance<Writer>(thread, native_type(thread.runtime, kWriterType)));
  writer->write.set(writer, write);
  writer->dialect.set(writer, dialect);
  return writer;
}

}  // namespace memphis::csv

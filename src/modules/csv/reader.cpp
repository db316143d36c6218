// Readers: rows from lines of text, by a state machine that a row may take through several lines.
#include "modules/csv/csv.h"
#include "runtime/call.h"
#include "runtime/int_operations.h"
#include "runtime/list_operations.h"
#include "runtime/str_units.h"
#include "runtime/text_builder.h"

namespace memphis::csv {

namespace {

struct Reader : Cell {
  Field lines;  // iterator
  Ref<Dialect> dialect;
  int64_t line_number;
};

enum class Place : uint8_t {
  kRecordStart,
  kFieldStart,
  kEscaped,
  kInField,
  kInQuotes,
  kEscapedInQuotes,
  kQuoteInQuotes,
  kLineEnd,
  kAfterEscapedLineEnd
};

constexpr uint32_t kEndOfLine = 0xfffffffe;  // what follows the last character of a line

bool is_line_end(uint32_t c) { return c == '\n' || c == '\r' || c == kEndOfLine; }

// Reads one row.
class RowParser {
 public:
  RowParser(Thread& thread, const Dialect* dialect)
      : thread_(thread), dialect_(*dialect), limit_(state_of(thread.runtime)->field_limit), text_(thread) {}

  Status start() {
    row_ = TRY(make_list(thread_));
    return {};
  }
  bool is_complete() const { return place_ == Place::kRecordStart; }
  bool is_inside() const { return text_.length() != 0 || place_ == Place::kInQuotes; }
  List* row() const { return row_; }

  Status add_line(const Str* line) {
    // (A lambda within TRY would be instantiated too early for clang.)
    Status status = with_units(line, [&](const auto* units, size_t count) { return add_units(units, count); });
    if (status.failed()) return Failure{};
    return process(kEndOfLine);
  }

  Status save_field() {
    Value field = Value::none();
    const bool is_empty = text_.length() == 0;
    const Quoting quoting = dialect_.quoting;
    if (!unquoted_ || !is_empty || (quoting != Quoting::kNotNull && quoting != Quoting::kStrings)) {
      field = TRY(text_.finish());
      text_.clear();
      if (unquoted_ && !is_empty && (quoting == Quoting::kNonNumeric || quoting == Quoting::kStrings)) {
        field = TRY(call(thread_, thread_.runtime.type(TypeId::kFloat), {field}));
      }
    }
    unquoted_ = true;
    return list_append(thread_, row_, field);
  }

 private:
  // Plain characters within a field are taken in runs.
  template <class Unit>
  Status add_units(const Unit* units, size_t count) {
    size_t i = 0;
    while (i < count) {
      if (place_ == Place::kInField || place_ == Place::kInQuotes) {
        const size_t start = i;
        while (i < count && !is_special(units[i])) i++;
        if (i != start) {
          TRY(check_limit(i - start));
          text_.append_units(units + start, i - start);
          continue;
        }
      }
      TRY(process(units[i++]));
    }
    return {};
  }

  bool is_special(uint32_t c) const {
    return c == dialect_.delimiter || c == dialect_.quote || c == dialect_.escape || c == '\n' || c == '\r';
  }

  Status check_limit(uint64_t more) {
    if (text_.length() + more <= static_cast<uint64_t>(limit_)) return {};
    return raise_csv_error(thread_, fmt::format("field larger than field limit ({})", limit_));
  }

  Status add(uint32_t c) {
    if (static_cast<int64_t>(text_.length()) >= limit_) TRY(check_limit(1));
    text_.append(c);
    return {};
  }

  bool is_quote(uint32_t c) const { return c == dialect_.quote && dialect_.quoting != Quoting::kNone; }

  Status end_record(uint32_t c) {
    TRY(save_field());
    place_ = c == kEndOfLine ? Place::kRecordStart : Place::kLineEnd;
    return {};
  }

  Status process(uint32_t c) {
    switch (place_) {
      case Place::kRecordStart:
        if (c == kEndOfLine) return {};
        if (is_line_end(c)) {
          place_ = Place::kLineEnd;
          return {};
        }
        return start_field(c);
      case Place::kFieldStart: return start_field(c);
      case Place::kEscaped:
        if (c == '\n' || c == '\r') {
          place_ = Place::kAfterEscapedLineEnd;
          return add(c);
        }
        place_ = Place::kInField;
        return add(c == kEndOfLine ? '\n' : c);
      case Place::kAfterEscapedLineEnd: return c == kEndOfLine ? Status() : in_field(c);
      case Place::kInField: return in_field(c);
      case Place::kInQuotes: return in_quotes(c);
      case Place::kEscapedInQuotes: place_ = Place::kInQuotes; return add(c == kEndOfLine ? '\n' : c);
      case Place::kQuoteInQuotes: return after_quote(c);
      case Place::kLineEnd: break;
    }
    if (c == '\n' || c == '\r') return {};
    if (c != kEndOfLine) {
      return raise_csv_error(
          thread_, "new-line character seen in unquoted field - do you need to open the file with newline=''?");
    }
    place_ = Place::kRecordStart;
    return {};
  }

  Status start_field(uint32_t c) {
    place_ = Place::kFieldStart;
    if (is_line_end(c)) return end_record(c);
    if (is_quote(c)) {
      unquoted_ = false;
      place_ = Place::kInQuotes;
    } else if (c == dialect_.escape) {
      place_ = Place::kEscaped;
    } else if (c == ' ' && dialect_.skips_initial_space) {
      return {};
    } else if (c == dialect_.delimiter) {
      return save_field();
    } else {
      place_ = Place::kInField;
      return add(c);
    }
    return {};
  }

  Status in_field(uint32_t c) {
    if (is_line_end(c)) return end_record(c);
    if (c == dialect_.escape) {
      place_ = Place::kEscaped;
    } else if (c == dialect_.delimiter) {
      place_ = Place::kFieldStart;
      return save_field();
    } else {
      place_ = Place::kInField;
      return add(c);
    }
    return {};
  }

  Status in_quotes(uint32_t c) {
    if (c == kEndOfLine) return {};
    if (c == dialect_.escape) {
      place_ = Place::kEscapedInQuotes;
    } else if (is_quote(c)) {
      place_ = dialect_.doubles_quotes ? Place::kQuoteInQuotes : Place::kInField;
    } else {
      return add(c);
    }
    return {};
  }

  Status after_quote(uint32_t c) {
    if (is_quote(c)) {
      place_ = Place::kInQuotes;
      return add(c);
    }
    if (c == dialect_.delimiter) {
      place_ = Place::kFieldStart;
      return save_field();
    }
    if (is_line_end(c)) return end_record(c);
    if (!dialect_.is_strict) {
      place_ = Place::kInField;
      return add(c);
    }
    Str* delimiter = TRY(make_character(thread_, dialect_.delimiter));
    Str* quote = TRY(make_character(thread_, dialect_.quote));
    return raise_csv_error(thread_, fmt::format("'{}' expected after '{}'", text_of(delimiter), text_of(quote)));
  }

  Thread& thread_;
  const Dialect& dialect_;
  int64_t limit_;
  TextBuilder text_;  // of the current field
  List* row_ = nullptr;
  Place place_ = Place::kRecordStart;
  bool unquoted_ = true;
};

Value reader_iter(Thread&, Value* args) { return args[0]; }

Value reader_next(Thread& thread, Value* args) {
  auto* reader = args[0].as<Reader>();
  RowParser parser(thread, reader->dialect);
  TRY(parser.start());
  do {
    Value line = TRY(next_item(thread, reader->lines));
    if (line.is_unbound()) {
      if (!parser.is_inside()) return raise_stop_iteration(thread, Value::none());
      if (reader->dialect->is_strict) return raise_csv_error(thread, "unexpected end of data");
      TRY(parser.save_field());
      break;
    }
    if (!is_str(line)) {
      return raise_csv_error(
          thread, fmt::format("iterator should return strings, not {} (the file should be opened in text mode)",
                              type_name(thread, line)));
    }
    reader->line_number++;
    TRY(parser.add_line(line.as<Str>()));
  } while (!parser.is_complete());
  return parser.row();
}

Value get_dialect(Thread&, Value self) { return self.as<Reader>()->dialect.get(); }
Value get_line_number(Thread& thread, Value self) { return make_int(thread, self.as<Reader>()->line_number); }

constexpr NativeDefinition kMethods[] = {
    {"__iter__(self, /)", reader_iter},
    {"__next__(self, /)", reader_next},
};
constexpr GetSetDefinition kAttributes[] = {
    {"dialect", get_dialect, nullptr, "", true},
    {"line_num", get_line_number, nullptr, "", true},
};

}  // namespace

constinit const TypeSpec kReaderType = {
    .name = "reader",
    .module = "_csv",
    .basic_size = sizeof(Reader),
    .native_fields = 2,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
    .methods = kMethods,
    .attributes = kAttributes,
    .doc = "CSV reader\n\nGives the rows of lines of text, as lists of strings.",
};

Value reader_function(Thread& thread, Value* args) {
  Value lines = TRY(get_iterator(thread, args[0]));
  Dialect* dialect = TRY(make_dialect(thread, args[1], args[2]));
  auto* reader = TRY(allocate_instance<Reader>(thread, native_type(thread.runtime, kReaderType)));
  reader->lines.set(reader, lines);
  reader->dialect.set(reader, dialect);
  return reader;
}

}  // namespace memphis::csv

// The module _csv: dialects, readers and writers of comma-separated values.
#pragma once

#include "modules/module_support.h"
#include "runtime/operations.h"

namespace memphis::csv {

enum class Quoting : uint8_t { kMinimal, kAll, kNonNumeric, kNone, kStrings, kNotNull };
inline constexpr int64_t kQuotingCount = 6;
inline constexpr uint32_t kNotSet = 0xffffffff;  // a character that a dialect does not have

struct Dialect : Cell {
  Ref<Str> line_terminator;
  uint32_t delimiter, quote, escape;
  Quoting quoting;
  bool doubles_quotes;
  bool skips_initial_space;
  bool is_strict;
};

// What the module keeps.
struct State : Cell {
  Ref<Dict> dialects;  // name -> Dialect
  int64_t field_limit;
};
State* state_of(const Runtime& runtime);

extern const TypeSpec kDialectType;
extern const TypeSpec kReaderType;
extern const TypeSpec kWriterType;

// _csv.Error
FailureOfAnyType raise_csv_error(Thread& thread, std::string_view message);

// The dialect of a name, class or object (unbound: the default one), changed by keyword arguments (a Dict or unbound).
Dialect* make_dialect(Thread& thread, Value base, Value keywords);

// The functions reader(iterable, dialect, **changes) and writer(file, dialect, **changes).
Value reader_function(Thread& thread, Value* args);
Value writer_function(Thread& thread, Value* args);

}  // namespace memphis::csv

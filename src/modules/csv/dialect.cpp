// Dialects: which characters delimit, quote and escape.
#include <algorithm>

#include "modules/csv/csv.h"
#include "runtime/attribute.h"
#include "runtime/dict_operations.h"
#include "runtime/int_operations.h"
#include "runtime/named_access.h"

namespace memphis::csv {

namespace {

// In the order of the positional arguments.
enum Option { kBase, kDelimiter, kDoubleQuote, kEscape, kTerminator, kQuote, kQuoting, kSkipSpace, kStrict, kCount };
constexpr const char* kOptionNames[kCount] = {"dialect",    "delimiter",        "doublequote",
                                              "escapechar", "lineterminator",   "quotechar",
                                              "quoting",    "skipinitialspace", "strict"};

// Fills `options` in from what was given; unbound ones were not.
Status bind_options(Thread& thread, std::span<const Value> positional, Value keywords, Value* options) {
  if (positional.size() > kCount) {
    return raise_type_error(thread, "function takes at most {} arguments ({} given)", static_cast<int>(kCount),
                            positional.size());
  }
  std::copy(positional.begin(), positional.end(), options);
  if (keywords.is_unbound()) return {};
  uint64_t position = 0;
  DictEntry entry;
  while (dict_next(keywords.as<Dict>(), position, entry)) {
    const std::string name = text_of(entry.key);
    int option = 0;
    while (option < kCount && name != kOptionNames[option]) option++;
    if (option == kCount) {
      return raise_type_error(thread, "this function got an unexpected keyword argument '{}'", name);
    }
    if (!options[option].is_unbound()) {
      return raise_type_error(thread, "argument for function given by name ('{}') and position ({})", name, option + 1);
    }
    options[option] = entry.value;
  }
  return {};
}

// A character, or kNotSet for None where that is allowed.
Fallible<uint32_t> character_option(Thread& thread, Value* options, Option option, uint32_t otherwise) {
  Value value = options[option];
  if (value.is_unbound()) return otherwise;
  const bool may_be_none = option != kDelimiter;
  if (value.is_none() && may_be_none) return kNotSet;
  const char* alternative = may_be_none ? " or None" : "";
  if (!is_str(value)) {
    return raise_type_error(thread, "\"{}\" must be a unicode character{}, not {}", kOptionNames[option], alternative,
                            type_name(thread, value));
  }
  const auto* text = value.as<Str>();
  if (text->length() != 1) {
    return raise_type_error(thread, "\"{}\" must be a unicode character{}, not a string of length {}",
                            kOptionNames[option], alternative, text->length());
  }
  return text->at(0);
}

Fallible<bool> flag_option(Thread& thread, Value* options, Option option, bool otherwise) {
  return options[option].is_unbound() ? Fallible<bool>(otherwise) : is_true(thread, options[option]);
}

Status set_quoting(Thread& thread, Value* options, Dialect* dialect) {
  Value value = options[kQuoting];
  if (value.is_unbound()) {
    dialect->quoting = options[kQuote].is_none() ? Quoting::kNone : Quoting::kMinimal;
    return {};
  }
  if (!is_exact_int(value)) {
    return raise_type_error(thread, "\"quoting\" must be an integer, not {}", type_name(thread, value));
  }
  int64_t number;
  if (!int_to_int64(value, number) || number != static_cast<int>(number)) {
    return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to C int");
  }
  if (number < 0 || number >= kQuotingCount) return raise_type_error(thread, "bad \"quoting\" value");
  dialect->quoting = static_cast<Quoting>(number);
  return {};
}

bool contains_character(const Str* text, uint32_t c) {
  for (uint64_t i = 0; i < text->length(); i++) {
    if (text->at(i) == c) return true;
  }
  return false;
}

Status check_character(Thread& thread, const Dialect* dialect, const char* name, uint32_t c, bool may_be_space) {
  if (c == '\r' || c == '\n' || (c == ' ' && !may_be_space)) return raise_value_error(thread, "bad {} value", name);
  if (c != kNotSet && contains_character(dialect->line_terminator, c)) {
    return raise_value_error(thread, "bad {} or lineterminator value", name);
  }
  return {};
}

Status check_different(Thread& thread, const char* name, uint32_t c, const char* other_name, uint32_t other) {
  if (c != other || c == kNotSet) return {};
  return raise_value_error(thread, "bad {} or {} value", name, other_name);
}

Status check_dialect(Thread& thread, const Dialect* dialect) {
  if (dialect->quoting != Quoting::kNone && dialect->quote == kNotSet) {
    return raise_type_error(thread, "quotechar must be set if quoting enabled");
  }
  const bool spaces = !dialect->skips_initial_space;
  TRY(check_character(thread, dialect, "delimiter", dialect->delimiter, true));
  TRY(check_character(thread, dialect, "escapechar", dialect->escape, spaces));
  TRY(check_character(thread, dialect, "quotechar", dialect->quote, spaces));
  TRY(check_different(thread, "delimiter", dialect->delimiter, "escapechar", dialect->escape));
  TRY(check_different(thread, "delimiter", dialect->delimiter, "quotechar", dialect->quote));
  return check_different(thread, "escapechar", dialect->escape, "quotechar", dialect->quote);
}

// What the base has of options that were not given.
Status inherit_options(Thread& thread, Value* options) {
  for (int option = kDelimiter; option < kCount; option++) {
    if (!options[option].is_unbound()) continue;
    options[option] = get_attribute_text(thread, options[kBase], kOptionNames[option]);
    if (options[option].is_error()) {
      take_pending(thread);
      options[option] = Value::unbound();
    }
  }
  return {};
}

Value dialect_from(Thread& thread, Type* type, Value* options) {
  if (options[kBase].is_none()) options[kBase] = Value::unbound();
  if (!options[kBase].is_unbound()) {
    if (is_str(options[kBase])) {
      Value found = TRY(dict_get(thread, state_of(thread.runtime)->dialects, options[kBase]));
      if (found.is_unbound()) return raise_csv_error(thread, "unknown dialect");
      options[kBase] = found;
    }
    Type* dialect_type = native_type(thread.runtime, kDialectType);
    const bool is_changed =
        std::any_of(options + kDelimiter, options + kCount, [](Value v) { return !v.is_unbound(); });
    if (type == dialect_type && !is_changed && is_instance_of(thread, options[kBase], dialect_type)) {
      return options[kBase];
    }
    TRY(inherit_options(thread, options));
  }
  auto* dialect = TRY(allocate_instance<Dialect>(thread, type));
  dialect->delimiter = TRY(character_option(thread, options, kDelimiter, ','));
  dialect->doubles_quotes = TRY(flag_option(thread, options, kDoubleQuote, true));
  dialect->escape = TRY(character_option(thread, options, kEscape, kNotSet));
  if (Value terminator = options[kTerminator]; terminator.is_unbound()) {
    dialect->line_terminator.set(dialect, TRY(make_str(thread, "\r\n")));
  } else if (is_str(terminator)) {
    dialect->line_terminator.set(dialect, terminator.as<Str>());
  } else {
    return raise_type_error(thread, "\"lineterminator\" must be a string, not {}", type_name(thread, terminator));
  }
  dialect->quote = TRY(character_option(thread, options, kQuote, '"'));
  TRY(set_quoting(thread, options, dialect));
  dialect->skips_initial_space = TRY(flag_option(thread, options, kSkipSpace, false));
  dialect->is_strict = TRY(flag_option(thread, options, kStrict, false));
  TRY(check_dialect(thread, dialect));
  return dialect;
}

Value dialect_new(Thread& thread, Value* args) {
  Value options[kCount];
  TRY(bind_options(thread, args[1].as<Tuple>()->view(), args[2], options));
  return dialect_from(thread, args[0].as<Type>(), options);
}

Value refuse_pickling(Thread& thread, Value* args) {
  return raise_type_error(thread, "cannot pickle '{}' instances", text_of(type_of(thread, args[0])->name));
}

Value character_value(Thread& thread, uint32_t c) {
  return c == kNotSet ? Value::none() : Value(make_character(thread, c));
}
Value get_delimiter(Thread& thread, Value self) { return character_value(thread, self.as<Dialect>()->delimiter); }
Value get_escape(Thread& thread, Value self) { return character_value(thread, self.as<Dialect>()->escape); }
Value get_quote(Thread& thread, Value self) { return character_value(thread, self.as<Dialect>()->quote); }
Value get_terminator(Thread&, Value self) { return self.as<Dialect>()->line_terminator.get(); }
Value get_quoting(Thread&, Value self) { return Value::small_int(static_cast<int64_t>(self.as<Dialect>()->quoting)); }
Value get_double(Thread&, Value self) { return Value::boolean(self.as<Dialect>()->doubles_quotes); }
Value get_skip(Thread&, Value self) { return Value::boolean(self.as<Dialect>()->skips_initial_space); }
Value get_strict(Thread&, Value self) { return Value::boolean(self.as<Dialect>()->is_strict); }

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *args, **kwargs)", dialect_new, "", NativeKind::kStaticMethod},
    {"__reduce__(self, /)", refuse_pickling, "Raises an exception: a dialect cannot be pickled."},
    {"__reduce_ex__(self, protocol, /)", refuse_pickling, "Raises an exception: a dialect cannot be pickled."},
};
constexpr GetSetDefinition kAttributes[] = {
    {"delimiter", get_delimiter},
    {"escapechar", get_escape},
    {"lineterminator", get_terminator},
    {"quotechar", get_quote},
    {"quoting", get_quoting},
    {"doublequote", get_double, nullptr, "", true},
    {"skipinitialspace", get_skip, nullptr, "", true},
    {"strict", get_strict, nullptr, "", true},
};

}  // namespace

constinit const TypeSpec kDialectType = {
    .name = "Dialect",
    .module = "_csv",
    .basic_size = sizeof(Dialect),
    .native_fields = 1,
    .methods = kMethods,
    .attributes = kAttributes,
    .doc = "CSV dialect\n\nHow comma-separated values are written: characters, quoting, line ends.",
    .text_signature = "",
};

Dialect* make_dialect(Thread& thread, Value base, Value keywords) {
  Value options[kCount];
  const std::span<const Value> positional(&base, base.is_unbound() ? 0 : 1);
  TRY(bind_options(thread, positional, keywords, options));
  return TRY(dialect_from(thread, native_type(thread.runtime, kDialectType), options)).as<Dialect>();
}

}  // namespace memphis::csv

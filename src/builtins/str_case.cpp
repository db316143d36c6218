// Case mappings and character classes of str.
#include "base/unicode.h"
#include "builtins/str_parts.h"
#include "runtime/str_units.h"
#include "runtime/text_builder.h"

namespace memphis {

namespace {

constexpr bool is_ascii_upper(uint8_t c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_ascii_lower(uint8_t c) { return c >= 'a' && c <= 'z'; }
constexpr uint8_t ascii_upper(uint8_t c) { return is_ascii_lower(c) ? c - 32 : c; }
constexpr uint8_t ascii_lower(uint8_t c) { return is_ascii_upper(c) ? c + 32 : c; }
constexpr uint8_t ascii_swapped(uint8_t c) { return is_ascii_lower(c) ? c - 32 : is_ascii_upper(c) ? c + 32 : c; }

template <class Map>
Value map_ascii(Thread& thread, Str* str, Map map) {
  Str* result = TRY(allocate_str(thread, str->length(), 1, true));
  const uint8_t* from = str->data();
  uint8_t* to = result->mutable_data();
  for (uint64_t i = 0; i < str->length(); i++) to[i] = map(from[i]);
  return result;
}

void append_mapping(TextBuilder& out, const unicode::CaseMapping& mapping) {
  for (uint32_t i = 0; i < mapping.length; i++) out.append(mapping.text[i]);
}

// The lower case of units[index], with the rule for the final sigma.
template <class Unit>
void append_lower(TextBuilder& out, const Unit* units, size_t count, size_t index) {
  if (units[index] == 0x3a3) {
    out.append(unicode::is_final_sigma(units, count, index) ? 0x3c2 : 0x3c3);
  } else {
    append_mapping(out, unicode::to_lower(units[index]));
  }
}

// Calls append(out, units, count, index) for each character in turn.
template <class Append>
Value map_characters(Thread& thread, Str* str, Append append) {
  TextBuilder out(thread);
  with_units(str, [&](auto* units, size_t count) {
    for (size_t i = 0; i < count; i++) append(out, units, count, i);
  });
  return out.finish();
}

}  // namespace

Value str_lower(Thread& thread, Value* args) {
  Str* str = self_str(args);
  if (str->is_ascii()) return map_ascii(thread, str, ascii_lower);
  return map_characters(
      thread, str, [](TextBuilder& out, auto* units, size_t count, size_t i) { append_lower(out, units, count, i); });
}

Value str_upper(Thread& thread, Value* args) {
  Str* str = self_str(args);
  if (str->is_ascii()) return map_ascii(thread, str, ascii_upper);
  return map_characters(thread, str, [](TextBuilder& out, auto* units, size_t, size_t i) {
    append_mapping(out, unicode::to_upper(units[i]));
  });
}

Value str_casefold(Thread& thread, Value* args) {
  Str* str = self_str(args);
  if (str->is_ascii()) return map_ascii(thread, str, ascii_lower);
  return map_characters(thread, str, [](TextBuilder& out, auto* units, size_t, size_t i) {
    append_mapping(out, unicode::to_casefold(units[i]));
  });
}

Value str_swapcase(Thread& thread, Value* args) {
  Str* str = self_str(args);
  if (str->is_ascii()) return map_ascii(thread, str, ascii_swapped);
  return map_characters(thread, str, [](TextBuilder& out, auto* units, size_t count, size_t i) {
    char32_t c = units[i];
    if (unicode::is_upper(c)) {
      append_lower(out, units, count, i);
    } else if (unicode::is_lower(c)) {
      append_mapping(out, unicode::to_upper(c));
    } else {
      out.append(c);
    }
  });
}

Value str_capitalize(Thread& thread, Value* args) {
  Str* str = self_str(args);
  if (str->is_ascii()) {
    bool first = true;
    return map_ascii(thread, str, [&](uint8_t c) {
      bool upper = first;
      first = false;
      return upper ? ascii_upper(c) : ascii_lower(c);
    });
  }
  return map_characters(thread, str, [](TextBuilder& out, auto* units, size_t count, size_t i) {
    if (i == 0) return append_mapping(out, unicode::to_title(units[0]));
    append_lower(out, units, count, i);
  });
}

Value str_title(Thread& thread, Value* args) {
  Str* str = self_str(args);
  bool in_word = false;
  if (str->is_ascii()) {
    return map_ascii(thread, str, [&](uint8_t c) {
      uint8_t result = in_word ? ascii_lower(c) : ascii_upper(c);
      in_word = is_ascii_lower(c) || is_ascii_upper(c);
      return result;
    });
  }
  return map_characters(thread, str, [&](TextBuilder& out, auto* units, size_t count, size_t i) {
    if (in_word) {
      append_lower(out, units, count, i);
    } else {
      append_mapping(out, unicode::to_title(units[i]));
    }
    in_word = unicode::is_cased(units[i]);
  });
}

// Classes -------------------------------------------------------------------------------------------------------------

namespace {

// Not empty, and every character passes.
template <class Test>
Value all_characters(Value* args, Test test) {
  return with_units(self_str(args), [&](auto* units, size_t count) {
    for (size_t i = 0; i < count; i++) {
      if (!test(static_cast<char32_t>(units[i]))) return Value::false_value();
    }
    return Value::boolean(count != 0);
  });
}

// At least one cased character, and none of the other cases.
template <class Wanted, class Excluded>
Value all_cased(Value* args, Wanted wanted, Excluded excluded) {
  return with_units(self_str(args), [&](auto* units, size_t count) {
    bool found = false;
    for (size_t i = 0; i < count; i++) {
      if (excluded(static_cast<char32_t>(units[i]))) return Value::false_value();
      found = found || wanted(static_cast<char32_t>(units[i]));
    }
    return Value::boolean(found);
  });
}

}  // namespace

Value str_isalnum(Thread&, Value* args) { return all_characters(args, unicode::is_alnum); }
Value str_isalpha(Thread&, Value* args) { return all_characters(args, unicode::is_alpha); }
Value str_isascii(Thread&, Value* args) { return Value::boolean(self_str(args)->is_ascii()); }
Value str_isdecimal(Thread&, Value* args) { return all_characters(args, unicode::is_decimal); }
Value str_isdigit(Thread&, Value* args) { return all_characters(args, unicode::is_digit); }
Value str_isnumeric(Thread&, Value* args) { return all_characters(args, unicode::is_numeric); }
Value str_isspace(Thread&, Value* args) { return all_characters(args, unicode::is_space); }

Value str_isprintable(Thread&, Value* args) {
  if (self_str(args)->length() == 0) return Value::true_value();
  return all_characters(args, unicode::is_printable);
}

Value str_isidentifier(Thread&, Value* args) {
  bool first = true;
  return all_characters(args, [&](char32_t c) {
    bool start = first;
    first = false;
    return start ? unicode::is_identifier_start(c) : unicode::is_identifier_continue(c);
  });
}

Value str_islower(Thread&, Value* args) {
  return all_cased(args, unicode::is_lower, [](char32_t c) { return unicode::is_upper(c) || unicode::is_title(c); });
}

Value str_isupper(Thread&, Value* args) {
  return all_cased(args, unicode::is_upper, [](char32_t c) { return unicode::is_lower(c) || unicode::is_title(c); });
}

Value str_istitle(Thread&, Value* args) {
  return with_units(self_str(args), [&](auto* units, size_t count) {
    bool found = false, in_word = false;
    for (size_t i = 0; i < count; i++) {
      char32_t c = units[i];
      bool starts = unicode::is_upper(c) || unicode::is_title(c);
      bool continues = unicode::is_lower(c);
      if ((starts && in_word) || (continues && !in_word)) return Value::false_value();
      in_word = starts || continues;
      found = found || in_word;
    }
    return Value::boolean(found);
  });
}

}  // namespace memphis

// str.translate and str.maketrans.
#include "base/utf8.h"
#include "builtins/str_parts.h"
#include "builtins/text_arguments.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/str_units.h"
#include "runtime/text_builder.h"

namespace memphis {

namespace {

// What a table says of one character.
struct Translation {
  enum Kind : uint8_t { kUnknown, kSame, kDelete, kCharacter, kText } kind = kUnknown;
  char32_t character = 0;
  Str* text = nullptr;
};

Fallible<Translation> look_up(Thread& thread, Value table, char32_t c) {
  Value found = get_item(thread, table, Value::small_int(static_cast<int64_t>(c)));
  if (found.is_error()) {
    if (!take_if_pending(thread, ExceptionId::kLookupError)) return Failure{};
    return Translation{Translation::kSame};
  }
  if (found.is_none()) return Translation{Translation::kDelete};
  if (is_str(found)) return Translation{Translation::kText, 0, found.as<Str>()};
  if (!is_int(found)) return raise_type_error(thread, "character mapping must return integer, None or str");
  int64_t code;
  if (!int_to_int64(found, code) || code < 0 || code > kMaxCodePoint) {
    return raise_value_error(thread, "character mapping must be in range(0x110000)");
  }
  return Translation{Translation::kCharacter, static_cast<char32_t>(code)};
}

void append_translation(TextBuilder& out, const Translation& translation, char32_t c) {
  switch (translation.kind) {
    case Translation::kDelete: break;
    case Translation::kCharacter: out.append(translation.character); break;
    case Translation::kText: out.append(translation.text); break;
    default: out.append(c);
  }
}

Status set_entry(Thread& thread, Dict* table, char32_t key, Value value) {
  return dict_set(thread, table, Value::small_int(static_cast<int64_t>(key)), value);
}

Value table_from_dict(Thread& thread, Dict* mapping) {
  Dict* table = TRY(make_dict(thread));
  uint64_t position = 0;
  DictEntry entry;
  while (dict_next(mapping, position, entry)) {
    if (is_str(entry.key)) {
      auto* key = entry.key.as<Str>();
      if (key->length() != 1) return raise_value_error(thread, "string keys in translate table must be of length 1");
      TRY(set_entry(thread, table, key->at(0), entry.value));
    } else if (is_int(entry.key)) {
      TRY(dict_set(thread, table, entry.key, entry.value));
    } else {
      return raise_type_error(thread, "keys in translate table must be strings or integers");
    }
  }
  return table;
}

}  // namespace

Value str_translate(Thread& thread, Value* args) {
  Str* text = self_str(args);
  Translation ascii[128];
  TextBuilder out(thread);
  for (uint64_t i = 0; i < text->length(); i++) {
    char32_t c = text->at(i);
    if (c >= 128) {
      append_translation(out, TRY(look_up(thread, args[1], c)), c);
      continue;
    }
    if (ascii[c].kind == Translation::kUnknown) ascii[c] = TRY(look_up(thread, args[1], c));
    append_translation(out, ascii[c], c);
  }
  return out.finish();
}

Value str_maketrans(Thread& thread, Value* args) {
  if (args[1].is_unbound()) {
    if (!args[0].is_exactly(Kind::kDict)) {
      return raise_type_error(thread, "if you give only one argument to maketrans it must be a dict");
    }
    return table_from_dict(thread, args[0].as<Dict>());
  }
  // CPython looks at the second argument before it looks at the first.
  Str* to = TRY(str_argument(thread, args[1], "maketrans", 2));
  if (!args[2].is_unbound()) TRY(str_argument(thread, args[2], "maketrans", 3));
  if (!is_str(args[0])) {
    return raise_type_error(thread, "first maketrans argument must be a string if there is a second argument");
  }
  auto* from = args[0].as<Str>();
  if (from->length() != to->length()) {
    return raise_value_error(thread, "the first two maketrans arguments must have equal length");
  }
  Dict* table = TRY(make_dict(thread));
  for (uint64_t i = 0; i < from->length(); i++) {
    TRY(set_entry(thread, table, from->at(i), Value::small_int(static_cast<int64_t>(to->at(i)))));
  }
  if (args[2].is_unbound()) return table;
  auto* deleted = args[2].as<Str>();
  for (uint64_t i = 0; i < deleted->length(); i++) TRY(set_entry(thread, table, deleted->at(i), Value::none()));
  return table;
}

}  // namespace memphis

// make_encoder: writes values as JSON.
#include <cmath>
#include <cstddef>

#include "base/number_text.h"
#include "modules/json/json.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/int_operations.h"
#include "runtime/list_operations.h"
#include "runtime/named_access.h"

namespace memphis::json {

namespace {

// Which function writes strings: one of ours, or another that must be called.
enum class StringStyle : uint8_t { kAscii, kUnicode, kCalled };

struct Encoder : Cell {
  Field markers;  // Dict, or None: circles are not looked for
  Field default_function;
  Field encoder;
  Field indent;  // Str or None
  Field key_separator;
  Field item_separator;
  StringStyle style;
  bool sort_keys, skip_keys, allow_nan;
};

// A container, or an object that was given to the default function, which is being written.
struct ActiveObject {
  Value object;
  const ActiveObject* outer;
};

class Writer {
 public:
  Writer(Thread& thread, Encoder* encoder)
      : thread_(thread),
        encoder_(*encoder),
        out_(thread),
        indent_(encoder->indent.get().is_none() ? nullptr : encoder->indent.get().as<Str>()),
        item_separator_(encoder->item_separator.get().as<Str>()),
        key_separator_(encoder->key_separator.get().as<Str>()) {}

  Status write(Value value, int64_t level, const ActiveObject* outer) {
    if (is_str(value)) return write_string(value);
    if (is_int(value) && !value.is_bool()) return write_int(value);
    if (is_float(value)) return write_float(value);
    if (value.is_none()) return write_word("null");
    if (value.is_bool()) return write_word(value.is_true() ? "true" : "false");
    const bool is_list = value.is_kind(Kind::kList) || value.is_kind(Kind::kTuple);
    if (!is_list && !value.is_kind(Kind::kDict)) return write_other(value, level, outer);
    NativeRecursion guard(thread_, " while encoding a JSON object");
    if (guard.failed()) return Failure{};
    TRY(check_circle(value, outer));
    const ActiveObject active{value, outer};
    return is_list ? write_list(value, level, &active) : write_dict(value, level, &active);
  }

  Str* finish() { return out_.finish(); }

 private:
  Status write_word(std::string_view word) {
    out_.append_ascii(word);
    return {};
  }

  Status write_string(Value value) {
    if (encoder_.style != StringStyle::kCalled) {
      append_quoted(out_, value.as<Str>(), encoder_.style == StringStyle::kAscii);
      return {};
    }
    Value text = TRY(call(thread_, encoder_.encoder, {value}));
    if (!is_str(text)) {
      return raise_type_error(thread_, "encoder() must return a string, not {}", type_name(thread_, text));
    }
    out_.append(text.as<Str>());
    return {};
  }

  Status write_int(Value value) {
    if (value.is_small_int()) {
      uint64_t magnitude = static_cast<uint64_t>(value.as_small_int());
      char text[24];
      char* start = text + sizeof(text);
      const bool negative = value.as_small_int() < 0;
      if (negative) magnitude = ~magnitude + 1;
      do *--start = static_cast<char>('0' + magnitude % 10);
      while ((magnitude /= 10) != 0);
      if (negative) *--start = '-';
      return write_word({start, static_cast<size_t>(text + sizeof(text) - start)});
    }
    std::string text;
    TRY(append_int_text(thread_, text, value));
    return write_word(text);
  }

  Status write_float(Value value) {
    const double number = float_value(value);
    if (std::isfinite(number)) {
      char text[kMaxReprSize];
      return write_word({text, write_double_repr(number, text)});
    }
    if (!encoder_.allow_nan) {
      return raise_value_error(thread_, "Out of range float values are not JSON compliant: {}",
                               TRY(repr_text(thread_, value)));
    }
    return write_word(std::isnan(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
  }

  Status check_circle(Value value, const ActiveObject* outer) {
    if (encoder_.markers.get().is_none()) return {};
    for (; outer != nullptr; outer = outer->outer) {
      if (outer->object == value) return raise_value_error(thread_, "Circular reference detected");
    }
    return {};
  }

  // What the default function makes of an object.
  Status write_other(Value value, int64_t level, const ActiveObject* outer) {
    TRY(check_circle(value, outer));
    const ActiveObject active{value, outer};
    NativeRecursion guard(thread_, " while encoding a JSON object");
    if (guard.failed()) return Failure{};
    Value replacement = TRY(call(thread_, encoder_.default_function, {value}));
    if (!write(replacement, level, &active).failed()) return {};
    add_note(value, " object");
    return Failure{};
  }

  void add_note(Value value, std::string_view place) {
    add_note_to_pending(
        thread_, fmt::format("when serializing {}{}", qualified_type_name(thread_, type_of(thread_, value)), place));
  }

  void new_line(int64_t level) {
    out_.append('\n');
    for (int64_t i = 0; i < level; i++) out_.append(indent_);
  }

  // ---- Lists ----

  Status write_list(Value list, int64_t level, const ActiveObject* active) {
    if (items_of(list).empty()) return write_word("[]");
    out_.append('[');
    if (indent_ != nullptr) new_line(level + 1);
    // User code may change the list meanwhile.
    for (uint64_t i = 0; i < items_of(list).size(); i++) {
      if (i != 0) separate(level + 1);
      if (!write(items_of(list)[i], level + 1, active).failed()) continue;
      add_note(list, fmt::format(" item {}", i));
      return Failure{};
    }
    if (indent_ != nullptr) new_line(level);
    out_.append(']');
    return {};
  }

  void separate(int64_t level) {
    out_.append(item_separator_);
    if (indent_ != nullptr) new_line(level);
  }

  // ---- Dicts ----

  Status write_dict(Value dict, int64_t level, const ActiveObject* active) {
    if (dict.as<Dict>()->count == 0) return write_word("{}");
    out_.append('{');
    bool is_first = true;
    if (encoder_.sort_keys || !dict.is_exactly(Kind::kDict)) {
      List* items = TRY(item_list(dict));
      for (uint64_t i = 0; i < items->size; i++) {
        Value item = items->items()[i];
        if (!item.is_kind(Kind::kTuple) || item.as<Tuple>()->size != 2) {
          return raise_value_error(thread_, "items must return 2-tuples");
        }
        TRY(write_member(dict, item.as<Tuple>()->items[0], item.as<Tuple>()->items[1], level, active, is_first));
      }
    } else {
      uint64_t position = 0;
      DictEntry entry;
      while (dict_next(dict.as<Dict>(), position, entry)) {
        TRY(write_member(dict, entry.key, entry.value, level, active, is_first));
      }
    }
    if (indent_ != nullptr && !is_first) new_line(level);
    out_.append('}');
    return {};
  }

  List* item_list(Value dict) {
    Value items = TRY(call_method(thread_, dict, TRY(intern_text(thread_.runtime, "items"))));
    List* list = TRY(list_from_iterable(thread_, items));
    if (encoder_.sort_keys) TRY(call_method(thread_, list, TRY(intern_text(thread_.runtime, "sort"))));
    return list;
  }

  Status write_member(Value dict, Value key, Value value, int64_t level, const ActiveObject* active, bool& is_first) {
    if (!is_str(key) && !is_float(key) && !is_int(key) && !key.is_none()) {
      if (encoder_.skip_keys) return {};
      return raise_type_error(thread_, "keys must be str, int, float, bool or None, not {}", type_name(thread_, key));
    }
    if (!is_first) {
      separate(level + 1);
    } else if (indent_ != nullptr) {
      new_line(level + 1);
    }
    is_first = false;
    TRY(write_key(key));
    out_.append(key_separator_);
    if (!write(value, level + 1, active).failed()) return {};
    note_member(dict, key);
    return Failure{};
  }

  Status write_key(Value key) {
    if (is_str(key)) return write_string(key);
    if (encoder_.style == StringStyle::kCalled) return write_called_key(key);
    out_.append('"');
    TRY(write(key, 0, nullptr));
    out_.append('"');
    return {};
  }

  // The encoder function is given the key's text.
  Status write_called_key(Value key) {
    Writer text(thread_, &encoder_);
    TRY(text.write(key, 0, nullptr));
    return write_string(TRY(text.finish()));
  }

  void note_member(Value dict, Value key) {
    Value error = take_pending(thread_);
    Fallible<std::string> shown = repr_text(thread_, key);
    if (shown.failed()) take_pending(thread_);
    raise_again(thread_, error);
    if (!shown.failed()) add_note(dict, " item " + shown.value());
  }

  Thread& thread_;
  Encoder& encoder_;
  TextBuilder out_;
  const Str* indent_;
  const Str* item_separator_;
  const Str* key_separator_;
};

StringStyle style_of(Value encoder) {
  if (!encoder.is_kind(Kind::kNativeFunction)) return StringStyle::kCalled;
  const NativeCode code = encoder.as<NativeFunction>()->code;
  if (code == encode_basestring_ascii) return StringStyle::kAscii;
  return code == encode_basestring ? StringStyle::kUnicode : StringStyle::kCalled;
}

Value encoder_new(Thread& thread, Value* args) {
  if (!args[1].is_none() && !args[1].is_kind(Kind::kDict)) {
    return raise_type_error(thread, "make_encoder() argument 1 must be dict or None, not {}",
                            type_name(thread, args[1]));
  }
  (void)TRY(str_argument(thread, args[5], "make_encoder", 5));
  (void)TRY(str_argument(thread, args[6], "make_encoder", 6));
  auto* encoder = TRY(allocate_instance<Encoder>(thread, args[0].as<Type>()));
  encoder->markers.set(encoder, args[1]);
  encoder->default_function.set(encoder, args[2]);
  encoder->encoder.set(encoder, args[3]);
  encoder->indent.set(encoder, args[4]);
  encoder->key_separator.set(encoder, args[5]);
  encoder->item_separator.set(encoder, args[6]);
  encoder->style = style_of(args[3]);
  encoder->sort_keys = TRY(is_true(thread, args[7]));
  encoder->skip_keys = TRY(is_true(thread, args[8]));
  encoder->allow_nan = TRY(is_true(thread, args[9]));
  return encoder;
}

Value encoder_call(Thread& thread, Value* args) {
  auto* encoder = args[0].as<Encoder>();
  const int64_t level = TRY(ssize_argument(thread, args[2]));
  if (Value indent = encoder->indent; !indent.is_none() && !is_str(indent)) {
    return raise_type_error(thread, "indent must be a str or None, not {}", type_name(thread, indent));
  }
  Writer writer(thread, encoder);
  TRY(writer.write(args[1], level, nullptr));
  return make_tuple(thread, {Value(TRY(writer.finish()))});
}

Value get_sort_keys(Thread&, Value self) { return Value::boolean(self.as<Encoder>()->sort_keys); }
Value get_skip_keys(Thread&, Value self) { return Value::boolean(self.as<Encoder>()->skip_keys); }

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)",
     encoder_new, "", NativeKind::kStaticMethod},
    {"__call__(self, obj, _current_indent_level)", encoder_call},
};
constexpr MemberDefinition kMembers[] = {
    {"markers", offsetof(Encoder, markers)},
    {"default", offsetof(Encoder, default_function)},
    {"encoder", offsetof(Encoder, encoder)},
    {"indent", offsetof(Encoder, indent)},
    {"key_separator", offsetof(Encoder, key_separator)},
    {"item_separator", offsetof(Encoder, item_separator)},
};
constexpr GetSetDefinition kAttributes[] = {
    {"sort_keys", get_sort_keys, nullptr, "sort_keys", true},
    {"skipkeys", get_skip_keys, nullptr, "skipkeys", true},
};

}  // namespace

constinit const TypeSpec kEncoderType = {
    .name = "Encoder",
    .module = "_json",
    .basic_size = sizeof(Encoder),
    .native_fields = 6,
    .methods = kMethods,
    .attributes = kAttributes,
    .members = kMembers,
    .doc = "Writes values as JSON.",
};

}  // namespace memphis::json

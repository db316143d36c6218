#include "builtins/percent_format.h"

#include <cstring>

#include "base/percent_format.h"
#include "builtins/text_arguments.h"
#include "runtime/buffer.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/operations.h"
#include "runtime/str_units.h"
#include "runtime/text_builder.h"

namespace memphis {

namespace {

// Hands out the arguments: the items of a tuple one after the other, or a single object once. A key takes its value
// from the mapping, which then stands for the single object.
class ArgumentSource {
 public:
  ArgumentSource(Thread& thread, Value arguments, bool to_bytes) : thread_(thread), arguments_(arguments) {
    if (arguments.is_kind(Kind::kTuple)) {
      tuple_ = arguments.as<Tuple>();
    } else {
      bool is_bytes = arguments.is_kind(Kind::kBytes) || arguments.is_kind(Kind::kByteArray);
      bool is_text = is_str(arguments) || (to_bytes && is_bytes);
      is_mapping_ = !is_text && !type_of(thread, arguments)->special_method(Special::kGetItem).is_unbound();
    }
  }

  Value next() {
    if (tuple_ != nullptr && position_ < tuple_->size) return tuple_->items[position_++];
    if (tuple_ == nullptr && position_ == 0) {
      position_ = 1;
      return arguments_;
    }
    return raise_type_error(thread_, "not enough arguments for format string");
  }

  // The value of a key becomes the next argument.
  Status select(Value key) {
    if (!is_mapping_) return raise_type_error(thread_, "format requires a mapping");
    if (mapping_.is_unbound()) mapping_ = arguments_;
    arguments_ = TRY(get_item(thread_, mapping_, key));
    tuple_ = nullptr;
    position_ = 0;
    return {};
  }
  bool is_mapping() const { return is_mapping_; }

  // Whether something is left over.
  bool has_rest() const {
    if (is_mapping_) return false;
    return tuple_ != nullptr ? position_ < tuple_->size : position_ == 0;
  }

 private:
  Thread& thread_;
  Value arguments_;
  Value mapping_;
  Tuple* tuple_ = nullptr;
  uint64_t position_ = 0;
  bool is_mapping_ = false;
};

Status fetch_sizes(Thread& thread, ArgumentSource& source, PercentSpec& spec) {
  if (spec.width_is_argument) {
    Value width = TRY(source.next());
    if (!is_int(width)) return raise_type_error(thread, "* wants int");
    spec.set_width(TRY(to_int64(thread, width)));
  }
  if (spec.precision_is_argument) {
    Value precision = TRY(source.next());
    if (!is_int(precision)) return raise_type_error(thread, "* wants int");
    int64_t digits;
    if (!int_to_int64(precision, digits) || digits != static_cast<int32_t>(digits)) {
      return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to C int");
    }
    spec.set_precision(digits);
  }
  return {};
}

FailureOfAnyType raise_not_a_number(Thread& thread, char type, Value value) {
  bool integer = type == 'x' || type == 'X' || type == 'o';
  return raise_type_error(thread, "%{} format: {}, not {}", type,
                          integer ? "an integer is required" : "a real number is required", type_name(thread, value));
}

// The int that %d (and its kin) shows for a value.
Value integer_of(Thread& thread, char type, Value value) {
  if (is_int(value)) return value;
  bool integer = type == 'x' || type == 'X' || type == 'o';
  Special special =
      integer || type_of(thread, value)->special_method(Special::kInt).is_unbound() ? Special::kIndex : Special::kInt;
  Value result = call_special(thread, value, special);
  if (result.is_error()) {
    if (!take_if_pending(thread, ExceptionId::kTypeError)) return result;
    return raise_not_a_number(thread, type, value);
  }
  if (is_int(result)) return result;
  return raise_not_a_number(thread, type, value);
}

Status append_number(Thread& thread, const PercentSpec& spec, Value value, std::string& out) {
  FormatError error;
  char type = static_cast<char>(spec.type);
  if (std::strchr("diuoxX", type) != nullptr) {
    Value integer = TRY(integer_of(thread, type, value));
    std::string digits;
    unsigned base = type == 'o' ? 8 : type == 'x' || type == 'X' ? 16 : 10;
    bool negative = int_sign(integer) < 0;
    if (base == 10) {
      TRY(append_int_text(thread, digits, integer));
    } else {
      bigint::append_text(digits, IntReader(integer), base);
    }
    std::string_view shown(digits);
    if (negative) shown.remove_prefix(1);
    if (!append_percent_int(out, spec, negative, shown, error)) return raise_format_error(thread, error);
    return {};
  }
  double number = TRY(to_double(thread, value));
  if (!append_percent_double(out, spec, number, error)) return raise_format_error(thread, error);
  return {};
}

bool is_number_type(char32_t type) {
  return type < 128 && type != 0 && std::strchr("diuoxXeEfFgG", static_cast<char>(type)) != nullptr;
}

// str -----------------------------------------------------------------------------------------------------------------

Status append_text(Thread& thread, const PercentSpec& spec, const Str* text, TextBuilder& out) {
  if (spec.width < 0 && spec.precision < 0) {
    out.append(text);
    return {};
  }
  FormatError error;
  TextLayout layout;
  if (!lay_out_percent_text(spec, text->length(), layout, error)) return raise_format_error(thread, error);
  out.append_fill(' ', layout.left);
  out.append_range(text, 0, layout.text);
  out.append_fill(' ', layout.right);
  return {};
}

// %c
Str* character_of(Thread& thread, Value value) {
  if (is_str(value)) {
    if (value.as<Str>()->length() == 1) return value.as<Str>();
    return raise_type_error(thread, "%c requires an int or a unicode character, not a string of length {}",
                            value.as<Str>()->length());
  }
  if (!has_index(thread, value)) {
    return raise_type_error(thread, "%c requires an int or a unicode character, not {}", type_name(thread, value));
  }
  int64_t code;
  if (!int_to_int64(TRY(to_index(thread, value)), code) || code < 0 || code > kMaxCodePoint) {
    return raise(thread, ExceptionId::kOverflowError, "%c arg not in range(0x110000)");
  }
  return make_character(thread, static_cast<uint32_t>(code));
}

Value text_for(Thread& thread, char32_t type, Value value) {
  switch (type) {
    case 's': return to_str(thread, value);
    case 'r': return repr(thread, value);
    case 'a': return ascii(thread, value);
    default: return character_of(thread, value);
  }
}

Status append_conversion(Thread& thread, ArgumentSource& source, PercentSpec& spec, TextBuilder& out) {
  TRY(fetch_sizes(thread, source, spec));
  Value value = TRY(source.next());
  if (is_number_type(spec.type)) {
    if (spec.type == 'd' && spec.width < 0 && spec.precision < 0 && !spec.plus && !spec.blank && value.is_small_int()) {
      std::string digits;
      TRY(append_int_text(thread, digits, value));
      out.append_ascii(digits);
      return {};
    }
    std::string text;
    TRY(append_number(thread, spec, value, text));
    out.append_ascii(text);
    return {};
  }
  if (spec.type == 's' || spec.type == 'r' || spec.type == 'a' || spec.type == 'c') {
    Value text = TRY(text_for(thread, spec.type, value));
    // A precision does not cut what %c shows.
    if (spec.type == 'c') spec.precision = -1;
    return append_text(thread, spec, text.as<Str>(), out);
  }
  FormatError error;
  set_unsupported_percent_type(spec, false, error);
  return raise_format_error(thread, error);
}

// bytes ---------------------------------------------------------------------------------------------------------------

Status append_laid_out(Thread& thread, const PercentSpec& spec, std::string_view text, std::string& out) {
  FormatError error;
  TextLayout layout;
  if (!lay_out_percent_text(spec, text.size(), layout, error)) return raise_format_error(thread, error);
  out.append(layout.left, ' ');
  out.append(text.substr(0, layout.text));
  out.append(layout.right, ' ');
  return {};
}

Fallible<std::string> bytes_for(Thread& thread, Value value) {
  if (!value.is_kind(Kind::kBytes)) {
    Value converted = TRY(call_special(thread, value, Special::kBytes));
    if (!converted.is_unbound()) {
      if (!converted.is_kind(Kind::kBytes)) {
        return raise_type_error(thread, "__bytes__ returned non-bytes (type {})", type_name(thread, converted));
      }
      value = converted;
    } else if (!has_buffer(thread, value)) {
      return raise_type_error(thread,
                              "%b requires a bytes-like object, or an object that implements __bytes__, not '{}'",
                              type_name(thread, value));
    }
  }
  Buffer buffer(thread);
  TRY(buffer.acquire(value));
  return std::string(reinterpret_cast<const char*>(buffer.data()), buffer.size());
}

Fallible<char> byte_for(Thread& thread, Value value) {
  std::span<const uint8_t> bytes;
  bool is_bytes = true;
  if (value.is_kind(Kind::kBytes)) {
    bytes = value.as<Bytes>()->view();
  } else if (value.is_kind(Kind::kByteArray)) {
    bytes = value.as<ByteArray>()->view();
  } else {
    is_bytes = false;
  }
  if (is_bytes) {
    if (bytes.size() == 1) return static_cast<char>(bytes[0]);
    return raise_type_error(thread,
                            "%c requires an integer in range(256) or a single byte, not a {} object of length {}",
                            type_name(thread, value), bytes.size());
  }
  if (!has_index(thread, value)) {
    return raise_type_error(thread, "%c requires an integer in range(256) or a single byte, not {}",
                            type_name(thread, value));
  }
  int64_t code;
  if (!int_to_int64(TRY(to_index(thread, value)), code) || code < 0 || code > 255) {
    return raise(thread, ExceptionId::kOverflowError, "%c arg not in range(256)");
  }
  return static_cast<char>(code);
}

Status append_bytes_conversion(Thread& thread, ArgumentSource& source, PercentSpec& spec, std::string& out) {
  TRY(fetch_sizes(thread, source, spec));
  Value value = TRY(source.next());
  if (is_number_type(spec.type)) return append_number(thread, spec, value, out);
  switch (spec.type) {
    case 'a':
    case 'r': {
      Value text = TRY(ascii(thread, value));
      return append_laid_out(thread, spec, text.as<Str>()->ascii(), out);
    }
    case 's':
    case 'b': {
      std::string text = TRY(bytes_for(thread, value));
      return append_laid_out(thread, spec, text, out);
    }
    case 'c': {
      char c = TRY(byte_for(thread, value));
      spec.precision = -1;
      return append_laid_out(thread, spec, {&c, 1}, out);
    }
    default: {
      FormatError error;
      set_unsupported_percent_type(spec, true, error);
      return raise_format_error(thread, error);
    }
  }
}

// Calls literal(start, end) for the text between specifiers and convert(spec) for each of them; make_key makes the key
// of one.
template <class Unit, class Literal, class MakeKey, class Convert>
Status walk_format(Thread& thread, const Unit* text, size_t count, bool is_bytes, ArgumentSource& source,
                   Literal literal, MakeKey make_key, Convert convert) {
  size_t at = 0;
  while (at < count) {
    size_t start = at;
    while (at < count && text[at] != '%') at++;
    literal(start, at);
    if (at == count) break;
    PercentSpec spec;
    FormatError error;
    bool parsed = parse_percent_spec(text, count, at + 1, is_bytes, spec, error);
    if (spec.has_key && !source.is_mapping()) return raise_type_error(thread, "format requires a mapping");
    if (!parsed && error.message == "incomplete format key") return raise_format_error(thread, error);
    if (spec.has_key) {
      Value key = TRY(make_key(spec.key_start, spec.key_start + spec.key_length));
      TRY(source.select(key));
    }
    if (!parsed) return raise_format_error(thread, error);
    bool is_percent_sign = spec.type == '%' && spec.end == at + 2;
    at = spec.end;
    if (is_percent_sign) {
      literal(at - 1, at);
      continue;
    }
    TRY(convert(spec));
  }
  if (source.has_rest()) {
    return raise_type_error(thread, "not all arguments converted during {} formatting", is_bytes ? "bytes" : "string");
  }
  return {};
}

}  // namespace

Value percent_format_str(Thread& thread, Str* format, Value arguments) {
  TextBuilder out(thread);
  ArgumentSource source(thread, arguments, false);
  auto make_key = [&](size_t start, size_t end) -> Value { return substring(thread, format, start, end); };
  auto convert = [&](PercentSpec& spec) { return append_conversion(thread, source, spec, out); };
  TRY(with_units(format, [&](auto* units, size_t count) {
    auto literal = [&](size_t start, size_t end) { out.append_units(units + start, end - start); };
    return walk_format(thread, units, count, false, source, literal, make_key, convert);
  }));
  return out.finish();
}

Status percent_format_bytes(Thread& thread, std::span<const uint8_t> format, Value arguments, std::string& out) {
  ArgumentSource source(thread, arguments, true);
  auto make_key = [&](size_t start, size_t end) -> Value {
    return make_bytes(thread, format.subspan(start, end - start));
  };
  auto convert = [&](PercentSpec& spec) { return append_bytes_conversion(thread, source, spec, out); };
  auto literal = [&](size_t start, size_t end) {
    out.append(reinterpret_cast<const char*>(format.data()) + start, end - start);
  };
  return walk_format(thread, format.data(), format.size(), true, source, literal, make_key, convert);
}

}  // namespace memphis

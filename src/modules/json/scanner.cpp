// make_scanner: reads a JSON value out of a text.
#include <cstddef>
#include <cstring>

#include "base/number_text.h"
#include "modules/json/json.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/int_operations.h"
#include "runtime/named_access.h"
#include "runtime/str_units.h"

namespace memphis::json {

namespace {

struct Scanner : Cell {
  Field object_hook;
  Field object_pairs_hook;
  Field parse_float;
  Field parse_int;
  Field parse_constant;
  bool is_strict;
};

bool is_space(uint32_t c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_digit(uint32_t c) { return c >= '0' && c <= '9'; }

template <class Unit>
class Parser {
 public:
  Parser(Thread& thread, const Scanner* scanner, Str* text, const Unit* units, uint64_t length)
      : thread_(thread),
        scanner_(*scanner),
        text_(text),
        units_(units),
        length_(length),
        float_is_plain_(scanner->parse_float.get() == Value(thread.runtime.type(TypeId::kFloat))),
        int_is_plain_(scanner->parse_int.get() == Value(thread.runtime.type(TypeId::kInt))) {}

  // The value at text[at]; `at` is then behind it. StopIteration(position) when there is none.
  Value read_value(uint64_t& at) {
    if (at >= length_) return fail_value(at);
    switch (units_[at]) {
      case '"': return read_string(thread_, text_, at + 1, scanner_.is_strict, at);
      case '{': return read_object(at);
      case '[': return read_array(at);
      case 'n': return read_literal(at, "null", Value::none());
      case 't': return read_literal(at, "true", Value::true_value());
      case 'f': return read_literal(at, "false", Value::false_value());
      case 'N': return read_constant(at, "NaN");
      case 'I': return read_constant(at, "Infinity");
      case '-':
        if (starts_with(at, "-Infinity")) return read_constant(at, "-Infinity");
        break;
      default: break;
    }
    return read_number(at);
  }

 private:
  static constexpr uint64_t kKeyCacheSize = 64;
  static constexpr uint64_t kMaximumCachedKey = 32;

  FailureOfAnyType fail_value(uint64_t at) {
    return raise_stop_iteration(thread_, make_int(thread_, static_cast<int64_t>(at)));
  }
  FailureOfAnyType fail(const char* message, uint64_t at) { return raise_decode_error(thread_, message, text_, at); }

  void skip_space(uint64_t& at) const {
    while (at < length_ && is_space(units_[at])) at++;
  }
  bool is_at(uint64_t at, char c) const { return at < length_ && units_[at] == static_cast<Unit>(c); }

  bool starts_with(uint64_t at, std::string_view word) const {
    if (length_ - at < word.size()) return false;
    for (size_t i = 0; i < word.size(); i++) {
      if (units_[at + i] != static_cast<Unit>(word[i])) return false;
    }
    return true;
  }

  Value read_literal(uint64_t& at, std::string_view word, Value value) {
    if (!starts_with(at, word)) return fail_value(at);
    at += word.size();
    return value;
  }

  Value read_constant(uint64_t& at, std::string_view word) {
    if (!starts_with(at, word)) return fail_value(at);
    at += word.size();
    return call(thread_, scanner_.parse_constant, {Value(TRY(intern_text(thread_.runtime, word)))});
  }

  // ---- Numbers ----

  Value read_number(uint64_t& at) {
    const uint64_t start = at;
    uint64_t end = at;
    if (is_at(end, '-')) end++;
    if (end >= length_ || !is_digit(units_[end])) return fail_value(start);
    if (units_[end] == '0') {
      end++;
    } else {
      skip_digits(end);
    }
    bool is_float = false;
    if (is_at(end, '.') && end + 1 < length_ && is_digit(units_[end + 1])) {
      is_float = true;
      end += 1;
      skip_digits(end);
    }
    if (is_at(end, 'e') || is_at(end, 'E')) {
      uint64_t exponent = end + 1;
      if (is_at(exponent, '+') || is_at(exponent, '-')) exponent++;
      if (exponent < length_ && is_digit(units_[exponent])) {
        is_float = true;
        skip_digits(exponent);
        end = exponent;
      }
    }
    at = end;
    return is_float ? make_float_value(start, end) : make_int_value(start, end);
  }

  void skip_digits(uint64_t& at) const {
    while (at < length_ && is_digit(units_[at])) at++;
  }

  std::string number_text(uint64_t start, uint64_t end) const { return std::string(units_ + start, units_ + end); }

  Value make_float_value(uint64_t start, uint64_t end) {
    constexpr uint64_t kShort = 64;
    if (!float_is_plain_) {
      return call(thread_, scanner_.parse_float, {Value(TRY(make_str(thread_, number_text(start, end))))});
    }
    if (end - start > kShort) return make_float(thread_, parse_double_prefix(number_text(start, end)).value);
    char text[kShort];
    for (uint64_t i = start; i < end; i++) text[i - start] = static_cast<char>(units_[i]);
    return make_float(thread_, parse_double_prefix({text, end - start}).value);
  }

  Value make_int_value(uint64_t start, uint64_t end) {
    constexpr uint64_t kSafeDigits = 18;
    const bool negative = units_[start] == '-';
    if (!int_is_plain_) {
      return call(thread_, scanner_.parse_int, {Value(TRY(make_str(thread_, number_text(start, end))))});
    }
    if (end - start > kSafeDigits) {
      const std::string text = number_text(start, end);
      return int_from_text(thread_, text, 10, TRY(make_str(thread_, text)));
    }
    int64_t number = 0;
    for (uint64_t i = start + negative; i < end; i++) number = number * 10 + static_cast<int64_t>(units_[i] - '0');
    return make_int(thread_, negative ? -number : number);
  }

  // ---- Containers ----

  Value read_array(uint64_t& at) {
    NativeRecursion guard(thread_, " while decoding a JSON array from a unicode string");
    if (guard.failed()) return Failure{};
    List* list = TRY(make_list(thread_));
    at++;
    skip_space(at);
    if (is_at(at, ']')) {
      at++;
      return list;
    }
    while (true) {
      TRY(list_append(thread_, list, TRY(read_value(at))));
      skip_space(at);
      if (is_at(at, ']')) break;
      if (!is_at(at, ',')) return fail("Expecting ',' delimiter", at);
      const uint64_t comma = at++;
      skip_space(at);
      if (is_at(at, ']')) return fail("Illegal trailing comma before end of array", comma);
    }
    at++;
    return list;
  }

  Value read_object(uint64_t& at) {
    NativeRecursion guard(thread_, " while decoding a JSON object from a unicode string");
    if (guard.failed()) return Failure{};
    Value pairs_hook = scanner_.object_pairs_hook;
    const bool has_pairs = !pairs_hook.is_none();
    Value object = has_pairs ? Value(TRY(make_list(thread_))) : Value(TRY(make_dict(thread_)));
    at++;
    skip_space(at);
    if (!is_at(at, '}')) TRY(read_members(at, object, has_pairs));
    at++;
    if (has_pairs) return call(thread_, pairs_hook, {object});
    if (Value hook = scanner_.object_hook; !hook.is_none()) return call(thread_, hook, {object});
    return object;
  }

  Status read_members(uint64_t& at, Value object, bool has_pairs) {
    while (true) {
      if (!is_at(at, '"')) return fail("Expecting property name enclosed in double quotes", at);
      Value key = TRY(read_key(at));
      skip_space(at);
      if (!is_at(at, ':')) return fail("Expecting ':' delimiter", at);
      at++;
      skip_space(at);
      Value value = TRY(read_value(at));
      if (has_pairs) {
        TRY(list_append(thread_, object.as<List>(), TRY(make_tuple(thread_, {key, value}))));
      } else {
        TRY(dict_set(thread_, object.as<Dict>(), key, value));
      }
      skip_space(at);
      if (is_at(at, '}')) return {};
      if (!is_at(at, ',')) return fail("Expecting ',' delimiter", at);
      const uint64_t comma = at++;
      skip_space(at);
      if (is_at(at, '}')) return fail("Illegal trailing comma before end of object", comma);
    }
  }

  // Keys occur again and again: short ones are remembered.
  Value read_key(uint64_t& at) {
    const uint64_t begin = at + 1;
    if constexpr (sizeof(Unit) == 1) {
      uint64_t end = begin;
      uint64_t hash = 0;
      while (end < length_ && units_[end] != '"' && units_[end] != '\\' && units_[end] >= 0x20 &&
             end - begin < kMaximumCachedKey) {
        hash = hash * 31 + units_[end++];
      }
      if (end < length_ && units_[end] == '"') {
        Value& cached = keys_[(hash ^ hash >> 8) % kKeyCacheSize];
        const uint64_t size = end - begin;
        at = end + 1;
        if (!cached.is_unbound() && cached.as<Str>()->length() == size && cached.as<Str>()->width() == 1 &&
            std::memcmp(cached.as<Str>()->data(), units_ + begin, size) == 0) {
          return cached;
        }
        cached = TRY(make_str_latin1(thread_, {units_ + begin, size}));
        return cached;
      }
    }
    return read_string(thread_, text_, begin, scanner_.is_strict, at);
  }

  Thread& thread_;
  const Scanner& scanner_;
  Str* text_;
  const Unit* units_;
  uint64_t length_;
  bool float_is_plain_, int_is_plain_;
  Value keys_[kKeyCacheSize];  // on the native stack, where the collector finds them
};

Value scanner_new(Thread& thread, Value* args) {
  Value context = args[1];
  auto* scanner = TRY(allocate_instance<Scanner>(thread, args[0].as<Type>()));
  scanner->is_strict = TRY(is_true(thread, TRY(get_attribute_text(thread, context, "strict"))));
  scanner->object_hook.set(scanner, TRY(get_attribute_text(thread, context, "object_hook")));
  scanner->object_pairs_hook.set(scanner, TRY(get_attribute_text(thread, context, "object_pairs_hook")));
  scanner->parse_float.set(scanner, TRY(get_attribute_text(thread, context, "parse_float")));
  scanner->parse_int.set(scanner, TRY(get_attribute_text(thread, context, "parse_int")));
  scanner->parse_constant.set(scanner, TRY(get_attribute_text(thread, context, "parse_constant")));
  return scanner;
}

Value scanner_call(Thread& thread, Value* args) {
  const auto* scanner = args[0].as<Scanner>();
  const int64_t index = TRY(ssize_argument(thread, args[2]));
  if (!is_str(args[1])) {
    return raise_type_error(thread, "first argument must be a string, not {}", type_name(thread, args[1]));
  }
  if (index < 0) return raise_value_error(thread, "idx cannot be negative");
  auto* text = args[1].as<Str>();
  auto at = static_cast<uint64_t>(index);
  Value value = with_units(text, [&](const auto* units, size_t count) {
    return Parser(thread, scanner, text, units, count).read_value(at);
  });
  if (value.is_error()) return value;
  return make_tuple(thread, {value, make_int(thread, static_cast<int64_t>(at))});
}

Value get_strict(Thread&, Value self) { return Value::boolean(self.as<Scanner>()->is_strict); }

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, context)", scanner_new, "", NativeKind::kStaticMethod},
    {"__call__(self, string, idx)", scanner_call},
};
constexpr MemberDefinition kMembers[] = {
    {"object_hook", offsetof(Scanner, object_hook)},       {"object_pairs_hook", offsetof(Scanner, object_pairs_hook)},
    {"parse_float", offsetof(Scanner, parse_float)},       {"parse_int", offsetof(Scanner, parse_int)},
    {"parse_constant", offsetof(Scanner, parse_constant)},
};
constexpr GetSetDefinition kAttributes[] = {
    {"strict", get_strict, nullptr, "strict", true},
};

}  // namespace

constinit const TypeSpec kScannerType = {
    .name = "Scanner",
    .module = "_json",
    .basic_size = sizeof(Scanner),
    .native_fields = 5,
    .methods = kMethods,
    .attributes = kAttributes,
    .members = kMembers,
    .doc = "Reads JSON values.",
};

}  // namespace memphis::json

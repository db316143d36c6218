// The module unicodedata: the Unicode character database, as it is today and (ucd_3_2_0) as it was in version 3.2.0.
//
// Every function is there twice: of the module, and as a method of the type UCD, whose one instance is version 3.2.0.
#include <vector>

#include "base/unicode.h"
#include "base/unicode_names.h"
#include "base/unicode_normalize.h"
#include "base/unicode_old.h"
#include "modules/module_support.h"
#include "modules/modules.h"
#include "runtime/argument_support.h"
#include "runtime/codecs.h"
#include "runtime/str_units.h"

namespace memphis {

namespace {

enum class Version : bool { kNow, kOld };

// Methods have a self in front of the arguments.
template <Version version>
Value* arguments_of(Value* args) {
  return version == Version::kOld ? args + 1 : args;
}

// The one character of an argument; position 0: the function's only one.
Fallible<char32_t> character_argument(Thread& thread, Value value, const char* function, int position = 0) {
  if (!is_str(value)) return raise_argument_error(thread, function, position, "a unicode character", value);
  const auto* text = value.as<Str>();
  if (text->length() == 1) return static_cast<char32_t>(text->at(0));
  const std::string which = position == 0 ? "argument" : fmt::format("argument {}", position);
  return raise_type_error(thread, "{}(): {} must be a unicode character, not a string of length {}", function, which,
                          text->length());
}

bool is_missing(Version version, char32_t c) { return version == Version::kOld && !unicode::old::is_assigned(c); }

Value default_or_error(Thread& thread, Value otherwise, const char* message) {
  if (!otherwise.is_unbound()) return otherwise;
  return raise_value_error(thread, "{}", message);
}

// ---- Properties ----

template <Version version>
Value category(Thread& thread, Value* args) {
  const char32_t c = TRY(character_argument(thread, arguments_of<version>(args)[0], "category"));
  return intern_text(thread.runtime, version == Version::kOld ? unicode::old::category(c) : unicode::category(c));
}

template <Version version>
Value bidirectional(Thread& thread, Value* args) {
  const char32_t c = TRY(character_argument(thread, arguments_of<version>(args)[0], "bidirectional"));
  return intern_text(thread.runtime,
                     version == Version::kOld ? unicode::old::bidirectional(c) : unicode::bidirectional(c));
}

template <Version version>
Value east_asian_width(Thread& thread, Value* args) {
  const char32_t c = TRY(character_argument(thread, arguments_of<version>(args)[0], "east_asian_width"));
  return intern_text(thread.runtime,
                     version == Version::kOld ? unicode::old::east_asian_width(c) : unicode::east_asian_width(c));
}

template <Version version>
Value combining(Thread& thread, Value* args) {
  const char32_t c = TRY(character_argument(thread, arguments_of<version>(args)[0], "combining"));
  return Value::small_int(is_missing(version, c) ? 0 : static_cast<int64_t>(unicode::combining_class(c)));
}

template <Version version>
Value mirrored(Thread& thread, Value* args) {
  const char32_t c = TRY(character_argument(thread, arguments_of<version>(args)[0], "mirrored"));
  return Value::small_int(version == Version::kOld ? unicode::old::is_mirrored(c) : unicode::is_mirrored(c));
}

template <Version version>
Value decomposition(Thread& thread, Value* args) {
  const char32_t c = TRY(character_argument(thread, arguments_of<version>(args)[0], "decomposition"));
  std::string text;
  if (!is_missing(version, c)) unicode::append_decomposition(text, c);
  return make_str(thread, text);
}

template <Version version>
Value decimal(Thread& thread, Value* args) {
  Value* arguments = arguments_of<version>(args);
  const char32_t c = TRY(character_argument(thread, arguments[0], "decimal", 1));
  int value = version == Version::kOld ? unicode::old::decimal_value(c) : unicode::decimal_value(c);
  if (value >= 0) return Value::small_int(value);
  return default_or_error(thread, arguments[1], "not a decimal");
}

template <Version version>
Value digit(Thread& thread, Value* args) {
  Value* arguments = arguments_of<version>(args);
  const char32_t c = TRY(character_argument(thread, arguments[0], "digit", 1));
  // In CPython characters that came after 3.2.0 are digits there, but neither decimal nor numeric.
  if (int value = unicode::digit_value(c); value >= 0) return Value::small_int(value);
  return default_or_error(thread, arguments[1], "not a digit");
}

template <Version version>
Value numeric(Thread& thread, Value* args) {
  Value* arguments = arguments_of<version>(args);
  const char32_t c = TRY(character_argument(thread, arguments[0], "numeric", 1));
  double value;
  if (!is_missing(version, c) && unicode::numeric_value(c, value)) return make_float(thread, value);
  return default_or_error(thread, arguments[1], "not a numeric character");
}

// ---- Names ----

template <Version version>
Value name(Thread& thread, Value* args) {
  Value* arguments = arguments_of<version>(args);
  const char32_t c = TRY(character_argument(thread, arguments[0], "name", 1));
  std::string text;
  if (!is_missing(version, c) && unicode::append_name(text, c)) return make_str(thread, text);
  return default_or_error(thread, arguments[1], "no such name");
}

template <Version version>
Value lookup(Thread& thread, Value* args) {
  constexpr size_t kMaximumName = 256;
  TextOrBytes given(thread);
  TRY(given.acquire(arguments_of<version>(args)[0]));
  std::span<const uint8_t> bytes = given.bytes();
  if (bytes.size() > kMaximumName) return raise_key_error(thread, TRY(make_str(thread, "name too long")));
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  char32_t c;
  if (unicode::lookup_name(text, c)) return make_character(thread, c);
  unicode::NamedSequence sequence;
  if (version == Version::kNow && unicode::lookup_sequence(text, sequence)) {
    return make_str_utf32(thread, {reinterpret_cast<const uint32_t*>(sequence.text), sequence.length});
  }
  DecodeState state;
  Str* replace = TRY(make_str(thread, "replace"));
  Value shown = TRY(decode_native(thread, Codec::kUtf8, bytes, given.object(), replace, state));
  return raise_key_error(thread, TRY(make_str(thread, "undefined character name '" + text_of(shown) + "'")));
}

// ---- Normal forms ----

struct FormName {
  std::string_view name;
  unicode::Form form;
};
constexpr FormName kForms[] = {
    {"NFC", unicode::Form::kNFC},
    {"NFKC", unicode::Form::kNFKC},
    {"NFD", unicode::Form::kNFD},
    {"NFKD", unicode::Form::kNFKD},
};

Fallible<unicode::Form> form_of(Thread& thread, const Str* name) {
  for (const FormName& form : kForms) {
    if (name->is_ascii() && name->ascii() == form.name) return form.form;
  }
  return raise_value_error(thread, "invalid normalization form");
}

void normalize_text(Version version, unicode::Form form, const Str* text, std::vector<uint32_t>& out) {
  with_units(text, [&](const auto* units, size_t count) {
    if (version == Version::kOld) {
      unicode::normalize_old(form, units, count, out);
    } else {
      unicode::normalize(form, units, count, out);
    }
  });
}

bool is_surely_normalized(Version version, unicode::Form form, const Str* text) {
  if (text->is_ascii()) return true;
  return version == Version::kNow && with_units(text, [&](const auto* units, size_t count) {
           return unicode::is_surely_normalized(form, units, count);
         });
}

template <Version version>
Value normalize(Thread& thread, Value* args) {
  Value* arguments = arguments_of<version>(args);
  Str* form_name = TRY(str_argument(thread, arguments[0], "normalize", 1));
  Str* text = TRY(str_argument(thread, arguments[1], "normalize", 2));
  if (text->length() == 0) return substring(thread, text, 0, 0);
  const unicode::Form form = TRY(form_of(thread, form_name));
  if (is_surely_normalized(version, form, text)) return substring(thread, text, 0, text->length());
  std::vector<uint32_t> normal;
  normalize_text(version, form, text, normal);
  return make_str_utf32(thread, normal);
}

template <Version version>
Value is_normalized(Thread& thread, Value* args) {
  Value* arguments = arguments_of<version>(args);
  Str* form_name = TRY(str_argument(thread, arguments[0], "is_normalized", 1));
  Str* text = TRY(str_argument(thread, arguments[1], "is_normalized", 2));
  if (text->length() == 0) return Value::true_value();
  const unicode::Form form = TRY(form_of(thread, form_name));
  if (is_surely_normalized(version, form, text)) return Value::true_value();
  std::vector<uint32_t> normal;
  normalize_text(version, form, text, normal);
  return Value::boolean(normal.size() == text->length() && with_units(text, [&](const auto* units, size_t count) {
                          return std::equal(units, units + count, normal.begin());
                        }));
}

// ---- Tables ----

constexpr char kCategoryDoc[] = "The character's general category, such as 'Lu'.";
constexpr char kBidirectionalDoc[] = "The character's bidirectional class, such as 'AL'; '' for none.";
constexpr char kCombiningDoc[] = "The character's canonical combining class; 0 for none.";
constexpr char kEastAsianDoc[] = "The character's width in East Asian text, such as 'Na'.";
constexpr char kMirroredDoc[] = "1 if the character is mirrored in bidirectional text, else 0.";
constexpr char kDecompositionDoc[] = "The character's decomposition mapping as text; '' for none.";
constexpr char kDecimalDoc[] = "The character's value as a decimal digit; the default, or ValueError, for others.";
constexpr char kDigitDoc[] = "The character's value as a digit; the default, or ValueError, for others.";
constexpr char kNumericDoc[] = "The character's numeric value as a float; the default, or ValueError, for others.";
constexpr char kNameDoc[] = "The character's name; the default, or ValueError, if it has none.";
constexpr char kLookupDoc[] = "The character (or sequence of characters) of that name. KeyError if there is none.";
constexpr char kNormalizeDoc[] = "The text in normal form NFC, NFKC, NFD or NFKD.";
constexpr char kIsNormalizedDoc[] = "Whether the text is in normal form NFC, NFKC, NFD or NFKD.";

constexpr NativeDefinition kFunctions[] = {
    {"category(chr, /)", category<Version::kNow>, kCategoryDoc},
    {"bidirectional(chr, /)", bidirectional<Version::kNow>, kBidirectionalDoc},
    {"combining(chr, /)", combining<Version::kNow>, kCombiningDoc},
    {"east_asian_width(chr, /)", east_asian_width<Version::kNow>, kEastAsianDoc},
    {"mirrored(chr, /)", mirrored<Version::kNow>, kMirroredDoc},
    {"decomposition(chr, /)", decomposition<Version::kNow>, kDecompositionDoc},
    {"decimal(chr, default=<unrepresentable>, /)", decimal<Version::kNow>, kDecimalDoc},
    {"digit(chr, default=<unrepresentable>, /)", digit<Version::kNow>, kDigitDoc},
    {"numeric(chr, default=<unrepresentable>, /)", numeric<Version::kNow>, kNumericDoc},
    {"name(chr, default=<unrepresentable>, /)", name<Version::kNow>, kNameDoc},
    {"lookup(name, /)", lookup<Version::kNow>, kLookupDoc},
    {"normalize(form, unistr, /)", normalize<Version::kNow>, kNormalizeDoc},
    {"is_normalized(form, unistr, /)", is_normalized<Version::kNow>, kIsNormalizedDoc},
};

constexpr NativeDefinition kMethods[] = {
    {"category(self, chr, /)", category<Version::kOld>, kCategoryDoc},
    {"bidirectional(self, chr, /)", bidirectional<Version::kOld>, kBidirectionalDoc},
    {"combining(self, chr, /)", combining<Version::kOld>, kCombiningDoc},
    {"east_asian_width(self, chr, /)", east_asian_width<Version::kOld>, kEastAsianDoc},
    {"mirrored(self, chr, /)", mirrored<Version::kOld>, kMirroredDoc},
    {"decomposition(self, chr, /)", decomposition<Version::kOld>, kDecompositionDoc},
    {"decimal(self, chr, default=<unrepresentable>, /)", decimal<Version::kOld>, kDecimalDoc},
    {"digit(self, chr, default=<unrepresentable>, /)", digit<Version::kOld>, kDigitDoc},
    {"numeric(self, chr, default=<unrepresentable>, /)", numeric<Version::kOld>, kNumericDoc},
    {"name(self, chr, default=<unrepresentable>, /)", name<Version::kOld>, kNameDoc},
    {"lookup(self, name, /)", lookup<Version::kOld>, kLookupDoc},
    {"normalize(self, form, unistr, /)", normalize<Version::kOld>, kNormalizeDoc},
    {"is_normalized(self, form, unistr, /)", is_normalized<Version::kOld>, kIsNormalizedDoc},
};

Value get_version(Thread& thread, Value) { return make_str(thread, unicode::old::kUnicodeVersion); }

constexpr GetSetDefinition kAttributes[] = {
    {"unidata_version", get_version, nullptr, "", true},
};

constexpr TypeSpec kDatabaseType = {
    .name = "UCD",
    .module = "unicodedata",
    .basic_size = sizeof(Cell),
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
    .methods = kMethods,
    .attributes = kAttributes,
};

}  // namespace

Value create_unicodedata_module(Thread& thread) {
  Module* module =
      TRY(make_native_module(thread, "unicodedata", "The Unicode character database, version 16.0.0.", kFunctions));
  Type* type = TRY(add_module_type(thread, module, kDatabaseType));
  TRY(set_module_attribute(thread, module, "ucd_3_2_0", TRY(allocate_instance<Cell>(thread, type))));
  TRY(set_module_attribute(thread, module, "unidata_version", TRY(make_str(thread, unicode::kUnicodeVersion))));
  return module;
}

}  // namespace memphis

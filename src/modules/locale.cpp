// The module _locale: the conventions of languages and countries. They belong to the process, not to a Runtime.
#include <langinfo.h>
#include <libintl.h>

#include <climits>
#include <clocale>
#include <cwchar>
#include <vector>

#include "modules/module_support.h"
#include "modules/modules.h"
#include "runtime/argument_support.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/exception_class.h"
#include "runtime/file_path.h"
#include "runtime/make.h"

namespace memphis {

namespace {

constexpr char kErrorKey = 0;

Type* error_type(Thread& thread) {
  return module_exception_class(thread, &kErrorKey, "locale", "Error", ExceptionId::kException);
}

FailureOfAnyType raise_locale_error(Thread& thread, const char* message) {
  Value text = TRY(make_str(thread, message));
  Value type = TRY(error_type(thread));
  return raise_value(thread, TRY(call(thread, type, {text})));
}

// The bytes of a text argument; `function` null: nobody is named.
Fallible<std::string> text_argument(Thread& thread, Value value, const char* function, int position) {
  return encode_path(thread, Value(TRY(str_argument(thread, value, function, position))));
}

Value setlocale_function(Thread& thread, Value* args) {
  const int category = TRY(int_argument(thread, args[0]));
  Str* wanted = TRY(optional_text_argument(thread, args[1], "setlocale", 2));
  if (wanted == nullptr) {
    const char* current = setlocale(category, nullptr);
    return current == nullptr ? Value(raise_locale_error(thread, "locale query failed")) : decode_path(thread, current);
  }
  const std::string name = TRY(encode_path(thread, Value(wanted)));
  const char* result = setlocale(category, name.c_str());
  if (result == nullptr) return raise_locale_error(thread, "unsupported locale setting");
  return decode_path(thread, result);
}

// ---- localeconv ----

Value grouping_value(Thread& thread, const char* grouping) {
  List* sizes = TRY(make_list(thread));
  if (grouping == nullptr || *grouping == '\0') return sizes;
  // What ends the list is its last item: 0, repeat the last size; CHAR_MAX, no more groups.
  do {
    TRY(list_append(thread, sizes, Value::small_int(*grouping)));
  } while (*grouping != '\0' && *grouping++ != CHAR_MAX);
  return sizes;
}

Value localeconv_function(Thread& thread, Value*) {
  const lconv* conventions = localeconv();
  Dict* result = TRY(make_dict(thread));
  auto add = [&](const char* name, Value value) -> Status {
    if (value.is_error()) return Failure{};
    return dict_set(thread, result, TRY(make_str(thread, name)), value);
  };
  auto add_text = [&](const char* name, const char* text) { return add(name, decode_path(thread, text)); };
  auto add_number = [&](const char* name, char number) { return add(name, Value::small_int(number)); };
  TRY(add_text("int_curr_symbol", conventions->int_curr_symbol));
  TRY(add_text("currency_symbol", conventions->currency_symbol));
  TRY(add_text("mon_decimal_point", conventions->mon_decimal_point));
  TRY(add_text("mon_thousands_sep", conventions->mon_thousands_sep));
  TRY(add("mon_grouping", grouping_value(thread, conventions->mon_grouping)));
  TRY(add_text("positive_sign", conventions->positive_sign));
  TRY(add_text("negative_sign", conventions->negative_sign));
  TRY(add_number("int_frac_digits", conventions->int_frac_digits));
  TRY(add_number("frac_digits", conventions->frac_digits));
  TRY(add_number("p_cs_precedes", conventions->p_cs_precedes));
  TRY(add_number("p_sep_by_space", conventions->p_sep_by_space));
  TRY(add_number("n_cs_precedes", conventions->n_cs_precedes));
  TRY(add_number("n_sep_by_space", conventions->n_sep_by_space));
  TRY(add_number("p_sign_posn", conventions->p_sign_posn));
  TRY(add_number("n_sign_posn", conventions->n_sign_posn));
  TRY(add_text("decimal_point", conventions->decimal_point));
  TRY(add_text("thousands_sep", conventions->thousands_sep));
  TRY(add("grouping", grouping_value(thread, conventions->grouping)));
  return result;
}

// ---- Comparing ----

// The characters and a zero at the end. ValueError when one of them is zero.
Fallible<std::vector<wchar_t>> wide_text(Thread& thread, Str* text) {
  std::vector<wchar_t> result(text->length() + 1);
  for (uint64_t i = 0; i < text->length(); i++) {
    if (text->at(i) == 0) return raise_value_error(thread, "embedded null character");
    result[i] = static_cast<wchar_t>(text->at(i));
  }
  return result;
}

Value strcoll_function(Thread& thread, Value* args) {
  Str* left = TRY(str_argument(thread, args[0], "strcoll", 1));
  Str* right = TRY(str_argument(thread, args[1], "strcoll", 2));
  const std::vector<wchar_t> wide_left = TRY(wide_text(thread, left)), wide_right = TRY(wide_text(thread, right));
  return make_int(thread, wcscoll(wide_left.data(), wide_right.data()));
}

Value strxfrm_function(Thread& thread, Value* args) {
  const std::vector<wchar_t> text = TRY(wide_text(thread, TRY(str_argument(thread, args[0], "strxfrm", 0))));
  errno = 0;
  std::vector<wchar_t> result(wcsxfrm(nullptr, text.data(), 0) + 1);
  wcsxfrm(result.data(), text.data(), result.size());
  if (errno != 0 && errno != ERANGE) return raise_os_error(thread, errno);
  std::vector<uint32_t> characters(result.begin(), result.end() - 1);
  return make_str_utf32(thread, characters);
}

// ---- Items ----

constexpr ModuleConstant kCategories[] = {
#define CATEGORY(name) {#name, name},
#define ITEM(name)
#include "modules/locale_constants.def"
#undef CATEGORY
#undef ITEM
};
constexpr ModuleConstant kItems[] = {
#define CATEGORY(name)
#define ITEM(name) {#name, name},
#include "modules/locale_constants.def"
#undef CATEGORY
#undef ITEM
};

Value nl_langinfo_function(Thread& thread, Value* args) {
  const int key = TRY(int_argument(thread, args[0]));
  for (const ModuleConstant& item : kItems) {
    if (item.value == key) return decode_path(thread, nl_langinfo(key));
  }
  return raise_value_error(thread, "unsupported langinfo constant");
}

Value getencoding_function(Thread& thread, Value*) {
  const char* name = nl_langinfo(CODESET);
  return make_str(thread, *name == '\0' ? "UTF-8" : name);
}

// ---- Messages in other languages ----

Value gettext_function(Thread& thread, Value* args) {
  return decode_path(thread, gettext(TRY(text_argument(thread, args[0], "gettext", 0)).c_str()));
}

Value dgettext_function(Thread& thread, Value* args) {
  const std::string domain = args[0].is_none() ? "" : TRY(text_argument(thread, args[0], "dgettext", 1));
  const std::string message = TRY(text_argument(thread, args[1], "dgettext", 2));
  return decode_path(thread, dgettext(args[0].is_none() ? nullptr : domain.c_str(), message.c_str()));
}

Value dcgettext_function(Thread& thread, Value* args) {
  const std::string domain = args[0].is_none() ? "" : TRY(text_argument(thread, args[0], "dcgettext", 1));
  const std::string message = TRY(text_argument(thread, args[1], "dcgettext", 2));
  const int category = TRY(int_argument(thread, args[2]));
  return decode_path(thread, dcgettext(args[0].is_none() ? nullptr : domain.c_str(), message.c_str(), category));
}

Value textdomain_function(Thread& thread, Value* args) {
  const std::string domain = args[0].is_none() ? "" : TRY(text_argument(thread, args[0], "textdomain", 0));
  const char* result = textdomain(args[0].is_none() ? nullptr : domain.c_str());
  if (result == nullptr) return raise_os_error(thread, errno);
  return decode_path(thread, result);
}

Value bindtextdomain_function(Thread& thread, Value* args) {
  const std::string domain = TRY(text_argument(thread, args[0], "bindtextdomain", 1));
  if (domain.empty()) return raise_locale_error(thread, "domain must be a non-empty string");
  std::string folder;
  if (!args[1].is_none()) folder = TRY(encode_path(thread, args[1]));
  const char* result = bindtextdomain(domain.c_str(), args[1].is_none() ? nullptr : folder.c_str());
  if (result == nullptr) return raise_os_error(thread, errno);
  return decode_path(thread, result);
}

Value bind_textdomain_codeset_function(Thread& thread, Value* args) {
  const std::string domain = TRY(text_argument(thread, args[0], "bind_textdomain_codeset", 1));
  Str* codeset = TRY(optional_text_argument(thread, args[1], "bind_textdomain_codeset", 2));
  const std::string name = codeset == nullptr ? "" : text_of(Value(codeset));
  const char* result = bind_textdomain_codeset(domain.c_str(), codeset == nullptr ? nullptr : name.c_str());
  if (result == nullptr) return Value::none();
  return decode_path(thread, result);
}

constexpr NativeDefinition kFunctions[] = {
    {"setlocale(category, locale=<unrepresentable>, /)", setlocale_function,
     "Sets the conventions of a category, or tells them when no locale is given."},
    {"localeconv()", localeconv_function, "How numbers and amounts of money are written: a dict."},
    {"strcoll(os1, os2, /)", strcoll_function, "Compares two strs as the locale orders them: -1, 0 or 1."},
    {"strxfrm(string, /)", strxfrm_function, "A str whose order is that of the locale."},
    {"nl_langinfo(key, /)", nl_langinfo_function, "One of the locale's texts."},
    {"getencoding()", getencoding_function, "The encoding of the locale."},
    {"gettext(msg, /)", gettext_function, "The translation of a message."},
    {"dgettext(domain, msg, /)", dgettext_function, "The translation of a message of a domain."},
    {"dcgettext(domain, msg, category, /)", dcgettext_function, "The translation of a message of domain and category."},
    {"textdomain(domain, /)", textdomain_function, "Sets the domain of gettext(), or tells it for None."},
    {"bindtextdomain(domain, dir, /)", bindtextdomain_function, "Sets where the messages of a domain are."},
    {"bind_textdomain_codeset(domain, codeset, /)", bind_textdomain_codeset_function,
     "Sets the encoding of a domain's messages."},
};

}  // namespace

Value create_locale_module(Thread& thread) {
  Module* module =
      TRY(make_native_module(thread, "_locale", "The conventions of languages and countries.", kFunctions));
  TRY(set_module_attribute(thread, module, "Error", TRY(error_type(thread))));
  TRY(set_module_attribute(thread, module, "CHAR_MAX", Value::small_int(CHAR_MAX)));
  for (std::span<const ModuleConstant> table :
       {std::span<const ModuleConstant>(kCategories), std::span<const ModuleConstant>(kItems)}) {
    TRY(add_constants(thread, module, table));
  }
  return module;
}

}  // namespace memphis

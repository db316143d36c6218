// Signature texts: parsing, and binding the arguments of a call to a native function's parameters.
#include <algorithm>
#include <cstring>

#include "base/spelling.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/make.h"
#include "runtime/native.h"

namespace memphis {

namespace {

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

struct ParameterTexts {
  std::vector<std::string_view> parts;
  size_t optional_from = SIZE_MAX;  // "a[, b[, c]]": what stands in brackets may be left out
};

// Splits at commas outside of brackets and quotes.
ParameterTexts split_parameters(std::string_view text) {
  ParameterTexts result;
  size_t begin = 0;
  int depth = 0;
  char quote = 0;
  for (size_t i = 0; i <= text.size(); i++) {
    char c = i < text.size() ? text[i] : ',';
    if (quote != 0) {
      if (c == quote) quote = 0;
      if (i < text.size()) continue;
    }
    if (c == '\'' || c == '"') quote = c;
    bool opens_optional = c == '[' && depth == 0 && text.substr(i).starts_with("[,");
    bool closes_optional = c == ']' && depth == 0;
    if (!opens_optional && (c == '(' || c == '{' || c == '[')) depth++;
    if (!closes_optional && (c == ')' || c == '}' || c == ']')) depth--;
    if ((c == ',' && depth == 0) || opens_optional || closes_optional || i == text.size()) {
      std::string_view part = trim(text.substr(begin, i - begin));
      if (!part.empty()) result.parts.push_back(part);
      begin = i + 1;
    }
    if (opens_optional) result.optional_from = std::min(result.optional_from, result.parts.size());
  }
  return result;
}

void delete_signature(Signature* signature) { delete signature; }

}  // namespace

const Signature* parse_signature(Runtime& runtime, const char* text, bool is_method, bool tells_keywords) {
  auto* signature = new Signature;
  signature->tells_keywords = tells_keywords;
  runtime.signatures.emplace_back(signature, delete_signature);
  std::string_view all(text);
  signature->text = all;
  size_t open = all.find('(');
  signature->function_name = all.substr(0, open);
  signature->is_method = is_method;
  std::string_view inner = all.substr(open + 1, all.rfind(')') - open - 1);
  bool keyword_only = false;
  bool all_required = true;
  ParameterTexts texts = split_parameters(inner);
  for (std::string_view part : texts.parts) {
    if (part == "/") {
      signature->positional_only_count = static_cast<uint16_t>(signature->parameters.size());
    } else if (part == "*") {
      keyword_only = true;
    } else if (part.starts_with("**")) {
      signature->has_var_keywords = true;
    } else if (part.starts_with("*")) {
      signature->has_var_args = true;
      keyword_only = true;
    } else {
      SignatureParameter parameter;
      size_t equals = part.find('=');
      bool has_default = equals != std::string_view::npos;
      parameter.optional = has_default || signature->parameters.size() >= texts.optional_from;
      parameter.name = intern_text(runtime, trim(part.substr(0, equals)));
      if (has_default) parameter.default_text = trim(part.substr(equals + 1));
      if (parameter.optional) all_required = false;
      signature->parameters.push_back(parameter);
      if (!keyword_only) {
        signature->positional_count++;
        if (!parameter.optional) signature->required_count = signature->positional_count;
      }
    }
  }
  signature->is_simple = all_required && !signature->has_var_args && !signature->has_var_keywords &&
                         signature->parameters.size() == signature->positional_count;
  return signature;
}

namespace {

std::string display_name(Thread& thread, const NativeFunction* native) {
  std::string name = text_of(native->name.get());
  Value self = native->self;
  if (!self.is_unbound() && (!native->takes_no_self || self.is_kind(Kind::kType))) {
    return text_of((self.is_kind(Kind::kType) ? self.as<Type>() : type_of(thread, self))->qualified_name) + "." + name;
  }
  if (native->owner.get() != nullptr) return text_of(native->owner->qualified_name) + "." + name;
  Value module = native->module;
  if (is_str(module) && text_of(module) != "builtins") return text_of(module) + "." + name;
  return name;
}

// Messages name the class when a constructor was called, as CPython's constructors do.
std::string bare_name(const NativeFunction* native) {
  if (native->definition->shown_name != nullptr) return native->definition->shown_name;
  Value self = native->self;
  bool is_new = native->takes_no_self && self.is_kind(Kind::kType);
  if (is_new) return text_of(self.as<Type>()->name);
  std::string name = text_of(native->name.get());
  const bool is_of_type = (name == "__init__" || name == "__call__") && native->owner.get() != nullptr;
  return is_of_type ? text_of(native->owner->name) : name;
}

bool is_slot_wrapper(Thread& thread, const NativeFunction* native) {
  const Runtime& runtime = thread.runtime;
  return native->shape() == runtime.root_shape(TypeId::kWrapperDescriptor) ||
         native->shape() == runtime.root_shape(TypeId::kMethodWrapper);
}

const char* plural(size_t count) { return count == 1 ? "" : "s"; }

// CPython words these after how the C function is declared, which the signature tells. Counts leave self out.
struct ArgumentCounts {
  ArgumentCounts(const Signature& signature, const Arguments& arguments) {
    size_t self = signature.is_method ? 1 : 0;
    all = signature.parameters.size() - self;
    maximum = signature.positional_count - self;
    minimum = signature.required_count - self;
    positional_only = signature.positional_only_count > self ? signature.positional_only_count - self : 0;
    minimum_by_position = std::min(positional_only, minimum);
    given = arguments.positional_count() - self;
    given_by_name = arguments.keyword_count();
  }
  size_t all, maximum, minimum, positional_only, minimum_by_position, given, given_by_name;
};

// "append expected 1 argument, got 0" and its kin: functions that take nothing by name.
FailureOfAnyType raise_positional_count(Thread& thread, const NativeFunction* native, const ArgumentCounts& counts) {
  std::string own_name = text_of(native->name.get());
  std::string bare = bare_name(native);
  const auto& [all, maximum, minimum, positional_only, minimum_by_position, given, given_by_name] = counts;
  if (is_slot_wrapper(thread, native) && bare == own_name) {
    if (minimum != maximum && bare != "__get__") {
      return raise_type_error(thread, "expected {} or {} arguments, got {}", minimum, maximum, given);
    }
    if (maximum < 2) return raise_type_error(thread, "expected {} argument{}, got {}", maximum, plural(maximum), given);
  }
  std::string name = bare == own_name ? display_name(thread, native) : bare;
  if (maximum == 0) return raise_type_error(thread, "{}() takes no arguments ({} given)", name, given);
  bool is_wrapped = native->definition->errors == CallErrors::kCounted;
  bool takes_one = minimum == 1 && maximum == 1 && !native->signature->has_var_args;
  if (takes_one && bare == own_name && !is_wrapped) {
    return raise_type_error(thread, "{}() takes exactly one argument ({} given)", name, given);
  }
  bool is_exact = minimum == maximum && !native->signature->has_var_args;
  const char* bound = is_exact ? "" : given < minimum ? "at least " : "at most ";
  size_t wanted = given < minimum ? minimum : maximum;
  return raise_type_error(thread, "{} expected {}{} argument{}, got {}", bare, bound, wanted, plural(wanted), given);
}

// Whether the number of arguments can be right, before they are looked at one by one.
Status check_counts(Thread& thread, const NativeFunction* native, const Arguments& arguments) {
  const Signature& signature = *native->signature;
  ArgumentCounts counts(signature, arguments);
  const auto& [all, maximum, minimum, positional_only, minimum_by_position, given, given_by_name] = counts;
  bool only_by_position = positional_only == all || native->definition->errors == CallErrors::kCounted;
  bool is_wrong = given < minimum_by_position || (given > maximum && !signature.has_var_args);
  if (only_by_position) {
    if (is_wrong && given_by_name == 0) return raise_positional_count(thread, native, counts);
    if (positional_only == all) return {};
  }
  std::string name = bare_name(native);
  if (given + given_by_name > all && !signature.has_var_args && !signature.has_var_keywords) {
    return raise_type_error(thread, "{}() takes at most {} {}argument{} ({} given)", name, all,
                            given == 0 ? "keyword " : "", plural(all), given + given_by_name);
  }
  if (!is_wrong) return {};
  if (maximum == 0) return raise_type_error(thread, "{}() takes no positional arguments", name);
  bool too_few = given < minimum_by_position;
  size_t wanted = too_few ? minimum_by_position : maximum;
  bool exactly = too_few ? minimum_by_position >= maximum : minimum >= maximum;
  return raise_type_error(thread, "{}() takes {} {} positional argument{} ({} given)", name,
                          exactly   ? "exactly"
                          : too_few ? "at least"
                                    : "at most",
                          wanted, plural(wanted), given);
}

// CallErrors::kNoPosition: the first keyword that no free parameter has, or simply the first.
FailureOfAnyType raise_invalid_keyword(Thread& thread, const NativeFunction* native, const Arguments& arguments) {
  const std::vector<SignatureParameter>& parameters = native->signature->parameters;
  auto names = arguments.keyword_names->view();
  auto is_invalid = [&](Value name) {
    for (size_t i = arguments.positional_count(); i < parameters.size(); i++) {
      if (strs_equal(parameters[i].name, name.as<Str>())) return false;
    }
    return true;
  };
  auto found = std::find_if(names.begin(), names.end(), is_invalid);
  return raise_type_error(thread, "'{}' is an invalid keyword argument for {}()",
                          text_of(found == names.end() ? names.front() : *found), bare_name(native));
}

FailureOfAnyType raise_missing(Thread& thread, const NativeFunction* native, size_t index, const Arguments& arguments) {
  const Signature& signature = *native->signature;
  if (index < signature.positional_only_count) {
    return raise_positional_count(thread, native, ArgumentCounts(signature, arguments));
  }
  std::string parameter = text_of(signature.parameters[index].name);
  if (native->definition->errors == CallErrors::kNoPosition) {
    if (arguments.keyword_count() == 1) return raise_invalid_keyword(thread, native, arguments);
    return raise_type_error(thread, "{}() missing required argument '{}'", bare_name(native), parameter);
  }
  return raise_type_error(thread, "{}() missing required argument '{}' (pos {})", bare_name(native), parameter,
                          index + 1 - (signature.is_method ? 1 : 0));
}

// A keyword argument that found no parameter, or one that has a value already.
FailureOfAnyType raise_bad_keyword(Thread& thread, const NativeFunction* native, const Arguments& arguments) {
  const Signature& signature = *native->signature;
  std::string name = bare_name(native);
  CallErrors errors = native->definition->errors;
  if (errors == CallErrors::kNoPosition) return raise_invalid_keyword(thread, native, arguments);
  if (errors == CallErrors::kCounted && signature.has_var_args && arguments.positional_count() == 0) {
    return raise_type_error(thread, "{} expected at least 1 argument, got 0", name);
  }
  std::vector<std::string> candidates;
  for (size_t i = signature.positional_only_count; i < signature.parameters.size(); i++) {
    Str* parameter = signature.parameters[i].name;
    candidates.push_back(text_of(parameter));
    if (i >= arguments.positional_count()) continue;
    for (Value given : arguments.keyword_names->view()) {
      if (!strs_equal(parameter, given.as<Str>())) continue;
      return raise_type_error(thread, "argument for {}() given by name ('{}') and position ({})", name,
                              candidates.back(), i + 1 - (signature.is_method ? 1 : 0));
    }
  }
  for (Value given : arguments.keyword_names->view()) {
    std::string unknown = text_of(given);
    if (std::find(candidates.begin(), candidates.end(), unknown) != candidates.end()) continue;
    std::string suggestion = suggest_name(candidates, unknown);
    if (!suggestion.empty()) suggestion = ". Did you mean '" + suggestion + "'?";
    return raise_type_error(thread, "{}() got an unexpected keyword argument '{}'{}", name, unknown, suggestion);
  }
  return raise_system_error(thread, "a keyword argument was rejected without a reason");
}

// Gives a keyword argument to its parameter, or to **kwargs (`extra`); false: neither takes it.
Fallible<bool> bind_keyword(Thread& thread, const Signature& signature, Str* name, Value value, Value* slots,
                            Value& extra) {
  for (size_t i = signature.positional_only_count; i < signature.parameters.size(); i++) {
    Str* parameter = signature.parameters[i].name;
    if (parameter != name && !strs_equal(parameter, name)) continue;
    if (!slots[i].is_unbound()) return false;
    slots[i] = value;
    return true;
  }
  if (!signature.has_var_keywords) return false;
  if (extra.is_unbound()) extra = TRY(make_dict(thread));
  TRY(dict_set(thread, extra.as<Dict>(), name, value));
  return true;
}

// A built-in __new__ without keywords does not mind them when a derived class has an __init__ of its own.
bool leaves_keywords_to_init(const NativeFunction* native, const Arguments& arguments) {
  bool is_new = native->takes_no_self && native->self.get().is_kind(Kind::kType);
  if (!is_new || !arguments.values[0].is_kind(Kind::kType)) return false;
  return arguments.values[0].as<Type>()->special_method(Special::kInit) !=
         native->self.get().as<Type>()->special_method(Special::kInit);
}

// So does list.__init__ when the class has a __new__ of its own. (No other type has such an __init__.)
bool leaves_keywords_to_new(Thread& thread, const NativeFunction* native, const Arguments& arguments) {
  const Type* list = thread.runtime.type(TypeId::kList);
  if (list->special_method(Special::kInit) != Value(const_cast<NativeFunction*>(native))) return false;
  return type_of(thread, arguments.values[0])->special_method(Special::kNew) != list->special_method(Special::kNew);
}

FailureOfAnyType raise_takes_no_keywords(Thread& thread, const NativeFunction* native) {
  std::string shown = bare_name(native);
  if (shown == text_of(native->name.get())) shown = display_name(thread, native);
  return raise_type_error(thread, "{}() takes no keyword arguments", shown);
}

}  // namespace

Status bind_native(Thread& thread, const NativeFunction* native, const Arguments& arguments, Value* slots) {
  const Signature& signature = *native->signature;
  size_t positional = arguments.positional_count();
  size_t parameters = signature.parameters.size();
  size_t keywords = arguments.count - positional;
  size_t taken = std::min<size_t>(positional, signature.positional_count);
  bool takes_keywords = signature.positional_only_count != parameters || signature.has_var_keywords;
  if (keywords != 0 && !takes_keywords) {
    bool ignored = leaves_keywords_to_init(native, arguments) || leaves_keywords_to_new(thread, native, arguments);
    if (!ignored) return raise_takes_no_keywords(thread, native);
    keywords = 0;
  }
  bool is_overfull = positional + keywords > parameters || positional > signature.positional_count;
  if (is_overfull || positional < signature.positional_only_count) TRY(check_counts(thread, native, arguments));
  for (size_t i = 0; i < taken; i++) slots[i] = arguments.values[i];
  for (size_t i = taken; i < signature.slot_count(); i++) slots[i] = Value::unbound();
  Value extra;
  bool is_bound = true;
  for (size_t i = 0; i < keywords; i++) {
    auto* name = arguments.keyword_names->items[i].as<Str>();
    is_bound &= TRY(bind_keyword(thread, signature, name, arguments.values[positional + i], slots, extra));
  }
  for (size_t i = taken; i < parameters; i++) {
    if (slots[i].is_unbound() && !signature.parameters[i].optional) return raise_missing(thread, native, i, arguments);
  }
  if (!is_bound) return raise_bad_keyword(thread, native, arguments);
  size_t slot = parameters;
  if (signature.has_var_args) {
    slots[slot++] = TRY(make_tuple(thread, std::span<const Value>(arguments.values + taken, positional - taken)));
  }
  if (signature.has_var_keywords) slots[slot++] = extra;
  if (signature.tells_keywords && keywords != 0) slots[slot] = Value::true_value();
  return {};
}

}  // namespace memphis

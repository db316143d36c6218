// Signature texts: parsing, and binding the arguments of a call to a native function's parameters.
#include <cstring>

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

// Splits at commas outside of brackets and quotes.
std::vector<std::string_view> split_parameters(std::string_view text) {
  std::vector<std::string_view> parts;
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
    if (c == '(' || c == '{' || c == '[') depth++;
    if (c == ')' || c == '}' || c == ']') depth--;
    if ((c == ',' && depth == 0) || i == text.size()) {
      std::string_view part = trim(text.substr(begin, i - begin));
      if (!part.empty()) parts.push_back(part);
      begin = i + 1;
    }
  }
  return parts;
}

void delete_signature(Signature* signature) { delete signature; }

}  // namespace

const Signature* parse_signature(Runtime& runtime, const char* text, bool is_method) {
  auto* signature = new Signature;
  runtime.signatures.emplace_back(signature, delete_signature);
  std::string_view all(text);
  signature->text = all;
  size_t open = all.find('(');
  signature->function_name = all.substr(0, open);
  signature->is_method = is_method;
  std::string_view inner = all.substr(open + 1, all.rfind(')') - open - 1);
  bool keyword_only = false;
  bool all_required = true;
  for (std::string_view part : split_parameters(inner)) {
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
      parameter.optional = equals != std::string_view::npos;
      parameter.name = intern_text(runtime, trim(part.substr(0, equals)));
      if (parameter.optional) parameter.default_text = trim(part.substr(equals + 1));
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
    return type_name(self.is_kind(Kind::kType) ? self.as<Type>() : type_of(thread, self)) + "." + name;
  }
  if (native->owner.get() != nullptr) return type_name(native->owner) + "." + name;
  Value module = native->module;
  if (is_str(module) && text_of(module) != "builtins") return text_of(module) + "." + name;
  return name;
}

// Messages name the class when a constructor was called, as CPython's constructors do.
std::string bare_name(const NativeFunction* native) {
  Value self = native->self;
  bool is_new = native->takes_no_self && self.is_kind(Kind::kType);
  if (is_new) return text_of(self.as<Type>()->name);
  std::string name = text_of(native->name.get());
  const bool is_of_type = (name == "__init__" || name == "__call__") && native->owner.get() != nullptr;
  return is_of_type ? text_of(native->owner->name) : name;
}

bool is_slot_wrapper(Thread& thread, const NativeFunction* native) {
  return native->shape() == thread.runtime.root_shape(TypeId::kWrapperDescriptor);
}

// CPython words these after how the C function is declared; the commonest wordings are followed.
FailureOfAnyType raise_too_many(Thread& thread, const NativeFunction* native, size_t given) {
  const Signature& signature = *native->signature;
  size_t self = signature.is_method ? 1 : 0;
  size_t maximum = signature.positional_count - self;
  size_t minimum = signature.required_count - self;
  given -= self;
  std::string name = bare_name(native);
  if (name == text_of(native->name.get())) name = display_name(thread, native);
  bool all_positional_only = signature.positional_only_count == signature.parameters.size();
  if (is_slot_wrapper(thread, native) && bare_name(native) == text_of(native->name.get())) {
    const char* plural = maximum == 1 ? "" : "s";
    if (minimum != maximum)
      return raise_type_error(thread, "expected {} or {} arguments, got {}", minimum, maximum, given);
    return raise_type_error(thread, "expected {} argument{}, got {}", maximum, plural, given);
  }
  if (maximum == 0 && signature.parameters.size() == self) {
    return raise_type_error(thread, "{}() takes no arguments ({} given)", name, given);
  }
  if (all_positional_only) {
    std::string bare = bare_name(native);
    if (minimum == maximum && maximum == 1 && bare == text_of(native->name.get())) {
      return raise_type_error(thread, "{}() takes exactly one argument ({} given)", name, given);
    }
    const char* bound = minimum == maximum ? "" : given < minimum ? "at least " : "at most ";
    size_t wanted = given < minimum ? minimum : maximum;
    return raise_type_error(thread, "{} expected {}{} argument{}, got {}", bare, bound, wanted, wanted == 1 ? "" : "s",
                            given);
  }
  const char* positional = signature.parameters.size() > signature.positional_count ? "positional " : "";
  return raise_type_error(thread, "{}() takes {} {} {}argument{} ({} given)", bare_name(native),
                          minimum == maximum ? "exactly" : "at most", maximum, positional, maximum == 1 ? "" : "s",
                          given);
}

FailureOfAnyType raise_missing(Thread& thread, const NativeFunction* native, size_t index, size_t given) {
  const Signature& signature = *native->signature;
  if (index < signature.positional_only_count) {
    if (signature.positional_only_count == signature.parameters.size()) return raise_too_many(thread, native, given);
    size_t self = signature.is_method ? 1 : 0;
    size_t required = signature.required_count < signature.positional_only_count ? signature.required_count
                                                                                 : signature.positional_only_count;
    required -= self;
    return raise_type_error(thread, "{}() takes {} {} positional argument{} ({} given)", bare_name(native), "at least",
                            required, required == 1 ? "" : "s", given - self);
  }
  size_t self = signature.is_method ? 1 : 0;
  return raise_type_error(thread, "{}() missing required argument '{}' (pos {})", bare_name(native),
                          text_of(signature.parameters[index].name), index + 1 - self);
}

Status bind_keyword(Thread& thread, const NativeFunction* native, Str* name, Value value, Value* slots, Value& extra) {
  const Signature& signature = *native->signature;
  for (size_t i = signature.positional_only_count; i < signature.parameters.size(); i++) {
    Str* parameter = signature.parameters[i].name;
    if (parameter != name && !strs_equal(parameter, name)) continue;
    if (!slots[i].is_unbound()) {
      size_t self = signature.is_method ? 1 : 0;
      return raise_type_error(thread, "argument for {}() given by name ('{}') and position ({})", bare_name(native),
                              text_of(name), i + 1 - self);
    }
    slots[i] = value;
    return {};
  }
  if (signature.has_var_keywords) {
    if (extra.is_unbound()) extra = TRY(make_dict(thread));
    return dict_set(thread, extra.as<Dict>(), name, value);
  }
  if (signature.positional_only_count == signature.parameters.size()) {
    std::string shown = bare_name(native);
    if (shown == text_of(native->name.get())) shown = display_name(thread, native);
    return raise_type_error(thread, "{}() takes no keyword arguments", shown);
  }
  return raise_type_error(thread, "{}() got an unexpected keyword argument '{}'", bare_name(native), text_of(name));
}

}  // namespace

Status bind_native(Thread& thread, const NativeFunction* native, const Arguments& arguments, Value* slots) {
  const Signature& signature = *native->signature;
  size_t positional = arguments.positional_count();
  size_t parameters = signature.parameters.size();
  size_t taken = positional < signature.positional_count ? positional : signature.positional_count;
  if (positional > signature.positional_count && !signature.has_var_args)
    return raise_too_many(thread, native, positional);
  for (size_t i = 0; i < taken; i++) slots[i] = arguments.values[i];
  for (size_t i = taken; i < signature.slot_count(); i++) slots[i] = Value::unbound();
  Value extra;
  if (arguments.keyword_names != nullptr) {
    for (size_t i = 0; i < arguments.keyword_names->size; i++) {
      TRY(bind_keyword(thread, native, arguments.keyword_names->items[i].as<Str>(), arguments.values[positional + i],
                       slots, extra));
    }
  }
  for (size_t i = taken; i < parameters; i++) {
    if (slots[i].is_unbound() && !signature.parameters[i].optional) return raise_missing(thread, native, i, positional);
  }
  size_t slot = parameters;
  if (signature.has_var_args) {
    slots[slot++] = TRY(make_tuple(thread, std::span<const Value>(arguments.values + taken, positional - taken)));
  }
  if (signature.has_var_keywords) slots[slot] = extra;
  return {};
}

}  // namespace memphis

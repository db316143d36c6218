// Binding the arguments of a call to the parameters of a Python function, with CPython's error messages.
#include <algorithm>

#include "base/spelling.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

std::string shown_name(const Function* function) {
  Value name = function->qualified_name;
  return text_of(name.is_unbound() ? Value(function->code->qualified_name.get()) : name);
}

// "'a', 'b', and 'c'"
std::string quoted_list(const std::vector<std::string>& names) {
  std::string text;
  for (size_t i = 0; i < names.size(); i++) {
    if (i > 0) text += names.size() == 2 ? " and " : i + 1 == names.size() ? ", and " : ", ";
    text += "'" + names[i] + "'";
  }
  return text;
}

FailureOfAnyType raise_missing(Thread& thread, const Function* function, const Value* registers, uint32_t begin,
                               uint32_t end, const char* kind) {
  std::vector<std::string> missing;
  for (uint32_t i = begin; i < end; i++) {
    if (registers[i].is_unbound()) missing.push_back(text_of(function->code->local_names->items[i]));
  }
  return raise_type_error(thread, "{}() missing {} required {} argument{}: {}", shown_name(function), missing.size(),
                          kind, missing.size() == 1 ? "" : "s", quoted_list(missing));
}

FailureOfAnyType raise_too_many(Thread& thread, const Function* function, size_t given, const Value* registers) {
  const Code* code = function->code;
  size_t defaults = function->defaults.get() == nullptr ? 0 : function->defaults->size;
  size_t keyword_only_given = 0;
  for (uint32_t i = 0; i < code->keyword_only_count; i++) {
    if (!registers[code->argument_count + i].is_unbound()) keyword_only_given++;
  }
  size_t maximum = code->argument_count;
  std::string takes =
      defaults > 0 ? fmt::format("from {} to {}", maximum - defaults, maximum) : fmt::format("{}", maximum);
  bool plural = defaults > 0 || maximum != 1;
  std::string extra;
  if (keyword_only_given > 0) {
    extra = fmt::format(" positional argument{} (and {} keyword-only argument{})", given != 1 ? "s" : "",
                        keyword_only_given, keyword_only_given != 1 ? "s" : "");
  }
  return raise_type_error(thread, "{}() takes {} positional argument{} but {}{} {} given", shown_name(function), takes,
                          plural ? "s" : "", given, extra, given == 1 && keyword_only_given == 0 ? "was" : "were");
}

// Number of the parameter with this name at or after `first`: -1 if there is none.
int64_t find_parameter(const Code* code, const Str* name, uint32_t first) {
  uint32_t end = code->argument_count + code->keyword_only_count;
  Value* names = code->local_names->items;
  for (uint32_t i = first; i < end; i++) {
    if (names[i].cell() == name) return i;
  }
  for (uint32_t i = first; i < end; i++) {
    if (strs_equal(names[i].as<Str>(), name)) return i;
  }
  return -1;
}

// Positional-only parameters that were given by name: they all appear in the message.
FailureOfAnyType raise_unexpected_keyword(Thread& thread, const Function* function, const Arguments& arguments,
                                          Str* name) {
  const Code* code = function->code;
  std::string positional_only;
  for (uint32_t i = 0; i < code->positional_only_count; i++) {
    auto* parameter = code->local_names->items[i].as<Str>();
    for (Value given : arguments.keyword_names->view()) {
      if (!strs_equal(given.as<Str>(), parameter)) continue;
      if (!positional_only.empty()) positional_only += ", ";
      positional_only += text_of(parameter);
    }
  }
  if (!positional_only.empty()) {
    return raise_type_error(thread, "{}() got some positional-only arguments passed as keyword arguments: '{}'",
                            shown_name(function), positional_only);
  }
  std::vector<std::string> candidates;
  for (uint32_t i = code->positional_only_count; i < code->argument_count + code->keyword_only_count; i++) {
    candidates.push_back(text_of(code->local_names->items[i]));
  }
  std::string suggestion = suggest_name(candidates, text_of(name));
  if (!suggestion.empty()) {
    return raise_type_error(thread, "{}() got an unexpected keyword argument '{}'. Did you mean '{}'?",
                            shown_name(function), text_of(name), suggestion);
  }
  return raise_type_error(thread, "{}() got an unexpected keyword argument '{}'", shown_name(function), text_of(name));
}

Status bind_keywords(Thread& thread, Function* function, const Arguments& arguments, const Value* values,
                     Value* registers, Dict* extra) {
  const Code* code = function->code;
  for (size_t i = 0; i < arguments.keyword_names->size; i++) {
    Value name = arguments.keyword_names->items[i];
    if (!is_str(name)) return raise_type_error(thread, "{}() keywords must be strings", shown_name(function));
    int64_t parameter = find_parameter(code, name.as<Str>(), code->positional_only_count);
    if (parameter >= 0) {
      if (!registers[parameter].is_unbound()) {
        return raise_type_error(thread, "{}() got multiple values for argument '{}'", shown_name(function),
                                text_of(name));
      }
      registers[parameter] = values[i];
    } else if (extra != nullptr) {
      TRY(dict_set(thread, extra, name, values[i]));
    } else {
      return raise_unexpected_keyword(thread, function, arguments, name.as<Str>());
    }
  }
  return {};
}

Status fill_defaults(Thread& thread, Function* function, size_t positional, Value* registers) {
  const Code* code = function->code;
  uint32_t count = code->argument_count;
  if (positional < count) {
    uint32_t defaults = function->defaults.get() == nullptr ? 0 : static_cast<uint32_t>(function->defaults->size);
    uint32_t required = count > defaults ? count - defaults : 0;
    for (uint32_t i = 0; i < required; i++) {
      if (registers[i].is_unbound()) return raise_missing(thread, function, registers, 0, required, "positional");
    }
    for (uint32_t i = required; i < count; i++) {
      if (registers[i].is_unbound())
        registers[i] = function->defaults->items[i - required + (defaults > count ? defaults - count : 0)];
    }
  }
  bool missing = false;
  for (uint32_t i = 0; i < code->keyword_only_count; i++) {
    Value& target = registers[count + i];
    if (!target.is_unbound()) continue;
    if (function->keyword_defaults.get() != nullptr) {
      target = TRY(dict_get(thread, function->keyword_defaults, code->local_names->items[count + i]));
    }
    if (target.is_unbound()) missing = true;
  }
  if (missing)
    return raise_missing(thread, function, registers, count, count + code->keyword_only_count, "keyword-only");
  return {};
}

}  // namespace

Status bind_arguments(Thread& thread, Function* function, const Arguments& arguments, Value* registers) {
  const Code* code = function->code;
  size_t positional = arguments.positional_count();
  size_t keywords = arguments.count - positional;
  uint32_t count = code->argument_count;
  size_t taken = std::min<size_t>(positional, count);
  Tuple* rest = nullptr;
  Dict* extra = nullptr;
  if (code->has_var_args())
    rest = TRY(make_tuple(thread, std::span<const Value>(arguments.values + taken, positional - taken)));
  if (code->has_var_keywords()) extra = TRY(make_dict(thread));
  // The values of keyword arguments may lie where parameters go: keep them aside.
  Value small[16];
  Value* keyword_values = arguments.values + positional;
  Value holder;
  if (keywords != 0) {
    Value* copy = small;
    if (keywords > 16) {
      Tuple* tuple = TRY(allocate_tuple(thread, keywords));
      holder = tuple;
      copy = tuple->items;
    }
    std::copy(keyword_values, keyword_values + keywords, copy);
    keyword_values = copy;
  }
  if (registers != arguments.values) std::copy(arguments.values, arguments.values + taken, registers);
  std::fill(registers + taken, registers + code->parameter_count, Value::unbound());
  uint32_t slot = count + code->keyword_only_count;
  if (rest != nullptr) registers[slot++] = rest;
  if (extra != nullptr) registers[slot] = extra;
  if (keywords != 0) TRY(bind_keywords(thread, function, arguments, keyword_values, registers, extra));
  if (positional > count && rest == nullptr) return raise_too_many(thread, function, positional, registers);
  return fill_defaults(thread, function, positional, registers);
}

}  // namespace memphis

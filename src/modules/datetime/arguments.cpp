// Arguments of the constructors.
#include <climits>

#include "base/spelling.h"
#include "modules/datetime/datetime.h"
#include "runtime/argument_support.h"
#include "runtime/dict_operations.h"
#include "runtime/int_operations.h"

namespace memphis::datetime {

namespace {

FailureOfAnyType raise_too_many(Thread& thread, const ParameterNames& parameters, size_t given, bool by_position) {
  const size_t maximum = by_position ? parameters.positional : parameters.names.size();
  const char* kind = by_position && parameters.positional < parameters.names.size() ? "positional " : "";
  return raise_type_error(thread, "{} takes at most {} {}argument{} ({} given)", parameters.function, maximum, kind,
                          maximum == 1 ? "" : "s", given);
}

// Which parameter has the name; the number of parameters: none.
size_t find_parameter(const ParameterNames& parameters, std::string_view name) {
  size_t i = 0;
  while (i < parameters.names.size() && parameters.names[i] != name) i++;
  return i;
}

}  // namespace

Status bind_parameters(Thread& thread, const ParameterNames& parameters, Tuple* positional, Value keywords,
                       Value* values) {
  const size_t count = parameters.names.size();
  const size_t by_name = keywords.is_unbound() ? 0 : keywords.as<Dict>()->count;
  if (positional->size + by_name > count) return raise_too_many(thread, parameters, positional->size + by_name, false);
  if (positional->size > parameters.positional) return raise_too_many(thread, parameters, positional->size, true);
  for (size_t i = 0; i < count; i++) values[i] = i < positional->size ? positional->items[i] : Value::unbound();
  uint64_t position = 0;
  DictEntry entry;
  std::string unknown;
  while (by_name > 0 && dict_next(keywords.as<Dict>(), position, entry)) {
    const std::string name = text_of(entry.key);
    const size_t index = find_parameter(parameters, name);
    if (index == count) {
      if (unknown.empty()) unknown = name;
      continue;
    }
    if (!values[index].is_unbound()) {
      return raise_type_error(thread, "argument for {} given by name ('{}') and position ({})", parameters.function,
                              name, index + 1);
    }
    values[index] = entry.value;
  }
  for (size_t i = 0; i < parameters.required; i++) {
    if (!values[i].is_unbound()) {
      (void)TRY(int_of(thread, values[i]));  // what comes first is told first
      continue;
    }
    return raise_type_error(thread, "{} missing required argument '{}' (pos {})", parameters.function,
                            parameters.names[i], i + 1);
  }
  if (unknown.empty()) return {};
  const std::vector<std::string> candidates(parameters.names.begin(), parameters.names.end());
  std::string suggestion = suggest_name(candidates, unknown);
  if (!suggestion.empty()) suggestion = ". Did you mean '" + suggestion + "'?";
  return raise_type_error(thread, "{}{} got an unexpected keyword argument '{}'{}",
                          parameters.function == kUnnamedFunction ? "this " : "", parameters.function, unknown,
                          suggestion);
}

Fallible<int> int_of(Thread& thread, Value value) {
  if (is_float(value)) {
    return raise_type_error(thread, "'{}' object cannot be interpreted as an integer", type_name(thread, value));
  }
  Value index = TRY(to_index(thread, value));
  int64_t number;
  if (!int_to_int64(index, number)) {
    return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to C long");
  }
  if (number > INT_MAX) return raise(thread, ExceptionId::kOverflowError, "signed integer is greater than maximum");
  if (number < INT_MIN) return raise(thread, ExceptionId::kOverflowError, "signed integer is less than minimum");
  return static_cast<int>(number);
}

Status read_int(Thread& thread, Value value, int& number) {
  if (!value.is_unbound()) number = TRY(int_of(thread, value));
  return {};
}

Fallible<Bytes*> pickled_state(Thread& thread, Tuple* arguments, Value keywords, size_t size, size_t maximum_arguments,
                               const char* what, bool (*is_sane)(const uint8_t* bytes)) {
  if (arguments->size < 1 || arguments->size > maximum_arguments || !keywords.is_unbound()) return nullptr;
  Value first = arguments->items[0];
  if (first.is_kind(Kind::kBytes)) {
    auto* bytes = first.as<Bytes>();
    return bytes->size == size && is_sane(bytes->data) ? bytes : nullptr;
  }
  if (!is_str(first) || first.as<Str>()->length() != size) return nullptr;
  auto* text = first.as<Str>();
  uint8_t characters[16];
  bool is_narrow = true;
  for (size_t i = 0; i < size; i++) {
    is_narrow &= text->at(i) < 256;
    characters[i] = static_cast<uint8_t>(std::min<uint32_t>(text->at(i), 255));
    // A wide character is told apart only where it decides nothing.
    if (text->at(i) >= 256) characters[i] = 0;
  }
  if (!is_sane(characters)) return nullptr;
  if (!is_narrow) {
    return raise_value_error(thread,
                             "Failed to encode latin1 string when unpickling a {} object. pickle.load(data, "
                             "encoding='latin1') is assumed.",
                             what);
  }
  return TRY(make_bytes(thread, std::span<const uint8_t>(characters, size)));
}

Value truth_of(Comparison comparison, int difference) {
  switch (comparison) {
    case Comparison::kLess: return Value::boolean(difference < 0);
    case Comparison::kLessEqual: return Value::boolean(difference <= 0);
    case Comparison::kEqual: return Value::boolean(difference == 0);
    case Comparison::kNotEqual: return Value::boolean(difference != 0);
    case Comparison::kGreater: return Value::boolean(difference > 0);
    default: return Value::boolean(difference >= 0);
  }
}

}  // namespace memphis::datetime

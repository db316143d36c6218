// What the types of numbers share: text arguments, format specs, and shapes of their method tables.
#pragma once

#include <string>
#include <string_view>

#include "base/format_spec.h"
#include "builtins/text_arguments.h"
#include "runtime/native.h"
#include "runtime/operations.h"

namespace memphis {

FailureOfAnyType raise_format_error(Thread& thread, const FormatError& error);  // in text_arguments.cpp
// Parses the argument of a __format__ method; TypeError if it is no str. `empty` tells that the spec is the empty str.
Status parse_number_format(Thread& thread, Value spec, FormatDefaults defaults, std::string_view type_name,
                           FormatSpec& parsed, bool& empty);

// The text of a number in a str: decimal digits of any script become ASCII digits, any whitespace a blank, and what
// else is not ASCII a '?', which no number contains.
std::string number_text(const Str* str);
// The bytes of a bytes-like object; false if it is not one.
Fallible<bool> number_bytes(Thread& thread, Value object, std::string& text);
// repr(object), cut as CPython's messages cut it.
Fallible<std::string> shortened_repr(Thread& thread, Value object);

// A method self op other on ints, and its reflection.
using IntOperation = Value (*)(Thread& thread, Value left, Value right);

// The result of a comparison, by what kind of ordering it is asked for.
template <Comparison comparison, class Ordering>
constexpr bool ordering_holds(Ordering order) {
  switch (comparison) {
    case Comparison::kLess: return order < 0;
    case Comparison::kLessEqual: return order <= 0;
    case Comparison::kEqual: return order == 0;
    case Comparison::kNotEqual: return order != 0;
    case Comparison::kGreater: return order > 0;
    case Comparison::kGreaterEqual: return order >= 0;
  }
}

}  // namespace memphis

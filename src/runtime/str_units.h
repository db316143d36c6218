// Code over the characters of a str without regard to their width.
#pragma once

#include "objects/text.h"

namespace memphis {

// Calls visit(units, count) with `units` of the str's width.
template <class Visit>
decltype(auto) with_units(const Str* str, Visit visit) {
  switch (str->width()) {
    case 1: return visit(str->data(), static_cast<size_t>(str->length()));
    case 2: return visit(str->data16(), static_cast<size_t>(str->length()));
    default: return visit(str->data32(), static_cast<size_t>(str->length()));
  }
}

// Calls visit(units, count) with the units of a str that is being filled.
template <class Visit>
decltype(auto) with_mutable_units(Str* str, Visit visit) {
  switch (str->width()) {
    case 1: return visit(str->mutable_data(), static_cast<size_t>(str->length()));
    case 2: return visit(reinterpret_cast<uint16_t*>(str->mutable_data()), static_cast<size_t>(str->length()));
    default: return visit(reinterpret_cast<uint32_t*>(str->mutable_data()), static_cast<size_t>(str->length()));
  }
}

}  // namespace memphis

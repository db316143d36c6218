// What annotations are made of: type parameters, aliases, templates.
#pragma once

#include "objects/value.h"

namespace memphis {

// TypeVar, ParamSpec and TypeVarTuple share a layout. Bound, constraints and default may be given as functions that
// compute them when first asked for.
struct TypeParameter : Cell {
  Field name;            // Str
  Field bound;           // unbound: none, or not computed
  Field evaluate_bound;  // function; unbound: none
  Field constraints;     // Tuple
  Field evaluate_constraints;
  Field default_value;  // NoDefault: none; unbound: none, or not computed
  Field evaluate_default;
  bool covariant, contravariant, infer_variance;
};

// P.args, P.kwargs
struct ParamSpecPart : Cell {
  Field origin;
};

struct TypeAlias : Cell {
  Field name;        // Str
  Field parameters;  // Tuple; unbound: not generic
  Field compute;     // function; unbound: the value was given
  Field value;       // unbound: not computed
  Field module;      // unbound: that of `compute`
};

// What evaluate_bound and the like give when there is a value and no function.
struct ConstantEvaluator : Cell {
  Field value;
};

// t"..."
struct Template : Cell {
  Field strings;         // Tuple, one longer than the next
  Field interpolations;  // Tuple
};

struct Interpolation : Cell {
  Field value;
  Field expression;   // Str
  Field conversion;   // Str or None
  Field format_spec;  // Str
};

struct TemplateIterator : Cell {
  Field strings;         // iterator
  Field interpolations;  // iterator
  bool from_strings;
};

}  // namespace memphis

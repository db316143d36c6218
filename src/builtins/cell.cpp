// cell: the variable that closures share.
#include "builtins/support.h"
#include "builtins/types.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

CellObject* cell_of(Value self) { return self.as<CellObject>(); }

Value cell_new(Thread& thread, Value* args) {
  return TRY(make_cell_object(thread, args[1].is_unbound() ? Value(uint64_t{0}) : args[1]));
}

Value cell_repr(Thread& thread, Value* args) {
  Value contents = cell_of(args[0])->contents;
  std::string address = address_text(args[0]);
  if (contents.is_unbound()) return make_str(thread, fmt::format("<cell at {}: empty>", address));
  return make_str(thread, fmt::format("<cell at {}: {} object at {}>", address, type_name(thread, contents),
                                      address_text(contents)));
}

// By contents; an empty cell comes before any other.
Value compare_cells(Thread& thread, Value* args, Comparison comparison) {
  if (!args[1].is_kind(Kind::kCellObject)) return Value::not_implemented();
  Value left = cell_of(args[0])->contents;
  Value right = cell_of(args[1])->contents;
  if (!left.is_unbound() && !right.is_unbound()) return compare(thread, comparison, left, right);
  Value left_full = Value::small_int(left.is_unbound() ? 0 : 1);
  Value right_full = Value::small_int(right.is_unbound() ? 0 : 1);
  return compare(thread, comparison, left_full, right_full);
}

Value cell_lt(Thread& thread, Value* args) { return compare_cells(thread, args, Comparison::kLess); }
Value cell_le(Thread& thread, Value* args) { return compare_cells(thread, args, Comparison::kLessEqual); }
Value cell_eq(Thread& thread, Value* args) { return compare_cells(thread, args, Comparison::kEqual); }
Value cell_ne(Thread& thread, Value* args) { return compare_cells(thread, args, Comparison::kNotEqual); }
Value cell_gt(Thread& thread, Value* args) { return compare_cells(thread, args, Comparison::kGreater); }
Value cell_ge(Thread& thread, Value* args) { return compare_cells(thread, args, Comparison::kGreaterEqual); }

Value get_contents(Thread& thread, Value self) {
  Value contents = cell_of(self)->contents;
  if (contents.is_unbound()) return raise_value_error(thread, "Cell is empty");
  return contents;
}

Status set_contents(Thread& thread, Value self, Value value) {
  (void)thread;
  cell_of(self)->contents.set(self.cell(), value.is_unbound() ? Value(uint64_t{0}) : value);
  return {};
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, contents=None, /)", cell_new, "A cell, empty unless contents are given.",
     NativeKind::kStaticMethod},
    {"__repr__(self, /)", cell_repr, "Return repr(self)."},
    {"__lt__(self, value, /)", cell_lt, "Return self<value."},
    {"__le__(self, value, /)", cell_le, "Return self<=value."},
    {"__eq__(self, value, /)", cell_eq, "Return self==value."},
    {"__ne__(self, value, /)", cell_ne, "Return self!=value."},
    {"__gt__(self, value, /)", cell_gt, "Return self>value."},
    {"__ge__(self, value, /)", cell_ge, "Return self>=value."},
};

constexpr GetSetDefinition kAttributes[] = {
    {"cell_contents", get_contents, set_contents},
};

}  // namespace

constinit const TypeSpec kCellType = {
    .name = "cell",
    .id = TypeId::kCell,
    .layout = Kind::kCellObject,
    .basic_size = sizeof(CellObject),
    .flags = kTypeIsFinal,
    .methods = kMethods,
    .attributes = kAttributes,
    .doc = "A variable that functions share.",
    .text_signature = "([contents])",
};

}  // namespace memphis

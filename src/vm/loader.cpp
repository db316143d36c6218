// From plain-data code units to Code cells.
#include <cstdlib>

#include "base/number_text.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/intern.h"
#include "runtime/make.h"
#include "vm/body.h"
#include "vm/instrument.h"
#include "vm/sweep.h"

namespace memphis::vm {

namespace {

Value make_constant(Thread& thread, const Constant& constant);

Value make_constant_tuple(Thread& thread, const std::vector<Constant>& items) {
  Tuple* tuple = TRY(allocate_tuple(thread, items.size()));
  for (size_t i = 0; i < items.size(); i++) {
    Value item = TRY(make_constant(thread, items[i]));
    tuple->items[i] = item;
  }
  return tuple;
}

Value make_constant(Thread& thread, const Constant& constant) {
  switch (constant.kind) {
    case Constant::Kind::kNone: return Value::none();
    case Constant::Kind::kTrue: return Value::true_value();
    case Constant::Kind::kFalse: return Value::false_value();
    case Constant::Kind::kEllipsis: return Value::ellipsis();
    case Constant::Kind::kInt: return make_int(thread, constant.integer);
    case Constant::Kind::kBigInt: return int_from_literal(thread, constant.text);
    case Constant::Kind::kFloat: return make_float(thread, constant.real);
    case Constant::Kind::kComplex: return make_complex(thread, constant.real, constant.imaginary);
    case Constant::Kind::kStr:
      return constant.interned ? Value(TRY(intern_text(thread.runtime, constant.text)))
                               : Value(TRY(make_str(thread, constant.text)));
    case Constant::Kind::kBytes:
      return TRY(make_bytes(thread, {reinterpret_cast<const uint8_t*>(constant.text.data()), constant.text.size()}));
    case Constant::Kind::kTuple: return make_constant_tuple(thread, constant.items);
    case Constant::Kind::kFrozenSet: {
      Set* set = TRY(make_set(thread, TypeId::kFrozenSet));
      for (const Constant& item : constant.items) {
        Value value = TRY(make_constant(thread, item));
        (void)TRY(set_add(thread, set, value));
      }
      return set;
    }
  }
  return Value::none();
}

Tuple* make_names(Thread& thread, const std::vector<std::string>& names) {
  Tuple* tuple = TRY(allocate_tuple(thread, names.size()));
  for (size_t i = 0; i < names.size(); i++) tuple->items[i] = TRY(intern_text(thread.runtime, names[i]));
  return tuple;
}

void release_body(void* body) { delete static_cast<Body*>(body); }

void fill_counts(Code* code, const CodeUnit& unit) {
  code->flags = unit.flags;
  code->first_line = unit.first_line;
  code->argument_count = unit.argument_count;
  code->positional_only_count = unit.positional_only_count;
  code->keyword_only_count = unit.keyword_only_count;
  code->register_count = unit.register_count;
  code->has_locals_register = unit.has_locals_register;
  code->parameter_count =
      unit.argument_count + unit.keyword_only_count + code->has_var_args() + code->has_var_keywords();
  code->is_simple =
      unit.keyword_only_count == 0 && !code->has_var_args() && !code->has_var_keywords() && !code->is_generator_like();
  code->local_register_count = static_cast<uint32_t>(unit.local_names.size()) + (unit.has_locals_register ? 1 : 0);
  code->plain_argument_count = code->is_simple ? code->argument_count : ~0u;
}

Status fill_names(Thread& thread, Code* code, const CodeUnit& unit) {
  Str* name = TRY(intern_text(thread.runtime, unit.name));
  code->name.set(code, name);
  Str* qualified = TRY(intern_text(thread.runtime, unit.qualified_name));
  code->qualified_name.set(code, qualified);
  Str* filename = TRY(intern_text(thread.runtime, unit.filename));
  code->filename.set(code, filename);
  Tuple* locals = TRY(make_names(thread, unit.local_names));
  code->local_names.set(code, locals);
  Tuple* free_names = TRY(make_names(thread, unit.free_names));
  code->free_names.set(code, free_names);
  Tuple* globals = TRY(make_names(thread, unit.global_names));
  code->global_names.set(code, globals);
  Tuple* cells = TRY(allocate_tuple(thread, unit.cell_locals.size()));
  for (size_t i = 0; i < unit.cell_locals.size(); i++) cells->items[i] = locals->items[unit.cell_locals[i]];
  code->cell_names.set(code, cells);
  return {};
}

}  // namespace

Code* load(Thread& thread, CodeUnit& unit) {
  Runtime& runtime = thread.runtime;
  auto* code = TRY(allocate_builtin<Code>(thread, TypeId::kCode));
  code->engine = &kEngine;
  fill_counts(code, unit);
  TRY(fill_names(thread, code, unit));
  auto* body = new Body;
  body->instructions = std::move(unit.instructions);
  body->exception_table = std::move(unit.exception_table);
  body->positions = std::move(unit.positions);
  body->passed_lines = std::move(unit.passed_lines);
  body->scope = unit.scope;
  body->value_count = unit.value_count;
  code->body = body;
  code->entry_point = body->instructions.data();
  runtime.code_bodies.push_back({code, release_body});
  // Nested code follows the plain constants, as it does in co_consts.
  Tuple* constants = TRY(allocate_tuple(thread, unit.constants.size() + unit.children.size()));
  code->constants.set(code, constants);
  for (size_t i = 0; i < unit.constants.size(); i++) {
    Value constant = TRY(make_constant(thread, unit.constants[i]));
    constants->items[i] = constant;
  }
  for (size_t i = 0; i < unit.children.size(); i++) {
    Code* child = TRY(load(thread, *unit.children[i]));
    constants->items[unit.constants.size() + i] = child;
    body->children.push_back(static_cast<uint32_t>(unit.constants.size() + i));
  }
  if ((unit.flags & kCodeHasDocstring) != 0 && !unit.constants.empty()) {
    code->docstring.set(code, constants->items[0].as<Str>());
  }
  register_sweeper(runtime);
  if (runtime.instrumented != 0) instrument(code, runtime.instrumented);
  return code;
}

}  // namespace memphis::vm

// From Code cells back to plain-data code units.
#include <bit>
#include <string>

#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"
#include "vm/body.h"

namespace memphis::vm {

namespace {

std::string text_or_empty(const Str* text) {
  std::string out;
  if (text != nullptr) append_utf8(text, out);
  return out;
}

void copy_names(const Tuple* names, std::vector<std::string>& out) {
  for (Value name : names->view()) out.push_back(text_or_empty(name.as<Str>()));
}

void describe_int(Value value, Constant& constant) {
  constant.kind = Constant::Kind::kInt;
  if (int_to_int64(value, constant.integer)) return;
  constant.kind = Constant::Kind::kBigInt;
  IntReader reader(value);
  const IntView& view = reader.view();
  constant.text = view.negative ? "-0x" : "0x";
  for (size_t i = view.count; i > 0; i--) constant.text += fmt::format("{:016x}", view.limbs[i - 1]);
}

// False: no constant that a compiler makes.
bool describe_constant(Thread& thread, Value value, Constant& constant);

bool describe_items(Thread& thread, Value value, Constant& constant) {
  if (value.is_exactly(Kind::kTuple)) {
    constant.kind = Constant::Kind::kTuple;
    for (Value item : value.as<Tuple>()->view()) {
      if (!describe_constant(thread, item, constant.items.emplace_back())) return false;
    }
    return true;
  }
  if (type_of(thread, value) != thread.runtime.type(TypeId::kFrozenSet)) return false;
  constant.kind = Constant::Kind::kFrozenSet;
  uint64_t position = 0;
  SetEntry entry;
  while (set_next(value.as<Set>(), position, entry)) {
    if (!describe_constant(thread, entry.key, constant.items.emplace_back())) return false;
  }
  return true;
}

bool describe_constant(Thread& thread, Value value, Constant& constant) {
  if (value.is_none()) return true;
  if (value.is_bool()) {
    constant.kind = value.is_true() ? Constant::Kind::kTrue : Constant::Kind::kFalse;
  } else if (value == Value::ellipsis()) {
    constant.kind = Constant::Kind::kEllipsis;
  } else if (is_exact_int(value)) {
    describe_int(value, constant);
  } else if (value.is_immediate_float() || value.is_exactly(Kind::kFloat)) {
    constant.kind = Constant::Kind::kFloat;
    constant.real = float_value(value);
  } else if (value.is_exactly(Kind::kComplex)) {
    constant.kind = Constant::Kind::kComplex;
    constant.real = value.as<Complex>()->real;
    constant.imaginary = value.as<Complex>()->imaginary;
  } else if (value.is_exactly(Kind::kStr)) {
    constant.kind = Constant::Kind::kStr;
    constant.interned = value.as<Str>()->is_interned();
    constant.text = text_or_empty(value.as<Str>());
  } else if (value.is_exactly(Kind::kBytes)) {
    constant.kind = Constant::Kind::kBytes;
    auto bytes = value.as<Bytes>()->view();
    constant.text.assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  } else {
    return describe_items(thread, value, constant);
  }
  return true;
}

void copy_instructions(const Body* body, CodeUnit& unit) {
  for (size_t i = 0; i < body->instructions.size(); i++) {
    Instruction instruction = body->instruction_at(i);
    instruction.opcode = opcode_info(instruction.opcode).base;
    unit.instructions.push_back(instruction);
    for (int word = 0; word < opcode_info(instruction.opcode).cache_words; word++, i++) {
      unit.instructions.push_back(std::bit_cast<Instruction>(uint64_t{0}));
    }
  }
}

void copy_cells(const Code* code, CodeUnit& unit) {
  for (Value cell : code->cell_names->view()) {
    for (uint64_t i = 0; i < code->local_names->size; i++) {
      if (code->local_names->items[i] == cell) {
        unit.cell_locals.push_back(static_cast<uint16_t>(i));
        break;
      }
    }
  }
}

}  // namespace

std::unique_ptr<CodeUnit> unit_of(Thread& thread, const Code* code) {
  NativeRecursion guard(thread, "");
  if (guard.failed()) return nullptr;
  const Body* body = Body::of(code);
  auto unit = std::make_unique<CodeUnit>();
  unit->name = text_or_empty(code->name);
  unit->qualified_name = text_or_empty(code->qualified_name);
  unit->filename = text_or_empty(code->filename);
  unit->first_line = code->first_line;
  unit->flags = code->flags;
  unit->positional_only_count = code->positional_only_count;
  unit->argument_count = code->argument_count;
  unit->keyword_only_count = code->keyword_only_count;
  unit->register_count = code->register_count;
  unit->has_locals_register = code->has_locals_register;
  unit->value_count = body->value_count;
  unit->exception_table = body->exception_table;
  unit->positions = body->positions;
  unit->passed_lines = body->passed_lines;
  copy_names(code->local_names, unit->local_names);
  copy_names(code->free_names, unit->free_names);
  copy_names(code->global_names, unit->global_names);
  copy_cells(code, *unit);
  copy_instructions(body, *unit);
  size_t plain = code->constants->size - body->children.size();
  for (size_t i = 0; i < plain; i++) {
    if (describe_constant(thread, code->constants->items[i], unit->constants.emplace_back())) continue;
    (void)raise_value_error(thread, "unmarshallable object");
    return nullptr;
  }
  for (uint32_t index : body->children) {
    unit->children.push_back(unit_of(thread, code->constants->items[index].as<Code>()));
    if (unit->children.back() == nullptr) return nullptr;
  }
  return unit;
}

}  // namespace memphis::vm

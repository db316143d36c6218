// Reads the text that disassemble() writes.
#include <array>
#include <charconv>

#include "base/number_text.h"
#include "bytecode/disassembler.h"

namespace memphis {

namespace {

class UnitReader {
 public:
  explicit UnitReader(std::string_view text) : rest_(text) {}

  std::unique_ptr<CodeUnit> read() {
    next_line();
    std::unique_ptr<CodeUnit> unit = read_unit_here();
    return error_.empty() ? std::move(unit) : nullptr;
  }
  std::string error() { return std::move(error_); }

 private:
  std::unique_ptr<CodeUnit> read_unit_here();
  void read_entry(CodeUnit& unit, std::string_view word);
  void read_counts(CodeUnit& unit);
  void read_names(std::vector<std::string>& names);
  void read_instruction(CodeUnit& unit, uint32_t offset);
  void read_position(CodeUnit& unit, uint32_t offset);
  void read_handler(CodeUnit& unit);
  void read_passed_line(CodeUnit& unit);
  Constant read_constant();

  void next_line();
  void skip_spaces();
  std::string_view word();
  uint64_t number();
  int64_t signed_number();
  double real();
  std::string quoted();
  bool at_end() {
    skip_spaces();
    return line_.empty() || line_[0] == ';';
  }
  void expect(std::string_view what);
  void fail(const char* what) {
    if (error_.empty()) error_ = "line " + std::to_string(line_number_) + ": " + what;
  }

  std::string_view rest_;
  std::string_view line_;
  std::string error_;
  int line_number_ = 0;
};

void UnitReader::next_line() {
  if (rest_.empty()) {
    fail("text ends inside a unit");
    line_ = "end";
    return;
  }
  size_t end = rest_.find('\n');
  if (end == std::string_view::npos) end = rest_.size();
  line_ = rest_.substr(0, end);
  rest_.remove_prefix(std::min(end + 1, rest_.size()));
  line_number_++;
}

void UnitReader::skip_spaces() {
  while (!line_.empty() && (line_[0] == ' ' || line_[0] == ',')) line_.remove_prefix(1);
}

std::string_view UnitReader::word() {
  skip_spaces();
  size_t end = line_.find_first_of(" ,()[];");
  if (end == std::string_view::npos) end = line_.size();
  std::string_view found = line_.substr(0, end);
  line_.remove_prefix(end);
  return found;
}

uint64_t UnitReader::number() {
  std::string_view text = word();
  int base = 10;
  if (text.starts_with("0x")) {
    text.remove_prefix(2);
    base = 16;
  }
  uint64_t value = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), value, base).ec != std::errc()) fail("number expected");
  return value;
}

int64_t UnitReader::signed_number() {
  std::string_view text = word();
  int64_t value = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc()) fail("number expected");
  return value;
}

double UnitReader::real() {
  std::optional<double> value = parse_double(word());
  if (!value) fail("float expected");
  return value.value_or(0);
}

std::string UnitReader::quoted() {
  skip_spaces();
  std::string text;
  if (line_.empty() || line_[0] != '"') {
    fail("string expected");
    return text;
  }
  size_t at = 1;
  auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  for (; at < line_.size() && line_[at] != '"'; at++) {
    if (line_[at] != '\\' || at + 1 >= line_.size()) {
      text += line_[at];
    } else if (line_[++at] == 'n') {
      text += '\n';
    } else if (line_[at] == 'x' && at + 2 < line_.size()) {
      text += static_cast<char>(digit(line_[at + 1]) * 16 + digit(line_[at + 2]));
      at += 2;
    } else {
      text += line_[at];
    }
  }
  line_.remove_prefix(std::min(at + 1, line_.size()));
  return text;
}

void UnitReader::expect(std::string_view what) {
  if (word() != what) fail("unexpected word");
}

Constant UnitReader::read_constant() {
  Constant constant;
  std::string_view kind = word();
  using Kind = Constant::Kind;
  if (kind == "none") return constant;
  if (kind == "true") {
    constant.kind = Kind::kTrue;
  } else if (kind == "false") {
    constant.kind = Kind::kFalse;
  } else if (kind == "ellipsis") {
    constant.kind = Kind::kEllipsis;
  } else if (kind == "int") {
    constant.kind = Kind::kInt;
    constant.integer = signed_number();
  } else if (kind == "bigint") {
    constant.kind = Kind::kBigInt;
    constant.text = word();
  } else if (kind == "float") {
    constant.kind = Kind::kFloat;
    constant.real = real();
  } else if (kind == "complex") {
    constant.kind = Kind::kComplex;
    constant.real = real();
    constant.imaginary = real();
  } else if (kind == "name" || kind == "str") {
    constant.kind = Kind::kStr;
    constant.interned = kind == "name";
    constant.text = quoted();
  } else if (kind == "bytes") {
    constant.kind = Kind::kBytes;
    constant.text = quoted();
  } else if (kind == "tuple" || kind == "frozenset") {
    constant.kind = kind == "tuple" ? Kind::kTuple : Kind::kFrozenSet;
    skip_spaces();
    if (!line_.starts_with('(')) fail("( expected");
    line_.remove_prefix(1);
    for (skip_spaces(); !line_.empty() && line_[0] != ')'; skip_spaces()) constant.items.push_back(read_constant());
    if (line_.empty())
      fail(") expected");
    else
      line_.remove_prefix(1);
  } else {
    fail("unknown constant");
  }
  return constant;
}

void UnitReader::read_counts(CodeUnit& unit) {
  expect("line");
  unit.first_line = static_cast<uint32_t>(number());
  expect("flags");
  unit.flags = static_cast<uint32_t>(number());
  expect("positional_only");
  unit.positional_only_count = static_cast<uint32_t>(number());
  expect("arguments");
  unit.argument_count = static_cast<uint32_t>(number());
  expect("keyword_only");
  unit.keyword_only_count = static_cast<uint32_t>(number());
  expect("registers");
  unit.register_count = static_cast<uint32_t>(number());
  expect("locals_register");
  unit.has_locals_register = number() != 0;
  expect("values");
  unit.value_count = static_cast<uint32_t>(number());
}

void UnitReader::read_names(std::vector<std::string>& names) {
  while (!at_end() && error_.empty()) names.push_back(quoted());
}

void UnitReader::read_handler(CodeUnit& unit) {
  ExceptionTableEntry entry;
  entry.start = static_cast<uint32_t>(number());
  expect("to");
  entry.end = static_cast<uint32_t>(number());
  expect("at");
  entry.target = static_cast<uint32_t>(number());
  skip_spaces();
  if (!line_.empty()) line_.remove_prefix(1);
  entry.exception_register = static_cast<uint16_t>(number());
  unit.exception_table.push_back(entry);
}

void UnitReader::read_passed_line(CodeUnit& unit) {
  PassedLine passed{PassedLine::kEntry, false, static_cast<uint32_t>(number())};
  passed.taken = word() == "jumping";
  skip_spaces();
  if (!line_.starts_with("entry")) {
    passed.source = static_cast<uint32_t>(number());
  } else {
    line_ = {};
  }
  unit.passed_lines.push_back(passed);
}

void UnitReader::read_position(CodeUnit& unit, uint32_t offset) {
  PositionEntry entry{offset, 0, 0, 0, 0};
  line_.remove_prefix(1);
  size_t end = line_.find(']');
  std::string_view text = line_.substr(0, end);
  if (text != "-") {
    std::array<uint32_t*, 4> fields = {&entry.line, &entry.column, &entry.end_line, &entry.end_column};
    for (uint32_t* field : fields) {
      auto result = std::from_chars(text.data(), text.data() + text.size(), *field);
      if (result.ec != std::errc()) return fail("bad position");
      text.remove_prefix(static_cast<size_t>(result.ptr - text.data()));
      if (!text.empty()) text.remove_prefix(1);
    }
  }
  line_.remove_prefix(end == std::string_view::npos ? line_.size() : end + 1);
  unit.positions.push_back(entry);
}

void UnitReader::read_instruction(CodeUnit& unit, uint32_t offset) {
  std::string_view name = word();
  int code = 0;
  while (code < kOpcodeCount && opcode_info(static_cast<Opcode>(code)).name != name) code++;
  if (code == kOpcodeCount) return fail("unknown opcode");
  if (offset != unit.instructions.size()) return fail("offset does not follow");
  Instruction instruction{static_cast<Opcode>(code), 0, 0, 0, 0};
  const OpcodeInfo& info = opcode_info(instruction.opcode);
  auto operand = [&](OperandMode mode, bool is_wide, auto store) {
    if (mode == OperandMode::none || mode == OperandMode::high) return;
    skip_spaces();
    if (line_.empty()) return fail("operand expected");
    line_.remove_prefix(1);
    int64_t value = signed_number();
    if (mode == OperandMode::jump) value -= offset;
    if (is_wide) {
      instruction.set_wide(static_cast<int32_t>(value));
    } else {
      store(static_cast<uint16_t>(value));
    }
  };
  operand(info.d, false, [&](uint16_t value) { instruction.d = static_cast<uint8_t>(value); });
  operand(info.a, false, [&](uint16_t value) { instruction.a = value; });
  operand(info.b, info.c == OperandMode::high, [&](uint16_t value) { instruction.b = value; });
  operand(info.c, false, [&](uint16_t value) { instruction.c = value; });
  skip_spaces();
  if (line_.starts_with('[')) read_position(unit, offset);
  unit.instructions.push_back(instruction);
  unit.instructions.resize(unit.instructions.size() + info.cache_words);
}

void UnitReader::read_entry(CodeUnit& unit, std::string_view kind) {
  if (kind == "line") return fail("unexpected line");
  if (kind == "locals") return read_names(unit.local_names);
  if (kind == "free") return read_names(unit.free_names);
  if (kind == "names") return read_names(unit.global_names);
  if (kind == "cells") {
    while (!at_end() && error_.empty()) unit.cell_locals.push_back(static_cast<uint16_t>(number()));
  } else if (kind == "constant") {
    number();
    unit.constants.push_back(read_constant());
  } else if (kind == "handler") {
    read_handler(unit);
  } else if (kind == "passes") {
    read_passed_line(unit);
  } else {
    uint32_t offset = 0;
    if (std::from_chars(kind.data(), kind.data() + kind.size(), offset).ec != std::errc()) return fail("unknown entry");
    read_instruction(unit, offset);
  }
}

std::unique_ptr<CodeUnit> UnitReader::read_unit_here() {
  auto unit = std::make_unique<CodeUnit>();
  expect("unit");
  unit->name = quoted();
  unit->qualified_name = quoted();
  unit->filename = quoted();
  next_line();
  read_counts(*unit);
  while (error_.empty()) {
    next_line();
    std::string_view whole = line_;
    std::string_view kind = word();
    if (kind == "end") break;
    if (kind == "unit") {
      line_ = whole;
      unit->children.push_back(read_unit_here());
    } else {
      read_entry(*unit, kind);
    }
  }
  return unit;
}

}  // namespace

ReadUnitResult read_unit(std::string_view text) {
  UnitReader reader(text);
  ReadUnitResult result;
  result.unit = reader.read();
  result.error = reader.error();
  return result;
}

}  // namespace memphis

// Numbers are written seven bits a byte, low ones first; texts and lists after their length.
#include "bytecode/unit_bytes.h"

#include <bit>
#include <cstring>

#include "bytecode/verifier.h"

namespace memphis {

namespace {

constexpr int kMaximumDepth = 500;  // of nested units, and of nested tuples

class UnitWriter {
 public:
  explicit UnitWriter(std::string& out) : out_(out) {}

  void write(const CodeUnit& unit) {
    text(unit.name);
    text(unit.qualified_name);
    text(unit.filename);
    for (uint64_t value :
         {uint64_t{unit.first_line}, uint64_t{unit.flags}, uint64_t{unit.positional_only_count},
          uint64_t{unit.argument_count}, uint64_t{unit.keyword_only_count}, uint64_t{unit.register_count},
          uint64_t{unit.has_locals_register}, uint64_t{unit.value_count}}) {
      number(value);
    }
    texts(unit.local_names);
    number(unit.cell_locals.size());
    for (uint16_t index : unit.cell_locals) number(index);
    texts(unit.free_names);
    texts(unit.global_names);
    number(unit.instructions.size());
    for (const Instruction& word : unit.instructions) number(std::bit_cast<uint64_t>(word));
    number(unit.constants.size());
    for (const Constant& constant : unit.constants) write_constant(constant);
    tables(unit);
    number(unit.children.size());
    for (const auto& child : unit.children) write(*child);
  }
  void number(uint64_t value) {
    for (; value >= 0x80; value >>= 7) out_ += static_cast<char>(0x80 | (value & 0x7F));
    out_ += static_cast<char>(value);
  }

 private:
  void text(std::string_view value) {
    number(value.size());
    out_ += value;
  }
  void texts(const std::vector<std::string>& values) {
    number(values.size());
    for (const std::string& value : values) text(value);
  }

  void write_constant(const Constant& constant) {
    number(static_cast<uint64_t>(constant.kind));
    switch (constant.kind) {
      case Constant::Kind::kInt: return number(static_cast<uint64_t>(constant.integer));
      case Constant::Kind::kFloat: return number(std::bit_cast<uint64_t>(constant.real));
      case Constant::Kind::kComplex:
        number(std::bit_cast<uint64_t>(constant.real));
        return number(std::bit_cast<uint64_t>(constant.imaginary));
      case Constant::Kind::kStr: number(constant.interned); return text(constant.text);
      case Constant::Kind::kBigInt:
      case Constant::Kind::kBytes: return text(constant.text);
      case Constant::Kind::kTuple:
      case Constant::Kind::kFrozenSet:
        number(constant.items.size());
        for (const Constant& item : constant.items) write_constant(item);
        return;
      default: return;
    }
  }

  void tables(const CodeUnit& unit) {
    number(unit.exception_table.size());
    for (const ExceptionTableEntry& entry : unit.exception_table) {
      for (uint32_t value : {entry.start, entry.end, entry.target, uint32_t{entry.exception_register}}) number(value);
    }
    number(unit.positions.size());
    for (const PositionEntry& entry : unit.positions) {
      for (uint32_t value : {entry.start, entry.line, entry.end_line, entry.column, entry.end_column}) number(value);
    }
    number(unit.passed_lines.size());
    for (const PassedLine& line : unit.passed_lines) {
      for (uint32_t value : {line.source, uint32_t{line.taken}, line.line}) number(value);
    }
  }

  std::string& out_;
};

// After a failure every number is 0 and every text empty.
class UnitReader {
 public:
  explicit UnitReader(std::string_view bytes) : bytes_(bytes) {}

  bool failed() const { return failed_; }
  bool at_end() const { return at_ == bytes_.size(); }

  std::unique_ptr<CodeUnit> read() {
    auto unit = std::make_unique<CodeUnit>();
    if (++depth_ > kMaximumDepth) failed_ = true;
    unit->name = text();
    unit->qualified_name = text();
    unit->filename = text();
    for (uint32_t* value : {&unit->first_line, &unit->flags, &unit->positional_only_count, &unit->argument_count,
                            &unit->keyword_only_count, &unit->register_count}) {
      *value = small();
    }
    unit->has_locals_register = number() != 0;
    unit->value_count = small();
    texts(unit->local_names);
    unit->cell_locals.resize(count());
    for (uint16_t& index : unit->cell_locals) index = static_cast<uint16_t>(number());
    texts(unit->free_names);
    texts(unit->global_names);
    unit->instructions.resize(count());
    for (Instruction& word : unit->instructions) word = std::bit_cast<Instruction>(number());
    unit->constants.resize(count());
    for (Constant& constant : unit->constants) read_constant(constant);
    if (unit->value_count > unit->constants.size()) failed_ = true;
    tables(*unit);
    size_t children = count();
    for (size_t i = 0; i < children && !failed_; i++) unit->children.push_back(read());
    depth_--;
    return unit;
  }
  uint64_t number() {
    uint64_t value = 0;
    for (unsigned shift = 0; !failed_; shift += 7) {
      if (at_ == bytes_.size() || shift > 63) {
        failed_ = true;
        return 0;
      }
      auto byte = static_cast<uint8_t>(bytes_[at_++]);
      value |= uint64_t{byte & 0x7Fu} << shift;
      if ((byte & 0x80) == 0) return value;
    }
    return 0;
  }

 private:
  uint32_t small() {
    uint64_t value = number();
    if (value > UINT32_MAX) failed_ = true;
    return static_cast<uint32_t>(value);
  }
  // Of items that take a byte or more each.
  size_t count() {
    uint64_t value = number();
    if (value > bytes_.size() - at_) failed_ = true;
    return failed_ ? 0 : static_cast<size_t>(value);
  }
  std::string text() {
    size_t size = count();
    at_ += size;
    return std::string(bytes_.substr(at_ - size, size));
  }
  void texts(std::vector<std::string>& out) {
    out.resize(count());
    for (std::string& each : out) each = text();
  }

  void read_constant(Constant& constant) {
    uint64_t kind = number();
    if (kind > static_cast<uint64_t>(Constant::Kind::kFrozenSet)) failed_ = true;
    if (failed_) return;
    constant.kind = static_cast<Constant::Kind>(kind);
    switch (constant.kind) {
      case Constant::Kind::kInt: constant.integer = static_cast<int64_t>(number()); return;
      case Constant::Kind::kFloat: constant.real = std::bit_cast<double>(number()); return;
      case Constant::Kind::kComplex:
        constant.real = std::bit_cast<double>(number());
        constant.imaginary = std::bit_cast<double>(number());
        return;
      case Constant::Kind::kStr:
        constant.interned = number() != 0;
        constant.text = text();
        return;
      case Constant::Kind::kBigInt:
      case Constant::Kind::kBytes: constant.text = text(); return;
      case Constant::Kind::kTuple:
      case Constant::Kind::kFrozenSet:
        if (++depth_ > kMaximumDepth) failed_ = true;
        constant.items.resize(count());
        for (Constant& item : constant.items) read_constant(item);
        depth_--;
        return;
      default: return;
    }
  }

  void tables(CodeUnit& unit) {
    unit.exception_table.resize(count());
    for (ExceptionTableEntry& entry : unit.exception_table) {
      for (uint32_t* value : {&entry.start, &entry.end, &entry.target}) *value = small();
      entry.exception_register = static_cast<uint16_t>(number());
    }
    unit.positions.resize(count());
    for (PositionEntry& entry : unit.positions) {
      for (uint32_t* value : {&entry.start, &entry.line, &entry.end_line, &entry.column, &entry.end_column}) {
        *value = small();
      }
    }
    unit.passed_lines.resize(count());
    for (PassedLine& line : unit.passed_lines) {
      line.source = small();
      line.taken = number() != 0;
      line.line = small();
    }
  }

  std::string_view bytes_;
  size_t at_ = 0;
  int depth_ = 0;
  bool failed_ = false;
};

}  // namespace

void append_unit_bytes(const CodeUnit& unit, std::string& out) {
  UnitWriter writer(out);
  writer.number(kUnitFormat);
  writer.write(unit);
}

std::unique_ptr<CodeUnit> unit_from_trusted_bytes(std::string_view bytes) {
  UnitReader reader(bytes);
  if (reader.number() != kUnitFormat) return nullptr;
  std::unique_ptr<CodeUnit> unit = reader.read();
  return reader.failed() || !reader.at_end() ? nullptr : std::move(unit);
}

std::unique_ptr<CodeUnit> unit_from_bytes(std::string_view bytes) {
  std::unique_ptr<CodeUnit> unit = unit_from_trusted_bytes(bytes);
  return unit == nullptr || !verify(*unit).empty() ? nullptr : std::move(unit);
}

}  // namespace memphis

#include "bytecode/disassembler.h"

#include "base/number_text.h"

namespace memphis {

namespace {

void append_quoted(std::string& out, std::string_view text, bool is_bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  out += '"';
  int surrogate_bytes = 0;
  for (size_t i = 0; i < text.size(); i++) {
    char c = text[i];
    unsigned char byte = static_cast<unsigned char>(c);
    // The encoding of a surrogate is no UTF-8: each of its bytes is escaped.
    if (byte == 0xED && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) >= 0xA0) surrogate_bytes = 3;
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (byte < 0x20 || byte == 0x7F || (is_bytes && byte >= 0x80) || surrogate_bytes > 0) {
      if (surrogate_bytes > 0) surrogate_bytes--;
      out += "\\x";
      out += kDigits[byte >> 4];
      out += kDigits[byte & 15];
    } else {
      out += c;
    }
  }
  out += '"';
}

// The form that read_unit understands.
void append_constant(std::string& out, const Constant& constant) {
  switch (constant.kind) {
    case Constant::Kind::kNone: out += "none"; return;
    case Constant::Kind::kTrue: out += "true"; return;
    case Constant::Kind::kFalse: out += "false"; return;
    case Constant::Kind::kEllipsis: out += "ellipsis"; return;
    case Constant::Kind::kInt:
      out += "int ";
      append_int(out, constant.integer);
      return;
    case Constant::Kind::kBigInt:
      out += "bigint ";
      out += constant.text;
      return;
    case Constant::Kind::kFloat:
      out += "float ";
      append_double_repr(out, constant.real);
      return;
    case Constant::Kind::kComplex:
      out += "complex ";
      append_double_repr(out, constant.real);
      out += ' ';
      append_double_repr(out, constant.imaginary);
      return;
    case Constant::Kind::kStr:
      out += constant.interned ? "name " : "str ";
      append_quoted(out, constant.text, false);
      return;
    case Constant::Kind::kBytes:
      out += "bytes ";
      append_quoted(out, constant.text, true);
      return;
    case Constant::Kind::kTuple:
    case Constant::Kind::kFrozenSet:
      out += constant.kind == Constant::Kind::kTuple ? "tuple (" : "frozenset (";
      for (size_t i = 0; i < constant.items.size(); i++) {
        if (i > 0) out += ", ";
        append_constant(out, constant.items[i]);
      }
      out += ')';
      return;
  }
}

void pad_to(std::string& out, size_t line_start, size_t column) {
  while (out.size() - line_start < column) out += ' ';
}

class Printer {
 public:
  Printer(const CodeUnit& unit, DisassemblerOptions options) : unit_(unit), options_(options) {}

  void print(std::string& out, int depth);
  void append_operands(std::string& out, uint32_t offset);

 private:
  void header(std::string& out, const std::string& indent);
  void instructions(std::string& out, const std::string& indent);
  void append_operand(std::string& out, OperandMode mode, uint32_t value, uint32_t offset);
  void names(std::string& out, const std::string& indent, const char* title, const std::vector<std::string>& list);

  const CodeUnit& unit_;
  DisassemblerOptions options_;
};

void Printer::names(std::string& out, const std::string& indent, const char* title,
                    const std::vector<std::string>& list) {
  if (list.empty()) return;
  out += indent + "  " + title;
  for (const std::string& name : list) {
    out += ' ';
    append_quoted(out, name, false);
  }
  out += '\n';
}

void Printer::header(std::string& out, const std::string& indent) {
  out += indent + "unit ";
  append_quoted(out, unit_.name, false);
  out += ' ';
  append_quoted(out, unit_.qualified_name, false);
  out += ' ';
  append_quoted(out, unit_.filename, false);
  out += '\n';
  auto number = [&](const char* title, uint64_t value) {
    out += ' ';
    out += title;
    out += ' ';
    append_uint(out, value);
  };
  out += indent + " ";
  number("line", unit_.first_line);
  out += " flags 0x";
  append_int(out, unit_.flags, 16);
  number("positional_only", unit_.positional_only_count);
  number("arguments", unit_.argument_count);
  number("keyword_only", unit_.keyword_only_count);
  number("registers", unit_.register_count);
  number("locals_register", unit_.has_locals_register);
  number("values", unit_.value_count);
  out += '\n';
  names(out, indent, "locals", unit_.local_names);
  if (!unit_.cell_locals.empty()) {
    out += indent + "  cells";
    for (uint16_t index : unit_.cell_locals) {
      out += ' ';
      append_uint(out, index);
    }
    out += '\n';
  }
  names(out, indent, "free", unit_.free_names);
  names(out, indent, "names", unit_.global_names);
  for (size_t i = 0; i < unit_.constants.size(); i++) {
    out += indent + "  constant ";
    append_uint(out, i);
    out += ' ';
    append_constant(out, unit_.constants[i]);
    out += '\n';
  }
}

void Printer::append_operand(std::string& out, OperandMode mode, uint32_t value, uint32_t offset) {
  switch (mode) {
    case OperandMode::konst: out += 'k'; break;
    case OperandMode::name: out += 'n'; break;
    case OperandMode::child: out += 'u'; break;
    case OperandMode::free: out += 'f'; break;
    case OperandMode::count: out += '*'; break;
    case OperandMode::flag: out += '!'; break;
    case OperandMode::imm:
      out += '#';
      append_int(out, static_cast<int16_t>(value));
      return;
    case OperandMode::jump:
      out += '@';
      append_int(out, int64_t{offset} + static_cast<int32_t>(value));
      return;
    case OperandMode::wide:
      out += '#';
      append_int(out, static_cast<int32_t>(value));
      return;
    default: out += 'r';
  }
  append_uint(out, value);
}

void Printer::append_operands(std::string& out, uint32_t offset) {
  const Instruction& instruction = unit_.instructions[offset];
  const OpcodeInfo& info = opcode_info(instruction.opcode);
  bool first = true;
  auto add = [&](OperandMode mode, uint32_t value) {
    if (mode == OperandMode::none || mode == OperandMode::high) return;
    if (!first) out += ", ";
    first = false;
    append_operand(out, mode, value, offset);
  };
  auto column = [&](OperandMode mode, OperandMode next, uint16_t value) {
    bool is_wide = next == OperandMode::high;
    uint32_t full = is_wide ? static_cast<uint32_t>(instruction.wide()) : value;
    if (mode == OperandMode::jump && !is_wide) full = static_cast<uint32_t>(int32_t{static_cast<int16_t>(value)});
    add(mode, full);
  };
  add(info.d, instruction.d);
  column(info.a, OperandMode::none, instruction.a);
  column(info.b, info.c, instruction.b);
  column(info.c, OperandMode::none, instruction.c);
}

void Printer::instructions(std::string& out, const std::string& indent) {
  size_t next_position = 0;
  for (uint32_t offset = 0; offset < unit_.instructions.size();) {
    const Instruction& instruction = unit_.instructions[offset];
    const OpcodeInfo& info = opcode_info(instruction.opcode);
    size_t start = out.size();
    std::string number;
    append_uint(number, offset);
    out += indent;
    pad_to(out, start, indent.size() + 6 - std::min<size_t>(6, number.size()));
    out += number + "  ";
    out += info.name;
    out += ' ';
    pad_to(out, start, indent.size() + 28);
    append_operands(out, offset);
    if (options_.positions && next_position < unit_.positions.size() &&
        unit_.positions[next_position].start == offset) {
      const PositionEntry& position = unit_.positions[next_position];
      pad_to(out, start, indent.size() + 48);
      out += " [";
      if (position.line == 0) {
        out += '-';
      } else {
        append_uint(out, position.line);
        out += ':';
        append_uint(out, position.column);
        out += '-';
        append_uint(out, position.end_line);
        out += ':';
        append_uint(out, position.end_column);
      }
      out += ']';
    }
    if (next_position < unit_.positions.size() && unit_.positions[next_position].start == offset) next_position++;
    std::string comment = instruction_comment(unit_, offset);
    if (!comment.empty()) out += "  ; " + comment;
    while (out.back() == ' ') out.pop_back();
    out += '\n';
    offset += 1 + info.cache_words;
  }
}

void Printer::print(std::string& out, int depth) {
  std::string indent(static_cast<size_t>(depth) * 2, ' ');
  header(out, indent);
  instructions(out, indent);
  for (const ExceptionTableEntry& entry : unit_.exception_table) {
    out += indent + "  handler ";
    append_uint(out, entry.start);
    out += " to ";
    append_uint(out, entry.end);
    out += " at ";
    append_uint(out, entry.target);
    out += " r";
    append_uint(out, entry.exception_register);
    out += '\n';
  }
  for (const PassedLine& passed : unit_.passed_lines) {
    out += indent + "  passes ";
    append_uint(out, passed.line);
    out += passed.taken ? " jumping " : " after ";
    if (passed.source == PassedLine::kEntry) {
      out += "entry";
    } else {
      append_uint(out, passed.source);
    }
    out += '\n';
  }
  if (options_.children) {
    for (const auto& child : unit_.children) Printer(*child, options_).print(out, depth + 1);
  }
  out += indent + "end\n";
}

}  // namespace

std::string describe_constant(const Constant& constant) {
  std::string out;
  switch (constant.kind) {
    case Constant::Kind::kNone: return "None";
    case Constant::Kind::kTrue: return "True";
    case Constant::Kind::kFalse: return "False";
    case Constant::Kind::kEllipsis: return "Ellipsis";
    case Constant::Kind::kInt: append_int(out, constant.integer); return out;
    case Constant::Kind::kBigInt: return constant.text;
    case Constant::Kind::kFloat: append_double_repr(out, constant.real); return out;
    case Constant::Kind::kComplex:
      append_double_repr(out, constant.real);
      out += " + ";
      append_double_repr(out, constant.imaginary);
      return out + "j";
    case Constant::Kind::kStr: append_quoted(out, constant.text, false); break;
    case Constant::Kind::kBytes:
      out += 'b';
      append_quoted(out, constant.text, true);
      break;
    default:
      out += constant.kind == Constant::Kind::kTuple ? "(" : "frozenset(";
      for (size_t i = 0; i < constant.items.size() && i < 8; i++) {
        if (i > 0) out += ", ";
        out += describe_constant(constant.items[i]);
      }
      out += ')';
  }
  if (out.size() > 60) {
    out.resize(57);
    while (!out.empty() && (static_cast<unsigned char>(out.back()) & 0xC0) == 0x80) out.pop_back();
    if (!out.empty() && static_cast<unsigned char>(out.back()) >= 0xC0) out.pop_back();
    out += "...";
  }
  return out;
}

std::string disassemble(const CodeUnit& unit, DisassemblerOptions options) {
  std::string out;
  Printer(unit, options).print(out, 0);
  return out;
}

std::string instruction_comment(const CodeUnit& unit, uint32_t offset) {
  const Instruction& instruction = unit.instructions[offset];
  const OpcodeInfo& info = opcode_info(instruction.opcode);
  std::string out;
  auto show = [&](OperandMode mode, uint32_t index) {
    std::string text;
    if ((mode == OperandMode::konst || mode == OperandMode::name) && index < unit.constants.size()) {
      text = describe_constant(unit.constants[index]);
    } else if (mode == OperandMode::child && index < unit.children.size()) {
      text = unit.children[index]->qualified_name;
    } else if (mode == OperandMode::free && index < unit.free_names.size()) {
      text = unit.free_names[index];
    }
    if (!text.empty()) (out += out.empty() ? "" : "  ; ") += text;
  };
  if (instruction.opcode == Opcode::kLoadConstLong) {
    show(OperandMode::konst, static_cast<uint32_t>(instruction.wide()));
  }
  show(info.a, instruction.a);
  show(info.b, instruction.b);
  show(info.c, instruction.c);
  return out;
}

std::string disassemble_instruction(const CodeUnit& unit, uint32_t offset) {
  std::string out(opcode_info(unit.instructions[offset].opcode).name);
  out += ' ';
  Printer(unit, {}).append_operands(out, offset);
  return out;
}

}  // namespace memphis

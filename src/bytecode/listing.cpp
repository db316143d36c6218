#include "bytecode/listing.h"

#include <fmt/core.h>

#include <span>

#include "base/json_text.h"
#include "bytecode/disassembler.h"

namespace memphis {

namespace {

// Walks the instructions of a unit with their places: visit(offset, place, is_new_place).
template <class Visit>
void for_each_instruction(const CodeUnit& unit, Visit visit) {
  size_t next = 0;
  PositionEntry place{};
  for (uint32_t offset = 0; offset < unit.instructions.size();) {
    bool is_new = false;
    while (next < unit.positions.size() && unit.positions[next].start <= offset) {
      place = unit.positions[next++];
      is_new = true;
    }
    visit(offset, place, is_new);
    offset += 1 + opcode_info(unit.instructions[offset].opcode).cache_words;
  }
}

std::string join(std::span<const std::string> names) {
  std::string out;
  for (const std::string& name : names) (out += out.empty() ? "" : " ") += name;
  return out;
}

std::string describe_unit(const CodeUnit& unit) {
  std::string out = fmt::format("unit {}: {} registers", unit.qualified_name, unit.register_count);
  auto add = [&](const char* title, const std::vector<std::string>& names) {
    if (!names.empty()) out += fmt::format("; {} {}", title, join(names));
  };
  size_t parameters = unit.argument_count + unit.keyword_only_count + ((unit.flags & kCodeVarArgs) != 0) +
                      ((unit.flags & kCodeVarKeywords) != 0);
  parameters = std::min(parameters, unit.local_names.size());
  auto middle = unit.local_names.begin() + static_cast<std::ptrdiff_t>(parameters);
  add("parameters", {unit.local_names.begin(), middle});
  add("locals", {middle, unit.local_names.end()});
  add("closure", unit.free_names);
  return out;
}

void add_rows(std::vector<ListingRow>& rows, const CodeUnit& unit, uint32_t depth) {
  PositionEntry start{0, unit.first_line, unit.first_line, 0, 0};
  rows.push_back({depth, start, describe_unit(unit)});
  for_each_instruction(unit, [&](uint32_t offset, const PositionEntry& place, bool) {
    std::string line = disassemble_instruction(unit, offset);
    size_t blank = line.find(' ');
    std::string operands = blank == std::string::npos ? "" : line.substr(blank + 1);
    std::string comment = instruction_comment(unit, offset);
    std::string text = fmt::format("{:>4}  {:<20} {}", offset, line.substr(0, blank), operands);
    if (!comment.empty()) text = fmt::format("{:<44} ; {}", text, comment);
    while (text.ends_with(' ')) text.pop_back();
    rows.push_back({depth, place, std::move(text)});
  });
  for (const ExceptionTableEntry& entry : unit.exception_table) {
    rows.push_back({depth,
                    {},
                    fmt::format("handler of {} to {}: at {}, exception in r{}", entry.start, entry.end, entry.target,
                                entry.exception_register)});
  }
  for (const auto& child : unit.children) add_rows(rows, *child, depth + 1);
}

class JsonWriter {
 public:
  std::string write(const CodeUnit& unit) {
    add(unit);
    return std::move(out_) + "\n";
  }

 private:
  void text(const char* key, std::string_view value) {
    out_ += fmt::format("\"{}\": ", key);
    append_json_string(out_, value);
    out_ += ", ";
  }
  void number(const char* key, uint64_t value) { out_ += fmt::format("\"{}\": {}, ", key, value); }
  template <class Items, class Write>
  void list(const char* key, const Items& items, Write write) {
    out_ += fmt::format("\"{}\": [", key);
    bool first = true;
    for (const auto& item : items) {
      if (!first) out_ += ", ";
      first = false;
      write(item);
    }
    out_ += "]";
  }
  void names(const char* key, const std::vector<std::string>& items) {
    list(key, items, [&](const std::string& name) { append_json_string(out_, name); });
    out_ += ", ";
  }
  void place(const PositionEntry& entry) {
    if (entry.line == 0) {
      out_ += "\"start\": null, \"end\": null";
      return;
    }
    out_ += fmt::format("\"start\": [{}, {}], \"end\": [{}, {}]", entry.line, entry.column, entry.end_line,
                        entry.end_column);
  }
  void instructions(const CodeUnit& unit) {
    out_ += "\"instructions\": [";
    bool first = true;
    for_each_instruction(unit, [&](uint32_t offset, const PositionEntry& entry, bool) {
      if (!first) out_ += ", ";
      first = false;
      std::string line = disassemble_instruction(unit, offset);
      size_t blank = line.find(' ');
      out_ += "{";
      number("offset", offset);
      text("opcode", line.substr(0, blank));
      text("operands", blank == std::string::npos ? "" : line.substr(blank + 1));
      text("comment", instruction_comment(unit, offset));
      place(entry);
      out_ += "}";
    });
    out_ += "], ";
  }
  void add(const CodeUnit& unit) {
    out_ += "{";
    text("name", unit.name);
    text("qualified_name", unit.qualified_name);
    number("first_line", unit.first_line);
    number("flags", unit.flags);
    number("registers", unit.register_count);
    names("locals", unit.local_names);
    names("closure", unit.free_names);
    names("names", unit.global_names);
    list("constants", unit.constants, [&](const Constant& item) { append_json_string(out_, describe_constant(item)); });
    out_ += ", ";
    instructions(unit);
    list("handlers", unit.exception_table, [&](const ExceptionTableEntry& entry) {
      out_ += fmt::format("{{\"start\": {}, \"end\": {}, \"target\": {}, \"register\": {}}}", entry.start, entry.end,
                          entry.target, entry.exception_register);
    });
    out_ += ", ";
    list("units", unit.children, [&](const auto& child) { add(*child); });
    out_ += "}";
  }

  std::string out_;
};

}  // namespace

std::vector<ListingRow> list_unit(const CodeUnit& unit) {
  std::vector<ListingRow> rows;
  add_rows(rows, unit, 0);
  return rows;
}

std::string list_unit_json(const CodeUnit& unit) { return JsonWriter().write(unit); }

}  // namespace memphis

#include "api/code_format.h"

#include <cstring>

#include "api/front_end.h"
#include "bytecode/unit_bytes.h"
#include "runtime/code_description.h"
#include "runtime/error.h"
#include "treewalk/loader.h"
#include "vm/body.h"

namespace memphis {

namespace {

constexpr char kSourceFormat = 'S';  // units begin with kUnitFormat
static_assert(kUnitFormat != kSourceFormat);

// In front of the text of a program: the optimisation and the future flags that it was compiled with, and how long its
// file's name is, which follows.
struct SourceHeader {
  char format;
  uint8_t optimize;
  uint16_t unused;
  uint32_t future_flags;
  uint32_t filename_size;
};
static_assert(sizeof(SourceHeader) == 12);

// The whole program that the tree walker runs for this code, or null.
const TreewalkProgram* whole_program(const Code* code) {
  if (code->engine->instructions != nullptr) return nullptr;
  // What replace() has changed is not in the text.
  for (Str* name : {code->name.get(), code->qualified_name.get()}) {
    if (text_of(name) != "<module>") return nullptr;
  }
  const TreewalkProgram& program = treewalk::program_of(code);
  bool is_module = treewalk::scope_of(code) == 0 && program.parse.root->as_if<ast::Module>() != nullptr;
  return is_module && !program.source.text().empty() ? &program : nullptr;
}

void write_source(const Code* code, const TreewalkProgram& program, std::string& out) {
  std::string filename = text_of(code->filename.get());
  SourceHeader header{kSourceFormat, static_cast<uint8_t>(program.optimize), 0, program.symbols.future_flags,
                      static_cast<uint32_t>(filename.size())};
  out.append(reinterpret_cast<const char*>(&header), sizeof(header));
  out += filename;
  out += program.source.text();
}

Status write_code(Thread& thread, Code* code, std::string& out) {
  if (const TreewalkProgram* program = whole_program(code)) {
    write_source(code, *program, out);
    return {};
  }
  Code* with_instructions = TRY(code_with_instructions(thread, code));
  std::unique_ptr<CodeUnit> unit = vm::unit_of(thread, with_instructions);
  if (unit == nullptr) return Failure{};
  // What stands for the code does not know of changes by replace().
  unit->name = text_of(code->name.get());
  unit->qualified_name = text_of(code->qualified_name.get());
  unit->filename = text_of(code->filename.get());
  unit->first_line = code->first_line;
  append_unit_bytes(*unit, out);
  return {};
}

Value read_source(Thread& thread, std::string_view bytes, const char* filename) {
  SourceHeader header;
  if (bytes.size() < sizeof(header)) return Value::unbound();
  memcpy(&header, bytes.data(), sizeof(header));
  bytes.remove_prefix(sizeof(header));
  if (header.filename_size > bytes.size()) return Value::unbound();
  std::string name(filename != nullptr ? std::string_view(filename) : bytes.substr(0, header.filename_size));
  bytes.remove_prefix(header.filename_size);
  auto* interpreter = static_cast<Interpreter*>(thread.runtime.front_end.context);
  CompileRequest request{'e', static_cast<int>(header.future_flags), header.optimize};
  return compile_source(thread, interpreter->engine(), text_of_host(name, bytes), request);
}

void set_filename(CodeUnit& unit, const char* filename) {
  unit.filename = filename;
  for (const auto& child : unit.children) set_filename(*child, filename);
}

Value read_code(Thread& thread, std::string_view bytes, const char* filename) {
  if (bytes.starts_with(kSourceFormat)) return read_source(thread, bytes, filename);
  // Code with a name of its own is the packed library's, which the build has written.
  std::unique_ptr<CodeUnit> unit = filename != nullptr ? unit_from_trusted_bytes(bytes) : unit_from_bytes(bytes);
  if (unit == nullptr) return Value::unbound();
  if (filename != nullptr) set_filename(*unit, filename);
  return TRY(vm::load(thread, *unit));
}

constexpr marshal::CodeFormat kCodeFormat = {write_code, read_code};

}  // namespace

const marshal::CodeFormat* code_format() { return &kCodeFormat; }

}  // namespace memphis

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "bytecode/disassembler.h"
#include "bytecode/verifier.h"
#include "compile/compiler.h"
#include "syntax/docstring.h"
#include "syntax/unparse.h"

namespace memphis {
namespace {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

struct Program {
  explicit Program(std::string text, CompileOptions options = {}, ParseMode mode = ParseMode::kModule)
      : source(SourceText::from_file_bytes("test.py", std::move(text))), parsed(parse(source, names, mode)) {
    if (!parsed.ok()) return;
    symbols = resolve_names(parsed);
    if (!symbols.ok()) return;
    if (options.filename.empty()) options.filename = "test.py";
    compiled = compile_module(parsed, symbols, options);
  }
  const CodeUnit& unit() const { return *compiled.unit; }

  NameTable names;
  SourceText source;
  ParseResult parsed;
  Symbols symbols;
  CompileResult compiled;
};

// The instructions of a function `f`, the program's first definition.
std::string body_of(const std::string& text, CompileOptions options = {}) {
  Program program(text, options);
  if (!program.compiled.ok()) return "does not compile";
  const CodeUnit& unit = *program.unit().children.at(0);
  std::string out;
  for (uint32_t at = 0; at < unit.instructions.size();
       at += 1 + opcode_info(unit.instructions[at].opcode).cache_words) {
    out += disassemble_instruction(unit, at) + "\n";
  }
  return out;
}

TEST(Compile, LocalsAreOperandsWithoutCopies) {
  EXPECT_EQ(body_of("def f(a, b): return a + b * a"), "Multiply r2, r1, r0\nAdd r2, r0, r2\nReturn r2\n");
  EXPECT_EQ(body_of("def f(a): a = a - 1; return a"), "SubtractImmediate !0, r0, r0, #1\nReturn r0\n");
}

TEST(Compile, ALaterAssignmentExpressionDoesNotChangeAnEarlierOperand) {
  EXPECT_EQ(body_of("def f(x): return x + (x := 1)"), "Move r1, r0\nLoadInt r0, #1\nAdd r1, r1, r0\nReturn r1\n");
}

TEST(Compile, ADestinationIsWrittenLast) {
  // If g() fails, x keeps its value; and the right side still reads the old x.
  EXPECT_EQ(body_of("def f(x, g): x = g() or g()"),
            "Move r2, r1\nCall !0, r2, r2, *0\nJumpIfTrue r2, @8\nMove r2, r1\nCall !0, r0, r2, *0\nJump @9\n"
            "Move r0, r2\nLoadConst r2, k0\nReturn r2\n");
}

TEST(Compile, SwapNeedsNoTuple) {
  EXPECT_EQ(body_of("def f(a, b):\n  a, b = b, a + b\n  return a"),
            "Move r2, r1\nAdd r1, r0, r1\nMove r0, r2\nReturn r0\n");
}

TEST(Compile, ConditionsAreJumps) {
  EXPECT_EQ(body_of("def f(a, b):\n  if not a and b is not None and a < 3: return a\n"),
            "JumpIfTrue r0, @4\nJumpIfNone r1, @4\nJumpLessImmediate !0, r0, #3, @4\nReturn r0\nLoadConst r2, "
            "k0\nReturn r2\n");
}

TEST(Compile, LoopsTestAtTheEnd) {
  EXPECT_EQ(body_of("def f(a):\n  while a: a -= 1\n  return a"),
            "Jump @2\nSubtractImmediate !1, r0, r0, #1\nJumpIfTrue r0, @1\nReturn r0\n");
}

TEST(Compile, WhatCannotRunIsDropped) {
  EXPECT_EQ(body_of("def f(a):\n  if 0: g()\n  while False: g()\n  return a\n  g()"), "Return r0\n");
  EXPECT_EQ(body_of("def f(a):\n  assert a, 'no'\n  if __debug__: g()\n  return a", {.optimize = 1}), "Return r0\n");
}

TEST(Compile, ConstantsAreFolded) {
  EXPECT_EQ(body_of("def f(): return 2 ** 10 - 24 // 5"), "LoadInt r0, #1020\nReturn r0\n");
  EXPECT_EQ(body_of("def f(): return -(1 + 2j), ('a' * 3, 1 << 70)"), "LoadConst r0, k0\nReturn r0\n");
  // What fails, or would be large, is left to run.
  EXPECT_EQ(body_of("def f(): return 1 // 0"), "LoadInt r0, #1\nLoadInt r1, #0\nFloorDivide r0, r0, r1\nReturn r0\n");
  EXPECT_EQ(body_of("def f(): return 'a' * 5000").find("LoadConst r0, k0\nReturn"), std::string::npos);
  // A list of constants is only searched.
  EXPECT_EQ(body_of("def f(a): return a in [1, 2]"), "LoadConst r1, k0\nContains !0, r1, r0, r1\nReturn r1\n");
}

TEST(Compile, UnboundLocalsAreCheckedWhereTheyMayBe) {
  EXPECT_EQ(body_of("def f(a):\n  if a: b = a\n  return b"),
            "JumpIfFalse r0, @2\nMove r1, r0\nCheckBound r1, n0\nReturn r1\n");
  EXPECT_EQ(body_of("def f(a):\n  b = a\n  return b"), "Move r1, r0\nReturn r1\n");
}

TEST(Compile, SuperIsLookedUpWithoutAnObject) {
  Program program("class A:\n  def f(self): return super().f(1)\n");
  const CodeUnit& method = *program.unit().children[0]->children[0];
  EXPECT_EQ(disassemble_instruction(method, 0).substr(0, 10), "LoadGlobal");
  bool found = false;
  for (uint32_t at = 0; at < method.instructions.size();
       at += 1 + opcode_info(method.instructions[at].opcode).cache_words) {
    found |= method.instructions[at].opcode == Opcode::kLoadSuperMethod;
  }
  EXPECT_TRUE(found);
}

TEST(Compile, AFunctionTooLongForShortJumpsUsesLongOnes) {
  std::string text = "def f(a, b):\n  for x in a:\n    if a < b < x:\n";
  for (int i = 0; i < 12000; i++) text += "      b.c = a\n";
  text += "  return b\n";
  Program program(text);
  ASSERT_TRUE(program.compiled.ok());
  EXPECT_EQ(verify(program.unit()), "");
}

TEST(Compile, MoreConstantsThanSixteenBitsReach) {
  std::string text = "def f(a):\n  a.b = [\n";
  for (int i = 0; i < 70000; i++) text += std::to_string(i) + ".5, a,\n";
  text += "  ]\n  return a.name\n";
  Program program(text);
  ASSERT_TRUE(program.compiled.ok());
  EXPECT_EQ(verify(program.unit()), "");
}

TEST(Compile, FlagsAndNamesAsCPythonReportsThem) {
  Program program("def f(a, /, b, *c, d, **e):\n  'doc'\n  def g(): yield b\n  return len, c.x\n");
  const CodeUnit& f = *program.unit().children[0];
  EXPECT_EQ(f.flags, 0x400000Fu);
  EXPECT_EQ(f.argument_count, 2u);
  EXPECT_EQ(f.positional_only_count, 1u);
  EXPECT_EQ(f.keyword_only_count, 1u);
  EXPECT_EQ(f.local_names, (std::vector<std::string>{"a", "b", "d", "c", "e", "g"}));
  EXPECT_EQ(f.cell_locals, (std::vector<uint16_t>{1}));
  EXPECT_EQ(f.global_names, (std::vector<std::string>{"len", "x"}));
  EXPECT_EQ(f.constants[0].text, "doc");
  EXPECT_EQ(f.children[0]->qualified_name, "f.<locals>.g");
  EXPECT_EQ(f.children[0]->flags, 0x33u);
  EXPECT_EQ(f.children[0]->free_names, (std::vector<std::string>{"b"}));
}

TEST(Compile, DeepNestingIsRefusedAndNotACrash) {
  Program program("x = 1\n");
  CompileOptions options;
  options.stack_budget = 16;
  CompileResult result = compile_module(program.parsed, program.symbols, options);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.diagnostics.error.kind, DiagnosticKind::kRecursionError);
}

TEST(Docstring, LosesItsCommonIndentation) {
  EXPECT_EQ(clean_docstring("One.\n\n    Two.\n      Three.\n    "), "One.\n\nTwo.\n  Three.\n");
  EXPECT_EQ(clean_docstring("  x"), "x");
  EXPECT_EQ(clean_docstring("a\n\tb"), "a\nb");
  EXPECT_EQ(clean_docstring("a\nb\n  c"), "a\nb\n  c");
}

TEST(Unparse, SpellsAsCPythonDoes) {
  for (const char* text : {"a + b * c",
                           "(a + b) * c",
                           "-x ** 2",
                           "(-x) ** 2",
                           "a if b else c",
                           "lambda x, /, y=1, *z, k, **w: x",
                           "[x for x in y if z]",
                           "{1: 2, **d}",
                           "f(a, *b, c=1, **d)",
                           "a[1:2, ::3]",
                           "a[b, c]",
                           "not (a and b)",
                           "a < b <= c",
                           "'it\\'s \"x\"'",
                           "b'\\x00'",
                           "1e309",
                           "(x for x in y)",
                           "a.b",
                           "(1,)",
                           "()",
                           "f'{a!r:>{w}} {{}} {1}'",
                           "...",
                           "x[*y,]",
                           "lambda*, a=1: a",
                           "u'a'",
                           "{1, 2}",
                           "1 .real"}) {
    Program program(text, {}, ParseMode::kExpression);
    ASSERT_TRUE(program.parsed.ok()) << text;
    EXPECT_EQ(unparse(program.parsed.root->as<ast::Expression>()->body, program.names), text);
  }
}

fs::path golden_directory() { return fs::path(MEMPHIS_TEST_FOLDER) / ".." / ".." / "golden" / "bytecode"; }

// tests/golden/bytecode: programs and what they compile to. MEMPHIS_UPDATE_GOLDEN=1 writes the texts anew.
TEST(Compile, GoldenListings) {
  bool update = std::getenv("MEMPHIS_UPDATE_GOLDEN") != nullptr;
  int count = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(golden_directory())) {
    if (entry.path().extension() != ".py") continue;
    SCOPED_TRACE(entry.path().filename().string());
    Program program(read_file(entry.path()), {.filename = entry.path().filename().string()});
    ASSERT_TRUE(program.compiled.ok());
    std::string text = disassemble(program.unit());
    fs::path listing = entry.path();
    listing.replace_extension(".txt");
    if (update) std::ofstream(listing, std::ios::binary) << text;
    EXPECT_EQ(text, read_file(listing));
    ReadUnitResult read = read_unit(text);
    ASSERT_NE(read.unit, nullptr) << read.error;
    EXPECT_EQ(disassemble(*read.unit), text);
    count++;
  }
  EXPECT_GT(count, 0);
}

// Whatever library is on the machine: what parses and resolves compiles, verifies, and reads back from its text.
TEST(Compile, TheStandardLibrary) {
  for (const char* root : {"/usr/lib/python3.11", MEMPHIS_TEST_FOLDER "../../../build/stdlib"}) {
    std::error_code error;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root, error)) {
      if (entry.path().extension() != ".py") continue;
      Program program(read_file(entry.path()));
      if (!program.parsed.ok() || !program.symbols.ok()) continue;
      ASSERT_TRUE(program.compiled.ok()) << entry.path();
      EXPECT_EQ(verify(program.unit()), "") << entry.path();
    }
  }
}

}  // namespace
}  // namespace memphis

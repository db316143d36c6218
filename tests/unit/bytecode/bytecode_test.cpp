#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "bytecode/assembler.h"
#include "bytecode/disassembler.h"
#include "bytecode/opcode_document.h"
#include "bytecode/verifier.h"

namespace memphis {
namespace {

CodeUnit empty_unit(uint32_t registers) {
  CodeUnit unit;
  unit.name = unit.qualified_name = "f";
  unit.filename = "f.py";
  unit.register_count = registers;
  return unit;
}

Assembler::Result assemble(Assembler& assembler, CodeUnit& unit, uint32_t parameters = 0, uint32_t locals = 0) {
  assembler.optimize(parameters, locals);
  return assembler.lay_out(unit);
}

std::string code_of(const CodeUnit& unit) {
  std::string text;
  for (uint32_t at = 0; at < unit.instructions.size();
       at += 1 + opcode_info(unit.instructions[at].opcode).cache_words) {
    text += disassemble_instruction(unit, at) + "\n";
  }
  return text;
}

TEST(Assembler, ThreadsJumpsAndDropsWhatIsNotReached) {
  Assembler assembler;
  Label first = assembler.new_label(), second = assembler.new_label(), end = assembler.new_label();
  assembler.emit_jump(Opcode::kJumpIfTrue, first, 0);
  assembler.emit_jump(Opcode::kJump, end);
  assembler.emit(Opcode::kMove, 0, 1);  // never reached
  assembler.bind(first);
  assembler.emit_jump(Opcode::kJump, second);
  assembler.bind(second);
  assembler.emit_jump(Opcode::kJump, end);
  assembler.bind(end);
  assembler.emit(Opcode::kReturn, 0);
  CodeUnit unit = empty_unit(2);
  ASSERT_EQ(assemble(assembler, unit), Assembler::Result::kDone);
  EXPECT_EQ(verify(unit), "");
  EXPECT_EQ(code_of(unit), "JumpIfTrue r0, @1\nReturn r0\n");
}

TEST(Assembler, AJumpOverAJumpIsOneJump) {
  Assembler assembler;
  Label loop = assembler.new_label(), go_on = assembler.new_label();
  assembler.bind(loop);
  assembler.emit(Opcode::kNegative, 0, 0);
  assembler.emit_jump(Opcode::kJumpLessImmediate, go_on, 0, 5, 0);
  assembler.emit_jump(Opcode::kJump, loop);
  assembler.bind(go_on);
  assembler.emit(Opcode::kReturn, 0);
  CodeUnit unit = empty_unit(1);
  ASSERT_EQ(assemble(assembler, unit), Assembler::Result::kDone);
  EXPECT_EQ(code_of(unit), "Negative r0, r0\nJumpLessImmediate !1, r0, #5, @0\nReturn r0\n");
}

TEST(Assembler, JumpsBackAreOfTheirOwnKind) {
  Assembler assembler;
  Label loop = assembler.new_label(), end = assembler.new_label();
  assembler.bind(loop);
  assembler.emit_jump(Opcode::kForIter, end, 1, 0);
  assembler.emit_jump(Opcode::kJump, loop);
  assembler.bind(end);
  assembler.emit(Opcode::kReturn, 1);
  CodeUnit unit = empty_unit(2);
  ASSERT_EQ(assemble(assembler, unit), Assembler::Result::kDone);
  EXPECT_EQ(verify(unit), "");
  EXPECT_EQ(code_of(unit), "ForIter r1, r0, @3\nJumpBack @0\nReturn r1\n");
}

TEST(Assembler, TellsWhenASixteenBitJumpDoesNotReach) {
  Assembler assembler;
  Label end = assembler.new_label();
  assembler.emit_jump(Opcode::kJumpLess, end, 0, 1, 1);
  for (int i = 0; i < 40000; i++) assembler.emit(Opcode::kMove, 0, 1);
  assembler.bind(end);
  assembler.emit(Opcode::kReturn, 0);
  CodeUnit unit = empty_unit(2);
  EXPECT_EQ(assemble(assembler, unit), Assembler::Result::kJumpTooFar);
}

TEST(Assembler, HandlersCoverRunsOfInstructions) {
  Assembler assembler;
  Label handler = assembler.new_label();
  HandlerId id = assembler.new_handler(handler, 1);
  assembler.emit(Opcode::kMove, 0, 1);
  assembler.set_handler(id);
  assembler.emit(Opcode::kNegative, 0, 0);
  assembler.set_handler(kNoHandler);
  assembler.emit(Opcode::kReturn, 0);
  assembler.bind(handler);
  assembler.emit(Opcode::kReraise, 1);
  CodeUnit unit = empty_unit(2);
  ASSERT_EQ(assemble(assembler, unit), Assembler::Result::kDone);
  EXPECT_EQ(verify(unit), "");
  ASSERT_EQ(unit.exception_table.size(), 1u);
  EXPECT_EQ(unit.exception_table[0].start, 1u);
  EXPECT_EQ(unit.exception_table[0].end, 2u);
  EXPECT_EQ(unit.exception_table[0].target, 3u);
}

TEST(Assembler, AHandlerOfNothingIsDropped) {
  Assembler assembler;
  Label handler = assembler.new_label();
  assembler.new_handler(handler, 1);
  assembler.emit(Opcode::kReturn, 0);
  assembler.bind(handler);
  assembler.emit(Opcode::kReraise, 1);
  CodeUnit unit = empty_unit(2);
  ASSERT_EQ(assemble(assembler, unit), Assembler::Result::kDone);
  EXPECT_EQ(code_of(unit), "Return r0\n");
  EXPECT_TRUE(unit.exception_table.empty());
}

// r0 is a parameter, r1 a local variable, r2 a temporary.
std::string after_bound_checks(Assembler& assembler) {
  CodeUnit unit = empty_unit(3);
  Constant name;
  name.kind = Constant::Kind::kStr;
  name.interned = true;
  unit.constants.push_back(name);
  EXPECT_EQ(assemble(assembler, unit, 1, 2), Assembler::Result::kDone);
  EXPECT_EQ(verify(unit), "");
  return code_of(unit);
}

TEST(BoundChecks, StayWhereAVariableMayBeUnbound) {
  Assembler assembler;
  Label skip = assembler.new_label();
  assembler.emit(Opcode::kCheckBound, 0, 0);
  assembler.emit_jump(Opcode::kJumpIfTrue, skip, 0);
  assembler.emit(Opcode::kMove, 1, 0);
  assembler.emit(Opcode::kCheckBound, 1, 0);  // bound just now
  assembler.bind(skip);
  assembler.emit(Opcode::kCheckBound, 1, 0);  // not on one way
  assembler.emit(Opcode::kCheckBound, 1, 0);  // checked just now
  assembler.emit(Opcode::kReturn, 1);
  EXPECT_EQ(after_bound_checks(assembler), "JumpIfTrue r0, @2\nMove r1, r0\nCheckBound r1, n0\nReturn r1\n");
}

TEST(BoundChecks, AnExhaustedLoopBindsNothing) {
  Assembler assembler;
  Label loop = assembler.new_label(), end = assembler.new_label();
  assembler.bind(loop);
  assembler.emit_jump(Opcode::kForIter, end, 1, 2);
  assembler.emit(Opcode::kCheckBound, 1, 0);
  assembler.emit_jump(Opcode::kJump, loop);
  assembler.bind(end);
  assembler.emit(Opcode::kCheckBound, 1, 0);
  assembler.emit(Opcode::kReturn, 1);
  EXPECT_EQ(after_bound_checks(assembler), "ForIter r1, r2, @3\nJumpBack @0\nCheckBound r1, n0\nReturn r1\n");
}

TEST(BoundChecks, AHandlerSeesTheStateBeforeEachInstruction) {
  Assembler assembler;
  Label handler = assembler.new_label();
  HandlerId id = assembler.new_handler(handler, 2);
  assembler.set_handler(id);
  assembler.emit(Opcode::kNegative, 1, 0);
  assembler.set_handler(kNoHandler);
  assembler.emit(Opcode::kCheckBound, 1, 0);
  assembler.emit(Opcode::kReturn, 1);
  assembler.bind(handler);
  assembler.emit(Opcode::kCheckBound, 1, 0);
  assembler.emit(Opcode::kReturn, 1);
  EXPECT_EQ(after_bound_checks(assembler), "Negative r1, r0\nReturn r1\nCheckBound r1, n0\nReturn r1\n");
}

TEST(Disassembler, TextReadsBackAsTheSameUnit) {
  const char* text =
      "unit \"f\" \"g.<locals>.f\" \"a \\\"b\\\".py\"\n"
      "  line 3 flags 0x4000003 positional_only 0 arguments 1 keyword_only 0 registers 9 locals_register 0 values 5\n"
      "  locals \"x\" \"y\"\n"
      "  cells 1\n"
      "  free \"z\"\n"
      "  names \"name\"\n"
      "  constant 0 str \"doc string\\n\\x00\"\n"
      "  constant 1 tuple (int -5, bigint 123456789012345678901234567890, float 1.5, complex -0.0 inf, none, tuple "
      "())\n"
      "  constant 2 frozenset (bytes \"\\xff\\\"\", true, false, ellipsis)\n"
      "  constant 3 float nan\n"
      "  constant 4 str \"é\"\n"
      "  constant 5 name \"name\"\n"
      "     0  LoadAttr            r2, r0, n5           [3:4-3:9]  ; \"name\"\n"
      "     4  JumpLessImmediate   !1, r2, #-3, @0      [-]\n"
      "     5  LoadInt             r3, #-70000          [4:0-5:1]\n"
      "     6  MakeFunction        !0, r3, u0, r0  ; <lambda>\n"
      "     7  LoadFree            r1, f0, n5  ; z  ; \"name\"\n"
      "     8  Call                !0, r2, r3, *0\n"
      "    10  Return              r2\n"
      "  handler 0 to 5 at 10 r2\n"
      "  unit \"<lambda>\" \"<lambda>\" \"f\"\n"
      "    line 1 flags 0x0 positional_only 0 arguments 0 keyword_only 0 registers 1 locals_register 0 values 0\n"
      "       0  Return              r0\n"
      "  end\n"
      "end\n";
  ReadUnitResult read = read_unit(text);
  ASSERT_NE(read.unit, nullptr) << read.error;
  EXPECT_EQ(disassemble(*read.unit), text);
  EXPECT_EQ(verify(*read.unit), "");
}

TEST(Disassembler, BadTextIsRefusedWithItsLine) {
  EXPECT_EQ(read_unit("unit \"f\" \"f\" \"f\"\n").error, "line 1: text ends inside a unit");
  ReadUnitResult read = read_unit(
      "unit \"f\" \"f\" \"f\"\n"
      "  line 1 flags 0x0 positional_only 0 arguments 0 keyword_only 0 registers 1 locals_register 0 values 0\n"
      "  0 Bogus r1\nend\n");
  EXPECT_EQ(read.error, "line 3: unknown opcode");
}

std::string verdict(const std::string& body, const char* registers = "4") {
  std::string text =
      "unit \"f\" \"f\" \"f\"\n  line 1 flags 0x0 positional_only 0 arguments 0 keyword_only 0 registers ";
  text += registers;
  text += " locals_register 0 values 0\n" + body + "end\n";
  ReadUnitResult read = read_unit(text);
  EXPECT_NE(read.unit, nullptr) << read.error;
  return read.unit == nullptr ? "" : verify(*read.unit);
}

TEST(Verifier, FindsBrokenPromises) {
  EXPECT_EQ(verdict("  0 Return r0\n"), "");
  EXPECT_EQ(verdict("  0 Return r4\n"), "f: at 0: register out of range");
  EXPECT_EQ(verdict("  0 Move r0, r1\n"), "f: at 0: falls off the end");
  EXPECT_EQ(verdict("  0 LoadConst r0, k0\n  1 Return r0\n"), "f: at 0: constant out of range");
  EXPECT_EQ(verdict("  constant 0 int 1\n  0 LoadGlobal r0, n0\n  3 Return r0\n"),
            "f: at 0: name operand is no interned str");
  EXPECT_EQ(verdict("  0 Jump @7\n"), "f: at 0: jump into nowhere");
  EXPECT_EQ(verdict("  constant 0 name \"a\"\n  0 LoadGlobal r0, n0\n  3 Jump @1\n"), "f: at 3: jump into nowhere");
  EXPECT_EQ(verdict("  0 Call !0, r0, r0, *1\n  2 Return r0\n"), "f: at 0: register out of range");
  EXPECT_EQ(verdict("  0 Call !0, r0, r0, *1\n  2 Return r0\n", "7"), "");
  EXPECT_EQ(verdict("  0 MakeFunction !0, r0, u0, r0\n  1 Return r0\n"), "f: at 0: child out of range");
  EXPECT_EQ(verdict("  0 LoadClosure r0, f0\n  1 Return r0\n"), "f: at 0: closure cell out of range");
  EXPECT_EQ(verdict("  0 Return r0\n  handler 0 to 1 at 5 r0\n"), "f: at 0: handler is nowhere");
  EXPECT_EQ(verdict("  0 Return r0\n  handler 0 to 0 at 0 r0\n"), "f: at 0: handler range is empty or too long");
  EXPECT_EQ(verdict("  0 Unpack r2, r0, *3\n  1 Return r0\n"), "f: at 0: register out of range");
}

TEST(OpcodeTable, EveryNameIsUniqueAndHasAMeaning) {
  for (int i = 0; i < kOpcodeCount; i++) {
    const OpcodeInfo& info = opcode_info(static_cast<Opcode>(i));
    EXPECT_FALSE(info.meaning.empty()) << info.name;
    for (int j = 0; j < i; j++) EXPECT_NE(opcode_info(static_cast<Opcode>(j)).name, info.name);
  }
}

// MEMPHIS_UPDATE_GOLDEN=1 writes it anew.
TEST(OpcodeTable, TheDocumentIsUpToDate) {
  const char* path = MEMPHIS_TEST_FOLDER "../../../docs/bytecode.md";
  if (std::getenv("MEMPHIS_UPDATE_GOLDEN") != nullptr) std::ofstream(path, std::ios::binary) << opcode_document();
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  EXPECT_TRUE(text.str() == opcode_document()) << "run the test with MEMPHIS_UPDATE_GOLDEN=1";
}

}  // namespace
}  // namespace memphis

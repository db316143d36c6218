#include "symbols/symbols.h"

#include <gtest/gtest.h>

namespace memphis {
namespace {

// A program and everything made of it; the parts refer to each other, so it stays in place.
struct Program {
  explicit Program(std::string text, ParseMode mode = ParseMode::kModule)
      : source(SourceText::from_utf8("<test>", std::move(text))), parsed(parse(source, names, mode)) {
    EXPECT_TRUE(parsed.ok()) << parsed.diagnostics.error.message;
    if (parsed.ok()) symbols = resolve_names(parsed);
  }
  NameTable names;
  SourceText source;
  ParseResult parsed;
  Symbols symbols;
};

std::string scopes_of(std::string text) {
  Program program(std::move(text));
  EXPECT_TRUE(program.symbols.ok()) << program.symbols.diagnostics.error.message;
  return print_symbols(program.symbols);
}

TEST(Symbols, ParametersThenLocalsInOrderThenCellsByName) {
  EXPECT_EQ(scopes_of("def f(a, /, b, *args, k, **kw):\n"
                      "  z = 1; y = 2\n"
                      "  def g(): return y, a\n"),
            "module <module> line 1\n"
            "  f: name (assigned)\n"
            "  function f line 1 varargs varkeywords\n"
            "    a: cell 0 (parameter)\n"
            "    b: local 1 (parameter)\n"
            "    k: local 2 (parameter)\n"
            "    args: local 3 (parameter)\n"
            "    kw: local 4 (parameter)\n"
            "    z: local 5 (assigned)\n"
            "    y: cell 7 (assigned)\n"
            "    g: local 6 (assigned)\n"
            "    slots: 0=cell a 1=b 2=k 3=args 4=kw 5=z 6=g 7=cell y\n"
            "    function g line 3 nested\n"
            "      y: free 1 (used)\n"
            "      a: free 0 (used)\n"
            "      closure: a=slot 0 y=slot 7\n"
            "    annotations __annotate__ line 3 nested\n"
            "      .format: local 0 (parameter, used)\n"
            "      slots: 0=.format\n"
            "  annotations __annotate__ line 1\n"
            "    .format: local 0 (parameter, used)\n"
            "    slots: 0=.format\n");
}

TEST(Symbols, ComprehensionsHaveSlotsOfTheirOwnInTheFrame) {
  EXPECT_EQ(scopes_of("x = 1\n[x for x in y if (w := x)]\n"),
            "module <module> line 1\n"
            "  x: name (assigned)\n"
            "  y: name (used)\n"
            "  w: global explicit (global)\n"
            "  slots: 1=x\n"
            "  list comprehension <listcomp> line 2 in the frame of <module>\n"
            "    x: local 1 (assigned, used, target)\n"
            "    w: global explicit (assigned, global)\n");
}

TEST(Symbols, ACapturedComprehensionVariableIsACell) {
  EXPECT_EQ(scopes_of("def f(n): return [lambda: i + n for i in n]\n"),
            "module <module> line 1\n"
            "  f: name (assigned)\n"
            "  function f line 1\n"
            "    n: cell 0 (parameter, used)\n"
            "    slots: 0=cell n 1=cell i\n"
            "    list comprehension <listcomp> line 1 nested in the frame of f\n"
            "      i: cell 1 (assigned, target)\n"
            "      lambda <lambda> line 1 nested\n"
            "        i: free 0 (used)\n"
            "        n: free 1 (used)\n"
            "        closure: i=slot 1 n=slot 0\n"
            "  annotations __annotate__ line 1\n"
            "    .format: local 0 (parameter, used)\n"
            "    slots: 0=.format\n");
}

TEST(Symbols, ClassBodiesLookNamesUp) {
  Program program("def f(x, y):\n  class C:\n    x = x\n    z = y\n    def m(self): return x, __class__\n");
  const Symbols& symbols = program.symbols;
  ASSERT_TRUE(symbols.ok());
  for (const Scope& scope : symbols.scopes) {
    if (scope.kind != ScopeKind::kClass) continue;
    ScopeId id = static_cast<ScopeId>(&scope - symbols.scopes.data());
    EXPECT_EQ(symbols.resolution_of(id, program.names.find("x")).kind(), ResolutionKind::kName);
    EXPECT_EQ(symbols.resolution_of(id, program.names.find("y")).kind(), ResolutionKind::kNameOrFree);
    // x is handed through to the method although the class binds it.
    ASSERT_EQ(scope.free.size(), 2u);
    EXPECT_EQ(symbols.text(scope.free[0].name), "x");
    EXPECT_GE(scope.class_cell, 1);
  }
}

TEST(Symbols, AnnotationScopesSeeTheClass) {
  EXPECT_EQ(scopes_of("class C:\n  T = int\n  def m(self, a: T, b: str): pass\n"),
            "module <module> line 1\n"
            "  C: name (assigned)\n"
            "  class C line 1\n"
            "    int: name (used)\n"
            "    T: name (assigned)\n"
            "    m: name (assigned)\n"
            "    slots: 1=cell __classdict__\n"
            "    function m line 3 method\n"
            "      self: local 0 (parameter)\n"
            "      a: local 1 (parameter)\n"
            "      b: local 2 (parameter)\n"
            "      slots: 0=self 1=a 2=b\n"
            "    annotations __annotate__ line 3 sees-class\n"
            "      .format: local 0 (parameter, used)\n"
            "      __classdict__: free 0 (used)\n"
            "      T: class dict or global (used)\n"
            "      str: class dict or global (used)\n"
            "      slots: 0=.format\n"
            "      closure: __classdict__=slot 1\n");
}

TEST(Symbols, PrivateNamesAreMangled) {
  Program program("class _C[__T](__Base):\n  def f(self, __p): self.__x = __p; return __T, __g\n");
  ASSERT_TRUE(program.symbols.ok());
  for (const char* name : {"_C__p", "_C__x", "_C__T", "_C__g"}) {
    EXPECT_NE(program.names.find(name), NameId::kNone) << name;
  }
  EXPECT_EQ(program.names.find("_C__Base"), NameId::kNone);
}

TEST(Symbols, JsonNests) {
  Program program("def f(a): return [b for b in a]\n");
  std::string json = print_symbols_json(program.symbols);
  EXPECT_NE(json.find("\"kind\": \"list comprehension\""), std::string::npos);
  EXPECT_NE(
      json.find("{\"name\": \"a\", \"resolution\": \"local\", \"index\": 0, \"flags\": [\"parameter\", \"used\"]}"),
      std::string::npos);
}

struct ErrorCase {
  const char* text;
  const char* message;
  int line, offset, end_line, end_offset;
};

// As CPython 3.14 reports them.
constexpr ErrorCase kErrors[] = {
    {"break", "'break' outside loop", 1, 1, 1, 6},
    {"for x in y:\n  def f(): break", "'break' outside loop", 2, 12, 2, 17},
    {"while 1:\n class A: continue", "'continue' not properly in loop", 2, 11, 2, 19},
    {"class A: yield 1", "'yield' outside function", 1, 10, 1, 17},
    {"x = yield from y", "'yield from' outside function", 1, 5, 1, 17},
    {"class A:\n return 1", "'return' outside function", 2, 2, 2, 10},
    {"é = 1; return", "'return' outside function", 1, 9, 1, 15},
    {"await x", "'await' outside function", 1, 1, 1, 8},
    {"def f():\n await x", "'await' outside async function", 2, 2, 2, 9},
    {"async def f():\n yield 1\n return 2", "'return' with value in async generator", 3, 2, 3, 10},
    {"async def f(): yield from x", "'yield from' inside async function", 1, 16, 1, 28},
    {"try: pass\nexcept: pass\nexcept E: pass", "default 'except:' must be last", 2, 1, 2, 13},
    {"*a, *b = 1", "multiple starred expressions in assignment", 1, 1, 1, 7},
    {"*a = 1", "starred assignment target must be in a list or tuple", 1, 1, 1, 3},
    {"a = *x", "can't use starred expression here", 1, 5, 1, 7},
    {"match x:\n case a: pass\n case b: pass", "name capture 'a' makes remaining patterns unreachable", 2, 7, 2, 8},
    {"match x:\n case 1 | _ | 2: pass", "wildcard makes remaining patterns unreachable", 2, 11, 2, 12},
    {"match x:\n case (a,1) | (b,2): pass", "alternative patterns bind different names", 2, 7, 2, 20},
    {"match x:\n case a, a: pass", "multiple assignments to name 'a' in pattern", 2, 10, 2, 11},
    {"match x:\n case *a, *b: pass", "multiple starred names in sequence pattern", 2, 7, 2, 13},
    {"match x:\n case {1:a, 1:b}: pass", "mapping pattern checks duplicate key (1)", 2, 7, 2, 17},
    {"match x:\n case A(x=1, x=2): pass", "attribute name repeated in class pattern: x", 2, 16, 2, 17},
    {"for x in y:\n try: pass\n except* E: break", "'break', 'continue' and 'return' cannot appear in an except* block",
     3, 13, 3, 18},
    {"def f(*, __debug__): pass", "cannot assign to __debug__", 1, 10, 1, 19},
    {"f(__debug__=1)", "cannot assign to __debug__", 1, 3, 1, 14},
    {"del __debug__", "cannot delete __debug__", 1, 5, 1, 14},
    {"[y for x in z if (x:=1)]", "assignment expression cannot rebind comprehension iteration variable 'x'", 1, 19, 1,
     20},
    {"def f():\n [(yield) for x in y]", "'yield' inside list comprehension", 2, 4, 2, 9},
    {"x: (yield)", "yield expression cannot be used within an annotation", 1, 5, 1, 10},
    {"class A[T: (yield)]: pass", "yield expression cannot be used within a TypeVar bound", 1, 13, 1, 18},
    {"class A[T]((yield)): pass", "yield expression cannot be used within the definition of a generic", 1, 13, 1, 18},
    {"type X[T, T] = 1", "duplicate type parameter 'T'", 1, 11, 1, 12},
    {"def f[T](): nonlocal T", "nonlocal binding not allowed for type parameter 'T'", 1, 13, 1, 23},
    {"def f(): return [x async for x in y]", "asynchronous comprehension outside of an asynchronous function", 1, 17, 1,
     37},
    {"from __future__ import braces", "not a chance", 1, 24, 1, 30},
    {"x=1\nfrom __future__ import division", "from __future__ imports must occur at the beginning of the file", 2, 1, 2,
     32},
    {"def f():\n from a import *", "import * only allowed at module level", 2, 16, 2, 17},
    {"def f(a, a): pass", "duplicate argument 'a' in function definition", 1, 10, 1, 11},
    {"def f(a):\n global a", "name 'a' is parameter and global", 2, 2, 2, 10},
    {"def f():\n nonlocal x", "no binding for nonlocal 'x' found", 2, 2, 2, 12},
    {"nonlocal x", "nonlocal declaration not allowed at module level", 1, 1, 1, 11},
    {"def f():\n x\n global x", "name 'x' is used prior to global declaration", 3, 2, 3, 10},
    {"def f():\n x=1\n global x", "name 'x' is assigned to before global declaration", 3, 2, 3, 10},
    {"def f():\n global x\n nonlocal x", "name 'x' is nonlocal and global", 2, 2, 2, 10},
    {"def f():\n async with a: pass", "'async with' outside async function", 2, 2, 2, 20},
    {"async for x in y: pass", "'async for' outside async function", 1, 1, 1, 23},
};

TEST(Symbols, ErrorsAsCPythonHasThem) {
  for (const ErrorCase& expected : kErrors) {
    SCOPED_TRACE(expected.text);
    Program program(expected.text);
    const Diagnostics& diagnostics = program.symbols.diagnostics;
    ASSERT_TRUE(diagnostics.has_error);
    EXPECT_EQ(diagnostics.error.message, expected.message);
    EXPECT_EQ(diagnostics.error.lineno, expected.line);
    EXPECT_EQ(diagnostics.error.offset, expected.offset);
    EXPECT_EQ(diagnostics.error.end_lineno, expected.end_line);
    EXPECT_EQ(diagnostics.error.end_offset, expected.end_offset);
  }
}

struct WarningCase {
  const char* text;
  const char* message;  // empty: none
};

constexpr WarningCase kWarnings[] = {
    {"x is 1", "\"is\" with 'int' literal. Did you mean \"==\"?"},
    {"x is not 'a'", "\"is not\" with 'str' literal. Did you mean \"!=\"?"},
    {"x is ()", "\"is\" with 'tuple' literal. Did you mean \"==\"?"},
    {"x is None", ""},
    {"x is -1", ""},
    {"assert (1, 'x')", "assertion is always true, perhaps remove parentheses?"},
    {"assert ()", ""},
    {"'a'()", "'str' object is not callable; perhaps you missed a comma?"},
    {"(lambda: 1)()", ""},
    {"1[0]", "'int' object is not subscriptable; perhaps you missed a comma?"},
    {"[1]['a']", "list indices must be integers or slices, not str; perhaps you missed a comma?"},
    {"'a'[True]", ""},
    {"def f():\n  try: pass\n  finally: return 1", "'return' in a 'finally' block"},
    {"for x in y:\n  try: pass\n  finally: continue", "'continue' in a 'finally' block"},
    {"for x in y:\n  try: pass\n  finally:\n    for z in y: break", ""},
};

TEST(Symbols, WarningsAsCPythonHasThem) {
  for (const WarningCase& expected : kWarnings) {
    SCOPED_TRACE(expected.text);
    Program program(expected.text);
    ASSERT_TRUE(program.symbols.ok());
    const std::vector<Diagnostic>& warnings = program.symbols.diagnostics.warnings;
    ASSERT_EQ(warnings.size(), *expected.message == '\0' ? 0u : 1u);
    if (!warnings.empty()) EXPECT_EQ(warnings[0].message, expected.message);
  }
}

TEST(Symbols, DeepNestingIsRefusedAndNotACrash) {
  Program program("x = 1\n");
  // The parser has limits of its own; a small budget shows ours.
  SymbolsOptions options;
  options.stack_budget = 16;
  Symbols symbols = resolve_names(program.parsed, options);
  ASSERT_TRUE(symbols.diagnostics.has_error);
  EXPECT_EQ(symbols.diagnostics.error.kind, DiagnosticKind::kRecursionError);
  EXPECT_EQ(symbols.diagnostics.error.message, "maximum recursion depth exceeded during compilation");
}

}  // namespace
}  // namespace memphis

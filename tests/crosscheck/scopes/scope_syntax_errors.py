# global/nonlocal misuse is found when compiling, with these messages.
sources = [
    "def f():\n  x = 1\n  global x",
    "def f():\n  print(x)\n  global x",
    "def f(x):\n  global x",
    "def f():\n  x: int\n  global x",
    "def f():\n  global x\n  x: int = 1",
    "def f():\n  nonlocal x",
    "nonlocal x",
    "global y\ny = 1",
    "def f():\n  x = 1\n  def g():\n    x = 2\n    nonlocal x",
    "def f():\n  x = 1\n  def g():\n    print(x)\n    nonlocal x",
    "def f():\n  def g(x):\n    nonlocal x",
    "def f():\n  def g():\n    global x\n    nonlocal x",
    "class C:\n  x = 1\n  global x",
    "class C:\n  nonlocal x",
    "def f(a, a): pass",
    "lambda a, *a: 0",
    "def f(a, *, a): pass",
    "def f(**a, a): pass",
    "def f():\n  from x import *",
    "class C:\n  from x import *",
    "def f():\n  def g():\n    nonlocal __class__",
    "def f():\n  import x\n  global x",
    "def f():\n  for x in (): pass\n  global x",
    "x = 1\nglobal x",
    "[x := 1 for x in ()]",
    "[[(x := 1) for y in ()] for x in ()]",
    "[1 for x in (y := ())]",
    "class C:\n  [(y := 1) for x in ()]",
    "def f():\n  [a for a in (yield 1)]",
    "[(yield 1) for a in ()]",
    "def f():\n  [(yield a) for a in ()]",
    "def f():\n  return (x async for x in y)",
]
for source in sources:
    try:
        compile(source, "<test>", "exec")
    except SyntaxError as error:
        print(repr(source), "->", error.msg, (error.lineno, error.offset, error.end_lineno, error.end_offset))
    else:
        print(repr(source), "-> compiles")

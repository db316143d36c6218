# return, yield, break, continue, await, star imports and others outside of where they belong.


def show(source, mode="exec"):
    try:
        compile(source, "<test>", mode)
        print(f"{source!r}\n    compiles")
    except SyntaxError as error:
        where = error.lineno, error.offset, error.end_lineno, error.end_offset
        print(f"{source!r}\n    {type(error).__name__}: {error.msg} {where} {(error.text or "").rstrip()!r}")


for source in (
    'return', 'return 1', 'yield', 'yield 1', 'x = yield', 'yield from x', 'await x', 'break', 'continue',
    'class C:\n  return', 'class C:\n  yield', 'class C:\n  await x', 'class C:\n  break', 'if 1:\n  return',
    'if 1:\n  break', 'for x in y: pass\nelse: break', 'while 1: pass\nelse: continue',
    'for x in y:\n  def f(): break', 'for x in y:\n  class C: continue', 'for x in y:\n  lambda: (yield)',
    'try:\n  break\nfinally: pass', 'with x: continue', 'def f():\n  class C:\n    return 1',
    'def f():\n  return\n  yield from x', 'async def f(): yield from x', 'async def f():\n  return 1\n  yield',
    'async def f():\n  yield\n  return 1', 'async def f():\n  yield\n  return', 'def f(): await x',
    'def f(): async for x in y: pass', 'def f(): async with x: pass', 'def f(): [x async for x in y]',
    'def f(): [await x for x in y]', 'def f(): (x async for x in y)', 'async def f(): [x async for x in y]',
    'async def f(): lambda: await x', 'async def f():\n  def g(): await x', 'async def f(): [await x for x in y]',
    'async def f(): (await x for x in y)', 'async def f():\n  class C: await x', 'lambda: await x', 'lambda: (yield)',
    'lambda: (yield from x)', '[yield x for x in y]', '[(yield x) for x in y]', '((yield x) for x in y)',
    '{(yield x): 1 for x in y}', '{(yield) for x in y}', '[x for x in (yield y)]', 'def f(): [x for x in (yield y)]',
    'def f(): [x for x in y if (yield)]', 'def f(x=(yield)): pass', 'class C((yield)): pass',
    'def f():\n  from x import *', 'def f():\n  def g():\n    from x import *', 'class C: from x import *',
    'nonlocal x', 'def f(): nonlocal x', 'def f():\n  x = 1\n  nonlocal x', 'x = 1\ndef f(): nonlocal x',
    'global x, y; x = 1', 'def f(x): global x', 'def f(): x = 1; global x', 'def f(): print(x); global x',
    'def f(): global x; global x', 'def f():\n  for global_ in x: global global_', 'def f():\n  import x\n  global x',
    'def f():\n  def x(): pass\n  global x', 'def f():\n  class x: pass\n  global x',
    'def f():\n  with y as x: pass\n  global x', 'def f():\n  x += 1\n  global x', 'def f():\n  del x\n  global x',
    'def f():\n  (x := 1)\n  global x', 'def f():\n  lambda: x\n  global x', 'def f():\n  [x for x in y]\n  global x',
    'class C:\n  def __class__(self): nonlocal __class__',
    'def f():\n  x = 1\n  def g():\n    nonlocal x\n    global x', 'def f():\n  nonlocal x, y\n',
    'def f(x):\n  def g(x): nonlocal x', 'def f():\n  x = 1\n  class C:\n    nonlocal x\n    x = 2',
    'def f():\n  x = 1\n  class C:\n    x = 2\n    nonlocal x', 'def f():\n  global x\n  def g(): nonlocal x',
    'class C:\n  x = 1\n  def f(self): nonlocal x', 'yield x = 1', 'def f():\n  try: pass\n  except* E: return',
    'for x in y:\n  try: pass\n  except* E: break', 'for x in y:\n  try: pass\n  except* E:\n    for z in w: break',
    'def f():\n  try: pass\n  except* E:\n    def g(): return 1', 'from __future__ import nope',
    'x = 1; from __future__ import division',
):
    show(source)

# expected ":", missing conditions, blocks and clauses of compound statements.


def show(source, mode="exec"):
    try:
        compile(source, "<test>", mode)
        print(f"{source!r}\n    compiles")
    except SyntaxError as error:
        where = error.lineno, error.offset, error.end_lineno, error.end_offset
        print(f"{source!r}\n    {type(error).__name__}: {error.msg} {where} {(error.text or "").rstrip()!r}")


for source in (
    'if x\n  y', 'if x', 'if', 'if :\n  y', 'if x: else: y', 'if x:\n  y\nelse\n  z', 'if x:\n  y\nelif\n  z',
    'if x:\n  y\nelif z\n  w', 'if x:\n  y\nelse z:\n  w', 'if x:\n  y\nelse:\n  z\nelse:\n  w',
    'if x:\n  y\nelse:\n  z\nelif w:\n  v', 'while x\n  y', 'while\n  y', 'while :\n  y', 'while x: y\nelse\n  z',
    'for x in y\n  z', 'for x in\n  y', 'for x\n  y', 'for in y:\n  z', 'for x y:\n  z', 'for x of y: pass',
    'for x = y: pass', 'for (x in y) : pass', 'for x in y: z\nelse\n  w', 'for: pass', 'def f()\n  x',
    'def f(x)\n  y', 'def f\n  x', 'def f() -> int\n  x', 'class C\n  x', 'class C()\n  x', 'class C(A, B)\n  x',
    'class (A): pass', 'class : pass', 'class C(: pass', 'class C[T]\n  x', 'try\n  x', 'try:\n  x', 'try: x\ny',
    'try:\n  x\nexcept\n  y', 'try:\n  x\nexcept E\n  y', 'try:\n  x\nexcept E as e\n  y',
    'try:\n  x\nexcept E as\n  y', 'try:\n  x\nexcept E, F as e:\n  y', 'try:\n  x\nexcept (E, F) as e.f:\n  y',
    'try:\n  x\nexcept E as f():\n  y', 'try:\n  x\nexcept E as (a, b):\n  y', 'try:\n  x\nexcept E as 1:\n  y',
    'try:\n  x\nexcept E, F:\n  y', 'try:\n  x\nexcept:\n  y\nexcept E:\n  z', 'try:\n  x\nelse:\n  y',
    'try:\n  x\nfinally\n  y', 'try:\n  x\nfinally:\n  y\nexcept:\n  z',
    'try:\n  x\nexcept:\n  y\nfinally:\n  z\nelse:\n  w', 'try:\n  x\nexcept*:\n  y', 'try:\n  x\nexcept* E\n  y',
    'try:\n  x\nexcept E:\n  y\nexcept* F:\n  z', 'try:\n  x\nexcept* E:\n  y\nexcept F:\n  z',
    'try:\n  x\nexcept* E, F as e:\n  y', 'try: x\nexcept yield: y', 'with x\n  y', 'with\n  x', 'with :\n  x',
    'with x as y\n  z', 'with x as:\n  y', 'with x, :\n  y', 'with x as y, as z:\n  w', 'with (x, y)\n  z',
    'with (x as y\n  z', 'with (x as y, z as w\n):\n  v', 'with x y: z', 'with (x as y) as z: w',
    'match x\n  case 1: y', 'match x:\n  case 1\n    y', 'match x:\n  case\n    y', 'match x:\n  case 1 if\n    y',
    'match x:\n  case 1 if y\n    z', 'match:\n  case 1: y', 'lambda x\n', 'async\n', 'async for x in y: pass',
    'async with x: pass', 'async def f()\n  x', 'async if x: pass', 'async lambda: 0', '@\ndef f(): pass',
    '@x def f(): pass', '@x\nx = 1', '@x\n@y', '@(yield)\ndef f(): pass', 'x if', 'x if y', 'x if y else', '(x if y)',
    '[x if y]', 'f(x if y)', 'x = y if z', 'x if y: z', 'return x if y', 'x if y else z if w',
):
    show(source)

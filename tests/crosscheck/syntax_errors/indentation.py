# IndentationError and TabError in all their forms.


def show(source, mode="exec"):
    try:
        compile(source, "<test>", mode)
        print(f"{source!r}\n    compiles")
    except SyntaxError as error:
        where = error.lineno, error.offset, error.end_lineno, error.end_offset
        print(f"{source!r}\n    {type(error).__name__}: {error.msg} {where} {(error.text or "").rstrip()!r}")


for source in (
    ' x', '  x = 1', 'x\n y', 'if 1:\nx', 'if 1:', 'if 1:\n', 'if 1:\n\n\nx', 'if 1:\n  x\n y', 'if 1:\n  x\n    y',
    'if 1:\n    x\n  y', 'def f():\nx', 'def f():\n  x\n y', 'class C:\npass', 'for x in y:\nz', 'while 1:\nx',
    'try:\nx', 'try:\n  x\nexcept:\ny', 'try:\n  x\nexcept E:\ny', 'try:\n  x\nexcept E as e:\ny',
    'try:\n  x\nexcept* E:\ny', 'try:\n  x\nfinally:\ny', 'try:\n  x\nexcept E:\n  y\nelse:\nz', 'with x:\ny',
    'with (x,\n y):\nz', 'if 1:\n  x\nelif 2:\ny', 'if 1:\n  x\nelse:\ny', 'for x in y:\n  z\nelse:\nw',
    'while 1:\n  x\nelse:\ny', 'async def f():\nx', 'async def f():\n  async for x in y:\n  z',
    'async def f():\n  async with x:\n  y', 'match x:\ncase 1: pass', 'match x:\n  case 1:\n  pass',
    'match x:\n  case 1 if y:\n  pass', '@x\n  def f(): pass', '@x\n', '@x', 'if 1:\n\tx\n        y',
    'if 1:\n        x\n\ty', 'if 1:\n\tx\n  y', 'if 1:\n    x\n\ty', 'if 1:\n \tx\n\t y',
    'if 1:\n  if 2:\n    x\n   y', 'def f():\n  if 1:\n  x', 'def f():\n    x = 1\n      y = 2',
    "def f():\n    '''doc'''\n  x", 'x = 1\n    # comment\n  y = 2', 'if 1:\n  # only a comment',
    'if 1:\n  # only a comment\nx', 'def f(): # comment\n', 'def f():\n  pass\n\n   \n x',
    'class C:\n  def f(self):\n    pass\n   def g(self):\n    pass', 'class C:\n  x = 1\n   y = 2', 'if 1: x\n  y',
    'if 1: x\nelse:\ny', 'if 1:\n  x;\n   y', 'lambda:\n  1', 'x = (\n1,\n  2)\n y', '  ', '  \n', '  # comment',
    '  \\\nx', 'if 1: if 2: pass', 'if 1: for x in y: pass', 'if 1: def f(): pass', 'x; if 1: pass',
    'x; def f(): pass', 'for x in y: while 1: pass', 'def f(): class C: pass', 'if 1:\n  x\n\x0c  y',
    'def f():\n\tif 1:\n\t\tx\n\t    y', 'if 1:\n    x\n     y', 'if a:\n  if b:\n    c\nd\n  e',
):
    show(source)

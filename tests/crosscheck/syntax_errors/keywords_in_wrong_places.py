# Keywords used as names, misspelt keywords, and statements where an expression belongs.


def show(source, mode="exec"):
    try:
        compile(source, "<test>", mode)
        print(f"{source!r}\n    compiles")
    except SyntaxError as error:
        where = error.lineno, error.offset, error.end_lineno, error.end_offset
        print(f"{source!r}\n    {type(error).__name__}: {error.msg} {where} {(error.text or "").rstrip()!r}")


for source in (
    'class = 1', 'def = 1', 'if = 1', 'x = class', 'x = if', 'f(class=1)', 'f(if=1)', 'f(None=1)', 'x.class',
    'x.def = 1', 'import class', 'from x import if', 'import x as class', 'def class(): pass', 'def f(class): pass',
    'def f(if=1): pass', 'lambda class: 1', 'for class in x: pass', 'with x as class: pass', 'class class: pass',
    'del class', 'global if', 'print(def)', 'x = return', 'x = pass', 'f(return)', '(pass)', '[break]', '{continue}',
    'x = import y', 'x = raise y', 'lambda: return 1', 'lambda: pass', 'x if pass else y', 'if pass: pass',
    'while return: pass', 'else: pass', 'elif x: pass', 'except: pass', 'finally: pass', 'case 1: pass', 'in x',
    'is x', 'as x', 'from x', 'yield = 1', 'await = 1', 'async = 1', 'async x', 'async def', 'nonlocal = 1',
    'whille True: pass', 'fro x in y: pass', 'defin f(): pass', 'clas C: pass', 'imprt x', 'form x import y',
    'retrun 1', 'esle: pass', 'if x:\n  pass\nesle:\n  pass', 'if x:\n  pass\nelsif y:\n  pass',
    'if x:\n  pass\nelse if y:\n  pass', 'try:\n  pass\nexcpt: pass', 'wiht x: pass', 'wile x: pass', 'rais x',
    'fo x in y: pass', 'asert x', 'lamda x: 1', 'ture', 'x = not', 'True = 1', 'def f(True): pass', 'raise',
    'x = lambda', 'pass x', 'break x', 'continue 1', 'import', 'from', 'from x import', 'from . import', 'def',
    'class', 'if', 'while', 'for', 'with', 'try', 'return x y', 'del', 'assert', 'global', 'nonlocal',
):
    show(source)

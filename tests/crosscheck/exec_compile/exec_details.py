# exec and eval: sources of each type, code objects, namespaces made on demand, return values, nested exec.
print(
    exec("x = 1"), x, eval("x + 1"), eval(b"x + 2"), eval(bytearray(b"x + 3")), eval("  x\n"), eval("\t(x)"),
    eval(compile("x", "s", "eval")), eval("lambda: x")(),
)
exec(b"# coding: latin-1\ny = '\xe9'")
print(y == "\xe9")
exec(b"\xef\xbb\xbfz = 'bom'")
print(z)
exec("# -*- coding: ignored in str -*-\nw = 'é'")
print(w)
code = compile("result = a * 2\n", "s", "exec")
for a in (1, "ab"):
    exec(code)
    print(result)
exec("exec(\"exec('deep = 3')\")")
print(deep)
def local_exec():
    n = 5
    exec("n = 6; m = n")
    space = {}
    exec("q = n", globals() | {"n": n}, space)
    return n, space
print(local_exec())
exec("def f(): return g()\ndef g(): return 'mutual'\nprint(f())")
exec("class C:\n    v = x\n    def m(self): return self.v\nprint(C().m(), C.__module__, C.__qualname__)")
exec("import sys as s; print(s.__name__)")
exec("for i in range(3): pass\nelse: print('loop', i)")
exec("try:\n  1 / 0\nexcept ZeroDivisionError as e: print(e)")
exec("print([i * x for i in range(3)], (lambda: x)())", {"x": 7})
ns = {"__name__": "custom"}
exec("def f(): pass\nclass K: pass", ns)
print(ns["f"].__module__, ns["K"].__module__, sorted(k for k in ns if not k.startswith("__")))
print(eval("__name__", {"__name__": "given"}), eval("(a, b)", {"a": 1}, {"b": 2}))
for source in (
    "eval('x = 1')", "eval('')", "eval('1 2')", "eval('return 1')", "exec('return 1')", "exec('yield 1')",
    "eval('(yield)')", "exec('break')", "eval(None)", "eval('undefined')", "exec('nonlocal q')", "eval('1', 5)",
    "eval('1', {}, 5)", "eval('\\n\\n')", "eval('a\\0')", "exec('await x')", "exec('x = 1\\n  y = 2')", "eval('*x')",
    "exec('from __future__ import nothing')", "exec('x = 1; from __future__ import division')", "eval()",
    "exec('x', {}, {}, {})", "eval('1;')", "eval('1\\n2')",
):
    try:
        print(eval(source))
    except Exception as error:
        print(source, "->", type(error).__name__, error)

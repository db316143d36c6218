# exec with a closure= argument, and the code's free variables when none is given.
def make():
    a, b = 1, 2
    def f():
        print(a + b)
    return f


f = make()
code = f.__code__
exec(code, {}, closure=f.__closure__)
for action in (
    lambda: exec(code),
    lambda: exec(code, {}, closure=()),
    lambda: exec(code, {}, closure=(1, 2)),
    lambda: exec("1", closure=f.__closure__),
    lambda: exec((lambda: 0).__code__, closure=f.__closure__),
    lambda: eval(code),
    lambda: exec(5),
    lambda: eval([]),
    lambda: exec("", 1),
    lambda: exec("", {}, 1),
    lambda: eval("1", globals=None, locals=5),
):
    try:
        print(action())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
print(
    eval("x + y", {"x": 1}, {"y": 2}), eval("x", globals={"x": "by keyword"}),
    eval("y", locals={"y": "locals keyword"}),
)

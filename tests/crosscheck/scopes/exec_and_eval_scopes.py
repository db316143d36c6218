# exec/eval with the caller's names, given globals, given locals, and assignments that stay inside.
x = "module"


def default_scopes():
    x = "local"
    exec("x = 'assigned in exec'; y = 'new'")
    return x, eval("x"), "y" in locals()


print(default_scopes())
exec("z = 'module level'")
print(z)
space = {"x": "given"}
exec("w = x; def_in = [x for _ in range(1)]", space)
print(space["w"], space["def_in"], "__builtins__" in space)
g, l = {"a": 1}, {"b": 2}
exec("c = a + b\nglobal d\nd = c * 10", g, l)
print(l, g["d"])
exec("def f(): return a\nr = f()", g, l)
print(l["r"])
try:
    exec("q = 1\ndef h(): return q\nh()", {}, {})
except NameError as error:
    print(error)
try:
    exec("class K:\n  v = 1\n  w = v\nprint([K.w for _ in 'a'])", {}, {})
except NameError as error:
    print(error)
print(eval("[k for k in range(n)]", {}, {"n": 3}), eval("sum(m for _ in range(n))", {"m": 2}, {"n": 3}))


class Mapping:
    def __getitem__(self, key):
        if key.startswith("v_"):
            return key.upper()
        raise KeyError(key)
    def __setitem__(self, key, value):
        print("set", key, value)
    def __delitem__(self, key):
        print("del", key)


exec("new = v_one + v_two; del gone", {}, Mapping())
print(eval("v_x, len('four')", {}, Mapping()))
print(eval("x", {"__builtins__": {}, "x": 1}))
try:
    eval("len", {"__builtins__": {}})
except NameError as error:
    print(error)
exec("print(only)", {"__builtins__": {"print": print, "only": "restricted builtins"}})

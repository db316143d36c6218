# Each binary operator calls its dunder, its reflected dunder and its in-place dunder.
operators = {
    "+": "add", "-": "sub", "*": "mul", "@": "matmul", "/": "truediv", "//": "floordiv", "%": "mod",
    "**": "pow", "<<": "lshift", ">>": "rshift", "&": "and", "^": "xor", "|": "or",
}


def method(name):
    return lambda self, other, *rest: f"{type(self).__name__}.{name}({other!r}{''.join(', %r' % r for r in rest)})"


class Left:
    def __repr__(self): return "left"


class Right:
    def __repr__(self): return "right"


class InPlace:
    def __repr__(self): return "inplace"


for symbol, name in operators.items():
    setattr(Left, f"__{name}__", method(f"__{name}__"))
    setattr(Right, f"__r{name}__", method(f"__r{name}__"))
    setattr(InPlace, f"__i{name}__", method(f"__i{name}__"))

for symbol in operators:
    print(eval(f"Left() {symbol} 1"), eval(f"1 {symbol} Right()"), eval(f"Left() {symbol} Right()"))
    space = {"x": InPlace(), "l": Left(), "n": 5, "Right": Right}
    exec(f"x {symbol}= 2\nl {symbol}= 3\nn {symbol}= Right()", space)
    print("   ", space["x"], space["l"], space["n"])
print(divmod(object.__new__(type("D", (), {"__divmod__": method("__divmod__")})), 2))
print(divmod(2, object.__new__(type("D", (), {"__rdivmod__": method("__rdivmod__")}))))
print(pow(Left(), 2, 3), pow(2, Right(), None))

# Fields are evaluated and formatted left to right, spec fields after the value; conversions call the right method.
class V:
    def __init__(self, n): self.n = n
    def __format__(self, spec): print("format", self.n, repr(spec), end="; "); return f"F{self.n}"
    def __str__(self): print("str", self.n, end="; "); return f"S{self.n}"
    def __repr__(self): print("repr", self.n, end="; "); return f"R{self.n}é"


def v(n):
    print("make", n, end="; ")
    return V(n)


print(f"{v(1)} {v(2)!s} {v(3)!r} {v(4)!a} {v(5):{v(6)}{v(7)!r}} {v(8)!s:>5}")
print(f"{v(1)=} {v(2)=:x}")


class Str(str):
    def __format__(self, spec): return "custom format"
    def __str__(self): return "custom str"


print(f"{Str('x')}", f"{Str('x')!s}", f"{Str('x'):5}", type(f"{Str('x')!s}").__name__, type(f"{'plain'}").__name__)
try:
    f"{v(1)} {1 / 0} {v(2)}"
except ZeroDivisionError as error:
    print(error)
try:
    f"{v(1)} {undefined:{v(2)}}"
except NameError as error:
    print(error)
class Bad:
    def __format__(self, spec): return 5
try:
    f"{Bad()}"
except TypeError as error:
    print(error)
def closure():
    local = "captured"
    return [lambda: f"{local} {inner}" for inner in (1, 2)]
print([f() for f in closure()])
class K:
    attr = "class scope"
    text = f"{attr}"
    late = [f"{i}" for i in range(2)]
    def m(self): return f"{self.__secret} {__class__.__name__}"
    __secret = "mangled"
print(K.text, K.late, K().m())
print("%s" % f"{'percent'}", f"{'a'}" + "b" * 2, f"{1}"[0], f"{'x'}".join("ab"), len(f"{'abc':10}"))

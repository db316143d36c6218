# int(), float(), complex(), round() and math functions through __int__, __float__, __complex__, __round__, __trunc__...
import math


class N:
    def __int__(self): return 3
    def __float__(self): return 2.5
    def __complex__(self): return 1 + 2j
    def __round__(self, digits="none"): return f"round({digits})"
    def __trunc__(self): return "trunc"
    def __floor__(self): return "floor"
    def __ceil__(self): return "ceil"
    def __abs__(self): return "abs"
    def __neg__(self): return "neg"
    def __pos__(self): return "pos"
    def __invert__(self): return "invert"


n = N()
print(
    int(n), float(n), complex(n), round(n), round(n, 2), math.trunc(n), math.floor(n), math.ceil(n), abs(n), -n, +n,
    ~n, round(n, None),
)


class Bad:
    def __int__(self): return "3"
    def __float__(self): return 3
    def __complex__(self): return 1.0


class IntSub(int): pass
class Warns:
    def __float__(self): return type("FloatSub", (float,), {})(1.25)


for action in (
    lambda: int(Bad()), lambda: float(Bad()), lambda: complex(Bad()), lambda: int(object()), lambda: int([]),
    lambda: float("1e400"), lambda: int("  12_3 "), lambda: int("1__2"),
    lambda: int(
    "0b101", 0,
               ), lambda: int("z", 36), lambda: int(b"77", 8), lambda: int(1e30), lambda: int(float("nan")), lambda: int(float("inf")), lambda: float("nan") == float("nan"),
    lambda: complex("1+2j"), lambda: complex("1 + 2j"), lambda: complex(1, 2), lambda: complex(
    "1", 2,
    ), lambda: int("9" * 5000), lambda: str(10**5000), lambda: float(10**400), lambda: 10**400 / 3,
    lambda: math.floor(object()), lambda: round(2.5), lambda: round(-0.5), lambda: round(12345, -2),
    lambda: round(0.15, 1), lambda: type(round(1.0)).__name__,
):
    try:
        print(action())
    except (TypeError, ValueError, OverflowError) as error:
        print(type(error).__name__, error)

# NotImplemented makes the other operand try; it has no truth value any more; each protocol's fallback.
class Refuses:
    def __add__(self, other): return NotImplemented
    def __iadd__(self, other): return NotImplemented
    def __eq__(self, other): return NotImplemented
    def __lt__(self, other): return NotImplemented
    def __contains__(self, item): return False
    def __hash__(self): return 1


class Accepts:
    def __radd__(self, other): return "radd accepted"
    def __eq__(self, other): return "eq accepted"
    def __gt__(self, other): return "gt accepted"
    def __hash__(self): return 1


r, a = Refuses(), Accepts()
print(r + a, r == a, a == r, r < a, r != a, r == r, r == Refuses(), r != Refuses())
x = r
x += a
print(x)
for action in (
    lambda: r + 1, lambda: r < r, lambda: bool(NotImplemented), lambda: not NotImplemented,
    lambda: Refuses.__add__(r, 1),
    lambda: (1).__add__("x"), lambda: (1).__eq__("x"), lambda: [].__lt__(1), lambda: "a".__eq__(1),
    lambda: object().__eq__(5), lambda: object().__ne__(5),
    lambda: object().__lt__(5), lambda: type(NotImplemented)() is NotImplemented,
):
    try:
        print(action())
    except TypeError as error:
        print(error)


def iadd():
    y = Refuses()
    y += 5


try:
    iadd()
except TypeError as error:
    print(error)

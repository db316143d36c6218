# Arguments are evaluated left to right, stars included, before the call; the callee first of all.
def show(name, value=None):
    print(name, end=" ")
    return value


def target(*args, **kwargs):
    print("->", args, kwargs)


show("callee", target)(
    show("a", 1), *show(
        "star1", [2, 3],
    ), show("b", 4), k=show("k", 5), *show("star2", (6,)), **show("map", {"m": 7}), n=show("n", 8)
)


class Lazy:
    def __init__(self, name):
        self.name = name

    def __iter__(self):
        print("iter", self.name, end=" ")
        yield self.name

    def keys(self):
        print("keys", self.name, end=" ")
        return [self.name]

    def __getitem__(self, key):
        print("item", key, end=" ")
        return key


target(*Lazy("x"), show("between"), **Lazy("y"), z=show("after"))

try:
    show("callee", None)(show("arg"), k=show("kw"))
except TypeError as error:
    print("->", error)
try:
    show("missing").attribute(show("never"))
except AttributeError as error:
    print("->", error)

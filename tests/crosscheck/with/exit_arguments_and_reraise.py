# __exit__ may inspect and re-raise what it gets, chain another error, or be called by hand.
class Translate:
    def __enter__(self): return self
    def __exit__(self, kind, value, tb):
        if kind is KeyError:
            raise ValueError("translated") from value
        if kind is IndexError:
            raise value
        if kind is TypeError:
            raise TypeError("again")
        return issubclass(kind, ArithmeticError) if kind else None


for error in (KeyError("k"), IndexError("i"), TypeError("t"), ZeroDivisionError("z"), OSError("o")):
    try:
        with Translate():
            raise error
        print("swallowed", repr(error))
    except Exception as e:
        print(repr(e), e is error, repr(e.__cause__), repr(e.__context__))


class Stack:
    def __init__(self): self.exits = []
    def push(self, f): self.exits.append(f)
    def __enter__(self): return self
    def __exit__(self, *info):
        while self.exits:
            print("callback", self.exits.pop()())


with Stack() as stack:
    for i in range(3):
        stack.push(lambda i=i: i * i)
    print("body done")
m = Translate()
print(m.__enter__() is m, m.__exit__(None, None, None), m.__exit__(ArithmeticError, ArithmeticError(), None))


class Suppress:
    def __init__(self, *kinds): self.kinds = kinds
    def __enter__(self): pass
    def __exit__(self, kind, value, tb): return kind is not None and issubclass(kind, self.kinds)


with Suppress(KeyError, IndexError):
    {}["x"]
    print("never")
try:
    with Suppress(KeyError):
        [][0]
except IndexError as error:
    print(error)

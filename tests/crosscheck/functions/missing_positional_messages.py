# TypeError for missing positional arguments names them with commas and "and".
def one(a): pass
def two(a, b): pass
def three(a, b, c): pass
def four(a, b, c, d): pass
def with_default(a, b, c=1): pass
def posonly(a, b, /, c): pass


class Holder:
    def method(self, x): pass
    def no_self(): pass


for call in (
    lambda: one(),
    lambda: two(),
    lambda: two(1),
    lambda: two(b=1),
    lambda: three(),
    lambda: three(b=1),
    lambda: four(),
    lambda: four(1, c=2),
    lambda: with_default(),
    lambda: with_default(c=4),
    lambda: posonly(),
    lambda: posonly(1),
    lambda: Holder().method(),
    lambda: Holder.method(),
    lambda: Holder.method(1),
    lambda: Holder().no_self(),
    lambda: (lambda q: q)(),
):
    try:
        call()
    except TypeError as error:
        print(error)
    else:
        print("no error")

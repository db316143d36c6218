# A comprehension in a class body: the first iterable is the class's, the rest looks past it; __class__ cells too.
scale = 100


class Grid:
    scale = 2
    size = 3
    outer_iterable = [n for n in range(size)]
    try:
        inner = [n * size for n in range(size)]
    except NameError as error:
        message = str(error)
    body_sees_global = [n * scale for n in range(size)]
    nested = [[m for m in range(n)] for n in range(size)]
    late = lambda self: [self.size * n for n in range(self.size)]
    names = {name for name in list(locals()) if not name.startswith("__")}

    def uses_class(self):
        return [__class__.__name__ for _ in "a"], [super(Grid, self).__init__.__name__ for _ in "b"]


print(Grid.outer_iterable, Grid.message)
print(Grid.body_sees_global, Grid.nested, Grid().late())
print(sorted(Grid.names))
print(Grid().uses_class())


def enclosing():
    size = "function's"
    class Inner:
        size = "class's"
        seen = [size for _ in range(1)]
        seen_generator = list(size for _ in range(1))
        seen_lambda = (lambda: size)()
    return Inner.seen, Inner.seen_generator, Inner.seen_lambda


print(enclosing())

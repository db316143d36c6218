"""User code that recurses through every protocol without end: RecursionError each time, on a stack that is whole afterwards."""


class Everything:
    def __repr__(self):
        return repr(self)

    def __str__(self):
        return str(self)

    def __format__(self, spec):
        return format(self, spec)

    def __bool__(self):
        return bool(self)

    def __len__(self):
        return len(self)

    def __hash__(self):
        return hash(self)

    def __eq__(self, other):
        return self == other

    def __lt__(self, other):
        return self < other

    def __add__(self, other):
        return self + other

    def __iadd__(self, other):
        self += other

    def __getitem__(self, key):
        return self[key]

    def __setitem__(self, key, value):
        self[key] = value

    def __contains__(self, item):
        return item in self

    def __iter__(self):
        return iter(self)

    def __next__(self):
        return next(self)

    def __call__(self):
        return self()

    def __enter__(self):
        with self:
            pass

    def __exit__(self, *details):
        pass

    def __getattr__(self, name):
        return getattr(self, name)

    def __setattr__(self, name, value):
        setattr(self, name, value)

    def __delattr__(self, name):
        delattr(self, name)

    def __index__(self):
        return self.__index__()

    def __dir__(self):
        return dir(self)


class Meta(type):
    def __instancecheck__(cls, instance):
        return isinstance(instance, cls)

    def __subclasscheck__(cls, other):
        return issubclass(other, cls)

    def __call__(cls):
        return cls()


class OfMeta(metaclass=Meta):
    pass


class Described:
    @property
    def value(self):
        return self.value


def enter(x):
    with x:
        pass


def inplace(x):
    x += 1


def store(x):
    x[0] = 1


def set_attribute(x):
    x.name = 1


def delete_attribute(x):
    del x.name


def sort_key(x):
    return sorted([1, 2], key=sort_key)


def mapped(x):
    return list(map(mapped, [1]))


def executed(x):
    exec("executed(1)", {"executed": executed})


def comprehension(x):
    return [comprehension(i) for i in (1,)]


def finally_again(x):
    try:
        finally_again(x)
    finally:
        pass


everything = Everything()
actions = [
    repr, str, format, bool, len, hash, iter, next, dir, enter, inplace, store, set_attribute, delete_attribute, sort_key, mapped, executed,
    comprehension, finally_again,
    lambda x: x == x, lambda x: x < 1, lambda x: x + 1, lambda x: x[0], lambda x: 1 in x, lambda x: x(), lambda x: x.missing,
    lambda x: range(x), lambda x: f"{x}", lambda x: "%s" % x, lambda x: {x: 1}, lambda x: isinstance(1, OfMeta), lambda x: issubclass(int, OfMeta),
    lambda x: OfMeta(), lambda x: Described().value, lambda x: [x] == [Everything()],
]
for number, action in enumerate(actions):
    for _ in range(2):
        try:
            action(everything)
        except RecursionError:
            continue
        raise AssertionError(f"action {number} ended")
print("ok")

"""float(object): __float__, __index__, subclasses, from_number."""


def show(*expressions):
    for text in expressions:
        try:
            print(text, "->", repr(eval(text)))
        except Exception as error:
            print(text, "!!", type(error).__name__ + ":", error)


class HasFloat:
    def __init__(self, value):
        self.value = value

    def __float__(self):
        return self.value


class HasIndex:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


class MyFloat(float):
    pass


show(
    'float(HasFloat(1.5)), float(HasIndex(3)), float(MyFloat(2.5)), type(float(MyFloat(2.5)))',
    'float(HasFloat(1))',
    "float(HasFloat('a'))",
    'float(HasIndex(1.5))',
    'float(HasIndex(10**400))',
    "MyFloat(1), type(MyFloat('2.5')), MyFloat(3) + 1, type(MyFloat(3) + 1), type(-MyFloat(3)), type(MyFloat(3).real), type(abs(MyFloat(3)))",
    'float.from_number(1), float.from_number(1.5), float.from_number(HasFloat(2.5)), float.from_number(HasIndex(3)), type(MyFloat.from_number(1))',
    "float.from_number('1')",
    'float.from_number(None)',
    'float.__new__(MyFloat, 1.5), type(float.__new__(MyFloat))',
    'float.__new__(int)',
    "MyFloat(1.5) == 1.5, hash(MyFloat(1.5)) == hash(1.5), MyFloat(1.5) < 2, {1.5: 'a'}[MyFloat(1.5)]",
    "repr(MyFloat(1.5)), str(MyFloat(1.5)), f'{MyFloat(1.5):.2f}', MyFloat(1.5).is_integer(), MyFloat(1.5).as_integer_ratio()",
)

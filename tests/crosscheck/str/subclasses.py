# Methods of subclass instances give exact strs.
def show(expression, **names):
    try:
        print(expression, "->", repr(eval(expression, globals(), names)))
    except Exception as error:
        print(expression, "->", type(error).__name__ + ":", error)


class Text(str):
    pass


class Slotted(str):
    y = 5


class Loud(str):
    def __str__(self):
        return "loud " + str.__str__(self)

    def __add__(self, other):
        return "added"


class New(str):
    def __new__(cls, value):
        self = super().__new__(cls, value * 2)
        self.original = value
        return self


TEXT = Text("Word")
TEXT.extra = 12


def set_slot():
    text = Slotted("é€")
    text.a = 1
    text.b = text
    return text.a, text.b, text, vars(text)


for expression in [
    'type(TEXT[:]).__name__',
    "type(TEXT + '').__name__",
    'type(TEXT * 1).__name__',
    'type(TEXT.strip()).__name__',
    'type(TEXT.lower()).__name__',
    "type(TEXT.replace('x', 'y')).__name__",
    'type(TEXT.ljust(1)).__name__',
    'type(TEXT.zfill(1)).__name__',
    'type(TEXT.expandtabs()).__name__',
    'type(TEXT.translate({})).__name__',
    'type(TEXT.__str__()).__name__',
    'type(TEXT.format()).__name__',
    "type(TEXT.partition('x')[0]).__name__",
    "type(TEXT.split('x')[0]).__name__",
    'type(TEXT.splitlines()[0]).__name__',
    "type(TEXT.removeprefix('x')).__name__",
    "type(TEXT.join(['a'])).__name__",
    'type(TEXT.center(1)).__name__',
    'type(TEXT.title()).__name__',
    'type(str(TEXT)).__name__',
    "type(f'{TEXT}').__name__",
    'type(format(TEXT)).__name__',
    'TEXT.extra',
    'TEXT.missing',
    'TEXT.__dict__',
    "repr(TEXT), str(TEXT), len(TEXT), hash(TEXT) == hash('Word')",
    "Slotted('ab').x",
    'set_slot()',
    "Slotted('ab').y",
    "Loud('a') + 'b'",
    "'%s|%s' % (Loud('x'), Loud('y'))",
    'TEXT is TEXT.__str__()',
    'TEXT.__getnewargs__()',
    "New('5')",
    'str.__new__(Text, 7)',
    'type(str.__new__(Text, 7)).__name__',
    'str.__new__(int)',
    'str.__new__()',
    'str.__new__(1)',
]:
    show(expression)

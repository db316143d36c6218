# Iterators: protocol, pickling support, length hints.
def show(expression, **names):
    try:
        print(expression, "->", repr(eval(expression, globals(), names)))
    except Exception as error:
        print(expression, "->", type(error).__name__ + ":", error)


def after(count):
    iterator = iter("abc")
    for _ in range(count):
        next(iterator)
    next(iterator, None) if count == 3 else None
    return iterator


def moved(state):
    iterator = iter("abc")
    iterator.__setstate__(state)
    return list(iterator)


def a_loop():
    seen = []
    for character in "é€":
        seen.append(ord(character))
    return seen


for expression in [
    "list('abc')",
    "list('aé€😀')",
    "list(reversed('abc'))",
    "iter('abc').__length_hint__()",
    "type(iter('a')).__name__",
    "type(iter('é')).__name__",
    "iter('ab').__reduce__()[1:]",
    'after(2).__reduce__()[1:]',
    'after(3).__reduce__()[1:]',
    'after(1).__length_hint__()',
    "next(after(3), 'end')",
    'moved(1)',
    'moved(-5)',
    'moved(99)',
    "iter('ab').__setstate__('x')",
    "[*zip('ab', 'cd')]",
    'a_loop()',
    "dict.fromkeys('abca')",
    "tuple('xy')",
    "set('aab') == {'a', 'b'}",
    "'b' in iter('abc')",
    "type(iter(''))()",
]:
    show(expression)

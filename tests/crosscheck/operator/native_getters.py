"""attrgetter, itemgetter and methodcaller."""

from _operator import attrgetter, itemgetter, methodcaller


def show(*expressions):
    for text in expressions:
        try:
            print(text, "->", repr(eval(text)))
        except Exception as error:
            print(text, "!!", type(error).__name__ + ":", error)


class T:
    name = "t"

    class inner:
        value = 7

    def both(self, *args, **kwargs):
        return args, kwargs


show(
    "attrgetter('real')(5), attrgetter('real', 'imag')(5), attrgetter('inner.value')(T()), attrgetter('inner.value', 'name')(T()), attrgetter('a', 'b.c'), attrgetter('x').__reduce__()",
    "attrgetter('missing')(T())",
    "attrgetter('inner.missing')(T())",
    'attrgetter()',
    'attrgetter(5)',
    "attrgetter('a', 5)",
    "attrgetter('a', x=1)",
    "attrgetter('a')()",
    "attrgetter('a')(1, 2)",
    "itemgetter(1)([1, 2]), itemgetter(-1)((1, 2)), itemgetter('k')({'k': 5}), itemgetter(0, 2)('abc'), itemgetter(slice(1, 3))([1, 2, 3]), itemgetter(1), itemgetter(1, 'a'), itemgetter(1, 2).__reduce__(), itemgetter(True)((1, 2))",
    'itemgetter(5)((1, 2))',
    "itemgetter('k')({})",
    'itemgetter(1)(5)',
    'itemgetter()',
    'itemgetter(1, x=2)',
    "sorted([(1, 'b'), (2, 'a')], key=itemgetter(1)), list(map(itemgetter(0), ['ab', 'cd'])), max(['a', 'bbb'], key=methodcaller('__len__'))",
    "methodcaller('upper')('abc'), methodcaller('split', ',')('a,b'), methodcaller('both', 1, x=2)(T()), methodcaller('m', 1, x='a'), methodcaller('m'), methodcaller('m', 1).__reduce__()",
    "methodcaller('missing')(5)",
    'methodcaller()',
    'methodcaller(5)',
    "methodcaller('m')()",
    "methodcaller('m')(1, 2)",
    'attrgetter, itemgetter, methodcaller',
)

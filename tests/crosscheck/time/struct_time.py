"""struct_time: a tuple whose items have names."""

import time


def show(*expressions):
    for text in expressions:
        try:
            print(text, "->", repr(eval(text)))
        except Exception as error:
            print(text, "!!", type(error).__name__ + ":", error)


S = time.struct_time
t = time.gmtime(0)


show(
    't, t.tm_year, t[0], t[-1], len(t), t[1:3], tuple(t), t.tm_zone, t.tm_gmtoff, isinstance(t, tuple), type(t)',
    't == tuple(t), hash(t) == hash(tuple(t)), t + (1,), type(t[:]), t < (1971,), 1970 in t, t.index(3), list(t)[:3]',
    'S.n_fields, S.n_sequence_fields, S.n_unnamed_fields, S.__match_args__, S.__name__, S.__module__, S.__mro__',
    "S(range(9)), S(range(11)).tm_zone, S(range(9)).tm_zone, S(range(9), {'tm_zone': 'X'}).tm_zone, S('abcdefghi'), S(sequence=range(9), dict={})",
    'S((1, 2, 3))',
    'S(range(12))',
    'S(5)',
    "S(range(9), {'foo': 1})",
    'S(range(9), 5)',
    "S(range(11), {'tm_zone': 'X'})",
    "t.__reduce__(), t.__replace__(tm_year=5), t.__replace__(tm_zone='Q').tm_zone",
    't.__replace__(foo=5)',
    't.__replace__(1)',
    't.foo',
    'S.foo',
    "type('X', (S,), {})",
    'S.tm_year',
)

for name in ("tm_year", "foo"):
    try:
        setattr(t, name, 4)
    except AttributeError as error:
        print(error)
match t:
    case S(year, month, tm_mday=day):
        print(year, month, day)

# What goes wrong when a class pattern is run: TypeErrors and exceptions of attributes.
class NoArgs: pass
class Two: __match_args__ = ("a", "b")
class BadArgs: __match_args__ = ["a"]
class BadItem: __match_args__ = ("a", 5)
class Repeats:
    __match_args__ = ("a", "a")
    a = 1
class Raises:
    __match_args__ = ("a",)
    @property
    def a(self): raise ValueError("from the property")
class RaisesAttr:
    __match_args__ = ("a",)
    @property
    def a(self): raise AttributeError("swallowed")
class NoAttr: __match_args__ = ("missing",)


not_a_class = 5
cases = """NoArgs(1)
Two(1, 2, 3)
BadArgs(1)
BadItem(1, 2)
Repeats(1, 1)
Repeats(1, a=1)
Raises(1)
RaisesAttr(1)
NoAttr(1)
not_a_class()
int(1, 2)
int(x=1)
print(1)
undefined_class()
str(a, b)
list[int]()
Two.missing
(Two | NoArgs)()
type(1)""".splitlines()
for pattern in cases:
    subject = pattern.partition("(")[0]
    setup = f"try: subject = {subject}()\nexcept Exception: subject = 1\nif subject == 0: subject = 1\n"
    source = setup + f"match subject:\n    case {pattern}: print({pattern!r}, 'matched')\n    case _: print({pattern!r}, 'did not match')"
    try:
        exec(source)
    except SyntaxError as error:
        print(pattern, "-> SyntaxError", error.msg)
    except Exception as error:
        print(pattern, "->", type(error).__name__, error)

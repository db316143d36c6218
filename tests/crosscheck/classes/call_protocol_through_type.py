# Special methods are looked up on the type, never on the instance, and may be any descriptor.
class C:
    pass


c = C()
c.__len__ = lambda: 5
c.__add__ = lambda other: "added"
c.__iter__ = lambda: iter("abc")
c.__str__ = lambda: "instance str"
for action in (lambda: len(c), lambda: c + 1, lambda: list(c), lambda: str(c).split(" object")[0], lambda: c()):
    try:
        print(action())
    except TypeError as error:
        print(error)
C.__len__ = lambda self: 6
print(len(c))
C.__len__ = lambda self: "six"
try:
    len(c)
except TypeError as error:
    print(error)
C.__len__ = lambda self: -1
try:
    len(c)
except ValueError as error:
    print(error)
C.__len__ = staticmethod(lambda: 7)
print(len(c))
C.__len__ = classmethod(lambda cls: len(cls.__name__))
print(len(c))


class Getter:
    def __get__(self, instance, owner):
        print("descriptor looked up on", owner.__name__)
        return lambda *args: len(args)


C.__len__ = Getter()
C.__call__ = Getter()
print(len(c), c(1, 2))
C.__len__ = None
try:
    len(c)
except TypeError as error:
    print(error)
C.__iter__ = None
try:
    iter(c)
except TypeError as error:
    print(error)
C.__hash__ = None
try:
    hash(c)
except TypeError as error:
    print(error)
del C.__len__
try:
    len(c)
except TypeError as error:
    print(error)

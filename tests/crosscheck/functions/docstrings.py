# Docstrings of functions and classes: only a plain string first in the body counts; indentation is cleaned.
def plain():
    "doc"


def implicit():
    "two " "parts"


def cleaned():
    """First line.

        Indented more.
    Back.
    """


def fstring():
    f"not a doc"


def bytes_first():
    b"not a doc"


def number():
    5


def after():
    x = 1
    "not a doc"


class WithDoc:
    """Class doc
    second line"""

    def m(self): "m doc"


class Sub(WithDoc):
    def m(self): pass


print(repr(plain.__doc__), repr(implicit.__doc__))
print(repr(cleaned.__doc__))
print(fstring.__doc__, bytes_first.__doc__, number.__doc__, after.__doc__)
print(repr(WithDoc.__doc__), WithDoc.m.__doc__, Sub.__doc__, Sub.m.__doc__, WithDoc().__doc__)
plain.__doc__ = 42
print(plain.__doc__)
print(plain.__code__.co_consts[0], implicit.__code__.co_consts[0])

# TypeError for too many positional arguments, with and without defaults and keyword-only parameters.
def none(): pass
def one(a): pass
def defaults(a, b=1, c=2): pass
def all_default(a=1): pass
def kwonly(a, *, k): pass
def kwonly_default(a, *, k=1): pass
def two_kwonly(a, *, k, m): pass
def posonly(a, /): pass


class C:
    def method(self): pass
    @classmethod
    def cm(cls): pass
    @staticmethod
    def sm(): pass


for call in (
    lambda: none(1),
    lambda: none(1, 2, 3),
    lambda: one(1, 2),
    lambda: defaults(1, 2, 3, 4),
    lambda: all_default(1, 2),
    lambda: kwonly(1, 2, k=3),
    lambda: kwonly(1, 2),
    lambda: kwonly_default(1, 2),
    lambda: kwonly_default(1, 2, 3, k=3),
    lambda: two_kwonly(1, 2, 3, k=1, m=1),
    lambda: posonly(1, 2),
    lambda: C().method(1),
    lambda: C().cm(1),
    lambda: C.cm(1, 2),
    lambda: C.sm(1),
    lambda: C(1),
    lambda: object(1),
):
    try:
        call()
    except TypeError as error:
        print(error)
    else:
        print("no error")

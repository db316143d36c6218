# Cooperative __init__ in a diamond: each class runs once, in MRO order, keywords peeled off.
class Root:
    def __init__(self, **kwargs):
        self.log = ["Root"]
        assert not kwargs, kwargs

    def ping(self): return ["Root"]


class Left(Root):
    def __init__(self, left, **kwargs):
        super().__init__(**kwargs)
        self.left = left
        self.log.append("Left")

    def ping(self): return ["Left"] + super().ping()


class Right(Root):
    def __init__(self, *, right=0, **kwargs):
        super().__init__(**kwargs)
        self.right = right
        self.log.append("Right")

    def ping(self): return ["Right"] + super().ping()


class Bottom(Left, Right):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.log.append("Bottom")

    def ping(self): return ["Bottom"] + super().ping()


b = Bottom(left=1, right=2)
print(b.log, b.left, b.right, b.ping())
print(Left(5).ping(), Right(right=6).ping())
try:
    Bottom(left=1, other=3)
except AssertionError as error:
    print("AssertionError", error)
Root.ping = lambda self: ["patched"]
print(b.ping())

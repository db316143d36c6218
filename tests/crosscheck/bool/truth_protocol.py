"""__bool__ and __len__ decide what is true."""


class B:
    def __init__(self, value):
        self.value = value

    def __bool__(self):
        print("bool", end=" ")
        return self.value


class L:
    def __init__(self, value):
        self.value = value

    def __len__(self):
        print("len", end=" ")
        return self.value


class Both(B):
    def __len__(self):
        return 0


class NoBool:
    __bool__ = None

for make in (lambda: B(True), lambda: B(False), lambda: B(1), lambda: B(None), lambda: L(0), lambda: L(3), lambda: L(-1), lambda: L("a"), lambda: L(2**100), lambda: Both(True), NoBool):
    try:
        thing = make()
        print(bool(thing), not thing, 1 if thing else 2, (thing and 5) == 5, end=" ")
        while thing:
            print("loop", end=" ")
            break
        print()
    except Exception as error:
        print(type(error).__name__, error)

# Missing methods, errors in __enter__ and __exit__, the value of __exit__, exceptions replaced by __exit__.
class NoExit:
    def __enter__(self): pass
class NoEnter:
    def __exit__(self, *a): pass
class Async:
    async def __aenter__(self): pass
    async def __aexit__(self, *a): pass
class EnterFails:
    def __enter__(self): raise ValueError("enter failed")
    def __exit__(self, *a): print("never called")
class ExitFails:
    def __enter__(self): return self
    def __exit__(self, *a): raise KeyError("exit failed")
class BadSignature:
    def __enter__(self): return self
    def __exit__(self): pass
class InstanceMethods:
    def __init__(self):
        self.__enter__ = lambda: print("instance enter")
        self.__exit__ = lambda *a: print("instance exit")


def attempt(manager, body=lambda: None):
    try:
        with manager:
            body()
        print("fine")
    except Exception as e:
        print(f"{type(e).__name__}: {e}", repr(e.__context__))


for manager in (
    5, NoExit(), NoEnter(), Async(), EnterFails(), ExitFails(), BadSignature(), InstanceMethods(), "text", None,
):
    attempt(manager)
attempt(ExitFails(), lambda: 1 / 0)
attempt(BadSignature(), lambda: 1 / 0)


class Returns:
    def __init__(self, r): self.r = r
    def __enter__(self): return self
    def __exit__(self, *a): return self.r


for result in (True, 1, "x", [0], False, None, 0, [], ""):
    attempt(Returns(result), lambda: 1 / 0)


class BadBool:
    def __bool__(self): raise TypeError("no truth")


attempt(Returns(BadBool()), lambda: 1 / 0)
attempt(Returns(BadBool()))

# __qualname__ and __name__ of functions, classes, lambdas and comprehension scopes wherever they are nested.
def outer():
    def inner():
        class Local:
            def method(self):
                return lambda: 0
            static = staticmethod(lambda: 0)
        return Local
    return inner


class A:
    class B:
        def m(self):
            def f(): pass
            return f
        k = [lambda: 0 for _ in range(1)][0]


def uses_global():
    global made_global
    def made_global(): pass
    class AlsoLocal: pass
    return AlsoLocal


print(outer.__qualname__, outer().__qualname__, outer()().__qualname__)
print(outer()().method.__qualname__, outer()()().method().__qualname__, outer()().static.__qualname__)
print(A.B.__qualname__, A.B.m.__qualname__, A.B().m().__qualname__, A.B.k.__qualname__)
print(uses_global().__qualname__, made_global.__qualname__)
print((x for x in ()).__qualname__, (lambda: (y for y in ()))().__qualname__)
print([].append.__qualname__, str.join.__qualname__, len.__qualname__, dict.fromkeys.__qualname__)
print(type("Dyn", (), {}).__qualname__, type("Dyn", (), {"__qualname__": "X.Dyn"}).__qualname__)

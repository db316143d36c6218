# __names in a class body are mangled everywhere: attributes, parameters, globals, imports, nested functions.
class A:
    __secret = 1
    __dunder__ = 2
    __under_ = 3
    _single = 4

    def __init__(self, __p=5):
        self.__x = __p
        self.__y__ = 6

    def __method(self):
        return self.__x, __class__.__secret

    def call(self):
        return self.__method()

    def nested(self):
        def inner(other):
            return other.__x
        return inner(self), [s.__x for s in (self,)], (lambda: self.__x)()

    def keyword(self, **kw):
        return self.echo(__key=1), kw

    def echo(self, **kw):
        return kw


print(sorted(n for n in vars(A) if "secret" in n or "under" in n or "single" in n or "method" in n))
print(vars(A()), A().call(), A().nested(), A().keyword())
print(A.__init__.__code__.co_varnames, A._A__secret)
print(A(_A__p="by mangled name").call())


class B(A):
    def peek(self):
        return self.__x


for action in (lambda: B().peek(), lambda: A().__x, lambda: A.__secret):
    try:
        action()
    except AttributeError as error:
        print(error)


class _Leading:
    __v = 1
    def get(self): return self.__v


class ___:
    __v = 2
    def get(self): return self.__v


print(_Leading().get(), "_Leading__v" in vars(_Leading), ___().get(), "__v" in vars(___))
_C__glob = "mangled global"


class C:
    def get(self): return __glob
    def set(self):
        global __glob
        __glob = "set"
    def attr(self): return getattr(self, "__not_mangled", "strings are not mangled")


print(C().get(), C().set(), _C__glob, C().attr())

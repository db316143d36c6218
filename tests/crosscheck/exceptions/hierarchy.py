# The tree of built-in exceptions, bases and order.
def tree(cls, depth=0):
    print("  " * depth + cls.__name__, *(b.__name__ for b in cls.__bases__[1:]))
    for sub in sorted(cls.__subclasses__(), key=lambda c: c.__name__):
        if sub.__module__ == "builtins":
            tree(sub, depth + 1)


tree(BaseException)
print(IOError is OSError, EnvironmentError is OSError)
print([c.__name__ for c in ExceptionGroup.__mro__])
print([c.__name__ for c in UnicodeDecodeError.__mro__])

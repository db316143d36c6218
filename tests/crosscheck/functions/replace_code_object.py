# Assigning __code__ changes what a function does; the number of free variables must agree.
def f(a, b=10):
    return a + b


def g(a, b):
    return a * b


f.__code__ = g.__code__
print(f(3), f(3, 4), f.__name__, f.__code__.co_name)


def make(n):
    def add(x):
        return x + n
    def mul(x):
        return x * n
    return add, mul


add, mul = make(5)
add.__code__ = mul.__code__
print(add(7))
try:
    f.__code__ = mul.__code__
except ValueError as error:
    print(error)
try:
    mul.__code__ = g.__code__
except ValueError as error:
    print(error)
# code.replace makes a changed copy
twin = g.__code__.replace(co_name="twin", co_firstlineno=99)
print(twin.co_name, twin.co_firstlineno, g.__code__.co_name, twin == g.__code__)

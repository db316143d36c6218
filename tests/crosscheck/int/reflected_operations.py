"""Binary operations with operands that answer themselves."""


class Other:
    def __getattr__(self, name):
        raise AttributeError(name)

    def __radd__(self, other):
        return ("radd", other)

    def __rsub__(self, other):
        return ("rsub", other)

    def __rmul__(self, other):
        return ("rmul", other)

    def __rtruediv__(self, other):
        return ("rtruediv", other)

    def __rfloordiv__(self, other):
        return ("rfloordiv", other)

    def __rmod__(self, other):
        return ("rmod", other)

    def __rdivmod__(self, other):
        return ("rdivmod", other)

    def __rpow__(self, other, modulus=None):
        return ("rpow", other, modulus)

    def __rlshift__(self, other):
        return ("rlshift", other)

    def __rand__(self, other):
        return ("rand", other)

    def __eq__(self, other):
        return ("eq", other)

    def __gt__(self, other):
        return ("gt", other)

o = Other()
for n in (3, True, 2**80, 1.5, 2j):
    print(n + o, n - o, n * o, n / o, n**o)
    if not isinstance(n, complex):
        print(n // o, n % o, divmod(n, o), n < o)
    if isinstance(n, int):
        print(n << o, n & o)
    print(n == o, pow(n, o))
for operation in ("3 >> o", "3 | o", "3 ^ o", "3 @ o", "1.5 @ o", "3 <= o", "o + 3", "-o", "~1.5", "3 + 'a'", "'a' + 3", "3 * None", "3 ** 'a'", "1.5 // 'a'", "1j % 2", "[] - 1", "1 << 1.5"):
    try:
        print(operation, eval(operation))
    except TypeError as error:
        print(operation, "!!", error)

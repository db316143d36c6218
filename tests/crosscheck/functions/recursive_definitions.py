# Recursion through globals, closures, mutual definitions and default arguments.
def fact(n):
    return 1 if n < 2 else n * fact(n - 1)


def even(n):
    return True if n == 0 else odd(n - 1)


def odd(n):
    return False if n == 0 else even(n - 1)


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def make_counter_down():
    def down(n):
        return [n] + down(n - 1) if n else []
    return down


print(fact(30))
print(even(100), odd(7))
print(ackermann(2, 3))
print(make_counter_down()(5))
fib = lambda n, memo={0: 0, 1: 1}: memo[n] if n in memo else memo.setdefault(n, fib(n - 1) + fib(n - 2))
print(fib(90))
hanoi = lambda n, a, b, c: [] if n == 0 else hanoi(n - 1, a, c, b) + [(a, c)] + hanoi(n - 1, b, a, c)
print(len(hanoi(6, "a", "b", "c")), hanoi(2, "a", "b", "c"))

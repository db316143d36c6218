def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def counter(start, *, step=1):
    count = start

    def bump(times=1):
        nonlocal count
        for _ in range(times):
            count += step
        return count

    return bump


def calls(f, *args, **kw):
    f(1, key=2)
    f.method(args, kw)
    f(*args)
    f(0, *args, a=1, **kw)
    return [f(x) for x in args if x]

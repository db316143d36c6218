# return without value, of tuples with stars, out of loops and nested functions.
def nothing(): return
def falls(): pass
def pair(): return 1, 2
def starred(xs): return *xs, 0
def single(): return 5,


def early(n):
    for i in range(10):
        while True:
            if i == n:
                return "found", i
            break
    else:
        return "not found"


def conditional(x):
    if x:
        return "yes"


print(nothing(), falls(), pair(), starred("ab"), single())
print(early(3), early(99))
print(conditional(1), conditional(0))


def returns_function():
    return returns_function.__name__, (lambda: returns_function)() is returns_function


print(returns_function())

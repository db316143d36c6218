# A mistake that the compiler finds after parsing.
def f(a, b, a):
    return a

# A code object knows its names and its signature as in CPython, but its instructions are Memphis's own.
def add(a, b):
    return a + b


code = add.__code__
print(code.co_varnames, code.co_argcount, code.co_flags)
print(code.co_code[:1] == b"\x80")  # CPython's RESUME

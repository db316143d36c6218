# co_positions and co_lines give each instruction a source range; every line of a body appears.
def f(a,
      b):
    x = a + \
        b
    if x:
        return (x *
                2)
    return None


first = f.__code__.co_firstlineno
lines = sorted({line - first for _, _, line in f.__code__.co_lines() if line is not None})
print([line for line in lines if line])
positions = {p for p in f.__code__.co_positions() if None not in p}
rows = {(p[0] - first, p[1] - first) for p in positions}
print((2, 3) in rows, (5, 6) in rows, all(p[2] >= 0 and p[3] >= p[2] or p[1] > p[0] for p in positions))


try:
    def broken():
        values = [1,
                  2,
                  undefined_name,
                  4]
    broken()
except NameError as error:
    tb = error.__traceback__.tb_next
    print(
        tb.tb_lineno - broken.__code__.co_firstlineno, tb.tb_frame.f_code.co_name,
        tb.tb_frame.f_lineno - broken.__code__.co_firstlineno,
    )

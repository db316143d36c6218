# Slices with every combination of bounds and steps, compared with what indices() says.
a = list(range(7))
bounds = (None, 0, 1, 3, 6, 7, 9, -1, -3, -7, -8)
total = 0
for start in bounds:
    for stop in bounds:
        for step in (None, 1, 2, 3, 10, -1, -2, -10):
            got = a[start:stop:step]
            assert got == [a[i] for i in range(*slice(start, stop, step).indices(7))], (start, stop, step)
            total += sum(got)
print(total)
print(a[::-1], a[5:1:-2], a[2:2], a[10:], a[-100:100], a[2 ** 80:], a[:2 ** 80], a[-2 ** 80:2 ** 80:2 ** 70])
copy = a[:]
print(copy == a, copy is a)
for action in (lambda: a[::0], lambda: a["a":], lambda: a[:1.5], lambda: a[::"x"], lambda: a[1:2, 3]):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)

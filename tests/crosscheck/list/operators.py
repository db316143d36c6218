# +, *, +=, *=, comparisons and membership.
print([1] + [2, 3], [] + [], [0] * 3, 2 * ["a", "b"], [1] * 0, [1] * -5, [[]] * 2, True * [1])
a = b = [1]
a += (2,)
a += "xy"
a *= 2
print(a, a is b)
a *= 0
print(a, b)
shared = [[]] * 3
shared[0].append(1)
print(shared)
for action in (lambda: [1] + (2,), lambda: [1] + None, lambda: (2,) + [1], lambda: [1] * "a", lambda: [1] * 1.0, lambda: [1] * [2],
               lambda: [1] - [1], lambda: -[1]):
    try:
        print(action())
    except TypeError as error:
        print(error)
print([1, 2] < [1, 3], [1, 2] < [1, 2, 0], [] < [0], [2] > [1, 9, 9], [1] == [1.0], [1] == (1,), [1] != [True], [] >= [], [3] <= [2])
nan = float("nan")
print([nan] == [nan], [nan] == [float("nan")], nan in [nan], [nan].index(nan), [nan].count(nan))
try:
    [1] < ["a"]
except TypeError as error:
    print(error)
try:
    [1] < (1,)
except TypeError as error:
    print(error)
print([1, "a"] == ["a", 1], 3 in [1, 2, 3.0], "b" in ["a"], [] in [[]], None in [0, None])


class Reflected:
    def __radd__(self, other): return ("radd", other)
    def __rmul__(self, other): return ("rmul", other)
    def __eq__(self, other): return "equal"
    def __gt__(self, other): return "greater"


print([1] + Reflected(), [1] * Reflected(), [1] == Reflected(), [1] < Reflected(), 5 in [Reflected()])

# Comparisons go item by item; hashes follow equality.
print((1, 2) < (1, 3), (1,) < (1, 0), () < (0,), (2,) > (1, 9), (1, 2) == (1.0, 2.0), (1,) == [1], (1, 2) != (1, 2), () <= ())
try:
    (1, "a") < (1, 2)
except TypeError as error:
    print(error)
try:
    (1,) < [1]
except TypeError as error:
    print(error)
print(hash((1, 2)) == hash((1.0, True + 1)), hash(()) == hash(()), {(1, 2): "x"}[(1.0, 2)])
try:
    hash(([],))
except TypeError as error:
    print(error)
print((1, (2, [3])) == (1, (2, [3])), ((1,),) < ((2,),), ("a", 1) < ("b",))


class Loud:
    def __init__(self, n): self.n = n
    def __eq__(self, other):
        print("eq", self.n, getattr(other, "n", other))
        return self.n == getattr(other, "n", other)
    def __lt__(self, other):
        print("lt", self.n, other.n)
        return self.n < other.n
    def __hash__(self):
        print("hash", self.n)
        return self.n


print((Loud(1), Loud(2)) < (Loud(1), Loud(3)))
print((Loud(1), Loud(2)) == (Loud(1),))
one = Loud(1)
print((one, one) == (one, one))
print(isinstance(hash((one, one)), int))

# Defining __eq__ without __hash__ makes unhashable; equal numbers hash alike; bad __hash__ results.
class EqOnly:
    def __eq__(self, other): return True
class EqAndHash(EqOnly):
    def __hash__(self): return 42
class Inherits(EqOnly): pass
class HashOnly:
    def __hash__(self): return 7
class KeepsParentHash(EqAndHash):
    def __eq__(self, other): return False
    __hash__ = EqAndHash.__hash__
class LosesHash(EqAndHash):
    def __eq__(self, other): return False


for cls in (EqOnly, EqAndHash, Inherits, HashOnly, KeepsParentHash, LosesHash):
    try:
        print(cls.__name__, hash(cls()))
    except TypeError as error:
        print(error, cls.__hash__)


class BadHash:
    def __init__(self, r): self.r = r
    def __hash__(self): return self.r


for result in ("x", None, 1.5, True, -1, 5):
    try:
        print(hash(BadHash(result)))
    except TypeError as error:
        print(error)
print(
    hash(1) == hash(1.0) == hash(1 + 0j) == hash(True), hash(0.0) == hash(-0.0), hash(2**70) == hash(float(2**70)),
    {1: "a", 1.0: "b", True: "c"},
)
print(
    len({EqAndHash(), EqAndHash()}), len({HashOnly(), HashOnly()}), EqAndHash() in {42: 1}, 1 in [EqOnly()],
    {HashOnly: 1}[HashOnly],
)
for value in ([], {}, set(), bytearray(), ([],), slice(1, [])):
    try:
        hash(value)
    except TypeError as error:
        print(error)
try:
    {[1]: 2}
except TypeError as error:
    print(error)
try:
    {1, []}
except TypeError as error:
    print(error)
try:
    {}[{}]
except TypeError as error:
    print(error)
nan = float("nan")
print(nan == nan, nan in [nan], [nan] == [nan], [float("nan")] == [float("nan")], {nan: 1}[nan])

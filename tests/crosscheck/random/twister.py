# The Mersenne Twister: CPython's own sequence.
import _random


def show(function, *arguments, **keywords):
    try:
        print(ascii(function(*arguments, **keywords)))
    except Exception as error:
        print(type(error).__name__, ascii(str(error)))



r = _random.Random(5)
show(r.random)
for bits in (0, 1, 10, 32, 33, 64, 65, 100, -1, "x", 1 << 70):
    show(r.getrandbits, bits)
show(r.getrandbits)
show(_random.Random, 1, 2)
show(_random.Random, x=5)
for state in (5, (), (1,) * 626, (1,) * 624 + (700,), ("x",) * 625, (-1,) * 625, (1,) * 624 + (-1,)):
    show(r.setstate, state)
for seed in (0, -5, 1 << 100, True, 2**32, 2**64 - 1, 1 << 31, 12345678901234567890 << 20000):
    r.seed(seed)
    print(r.random(), r.getrandbits(32), r.getrandbits(65))
show(r.seed, [])
show(r.seed, 1, 2)
r.seed(5)
state = r.getstate()
print(len(state), state[:3], state[-1])
first = [r.random() for _ in range(1000)]
later = r.getstate()
r.setstate(state)
print(first == [r.random() for _ in range(1000)], later == r.getstate(), sum(first))
print(_random.Random().random() != _random.Random().random())


class Derived(_random.Random):
    pass


print(Derived(7).random(), _random.Random(7).random())

"""What chaos and go take from the module random, for an interpreter whose library is not there yet.

bench/run.py gives it to every interpreter of a run or to none. A linear congruential generator modulo 2**48.
"""

_state = 1


def seed(value=None, version=2):
    global _state
    _state = (value or 0) * 2862933555777941757 + 3037000493 & 0xFFFFFFFFFFFF


def random():
    global _state
    _state = _state * 25214903917 + 11 & 0xFFFFFFFFFFFF
    return _state / 281474976710656.0


def randrange(start, stop=None):
    if stop is None:
        start, stop = 0, start
    return start + int(random() * (stop - start))

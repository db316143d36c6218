from __future__ import generator_stop

type Pair[T] = tuple[T, T]


def first[T: (int, str), *Ts](pair: Pair[T], default: T = 0) -> T:
    return pair[0]


class Box[T](Base):
    item: T

"""Method calls on instances: own, inherited, through super(), static and class methods."""
import pyperf


class Counter:
    def __init__(self):
        self.value = 0

    def add(self, amount):
        self.value += amount

    def get(self):
        return self.value

    @staticmethod
    def double(x):
        return x + x

    @classmethod
    def make(cls):
        return cls()


class Doubling(Counter):
    def add(self, amount):
        super().add(self.double(amount))


def work(turns):
    plain, doubling = Counter.make(), Doubling.make()
    for i in range(turns):
        plain.add(1)
        doubling.add(i & 3)
        if doubling.get() > 1000:
            doubling = Doubling()
    return plain.get() + doubling.get()


if __name__ == "__main__":
    pyperf.Runner().bench_func("method_calls", work, 150_000)

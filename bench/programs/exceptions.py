"""Exceptions: try blocks that raise nothing, raising across calls, catching by class, finally, with."""
import pyperf


class Problem(Exception):
    pass


class Guard:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        return kind is not None and issubclass(kind, Problem)


def risky(i):
    if i % 4 == 0:
        raise Problem(i)
    return i


def middle(i):
    try:
        return risky(i)
    finally:
        middle.calls += 1


def work(turns):
    middle.calls = total = 0
    for i in range(turns):
        try:
            total += middle(i)
        except KeyError:
            total -= 1
        except Problem as problem:
            total += problem.args[0] & 7
        with Guard():
            if i % 8 == 0:
                raise Problem("swallowed")
        try:
            total += {}["missing"]
        except KeyError:
            total += 1
    return total + middle.calls


if __name__ == "__main__":
    pyperf.Runner().bench_func("exceptions", work, 60_000)

"""Generators: a pipeline, yield from through a recursive tree walk, send, generator expressions."""
import pyperf


def numbers(count):
    for i in range(count):
        yield i


def odd(source):
    for n in source:
        if n & 1:
            yield n


def tree(depth):
    if depth:
        yield from tree(depth - 1)
        yield depth
        yield from tree(depth - 1)


def averager():
    total = count = 0
    average = 0
    while True:
        total += yield average
        count += 1
        average = total // count


def work(rounds):
    total = 0
    for _ in range(rounds):
        total += sum(n * n for n in odd(numbers(5000)))
        total += sum(tree(10))
        running = averager()
        next(running)
        for i in range(2000):
            total += running.send(i)
    return total


if __name__ == "__main__":
    pyperf.Runner().bench_func("generators", work, 25)

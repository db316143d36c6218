"""Lists: append and pop, indexing, slices, sorting with and without a key, comprehensions, zip and enumerate."""
import pyperf


def sieve(limit):
    flags = [True] * (limit + 1)
    flags[0] = flags[1] = False
    for i in range(2, int(limit**0.5) + 1):
        if flags[i]:
            flags[i * i :: i] = [False] * len(range(i * i, limit + 1, i))
    return [i for i, flag in enumerate(flags) if flag]


def work(rounds):
    total = 0
    for r in range(rounds):
        numbers = [(i * 7919 + r) % 10007 for i in range(3000)]
        ordered = sorted(numbers)
        by_last = sorted(numbers, key=lambda n: n % 10)
        stack = []
        for n in numbers:
            if n & 1:
                stack.append(n)
            elif stack:
                total += stack.pop()
        for a, b in zip(ordered, by_last):
            total += a ^ b
        for i in range(1, len(numbers)):
            numbers[i] += numbers[i - 1]
        total += numbers[-1] + len(ordered[10:-10:2]) + len(sieve(3000))
    return total


if __name__ == "__main__":
    pyperf.Runner().bench_func("list_work", work, 40)

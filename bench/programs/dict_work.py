"""Dicts: counting words, int keys, membership, iteration over items, deletion, a comprehension."""
import pyperf

WORDS = ("the quick brown fox jumps over the lazy dog and then the dog sleeps while the fox runs on " * 40).split()


def work(rounds):
    total = 0
    for r in range(rounds):
        counts = {}
        for word in WORDS:
            counts[word] = counts.get(word, 0) + 1
        table = {i * 7919: i for i in range(1000)}
        for i in range(0, 2000):
            if i * 7919 in table:
                total += table[i * 7919]
        for key, value in counts.items():
            total += len(key) * value
        for i in range(0, 1000, 3):
            del table[i * 7919]
        total += len(table) + sum(table.values()) % 11
    return total


if __name__ == "__main__":
    pyperf.Runner().bench_func("dict_work", work, 150)

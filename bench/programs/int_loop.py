"""A while loop over small ints: addition, multiplication, remainder, comparison."""
import pyperf


def loop(turns):
    i = total = 0
    while i < turns:
        total = (total + i * 7) % 1000003
        i += 1
    return total


if __name__ == "__main__":
    pyperf.Runner().bench_func("int_loop", loop, 1_000_000)

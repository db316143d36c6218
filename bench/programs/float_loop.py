"""Float arithmetic in a for loop over a range."""
import pyperf


def loop(turns):
    x, total = 0.5, 0.0
    for i in range(turns):
        x = 3.7 * x * (1.0 - x)
        total += x / (i + 1.0) - 0.25
    return total


if __name__ == "__main__":
    pyperf.Runner().bench_func("float_loop", loop, 700_000)

"""Sizes that no machine has: each operation says so at once, with the error CPython gives, and nothing is lost."""

HUGE = 1 << 62
BEYOND = 1 << 70


def expect(error, action):
    try:
        action()
    except error:
        return
    raise AssertionError(f"no {error.__name__}")


for make in (
    lambda: "x" * HUGE,
    lambda: b"x" * HUGE,
    lambda: bytearray(1) * HUGE,
    lambda: [0] * HUGE,
    lambda: (0,) * HUGE,
    lambda: bytes(HUGE),
    lambda: bytearray(HUGE),
    lambda: list(range(HUGE)),
    lambda: "x".ljust(HUGE),
    lambda: "x".center(HUGE),
    lambda: "7".zfill(HUGE),
    lambda: b"x".rjust(HUGE),
    lambda: "".join(["xxxx" * (1 << 20)] * (1 << 20)),
    lambda: ("x" * (1 << 20)).replace("x", "y" * (1 << 26)),
    lambda: [*range(HUGE)],
    lambda: {*range(10), *([0] * HUGE)},
    lambda: (1).to_bytes(HUGE, "big"),
    lambda: f"{1:{1 << 60}d}",
    lambda: "%*d" % (1 << 60, 1),
):
    expect((MemoryError, OverflowError, ValueError), make)

for make in (
    lambda: "x" * BEYOND,
    lambda: [0] * BEYOND,
    lambda: bytes(BEYOND),
    lambda: [1, 2][:: BEYOND].index(5, BEYOND) or "x" * BEYOND,
    lambda: "a".ljust(BEYOND),
    lambda: len(range(BEYOND)),
    lambda: 1 << BEYOND,
    lambda: [].pop(BEYOND),
):
    expect((OverflowError, ValueError, IndexError, MemoryError), make)

expect(ValueError, lambda: int("1" * 5000))
expect(ValueError, lambda: str(10**5000))
print("ok")

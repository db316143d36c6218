"""Reading and writing instance attributes, slots, properties and class attributes."""
import pyperf


class Body:
    unit = 3

    def __init__(self, x, y):
        self.x = x
        self.y = y
        self.count = 0

    @property
    def sum(self):
        return self.x + self.y


class Slotted:
    __slots__ = ("left", "right")

    def __init__(self, left, right):
        self.left = left
        self.right = right


def work(turns):
    body, slotted = Body(1, 2), Slotted(3, 4)
    for _ in range(turns):
        body.x = body.y + body.unit
        body.y = body.x - 2
        slotted.left, slotted.right = slotted.right, slotted.left
        body.count += slotted.left + body.sum
        if body.x > 1000:
            body.x = body.y = 0
    return body.count


if __name__ == "__main__":
    pyperf.Runner().bench_func("attribute_access", work, 250_000)

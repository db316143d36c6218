"""A list of a million instances with two attributes."""


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


points = [Point(i, i + 0.5) for i in range(1_000_000)]
print(sum(p.x for p in points[::1000]))

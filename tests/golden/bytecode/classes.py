class Point:
    """A place.

    In a plane.
    """

    dimensions: int = 2

    def __init__(self, x, y):
        self.x = x
        self.__y = y

    @property
    def norm(self) -> float:
        return (self.x**2 + self.__y**2) ** 0.5


class Point3(Point, registered=True):
    def __init__(self, x, y, z):
        super().__init__(x, y)
        self.z = z

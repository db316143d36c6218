# @dataclass: __init__, __repr__, __eq__, order, frozen, slots, defaults, field(), replace, inheritance.
from dataclasses import FrozenInstanceError, asdict, astuple, dataclass, field, fields, is_dataclass, make_dataclass, replace


@dataclass
class Point:
    x: int
    y: int = 0
    tags: list = field(default_factory=list, compare=False)


@dataclass(order=True, frozen=True)
class Version:
    major: int
    minor: int = 0


@dataclass(slots=True, kw_only=True)
class Slotted:
    a: int
    b: str = "b"


@dataclass
class Point3(Point):
    z: int = field(default=5, repr=False)

    def __post_init__(self):
        self.sum = self.x + self.y + self.z


print(Point(1), Point(1, 2) == Point(1, 2, ["other"]), Point(1) == Point(2), Point.__match_args__)
print(sorted([Version(2), Version(1, 5), Version(1, 2)]), hash(Version(1)) == hash(Version(1, 0)), Version(1) < Version(2))
try:
    Version(1).major = 2
except FrozenInstanceError as error:
    print("frozen:", error)
print(Slotted(a=1), Slotted.__slots__, hasattr(Slotted(a=1), "__dict__"))
for call in (lambda: Slotted(1), lambda: Point(), lambda: Point(1, 2, 3, 4)):
    try:
        call()
    except TypeError as error:
        print(error)
three = Point3(1, 2)
print(three, three.sum, [each.name for each in fields(three)], is_dataclass(three))
print(replace(three, x=10).sum, asdict(three), astuple(Version(3)))
Made = make_dataclass("Made", [("p", int), ("q", str, field(default="q"))], namespace={"twice": lambda self: self.p * 2})
print(Made(4), Made(4).twice())
try:
    @dataclass
    class Wrong:
        a: int = 1
        b: int
except TypeError as error:
    print(error)
try:
    @dataclass
    class Mutable:
        a: list = []
except ValueError as error:
    print(error)
match Point(3, 4):
    case Point(x, y):
        print("matched", x, y)
print(Point.__doc__, Point.__init__.__annotations__)

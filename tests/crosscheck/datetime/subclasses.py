# Subclasses of date, time, datetime and timedelta: what operations give, pickling, __new__ and fold.
import copy
import pickle
from datetime import date, datetime, time, timedelta, timezone, tzinfo


class Day(date):
    def __new__(cls, *args, extra=7, **kwargs):
        print("  new Day", [type(a).__name__ for a in args], kwargs)
        self = super().__new__(cls, *args, **kwargs)
        self.extra = extra
        return self


class Stamp(datetime):
    label = "stamp"

    def utcoffset(self):
        return super().utcoffset()


class Clock(time):
    pass


class Span(timedelta):
    def half(self):
        return self / 2


day = Day(2024, 2, 28)
for made in (day + timedelta(1), day - timedelta(days=59), day.replace(day=3), Day.fromordinal(5), Day.fromisoformat("2001-02-03"),
             Day.fromisocalendar(2020, 53, 5), Day.strptime("2001", "%Y"), day.today() > day):
    print(type(made).__name__, made)
print(day - Day(2024, 1, 1), type(day - Day(2024, 1, 1)))

stamp = Stamp(2024, 10, 27, 1, 30, 5, 6, timezone.utc, fold=1)
for made in (stamp + timedelta(hours=1), stamp.replace(hour=5), stamp.astimezone(timezone(timedelta(hours=2))), stamp.date(), stamp.time(),
             stamp.timetz(), Stamp.combine(day, time(5)), Stamp.fromtimestamp(0, timezone.utc), Stamp.fromisoformat("2001-02-03T04:05+01:00"),
             Stamp.strptime("2001 +02:30", "%Y %z")):
    print(type(made).__name__, repr(made), getattr(made, "fold", "-"))

clock = Clock(5, 6, 7, fold=1)
print(repr(clock), repr(clock.replace(hour=3)), repr(Clock.fromisoformat("T0102")))
span = Span(days=1, hours=3)
print(repr(span), type(span + span).__name__, type(span.half()).__name__, type(-span).__name__, type(abs(span)).__name__)

for thing in (day, stamp, clock, span, timezone.utc, timezone(timedelta(hours=1), "x"), datetime(1, 2, 3, fold=1)):
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(thing, protocol))
        assert again == thing and type(again) is type(thing), (again, thing)
    print(type(thing).__name__, thing.__reduce_ex__(4)[1])
    copied = copy.deepcopy(thing)
    print("  copied", repr(copied), copied == thing, vars(copied) if hasattr(copied, "__dict__") else "")

for bad in ((date, (b"\x07\xe8\x0d\x01",)), (time, (b"\x18\0\0\0\0\0",)), (datetime, (b"\0\1\1\1\0\0\0\0\0\0", 5)), (date, ("\x07\xe8\x02\x03",)),
            (datetime, ("\x07\xe8\x02\x03\x04\x05\x06\0\0\1",))):
    try:
        print(bad[0](*bad[1]))
    except Exception as error:
        print(bad, type(error).__name__, error)

for bases in ((date, tzinfo), (datetime, timedelta), (timezone,), (tzinfo, str), (tzinfo, timedelta)):
    try:
        made = type("Mixed", bases, {})
        print(made.__mro__[1:-1], made.__basicsize__ > 0)
        print(made("a") if str in bases else made(1, 2, 3))
    except Exception as error:
        print([base.__name__ for base in bases], type(error).__name__, error)

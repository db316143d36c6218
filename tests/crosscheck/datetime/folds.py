# Offsets that depend on fold (PEP 495): comparison, hashing, subtraction, conversion between zones.
from datetime import datetime, time, timedelta, timezone, tzinfo

HOUR = timedelta(hours=1)


class Autumn(tzinfo):
    """An hour is put back at 2:00 on 2024-10-27."""
    def utcoffset(self, moment):
        return 2 * HOUR if self.is_summer(moment) else HOUR

    def dst(self, moment):
        return HOUR if self.is_summer(moment) else 0 * HOUR

    def tzname(self, moment):
        return "SUMMER%" if self.is_summer(moment) else "WINTER"

    def is_summer(self, moment):
        if moment is None:
            return False
        naive = moment.replace(tzinfo=None, fold=0)
        if naive < datetime(2024, 10, 27, 1):
            return True
        return naive < datetime(2024, 10, 27, 2) and moment.fold == 0

    def __repr__(self):
        return "Autumn()"


zone = Autumn()
first = datetime(2024, 10, 27, 1, 30, tzinfo=zone)
second = first.replace(fold=1)
print(first.utcoffset(), second.utcoffset(), first == second, hash(first) == hash(second), second - first)
for moment in (first, second, first - HOUR, second + HOUR):
    utc = moment.astimezone(timezone.utc)
    print(moment.isoformat(), repr(moment), utc.isoformat(), moment == utc, utc == moment, moment.strftime("%Z %z %:z %Y"))
print(first < second.astimezone(timezone.utc), second.timestamp() - first.timestamp())
print(datetime(2024, 10, 26, 12, tzinfo=timezone.utc).astimezone(zone), datetime(2024, 12, 26, 12, tzinfo=timezone.utc).astimezone(zone))
print(first.timetuple()[-1], second.timetuple()[-1], second.utctimetuple()[:6])


class Flip(tzinfo):
    def utcoffset(self, moment):
        return HOUR

    def dst(self, moment):
        return None


try:
    datetime(2024, 1, 1, tzinfo=Flip()).astimezone(Flip())
except ValueError as error:
    print(error)
naive = datetime(2024, 1, 1)
print(naive == naive.replace(fold=1), naive == first, naive != first, time(1, tzinfo=zone) == time(0, tzinfo=timezone.utc))
print(hash(time(1, tzinfo=zone)) == hash(time(0, tzinfo=timezone.utc)), time(1, fold=1) == time(1), repr(time(1, tzinfo=zone, fold=1)))
try:
    print(naive < first)
except TypeError as error:
    print(error)
try:
    print(time(1) < time(1, tzinfo=zone))
except TypeError as error:
    print(error)

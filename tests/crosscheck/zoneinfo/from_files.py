# Zones from TZif data: transitions, folds and gaps, rules after the last transition, caches, pickling, subclasses, malformed data.
import gc
import io
import os
import pickle
import struct
import tempfile
import zoneinfo
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo


def tzif(transitions, types, names, rule=b"", version=b"2"):
    """transitions: (time, type index); types: (offset, is summer, name index)."""
    def block(time_format):
        data = struct.pack(">6l", 0, 0, 0, len(transitions), len(types), len(names))
        data += b"".join(struct.pack(">" + time_format, when) for when, _ in transitions)
        data += bytes(kind for _, kind in transitions)
        data += b"".join(struct.pack(">lbb", *each) for each in types)
        return data + names
    head = b"TZif" + version + bytes(15)
    return head + bytes(24) + head + block("q") + b"\n" + rule + b"\n"


def at(*parts):
    return int(datetime(*parts, tzinfo=timezone.utc).timestamp())


TYPES = [(3000, 0, 0), (3600, 0, 4), (7200, 1, 8)]
NAMES = b"LMT\0CET\0CEST\0"
SPRING, AUTUMN = at(2000, 3, 26, 1), at(2000, 10, 29, 1)
DATA = tzif([(at(1893, 4, 1), 1), (SPRING, 2), (AUTUMN, 1)], TYPES, NAMES, b"CET-1CEST,M3.5.0,M10.5.0/3")
zone = ZoneInfo.from_file(io.BytesIO(DATA), key="Test/Zone")
print(repr(zone), str(zone), zone.key)
for text in ("1800-01-01", "1893-04-01T00:30", "2000-03-26T01:59", "2000-03-26T02:30", "2000-03-26T03:00", "2000-10-29T01:59", "2000-10-29T02:30", "2000-10-29T03:00",
             "2024-03-31T01:59:59", "2024-03-31T02:30", "2024-03-31T03:00", "2024-07-01", "2024-10-27T02:30", "2024-10-27T03:00", "9999-12-31T23:59:59"):
    for fold in (0, 1):
        moment = datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold)
        print(text, fold, moment.utcoffset(), moment.dst(), moment.tzname(), moment.timestamp() if moment.year < 9999 else "")
for when in (at(1800, 1, 1), SPRING - 1, SPRING, AUTUMN - 1, AUTUMN, AUTUMN + 3599, AUTUMN + 3600, at(2024, 10, 27, 0, 59), at(2024, 10, 27, 1), at(2024, 10, 27, 2), at(2030, 7, 1)):
    print(when, repr(datetime.fromtimestamp(when, zone)).replace(repr(zone), "zone"), datetime.fromtimestamp(when, zone).utcoffset())
print(zone.utcoffset(None), zone.tzname(None), zone.dst(None))
fixed = ZoneInfo.from_file(io.BytesIO(tzif([], [(-10800, 0, 0)], b"-03\0", b"<-03>3")))
print(fixed.utcoffset(None), fixed.tzname(None), fixed.dst(None), fixed.key, str(fixed).startswith("zoneinfo.ZoneInfo.from_file(<_io.BytesIO object"))
for rule in (b"EST5EDT,M3.2.0,M11.1.0", b"IST-1GMT0,M10.5.0,M3.5.0/1", b"AEST-10AEDT,M10.1.0,M4.1.0/3", b"XXX3YYY2,J60,J300", b"XXX3YYY2,59,300/-2:30", b"XXX-14:30:15",
             b"<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45"):
    ruled = ZoneInfo.from_file(io.BytesIO(tzif([], [], b"", rule)))
    print(rule, [f"{m.utcoffset()} {m.tzname()} {m.dst()}" for m in (datetime(2024, month, day, 12, tzinfo=ruled) for month, day in ((1, 15), (2, 29), (3, 1), (4, 10), (7, 1), (10, 28), (12, 31)))])
for rule in (b"", b"5", b"EST", b"EST5EDT", b"EST5EDT,M3.2.0", b"EST5EDT,M13.2.0,M11.1.0", b"EST5EDT,M3.6.0,M11.1.0", b"EST5EDT,J0,J5", b"EST5EDT,1,366", b"EST25", b"EST5,M3.2.0,M11.1.0",
             b"<EST5", b"EST5EDT,M3.2.0/168,M11.1.0", b"EST5EDT,M3.2.0,M11.1.0x"):
    try:
        print(rule, ZoneInfo.from_file(io.BytesIO(tzif([], [], b"", rule))))
    except ValueError as error:
        print(rule, error)
for data in (b"", b"TZix", DATA[:30]):
    try:
        ZoneInfo.from_file(io.BytesIO(data))
    except Exception as error:
        print(type(error).__name__)
for call in (lambda: zone.utcoffset(5), lambda: zone.fromutc(5), lambda: zone.fromutc(datetime(2000, 1, 1)), lambda: pickle.dumps(fixed), lambda: ZoneInfo(), lambda: ZoneInfo(5)):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error if "5" not in str(error) else "")

with tempfile.TemporaryDirectory() as folder:
    os.mkdir(folder + "/Test")
    for name in ["Zone"] + [f"Z{i}" for i in range(10)]:
        with open(f"{folder}/Test/{name}", "wb") as file:
            file.write(DATA)
    zoneinfo.reset_tzpath([folder])
    one = ZoneInfo("Test/Zone")
    print(one is ZoneInfo("Test/Zone"), one is ZoneInfo.no_cache("Test/Zone"), repr(one), zoneinfo.TZPATH == (folder,))
    print(pickle.loads(pickle.dumps(one)) is one, pickle.loads(pickle.dumps(ZoneInfo.no_cache("Test/Zone"))) is one, one.__reduce__()[1], ZoneInfo.no_cache("Test/Zone").__reduce__()[1])
    ZoneInfo.clear_cache(only_keys=["Test/Z1"])
    print(one is ZoneInfo("Test/Zone"))
    ZoneInfo.clear_cache()
    print(one is ZoneInfo("Test/Zone"))

    class Sub(ZoneInfo):
        pass

    sub = Sub("Test/Zone")
    print(sub is Sub("Test/Zone"), sub is ZoneInfo("Test/Zone"), repr(sub), type(pickle.loads(pickle.dumps(sub))).__name__)
    for key in ("../x", "/etc/passwd", "Test"):
        try:
            ZoneInfo(key)
        except Exception as error:
            print(key, type(error).__name__)

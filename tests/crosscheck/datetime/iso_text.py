# ISO 8601 text and the ISO calendar.
import copy
import warnings
from datetime import *

warnings.simplefilter("ignore")


class Tz(tzinfo):
    def __init__(self, offset=None, dst=None, name=None):
        self.o, self.d, self.n = offset, dst, name

    def utcoffset(self, moment):
        return self.o

    def dst(self, moment):
        return self.d

    def tzname(self, moment):
        return self.n


class D2(date):
    pass


for source in r"""
date.fromisocalendar(0,1,1)
date.fromisocalendar(2001,54,1)
date.fromisocalendar(2001,53,1)
date.fromisocalendar(2001,1,8)
date.fromisocalendar(9999,52,7)
date.fromisocalendar(1,2)
date.fromisoformat(1)
date.fromisoformat('x')
date.fromisoformat('2001-02-30')
date.fromisoformat('2001-13-01')
date.fromisoformat('2001-W54-1')
date.fromisoformat('2001-W01-9')
date.fromisoformat('0000-01-01')
date.fromisoformat('2001-01-01x')
date.fromisoformat('2001\ud80001')
time.fromisoformat(1)
time.fromisoformat('x')
time.fromisoformat('25:00')
time.fromisoformat('24:00')
time.fromisoformat('24:01')
time.fromisoformat('23:61')
time.fromisoformat('23:01+25:00')
time.fromisoformat('23:01+00:60')
time.fromisoformat('23:01:02,1234567Z')
time.fromisoformat('T23')
datetime.fromisoformat(1)
datetime.fromisoformat('x')
datetime.fromisoformat('2001-01-01T24:00')
datetime.fromisoformat('2001-01-01T24:01')
datetime.fromisoformat('2001-01-01T23:60')
datetime.fromisoformat('2001-02-29T23:50')
datetime.fromisoformat('2001-01-01T23:50+24:00')
datetime.fromisoformat('9999-12-31T24:00')
datetime.fromisoformat('2001-01-01\ud80012:30')
datetime(1,1,1).isoformat('aa')
datetime(1,1,1).isoformat(1)
datetime(1,1,1).isoformat('T','x')
datetime(1,1,1).isoformat('T',1)
datetime(1,1,1).isoformat('\ud800')
time(1).isoformat('x')
time(1).isoformat(5)
date(1,1,1).isocalendar()
date(1,1,1).isocalendar().__reduce__()
type(date(1,1,1).isocalendar())(1,2,3)
D2.fromisoformat('2001-01-01')
""".strip().splitlines():
    try:
        print(source, "->", ascii(eval(source)))
    except Exception as error:
        print(source, "!!", type(error).__name__, ascii(str(error)))

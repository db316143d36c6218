# tzinfo and timezone: the protocol, its errors, aware objects.
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
timezone(1)
timezone(timedelta(1))
timezone(timedelta(hours=1),5)
timezone()
timezone.utc.utcoffset(5)
timezone.utc.dst(5)
timezone.utc.tzname(5)
timezone.utc.fromutc(5)
timezone.utc.fromutc(datetime(1,1,1))
timezone.utc.fromutc()
tzinfo().utcoffset(None)
tzinfo().dst(None)
tzinfo().tzname(None)
tzinfo().fromutc(None)
tzinfo().fromutc(datetime(1,1,1))
tzinfo().__reduce__()
Tz(1,2,3).__reduce__()
timezone.utc.__reduce__()
timezone(timedelta(hours=1),'x').__reduce__()
timezone.utc.__getinitargs__()
datetime(1,1,1,tzinfo=Tz(1)).utcoffset()
datetime(1,1,1,tzinfo=Tz(timedelta(1))).utcoffset()
datetime(1,1,1,tzinfo=Tz(-timedelta(1))).utcoffset()
datetime(1,1,1,tzinfo=Tz(n=1)).tzname()
datetime(1,1,1,tzinfo=Tz(d=1)).dst()
time(1,tzinfo=Tz(1)).utcoffset()
repr(datetime(1,1,1,tzinfo=timezone.utc,fold=1))
repr(time(1,tzinfo=timezone.utc,fold=1))
datetime(1,1,1)<datetime(1,1,1,tzinfo=timezone.utc)
time(1)<time(1,tzinfo=timezone.utc)
datetime(1,1,1)-datetime(1,1,1,tzinfo=timezone.utc)
datetime(1,1,1).astimezone(1)
datetime(1,1,1,tzinfo=Tz()).astimezone(timezone.utc)
datetime(1,1,1).replace(tzinfo=1)
datetime(1,1,1,fold=1,tzinfo=timezone.utc).__reduce_ex__(2)
datetime(1,1,1,tzinfo=Tz(timedelta(hours=1))).timestamp()
datetime(1,1,1,tzinfo=Tz(timedelta(hours=1))).utctimetuple()
datetime(9999,12,31,23,tzinfo=Tz(timedelta(hours=-2))).utctimetuple()
datetime(1,1,1,tzinfo=Tz(timedelta(hours=1),1)).timetuple()
datetime(1,1,1,tzinfo=Tz(timedelta(hours=1),timedelta(1))).timetuple()
hash(datetime(1,1,1,tzinfo=Tz(timedelta(hours=1))))==hash(datetime(1,1,1,1,tzinfo=Tz(timedelta(hours=2))))
timezone(timedelta(hours=-1,seconds=5)).tzname(None)
timezone(timedelta(microseconds=5))
str(timezone(timedelta(microseconds=-5)))
timezone(timedelta(hours=1),'x')
type('X',(timezone,),{})
type('X',(date,tzinfo),{})
""".strip().splitlines():
    try:
        print(source, "->", ascii(eval(source)))
    except Exception as error:
        print(source, "!!", type(error).__name__, ascii(str(error)))

# timedelta: components, arithmetic, errors.
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
timedelta('a')
timedelta(1,x=2)
timedelta(1,2,3,4,5,6,7,8)
timedelta(10**10)
timedelta(10**20)
timedelta(days=1e10)
timedelta(float('nan'))
timedelta(float('inf'))
timedelta(1)*'a'
timedelta(1)*1.5
timedelta(1)/0
timedelta(1)//0
timedelta(1)/0.0
timedelta(1)*float('nan')
timedelta(1)*float('inf')
timedelta(1)/timedelta(0)
timedelta(1)//timedelta(0)
timedelta(1)%timedelta(0)
divmod(timedelta(1),timedelta(0))
timedelta(1)%1
timedelta(1)//1.5
timedelta.max+timedelta(1)
timedelta(1)<1
timedelta(1)+1
1+timedelta(1)
date.min-timedelta(1)
datetime.min-timedelta(1)
datetime.max+timedelta(1)
date.max+timedelta(1)
timedelta(1).__reduce__()
str(timedelta(-1,5)),str(timedelta(1)),str(timedelta(5,5,5)),repr(timedelta()),repr(timedelta(-1,microseconds=4)),repr(timedelta(0,5))
timedelta(1).total_seconds()
timedelta(1).__add__(5)
D2(1,2,3)+timedelta(1)
timedelta(days=1.5,seconds=2.5e-6,weeks=-.3)
timedelta(microseconds=0.5),timedelta(microseconds=1.5),timedelta(microseconds=2.5),timedelta(microseconds=-0.5)
round(timedelta(1).total_seconds())
abs(timedelta(-1)),+timedelta(5),bool(timedelta()),timedelta(seconds=100)//7,timedelta(seconds=100)/7,timedelta(seconds=7)%timedelta(seconds=3)
""".strip().splitlines():
    try:
        print(source, "->", ascii(eval(source)))
    except Exception as error:
        print(source, "!!", type(error).__name__, ascii(str(error)))

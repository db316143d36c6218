# Constructors of date, time and datetime, and their errors.
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
date()
date(1)
date(1,2)
date(1,2,3,4)
date(0,1,1)
date(10000,1,1)
date(1,13,1)
date(2001,2,29)
date('a',1,1)
date(b'abcd')
date('abcd')
date('\u1234\u1234\x01\u1234')
date(1,2,day=3)
date(1,2,3,x=3)
time(24)
time(1,60)
time(1,2,60)
time(1,2,3,1000000)
time(1,2,3,4,5)
time(1,fold=2)
time(fold=-1)
time('a')
time(1,2,3,4,None,5)
datetime(1,2)
datetime(1,2,3,24)
datetime(1,2,3,4,5,6,7,8)
datetime(1,2,3,4,5,6,7,None,1)
datetime(1,2,3,fold=3)
datetime(b'0123456789',1)
datetime(b'01\x013456789',1)
time(b'012345',1)
time(b'\x01\x02\x03\x00\x00\x01')
date(1,1,1)<datetime(1,1,1)
datetime(1,1,1)<date(1,1,1)
datetime(1,1,1)==date(1,1,1)
date(1,1,1)-datetime(1,1,1)
datetime(1,1,1)-date(1,1,1)
""".strip().splitlines():
    try:
        print(source, "->", ascii(eval(source)))
    except Exception as error:
        print(source, "!!", type(error).__name__, ascii(str(error)))

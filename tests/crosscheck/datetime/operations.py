# Comparison, arithmetic, replace, strftime, strptime, pickling state.
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
date(1.5,1,1)
timedelta.max*2
-timedelta.max
date(1,1,1)<1
time(1)<1
date(1,1,1)+1
date(1,1,1)-1
timedelta(1)-date(1,1,1)
date.fromordinal(0)
date.fromordinal(10**9)
date.fromordinal('a')
date.fromordinal(10**20)
date.fromtimestamp('a')
date.fromtimestamp(None)
date.fromtimestamp(1e20)
date.fromtimestamp(1e300)
date.fromtimestamp(float('nan'))
date.fromtimestamp(10**30)
datetime.fromtimestamp(1e12)
datetime.fromtimestamp('a')
datetime.fromtimestamp(1,1)
datetime.fromtimestamp()
datetime.now(1)
datetime.utcfromtimestamp(1e20)
datetime.utcfromtimestamp(0)
datetime.combine(1,2)
datetime.combine(date(1,1,1),2)
datetime.combine(date(1,1,1),time(1),3)
datetime.combine(date(1,1,1))
datetime(1,1,1).replace(x=1)
datetime(1,1,1).replace(year=None)
date(1,1,1).replace(day=40)
date(1,1,1).replace(1,2,3,4)
time(1).replace(hour=25)
time(1).replace(fold=2)
date(1,1,1).strftime(1)
date(1,1,1).strftime()
date(1,1,1).__format__(1)
datetime(1,1,1).__format__(1)
time(1).__format__(1)
date(5,1,1).strftime('%Y %G %C %F %y')
time(1).strftime('%Y-%m %z|%Z')
date.strptime(1,'a')
date.strptime('2001-02-03','%Y-%m-%d')
time.strptime('01:02','%H:%M')
datetime.strptime('2001-02-03 +0100','%Y-%m-%d %z')
datetime.strptime('x','%Y')
datetime(1,1,1).__reduce__()
datetime(1,1,1,fold=1).__reduce_ex__(4)
datetime(1,1,1).__reduce_ex__('a')
time(1).__reduce_ex__(4)
time(1,fold=1).__reduce__()
date(1,1,1).__reduce__()
datetime(1,1,1).timestamp()
datetime.max.timestamp()
type('X',(date,time),{})
date.x
date(1,1,1).x
setattr(date(1,1,1),'year',5)
setattr(date,'foo',5)
timedelta.max.total_seconds()
datetime.min.__class__
copy.copy(timedelta(1)), copy.deepcopy(date(1,2,3))
D2(1,2,3)
D2(1,2,3).replace(day=5)
D2.fromordinal(5)
datetime(1,1,1).ctime()
datetime(2024,2,29,5,6,7).date()
""".strip().splitlines():
    try:
        print(source, "->", ascii(eval(source)))
    except Exception as error:
        print(source, "!!", type(error).__name__, ascii(str(error)))

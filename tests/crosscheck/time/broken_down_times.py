"""gmtime, mktime, asctime, strftime on given times."""

import time


def show(*expressions):
    for text in expressions:
        try:
            print(text, "->", repr(eval(text)))
        except Exception as error:
            print(text, "!!", type(error).__name__ + ":", error)


show(
    'time.gmtime(0), time.gmtime(86400 * 365.25 * 30), time.gmtime(-1), time.gmtime(1.9), time.gmtime(-0.1), time.gmtime(951782400), time.gmtime(0).tm_zone, time.gmtime(0).tm_gmtoff',
    "time.gmtime(float('nan'))",
    'time.gmtime(1e20)',
    'time.gmtime(2**70)',
    "time.gmtime('a')",
    'time.asctime(time.gmtime(0)), time.asctime((2000, 1, 1, 0, 0, 0, 0, 1, 0)), time.asctime((12345, 12, 31, 23, 59, 61, 6, 365, 0)), time.asctime((2000, 0, 0, 0, 0, 0, 0, 0, 0))',
    'time.asctime((2000, 13, 1, 0, 0, 0, 0, 1, 0))',
    'time.asctime((2000, 1, 32, 0, 0, 0, 0, 1, 0))',
    'time.asctime((2000, 1, 1, 24, 0, 0, 0, 1, 0))',
    'time.asctime((2000, 1, 1, 0, 60, 0, 0, 1, 0))',
    'time.asctime((2000, 1, 1, 0, 0, 62, 0, 1, 0))',
    'time.asctime((2000, 1, 1, 0, 0, 0, -2, 1, 0))',
    'time.asctime((2000, 1, 1, 0, 0, 0, 0, 367, 0))',
    'time.asctime((1, 2))',
    "time.asctime('a')",
    'time.asctime(5)',
    "time.mktime('a')",
    'time.mktime((2000, 1, 1))',
    'time.mktime((2000, 1, 1.5, 0, 0, 0, 0, 0, -1))',
    r"time.strftime('%Y-%m-%d %H:%M:%S %a %A %b %B %j %U %w %W %y %p %I %%', time.gmtime(10**9)), time.strftime('', time.gmtime(0)), time.strftime('\xe9%Y\u2603', time.gmtime(0)), time.strftime('%D %F %T %R %e %C %u %V %G', time.gmtime(10**9))",
    "time.strftime('%d', (2000, 1, 32, 0, 0, 0, 0, 1, 0))",
    "time.strftime('%Y', 5)",
    'time.strftime(5)',
    "time.strftime('%z %Z', time.struct_time((2000, 1, 1, 0, 0, 0, 0, 1, 0, 'FOO', 3600)))",
    "time.get_clock_info('foo')",
    'time.get_clock_info(5)',
    'time.sleep(-1)',
    "time.sleep('a')",
    'time.sleep(None)',
    "time.sleep(float('nan'))",
    "time.sleep(float('inf'))",
    'time.sleep(0), time.sleep(0.001)',
)

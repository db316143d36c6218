"""Clocks run forward, in floats and in ints."""

import time

for name in ("time", "monotonic", "perf_counter", "process_time"):
    seconds = getattr(time, name)
    nanoseconds = getattr(time, name + "_ns")
    a, b, c, d = seconds(), nanoseconds(), seconds(), nanoseconds()
    info = time.get_clock_info(name)
    print(name, type(a).__name__, type(b).__name__, a <= c, b <= d, abs(b / 1e9 - a) < 1, info.monotonic, info.adjustable, 0 < info.resolution <= 0.01)
start = time.monotonic()
time.sleep(0.02)
print(0.019 < time.monotonic() - start < 5)
print(abs(time.clock_gettime(time.CLOCK_REALTIME) - time.time()) < 1, type(time.clock_gettime_ns(time.CLOCK_MONOTONIC)))
print(time.mktime(time.localtime(1000)), time.localtime()[0] >= 2024, len(time.tzname), type(time.timezone))
print(time.strptime("2001-02-03 04:05:06", "%Y-%m-%d %H:%M:%S"))
try:
    time.clock_gettime("a")
except TypeError as error:
    print(error)

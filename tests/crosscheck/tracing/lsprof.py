# cProfile's native profiler: what it counts, recursion, callers, built-in functions, a timer of one's own, errors.
import _lsprof
import cProfile
import io
import pstats


def leaf(n):
    return n + 1


def recursive(n):
    return leaf(n) if n == 0 else recursive(n - 1)


def generator():
    yield 1
    yield 2


def raising():
    raise ValueError


def work():
    recursive(3)
    list(generator())
    len([])
    [].append(1)
    sorted([2, 1], key=lambda x: -x)
    try:
        raising()
    except ValueError:
        pass
    try:
        int("x")
    except ValueError:
        pass
    "abc".upper()


def name(code):
    return code if isinstance(code, str) else code.co_name


def show(profiler):
    for entry in sorted(profiler.getstats(), key=lambda e: name(e.code)):
        calls = sorted((name(sub.code), sub.callcount, sub.reccallcount) for sub in entry.calls or ())
        print(" ", name(entry.code), entry.callcount, entry.reccallcount, calls, entry.totaltime >= entry.inlinetime >= 0)


ticks = 0


def timer():
    global ticks
    ticks += 1
    return ticks


profiler = _lsprof.Profiler()
profiler.enable()
work()
profiler.disable()
show(profiler)
profiler.enable(builtins=False, subcalls=False)
work()
profiler.disable()
show(profiler)
profiler.clear()
print(profiler.getstats(), type(profiler.getstats()))
counting = _lsprof.Profiler(timer, 0.5, builtins=False)
counting.enable(builtins=False)
recursive(2)
counting.disable()
for entry in sorted(counting.getstats(), key=lambda e: name(e.code)):
    print(name(entry.code), entry.callcount, entry.reccallcount, entry.totaltime, entry.inlinetime)
profiler.enable()
try:
    _lsprof.Profiler().enable()
except ValueError as error:
    print(error)
profiler.disable()
profiler.disable()
for call in (lambda: _lsprof.Profiler(timeunit="a"), lambda: profiler.enable(1, 2, 3)):
    try:
        call()
    except TypeError as error:
        print(error)
profile = cProfile.Profile()
print(profile.runcall(recursive, 2), profile.run("work()") is profile)
text = io.StringIO()
pstats.Stats(profile, stream=text).sort_stats("name").print_stats("leaf|recursive|append")
print([line.split()[0] for line in text.getvalue().splitlines() if "leaf" in line or "recursive" in line or "append" in line])


class EvilTimer:
    """Tries to stop the profiler that it measures for."""
    def __call__(self):
        for method in (evil.disable, evil.clear):
            try:
                method()
            except RuntimeError as error:
                errors.add(str(error))
        return 1


errors = set()
evil = _lsprof.Profiler(EvilTimer())
evil.enable()
leaf(1)
evil.disable()
print(sorted(errors))

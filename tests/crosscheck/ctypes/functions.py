# recorded on Linux
"""Functions of the C library, called and calling back."""
import ctypes
import threading
from ctypes import *

libc = CDLL("libc.so.6", use_errno=True)
libm = CDLL("libm.so.6")
print(libc.abs(-5), libc.strlen(b"hello"), libc.toupper(ord("a")))
libm.pow.restype = c_double
libm.pow.argtypes = [c_double, c_double]
print(libm.pow(2, 10), libm.pow(2.5, 2))
libm.sqrtf.restype, libm.sqrtf.argtypes = c_float, [c_float]
print(libm.sqrtf(2.25))
libc.strchr.restype = c_char_p
print(libc.strchr(b"abcdef", c_char(b"d")))
libc.labs.restype, libc.labs.argtypes = c_long, [c_long]
print(libc.labs(-2**40))


class DivisionResult(Structure):
    _fields_ = [("quot", c_int), ("rem", c_int)]


libc.div.restype = DivisionResult
result = libc.div(17, 5)
print(result.quot, result.rem)
buffer = create_string_buffer(64)
print(libc.snprintf(buffer, c_size_t(64), b"%d %s %.2f %ld", 5, b"text", c_double(1.5), c_long(2**40)), buffer.value)
seconds = c_long()
print(libc.time(byref(seconds)) > 0, seconds.value > 10**9)

compare_type = CFUNCTYPE(c_int, POINTER(c_int), POINTER(c_int))
calls = 0


@compare_type
def compare(a, b):
    global calls
    calls += 1
    return a[0] - b[0]


numbers = (c_int * 6)(5, 2, 9, 1, 7, 3)
libc.qsort.restype = None
print(libc.qsort(numbers, len(numbers), sizeof(c_int), compare), list(numbers), calls > 5)
add = CFUNCTYPE(c_long, c_short, c_double)(lambda a, b: int(a + b))
print(add(3, 4.5), add(-3, 1))
for action in [lambda: add(1), lambda: add("x", 1), lambda: libc.labs("x"), lambda: libc.labs(), lambda: libc.no_such_function_here, lambda: libm.pow(1),
               lambda: libc.strlen(object()), lambda: CDLL("/nowhere/lib.so"), lambda: CFUNCTYPE(c_int)("x"), lambda: CFUNCTYPE(c_int, int),
               lambda: setattr(libc.abs, "restype", 5), lambda: setattr(libc.abs, "argtypes", 5), lambda: setattr(libc.abs, "errcheck", 5),
               lambda: bool(CFUNCTYPE(c_int)())]:
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, str(error).split(": TypeError")[0])

print(libc.open(b"/nowhere/at/all", 0), get_errno(), set_errno(7), get_errno())


def check(result, function, arguments):
    if result < 0:
        raise OSError(get_errno(), "failed", arguments)
    return result


libc.close.errcheck = check
try:
    libc.close(-1)
except OSError as error:
    print(error)


class Wrapped:
    def __init__(self, value):
        self._as_parameter_ = value


print(libc.abs(Wrapped(-8)), libc.abs(Wrapped(Wrapped(-9))))
print(c_int.from_param(3), c_double.from_param(1.5), c_char.from_param(b"x"), type(byref(c_int())).__name__)
prototype = CFUNCTYPE(c_int, c_int)
by_flags = prototype(("abs", libc), ((1, "number", -4),))
print(by_flags(), by_flags(-6), by_flags(number=-7))
strtol = CFUNCTYPE(c_long, c_char_p, POINTER(c_char_p), c_int)(("strtol", libc), ((1, "text"), (2, "end"), (1, "base", 10)))
print(strtol(b"123abc"), strtol(b"ff!", base=16))

results = []


def work(k):
    own = (c_int * 50)(*[(k * 7 + i * 13) % 50 for i in range(50)])
    libc.qsort(own, 50, sizeof(c_int), compare)
    results.append(list(own) == sorted(own))


threads = [threading.Thread(target=work, args=(k,)) for k in range(6)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(results)


# Flags of parameters are checked against the types, whenever either is set; callbacks have simple results.
def refusal(action, *arguments):
    try:
        action(*arguments)
    except Exception as error:
        return type(error).__name__
    return 'taken'


plain = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_char_p)
two = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_char_p, ctypes.c_int)
print(refusal(plain, ('strlen', libc), ((1, 'text'), (1, 'more'))))
print(refusal(plain, ('strlen', libc), (1,)))
print(refusal(plain, ('strlen', libc), [(1,)]))
print(refusal(two, ('strlen', libc), ((1, 'text'), (2, 'out'))))
print(refusal(plain, ('strlen', libc), ((1, 'text'),)))
print(refusal(ctypes.CFUNCTYPE(ctypes.POINTER(ctypes.c_double)), lambda: None))
print(refusal(ctypes.CFUNCTYPE(object), lambda: None))
length = CDLL("libc.so.6").strlen
length.argtypes = (ctypes.c_char_p,)
print(refusal(length, ctypes.byref(ctypes.c_int(0))), length(ctypes.byref(ctypes.c_char(b'\0'))))

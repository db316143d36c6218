# Setting f_lineno in a trace function: where a frame may go on, and where not.
import sys
import warnings


def jump(function, source, target, *arguments):
    first = function.__code__.co_firstlineno
    done = False

    def tracer(frame, event, argument):
        nonlocal done
        if frame.f_code is not function.__code__ or done:
            return tracer
        if event == "line" and frame.f_lineno == first + source:
            done = True
            try:
                frame.f_lineno = first + target
            except ValueError as error:
                print("refused:", error, end=" ")
        return tracer

    output = []
    sys.settrace(tracer)
    try:
        result = function(output, *arguments)
        if hasattr(result, "send"):
            result = list(result)
    except Exception as error:
        result = repr(error)
    finally:
        sys.settrace(None)
    print(function.__name__, source, "->", target, output, result)


def simple(output):
    output.append(1)
    output.append(2)
    output.append(3)
    return 4


def loops(output):
    output.append(1)
    for i in [1, 2]:
        output.append(3)
        output.append(4)
    for i in [5]:
        output.append(6)
    while len(output) < 12:
        output.append(8)
    return 9


def tries(output):
    try:
        output.append(2)
        1 / 0
    except ZeroDivisionError as error:
        output.append(5)
        output.append(sys.exception() is error)
    finally:
        output.append(8)
    output.append(sys.exception())
    return 10


class Manager:
    def __init__(self, output):
        self.output = output

    def __enter__(self):
        return self

    def __exit__(self, *arguments):
        self.output.append("exit")


def withs(output):
    output.append(1)
    with Manager(output):
        output.append(3)
        output.append(4)
    output.append(5)


def generates(output):
    output.append(1)
    yield 2
    output.append(3)
    yield 4


def unbound(output, flag):
    if flag:
        a = 1
    output.append(3)
    return a


def passes(output):
    output.append(1)
    if output:
        pass
    else:
        pass
    output.append(6)


for source, target in ((1, 3), (2, 1), (3, 2), (1, 4), (2, 100), (2, 0), (2, -5)):
    jump(simple, source, target)
for source, target in ((1, 5), (1, 3), (3, 1), (4, 3), (4, 6), (3, 5), (6, 3), (1, 8), (8, 2), (4, 9), (8, 9)):
    jump(loops, source, target)
for source, target in ((2, 8), (2, 9), (5, 9), (5, 2), (6, 9), (2, 5), (1, 3), (8, 10)):
    jump(tries, source, target)
for source, target in ((3, 5), (4, 1), (1, 4), (3, 4), (5, 2)):
    jump(withs, source, target)
for source, target in ((1, 3), (3, 1), (3, 4)):
    jump(generates, source, target)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    jump(unbound, 1, 3, False)
    print([str(w.message) for w in caught])
for source, target in ((1, 3), (1, 5), (2, 6)):
    jump(passes, source, target)


def refused(function, wanted, value):
    def tracer(frame, event, argument):
        frame.f_trace_opcodes = wanted == "opcode"
        if event == wanted and frame.f_code is function.__code__:
            try:
                frame.f_lineno = value
                print("not refused", end=" ")
            except Exception as error:
                print(wanted, type(error).__name__, error)
            sys.settrace(None)
            return None
        return tracer

    sys.settrace(tracer)
    try:
        function([])
    finally:
        sys.settrace(None)


line = tries.__code__.co_firstlineno + 9
for event in ("call", "return", "exception"):
    refused(tries, event, line)
for value in ("a", 2**80, 1.5):
    refused(simple, "line", value)
try:
    sys._getframe().f_lineno = 1
except ValueError as error:
    print(error)
try:
    del sys._getframe().f_lineno
except AttributeError as error:
    print(error)

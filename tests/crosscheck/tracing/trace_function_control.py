# What a trace function decides: local functions, f_trace, f_trace_lines, errors.
import sys


def callee(x):
    y = x
    return y


def caller():
    a = callee(1)
    b = callee(2)
    return a + b


events = []


def show(title):
    print(title, *events)
    events.clear()


def only_calls(frame, event, argument):
    events.append((frame.f_code.co_name, event))


sys.settrace(only_calls)
caller()
sys.settrace(None)
show("calls only:")


def local(frame, event, argument):
    events.append((frame.f_code.co_name, event, "local"))
    if event == "line":
        return None
    return local


def chooses(frame, event, argument):
    events.append((frame.f_code.co_name, event))
    return local if frame.f_code.co_name == "callee" else None


sys.settrace(chooses)
caller()
sys.settrace(None)
show("a local function:")


def no_lines(frame, event, argument):
    events.append((frame.f_code.co_name, event))
    frame.f_trace_lines = False
    return no_lines


sys.settrace(no_lines)
caller()
sys.settrace(None)
show("no lines:")


def failing(frame, event, argument):
    events.append((frame.f_code.co_name, event))
    if event == "line":
        raise KeyError("from the tracer")
    return failing


sys.settrace(failing)
try:
    caller()
except KeyError as error:
    print("raised", error, sys.gettrace())
show("failing:")


def failing_at(which):
    def tracer(frame, event, argument):
        events.append((frame.f_code.co_name, event))
        if event == which:
            raise LookupError(which)
        return tracer
    sys.settrace(tracer)
    try:
        try:
            caller()
            callee.missing
            [].missing
        except AttributeError as error:
            print("attribute")
    except LookupError as error:
        print("lookup", error)
    print(sys.gettrace())
    sys.settrace(None)
    show(which)


failing_at("call")
failing_at("return")


def starts_here():
    sys._getframe().f_trace = lambda frame, event, argument: events.append((event, frame.f_lineno - start))
    sys.settrace(only_calls)
    x = 1
    y = 2
    sys.settrace(None)


start = starts_here.__code__.co_firstlineno
starts_here()
show("from the middle:")


def inside(frame, event, argument):
    caller()
    events.append((event, sys.gettrace() is inside))
    return inside


sys.settrace(inside)
callee(1)
sys.settrace(None)
show("not traced itself:")


def replaces(frame, event, argument):
    events.append(("first", event))
    sys.settrace(only_calls)


sys.settrace(replaces)
caller()
sys.settrace(None)
show("replaced:")


def both(frame, event, argument):
    events.append(("trace", event))
    return both


sys.setprofile(lambda frame, event, argument: events.append(("profile", event)))
sys.settrace(both)
callee(1)
sys.settrace(None)
sys.setprofile(None)
show("both:")
for function in (sys.settrace, sys.setprofile):
    try:
        function()
    except TypeError as error:
        print(error)


def outer():
    def tracer(frame, event, argument):
        events.append((frame.f_code.co_name, event, frame.f_locals.get("y")))
        return tracer
    sys.settrace(tracer)
    sys.call_tracing(callee, (5,))
    sys.settrace(None)


outer()
show("locals:")

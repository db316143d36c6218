# sys.monitoring: events as callbacks get them; DISABLE, local events, errors.
import sys

monitoring = sys.monitoring
E = monitoring.events
TOOL = monitoring.PROFILER_ID
monitoring.use_tool_id(TOOL, "test")
events = []
names = {getattr(E, name): name for name in dir(E) if name.isupper()}


def shown(value):
    if isinstance(value, BaseException):
        return repr(value)
    if value is monitoring.MISSING:
        return "MISSING"
    return getattr(value, "__name__", None) or repr(value)


def recorder(event):
    def callback(code, *rest):
        if code.co_filename != __file__:
            return
        if event == E.LINE:
            rest = (rest[0] - code.co_firstlineno,)
        else:
            rest = [shown(item) for item in rest[1:]]
        events.append((names[event], code.co_name, *rest))
    return callback


def watch(function, *wanted):
    union = 0
    for event in wanted:
        union |= event
        monitoring.register_callback(TOOL, event, recorder(event))
    monitoring.set_events(TOOL, union)
    try:
        result = function()
    except Exception as error:
        result = error
    monitoring.set_events(TOOL, 0)
    print(function.__name__, repr(result))
    for event in events:
        if event[1] != "watch":
            print("   ", *event)
    events.clear()


def generator():
    try:
        yield 1
    except KeyError:
        yield 2


def plain():
    x = len([1])
    for i in range(2):
        x += i
    return x


def drives():
    g = generator()
    next(g)
    g.throw(KeyError("in"))
    list(g)
    return 5


def inner():
    raise ValueError(1)


def raises():
    try:
        inner()
    except ValueError:
        raise


def handles():
    try:
        inner()
    finally:
        x = 1


def calls():
    len([])
    plain()
    str(5)
    [].append(3)
    try:
        int("x")
        len(5)
    except Exception:
        pass


watch(plain, E.PY_START, E.PY_RETURN, E.LINE)
watch(drives, E.PY_START, E.PY_RESUME, E.PY_YIELD, E.PY_RETURN, E.PY_THROW)
watch(raises, E.RAISE, E.PY_UNWIND)
watch(handles, E.RAISE, E.PY_UNWIND)
watch(calls, E.CALL)


def disabling(code, line):
    if code is plain.__code__:
        events.append(line - code.co_firstlineno)
        return monitoring.DISABLE


monitoring.register_callback(TOOL, E.LINE, disabling)
monitoring.set_events(TOOL, E.LINE)
plain()
plain()
print(events)
monitoring.restart_events()
plain()
print(events)
events.clear()
monitoring.set_events(TOOL, 0)

monitoring.register_callback(TOOL, E.PY_START, lambda code, offset: events.append(code.co_name))
monitoring.set_local_events(TOOL, plain.__code__, E.PY_START)
plain()
calls()
print(events)
monitoring.set_local_events(TOOL, plain.__code__, 0)
plain()
print(events)


def failing(code, offset):
    if code is plain.__code__:
        raise KeyError("from the callback")


monitoring.register_callback(TOOL, E.PY_START, failing)
monitoring.set_events(TOOL, E.PY_START)
try:
    plain()
except KeyError as error:
    print(error)
monitoring.set_events(TOOL, 0)
monitoring.free_tool_id(TOOL)

# sys.monitoring: exceptions raised, handled and raised again.
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


watch(raises, E.RAISE, E.RERAISE, E.PY_UNWIND, E.EXCEPTION_HANDLED)
watch(handles, E.RAISE, E.RERAISE, E.PY_UNWIND, E.EXCEPTION_HANDLED)

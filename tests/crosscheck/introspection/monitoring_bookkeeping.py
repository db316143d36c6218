# sys.monitoring: tools, event sets and callbacks as they are kept.
import sys

m = sys.monitoring
E = m.events


def show(function, *arguments):
    try:
        print(function.__name__, arguments[:1] + arguments[2:], function(*arguments))
    except Exception as error:
        print(function.__name__, type(error).__name__, error)


def code():
    pass


code = code.__code__
print(m.DEBUGGER_ID, m.COVERAGE_ID, m.PROFILER_ID, m.OPTIMIZER_ID, E)
show(m.get_tool, 0)
for wrong in (6, 8, -1):
    show(m.get_tool, wrong)
show(m.use_tool_id, 1, "x")
show(m.use_tool_id, 1, "y")
show(m.get_tool, 1)
show(m.use_tool_id, 2, 5)
for events in (E.CALL, 1 << 30, -1, E.C_RETURN, E.C_RETURN | E.CALL, E.C_RETURN | E.C_RAISE | E.CALL, E.BRANCH, 0, E.LINE):
    show(m.set_events, 1, events)
    print(m.get_events(1), m._all_events())
show(m.set_events, 3, 1)
show(m.register_callback, 1, E.CALL, len)
show(m.register_callback, 1, E.CALL, None)
for event in (3, 0, -1, 1 << 20, E.CALL | 1):
    show(m.register_callback, 1, event, None)
show(m.get_local_events, 1, code)
show(m.set_local_events, 1, code, E.LINE)
print(m.get_local_events(1, code))
show(m.set_local_events, 1, 5, 1)
show(m.set_local_events, 1, code, E.RAISE)
show(m.restart_events)
show(m.clear_tool_id, 1)
print(m.get_events(1))
show(m.free_tool_id, 1)
show(m.free_tool_id, 1)
show(m.get_tool, 1)

# sys.monitoring keeps tools, event sets and callbacks, and delivers nothing.
import sys

monitoring = sys.monitoring
monitoring.use_tool_id(monitoring.PROFILER_ID, "counter")
calls = []
monitoring.register_callback(monitoring.PROFILER_ID, monitoring.events.PY_START, lambda code, offset: calls.append(code.co_name))
monitoring.set_events(monitoring.PROFILER_ID, monitoring.events.PY_START)


def work():
    return 1


work()
monitoring.set_events(monitoring.PROFILER_ID, 0)
print(calls)

# sys.monitoring: the offsets in events count Memphis's instructions, not bytes of CPython's.
import sys

monitoring = sys.monitoring
monitoring.use_tool_id(monitoring.PROFILER_ID, "offsets")
offsets = []


def returns():
    return 1


monitoring.register_callback(monitoring.PROFILER_ID, monitoring.events.PY_RETURN, lambda code, offset, value: offsets.append(offset))
monitoring.set_local_events(monitoring.PROFILER_ID, returns.__code__, monitoring.events.PY_RETURN)
returns()
print("where CPython has its RETURN_VALUE:", offsets == [4])

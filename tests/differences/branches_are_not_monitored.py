# sys.monitoring: jumps and branches are not reported.
import sys

monitoring = sys.monitoring
monitoring.use_tool_id(monitoring.PROFILER_ID, "branches")
seen = set()
for event in (monitoring.events.BRANCH_LEFT, monitoring.events.BRANCH_RIGHT):
    monitoring.register_callback(monitoring.PROFILER_ID, event, lambda code, *rest: seen.add(code.co_name))


def branches(a):
    for i in range(3):
        if a:
            a -= 1
    return a


monitoring.set_events(monitoring.PROFILER_ID, monitoring.events.BRANCH)
branches(1)
monitoring.set_events(monitoring.PROFILER_ID, 0)
print("branches" in seen)

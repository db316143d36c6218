# sys.monitoring: branches and jumps are told of, and code.co_branches() knows them.
import sys

monitoring = sys.monitoring
E = monitoring.events
TOOL = monitoring.DEBUGGER_ID
monitoring.use_tool_id(TOOL, "test")


def watch(function, *arguments):
    seen = []
    code = function.__code__
    lines = {}
    for start, end, line in code.co_lines():
        for offset in range(start, end, 2):
            lines[offset] = line

    def branch(name):
        def callback(called, source, destination):
            if called is code:
                seen.append((name, source, destination))
        return callback

    monitoring.register_callback(TOOL, E.BRANCH_LEFT, branch("branch"))
    monitoring.register_callback(TOOL, E.BRANCH_RIGHT, branch("branch"))
    monitoring.set_events(TOOL, E.BRANCH_LEFT | E.BRANCH_RIGHT)
    try:
        result = function(*arguments)
    finally:
        monitoring.set_events(TOOL, 0)
    # What leads where is the same in any bytecode, but not what is left and what is right.
    known = {(source, to) for source, left, right in code.co_branches() for to in (left, right)}
    print(function.__name__, result, all((source, to) in known for _, source, to in seen))
    first = code.co_firstlineno
    print("   ", [lines[source] - first for _, source, to in seen])


def decides(x):
    if x > 1:
        return 1
    if x and x < 5:
        return 2
    return 3


def loops(n):
    total = 0
    for i in range(n):
        total += i
    while total:
        total -= 1
    return total


watch(decides, 2)
watch(decides, 1)
watch(decides, 0)
watch(loops, 3)


def disables():
    seen = []

    def callback(code, source, destination):
        if code is loops.__code__:
            seen.append(1)
        return monitoring.DISABLE

    monitoring.register_callback(TOOL, E.BRANCH_LEFT, callback)
    monitoring.register_callback(TOOL, E.BRANCH_RIGHT, callback)
    monitoring.restart_events()
    monitoring.set_events(TOOL, E.BRANCH_LEFT | E.BRANCH_RIGHT)
    loops(10)
    monitoring.set_events(TOOL, 0)
    print(len(seen))


disables()
monitoring.free_tool_id(TOOL)

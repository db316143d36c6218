# sys.monitoring: lines of a frame that runs already, of a loop at a function's beginning, and of a generator.
import sys

monitoring = sys.monitoring
monitoring.use_tool_id(2, "test")
lines = []
monitoring.register_callback(2, monitoring.events.LINE, lambda code, line: lines.append((code.co_name, line - code.co_firstlineno)))


def begins():
    """A docstring."""
    try:
        monitoring.set_events(2, monitoring.events.LINE)
        x = 1
        loop(2)
        list(generates())
        monitoring.set_events(2, 0)
    except ValueError:
        pass


def loop(n):
    while True:
        n -= 1
        if not n:
            return


def generates():
    try:
        yield 1
        yield 2
    finally:
        x = 1


begins()
for line in lines:
    print(*line)

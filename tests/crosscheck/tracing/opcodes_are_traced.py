# f_trace_opcodes: instructions are told when a frame asks for them.
import sys

counts = {}


def tracer(frame, event, argument):
    frame.f_trace_opcodes = frame.f_code.co_name == "wants"
    key = frame.f_code.co_name, event
    counts[key] = counts.get(key, 0) + 1
    return tracer


def wants(x):
    y = x + 1
    return y


def does_not(x):
    y = x + 1
    return y


sys.settrace(tracer)
wants(1)
does_not(1)
sys.settrace(None)
print(counts["wants", "opcode"] > 0, ("does_not", "opcode") in counts, counts["wants", "line"])

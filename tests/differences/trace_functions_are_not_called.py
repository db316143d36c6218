# sys.settrace and sys.setprofile remember their function, and no more.
import sys

events = []


def tracer(frame, event, argument):
    events.append(event)
    return tracer


def traced():
    return 1


sys.settrace(tracer)
print(sys.gettrace() is tracer)
traced()
sys.settrace(None)
print(len(events) > 0)

# Groups with causes, contexts, notes, depth and width limits.
import sys


def show(error): sys.excepthook(type(error), error, error.__traceback__)


def raised(error, cause=None):
    try:
        raise error from cause
    except BaseException as caught:
        return caught


show(ExceptionGroup("plain", [ValueError(1)]))
show(ExceptionGroup("wide", [ValueError(i) for i in range(20)]))
deep = ValueError("bottom")
for i in range(12): deep = ExceptionGroup(f"level {i}", [deep])
show(deep)
g = ExceptionGroup("with notes", [ValueError("noted"), KeyError("plain")])
g.add_note("note on the group")
g.exceptions[0].add_note("note on the member\nsecond line")
show(g)
show(raised(ExceptionGroup("has cause", [raised(ValueError("member"), KeyError("cause of member"))]), OSError("cause of group")))
try:
    try:
        raise ExceptionGroup("context", [TypeError("t")])
    except ExceptionGroup:
        raise ValueError("while handling a group")
except ValueError as error:
    show(error)
try:
    try:
        raise ValueError("naked")
    except* ValueError:
        1 / 0
except* ZeroDivisionError as group:
    show(group)
show(BaseExceptionGroup("base", [KeyboardInterrupt(), SystemExit(3)]))
class Named(ExceptionGroup): pass
show(Named("multi\nline message", [ValueError("multi\nline member")]))
show(ExceptionGroup("", [ValueError()]))

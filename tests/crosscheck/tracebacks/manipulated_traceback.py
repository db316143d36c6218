# with_traceback, tb_next and __traceback__ change what is printed.
import sys


def a(): b()
def b(): c()
def c(): raise ValueError("deep")


try:
    a()
except ValueError as error:
    kept = error
tb = kept.__traceback__
names = []
while tb:
    names.append((tb.tb_frame.f_code.co_name, type(tb.tb_lineno).__name__, tb.tb_lasti >= 0))
    tb = tb.tb_next
print(names)
sys.excepthook(ValueError, kept, None)
sys.excepthook(ValueError, kept, kept.__traceback__.tb_next.tb_next)
kept.__traceback__.tb_next = kept.__traceback__.tb_next.tb_next
sys.excepthook(ValueError, kept, kept.__traceback__)
sys.excepthook(ValueError, kept.with_traceback(None), kept.__traceback__)
def catch():
    try:
        1 / 0
    except ZeroDivisionError as error:
        return error
error = catch()
TB = type(error.__traceback__)
made = TB(error.__traceback__, error.__traceback__.tb_frame, 0, 3)
print(made.tb_lineno, made.tb_next is error.__traceback__)
for bad in (lambda: TB(), lambda: TB(5, error.__traceback__.tb_frame, 0, 0), lambda: TB(None, None, 0, 0), lambda: setattr(made.tb_next, "tb_next", made), lambda: setattr(made, "tb_lineno", 5), lambda: setattr(made, "tb_next", 5), lambda: delattr(made, "tb_next")):
    try:
        bad()
    except (TypeError, ValueError, AttributeError) as problem:
        print(type(problem).__name__, problem)
def reraise(): raise error
reraise()

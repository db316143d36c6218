# bdb: a breakpoint that names a function stops at its first line; co_lines knows the line of the definition.
import bdb


def work(x):
    y = x + 1
    return y


class Stops(bdb.Bdb):
    def user_line(self, frame):
        code = frame.f_code
        print(code.co_name, frame.f_lineno - code.co_firstlineno)
        self.set_continue()


stops = Stops()
stops.set_break(__file__, work.__code__.co_firstlineno, funcname="work")
stops.runcall(lambda: work(1))
print(sorted({line - work.__code__.co_firstlineno for *_, line in work.__code__.co_lines() if line}))

# f"{expr=}" keeps the text of the expression, spaces and all, and defaults to repr.
x, name, pi = 5, "text", 3.14159
print(
    f"{x=}", f"{x = }", f"{ x=}", f"{x= }", f"{name=}", f"{name=!s}", f"{name=!r}", f"{name=:>10}", f"{pi=:.2f}",
    f"{pi = :8.3f}|", f"{x=!a:>5}|",
)
print(
    f"{x + 1=}", f"{x+1 = }", f"{x==5=}", f"{x <= 5 = }", f"{[1, 2][0]=}", f"{(lambda: 1)()=}", f"{'a' + "b"=}",
    f"{name.upper()=}", f"{x!=5=}",
)
print(f"""{
x
=}""")
print(f"{x:{1}}|{x=:{3}}|{name=:{'>'}{8}}|")
print(f"a{x=}b{name=}c", f"{'='=}", f"{x=}{x=}", f"{f'{x=}'=}")
print(f"{x  # comment
=}")
print(f"{'é'=} {'\n'=}")
class C:
    def __repr__(self): return "repr"
    def __str__(self): return "str"
    def __format__(self, spec): return f"format<{spec}>"
c = C()
print(f"{c=} {c=!s} {c=:} {c=:spec} {c} {c!r:>6}")
def f(a=1, *, b=2): return a, b
print(f"{f(a=3, b=4)=} {f(
    5)=}")
print(f"{x = !s:^7}|", f"{x:=^7}|", f"{x=:=^7}|")

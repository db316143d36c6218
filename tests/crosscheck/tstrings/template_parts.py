# t-strings (PEP 750): strings, values and interpolations of a template.
name, n = "world", 5
t = t"hello {name}, {n + 1!r:>{n}} end"
print(type(t).__name__, type(t).__module__, t.strings, t.values)
for i in t.interpolations:
    print(type(i).__name__, repr(i.value), repr(i.expression), repr(i.conversion), repr(i.format_spec))
print([part if isinstance(part, str) else part.value for part in t"a{1}{2}b"])
print(t"".strings, t"".values, t"plain".strings, t"{1}".strings, t"{1}{2}".strings, list(t""))
print(repr(t"x{name}y"))
print(t"{ name } {n  +  1} {name!s} {name=} {name = } {name=!s} {name=:>5}".strings)
for i in t"{ name } {n  +  1} {name!s} {name=} {name = } {name=!s} {name=:>5} {'q'!a} {(lambda: 1)()}".interpolations:
    print((i.value, i.expression, i.conversion, i.format_spec))
print(
    t"{{literal}} {n}".strings, rt"\n{n}".strings, t"\n{n}".strings, tR"\d".strings, t'{"nested"} {'quotes'}'.values,
)
print(t"a" t"b{1}" t"c{2}d".strings, (t"a{1}" + t"b{2}c").strings, (t"x" + t"y").strings, (t"{1}" + t"{2}").strings)
print([type(x).__name__ for x in t"{1}{2} {3}"])
match t"hello {name}":
    case object(strings=(first, last), values=(value,)): print(first, repr(last), value)

# The same values through %, str.format, format() and f-strings agree; what each of them refuses.
for value, spec, percent in (
    (3.14159, ".2f", "%.2f"), (42, "5d", "%5d"), (42, "<5d", "%-5d"), (255, "x", "%x"), (255, "#o", "%#o"),
    ("text", ">8", "%8s"), ("text", ".2", "%.2s"), (1e10, "e", "%e"), (0.0001, "g", "%g"), (7, "+d", "%+d"),
    (7, "03d", "%03d"), (1234.5, " .1f", "% .1f"),
):
    results = {f"{value:{spec}}", format(value, spec), ("{:" + spec + "}").format(value), percent % value}
    print(value, spec, percent, sorted(results))
print(
    "{} {}".format(1, 2), "{1} {0}".format(1, 2),
    "{a} {b[0]} {c.real} {d[key]}".format(a=1, b=[2], c=3, d={"key": 4}), "{0[1]}{0[0]}".format("ab"),
    "{:{}}|{:{w}}".format("x", 3, "y", w=4), "{!r:>5}".format("q"), "{{}}".format(),
)
for source in (
    "'{}'.format()", "'{1}'.format(0)", "'{a}'.format()", "'{} {1}'.format(1, 2)", "'{0} {}'.format(1, 2)",
    "'{'.format()", "'}'.format()", "'{!x}'.format(1)", "'{!}'.format(1)", "'{0.x}'.format(1)",
    "'{0[x]}'.format([1])", "'{0[}'.format(1)", "'{0.}'.format(1)", "'{0[]}'.format([1])",
    "'{:{:{}}}'.format(1, 2, 3)", "'{0!r'.format(1)", "'{a.b}'.format(a=1)", "'{:d}'.format('s')", "'{0]}'.format(1)",
    "'{0[0]x}'.format([1])",
):
    try:
        print(source, eval(source))
    except Exception as error:
        print(source, "->", type(error).__name__, error)
print(
    "%(a)s %(b)05.1f %%" % {"a": 1, "b": 2.25}, "%s %r %a" % ("é", "é", "é"), "%c%c" % (65, "b"), "%i %u" % (1.9, 2),
    "%*.*f" % (8, 2, 3.14159), "%-6s|%6s" % ("ab", "cd"), "%5.1f%%" % 99.55, b"%s %d %a" % (b"x", 5, "y"),
)
print(
    "{:>{width}.{prec}f}".format(2.71828, width=8, prec=2), "{0:{1}{2}}".format(5, "<", 3) + "|", format(5),
    format("x", ""), "{:,}".format(10**9), "{:n}".format(5),
)

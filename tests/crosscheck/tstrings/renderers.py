# What t-strings are for: an f-like renderer, HTML escaping, and lazily evaluated parts.
def render(template):
    out = []
    for part in template:
        if isinstance(part, str):
            out.append(part)
            continue
        value = part.value() if callable(part.value) else part.value
        if part.conversion: value = {"r": repr, "s": str, "a": ascii}[part.conversion](value)
        out.append(format(value, part.format_spec))
    return "".join(out)


def html(template):
    out = []
    for text, interpolation in zip(template.strings, [*template.interpolations, None]):
        out.append(text)
        if interpolation is None: break
        value = interpolation.value
        if isinstance(value, type(template)): out.append(html(value))
        elif isinstance(
            value, (list, tuple),
        ): out.extend(html(v) if isinstance(v, type(template)) else str(v) for v in value)
        else: out.append(str(value).replace("&", "&amp;").replace("<", "&lt;"))
    return "".join(out)


a, b, items = 3.14159, "text", ["<one>", "two & three"]
print(render(t"{a:.2f} {b!r:>10} {(lambda: a * 2):.3f} {a=:.1f} {{}}"))
print(render(t"{a:.2f} {b!r:>10} {a=}") == f"{a:.2f} {b!r:>10} {a=}")
print(html(t"<ul>{[t"<li>{item}</li>" for item in items]}</ul>{t"<p>{b}</p>"}{'<script>'}"))


def sql(template):
    return "?".join(template.strings), list(template.values)


print(sql(t"SELECT * FROM t WHERE a = {a} AND b = {b}"))
def nested(n): return t"{n}" if n == 0 else t"{nested(n - 1)}+{n}"
print(html(nested(4)))
class C:
    attr = 1
    templ = t"{attr}"
    def m(self): return t"{self.__x}"
    __x = "mangled value"
print(C.templ.values, C().m().values, C().m().interpolations[0].expression)
def gen():
    template = t"{(yield 1)} and {(yield 2)}"
    return template.values
g = gen()
next(g), g.send("a")
try:
    g.send("b")
except StopIteration as stop:
    print(stop.value)
print([t"{i}".values for i in range(3)], t"{[t"{j}" for j in range(2)][1].values}".values)

# Format specs: nested fields, nested specs, spec built of several parts, specs handed to __format__.
class Show:
    def __format__(self, spec): return repr(spec)


s, w, p, fill, align = Show(), 10, 3, "*", "^"
value = 3.14159265
print(f"{s:plain}", f"{s:{w}}", f"{s:{w}.{p}}", f"{s:{fill}{align}{w}}", f"{s:a{w}b{p}c}", f"{s:{'nested'!r}}", f"{s:{w:>4}}", f"{s:{'{'}}", f"{s:%Y-%m-%d %H:%M}", f"{s::}", f"{s:!r}", f"{s:a:b}")
print(f"{value:{w}.{p}f}|{value:{fill}{align}{w}.{p}}|{value:{'0' + str(w)}}|{value:{'+' if value > 0 else ''}.2f}|{42:{'#'}{'x'}}")
print(
    f"{s:\n}", f"{s:\x41}", rf"{s:\n}", f"{s:\\}", f"{s:{'\n'}}", f"{s:\N{BULLET}}", f"{s:'quoted'}",
    f"{s:{'a' 'b'}}", f"{s: }",
)
print(
    f"{1234567:,}", f"{1234567.891:_.2f}", f"{0.25:%}", f"{255:b} {255:o} {255:X} {255:#010x}", f"{-5:+} {5:+} {5: }",
    f"{1e10:g} {1e-5:g} {123456789:.3g}", f"{65:c}", f"{True}", f"{True:5}|", f"{1j:.1f}", f"{'abc':.2}",
    f"{'abc':>{2 * 3}}", f"{12:=+8}|{-12:08}",
)
for source in (
    "f'{5:q}'", "f'{\"s\":d}'", "f'{5:.2d}'", "f'{None:5}'", "f'{[]:5}'", "f'{5:,s}'", "f'{1.5:d}'",
    "f'{5:{\"x\"}{\"y\"}}'", "f'{5:1000000000000000000000}'", "f'{\"a\":=5}'", "f'{1.5:.{\"q\"}}'", "f'{5:_,}'",
    "f'{1j:=5}'", "f'{\"s\":+}'", "f'{5:c}'", "f'{-1:c}'", "f'{5!s:d}'", "f'{1:.1000000000000000000000f}'",
):
    try:
        print(source, eval(source).encode("unicode_escape"))
    except (ValueError, TypeError, OverflowError) as error:
        print(source, "->", type(error).__name__, error)

# What a compiler may fold must not be seen: errors stay at run time, types and signs are kept, big results are fine.
def folded(): return 2 ** 10, -0.0, 0.0 * -1, "a" * 3, (
    1, 2,
) + (3,), 1 + 2j, not True, "abc"[1], 7 // 2, 7 % -3, 1 << 70, ~5, b"a" + b"b", -(-1), +True, 10 ** -1
print(folded(), [type(v).__name__ for v in folded()])
def lazy_errors(which):
    if which == 0: return 1 / 0
    if which == 1: return "abc"[10]
    if which == 2: return 1 << -1
    if which == 3: return -"x"
    if which == 4: return (1, 2) + [3]
    if which == 5: return 10 % 0
    if which == 6: return "%d" % "x"
    if which == 7: return 0 ** -1
    if which == 8: return {}[0]
for which in range(9):
    try:
        lazy_errors(which)
    except Exception as error:
        print(which, type(error).__name__, error)
def dead_code():
    if 0: undefined_call()
    while False: undefined_call()
    if "": yield
    assert True or undefined_call()
    return 1 if True else undefined_call()
print(list(dead_code()), type(dead_code()).__name__)
def unreachable():
    return "first"
    return "second"
print(
    unreachable(), 1 if 1.0 else 2, "yes" if "0" else "no", [] or "x", 0 or 0.0 or "", 1 and 2 and 3, None is None,
    () == (), not (), 0x10 == 16.0,
)
x = 0.0, -0.0, 1, 1.0, True, "1", b"1", (0.0,), (-0.0,), 1j, -1j, complex(0.0, -0.0)
print(x)
def same_value_constants(): return 0, 0.0, -0.0, False, 0j, "", b"", (), (0,), (0.0,), (False,), (-0.0,), frozenset
print(same_value_constants())
print(
    1000 * 1000 * 1000, "-" * 20, 2 ** 100 - 1, len("ab" * 5000), len((0,) * 5000), (1 << 200) % 1000007, 1e308 * 10,
    -1e308 * 10, 5 in (1, 2, 5), "b" in {"a", "b"}, 3 not in [1, 2],
)
for i in (1, 2, 3): pass
for j in [4, 5]: pass
print(i, j, [k for k in (7, 8)], {1, 2} == {2, 1}, i in {1, 3}, (lambda: (1, 2, 3))() is not None)
def mutable_constants():
    l = [1, 2]; d = {"a": 1}; s = {1}
    l.append(3); d["b"] = 2; s.add(2)
    return l, d, s
print(mutable_constants(), mutable_constants())

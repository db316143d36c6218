"""Source that is long instead of deep just works."""

MANY = 70_000
# One code unit of the VM holds 65,536 distinct names and constants (docs/differences.md).
NAMES = 30_000

space = {}
exec("x = [" + "1, " * MANY + "]", space)
assert len(space["x"]) == MANY
exec("x = [" + ", ".join(map(str, range(MANY))) + "]", space)
assert space["x"][-1] == MANY - 1
exec("x = {" + ", ".join(f"{i}: 'v{i}'" for i in range(MANY)) + "}", space)
assert space["x"][MANY - 1] == f"v{MANY - 1}"
exec("".join(f"name_{i} = {i}.5\n" for i in range(NAMES)), space)
assert space[f"name_{NAMES - 1}"] == NAMES - 0.5
exec("def f():\n" + "".join(f"    local_{i} = {i}\n" for i in range(NAMES)) + f"    return local_{NAMES - 1}\n", space)
assert space["f"]() == NAMES - 1
exec("def f(" + ", ".join(f"p{i}" for i in range(2000)) + "): return p1999", space)
assert space["f"](*range(2000)) == 1999
exec("def f(**k): return len(k)\nx = f(" + ", ".join(f"k{i}={i}" for i in range(2000)) + ")", space)
assert space["x"] == 2000
exec("def f(n):\n" + "".join(f"    if n == {i}: return {i * 3}\n" for i in range(MANY)), space)
assert space["f"](MANY - 1) == (MANY - 1) * 3
exec("def f(n):\n    while n < 3:\n" + "        n += 0\n" * MANY + "        n += 1\n    return n", space)
assert space["f"](0) == 3
exec("x = '" + "y" * 5_000_000 + "'", space)
assert len(space["x"]) == 5_000_000
exec("x = " + " + ".join(["1"] * 900), space)
assert space["x"] == 900
exec("x = 0x" + "f" * 100_000, space)
assert space["x"].bit_length() == 400_000
exec("#" + "c" * 1_000_000 + "\n" * 1_000_000 + "x = 1", space)
assert space["x"] == 1
exec("class C:\n" + "".join(f"    def m{i}(self): return {i}\n" for i in range(5000)) + "x = C().m4999()", space)
assert space["x"] == 4999
print("ok")

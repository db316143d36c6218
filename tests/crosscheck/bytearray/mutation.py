# append, extend, insert, pop, remove, reverse, clear, copy, resize, += and *=.
for statement in [
    "a.append(1)", "a.append(256)", "a.append('a')", "a.append(b'a')", "a.extend(b'xyz')", "a.extend([1, 2])", "a.extend(iter([1]))", "a.extend(5)",
    "a.extend('ab')", "a.extend('')", "a.extend([256])", "a.extend(a)", "a.extend(['a'])", "a.insert(0, 1)", "a.insert(99, 1)", "a.insert(-1, 1)",
    "a.insert('a', 1)", "a.insert(0, 256)", "r = a.pop()", "r = a.pop(0)", "r = a.pop(-2)", "r = a.pop(10)", "r = a.pop('a')", "a.clear(); a.pop()",
    "a.remove(104)", "a.remove(1)", "a.remove(300)", "a.remove('a')", "a.reverse()", "r = a.copy(); r.append(33)", "a += b'x'", "a += 'x'", "a += [1]",
    "a += a", "a *= 2", "a *= 'a'", "a *= 0", "a *= -1", "a.__init__(b'xy')", "a.__init__()", "a.__init__('é', 'utf-8')", "a.resize(3)", "a.resize(8)",
    "a.resize(-1)", "a.clear(); a += b'again'",
]:
    a, r = bytearray(b"hello"), None
    names = {"a": a}
    try:
        exec(statement, names)
        print(statement, "->", names["a"], names.get("r"), names["a"] is a)
    except Exception as error:
        print(statement, "->", type(error).__name__ + ":", error, a)

queue = bytearray()
for i in range(2000):
    queue += bytes([i % 256]) * 3
    del queue[:2]
print(len(queue), queue[:4], queue[-4:])
big = bytearray()
for i in range(5000):
    big.append(i & 255)
print(len(big), big[4095:4100], sum(big))
while len(big) > 10:
    big.pop(0)
print(big)

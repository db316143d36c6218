# Augmented assignment evaluates its target once: names, attributes, subscripts; and the tuple-of-list surprise.
def v(x, note):
    print(note, end=" ")
    return x


class Box:
    def __init__(self): self.__dict__["value"] = 1
    def __getattribute__(self, name):
        if not name.startswith("__"): print("getattr", name, end=" ")
        return object.__getattribute__(self, name)
    def __setattr__(self, name, value):
        print("setattr", name, value, end=" ")
        object.__setattr__(self, name, value)


b = Box()
v(b, "box").value += v(5, "five")
print()
d = {"k": [1]}
v(d, "dict")[v("k", "key")] += v([2], "value")
print(d)
t = ([1], 2)
try:
    t[0] += [5]
except TypeError as error:
    print(error, t)
x = y = [1]
x += [2]
x = x + [3]
print(x, y)
n = 5
n += 1; n -= 2; n *= 3; n //= 2; n **= 2; n %= 19; n <<= 3; n >>= 1; n |= 1; n ^= 7; n &= 0xFF
print(n)
f = 7
f /= 2
print(f)
s = {1, 2, 3}
alias = s
s |= {4}; s &= {2, 3, 4}; s -= {2}; s ^= {9}
print(sorted(s), s is alias)
items = [1, 2, 3]
items[1:2] += [7, 8]
items *= 2
print(items)
text = "a"
text += "b" * 2
text *= 2
print(text)
l = [0]
i = 0
l[i] += (i := 5) * 2
print(l, i)
try:
    exec("undefined_name += 1")
except NameError as error:
    print(error)
try:
    {}["missing"] += 1
except KeyError as error:
    print(repr(error))
try:
    b.nothing += 1
except AttributeError as error:
    print("|", error)

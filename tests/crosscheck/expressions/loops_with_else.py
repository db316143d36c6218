# for/while with else, break, continue, nested; the loop variable afterwards; changing what is iterated.
def search(items, wanted):
    for item in items:
        if item == wanted:
            result = "found"
            break
    else:
        result = "not found"
    return result


print(search("abc", "b"), search("abc", "z"), search("", "z"))
n = 0
while n < 3:
    n += 1
    if n == 5: break
else:
    print("while else", n)
while False: pass
else: print("never ran, else runs")
for i in range(3):
    for j in range(3):
        if j == 1: continue
        if i == 1: break
        print((i, j), end=" ")
    else:
        print("inner else", i, end=" ")
        continue
    print("inner broke", i, end=" ")
else:
    print("outer else")
for i in []: pass
else: print("empty else, i is still", i)
for i in range(10): i = i * 10
print(i)
try:
    for k in range(5):
        if k == 2: raise ValueError
    else: print("never")
except ValueError: print("else skipped by exception", k)
def ret():
    for x in range(3):
        try:
            if x == 1: return "returned"
        finally:
            print("finally", x, end=" ")
    else:
        return "else"
print(ret())
for a, b in zip([1, 2], "xy"): print(a, b, end=" ")
for x, in [(1,), (2,)]: print(x, end=" ")
d = {}
for d["k"] in 1, 2: pass
print(d, end=" ")
for (p, (q, *r)) in [(1, (2, 3, 4))]: print(p, q, r)
l = [1, 2, 3, 4, 5, 6]
for x in l:
    if x % 2 == 0: l.remove(x)
print(l)
for x in l[:]: l.append(x)
print(l)
it = iter(range(6))
for x in it: print(x, next(it, None), end="; ")
print()
while True:
    try:
        n -= 1
        if n < 0: break
        continue
    finally:
        print("tick", n, end=" ")
else: print("never")
print()
for i in range(3): pass; print(i, end=" ")
for c in "ab" "cd": print(c, end="")
for x in *range(2), *"z": print(x, end=" ")
for f in (lambda: 1), (lambda: 2): print(f(), end=" ")
for x in 1, 2, 3: print(x, end=",")
print()

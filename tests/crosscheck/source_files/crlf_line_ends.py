# Lines that end with CR LF, also inside strings and after backslashes.
x = """a
b"""
y = 1 + \
    2
print(repr(x), y)
if True:
    print("block")

print(repr("a\
b"))
1 / 0

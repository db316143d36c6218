"""bytes patterns on everything that is bytes-like."""

import re

p = re.compile(rb"(\d+)([a-z])?")
for subject in (b"x12a34", bytearray(b"x12a34"), memoryview(b"x12a34"), memoryview(bytearray(b"x12a34"))[1:]):
    m = p.search(subject)
    print(type(subject).__name__, m, m.groups(), p.findall(subject), p.split(subject), p.sub(rb"<\1>", subject), type(m.group()).__name__, m.string is subject)
print(p.search(b"x12a").string, re.match(b"a\x00b", b"a\x00b"), re.findall(b"[\x00-\x1f]", b"a\x01b\x1f"), re.compile(bytearray(b"a+")).pattern if False else "")

array = bytearray(b"a1b2")
m = re.search(rb"\d$", array)
del array[1:]
print(m.group(), m.span(), m.groups())
iterator = re.finditer(rb"\d", bytearray(b"1 2"))
print([m.group() for m in iterator])

array = bytearray(b"abc")
try:
    re.sub(b"b", lambda m: array.extend(b"more") or b"", array)
except BufferError as error:
    print(error)
array.extend(b"more")
print(array)
iterator = re.finditer(b"[a-z]", array)
next(iterator)
try:
    array.clear()
except BufferError as error:
    print(error)
print(len(list(iterator)))

for wrong in [lambda: re.search(b"a", "a"), lambda: re.search("a", b"a"), lambda: re.search("a", bytearray(b"a")), lambda: re.findall(b"a", 5), lambda: re.search(b"a", memoryview(b"abcd")[::2]), lambda: re.search(b"a", [b"a"]),
              lambda: re.compile(rb"\u0041"), lambda: re.compile(b"\\N{DIGIT ONE}"), lambda: re.compile(b"(?u)a"), lambda: re.compile("(?L)a"), lambda: re.compile(b"a", re.U)]:
    try:
        print(wrong())
    except (TypeError, ValueError, re.PatternError) as error:
        print(type(error).__name__, error)

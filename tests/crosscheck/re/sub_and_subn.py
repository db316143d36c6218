"""Replacing matches: texts, templates, functions, counts."""

import re

print(re.sub("a", "b", "banana"), re.subn("a", "b", "banana"), re.sub("a", "", "banana"), re.sub("x", "y", "banana"), re.subn("x", "y", "banana"))
print(re.sub("a", "b", "banana", count=2), re.compile("a").subn("b", "banana", 1), re.compile("a").sub("b", "banana", count=-1), re.compile("a").sub("b", string="aa"))
print(re.sub("", "-", "abc"), re.sub("x*", "-", "abxc"), re.sub("b*", "-", "abbc"), re.sub(r"\b", "|", "a bc"), re.sub("$", "!", "a\n"))
print(re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"), re.sub(r"(?P<a>x)(y)?", r"[\g<a>\2]", "xyx"), re.sub("(.)", r"\1\1", "abc"))
print(re.sub(r"\d+", lambda m: str(int(m.group()) * 2), "1 20 x 3"), re.sub("b", lambda m: "", "abc"), re.sub("b", lambda m: None, "abc"))
print(re.sub("a", "é", "banana"), re.sub("a", "\u4e00", "banana"), re.sub("a", "\U0001F600", "ba"), re.sub("\u4e00", "x", "a\u4e00b"))
print(re.sub(b"a", b"x", b"banana"), re.sub(b"(a)", rb"<\1>", bytearray(b"ba")), re.sub(b"a", lambda m: m.group().upper(), memoryview(b"ba")), re.sub(b"n", bytearray(b"N"), b"banana"))
print(re.sub("[aeiou]", lambda m, seen=[]: seen.append(m.span()) or str(len(seen)), "education"))
print(re.sub("(?i)b", "[\\g<0>]", "AbBa"), re.sub(r"(a)|b", r"<\1>", "ab"))

text = "unchanged"
print(re.sub("x", "y", text) is text, re.sub("u(n)", r"\1\1", "un") == "nn")


class Text(str):
    pass


print(type(re.sub("x", "y", Text("abc"))).__name__, type(re.sub("a", Text("y"), "abc")).__name__, re.sub("a", Text("\\g<0>."), "abc"), re.sub("a", lambda m: Text("z"), "abc"))


def fails(m):
    raise KeyError(m.group())


for wrong in [lambda: re.sub("a", b"x", "a"), lambda: re.sub("b", b"x", "abc"), lambda: re.sub(b"a", "x", b"ba"), lambda: re.sub("a", lambda m: 5, "xaxa"), lambda: re.sub(b"a", lambda m: "s", b"ba"),
              lambda: re.sub("a", 5, "a"), lambda: re.sub("a", None, "a"), lambda: re.sub("a", "x", 5), lambda: re.sub("a", "x", b"a"), lambda: re.sub("a", fails, "xa"),
              lambda: re.compile("a").sub("x"), lambda: re.compile("a").sub("x", "a", "1"), lambda: re.compile("a").sub("x", "a", 1, 2), lambda: re.compile("a").sub("b", "banana", 1.0)]:
    try:
        print(wrong())
    except (TypeError, KeyError) as error:
        print(type(error).__name__, error)

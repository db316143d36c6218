"""Pattern.scanner() and re.Scanner."""

import re

s = re.compile(r"(\w)(\d)?").scanner("a1b c2", 1)
print(type(s), s.pattern.pattern)
print(s.match(), s.match(), s.match(), s.match(), s.search())
s = re.compile(r"\w\d?").scanner("a1b c2", 0, 5)
print(s.search(), s.search(), s.match(), s.search(), [n for n in dir(s) if not n.startswith("_")])


def number(scanner, text):
    return "number", text, scanner.match.span()


scanner = re.Scanner([(r"\d+", number), (r"[a-z]+", lambda scanner, text: ("name", text)), (r"[-+*/]", "operator"), (r"\s+", None)])
print(scanner.scan("ab + 12 * c"))
print(scanner.scan("ab $ 12"), scanner.scan(""), scanner.scan("12"))
print(re.Scanner([("a", 1), ("B", 2)], re.I).scan("abAB"), re.Scanner([("(a)(b)?", "x"), ("c", "y")]).scan("abac"))

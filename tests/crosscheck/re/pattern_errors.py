"""What is wrong with a pattern, and where."""

import re

for pattern in ["(", ")", "[", "[a", "a[", "*", "a**", "(?", "(?P", "(?P<", "(?P<a", "(?P<1>a)", "(?P<a>a)(?P<a>b)", "(?P=x)", "(?P=1)", "(?Px)", "\\", "[\\", "\\1", "(a)\\2", "(\\1)", "[b-a]", "[\\w-a]", "x{2,1}", "(?<a)", "(?<", "(?:a", "(?i", "(?ia", "(?#a", "(?(1)a", "\\x1", "\\u12", "\\U00110000", "\\q", "[\\q]", "\\400", "[\\400]", "(?<=a+)", "a\n(b\n[c", "(?P<é>a)(?P=é", "(?P<a-b>x)", "(?P>a)", "(?!", "(?=a", "(?>a", "a{1}*", "+", "(?x)a b (", "[[a]", "[a--b]", "[a&&b]", "(?P<n>a)\\g<n>"]:
    try:
        with __import__("warnings").catch_warnings():
            __import__("warnings").simplefilter("ignore")
            print(ascii(pattern), ascii(re.compile(pattern)))
    except re.PatternError as error:
        print(ascii(pattern), ascii(str(error)), error.msg, error.pos, error.lineno, error.colno)
print(re.error is re.PatternError, re.PatternError.__mro__, re.PatternError("m", "ab\ncd", 4).__dict__)
re.compile("(?P<name>x")

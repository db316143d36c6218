"""Atomic groups: once matched, never looked at again; captures in them stay."""

import re

for pattern, text in [(r"(?>a+)b", "aaab"), (r"(?>a+)ab", "aaab"), (r"(?>a|ab)c", "abc"), (r"(?>ab|a)c", "ac abc"), (r"(?>(a)|b)*", "aba"), (r"(?>(a+))(b)?", "aab"), (r"(?>.*)x", "aax"), (r"(?>.*?)x", "aax"), (r"(?:(?>a+)|b)*c", "aabac"),
                      (r"((?>a{1,2}))\1", "aaaa"), (r"(?>(?=(a)))\1", "a"), (r"(?>x(?>y|yz))w|xyz", "xyzw"), (r"(?>a*)*b", "aab"), (r"(?>)a", "a"), (r"(?>(?>a)|b)+", "ab"), (r"a(?>bc|b)c", "abc abcc"), (r"(?>a(b)?)+c", "abac"), (r"(?>(\w+)\s?)+x", "a b x"), (r"(?<=(?>a))b", "ab")]:
    print(pattern, [(m.span(), m.groups()) for m in re.finditer(pattern, text)])
print(re.fullmatch(r"(?>a?)a", "a"), re.fullmatch(r"(?>a??)a", "a"), re.fullmatch(r"(?>a*)(?>b*)", "aab"), re.match(r"(?>(?:a|b|ab)*)c", "ababc").group())
print(re.match(r"(?>((a)|b)*)(?(2)c|d)", "abc"), re.match(r"(?:(?>(a)b)|(a)c)", "ac").groups(), re.match(r"(?>(a)(?!b)|(a))", "ab").groups())

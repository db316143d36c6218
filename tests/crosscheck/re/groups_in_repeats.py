"""What groups hold after repeats and after going back: the last turn that counted."""

import re

for pattern, text in [(r"(?:(a)|b)*", "abab"), (r"(?:(a)|b)*", "aba"), (r"(a|b)*", "abc"), (r"(?:(a)|(b)|(c))*", "abc"), (r"(?:(a)|(b))*?$", "abab"),
                      (r"(a*)*", "aaab"), (r"(a*)+", "aaab"), (r"(a|b*)*", "abba"), (r"(?:(a)?b)*", "abbab"), (r"((a)|b)*?c", "abbc"),
                      (r"(?:(x)|(y)|(z))*", "xyzxzz"), (r"(?:(a)(b)?)+", "abaab"), (r"(?:(a)|(ab))*c", "aabac"), (r"(a(b)?)+c", "abac"), (r"(?:(a+)(b*))*", "aabbab"),
                      (r"((?:a|(b))+)(c)?", "abab"), (r"(?:(a){2})*", "aaaa"), (r"(?:(a)|b){2,3}", "baba"), (r"(?:(a)|b){2,3}?c", "babc"), (r"(ab?)*?b", "abab"),
                      (r"(?:(?:(a)|b)*c)*", "abcbcab"), (r"(((a)|b)*c)*", "acbcbc"), (r"(?:()|a)*", "aa"), (r"(?:(a)|())*b", "aab"), (r"(a?)*y", "aay"), (r"(a?)*?y", "aay")]:
    m = re.match(pattern, text)
    print(pattern, text, m and (m.span(), m.groups(), m.regs, m.lastindex))

# Alternatives that set groups and then fail leave no trace.
for pattern, text in [(r"(?:(a)(b)|ac)", "ac"), (r"(a)?(?:(b)x|bc)", "abc"), (r"(?:(a)(?=c)|(a)(?=b))", "ab"), (r"(?:(?:(\d)(\d)x)|\d+)", "123"), (r"(?:(a)|b)(?:(c)|d)x|(b)d", "bd"),
                      (r"(?=(a))b|a", "a"), (r"(?!(a)b)(a)", "ac"), (r"(?!(a))b", "b"), (r"(?:(?>(a))b|ac)", "ac"), (r"(\w+)\s(\w+)x|(\w+)", "foo bar"), (r"^(?:(a)|c|((b)))*$", "aabccbc")]:
    m = re.match(pattern, text)
    print(pattern, text, m and (m.span(), m.groups(), m.lastindex))

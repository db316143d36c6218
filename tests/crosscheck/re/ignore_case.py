"""IGNORECASE by Unicode, by ASCII, for bytes; characters with several cases."""

import re

words = "Straße STRASSE ſtraße Σίσυφος ΣΊΣΥΦΟΣ ıIiİ kK\u212a åÅ\u212b µμΜ ǅǄǆ éÉ ÿŸ ẞß ϐβΒ \U00010428\U00010400"
for pattern in ["straße", "s", "ſ", "σ", "ς", "i", "ı", "İ", "k", "\u212a", "å", "µ", "ǆ", "é", "ÿ", "ß", "ẞ", "β", "\U00010400", "[a-z]", "[^a-z]", "[i-k]", "[ſ]", "[σ]", "[à-ÿ]", "[α-ω]", "[\U00010400-\U00010427]", "[^\U00010400]", "[Ÿ-ſ]", r"\w", "[a-zß]+", "(?:s|k)+"]:
    print(ascii(pattern), [ascii("".join(re.findall(pattern, words, flags))) for flags in (re.I, re.I | re.A)])
print(re.findall("(?i)error|warn(?:ing)?", "Error: WARNING, warn, eRRor"), re.findall("(?i)[aeiou]{2,}", "QUEUE Beautiful"), re.findall("(?i)x[^y]z", "XyZ XaZ xYz xBz"))
print(re.findall(rb"(?i)caf\xe9", b"CAF\xc9 caf\xe9 Caf\xe9"), re.findall(rb"(?i)[a-c\xe0]+", b"AbC\xc0\xe0d"), re.findall(rb"(?i)[^a]", b"aAbB"))
print(re.match("(?i:a)b", "Ab"), re.match("(?i:a)b", "AB"), re.match("(?i)a(?-i:b)", "Ab"), re.match("(?i)a(?-i:b)", "AB"), re.match("(?i)\u0130", "i\u0307"))

# Every character that another one matches ignoring case, below U+3000.
pairs = []
letters = [chr(c) for c in range(0x80, 0x600)]
joined = "".join(chr(c) for c in range(0x3000))
for c in letters:
    found = re.findall("(?i)" + re.escape(c), joined)
    if len(found) > 2:
        pairs.append(ascii("".join(found)))
print(len(pairs), pairs)

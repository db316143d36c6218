"""The functions of re, their arguments, the cache; what the modules offer."""

import re
import _sre
import warnings

print(re.match("a", "A", re.I), re.match("a", "A", flags=re.I), re.search(pattern="b", string="ab"), re.fullmatch("A", "a", re.I), re.findall("a", "aA", re.I), [m.group() for m in re.finditer("a", "aA", flags=re.I)])
print(re.sub("a", "b", "aA", flags=re.I), re.subn("a", "b", "aAa", count=1, flags=re.I), re.split("x", "aXbxc", maxsplit=1, flags=re.I))
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print(re.sub("a", "b", "aaa", 1), re.split(",", "a,b,c", 1), re.subn("a", "b", "AA", 0, re.I))
    print([(w.category.__name__, str(w.message)) for w in caught])
for wrong in [lambda: re.sub("a", "b", "c", 1, count=1), lambda: re.sub("a", "b", "c", 1, 0, 3), lambda: re.split(",", "a", 1, maxsplit=1), lambda: re.sub("a", "b"), lambda: re.match("a")]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            print(wrong())
    except TypeError as error:
        print(error)
print(re.compile("cached") is re.compile("cached"), re.purge(), sorted(re.__all__))
print(_sre.MAGIC == re._constants.MAGIC, _sre.CODESIZE, _sre.getcodesize(), _sre.MAXREPEAT == re._constants.MAXREPEAT)
print([_sre.ascii_iscased(ord(c)) for c in "aZ1é"], [_sre.unicode_iscased(ord(c)) for c in "aZ1éß\u4e00ǅİıα"], [chr(_sre.ascii_tolower(ord(c))) for c in "AzÉ"], [ascii(chr(_sre.unicode_tolower(ord(c)))) for c in "AÉßẞİΣǅ"])
print(re.Pattern.__module__, re.Pattern.__qualname__, re.Match.__module__, re.Match.__name__, repr(re.Pattern), type(re.Match).__name__)
print(re.Pattern.search.__text_signature__, re.Match.group.__name__, re.Pattern.__doc__ is not None)
re.compile(r"(?P<a>[ab]{1,3}|\d{2}){2,5}$", re.DEBUG)

# Identifiers in other scripts, normalised to NFKC; what is no identifier.
ｆｕｌｌ = 1
print(full, "full" in globals(), "ｆｕｌｌ" in globals())
ﬁ = "ligature"
print(fi)
def 函数(参数=1, *, ключ="v"): return 参数, ключ
print(函数(ключ="к"), 函数.__name__, 函数.__code__.co_varnames)
class Ångström:
    µ = 5
    def mé(self): return self.µ, getattr(self, "\u03bc")
print(Ångström().mé(), Ångström.__name__)
𝕩 = 3
print(x, [n for n in ("𝕩", "x") if n in globals()])
ª = 1; º = 2
print(a, o)
print("é".isidentifier(), "1é".isidentifier(), "·a".isidentifier(), "a·".isidentifier(), "℘".isidentifier(), "x\u0301".isidentifier())
_ïd = "ok"; __ö = "ok2"
print(_ïd, __ö)
import sys as système
print(système.__name__)
try:
    nonexistánt
except NameError as érreur:
    print(érreur)

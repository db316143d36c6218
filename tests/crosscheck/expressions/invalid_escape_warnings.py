# Unknown and out-of-range escapes are kept, with a SyntaxWarning each; none in raw literals.
a = "\d \w \q"
b = b"\z"
c = "\400 \777"
d = r"\d is fine"
e = """multi
line \p
end"""
f = f"{1}\y"
print(repr(a), b, ascii(c), d, repr(e), f)

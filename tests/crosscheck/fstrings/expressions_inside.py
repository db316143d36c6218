# Any expression fits in an f-string: calls, lambdas, comprehensions, conditionals, walrus, subscripts, nested quotes.
x, y, name, d, items = 3, 4.5, "world", {"k": "v", "a b": 1}, [1, 2, 3]
print(f"{x} {x + y} {name.upper()} {d['k']} {items[1:]} {len(items)} {x if y else 0}")
print(f"{(lambda a: a * 2)(x)} {[i * i for i in items]} {({1: 2})} {({1, 1})} {(z := 10)} {z}")
print(f"{x!r} {name!r} {name!s} {'é'!a} {x:5}|{x:<5}|{x:^5}|{y:.3f}|{y:e}|{name:>10}|{name!r:*^12}")
print(f"{{literal}} {{{x}}} {{{{{x}}}}} }}{{")
print(f"{d["k"]} {"nested " + f"{"deeper " + f"{name}"}"}")
print(f'{'same quotes'} {f'{f'{1 + 1}'}'}')
print(f"{'\n'.join(['a', 'b'])!r} {'\t'!r} {'\\'} {"\u00e9"}")
print(f"{x
    + 1} {
    # a comment inside
    name
}")
print(f"""multi
{x:
>5}
{"quoted " '''triple'''}""")
print(f"{x,} {x, y} {*items, 4} {not x} {x < y < 5} {-x ** 2} {x @ y if False else 'else'}")
print(
    f"{yield_ if (yield_ := 1) else 2}", f"{'a' 'b'}", f"" f"{1}" "plain {x}" f"{2}", rf"\n{x}\{y}", fR"\d{x}",
    F"{x}",
)
print(
    f"{lambda_}" if (lambda_ := "l") else "", f"{(lambda: 1)()}", f"{(lambda x: x)(5):>3}", f"{d}", f"{ {1: 2}[1] }",
    f"{ x }",
)
print(f"{x!r:}", f"{x:}", f"{''!r}", f"{None}", f"{...}", f"{True:d}", f"{[f"{i}" for i in items]}")
print(f"{(await_ := 5)}", f"{(x)=}", f"{print('side effect')}", f'{"""a"""}', f"\N{GREEK SMALL LETTER ALPHA} {x} \x41 \u0042 \103 \\{x}")

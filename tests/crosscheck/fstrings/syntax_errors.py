# Mistakes in f-strings and what the compiler says.
sources = [
    "f'{}'", "f'{ }'", "f'{'", "f'}'", "f'{x'", "f'{x!}'", "f'{x!z}'", "f'{x!rr}'", "f'{x! r}'", "f'{x !r}'",
    "f'{!r}'", "f'{:x}'", "f'{=}'", "f'{x:{y:{z:{w}}}}'", "f'{lambda x: 1}'", "f'{a b}'", "f'{*}'", "f'{**a}'",
    "f'{x:{'", "f'{x:{}}'", "f'{)}'", "f'{(}'", "f'{[}'", "f'{a[}'", "f'{a:{b}'", "f'''{\n}'''", "f'{1 +}'",
    "f'{yield}'", "f'{return}'", "f'{x = 5}'", "f'{x := 5}'", "f'{#}'", "f'{x#}'", "f'{class}'", "f'unterminated",
    "f'''unterminated", "f'{\"}'", "f'a' b'c'", "b'c' f'a'", "f'{1}' = 2", "f'x': int", "del f'x'", "f'x' += 1",
    "fb'x'", "f'{x!r=}'", "f'{x:\n}'", "f'\\N{nope}'", "f'\\N'", "f'\\x4'", "f'{x}' f'{'", "f'{a $ b}'", "f'{a?}'",
    "f'{0777}'", "f'{1_}'", "f'{import x}'", "f'{x; y}'", "f'{print x}'", "f'{f\"{\"}'", "f'{x!r:{y!}}'",
    "f'{lambda:1}'", "f'{(lambda:1)}'", "f'{a.}'", "f'{.5.}'", "f'{x:{*y}}'", "f'{*x, y}'",
]
for source in sources:
    try:
        compile(source, "<s>", "exec")
        print(f"{source!r} compiles")
    except SyntaxError as error:
        print(f"{source!r} {error.msg} {error.lineno, error.offset, error.end_lineno, error.end_offset}")

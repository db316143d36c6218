# A keyword right behind a number is a warning; anything else is an error.
import warnings

for source in (
    "[0xfor x in ()]", "[0x1ffor x in ()]", "0xf or 1", "0xfor 1", "0xfand 1", "0b1or 0", "0o7or 1", "1or 2", "1.or 2", "1jor 2",
    "0xfin []", "0xfif 1 else 2", "0xaand 1", "0xfelse", "1 if 0xfelse 0", "0xfis 1", "0xfnot in []", "0xfx", "0xfork", "0xfo",
    "1e5or 2", "1eor 2", "1else 2", "0 if 1else 2", "1_or 2", "0x1for x in ()", "[0x1for x in ()]",
):
    for action in ("always", "error"):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter(action)
            try:
                compile(source, "<t>", "eval")
                result = "ok"
            except SyntaxError as error:
                result = (error.msg, error.offset, error.end_offset)
            print(repr(source), action, result, [str(w.message) for w in caught])

def shape(x):
    match x:
        case 0 | None:
            return "nothing"
        case [a, *rest] if a:
            return rest
        case {"kind": kind, **others}:
            return kind, others
        case Point(0, y=y) as p:
            return y, p
        case _:
            return f"{x!r:>10}"

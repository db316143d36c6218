# Raising an exception again below another handler does not make cycles of __context__.
def chain(e):
    out, seen = [], set()
    while e is not None and id(e) not in seen:
        seen.add(id(e))
        out.append(str(e))
        e = e.__context__
    return out + (["cycle!"] if e is not None else [])


a, b, c = ValueError("a"), ValueError("b"), ValueError("c")
try:
    try:
        try:
            raise a
        except ValueError:
            raise b
    except ValueError:
        raise a
except ValueError as e:
    print(chain(e))
try:
    try:
        raise a
    except ValueError:
        try:
            raise b
        except ValueError:
            try:
                raise c
            except ValueError:
                raise b
except ValueError as e:
    print(chain(e), chain(c))
try:
    try:
        raise c
    except ValueError as e:
        raise e
except ValueError as e:
    print(chain(e), e.__context__ is not c)


def generator():
    try:
        yield
    except KeyError:
        raise IndexError("from the generator")


g = generator()
next(g)
try:
    try:
        raise OSError("outside")
    except OSError:
        g.throw(KeyError("thrown"))
except IndexError as e:
    print(chain(e))
try:
    raise ValueError("no handler active")
except ValueError as e:
    print(chain(e))

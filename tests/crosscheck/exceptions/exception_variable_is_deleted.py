# "as name" unbinds the name when the handler ends, however it ends.
e = "outer"
try:
    raise ValueError("x")
except ValueError as e:
    print(e)
print("e" in globals())


def f():
    e = "local"
    try:
        raise KeyError
    except KeyError as e:
        pass
    try:
        return e
    except UnboundLocalError as error:
        return str(error)


print(f())


def early_exits():
    for i in range(3):
        try:
            raise ValueError(i)
        except ValueError as e:
            if i == 0: continue
            if i == 1: break
    return "e" in locals()


print(early_exits())


def deleted_already():
    try:
        raise ValueError
    except ValueError as e:
        del e
    return "e" in locals()


def rebound():
    try:
        raise ValueError
    except ValueError as e:
        e = 5
    return "e" in locals()


def kept():
    try:
        raise ValueError("kept")
    except ValueError as e:
        saved = e
    return repr(saved)


print(deleted_already(), rebound(), kept())


class C:
    try:
        raise ValueError
    except ValueError as attr:
        inside = "attr" in locals()
    after = "attr" in locals()


print(C.inside, C.after)


def returns_inside():
    try:
        raise ValueError("returned")
    except ValueError as e:
        return e


print(repr(returns_inside()))

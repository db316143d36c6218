def cleanup(f, g):
    try:
        return f()
    except (ValueError, TypeError) as error:
        g(error)
    except KeyError:
        raise
    else:
        g(0)
    finally:
        g(None)


def managed(f):
    for x in f:
        with x as y, f:
            if y:
                break
            return y


def groups(f):
    try:
        f()
    except* ValueError as group:
        f(group)

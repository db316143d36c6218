# return, break and continue that leave a finally block: a SyntaxWarning (PEP 765), but they still work.
def swallow():
    try:
        raise ValueError("lost")
    finally:
        return "from finally"


def override():
    try:
        return "from try"
    finally:
        return "overridden"


def break_out():
    for i in range(3):
        try:
            raise KeyError(i)
        finally:
            break
    return i


def go_on():
    seen = []
    for i in range(3):
        try:
            seen.append(1 / i)
        finally:
            continue
    return seen


def inner_is_fine():
    try:
        pass
    finally:
        for i in range(3):
            if i: break
            continue
        def g(): return 5
        return_value = g()
    return return_value


print(swallow(), override(), break_out(), go_on(), inner_is_fine())

# finally with return, break and continue: the last word wins, exceptions are swallowed (and 3.14 warns).
def make(source):
    space = {}
    exec(source, space)
    return space["f"]


f1 = make("""
def f():
    try:
        return 'try'
    finally:
        print('finally', end=' ')
""")
f2 = make("""
def f():
    x = 'before'
    try:
        return x
    finally:
        x = 'changed'
""")
print(f1(), f2())


def loops():
    out = []
    for i in range(6):
        try:
            if i == 1: continue
            if i == 4: break
            out.append(i)
        finally:
            out.append(f"f{i}")
    else:
        out.append("else")
    return out


print(loops())


def nested():
    for i in range(2):
        try:
            try:
                return "deep"
            finally:
                print("first", end=" ")
        finally:
            print("second", end=" ")


print(nested())


def generator():
    try:
        yield 1
        yield 2
    finally:
        print("generator finally")


for x in generator():
    print(x)
g = generator()
print(next(g))
g.close()


def raise_in_finally():
    try:
        raise KeyError("first")
    finally:
        raise ValueError("second")


try:
    raise_in_finally()
except ValueError as error:
    print(repr(error), repr(error.__context__))


def return_value_evaluated_first():
    l = [1]
    try:
        return l
    finally:
        l.append(2)


print(return_value_evaluated_first())

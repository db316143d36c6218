# return, break, continue, yield, raise, nested match and assignments to outer scopes inside case blocks.
def loop(items):
    out = []
    for item in items:
        match item:
            case "skip": continue
            case "stop": break
            case ["return", value]: return value
            case int(n) if n < 0:
                try:
                    raise ValueError(n)
                except ValueError as error:
                    match error.args:
                        case (code,): out.append(f"error {code}")
            case [x, y]:
                match x, y:
                    case (0, _) | (_, 0): out.append("axis")
                    case _: out.append("plane")
            case _:
                out.append(item)
                pass
    else:
        out.append("completed")
    return out


print(loop([1, "skip", 2]), loop([1, "stop", 2]), loop([1, ["return", "early"], 2]), loop([-5, [0, 3], [2, 3]]))


def generator(items):
    for item in items:
        match item:
            case int(): yield item * 2
            case [*xs]: yield from generator(xs)
            case None: return
            case _: received = yield "?"


print(list(generator([1, [2, [3]], "x", None, 4])))
count = 0


def scopes(x):
    global count
    inner = 0
    def nested():
        nonlocal inner
        match x:
            case [inner, *_]: pass
            case inner: pass
    match x:
        case [count, *_]: pass
        case count: pass
    nested()
    return inner


print(scopes([7, 8]), count, scopes("s"), count)


class Body:
    match 5:
        case attribute: pass
    match {"k": 1}:
        case {"k": from_dict}: pass


print(Body.attribute, Body.from_dict)
match 3:
    case 1: print("one")
print("no case matched, fine")
try:
    match 1 / 0:
        case _: print("never")
except ZeroDivisionError as error:
    print(error)
result = [("even" if (lambda m: m % 2 == 0)(i) else "odd") for i in range(3)]
match result:
    case [*_, last]: print(last)
def async_like():
    match (yield "subject"):
        case got: return got
g = async_like()
next(g)
try:
    g.send("sent")
except StopIteration as stop:
    print(stop.value)

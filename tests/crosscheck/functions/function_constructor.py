# type(f)(code, globals, name, defaults, closure) builds functions; its errors.
def template(a, b=1):
    return a, b, marker


Function = type(template)
other = {"marker": "other globals", "__name__": "elsewhere"}
built = Function(template.__code__, other, "built", (7,))
print(built(1), built.__name__, built.__module__, built.__defaults__, built.__qualname__)
named = Function(template.__code__, {"marker": 0}, argdefs=(1, 2), kwdefaults=None)
print(named(), named.__name__, named.__module__)


def make():
    cell_value = "closed over"
    def closed(): return cell_value
    return closed


closed = make()
print(Function(closed.__code__, {}, None, None, closed.__closure__)())
for arguments in (
    (closed.__code__, {}),
    (closed.__code__, {}, None, None, ()),
    (closed.__code__, {}, None, None, (1,)),
    (template.__code__, {}, None, None, closed.__closure__),
    (template.__code__, []),
    (5, {}),
    (template.__code__, {}, 5),
    (template.__code__, {}, None, [1]),
):
    try:
        Function(*arguments)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)

# Closures share variables, not values; cells show it.
def make():
    shared = []
    count = 0
    def add(x):
        nonlocal count
        count += 1
        shared.append(x)
    def view():
        return count, shared
    return add, view


add, view = make()
add("a")
add("b")
print(view(), view.__code__.co_freevars, make.__code__.co_cellvars)
print([c.cell_contents for c in view.__closure__])
print(add.__closure__[0] is view.__closure__[0], add.__closure__[0] == view.__closure__[0])


def late():
    fs = []
    for i in range(3):
        fs.append(lambda: i)
    return [f() for f in fs]


print(late())


def parameter_cell(p):
    def get(): return p
    p += 1
    return get


print(parameter_cell(41)())


def empty_cell():
    def get(): return later
    cell = get.__closure__[0]
    try:
        cell.cell_contents
    except ValueError as error:
        print(error)
    later = 1
    cell.cell_contents = 99
    return later


print(empty_cell())
Cell = type(view.__closure__[0])
print(Cell(5).cell_contents, Cell(1) < Cell(2), Cell(3) == Cell(3), Cell() < Cell(0))
cell = Cell(7)
del cell.cell_contents
try:
    cell.cell_contents
except ValueError as error:
    print(error)
print((lambda: 0).__closure__)

# An exception that is thrown into a generator that has not begun meets no handler of it.
import traceback


def generator():
    # a comment
    while True:
        try:
            print((yield))
        except ValueError as error:
            print("caught", error)


def with_finally():
    try:
        yield
    finally:
        print("not run")


async def coroutine(
    a,
):
    try:
        pass
    except ValueError:
        print("not run")


for make in (
    generator,
    with_finally,
    lambda: coroutine(1),
    lambda: (
        i for i in
        [1]
    ),
    lambda: (lambda: (
        yield))(),
):
    thing = make()
    try:
        thing.throw(ValueError(7))
    except ValueError as error:
        traceback.print_exc()
generator().close()
g = generator()
print(g.gi_frame.f_lineno - generator.__code__.co_firstlineno)
c = coroutine(1)
print(c.cr_frame.f_lineno - coroutine.__code__.co_firstlineno)
c.close()

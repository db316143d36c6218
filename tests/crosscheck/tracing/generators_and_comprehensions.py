# sys.settrace: generators, coroutines and comprehensions.
import sys


def trace(function, *arguments):
    events = []
    first = function.__code__.co_firstlineno

    def tracer(frame, event, argument):
        if frame.f_code.co_filename != __file__:
            return None
        line = frame.f_lineno - first
        shown = ""
        if event == "return":
            shown = argument if isinstance(argument, (int, str, list, tuple, dict)) else type(argument).__name__
        elif event == "exception":
            shown = argument[0].__name__
        events.append(f"{frame.f_code.co_name}:{line}:{event}:{shown}")
        return tracer

    sys.settrace(tracer)
    try:
        result = function(*arguments)
    except Exception as error:
        result = error
    finally:
        sys.settrace(None)
    print(function.__name__, repr(result))
    for event in events:
        print("   ", event)


def plain(a):
    b = a + 1
    return b

def numbers(n):
    for i in range(n):
        yield i


def consumes(n):
    total = 0
    for i in numbers(n):
        total += i
    return total


def by_next():
    generator = numbers(1)
    first = next(generator)
    second = next(generator, None)
    return first, second


def by_list():
    return list(numbers(2))


def delegating():
    result = yield from inner()
    return result


def inner():
    x = yield 1
    return x


def drives():
    generator = delegating()
    next(generator)
    try:
        generator.send(5)
    except StopIteration as stop:
        return stop.value


def thrown():
    generator = numbers(3)
    next(generator)
    try:
        generator.throw(KeyError)
    except KeyError:
        return "caught"


def closed():
    generator = numbers(3)
    next(generator)
    generator.close()


def one_line_comprehension(n):
    return {i: i for i in range(n)}


def generator_expression(n):
    return sum(i for i in range(n))


async def task():
    return 5


async def waits():
    x = await task()
    return x


def runs():
    coroutine = waits()
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value


trace(consumes, 2)
trace(by_next)
trace(by_list)
trace(drives)
trace(thrown)
trace(closed)
trace(one_line_comprehension, 2)
trace(generator_expression, 2)
trace(runs)

# sys.exit inside exec, a class body, a generator and a callback all end the program.
import sys


def generator():
    try:
        yield 1
        class Body:
            exec("sys.exit('from exec in a class body in a generator')")
    finally:
        print("generator cleanup")


print(sorted([3, 1, 2], key=lambda v: -v))
for value in generator():
    print(value)

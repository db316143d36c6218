# A suspended generator that is dropped runs its finally blocks at the next collection, or when the program ends.
def numbers():
    try:
        yield 1
        yield 2
    finally:
        print("finally")


def first():
    for n in numbers():
        return n


print(first())
print("end")

# A suspended generator that is dropped runs its finally blocks at the next collection, and not at all when the program ends first.
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

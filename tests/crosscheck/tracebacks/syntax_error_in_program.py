# A program that does not compile: nothing runs, the line and the caret are shown.
print("never printed")
def f():
    value = [1, 2
    return value

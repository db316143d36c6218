# The program ends where a block should begin.
print("before")
def f():

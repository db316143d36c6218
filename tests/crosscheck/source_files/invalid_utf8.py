# A byte that is not UTF-8, without a coding line: the program does not start.
print("before")
x = "café"

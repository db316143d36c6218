# A syntax error with a range of several characters.
items = [1, 2, 3]
if items = [1, 2]:
    print("equal")

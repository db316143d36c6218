# A string that is not closed.
name = "world
print(f"hello {name}")

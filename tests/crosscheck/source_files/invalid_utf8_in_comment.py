# A byte that is not UTF-8 in a comment counts as well.
print("before")
# café

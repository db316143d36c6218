# The program ends in a line continuation.
x = 1 + \
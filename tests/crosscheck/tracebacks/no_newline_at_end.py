# The last line has no newline at its end.
x = [1]
x[5]
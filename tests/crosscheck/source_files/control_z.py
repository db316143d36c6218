# A control character outside of a string.
x = 1


# Ints of up to 63 bits and most floats are immediate values: equal ones are identical, like None and True.
def number(text):
    return int(text)


print(number("1000") is number("1000"))
print(number("1000000000000") is number("1000000000000"))
print(float("1.5") is float("1.5"))
print(id(number("77777")) == id(number("77777")))

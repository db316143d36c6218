# raise ... from None hides the context.
try:
    int("not a number")
except ValueError:
    raise TypeError("please give a number") from None

# Uncaught assertion with a message that is an expression.
def check(values):
    for i, v in enumerate(values):
        assert v > 0, f"value {i} is {v}, all: {values!r}"


check([3, 1, -2])

def compute():
    return [][0]


value = compute()

# Opening what does not exist, a directory, and so on (numbers of errno left out).
for path in ("/no/such/file.txt", "", "/", "/no\0null"):
    try:
        open(path)
    except (OSError, ValueError) as error:
        print(type(error).__name__, getattr(error, "strerror", None), repr(getattr(error, "filename", None)))
for arguments in (("f", "q"), ("f", "rw"), ("f", "rb", -1, "utf-8"), ("f", "x+r"), (5.5,), (None,), ("f", 5), ("f", "r", "x")):
    try:
        open(*arguments)
    except (OSError, ValueError, TypeError) as error:
        print(arguments, type(error).__name__, error)

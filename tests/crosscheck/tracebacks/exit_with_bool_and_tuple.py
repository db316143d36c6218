# SystemExit of several arguments has a tuple as code, which is printed.
raise SystemExit(1, "two", None)

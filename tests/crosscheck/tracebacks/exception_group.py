# An uncaught exception group is printed as a tree, each exception with its own traceback.
def fail(error):
    raise error


def collect():
    errors = []
    for error in (ValueError("one"), KeyError("two")):
        try:
            fail(error)
        except Exception as caught:
            errors.append(caught)
    errors.append(TypeError("never raised"))
    return errors


def run():
    raise ExceptionGroup("several things", [*collect(), ExceptionGroup("nested", collect()[:1])])


run()

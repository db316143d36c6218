# raise of something that is no exception, uncaught.
class NotAnError: pass


def f():
    raise NotAnError()


f()

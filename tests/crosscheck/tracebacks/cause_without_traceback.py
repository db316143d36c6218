# A cause that was never raised has no traceback; a cause set by hand; the context of a cause.
import sys

error = ValueError("outer")
error.__cause__ = KeyError("never raised")
error.__cause__.__context__ = IndexError("context of the cause")
error.__cause__.__context__.__cause__ = OSError("deepest")
sys.excepthook(type(error), error, None)
error = ValueError("a")
error.__context__ = TypeError("b")
error.__context__.__context__ = error
sys.excepthook(ValueError, error, None)
error = ValueError("self")
error.__cause__ = error
sys.excepthook(ValueError, error, None)
error = ValueError("both")
error.__cause__ = KeyError("cause is printed")
error.__context__ = KeyError("context is not")
sys.excepthook(ValueError, error, None)
error.__suppress_context__ = True
error.__cause__ = None
sys.excepthook(ValueError, error, None)
raise error from Exception("a fresh cause")

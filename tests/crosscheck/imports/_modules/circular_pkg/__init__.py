from . import one
result = one.result

from . import one
import circular_pkg.one as named
two_result = (hasattr(one, "result"), one is named)

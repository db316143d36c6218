from . import inside

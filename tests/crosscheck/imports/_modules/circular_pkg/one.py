from . import two
result = two.two_result

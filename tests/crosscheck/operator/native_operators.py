"""The operators as functions."""

from _operator import *
from _operator import _compare_digest


def show(*expressions):
    for text in expressions:
        try:
            print(text, "->", repr(eval(text)))
        except Exception as error:
            print(text, "!!", type(error).__name__ + ":", error)


show(
    'add(1, 2), sub(5, 3), mul(2, 3), truediv(7, 2), floordiv(7, 2), mod(7, 2), pow(2, 5), neg(5), pos(-5), abs(-5), inv(5), invert(5), lshift(1, 4), rshift(256, 4), and_(6, 3), or_(6, 3), xor(6, 3), not_(0), truth([1]), index(True)',
    'lt(1, 2), le(2, 2), eq(1, 1.0), ne(1, 2), ge(1, 2), gt(1, 2), is_(None, None), is_not(1, None), is_none(None), is_not_none(None), contains([1, 2], 2)',
    'iadd([1], [2]), isub(5, 1), imul([1], 2), ifloordiv(7, 2), itruediv(7, 2), imod(7, 2), ipow(2, 3), ilshift(1, 2), irshift(8, 1), iand(6, 3), ior(6, 3), ixor(6, 3)',
    "concat([1], [2]), concat('a', 'b'), concat((1,), (2,)), iconcat([1], [2]), countOf([1, 2, 1], 1), indexOf('abc', 'c'), getitem([1, 2], 1), setitem([1], 0, 5), delitem({1: 2}, 1)",
    "length_hint([1, 2]), length_hint(iter(range(5))), length_hint(5), length_hint(5, 7), call(int, '11', base=2), call(dict, a=1)",
    "add(1, 'a')",
    "lt(1, 'a')",
    'matmul(1, 2)',
    'imatmul(1, 2)',
    'concat(1, 2)',
    'iconcat(1, [2])',
    'concat([1], 5)',
    'contains(5, 1)',
    'countOf(5, 1)',
    'indexOf([1], 2)',
    'indexOf(5, 1)',
    'index(1.5)',
    "length_hint(5, 'a')",
    'call()',
    'pow(2, 3, 4)',
    'getitem([1], 5)',
    "_compare_digest('abc', 'abc'), _compare_digest(b'abc', b'abd'), _compare_digest(b'a', bytearray(b'a')), _compare_digest('abc', 'ab'), _compare_digest('', '')",
    "_compare_digest('é', 'é')",
    "_compare_digest('a', b'a')",
    '_compare_digest(5, 5)',
)

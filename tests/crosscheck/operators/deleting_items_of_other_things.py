# `del x[key]` on objects that have no items to delete: the wording tells sequences from other things.
class Plain: pass


for value in (1, None, "abc", (1,), range(3), {1}, {}.keys(), Plain(), Plain, 1.5, len, object(), slice(1), frozenset(), iter([])):
    for key in (0, True, slice(0), "x"):
        try:
            del value[key]
        except TypeError as error:
            print(error)

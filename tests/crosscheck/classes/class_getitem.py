# __class_getitem__ makes a class subscriptable, the metaclass's __getitem__ comes first; generic aliases.
class Array:
    def __class_getitem__(cls, item):
        return f"{cls.__name__}[{item!r}]"


class Sub(Array): pass


print(Array[int], Sub[1, 2], Sub[...], Array[1:2])


class Meta(type):
    def __getitem__(cls, item):
        return ("meta", item)


class Both(metaclass=Meta):
    def __class_getitem__(cls, item):
        return "never"


print(Both[5], Both.__class_getitem__(5))
for bad in (lambda: object[int], lambda: Array()[0], lambda: int[str], lambda: type[int], lambda: len[0]):
    try:
        print(bad())
    except TypeError as error:
        print(error)
alias = list[int]
print(alias, alias.__origin__, alias.__args__, alias([1, 2]), type(alias).__name__)
print(dict[str, list[int]], tuple[int, ...], tuple[()], list[list], set["Forward"])
print(alias == list[int], alias != list[str], hash(alias) == hash(list[int]), alias is list[int])
print(isinstance([], list), list[int].append is list.append)


class Derives(list[int]): pass


print(Derives.__mro__, Derives.__orig_bases__, Derives.__bases__)
try:
    isinstance([], list[int])
except TypeError as error:
    print(error)
try:
    issubclass(list, list[int])
except TypeError as error:
    print(error)
print(list[*tuple[int, str]], [*list[int]])

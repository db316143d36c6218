# inspect: signatures of functions, classes and built-ins, binding, sources, members.
import inspect
import functools


def plain(a, /, b: int, *args, c=1, d: str = "x", **kwargs) -> bool:
    """Doc."""
    return True


class Shape:
    def __init__(self, width, height=2):
        self.width = width

    @property
    def area(self):
        return self.width

    @classmethod
    def make(cls, *, size): ...

    @staticmethod
    def helper(x): ...

    async def wait(self): ...

    def __call__(self, times): ...


for each in (plain, Shape, Shape(1), Shape(1).make, Shape.helper, Shape.wait, len, print, sorted, "".split, dict.get, int.from_bytes,
             functools.partial(plain, 1, d="y"), lambda x=1: x):
    print(inspect.signature(each))
signature = inspect.signature(plain)
for parameter in signature.parameters.values():
    print(parameter.name, parameter.kind.description, parameter.default is parameter.empty, parameter.annotation)
bound = signature.bind(1, 2, 3, 4, c=5, z=6)
print(bound, bound.args, bound.kwargs)
bound = signature.bind(1, 2)
bound.apply_defaults()
print(bound.arguments)
for call in (lambda: signature.bind(), lambda: signature.bind(1, 2, a=3, c=1)):
    try:
        print(call())
    except TypeError as error:
        print(error)
print(inspect.getdoc(plain), inspect.isfunction(plain), inspect.ismethod(Shape(1).wait), inspect.iscoroutinefunction(Shape.wait))
print(inspect.getsource(plain).splitlines()[0], inspect.getsourcelines(Shape)[1])
print([name for name, _ in inspect.getmembers(Shape, inspect.isfunction)])
print(inspect.getfullargspec(plain))
print(signature.replace(return_annotation=int), inspect.cleandoc("  a\n    b\n"))
print(inspect.getmro(bool), inspect.isclass(Shape), inspect.isgeneratorfunction(plain))


def outer():
    frame = inspect.currentframe()
    return frame.f_code.co_name, inspect.stack()[0].function, inspect.getargvalues(frame).args


print(outer())
print(inspect.classify_class_attrs(Shape)[-1].name, [each.kind for each in inspect.classify_class_attrs(Shape) if each.name in ("area", "make", "helper")])

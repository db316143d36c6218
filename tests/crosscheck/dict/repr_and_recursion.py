# repr of dicts.
print({}, {1: 2}, {"a": {"b": {}}}, {(): [], None: ...})
d = {"x": 1}
d["self"] = d
d["list"] = [d]
print(d, str(d) == repr(d))
print(d.keys(), d.items())


class Meddles:
    def __repr__(self):
        e.pop("gone", None)
        return "meddles"


e = {1: Meddles(), "gone": 2, 3: 4}
print(e)


class Fails:
    def __repr__(self): raise ValueError("no")


try:
    repr({1: Fails()})
except ValueError as error:
    print(error)
try:
    repr({Fails(): 1})
except ValueError as error:
    print(error)
print(dict.__doc__ is not None, dict.__hash__, {}.__sizeof__() > 0, dict[str, int])

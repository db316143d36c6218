# __missing__, and which methods go around overridden ones.
class Default(dict):
    def __missing__(self, key):
        print("missing", key)
        if key == "bad":
            raise LookupError(key)
        return key * 2


d = Default(a=1)
print(d["a"], d["b"], d.get("b"), "b" in d, d)
try:
    d["bad"]
except LookupError as error:
    print(repr(error))
try:
    dict.__getitem__(d, "bad")
except LookupError as error:
    print(repr(error))
print(d.__missing__("q"))
try:
    {}.__missing__
except AttributeError as error:
    print(error)


class Hooks(dict):
    def __getitem__(self, key): return ("got", key)
    def __contains__(self, key): return True
    def __iter__(self): return iter("it")
    def keys(self): return ["k"]
    def __len__(self): return 42


h = Hooks(a=1)
print(h["zz"], h.get("zz"), "zz" in h, list(h), len(h), bool(h), h, dict(h), {**h})
h2 = {}
h2.update(h)
print(h2, h.pop("a"), dict.__len__(h), "%(x)s" % h, "{x}".format_map(h))


class InstanceMissing(dict): pass


i = InstanceMissing()
i.__missing__ = lambda key: "from instance"
try:
    i[1]
except KeyError as error:
    print(repr(error))

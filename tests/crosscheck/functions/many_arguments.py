# Hundreds of parameters and arguments work; so do long keyword lists.
names = [f"p{i}" for i in range(300)]
namespace = {}
exec(f"def wide({', '.join(names)}): return p0 + p150 + p299, len(locals())", namespace)
wide = namespace["wide"]
print(wide(*range(300)))
print(wide(**{name: i for i, name in enumerate(names)}))
print(wide(*range(100), **{name: i for i, name in enumerate(names) if i >= 100}))
print(eval(f"wide({', '.join(map(str, range(300)))})", namespace))
print(eval(f"wide({', '.join(f'p{i}={i}' for i in range(299, -1, -1))})", namespace))
try:
    wide(*range(298))
except TypeError as error:
    print(error)
try:
    wide(*range(301))
except TypeError as error:
    print(error)
try:
    wide()
except TypeError as error:
    print(len(str(error)), str(error)[:60], str(error)[-20:])
exec(f"def defaults({', '.join(f'{n}={i}' for i, n in enumerate(names))}): return p7 * p299", namespace)
print(namespace["defaults"](), namespace["defaults"](p7=1), namespace["defaults"](*[2] * 300))

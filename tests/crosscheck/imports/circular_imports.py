# Two modules that import each other: partial modules are visible; from-imports of missing names explain the circle.
import sys; sys.path.append(sys.path[0] + "/_modules")  # where the helper modules are
import circular_a

print(circular_a.seen, circular_a.circular_b.seen, circular_a.late())
try:
    import circular_c
except ImportError as error:
    print(str(error).split(" (/")[0], error.name)
    print(str(error).endswith("circular_d.py)") or str(error).endswith("circular_c.py)"), "circular_d" in str(error))
try:
    import circular_e
except AttributeError as error:
    print(error)
import circular_pkg
print(circular_pkg.result)

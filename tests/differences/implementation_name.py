# Who it is.
import sys

print(sys.implementation.name)
print(sys.version.split("(")[1].split()[0] != "main")
print(sys.implementation.cache_tag.removesuffix("-treewalk"))

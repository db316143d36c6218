# gc.disable() makes collections rarer: nothing else frees memory.
import gc


freed = []


class Node:
    def __del__(self, freed=freed):
        freed.append(1)


gc.disable()
print(gc.isenabled())
for _ in range(40_000):
    node = Node()
    node.self = node
    node.data = b"." * 10_000
print(len(freed) > 0)

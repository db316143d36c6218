# gc.disable() makes collections rarer: nothing else frees memory.
import gc


class Node:
    freed = 0

    def __del__(self):
        Node.freed += 1


gc.disable()
print(gc.isenabled())
for _ in range(40_000):
    node = Node()
    node.self = node
    node.data = b"." * 10_000
print(Node.freed > 0)

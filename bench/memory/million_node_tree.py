"""A binary tree of about a million nodes, each with a key and two children."""


class Node:
    def __init__(self, key, left, right):
        self.key = key
        self.left = left
        self.right = right


def build(low, high):
    if low >= high:
        return None
    middle = (low + high) // 2
    return Node(middle, build(low, middle), build(middle + 1, high))


def count(node):
    return 0 if node is None else 1 + count(node.left) + count(node.right)


print(count(build(0, 1_000_000)))

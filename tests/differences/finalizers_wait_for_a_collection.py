# Nothing counts references: what is dropped is finalised by the next collection.
import gc


class Resource:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("closed", self.name)


def use():
    resource = Resource("first")
    print("using", resource.name)


use()
print("use() has returned")
gc.collect()
print("collected")

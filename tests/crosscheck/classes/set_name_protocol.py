# __set_name__ runs after type.__new__ built the class; errors in it get a note; later assignment does not call it.
class Field:
    def __set_name__(self, owner, name):
        self.name, self.owner = name, owner.__name__

    def __get__(self, instance, owner):
        if instance is None:
            return self
        return instance.__dict__.get(self.name, f"default of {self.name}")

    def __set__(self, instance, value):
        instance.__dict__[self.name] = value


class Model:
    a = Field()
    b = Field()
    alias = b


m = Model()
print(m.a, m.b, m.alias, Model.a.owner, Model.b.name)
m.a = 1
print(m.a, vars(m))
Model.c = Field()
try:
    m.c
except AttributeError as error:
    print(error)
vars(Model)["c"].__set_name__(Model, "c")
print(m.c)


class Broken:
    def __set_name__(self, owner, name):
        1 / 0


try:
    class Uses:
        field = Broken()
except ZeroDivisionError as error:
    print(repr(error), error.__notes__)


class NoArgs:
    def __set_name__(self): pass


try:
    class Uses2:
        field = NoArgs()
except TypeError as error:
    print(error, error.__notes__)


class OnInstance:
    pass


thing = OnInstance()
thing.__set_name__ = lambda *a: print("never called")
class Uses3: x = thing
print("done")

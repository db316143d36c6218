# What an except clause may name, when it is evaluated, and how it matches.
def pick(name):
    print("evaluated", name.__name__, end="; ")
    return name


try:
    raise KeyError("k")
except pick(ValueError):
    print("no")
except (pick(TypeError), pick(LookupError)):
    print("lookup")
except pick(KeyError):
    print("never evaluated")


class Meta(type):
    def __instancecheck__(cls, instance): return True
    def __subclasscheck__(cls, subclass): return True


class Everything(Exception, metaclass=Meta): pass


try:
    try:
        raise ValueError("not caught by __instancecheck__")
    except Everything:
        print("caught")
except ValueError as error:
    print(error)
for bad in (5, "ValueError", (ValueError, 5), int, [ValueError], None, ((ValueError,),)):
    try:
        try:
            raise OSError("original")
        except bad:
            print("matched")
    except TypeError as error:
        print(error, repr(error.__context__))
    except OSError:
        print("no match", bad)
try:
    pass
except undefined_name:
    print("not evaluated without an exception")
try:
    raise SystemExit(3)
except Exception:
    print("never")
except BaseException as e:
    print(repr(e))
try:
    raise KeyError
except (): pass
except LookupError: print("empty tuple matches nothing")
try:
    raise GeneratorExit
except:
    print("bare except catches all")
try:
    raise TypeError
except ValueError, TypeError:
    print("PEP 758: no parentheses needed")

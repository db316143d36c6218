# __name__ == "__main__" only in the program itself; module globals are separate; functions keep theirs.
import sys; sys.path.append(sys.path[0] + "/_modules")  # where the helper modules are
import guard_module

counter = 0
if __name__ == "__main__":
    print("this is the program")
print(guard_module.ran_as_main, guard_module.name_seen)
print(guard_module.bump(), guard_module.bump(), counter, guard_module.counter)
guard_module.counter = 10
print(guard_module.bump(), guard_module.counter)
def bump_here():
    global counter
    counter += 1
    return counter
print(bump_here(), guard_module.counter)
print(guard_module.call_back(lambda: counter + 100))
print(guard_module.Klass.__module__, guard_module.bump.__module__, bump_here.__module__, guard_module.Klass().where())
from guard_module import counter as copied, bump
bump()
print(copied, guard_module.counter)
import __main__
print(__main__.counter, __main__ is not guard_module)
print(guard_module.main_counter())
print(sorted(n for n in dir() if not n.startswith("_")))

# tracemalloc and _suggestions: what they answer while nothing is traced; what resembles a name.
import _suggestions
import tracemalloc

print(tracemalloc.is_tracing(), tracemalloc.get_traced_memory(), tracemalloc.get_traceback_limit(), tracemalloc.get_tracemalloc_memory())
print(tracemalloc.clear_traces(), tracemalloc.stop(), tracemalloc.reset_peak(), tracemalloc.get_object_traceback([]))
for call in (tracemalloc.take_snapshot, lambda: tracemalloc.start(0), lambda: tracemalloc.start("x"), lambda: tracemalloc.start(70000)):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
for arguments in ((["abc", "abd"], "abe"), ([], "x"), (("a",), "x"), ([1], "x"), (["a"], 1), (["import", "print"], "pirnt")):
    try:
        print(_suggestions._generate_suggestions(*arguments))
    except TypeError as error:
        print(error)

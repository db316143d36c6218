# Where in a value an error happened; values that are too deep.
import json


def show(function, *arguments, **keywords):
    try:
        print(function(*arguments, **keywords))
    except RecursionError:
        print("RecursionError")
    except Exception as error:
        print(type(error).__name__, error, getattr(error, "__notes__", None))


show(json.dumps, {"a": [1, {"k": object}]})
show(json.dumps, [1, (2, {3: b""})])
show(json.dumps, [object], default=lambda o: [o])
loop = []
loop.append(loop)
show(json.dumps, loop)
show(json.dumps, loop, check_circular=False)

# SystemExit is an exception like others until it leaves the program; exit code of the last one wins.
import sys

for code in (0, 1, None, "text", (1, 2), True, 2.5):
    try:
        sys.exit(code)
    except SystemExit as error:
        print(repr(error), repr(error.code), error.args)
try:
    sys.exit(1, 2)
except TypeError as error:
    print(error)
try:
    try:
        sys.exit(1)
    finally:
        raise SystemExit(True)
except SystemExit as error:
    print(repr(error.__context__))
try:
    sys.exit(4)
except Exception:
    print("not an Exception")
finally:
    sys.exit(5)

# sys.exit(3): no message, exit code 3; finally blocks run.
import sys

try:
    print("working")
    sys.exit(3)
finally:
    print("cleaned up")

# SystemExit with an object prints its str; code 1.
import sys


class Reason:
    def __str__(self): return "the reason as str"


raise SystemExit(Reason())

# ImportError suggestions for from-imports, modules that do not exist, and names of standard modules.
import sys


def show(source):
    try:
        exec(source, {"__name__": "__main__"})
    except Exception as error:
        sys.excepthook(type(error), error, error.__traceback__.tb_next)


show("from sys import exut")
show("from sys import versoin")
show("from math import sqr")
show("from math import completely_unknown")
show("from itertools import chian")
show("import maths")
show("import no_such_module.sub")
show("import sys.path")
show("from . import x")
show("time.sleep(0)")
show("sys.exit()")
show("itertools")
show("math.pi")

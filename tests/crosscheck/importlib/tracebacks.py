# A traceback of an import shows the program's frames, and none of the importing machinery.
import importlib
import traceback

for name in ("_broken.raises", "_broken.syntax", "_broken.missing", "_broken.circle_a", "_broken.nothing", "_broken.raises.deeper"):
    for load in (__import__, importlib.import_module):
        try:
            load(name)
        except BaseException:
            traceback.print_exc()
try:
    from _broken import nothing
except ImportError:
    traceback.print_exc()
try:
    from . import nothing
except ImportError:
    traceback.print_exc()
from _broken import raises

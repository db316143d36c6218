# -*- coding: latin-1 -*-
# The coding line decides how the bytes are read, also in a traceback.
x = "café"
print(len(x), ascii(x))
def f(): return "café" + 1
f()

# A coding line counts only in the first two lines.

# coding: latin-1
x = "é"

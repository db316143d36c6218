NAME = __name__
def helper(): return "top helper"

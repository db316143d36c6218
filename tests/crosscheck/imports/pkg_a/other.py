print("loading pkg_a.other")
NAME = __name__

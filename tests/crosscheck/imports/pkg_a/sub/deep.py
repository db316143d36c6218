print("loading pkg_a.sub.deep")
VALUE = "deep value"
def function(): return VALUE + "!"

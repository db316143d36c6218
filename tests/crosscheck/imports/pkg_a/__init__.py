print("loading pkg_a")
shared = "pkg_a"

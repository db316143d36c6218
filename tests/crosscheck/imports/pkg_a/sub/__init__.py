print("loading pkg_a.sub")

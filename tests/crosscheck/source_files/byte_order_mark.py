# A UTF-8 byte order mark at the start is skipped.
print("after the mark", "é")
1 / 0

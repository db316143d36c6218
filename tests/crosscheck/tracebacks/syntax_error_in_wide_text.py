# The caret of a syntax error after characters that are wide, combining, or tabs.
ok = 1
x = "日本語 é ☃", 1	$ 2

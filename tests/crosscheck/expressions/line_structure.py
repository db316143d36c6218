# Joining lines, semicolons, blank lines, comments, odd indentation, unicode names, form feeds and tabs.
if True:
        deep = 1
        if deep:
         shallow = 2  # one more column is enough
	    # a comment at any column

        both = deep + \
            shallow
x = (1 +
2
  +     3)  # free inside brackets
y = [
    1,  # comment
    2,

    3,
]; z = 5; \
w = 6;
if x: a = 1; b = 2
while y: y.pop(); 
def f(): return 1; unreachable
class C: a = 1; b = 2; pass
print(deep, shallow, both, x, y, z, w, a, b, f(), C.b)
ünïcödé = "é"; 变量 = 1; ſtart = "long s is normalised"; ª = "ordinal"
print(ünïcödé, 变量, start, a, K := 1)
def function_with_tabs():
	if True:
		return "tabs"
print(function_with_tabs())
print("a" if x else
      "b", not
      x, x
      .real if False else x.real) if x == 6 else None
lines = """no \
join""", 'single\
joined', r"raw\
kept"
print(lines)
for i in range(2): print(i, end=" "); print("same line", end=" ")
else: print("else")
try: 1 / 0
except ZeroDivisionError: print("one-line handlers")
else: pass
finally: print("done")
with memoryview(b"a") as m: print(len(m))
if 1: pass
elif 2: pass
else: pass
@staticmethod

# comments and blank lines between decorator and function

def decorated(): return "decorated"
print(decorated())
if x:  # comment after colon
    # comment in the block

    pass
# dedent by comment does not matter
print("end") ; print("semicolon with spaces") ;
print(exec("if 1:\n\tx = 1\n\n\n\t# c\n\ty = 2\nprint(x, y)"), exec("\n\n\n"), exec("# only a comment"), exec("x = 1;"), exec("pass"), eval("  \t 5 "), eval("(\n1\n)"), eval("1\n\n"))
exec("print('no newline at end')"); exec("print('crlf')\r\nprint('line')\r\n"); exec("print('form feed')\n\fprint('after')"); exec("if 1:\n  print('a')\n  # x\n# y\n  print('b')")

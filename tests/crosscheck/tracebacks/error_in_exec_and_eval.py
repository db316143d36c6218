# Code from strings has no source lines; the caller's frames have; names of files given to compile.
def run(source):
    code = compile(source, "<generated>", "exec")
    exec(code)


try:
    run("def f():\n    g()\ndef g():\n    h()\nf()")
except NameError as error:
    kept = error
try:
    eval("1 / 0")
except ZeroDivisionError as error:
    error.__context__ = kept
    kept = error
exec("exec('raise kept')")

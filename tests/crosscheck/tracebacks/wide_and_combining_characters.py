# Carets under characters that take two columns, no column, or are tabs.
import sys


def show(function):
    try:
        function()
    except Exception as error:
        sys.excepthook(type(error), error, error.__traceback__.tb_next)


def f(*a): return a[0]
zero, 数 = 0, 0
show(lambda: f("日本語", 1 / zero, "é"))
show(lambda: f("é", 1 / zero))
show(lambda: f("😀😀", 数 / 0, "ok"))
show(lambda: f("e\u0301é", 数.無い))
show(lambda: f("한글" + 1, "x"))
show(lambda:	f("tab",	zero	/	0))
def 関数(引数): return 引数 / 0
show(lambda: 関数(数))
show(lambda: f("﷽", zero / 0))
show(lambda: f("👨‍👩‍👧", zero / 0))
def very_long_line(): return "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" + zero
show(very_long_line)
raise ValueError("日本語のメッセージ é 😀")

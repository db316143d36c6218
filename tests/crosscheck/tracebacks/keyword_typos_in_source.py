# "Did you mean" for misspelt keywords of the language, in the display of a SyntaxError.
import sys


def show(function):
    try:
        function()
    except Exception as error:
        sys.excepthook(type(error), error, error.__traceback__.tb_next)


for source in ("whille True:\n    pass", "fro x in y: pass", "imprt sys", "form sys import path", "if x:\n    pass\nelsif y:\n    pass", "defin f(): pass", "clas C: pass", "try:\n    pass\nexcpt: pass", "retrun 1", "x = lamda: 1", "for x inn y: pass", "a adn b", "a no in b", "with x sa y: pass", "async dfe f(): pass", "pas", "x = Flase", "esle"):
    show(lambda: compile(source, "<typo>", "exec"))

"""Writes down what CPython 3.14 says of each program in syntax_errors.tsv and syntax_trees.tsv.

    tools/oracle/python tests/unit/syntax/record.py

A line is: mode, program (escaped as in a string literal), result. The result is `Class line,column-line,column message`
(None is -), or the tree as ast.dump(include_attributes=True) writes it. Add a program by adding its first two columns.
"""

import ast
import pathlib
import warnings

warnings.simplefilter("ignore")
FOLDER = pathlib.Path(__file__).parent
ESCAPES = {"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\f": "\\f"}


def unescape(text):
    for plain, escaped in reversed(ESCAPES.items()):
        if plain != "\\":
            text = text.replace("\\\\", "\0").replace(escaped, plain).replace("\0", "\\\\")
    return text.replace("\\\\", "\\")


def error(mode, program):
    try:
        compile(program, "<test>", mode, ast.PyCF_ONLY_AST)
    except SyntaxError as e:
        place = [e.lineno, e.offset, e.end_lineno, e.end_offset]
        return "{} {},{}-{},{} {}".format(type(e).__name__, *("-" if n is None else n for n in place), e.msg)
    except Exception as e:
        return f"{type(e).__name__} -,---,- {e}"
    return "OK"


def tree(mode, program):
    return ast.dump(compile(program, "<test>", mode, ast.PyCF_ONLY_AST), include_attributes=True)


for name, record in [("syntax_errors.tsv", error), ("syntax_trees.tsv", tree)]:
    file = FOLDER / name
    lines = []
    for line in file.read_text("utf-8").split("\n"):
        if line:
            mode, program = line.split("\t")[:2]
            line = "\t".join([mode, program, record(mode, unescape(program))])
        lines.append(line)
    file.write_text("\n".join(lines), "utf-8")

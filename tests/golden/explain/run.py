#!/usr/bin/env python3
"""run.py MEMPHIS [--update]: what `memphis explain` prints, against the recorded text; and that its JSON is what it promises.

One recorded file a case: programs/NAME.py printed with some width is NAME.STAGE.WIDTH.txt.
"""

import json
import os
import pathlib
import pty
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
PROGRAMS = {"mini_program": ROOT / "examples/mini_program.py", "functions": HERE / "programs/functions.py", "broken": HERE / "programs/broken.py"}
CASES = [("mini_program", "all", 100), ("mini_program", "all", 48), ("functions", "tokens", 90), ("functions", "ast", 110), ("functions", "scopes", 100),
         ("functions", "bytecode", 120), ("functions", "all", 72), ("broken", "all", 80), ("broken", "tokens", 80)]
STAGES = ["tokens", "ast", "scopes", "bytecode"]
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


class Checker:
    def __init__(self, memphis, update):
        self.memphis, self.update = memphis, update
        self.passed = self.failed = 0

    def check(self, holds, what):
        self.passed, self.failed = self.passed + bool(holds), self.failed + (not holds)
        if not holds:
            print(f"FAIL {what}")
        return holds

    def run(self, *arguments, **environment):
        """Paths are given relative to the root, as they stand in the recorded texts."""
        plain = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "NO_COLOR", "MEMPHIS_ENGINE")}
        arguments = [os.path.relpath(a, ROOT) if isinstance(a, pathlib.Path) else a for a in arguments]
        return subprocess.run([self.memphis, "explain", *arguments], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                              env={**plain, **environment})

    def golden(self, name, stage, width):
        done = self.run(stage, PROGRAMS[name], f"--width={width}")
        text = done.stdout + ("---- stderr\n" + done.stderr if done.stderr else "") + f"---- exit code {done.returncode}\n"
        path = HERE / f"{name}.{stage}.{width}.txt"
        if self.update:
            path.write_text(text)
        wanted = path.read_text() if path.exists() else ""
        if not self.check(text == wanted, path.name):
            with tempfile.NamedTemporaryFile("w", suffix=".txt") as actual:
                actual.write(text)
                actual.flush()
                subprocess.run(["diff", "-u", path, actual.name])
        pages = [line for line in done.stdout.splitlines() if "│" in line or line.startswith("──")]
        self.check(all(len(line) <= width for line in pages), f"{path.name}: a line is wider than {width}")
        self.check("\x1b" not in text, f"{path.name}: colour into a pipe")

    def places(self, node, lines, path="ast"):
        """Every place in the JSON of a tree lies within the source."""
        if isinstance(node, dict):
            if "lineno" in node:
                inside = 1 <= node["lineno"] <= node["end_lineno"] <= len(lines) and node["col_offset"] <= len(lines[node["lineno"] - 1].encode())
                self.check(inside, f"{path}: {node['_type']} at {node['lineno']}:{node['col_offset']}")
            for key, value in node.items():
                self.places(value, lines, f"{path}.{key}")
        elif isinstance(node, list):
            for value in node:
                self.places(value, lines, path)

    def json(self, name):
        lines = PROGRAMS[name].read_text().splitlines()
        for stage in [*STAGES, "all"]:
            done = self.run(stage, PROGRAMS[name], "--json")
            try:
                data = json.loads(done.stdout)
            except ValueError as error:
                self.check(False, f"{name} {stage}: no JSON: {error}")
                continue
            wanted = STAGES if stage == "all" else [stage]
            keys = {"file", "source", "error", *wanted, *(["output", "errors", "result", "status"] if stage == "all" else [])}
            self.check(set(data) == keys, f"{name} {stage}: keys {sorted(data)}")
            self.check(data["source"] == lines and data["error"] is None, f"{name} {stage}: source")
            if "tokens" in data:
                self.check(all(lines[t["start"][0] - 1].encode()[t["start"][1]:t["end"][1]].decode() == t["string"] for t in data["tokens"]
                               if t["start"][0] == t["end"][0] and t["kind"] not in ("NEWLINE", "DEDENT", "ENDMARKER")), f"{name}: tokens")
            if "ast" in data:
                self.check(data["ast"]["_type"] == "Module", f"{name}: ast")
                self.places(data["ast"], lines)
            if "scopes" in data:
                self.check(data["scopes"]["kind"] == "module", f"{name}: scopes")
            if "bytecode" in data:
                self.check(data["bytecode"]["instructions"][-1]["opcode"] == "Return", f"{name}: bytecode")
        return data

    def terminal(self):
        """On a terminal there are colours, and its width counts."""
        master, slave = pty.openpty()
        import fcntl, struct, termios
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 77, 0, 0))
        environment = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "NO_COLOR")} | {"TERM": "xterm"}
        process = subprocess.Popen([self.memphis, "explain", "ast", PROGRAMS["mini_program"]], stdout=slave, env=environment)
        os.close(slave)
        chunks = []
        while True:
            try:
                chunk = os.read(master, 65536)
            except OSError:
                break
            if not chunk:
                break
            chunks.append(chunk)
        process.wait()
        text = b"".join(chunks).decode().replace("\r\n", "\n")
        self.check("\x1b[" in text, "colour on a terminal")
        self.check(ESCAPE.sub("", text) == self.run("ast", PROGRAMS["mini_program"], "--width=77").stdout, "the terminal's width")

    def options(self):
        mini = PROGRAMS["mini_program"]
        plain = self.run("ast", mini)
        self.check(plain.stdout == self.run("ast", mini, "--width=100").stdout, "100 columns where nobody says how many")
        self.check(self.run("ast", mini, COLUMNS="61").stdout == self.run("ast", mini, "--width=61").stdout, "COLUMNS")
        colored = self.run("ast", mini, "--color=always")
        self.check("\x1b[" in colored.stdout and ESCAPE.sub("", colored.stdout) == plain.stdout, "--color=always")
        self.check(self.run("all", mini, "--engine=treewalk").stdout == self.run("all", mini).stdout, "both engines give the same road")
        for wrong in (["ast"], [], ["nothing", mini], ["ast", mini, "--wide"], ["ast", mini, "--width=0"], ["ast", mini, "--color=blue"]):
            done = self.run(*wrong)
            self.check(done.returncode == 2 and "usage: memphis explain" in done.stderr, f"usage of {wrong}")
        self.check(self.run("ast", "no/such/file.py").stderr == "memphis: [Errno 2] No such file or directory: 'no/such/file.py'\n", "a file that is not there")
        with tempfile.TemporaryDirectory() as directory:
            program = pathlib.Path(directory, "program.py")
            program.write_text("import sys\nprint(sys.argv[1:])\nsys.exit(3)\n")
            done = self.run("all", str(program), "one", "two")
            self.check(done.returncode == 3 and "\n['one', 'two']\n" in done.stdout, "arguments and exit status of the program")
            program.write_text("1/0\n")
            done = self.run("all", str(program))
            self.check(done.returncode == 1 and done.stderr.endswith("ZeroDivisionError: division by zero\n"), "a program that fails")
            program.write_bytes(b"x = '\xff'\n")
            done = self.run("all", str(program), "--json")
            self.check(done.returncode == 1 and "SyntaxError" in json.loads(done.stdout)["error"], "bad UTF-8")
            program.write_bytes(b"")
            self.check(self.run("all", str(program)).returncode == 0, "an empty file")


def main():
    checker = Checker(os.path.abspath(sys.argv[1]), "--update" in sys.argv)
    for case in CASES:
        checker.golden(*case)
    data = checker.json("mini_program")
    checker.check(data["output"] == "110\n" and data["status"] == 0, "the road ends at 110")
    checker.check(checker.json("functions")["result"] == "9", "the value of the last expression")
    checker.terminal()
    checker.options()
    print(f"{checker.passed} passed, {checker.failed} failed")
    sys.exit(1 if checker.failed else 0)


if __name__ == "__main__":
    main()

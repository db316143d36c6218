"""Runs many programs in one oracle process (tools/oracle/python --batch), with a time limit for each."""

import base64
import dataclasses
import json
import pathlib
import queue
import subprocess
import threading

ORACLE = pathlib.Path(__file__).resolve().parent / "oracle" / "python"
START_SECONDS = 60  # the first program of a kind waits for the interpreter to boot


@dataclasses.dataclass
class Answer:
    stdout: bytes
    stderr: bytes
    exit_code: int
    problem: str = ""  # a crash of the oracle or a time-out: the rest means nothing then


class Oracle:
    def __init__(self, timeout=60):
        self.timeout = timeout
        self.process = None

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.stop()

    def stop(self):
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def _start(self):
        self.process = subprocess.Popen([ORACLE, "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.answers = queue.Queue()

        def read(stream, answers):
            for line in stream:
                if line.startswith('{"id"'):  # an abort writes a line of its own
                    answers.put(line)
            answers.put("")

        threading.Thread(target=read, args=(self.process.stdout, self.answers), daemon=True).start()

    def run(self, args, *, cwd, stdin=b"", mounts=None, env=None):
        fresh = self.process is None
        if fresh:
            self._start()
        request = {"id": 0, "args": [str(a) for a in args], "cwd": str(cwd), "stdin": stdin.decode("utf-8"),
                   "mounts": mounts or {}, "env": env or {}}
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        try:
            line = self.answers.get(timeout=self.timeout + (START_SECONDS if fresh else 0))
        except queue.Empty:
            self.stop()
            return Answer(b"", b"", -1, f"no answer after {self.timeout} s")
        if not line:
            self.stop()
            return Answer(b"", b"", -1, "the oracle died")
        data = json.loads(line)
        answer = Answer(base64.b64decode(data["stdout"]), base64.b64decode(data["stderr"]), data.get("exit", -1))
        if "crash" in data:
            self.stop()
            answer.problem = "the oracle crashed: " + data["crash"].splitlines()[0][:200]
        return answer

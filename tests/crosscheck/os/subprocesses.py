# recorded on Linux
# The module subprocess: what it gives, and how it tells what went wrong.
import os
import subprocess
import sys


def attempt(*arguments, **keywords):
    try:
        print(subprocess.run(*arguments, **keywords))
    except OSError as error:
        print(type(error).__name__, error.strerror, error.filename)
    except subprocess.TimeoutExpired as error:
        print(type(error).__name__, error.cmd)
    except Exception as error:
        print(type(error).__name__, error)


def failing():
    raise ValueError("lost")


attempt(["echo", "hi"], capture_output=True)
attempt("echo $X; echo err >&2; exit 3", shell=True, env={"X": "5"}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
attempt(["/nowhere/program"])
attempt(["no-such-program-anywhere"])
attempt(["true"], cwd="/nowhere")
attempt(["true"], preexec_fn=failing)
attempt(["true"], env={"a=b": "c"})
attempt(["true"], env={"a": "\0"})
attempt(["tr\0ue"])
attempt([1])
attempt("x", bufsize="y")
attempt(["sh", "-c", "kill -9 $$"])
attempt(["sleep", "5"], timeout=0.05)
attempt(["false"], check=True)
process = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
print(process.communicate(b"x" * 300000)[0] == b"x" * 300000, process.returncode)
process = subprocess.Popen(["sh", "-c", "read line; echo got $line; umask; pwd"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                           umask=0o27, cwd="/", start_new_session=True, preexec_fn=lambda: os.write(1, b"prepared\n"))
print(process.communicate("text\n"))
reader, writer = os.pipe()
os.set_inheritable(writer, True)
attempt(["sh", "-c", f"echo kept >&{writer}"], pass_fds=[writer])
print(os.read(reader, 10))
attempt(["sh", "-c", f"echo closed >&{writer} || exit 7"], stderr=subprocess.DEVNULL)
attempt(["sh", "-c", f"echo open >&{writer}"], close_fds=False)
print(os.read(reader, 10))
print(subprocess.getoutput("echo out"), subprocess.call(["sh", "-c", "exit 4"]))

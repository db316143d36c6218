# recorded on Linux
# The module faulthandler: tracebacks on demand, on a signal, after a time and of a crash. (What identifies a thread is left out.)
import faulthandler
import os
import signal
import sys
import tempfile
import time


def report(action):
    """The lines of what the action has written, without those about threads."""
    with tempfile.TemporaryFile() as file:
        result = action(file)
        file.seek(0)
        lines = file.read().decode().splitlines()
    kept = [line.replace(os.path.dirname(__file__), "") for line in lines if line.startswith(("  File", "Fatal", "Timeout"))]
    print(result, *kept, sep="\n")


def show(name, *arguments, **keywords):
    try:
        print(name, getattr(faulthandler, name)(*arguments, **keywords))
    except Exception as error:
        print(name, type(error).__name__, error)


def on_demand(file):
    return faulthandler.dump_traceback(file)


def on_signal(file):
    faulthandler.register(signal.SIGUSR1, file)
    os.kill(os.getpid(), signal.SIGUSR1)
    return faulthandler.unregister(signal.SIGUSR1)


def after_a_time(file):
    faulthandler.dump_traceback_later(0.05, file=file)
    time.sleep(0.2)
    faulthandler.dump_traceback_later(100, file=file)
    return faulthandler.cancel_dump_traceback_later()


def crash(name):
    def run(file):
        process = os.fork()
        if process == 0:
            faulthandler.enable(file)
            getattr(faulthandler, name)()
            os._exit(0)
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    return run


sys.stdout.flush()
for action in on_demand, on_signal, after_a_time, crash("_sigsegv"), crash("_sigabrt"), crash("_read_null"):
    report(action)
    sys.stdout.flush()
print(faulthandler.is_enabled(), faulthandler.enable(), faulthandler.is_enabled(), faulthandler.disable(), faulthandler.disable())
show("dump_traceback", "x")
show("register", 99)
show("register", signal.SIGSEGV)
show("unregister", signal.SIGUSR1)
show("dump_traceback_later", -1)
sys.stderr = None
show("dump_traceback")

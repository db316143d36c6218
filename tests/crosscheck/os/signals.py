# recorded on Linux
# Signal handlers: when they run, what they interrupt, what their exceptions do.
import os
import signal
import time

calls = []


def note(number, frame):
    calls.append((signal.Signals(number).name, frame.f_code.co_name))


def fail(number, frame):
    raise ZeroDivisionError(number)


def with_timer(function):
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    try:
        return function()
    except ZeroDivisionError as error:
        return f"interrupted by {error}"


def for_ever():
    while True:
        pass


def main():
    print(signal.signal(signal.SIGUSR1, note), signal.getsignal(signal.SIGUSR1) is note)
    os.kill(os.getpid(), signal.SIGUSR1)
    signal.raise_signal(signal.SIGUSR1)
    print(calls)
    signal.signal(signal.SIGALRM, note)
    start = time.monotonic()
    with_timer(lambda: time.sleep(0.15))
    print("slept on:", time.monotonic() - start >= 0.15, calls[-1][0])
    with_timer(signal.pause)
    print(len(calls))
    reader, writer = os.pipe()
    signal.signal(signal.SIGALRM, lambda number, frame: os.write(writer, b"x"))
    print("read goes on:", with_timer(lambda: os.read(reader, 1)))
    signal.signal(signal.SIGALRM, fail)
    print("read ends:", with_timer(lambda: os.read(reader, 1)))
    print("loop ends:", with_timer(for_ever))
    print(signal.getsignal(signal.SIGINT))
    try:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(1)
    except KeyboardInterrupt as error:
        print(repr(error))
    print(signal.signal(signal.SIGINT, signal.SIG_IGN) is signal.default_int_handler)
    os.kill(os.getpid(), signal.SIGINT)
    print(signal.signal(signal.SIGINT, signal.default_int_handler))
    print("blocked:", signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1]))
    count = len(calls)
    os.kill(os.getpid(), signal.SIGUSR1)
    print(len(calls) - count, signal.sigpending(), signal.sigwait([signal.SIGUSR1]))
    os.kill(os.getpid(), signal.SIGUSR1)
    information = signal.sigwaitinfo([signal.SIGUSR1])
    print(information.si_signo, information.si_pid == os.getpid(), signal.sigtimedwait([signal.SIGUSR1], 0.01))
    os.kill(os.getpid(), signal.SIGUSR1)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGUSR1])
    print("unblocked:", len(calls) - count)
    os.set_blocking(writer, False)
    print(signal.set_wakeup_fd(writer))
    os.kill(os.getpid(), signal.SIGUSR1)
    print(os.read(reader, 10) == bytes([signal.SIGUSR1]), signal.set_wakeup_fd(-1) == writer)
    import _thread

    try:
        _thread.interrupt_main()
        time.sleep(0.01)
    except KeyboardInterrupt:
        print("interrupted")
    signal.siginterrupt(signal.SIGALRM, False)
    print(signal.alarm(100), signal.alarm(0), signal.getitimer(signal.ITIMER_VIRTUAL))


def show(name, *arguments):
    try:
        print(name, repr(getattr(signal, name)(*arguments)))
    except Exception as error:
        print(name, type(error).__name__, error)


main()
for name, *arguments in [
    ("signal", 0, signal.SIG_DFL), ("signal", 99, signal.SIG_DFL), ("signal", signal.SIGUSR1, None), ("signal", signal.SIGUSR1, 5),
    ("signal", "x", 0), ("signal", signal.SIGKILL, signal.SIG_DFL), ("getsignal", 0), ("getsignal", signal.SIGKILL), ("strsignal", 2), ("strsignal", 0),
    ("strsignal", 65), ("raise_signal", 99), ("raise_signal", "x"), ("setitimer", 5, 1), ("setitimer", 0, -1), ("getitimer", 7),
    ("siginterrupt", 99, True), ("set_wakeup_fd", 99), ("pthread_sigmask", 9, [1]), ("pthread_sigmask", 0, 5), ("pthread_sigmask", 0, [0]),
    ("pthread_sigmask", 0, ["x"]), ("sigtimedwait", [1], -1), ("default_int_handler",), ("alarm", "x"),
]:
    show(name, *arguments)
print(len(signal.valid_signals()), signal.Signals.SIGTERM in signal.valid_signals(), signal.ItimerError.__name__, issubclass(signal.ItimerError, OSError))

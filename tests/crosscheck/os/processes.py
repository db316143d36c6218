# recorded on Linux
# Processes: fork and its hooks, wait, exec, posix_spawn.
import os
import signal
import sys


def child(function):
    """The exit code of a child that runs the function."""
    sys.stdout.flush()
    process = os.fork()
    if process == 0:
        code = 99
        try:
            code = function()
        finally:
            sys.stdout.flush()
            os._exit(code)
    found, status = os.waitpid(process, 0)
    assert found == process
    return os.waitstatus_to_exitcode(status)


def show(function, *arguments, **keywords):
    try:
        print(function.__name__, repr(function(*arguments, **keywords)))
    except OSError as error:
        print(function.__name__, type(error).__name__, error.strerror, repr(error.filename))
    except Exception as error:
        print(function.__name__, type(error).__name__, error)


def failing():
    raise ValueError("in a hook")


print(child(lambda: 7), child(lambda: os.kill(os.getpid(), signal.SIGKILL)))
print(child(lambda: print("in the child") or 0))
print(child(lambda: os.execv("/bin/sh", ["sh", "-c", "echo executed; exit 3"])))
print(child(lambda: os.execve("/bin/sh", [b"sh", "-c", "echo $NAME; exit 4"], {"NAME": "value"})))
parent = os.getpid()
print(child(lambda: os.getppid() == parent))
print("hooks")
os.register_at_fork(before=lambda: print("before 1"), after_in_child=lambda: print("child 1"), after_in_parent=lambda: print("parent 1"))
os.register_at_fork(before=lambda: print("before 2"), after_in_child=lambda: print("child 2"), after_in_parent=lambda: print("parent 2"))
print(child(lambda: 0))
for arguments in {}, {"before": 1}, {"after_in_child": None}:
    show(os.register_at_fork, **arguments)
print("wait")
show(os.wait)
show(os.waitpid, -1, os.WNOHANG)
reader, writer = os.pipe()
sys.stdout.flush()
process = os.posix_spawn("/bin/sh", ["sh", "-c", "echo spawned $NAME; exit 5"], {"NAME": "x"},
                         file_actions=[(os.POSIX_SPAWN_DUP2, writer, 1), (os.POSIX_SPAWN_CLOSE, reader)])
os.close(writer)
print(os.read(reader, 100))
information = os.waitid(os.P_PID, process, os.WEXITED | os.WNOWAIT)
print(information.si_pid == process, information.si_status, information.si_code == os.CLD_EXITED)
found, status, usage = os.wait4(process, 0)
print(found == process, os.WIFEXITED(status), os.WEXITSTATUS(status), type(usage).__name__, usage.ru_maxrss > 0)
print(os.system("exit 6") >> 8, os.waitstatus_to_exitcode(os.system("kill -9 $$")))
show(os.execv, "/bin/true", [])
show(os.execv, "/bin/true", [""])
show(os.execv, "/bin/true", "x")
show(os.execv, "/bin/true", [1])
show(os.execv, "/nowhere", ["x"])
show(os.execve, "/bin/true", ["x"], 5)
show(os.execve, "/bin/true", ["x"], {"a=b": "c"})
show(os.execve, "/bin/true", ["x"], {"a": "\0"})
show(os.posix_spawn, "/nowhere", ["x"], {})
show(os.posix_spawn, "/bin/true", [], {})
for actions in 5, [1], [()], [(9,)], [(0, 1)], [(1,)], [(2, 1)], [("x",)]:
    show(os.posix_spawn, "/bin/true", ["true"], {}, file_actions=actions)
show(os.posix_spawn, "/bin/true", ["true"], {}, setsigmask=[0])
print(os.waitstatus_to_exitcode(os.waitpid(os.posix_spawnp("true", ["true"], os.environ, setsigdef=[signal.SIGPIPE], setpgroup=0), 0)[1]))
print("identity")
print(os.getpgid(0) == os.getpgrp(), os.getsid(0) == os.getsid(os.getpid()), os.getresuid()[0] == os.getuid(), os.getresgid()[1] == os.getegid())
print(type(os.getgroups()), os.getgid() in os.getgrouplist("root", os.getgid()), os.cpu_count() >= 1, os.sched_getaffinity(0) != set())
print(os.sched_param(3), os.sched_getscheduler(0) == os.SCHED_OTHER, os.sched_get_priority_max(os.SCHED_FIFO))
show(os.sched_setaffinity, 0, [-1])
show(os.sched_setaffinity, 0, ["x"])
show(os.sched_setparam, 0, 5)
show(os.setuid, "x")
show(os.setgroups, 5)
show(os.getpgid, 2**31 - 1)
show(os.kill, 2**31 - 1, 0)
show(os.nice, "x")
print(os.uname().sysname, len(os.times()), os.times().user >= 0, len(os.getloadavg()), len(os.urandom(5)), len(os.getrandom(7)))
print(os.sysconf("SC_PAGESIZE") == os.sysconf(os.sysconf_names["SC_PAGESIZE"]), os.confstr("CS_PATH"), os.pathconf("/", "PC_NAME_MAX"))

# recorded on Linux
# Pseudo-terminals: how they are set, their windows, their names.
import fcntl
import os
import struct
import termios

controller, terminal = os.openpty()
print(os.isatty(terminal), os.ttyname(terminal) == os.readlink(f"/proc/self/fd/{terminal}"), os.get_inheritable(controller))


def show(function, *arguments):
    try:
        print(function.__name__, repr(function(*arguments)))
    except Exception as error:
        print(function.__name__, type(error).__name__, error.args)


mode = termios.tcgetattr(terminal)
print(len(mode), len(mode[6]) == termios.NCCS, mode[6][termios.VINTR], mode[3] & termios.ICANON != 0, mode[4] == termios.B38400)
mode[3] &= ~termios.ICANON
mode[6][termios.VMIN] = 2
mode[6][termios.VTIME] = b"\3"
termios.tcsetattr(terminal, termios.TCSANOW, mode)
mode = termios.tcgetattr(terminal)
print(mode[6][termios.VMIN], mode[6][termios.VTIME], mode[6][termios.VEOL])
termios.tcsetwinsize(terminal, (24, 80))
print(termios.tcgetwinsize(controller), os.get_terminal_size(terminal))
print(struct.unpack("HHHH", fcntl.ioctl(terminal, termios.TIOCGWINSZ, bytes(8)))[:2])
window = bytearray(8)
print(fcntl.ioctl(terminal, termios.TIOCGWINSZ, window), window[:4])
show(termios.tcsetwinsize, terminal, 5)
show(termios.tcsetwinsize, terminal, (1,))
show(termios.tcsetwinsize, terminal, (1, 2**20))
show(termios.tcsetattr, terminal, 0, 5)
show(termios.tcsetattr, terminal, 0, mode[:6] + [[1]])
show(termios.tcsetattr, terminal, 0, mode[:6] + [["ab"] * termios.NCCS])
show(termios.tcsetattr, terminal, 77, mode)
show(termios.tcflush, terminal, termios.TCIOFLUSH)
show(termios.tcflow, terminal, 99)
reader, writer = os.pipe()
show(termios.tcgetattr, reader)
show(termios.tcgetattr, "x")
show(os.get_terminal_size, reader)
show(os.ttyname, reader)
print(termios.error.__mro__, fcntl.fcntl(reader, fcntl.F_GETFD), fcntl.fcntl(reader, fcntl.F_SETFL, os.O_NONBLOCK), os.get_blocking(reader))
show(fcntl.flock, 99, fcntl.LOCK_SH)
show(fcntl.lockf, 1, 0x40)
show(fcntl.fcntl, "x", 1)

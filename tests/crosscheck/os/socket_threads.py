# recorded on Linux
# Sockets, pipes and select wait without keeping other threads from running.
import os
import queue
import select
import signal
import socket
import threading

server = socket.create_server(("127.0.0.1", 0))


def serve():
    connection, address = server.accept()
    with connection, connection.makefile("rwb") as stream:
        for line in stream:
            stream.write(line.upper())
            stream.flush()


thread = threading.Thread(target=serve)
thread.start()
with socket.create_connection(server.getsockname()) as client, client.makefile("rwb") as stream:
    for text in b"one\n", b"two\n":
        stream.write(text)
        stream.flush()
        print(stream.readline())
thread.join(5)
print(thread.is_alive())
server.close()

reader, writer = os.pipe()
answers = queue.Queue()
for wait in (lambda: os.read(reader, 1)), (lambda: select.select([reader], [], [], 5)[0] == [reader]), (lambda: os.read(reader, 1)):
    thread = threading.Thread(target=lambda: answers.put(wait()))
    thread.start()
    if answers.empty() and not select.select([reader], [], [], 0)[0]:
        os.write(writer, b"x")
    thread.join(5)
    print(answers.get(timeout=5))
    if select.select([reader], [], [], 0)[0] and wait is None:
        os.read(reader, 1)

caught = []
signal.signal(signal.SIGUSR1, lambda number, frame: caught.append(threading.current_thread() is threading.main_thread()))
thread = threading.Thread(target=lambda: signal.pthread_kill(threading.main_thread().ident, signal.SIGUSR1))
thread.start()
thread.join()
for attempt in range(1000):
    if caught:
        break
    select.select([], [], [], 0.01)
print(caught)
thread = threading.Thread(target=lambda: answers.put(os.waitpid(process, 0)[1] >> 8))
process = os.posix_spawn("/bin/sh", ["sh", "-c", "exit 3"], os.environ)
thread.start()
print(answers.get(timeout=5))


def not_here():
    try:
        signal.signal(signal.SIGUSR1, signal.SIG_DFL)
    except ValueError as error:
        answers.put(str(error))


thread = threading.Thread(target=not_here)
thread.start()
print(answers.get(timeout=5))

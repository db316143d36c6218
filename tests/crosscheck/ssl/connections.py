# recorded on Linux
"""Connections with TLS over sockets: certificates, names, protocols, sessions, errors."""
import os
import socket
import ssl
import threading

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")
AUTHORITY, SERVER = os.path.join(DATA, "authority.pem"), os.path.join(DATA, "server.pem")

server_context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
server_context.load_cert_chain(SERVER)
server_context.set_alpn_protocols(["two", "one"])
client_context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
print(client_context.check_hostname, client_context.verify_mode, client_context.minimum_version)
client_context.load_verify_locations(AUTHORITY)
print(client_context.cert_store_stats())
print([dict(pair for part in certificate["subject"] for pair in part) for certificate in client_context.get_ca_certs()])
client_context.set_alpn_protocols(["one", "three"])

listener = socket.create_server(("127.0.0.1", 0))
listener.settimeout(20)
names = []


def note_name(connection, name, context):
    names.append((type(connection).__name__, name, context is server_context))


server_context.sni_callback = note_name


def serve_once():
    try:
        plain, _ = listener.accept()
        with plain, server_context.wrap_socket(plain, server_side=True) as connection:
            connection.settimeout(20)
            while data := connection.recv(1 << 20):
                connection.sendall(data.upper())
            connection.unwrap()
    except (ssl.SSLError, OSError):
        pass


def serving():
    thread = threading.Thread(target=serve_once)
    thread.start()
    return thread


def connect(context, name):
    with socket.create_connection(listener.getsockname(), timeout=20) as plain:
        with context.wrap_socket(plain, server_hostname=name) as connection:
            print(name, connection.version(), connection.selected_alpn_protocol(), connection.server_side)
            certificate = connection.getpeercert()
            print(certificate["subject"], certificate["subjectAltName"], certificate["OCSP"], certificate["serialNumber"])
            print(len(connection.getpeercert(True)) > 300, connection.session_reused)
            connection.sendall(b"hello " * 10000)
            received = b""
            while len(received) < 60000:
                received += connection.recv(1 << 20)
            print(received[:12], len(received), connection.pending())
            buffer = bytearray(8)
            connection.send(b"abc")
            print(connection.recv_into(buffer), buffer)
            print(type(connection.unwrap()) is socket.socket)


thread = serving()
connect(client_context, "localhost")
thread.join()
for name in "www.example.test", "127.0.0.1", "elsewhere.test", "127.0.0.2":
    thread = serving()
    try:
        connect(client_context, name)
    except ssl.SSLCertVerificationError as error:
        print(error.reason, error.library, error.verify_code, error.verify_message)
    thread.join()
print(names)

# Nobody vouches for it.
strict = ssl.create_default_context()
strict.verify_flags &= ~ssl.VERIFY_X509_TRUSTED_FIRST
thread = serving()
try:
    connect(strict, "localhost")
except ssl.SSLCertVerificationError as error:
    print(type(error).__mro__[1:3], error.verify_message)
thread.join()

# Not TLS at all.
one, other = socket.socketpair()
other.sendall(b"this is no handshake\r\n")
try:
    client_context.wrap_socket(one, server_hostname="localhost")
except ssl.SSLError as error:
    print(error.reason, error.library)
one.close()
other.close()

# Waiting ends.
one, other = socket.socketpair()
one.settimeout(0.05)
try:
    client_context.wrap_socket(one, server_hostname="localhost")
except TimeoutError as error:
    print(str(error).split(": ")[-1])
one.close()
other.close()

for action in [
    lambda: server_context.wrap_socket(socket.socket(), server_hostname="localhost"),
    lambda: client_context.wrap_socket(socket.socket()),
    lambda: client_context.load_verify_locations(),
    lambda: client_context.load_verify_locations(cadata="nothing"),
    lambda: client_context.load_cert_chain("/nowhere/x.pem"),
    lambda: client_context.load_cert_chain(AUTHORITY),
    lambda: client_context.set_ciphers("NO SUCH"),
    lambda: setattr(client_context, "verify_mode", ssl.CERT_NONE),
    lambda: setattr(client_context, "sni_callback", print),
    lambda: ssl.SSLContext(999),
]:
    try:
        action()
    except Exception as error:
        print(type(error).__name__, str(error).split(" (_ssl.c")[0])
listener.close()

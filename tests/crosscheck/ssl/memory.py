# recorded on Linux
"""TLS over memory: MemoryBIO, SSLObject, sessions, and the small functions of the module."""
import os
import ssl

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")
server_context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
server_context.load_cert_chain(os.path.join(DATA, "server.pem"))
client_context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
client_context.load_verify_locations(os.path.join(DATA, "authority.pem"))


class Pair:
    def __init__(self, **options):
        self.to_server, self.to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.client = client_context.wrap_bio(self.to_client, self.to_server, server_hostname="localhost", **options)
        self.server = server_context.wrap_bio(self.to_server, self.to_client, server_side=True)

    def shake_hands(self):
        done, steps = set(), []
        while len(done) < 2:
            for side in self.client, self.server:
                if side in done:
                    continue
                try:
                    side.do_handshake()
                    done.add(side)
                    steps.append("done")
                except ssl.SSLWantReadError:
                    steps.append("wants more")
        return steps


pair = Pair()
print(pair.client.version(), pair.client.cipher(), pair.client.session_reused)
print(pair.shake_hands())
print(pair.client.version(), pair.server.version(), pair.client.cipher() == pair.server.cipher())
print(pair.client.write(b"question"), pair.to_server.pending > 8)
print(pair.server.read(3), pair.server.pending(), pair.server.read())
try:
    pair.server.read()
except ssl.SSLWantReadError as error:
    print(error.args[0] == ssl.SSL_ERROR_WANT_READ, error.reason, error.library)
pair.server.write(b"answer")
buffer = bytearray(10)
print(pair.client.read(1024, buffer), buffer)
print(pair.server.shared_ciphers() is not None, pair.client.shared_ciphers())
print(pair.client.selected_alpn_protocol(), pair.client.compression(), pair.client.server_hostname)
print(pair.client.getpeercert()["issuer"])
print(pair.server.getpeercert())

# A session goes on in another connection.
session = pair.client.session
print(type(session).__name__, session.has_ticket, session.timeout > 0, session == pair.client.session)
again = Pair(session=session)
again.shake_hands()
print(again.client.session_reused, again.server.session_reused)
for bad in "no session", session:
    try:
        again.client.session = bad
    except (TypeError, ValueError) as error:
        print(error)

# The end.
try:
    pair.client.unwrap()
except ssl.SSLWantReadError:
    print("waits for the other side")
try:
    pair.server.unwrap()
except ssl.SSLError as error:
    print(type(error).__name__)
print(pair.client.unwrap())

bio = ssl.MemoryBIO()
print(bio.pending, bio.eof, bio.read(), bio.write(b"some bytes"), bio.pending, bio.read(4), bio.read())
bio.write_eof()
print(bio.eof)
try:
    bio.write(b"x")
except ssl.SSLError as error:
    print(error)

seen = []
client_context._msg_callback = lambda connection, direction, version, content, kind, data: seen.append((direction, content.name if hasattr(content, "name") else content))
Pair().shake_hands()
client_context._msg_callback = None
print(("write", "HANDSHAKE") in seen, ("read", "HANDSHAKE") in seen)

print(ssl.Purpose.SERVER_AUTH.shortname, ssl.Purpose.CLIENT_AUTH.oid)
print(ssl._ASN1Object("1.3.6.1.5.5.7.3.1"), ssl._ASN1Object.fromname("serverAuth"), ssl._ASN1Object.fromnid(129))
try:
    ssl._ASN1Object("not an oid")
except ValueError as error:
    print(error)
print(len(ssl.RAND_bytes(16)), ssl.RAND_status(), ssl.HAS_TLSv1_3, ssl.HAS_SSLv3)
print(ssl.cert_time_to_seconds("Jan  5 09:34:43 2018 GMT"))
der = ssl.PEM_cert_to_DER_cert(open(os.path.join(DATA, "authority.pem")).read())
print(ssl.DER_cert_to_PEM_cert(der) == open(os.path.join(DATA, "authority.pem")).read())
for name in "_ssl", "ssl":
    print([error.__name__ for error in vars(__import__(name)).values() if isinstance(error, type) and issubclass(error, OSError)][:3])

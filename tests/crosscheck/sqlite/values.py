# recorded on Linux
"""Values on their way into a database and back: types, parameters, adapters, converters, factories."""
import datetime
import sqlite3

con = sqlite3.connect(":memory:", detect_types=sqlite3.PARSE_DECLTYPES | sqlite3.PARSE_COLNAMES)
con.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, any, day whole)")
for value in [None, 1, -2**63, 2**63 - 1, 1.5, float("inf"), "text", "\N{SNOWMAN}", b"bytes", b"", bytearray(b"array"),
              memoryview(b"view"), True, "a\0b"]:
    con.execute("INSERT INTO t (any) VALUES (?)", (value,))
for row in con.execute("SELECT id, any, typeof(any) FROM t"):
    print(row)
for bad in [2**63, object, 1j, "\ud800"]:
    try:
        con.execute("SELECT ?", (bad,))
    except Exception as error:
        print(type(error).__name__, error if isinstance(error, (OverflowError, UnicodeError)) else "")

print(con.execute("SELECT :a, @b, $c", {"a": 1, "b": "two", "c": None}).fetchone())
for parameters in [{"a": 1}, (1, 2), (), 7]:
    try:
        con.execute("SELECT ?, :a" if isinstance(parameters, dict) else "SELECT ?", parameters)
    except sqlite3.Error as error:
        print(type(error).__mro__[-4].__name__, error)
    except ValueError as error:
        print("unsupported")


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __conform__(self, protocol):
        if protocol is sqlite3.PrepareProtocol:
            return f"{self.x};{self.y}"


class Other:
    pass


sqlite3.register_adapter(Other, lambda other: "an other")
sqlite3.register_converter("point", lambda text: tuple(map(int, text.split(b";"))))
sqlite3.register_converter("WHOLE", lambda text: ("whole", text))
print(con.execute("SELECT ? AS 'p [point]', ?", (Point(3, 4), Other())).fetchone())
con.execute("INSERT INTO t (id, day) VALUES (100, 5)")
print(con.execute("SELECT day, day AS 'again [Point]' FROM t WHERE day IS NULL OR day = 5 ORDER BY id DESC").fetchone())
print(con.execute("SELECT id AS 'x [point]' FROM t WHERE id = 0").description)
try:
    sqlite3.adapt(1j)
except sqlite3.ProgrammingError as error:
    print(error)
print(sqlite3.adapt(1j, "no protocol", "otherwise"))

con.text_factory = bytes
print(con.execute("SELECT 'text'").fetchone())
con.text_factory = lambda raw: raw.decode("latin-1") + "!"
print(con.execute("SELECT CAST(x'e9' AS TEXT)").fetchone())
con.text_factory = str
try:
    con.execute("SELECT CAST(x'e9' AS TEXT) AS name").fetchone()
except sqlite3.OperationalError as error:
    print(error)

con.row_factory = sqlite3.Row
row = con.execute("SELECT 1 AS first, 'b' AS Second, NULL AS third").fetchone()
print(row["first"], row["SECOND"], row[-1], row[0:2], row.keys(), len(row), list(row))
print(row == con.execute("SELECT 1 AS first, 'b' AS Second, NULL AS third").fetchone(), row == (1, "b", None), hash(row) == hash(row))
for key in ["fourth", 3, 1.0]:
    try:
        row[key]
    except IndexError as error:
        print(type(error).__name__)
con.row_factory = lambda cursor, values: {column[0]: value for column, value in zip(cursor.description, values)}
print(con.execute("SELECT 1 AS one, 2 AS two").fetchone())
cursor = con.cursor()
cursor.row_factory = None
print(cursor.execute("SELECT 1 AS one, 2 AS two").fetchone())

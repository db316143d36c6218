# recorded on Linux
# watches collection
"""Transactions, scripts, errors and what connections do with whole databases."""
import os
import sqlite3
import tempfile

folder = tempfile.mkdtemp()
path = os.path.join(folder, "base.db")
con = sqlite3.connect(path)
print(con.isolation_level, con.in_transaction, con.total_changes)
cursor = con.execute("CREATE TABLE t (n INTEGER UNIQUE, s NOT NULL)")
print(con.in_transaction)
cursor.execute("INSERT INTO t VALUES (1, 'a')")
print(con.in_transaction, cursor.lastrowid, cursor.rowcount)
con.rollback()
print(con.execute("SELECT count(*) FROM t").fetchone())
with con:
    cursor.executemany("INSERT INTO t VALUES (?, ?)", ((n, str(n)) for n in range(5)))
    print(cursor.rowcount)
try:
    with con:
        con.execute("UPDATE t SET s = 'x'")
        con.execute("INSERT INTO t VALUES (1, 'twice')")
except sqlite3.IntegrityError as error:
    print(error, error.sqlite_errorcode, error.sqlite_errorname)
print(con.execute("SELECT * FROM t").fetchall())
for sql in ["INSERT INTO t VALUES (7, NULL)", "SELECT * FROM missing", "SELEC 1", "ATTACH '/nowhere/x.db' AS other"]:
    try:
        con.execute(sql)
    except sqlite3.Error as error:
        print(type(error).__name__, error, error.sqlite_errorname)
con.rollback()

for level in None, "IMMEDIATE", "exclusive", "wrong", 1:
    try:
        con.isolation_level = level
        con.execute("UPDATE t SET n = n")
        print(con.isolation_level, con.in_transaction)
        con.commit()
    except (ValueError, TypeError) as error:
        print(error)
con.isolation_level = ""

cursor.executescript("""
    -- two tables
    CREATE TABLE a (x); INSERT INTO a VALUES (1);
    CREATE TABLE b (y); /* and a view */ CREATE VIEW v AS SELECT x, y FROM a, b;
""")
print([name for (name,) in con.execute("SELECT name FROM sqlite_master ORDER BY name")])
for sql in "SELECT 1; SELECT 2", "SELECT 1; -- no more", "  ", "/* nothing", "SELECT 1\0":
    try:
        print(con.execute(sql).fetchall())
    except (sqlite3.Error, sqlite3.Warning, ValueError) as error:
        print(error)
try:
    cursor.executemany("SELECT ?", [(1,)])
except sqlite3.ProgrammingError as error:
    print(error)

# A second connection finds it locked.
other = sqlite3.connect(path, timeout=0.01)
con.execute("BEGIN EXCLUSIVE")
try:
    other.execute("INSERT INTO t VALUES (50, 'locked out')")
except sqlite3.OperationalError as error:
    print(error, error.sqlite_errorname)
con.rollback()
other.close()

# Rows that nobody fetches do not lock the table.
con.execute("SELECT * FROM t").fetchone()
con.execute("DROP VIEW v")
con.execute("DROP TABLE t")

copy = sqlite3.connect(":memory:")
con.backup(copy, pages=1, progress=lambda status, remaining, total: print(status, remaining < total))
print("\n".join(copy.iterdump()))
data = copy.serialize()
third = sqlite3.connect(":memory:")
third.deserialize(data)
print(data[:15], third.execute("SELECT * FROM a").fetchall())

third.execute("CREATE TABLE blobs (b)")
third.execute("INSERT INTO blobs VALUES (zeroblob(8))")
with third.blobopen("blobs", "b", 1) as blob:
    blob.write(b"abc")
    blob[4] = 0x41
    blob[-2:] = b"yz"
    print(len(blob), blob.tell(), blob[:], blob[0], blob[::3])
    blob.seek(-3, os.SEEK_END)
    print(blob.read(2), blob.read())
    for action in [lambda: blob[8], lambda: blob.write(b"too long"), lambda: blob.seek(9), lambda: blob[0:2].foo]:
        try:
            action()
        except Exception as error:
            print(type(error).__name__, error)
print(third.execute("SELECT b FROM blobs").fetchone())
print(third.setlimit(sqlite3.SQLITE_LIMIT_COLUMN, 5), third.getlimit(sqlite3.SQLITE_LIMIT_COLUMN))

cursor.close()
for action in [cursor.fetchone, lambda: cursor.execute("SELECT 1")]:
    try:
        action()
    except sqlite3.ProgrammingError as error:
        print(error)
con.close()
try:
    con.execute("SELECT 1")
except sqlite3.ProgrammingError as error:
    print(error)
con.close()
os.remove(path)
os.rmdir(folder)

# recorded on Linux
"""What a database calls: functions, aggregates, window functions, collations, hooks."""
import sqlite3
import threading

con = sqlite3.connect(":memory:")
con.execute("CREATE TABLE t (n, s)")
con.executemany("INSERT INTO t VALUES (?, ?)", [(n, "abcde"[n % 5] * n) for n in range(10)])

con.commit()

con.create_function("twice", 1, lambda x: x * 2)
con.create_function("count_all", -1, lambda *args: len(args), deterministic=True)
con.create_function("give", 1, {0: None, 1: 1.5, 2: b"blob", 3: "s", 4: [], 5: 2**70}.get)
print(con.execute("SELECT twice(4), twice('ab'), count_all(), count_all(1, NULL, x'00')").fetchone())
for n in range(6):
    try:
        print(con.execute("SELECT give(?)", (n,)).fetchone())
    except Exception as error:
        print(type(error).__name__, error)


class Sum:
    def __init__(self):
        self.total = 0

    def step(self, n):
        self.total += n

    def inverse(self, n):
        self.total -= n

    def value(self):
        return self.total

    def finalize(self):
        return self.total


class Broken(Sum):
    def finalize(self):
        raise ZeroDivisionError


class NoStep:
    def finalize(self):
        return 1


con.create_aggregate("add_up", 1, Sum)
con.create_aggregate("broken", 1, Broken)
con.create_aggregate("no_step", 1, NoStep)
print(con.execute("SELECT n % 3, add_up(n) FROM t GROUP BY n % 3").fetchall())
print(con.execute("SELECT add_up(n) FROM t WHERE n > 100").fetchall())
for name in "broken", "no_step":
    try:
        con.execute(f"SELECT {name}(n) FROM t").fetchone()
    except sqlite3.OperationalError as error:
        print(error)
con.create_window_function("moving", 1, Sum)
print([n for (n,) in con.execute("SELECT moving(n) OVER (ORDER BY n ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) FROM t")])
con.create_window_function("moving", 1, None)
try:
    con.execute("SELECT moving(n) OVER (ORDER BY n) FROM t")
except sqlite3.OperationalError as error:
    print(error)

con.create_collation("by_length", lambda a, b: (len(a) > len(b)) - (len(a) < len(b)))
print([s for (s,) in con.execute("SELECT s FROM t ORDER BY s COLLATE by_length DESC LIMIT 3")])
con.create_collation("by_length", None)
try:
    con.execute("SELECT s FROM t ORDER BY s COLLATE by_length")
except sqlite3.OperationalError as error:
    print(error)

traced = []
con.set_trace_callback(traced.append)
con.execute("SELECT n FROM t WHERE n = ?", (3,)).fetchall()
con.execute("DELETE FROM t WHERE n = 9")
con.rollback()
con.set_trace_callback(None)
print(traced)


def authorizer(action, first, second, database, trigger):
    if action == sqlite3.SQLITE_READ and second == "s":
        return sqlite3.SQLITE_IGNORE
    if action == sqlite3.SQLITE_DELETE:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


con.set_authorizer(authorizer)
print(con.execute("SELECT n, s FROM t LIMIT 2").fetchall())
try:
    con.execute("DELETE FROM t")
except sqlite3.DatabaseError as error:
    print(type(error).__name__, error, error.sqlite_errorname)
con.set_authorizer(None)

steps = 0


def progress():
    global steps
    steps += 1
    return steps > 20


con.set_progress_handler(progress, 100)
try:
    con.execute("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c").fetchone()
except sqlite3.OperationalError as error:
    print(error, steps)
con.set_progress_handler(None, 100)

# A function that uses the connection it is called from.
con.create_function("again", 1, lambda n: con.execute("SELECT ? + 1", (n,)).fetchone()[0])
print(con.execute("SELECT again(again(1))").fetchone())

# Threads with connections of their own run side by side, their functions take turns.
results = []


def work(k):
    own = sqlite3.connect(":memory:")
    own.create_function("twice", 1, lambda x: x * 2)
    own.execute("CREATE TABLE t (n)")
    own.executemany("INSERT INTO t VALUES (?)", [(n,) for n in range(100)])
    results.append(own.execute("SELECT sum(twice(n)) + ? FROM t", (k,)).fetchone()[0])
    own.close()


threads = [threading.Thread(target=work, args=(k,)) for k in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(results))
try:
    threading.Thread(target=lambda: results.append(sqlite3.connect(":memory:"))).start()
    while len(results) < 9:
        pass
    results[-1].execute("SELECT 1")
except sqlite3.ProgrammingError as error:
    print(str(error).split(".")[0])

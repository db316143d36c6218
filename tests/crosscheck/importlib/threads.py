# Importing from several threads: each module is run once, and nobody sees it half done.
# recorded on Linux
import sys
import tempfile
import threading
import os

with tempfile.TemporaryDirectory() as directory:
    with open(os.path.join(directory, "slow.py"), "w") as file:
        file.write("import time\nruns = globals().get('runs', 0) + 1\ntime.sleep(0.05)\nfinished = True\n")
    with open(os.path.join(directory, "left.py"), "w") as file:
        file.write("import time\ntime.sleep(0.02)\nimport right\nvalue = 'left'\n")
    with open(os.path.join(directory, "right.py"), "w") as file:
        file.write("import time\ntime.sleep(0.02)\nimport left\nvalue = 'right'\n")
    sys.path.insert(0, directory)
    results = []

    def load():
        import slow

        results.append((slow.runs, slow.finished))

    threads = [threading.Thread(target=load) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(results)

    # Two modules that import each other, from two threads: a deadlock is noticed, and one sees the other half done.
    threads = [threading.Thread(target=__import__, args=(name,)) for name in ("left", "right")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(sys.modules["left"].value, sys.modules["right"].value)

# A coroutine that is never awaited warns when it is collected; one that was started does not.
import gc


async def forgotten(): pass


# one line, because the warning names the line that runs when the coroutine is collected
(lambda: forgotten())(); gc.collect()
print("after")


class Pause:
    def __await__(self): yield "paused"


async def started(): await Pause()


(lambda: print(started().send(None)))(); gc.collect()


class Service:
    async def method(self): pass


(lambda: Service().method())(); gc.collect()
closed = forgotten()
closed.close()
print("a closed one does not warn")

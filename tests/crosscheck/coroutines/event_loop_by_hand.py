# A little round-robin scheduler with sleeping, joining and results, as asyncio does it.
class Sleep:
    def __init__(self, ticks): self.ticks = ticks
    def __await__(self):
        for _ in range(self.ticks):
            yield self


class Task:
    def __init__(self, name, coroutine):
        self.name, self.coroutine, self.done, self.result, self.error = name, coroutine, False, None, None

    def step(self):
        try:
            self.coroutine.send(None)
        except StopIteration as stop:
            self.done, self.result = True, stop.value
        except Exception as error:
            self.done, self.error = True, error

    def __await__(self):
        while not self.done:
            yield self
        if self.error: raise self.error
        return self.result


class Loop:
    def __init__(self): self.tasks = []
    def spawn(self, name, coroutine):
        self.tasks.append(Task(name, coroutine))
        return self.tasks[-1]
    def run(self):
        rounds = 0
        while pending := [t for t in self.tasks if not t.done]:
            rounds += 1
            for task in pending: task.step()
        return rounds


loop, log = Loop(), []


async def worker(name, n):
    for i in range(n):
        log.append(f"{name}{i}")
        await Sleep(i + 1)
    if name == "c": raise ValueError("c failed")
    return name * n


async def main():
    children = [loop.spawn(n, worker(n, k)) for n, k in (("a", 3), ("b", 2), ("c", 1))]
    results = []
    for child in children:
        try:
            results.append(await child)
        except ValueError as error:
            results.append(repr(error))
    return results


top = loop.spawn("main", main())
print(loop.run(), top.result)
print(log)

def numbers(n):
    while n > 0:
        got = yield n
        n -= 1
    yield from range(n)


async def work(source, lock):
    async with lock:
        async for item in source:
            await item
    return [x async for x in source]


async def produce(source):
    yield await source

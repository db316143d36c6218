# tracemalloc.start() says that it cannot, instead of showing numbers that mean nothing.
import tracemalloc

try:
    tracemalloc.start()
except RuntimeError as error:
    print("RuntimeError:", error)
print(tracemalloc.is_tracing())

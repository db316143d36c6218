"""A MemoryError that nobody catches ends the program as any other exception does."""
# memory: 1500 MB
# exit: 1
# stderr: MemoryError
kept = []
while True:
    kept.append(bytearray(1 << 20))

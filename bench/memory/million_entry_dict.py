"""A dict of a million ints by int."""
table = {i * 3: i * 5 for i in range(1_000_000)}
print(len(table), table[2_999_997])

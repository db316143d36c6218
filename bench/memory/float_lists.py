"""A hundred lists of twenty thousand floats each."""
rows = [[i * 0.37 + j for i in range(20_000)] for j in range(100)]
# Not their sum: since 3.12 sum() compensates, and the figures would differ.
print(max(row[777] for row in rows))

total = 1
for n in range(3)
    total += n

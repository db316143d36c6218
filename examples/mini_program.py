# The smallest program that has a loop, a condition and variables: `memphis explain all examples/mini_program.py` shows the
# whole road from this text to the number that it prints.
i = 0
acc = 0
while i < 5:
    acc = acc + i
    i = i + 1
if acc < 10:
    print(acc)
else:
    print(acc + 100)

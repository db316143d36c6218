"""Arithmetic across the borders of 61 to 65 bits."""

for bits in (30, 31, 32, 53, 60, 61, 62, 63, 64, 65, 127, 128):
    n = 2**bits
    print(bits, n - 1 + 1 == n, -n - 1 + 1 == -n, n * n == 2 ** (2 * bits), (n - 1) * (n + 1) == n * n - 1)
    print(n + n - n == n, n - (n + 1), -n + (n - 1), n // (n - 1), -n // (n - 1), n % (n - 1), hash(n - n))
    print((n - 1).bit_length(), n.bit_length(), (-n).bit_length(), (n - 1).bit_count(), (-n).bit_count())
    print(n > n - 1, -n < 1 - n, n == float(n), n + 1 > n, int(float(n)) == n, n | 1, n ^ (n - 1) == 2 * n - 1)

total = 0
for i in range(-70, 70):
    total += (3**45 + i) * (i - 5) - (i << 61) + (i >> 1) - (7**25 % (abs(i) + 1))
print(total)

"""Every slice of short sequences against a plain definition."""


def picked(sequence, start, stop, step):
    length = len(sequence)
    step = 1 if step is None else step
    low, high = (-1, length - 1) if step < 0 else (0, length)

    def place(index, otherwise):
        if index is None:
            return otherwise
        if index < 0:
            index += length
        return min(max(index, low), high)

    i = place(start, high if step < 0 else low)
    end = place(stop, low if step < 0 else high)
    result = []
    while i < end if step > 0 else i > end:
        result.append(sequence[i])
        i += step
    return result

values = [None, -100, -4, -3, -1, 0, 1, 2, 3, 5, 100, 10**30, -(10**30)]
checked = 0
for length in (0, 1, 3, 4):
    items = list(range(10, 10 + length))
    text = "wxyz"[:length]
    for start in values:
        for stop in values:
            for step in (None, 1, 2, 3, -1, -2, 100, -100, 10**30, -(10**30)):
                expected = picked(items, start, stop, step)
                assert items[start:stop:step] == expected
                assert list(tuple(items)[start:stop:step]) == expected
                assert list(range(10, 10 + length)[start:stop:step]) == expected
                assert text[start:stop:step] == "".join(picked(text, start, stop, step))
                assert list(text.encode()[start:stop:step]) == picked(text.encode(), start, stop, step)
                assert len(range(*slice(start, stop, step).indices(length))) == len(expected)
                checked += 1
print(checked)

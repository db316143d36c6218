"""Solves a sudoku by looking for the cell with the fewest candidates, and trying them."""

PUZZLE = """
53..7....
6..195...
.98....6.
8...6...3
4..8.3..1
7...2...6
.6....28.
...419..5
....8..79
"""


def read(text):
    rows = text.split()
    return {(r, c): int(rows[r][c]) for r in range(9) for c in range(9) if rows[r][c] != "."}


def candidates(grid, cell):
    row, column = cell
    box = [(row // 3 * 3 + i, column // 3 * 3 + j) for i in range(3) for j in range(3)]
    line = [(row, i) for i in range(9)] + [(i, column) for i in range(9)]
    return set(range(1, 10)) - {grid[other] for other in box + line if other in grid}


def solutions(grid):
    empty = [(r, c) for r in range(9) for c in range(9) if (r, c) not in grid]
    if not empty:
        yield grid
        return
    cell = min(empty, key=lambda c: len(candidates(grid, c)))
    for digit in sorted(candidates(grid, cell)):
        yield from solutions(grid | {cell: digit})


def show(grid):
    for row in range(9):
        if row in (3, 6):
            print("------+-------+------")
        print(" | ".join(" ".join(str(grid[row, box * 3 + i]) for i in range(3)) for box in range(3)))


found = list(solutions(read(PUZZLE)))
print(f"{len(found)} solution")
show(found[0])

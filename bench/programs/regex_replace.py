"""Regular expressions that replace, split and match short texts."""
import re

import pyperf

LINES = "".join(f"item {n}: {n * 17 % 100},{n % 7}; 2024-{1 + n % 12:02}-{1 + n % 28:02}\n" for n in range(300))
DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
FIELD = re.compile(r"(?P<name>\w+) (?P<number>\d+): (\d+),(\d)")
SEPARATOR = re.compile(r"[,;:]\s*")


def work(rounds):
    total = 0
    for _ in range(rounds):
        total += len(DATE.sub(r"\3/\2/\1", LINES)) + len(DATE.sub("date", LINES))
        total += len(DATE.sub(lambda m: m.group(1), LINES))
        for line in LINES.splitlines():
            total += int(FIELD.match(line)["number"]) + len(SEPARATOR.split(line))
    return total


if __name__ == "__main__":
    pyperf.Runner().bench_func("regex_replace", work, 10)

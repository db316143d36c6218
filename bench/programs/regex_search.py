"""Regular expressions that search: dates, addresses, words, alternatives, ignoring case, in log lines."""
import re

import pyperf

LINES = "".join(
    f"2024-{1 + n % 12:02}-{1 + n % 28:02} 12:{n % 60:02}:07 {('INFO', 'WARNING', 'ERROR')[n % 3]} worker-{n % 9}: "
    f"user{n}@example{n % 5}.org took {n * 37 % 1000} ms, 'quoted {n}' path=/srv/data/{n}.txt\n"
    for n in range(300)
)
PATTERNS = [re.compile(text, re.MULTILINE) for text in (
    r"(\d{4})-(\d\d)-(\d\d)", r"[\w.]+@[\w.]+\.\w+", r"^(\S+) (\S+) (\w+) ([\w-]+):", r"\b\w+ing\b", r"ERROR|WARNING",
    r"(?i)error|warning", r"'[^']*'", r"took (\d+) ms", r"path=.*?\.txt", r"\s+", r"user299@", r"(?:foo|bar)+baz",
)]


def work(rounds):
    found = 0
    for _ in range(rounds):
        for pattern in PATTERNS:
            found += len(pattern.findall(LINES))
        found += sum(m.end() for m in PATTERNS[1].finditer(LINES))
    return found


if __name__ == "__main__":
    pyperf.Runner().bench_func("regex_search", work, 10)

"""Strings: joining, f-strings, splitting, replacing, searching, indexing, growing by +=."""
import pyperf


def work(rounds):
    total = 0
    for r in range(rounds):
        parts = []
        for i in range(300):
            parts.append(f"{i}:{i * r:>6}|{i / 7:.2f}")
        text = ",".join(parts)
        for field in text.split(","):
            name, _, rest = field.partition(":")
            total += len(rest.strip()) + int(name)
        text = text.replace("|", "-").upper()
        grown = ""
        for ch in text[:500]:
            if ch.isdigit():
                grown += ch
        total += len(grown) + text.count("1") + text.find("299")
        total += ("%s=%d;" % ("x", r)).startswith("x")
    return total


if __name__ == "__main__":
    pyperf.Runner().bench_func("string_building", work, 300)

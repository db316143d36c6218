seen = ["a starts"]
import circular_b
seen.append(f"b has {circular_b.seen}")
AFTER = "set late"
def late(): return circular_b.use_a()

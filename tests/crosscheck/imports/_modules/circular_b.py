import circular_a
seen = [f"a has AFTER: {hasattr(circular_a, 'AFTER')}"]
def use_a(): return circular_a.AFTER

"""Scopes within scopes, and what is caught."""


def counter(start: int = 0, *, step=1):
	# indented by a tab
	total = start

	def add(n, /):
		nonlocal total
		total += n * step
		return total

	return add


class Shape:
    sides = 4

    @property
    def name(self):
        return f"{self.sides}-gon, größer als {self.sides - 1!r:>4}"


try:
    text = '''two
lines'''
    print([n**2 for n in range(3) if n], counter(step=2)(5), Shape().name)
except (ValueError, TypeError) as error:
    print(error)
len(text)

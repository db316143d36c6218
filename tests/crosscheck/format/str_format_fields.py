# str.format: field names, attributes, items, numbering.
def show(expression, **names):
    try:
        print(expression, "->", repr(eval(expression, globals(), names)))
    except Exception as error:
        print(expression, "->", type(error).__name__ + ":", error)


class Default(dict):
    def __missing__(self, key):
        return f"<{key}>"


class Custom:
    name = "N"

    def __format__(self, spec):
        return f"formatted({spec!r})"

    def __str__(self):
        return "text"

    def __getitem__(self, key):
        return f"item {key}"


for expression in [
    "'{}{}'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{0}{1}{0}'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{a}'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{a[1]}'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{b[k]}'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{b[0]}'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{c.real}'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{c.real.imag}'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{a[0]:>5}|'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{!r}{!s}'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{1!r:>8}'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{{}}'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{{{0}}}'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{0}{}'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{}{0}'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{5}'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{x}'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{a[5]}'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{a[x]}'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{b[x]}'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{c.x}'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{-1}'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{ }'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{0 }'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{a.b}'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{a[}'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{a[0}'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{a[0]x}'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{a.}'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{a[]}'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'}'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{0'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{0!'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{0!r'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{0!x}'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{0!}'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{0!rx}'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{:{}}'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{:{a[0]}}|'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{:{:{}}}'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{0:'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'a{b{c}}'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{99999999999999999999}'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{0!é}'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "'{٣}'.format(1, 'two', a=[10, 20], b={'k': 'v', 0: 'zero'}, c=1+2j)",
    "''.format()",
    "'{}'.format()",
    "'{a}'.format()",
    "'{a}'.format_map({'a': 1})",
    "'{a}{b}'.format_map(Default())",
    "'{}'.format_map({})",
    "'{0}'.format_map({0: 1})",
    "'{a}'.format_map([1])",
    "'{a}'.format_map(5)",
    "'plain'.format_map(5)",
    "'{a}'.format_map()",
    "'{:x}'.format(Custom())",
    "'{}'.format(Custom())",
    "'{!s}'.format(Custom())",
    "'{0.name} {0[key]}'.format(Custom())",
    "'{:{width}.{digits}}|'.format(3.14159, width=8, digits=3)",
    "'{:é^9}'.format('x')",
]:
    show(expression)

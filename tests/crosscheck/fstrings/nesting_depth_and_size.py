# Deeply nested, very long and very many fields.
print(f"{f"{f"{f"{f"{f"{f"{'seven deep'}"}"}"}"}"}"}")
source = "'x'"
for _ in range(100):
    source = 'f"{' + source + '}"'
print(eval(source))
source = "1"
for _ in range(149):
    source = 'f"{' + source + '}"'
print(eval(source))
try:
    source = 'f"{' + source + '}"'
    eval(source)
    print("150 levels are fine")
except SyntaxError as error:
    print(error.msg)
many = "f'" + "".join("{n + %d}," % i for i in range(500)) + "'"
result = eval(many, {"n": 1})
print(len(result), result[:12], result[-12:])
long = "f'" + "x" * 10000 + "{n}" + "y" * 10000 + "'"
print(len(eval(long, {"n": 12345})))
print(f'{"" f"{1}" ""}', f"{'{'}{'}'}", f"{{}}", f"{{{{}}}}", f"{{{'a'}}}")
print(f"{f'{f"{1}"}'}" == "1", f'{'a' if f'{1}' == "1" else 'b'}')
print(f"{'a':{'b' if False else ''}{'>'}{f'{5}'}}")
print(f"{1:{2:{1}}}|", f"{1:{'>'}{f'{4:{1}}'}}")

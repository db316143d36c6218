# sys.settrace: each line once, whatever blocks end on the way.
import sys
def trace(f):
    ev=[]
    def t(fr,e,a):
        if fr.f_code.co_filename==__file__: ev.append((fr.f_lineno-f.__code__.co_firstlineno, e[0] if e=='line' else e))
        return t
    sys.settrace(t)
    try: f()
    except Exception as x: pass
    sys.settrace(None)
    print(f.__name__, ' '.join(str(a) if b=='l' else f'{a}{b}' for a,b in ev))
def nested():
    for i in range(2):
        for j in range(2):
            a = i + j
    return a == 1
def btc():
    TRUE = 1
    x = [1]
    while x:
        x.pop()
        while TRUE:
            break
        continue
def btc2():
    TRUE = 1
    x = [1]
    while x:
        x.pop()
        while TRUE:
            break
        continue
def iff():
    try:
        if False:
            pass
    except Exception:
        X
def cls():
    class A:
        if 3 < 9:
            a = 1
        else:
            a = 2
def trytry():
    try:
        try:
            pass
        except Exception as ex:
            pass
    except Exception:
        pass
def star():
    try:
        2
    except* Exception as e:
        4
    else:
        6
    finally:
        8
def b2():
    TRUE = 1
    x = [1]
    while x:
        x.pop()
        while TRUE:
            if TRUE:
                break
        continue
def wh():
    i = 0
    while i < 2:
        i += 1
        for j in [1]:
            pass
    else:
        i = 5
for f in nested, btc, iff, cls, trytry, star, b2, wh: trace(f)

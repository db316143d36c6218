# Random operands through every operation, in random contexts: checksums of results and flags (an argument shows all).
import decimal as d, zlib
C=d.Decimal
import _random
r=_random.Random(7)
def ri(n): return r.getrandbits(32)%n
def rd():
    k=ri(20)
    if k==0: return C(['0','-0','0E+3','0E-5','NaN','sNaN','Infinity','-Infinity','NaN5','1','-1','10','0.5'][ri(13)])
    n=ri(10**(1+ri(9)))* (10**ri(30) if ri(4)==0 else 1)+ri(1000); e=ri(40)-20
    if ri(15)==0: e=ri(2000)-1000
    return C('%s%dE%d'%('-' if ri(2) else '',n,e))
B='add subtract multiply divide divide_int remainder remainder_near compare compare_signal compare_total compare_total_mag max min max_mag min_mag quantize next_toward scaleb shift rotate logical_and logical_or logical_xor copy_sign same_quantum divmod'.split()
U='abs plus minus sqrt normalize next_plus next_minus to_integral_value to_integral_exact logb number_class is_normal is_subnormal to_eng_string to_sci_string logical_invert copy_abs create_decimal'.split()
T='exp ln log10'.split()
R=[d.ROUND_UP,d.ROUND_DOWN,d.ROUND_CEILING,d.ROUND_FLOOR,d.ROUND_HALF_UP,d.ROUND_HALF_DOWN,d.ROUND_HALF_EVEN,d.ROUND_05UP]
import sys
detail=len(sys.argv)>1
def run(name,count,gen,ops,arity):
    for op in ops:
        crc=0; out=[]
        for i in range(count):
            c=d.Context(prec=1+ri(34),rounding=R[ri(8)],Emax=[999999,50,20][ri(3)],Emin=[-999999,-50,-20][ri(3)],clamp=ri(2),traps=[])
            a=[gen() for _ in range(arity)]
            try: v=str(getattr(c,op)(*a))
            except Exception as e: v=type(e).__name__+str(e)
            line='%s %s %s -> %s | %s'%(op,c,a,v,sorted(f.__name__ for f in c.flags if c.flags[f]))
            out.append(line); crc=zlib.crc32(line.encode(),crc)
        print(op,crc)
        if detail: print('\n'.join(out))
def small():
    k=ri(30)
    if k==0: return rd()
    return C('%s%dE%d'%('-' if ri(3)==0 else '',ri(10**(1+ri(9))),ri(12)-9))
def logic(): return C(''.join('01'[ri(2)] for _ in range(1+ri(12)))) if ri(8) else rd()
def sm(): return C(ri(30)-15) if ri(5) else rd()
run('b',120,rd,B,2); run('u',120,rd,U,1); run('t',60,small,T,1); run('f',100,rd,['fma'],3); run('l',80,logic,['logical_and','logical_or','logical_xor'],2)
def pw(): 
    return C(ri(40)) if ri(2) else abs(small())
run('p',100,pw,['power'],2)
for op in ('shift','rotate','scaleb'):
    for i in range(30):
        c=d.Context(prec=1+ri(20),traps=[]); print(op, c.prec, getattr(c,op)(rd(),sm()))

# decimal: contexts, signals, conversions, comparison, formats, and what is refused.
import decimal as d, _decimal as D
def t(f,*a,**k):
    try: print(ascii(f(*a,**k))[:200])
    except BaseException as e: print(type(e).__name__, ascii(str(e))[:300])
C=d.Decimal; c=d.Context()
t(C('1').quantize,C('1'),'x'); t(C('1').quantize,C('1'),5); t(C('1').quantize,C('1'),None,5); t(C('1').compare,'x'); t(lambda:C(1)+1.5); t(lambda:C(1)+'x'); t(c.add,1,'x'); t(c.add,1.5,1)
t(lambda:C(1)/0); t(lambda:C(0)/0); t(lambda:C(1)//0); t(lambda:C(1)%0); t(lambda:divmod(C(1),0)); t(lambda:divmod(C(0),0)); t(lambda:C('inf')-C('inf')); t(lambda:C('sNaN')+1); t(lambda:C(1)<C('nan')); t(lambda:C(1)==C('snan')); t(lambda:C('1e999999')*10)
t(d.Context,prec=0); t(d.Context,prec='x'); t(d.Context,Emin=5); t(d.Context,Emax=-5); t(d.Context,rounding='x'); t(d.Context,rounding=5); t(d.Context,capitals=2); t(d.Context,clamp=2); t(d.Context,flags=5); t(d.Context,flags=[5]); t(d.Context,traps=[d.Inexact]); t(d.Context,traps={d.Inexact:True}); t(d.Context,flags={})
x=d.Context(traps=[d.Inexact],flags=[d.Rounded,d.FloatOperation]); print(x, x.flags, x.traps, type(x.flags), type(x.flags).__name__); print(repr(x.flags), len(x.flags), list(x.flags), x.flags==x.traps, x.flags.copy()); t(x.flags.__getitem__,5); t(x.flags.__setitem__,d.Inexact,1); t(x.flags.__delitem__,d.Inexact); print(x.flags); t(x.flags.__setitem__,5,1); print(x==x, dict(x.flags)=={}); t(setattr,x,'flags',{d.Inexact:False}); t(setattr,x,'flags',5)
for a,v in [('prec',0),('prec','x'),('Emax',-1),('Emin',1),('rounding',5),('rounding','ROUND_UP'),('capitals',5),('capitals','x'),('clamp',3),('traps',[]),('traps',5)]:
    print(a,v,end=' '); t(setattr,x,a,v)
t(delattr,x,'prec'); t(getattr,x,'foo'); t(x.Etiny); t(x.Etop); t(x.clear_flags); t(x.clear_traps); print(x, x.copy(), x.__reduce__())
t(d.setcontext,5); t(d.setcontext,x); print(d.getcontext() is x); d.setcontext(d.DefaultContext); print(d.getcontext() is d.DefaultContext); d.setcontext(d.Context())
with d.localcontext(prec=5) as y: print(C(1)/3, y.prec)
print(C(1)/3); t(d.localcontext,5); t(d.localcontext,prec=0)
with d.localcontext(d.Context(prec=3)) as y: print(C(1)/7)
print(type(d.localcontext()))
t(int,C('1.9')); t(int,C('nan')); t(int,C('inf')); t(float,C('snan')); t(float,C('1e400')); t(round,C('2.5')); t(round,C('2.567'),2); t(round,C('inf')); t(round,C('1'),'x'); t(complex,C('1.5')); t(hash,C('snan')); print(hash(C('1.5'))==hash(1.5),hash(C('inf')),hash(C(10)**20)==hash(10**20)); import math; t(math.floor,C('-1.5')); t(math.ceil,C('-1.5')); t(math.trunc,C('-1.5')); t(math.floor,C('nan')); print(bool(C(0)),bool(C('nan')))
t(lambda:C('nan').as_integer_ratio()); t(lambda:C('inf').as_integer_ratio()); t(C('1.5').as_integer_ratio); t(C('-1.50').as_tuple); t(C('inf').as_tuple); t(C('nan12').as_tuple); t(C('1e5').as_integer_ratio)
print(C(1).__reduce__(), repr(C(1).real), C('1.5').imag); t(C.from_float,1); t(C.from_float,'x'); t(C.from_number,1.5); t(C.from_number,5); t(C.from_float,1.5)
class S(C): pass
print(repr(S('1.5')), type(S(1)+1), type(S.from_float(1.5)), type(abs(S(-1))), S('1.5').__class__, type(C(S(1))), type(S(C(1))))
from fractions import Fraction as F
print(C('0.5')==F(1,2), C('0.5')<F(2,3), C(1)==1.0, C('0.1')==0.1, C(1)<1.5, 2>C(1), C(1)==1+0j, C(1)=='1', C('nan')!=C('nan')); t(lambda:C(1)<'x'); t(lambda:C(1)<1j); t(lambda:C(1)<C('snan')); t(lambda:C(1)==float('nan')); t(lambda:C(1)<float('nan'))
e=d.Context(traps=[d.FloatOperation,d.Inexact]); d.setcontext(e); t(C,1.5); t(lambda:C(1)<1.5); t(lambda:C(1)==1.5); print(e.flags[d.FloatOperation]); t(lambda:C(1)/3); print(e); d.setcontext(d.Context())
for s in ['','.2f','10.3','<10','^10','+.1f','e','.3e','g','.3g','%','.1%',',','020.2f','08','=+10','*>10','n','.0f','E','G','F','10','-','.50f','>+12,.2f','é^9']:
    for v in ['1234567.891','-0.001','0','1E+10','NaN','-Infinity','0E-5']:
        print(repr(s),v,end=' '); t(format,C(v),s)
t(format,C(1),5); t(C(1).__format__,5)

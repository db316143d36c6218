# What Decimal() takes.
import decimal as d
def t(f,*a,**k):
    try: print(ascii(f(*a,**k))[:200])
    except BaseException as e: print(type(e).__name__, ascii(str(e))[:200])
C=d.Decimal
for v in ['1','-1.50','1e5','1E+5','NaN','sNaN12','-Infinity','inf','','abc','1_000','  2.5  ','0x1','1e','.','.5','5.','--1','NaN1a','\u0661',5,-7,1.5,0.1,float('nan'),float('-inf'),(0,(1,2,3),-2),(1,(0,0,5),'F'),(0,(1,),'n'),(2,(1,),0),(0,(10,),0),(0,'x',0),(0,(1,2)),b'1',None,[0,(1,),0],True,'1e-400','9'*40,C('2.50'), '1\x00', 'Nan()', '+nan','snan','-sNaN','1 2','1__0','_1']:
    print(ascii(v),end=' '); t(C,v)
t(C); t(C,'1','x'); t(C,'1',None); t(C,value='5'); t(C,context=None)

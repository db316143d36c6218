# Dialects, readers and writers: every combination of options that matters.
import _csv as c, io
def t(f,*a,**k):
    try: print(ascii(f(*a,**k))[:300])
    except BaseException as e: print(type(e).__name__, ascii(str(e)))
print(dir(c)); print(c.QUOTE_MINIMAL,c.QUOTE_ALL,c.QUOTE_NONNUMERIC,c.QUOTE_NONE,c.QUOTE_STRINGS,c.QUOTE_NOTNULL); print(c.Error.__mro__,c.Error.__module__)
D=c.Dialect; print([d for d in dir(D) if d not in dir(object)], D); d=D(); 
for n in 'delimiter doublequote escapechar lineterminator quotechar quoting skipinitialspace strict'.split(): print(n,ascii(getattr(d,n)))
t(setattr,d,'delimiter','x'); t(delattr,d,'delimiter'); t(setattr,d,'quoting',1)
for k in [dict(delimiter=''),dict(delimiter='ab'),dict(delimiter=5),dict(delimiter=None),dict(delimiter='\n'),dict(delimiter='\r'),dict(delimiter=' '),dict(delimiter='"'),dict(quotechar=''),dict(quotechar=None),dict(quotechar='ab'),dict(quotechar=5),dict(quotechar='\n'),dict(quotechar=' '),dict(quotechar=None,quoting=0),dict(quotechar=None,quoting=3),dict(escapechar=''),dict(escapechar='ab'),dict(escapechar=5),dict(escapechar='\n'),dict(escapechar=' '),dict(escapechar='"'),dict(escapechar=','),dict(lineterminator=5),dict(lineterminator=None),dict(lineterminator=''),dict(lineterminator=','),dict(quoting=5),dict(quoting=7),dict(quoting='x'),dict(quoting=None),dict(quoting=-1),dict(quoting=True),dict(doublequote=5),dict(skipinitialspace='x'),dict(strict=[]),dict(bad=1),dict(dialect='nope'),dict(dialect=5),dict(dialect=None),dict(delimiter=' ',skipinitialspace=True),dict(quotechar=' ',skipinitialspace=True),dict(escapechar=' ',skipinitialspace=True),dict(delimiter='é',quotechar='ü'),dict(lineterminator='a',delimiter='a'),dict(quoting=1.5), dict(quoting=1<<70)]:
    print(k,end=' '); t(lambda:type(D(**k)).__name__)
t(D,1,2); t(D,'a'); t(c.reader); t(c.reader,5); t(c.reader,[],'nope'); t(c.reader,[],x=1); t(c.writer); t(c.writer,5); t(c.reader,[],'a','b')
t(c.register_dialect); t(c.register_dialect,5); t(c.register_dialect,'x',delimiter=';'); t(lambda:c.get_dialect('x').delimiter); t(c.get_dialect,'y'); t(c.get_dialect,[]); t(c.list_dialects); t(c.unregister_dialect,'y'); t(c.unregister_dialect,'x'); t(c.unregister_dialect,[]); t(c.list_dialects); t(c.register_dialect,'z',5); t(c.unregister_dialect,'z'); t(c.register_dialect,'x','y'); t(c.get_dialect)
t(c.field_size_limit); t(c.field_size_limit,10); t(c.field_size_limit); t(c.field_size_limit,'x'); t(c.field_size_limit,131072); t(c.field_size_limit,None); t(c.field_size_limit, 1,2)
def rd(src,**k):
    try:
        r=c.reader(src,**k); out=[]
        for row in r: out.append(row)
        print(ascii(out), r.line_num)
    except BaseException as e: print(ascii(out),type(e).__name__,ascii(str(e)))
for s in ['a,b,c\n','a,"b,c",d\r\n','"a""b"','"a\nb"\n','a,\'b\'','','\n','\r','a\rb','a\r\nb','a\nb','"a"b','"a" ,b','a"b','a "b"','"a','"a\n','a,','\0a','a\\,b',' a, b','"', '""','"""','a,"",b','\r\n', ',', '"a\r\nb",c\r\n', '"a"\r\n', 'a\r\r\n']:
    for k in [{},dict(strict=True),dict(escapechar='\\'),dict(quoting=2),dict(quoting=3),dict(skipinitialspace=True),dict(doublequote=False),dict(quoting=4),dict(quoting=5),dict(quoting=3,escapechar='\\'),dict(delimiter=' ')]:
        print(ascii(s),k,end=' '); rd([s],**k)
rd(['a,"b','c",d']); rd(['"a\n','b"\n','c']); rd(['a,1.5,"2",x'],quoting=2); rd(['1,2,,3'],quoting=2); rd(['1,2,,"",x'],quoting=4); rd(['1,2,,"",x'],quoting=5); rd([5]); rd([b'a']); rd(['a\\'],escapechar='\\'); rd(['a\\\n','b'],escapechar='\\'); rd(['"a\\'],escapechar='\\',strict=True); rd(['"a','b'],strict=True); rd(['1.5e3,inf,-2'],quoting=2); rd(['\ud800,é,\U0001f600']); rd(['a'*20],)
c.field_size_limit(5); rd(['abcdef']); rd(['abcde,x']); rd(['"abc\n','def"']); c.field_size_limit(131072)
class W:
    def __init__(s): s.b=''
    def write(s,x): s.b+=x; return len(x)
def wr(*rows,**k):
    w=W()
    try:
        x=c.writer(w,**k); res=[x.writerow(r) for r in rows]; print(ascii(w.b),res)
    except BaseException as e: print(ascii(w.b),type(e).__name__,ascii(str(e)))
class S(str): pass
class F(float):
    def __str__(s): return 'F!'
for row in [['a','b'],[1,2.5,None,True],['a,b'],['a"b'],['a\nb'],['a\rb'],[''],[],[None],['',''],[' a'],['a b'],['\\'],["a'b"],['a;b'],5,'abc',[1e300,0.1],[F(1)],[b'x'],(1,2),[1<<70],['é\ud800'],['"'],[None,''],['a\0b'],[' '],['x\r\n'],['-1'],['a\\b,"']]:
    for k in [{},dict(quoting=1),dict(quoting=2),dict(quoting=3),dict(quoting=3,escapechar='\\'),dict(quoting=4),dict(quoting=5),dict(escapechar='\\',doublequote=False),dict(doublequote=False),dict(lineterminator='!'),dict(quotechar=None,quoting=3),dict(delimiter=' ',skipinitialspace=False),dict(quotechar="'"),dict(delimiter=';',lineterminator=''), dict(delimiter=' ',skipinitialspace=True),dict(quoting=3,escapechar='\\',quotechar=None)]:
        print(ascii(row),k,end=' '); wr(row,**k)
w=c.writer(W()); print(w.dialect.delimiter, type(w), type(c.reader([]))); t(w.writerows,[[1],[2]]); t(w.writerows,5); t(w.writerows,[5]); t(w.writerow); t(c.reader([]).__next__); t(lambda:c.reader([]).line_num); t(type(w)); t(type(c.reader([])));t(setattr,w,'dialect',1)
class E(c.Dialect): delimiter=';'
t(lambda:c.reader([],E).dialect.delimiter)
class P: delimiter='|'; quoting=1; lineterminator='\n'
t(lambda:c.reader([],P).dialect.quoting); t(lambda:c.reader([],P()).dialect.delimiter); t(lambda: c.reader([],P,delimiter='-').dialect.delimiter)
class B: 
    def write(s,x): raise ValueError('w')
t(c.writer(B()).writerow,[1])
class BI:
    def __str__(s): raise ValueError('s')
t(w.writerow,[BI()])
def g():
    yield 'a,b'; raise KeyError('g')
r=c.reader(g()); print(next(r)); t(next,r)
d1=c.get_dialect('x') if 'x' in c.list_dialects() else D(); t(d1.__reduce__); t(d1.__reduce_ex__,2); import copy; t(copy.copy,d1)

# json and _json: what they read and write, and what they refuse.
import _json as j, json
def t(f,*a,**k):
    try: print(ascii(f(*a,**k))[:300])
    except BaseException as e: print(type(e).__name__, ascii(str(e)))
print(dir(j)); S=j.scanstring
for a in [('abc"',0),('abc',0),('a\\nb"',0),('\\u00e9"',0),('\\ud83d\\ude00"',0),('\\ud83d"',0),('\\ud83dx"',0),('\\ud83d\\u0041"',0),('\\x"',0),('\\u12"',0),('\\u12g4"',0),('\\',0),('a\nb"',0),('a\nb"',0,False),('a\nb"',0,True),('"',0),('x"y"',2),('x',5),('x',-1),('é€😀"',0),('\\"\\\\\\/\\b\\f\\n\\r\\t"',0),('\\u"',0),(b'abc"',0),('abc"','x'),('\\u+123"',0),('\\u 123"',0),('\0"',0),('\x7f"',0),('\\ud83d\\',0),('\\ud83d\\u',0),('\\ud83d\\udZ00"',0),('\\U0041"',0)]:
    print(ascii(a),end=' '); t(S,*a)
for s in ['a','é','"','\\','\n\t\b\f\r','\x00\x1f\x7f','\u2028','😀','\ud800','', '/']:
    t(j.encode_basestring,s); t(j.encode_basestring_ascii,s)
t(j.encode_basestring,5); t(j.encode_basestring_ascii,b'x'); t(j.encode_basestring)
print([d for d in dir(j.make_scanner) if d not in dir(object)],[d for d in dir(j.make_encoder) if d not in dir(object)],j.make_scanner,j.make_encoder)
L=json.loads
for s in ['1','-1','-','01','1.5','1.','1e5','1E+5','1e','-0','0','-0.0','1e400','12345678901234567890123','NaN','Infinity','-Infinity','Na','-Inf','true','false','null','tru','[]','[1]','[1,]','[,1]','[1 2]','[','[1','[1,','{}','{"a":1}','{"a":1,}','{"a" 1}','{"a":}','{"a"','{a:1}','{"a":1 "b":2}','{"a":1,"a":2}','{','{"a":1','{"a":1,','{1:2}','  [1 , 2 ]  ','[1]x','','  ','"abc','"\\x"','\ufeff1','[1,[2,[3]]]','{"a":{"b":[]}}','"\\ud800"','[1,\n2,\n  x]','.5','+1','1_0','0x1','[NaN]','{"a":NaN}','nul','1 2','[true,false,null]','\t[\r\n]','[1\x0b]','"a\tb"', '[1,2', '{"a":1,,}', '-NaN','--1','1.5e','1.e5','0.0001','123456789.123456789','1E5','-1e-5', "['a']", '[1, ,2]','{"a":1,b}', '{"a", 1}', '{"a":tru}']:
    print(ascii(s),end=' '); t(L,s)
t(L,b'[1]'); t(L,'[1]'.encode('utf-16')); t(L,bytearray(b'"\xc3\xa9"')); t(L,5); t(L,None); t(L,b'\xef\xbb\xbf1'); t(L,b'\xff')
t(L,'[1.5,2]',parse_float=lambda s:'f'+s); t(L,'[1.5,2]',parse_int=lambda s:'i'+s); t(L,'[NaN,-Infinity]',parse_constant=lambda s:'c'+s); t(L,'{"a":{"b":1}}',object_hook=lambda d:list(d)); t(L,'{"a":{"b":1}}',object_pairs_hook=tuple); t(L,'{}',object_pairs_hook=list); t(L,'{"a":1}',object_hook=lambda d:d, object_pairs_hook=lambda p:p); t(L,'"a\nb"',strict=False); t(L,'1',parse_int=lambda s:1/0); t(L,'{"a":1}',object_hook=lambda d:1/0)
D=json.dumps
class I(int):
    def __repr__(s): return 'I!'
    def __str__(s): return 'I?'
class F(float):
    def __repr__(s): return 'F!'
class S2(str):
    def __str__(s): return 'S!'
class LL(list): pass
class DD(dict): pass
import collections
nt=collections.namedtuple('nt','a b')
for o in [1,1.5,True,None,'a',[],{},(),[1,2],{'a':1},{1:2},{1.5:2},{True:1,None:2},{(1,):2},{'b':1,'a':2},float('nan'),float('inf'),-float('inf'),1e300,1<<70,object,b'x',{1,2},I(5),F(1.5),S2('x'),LL([1]),DD(a=1),nt(1,2),[[1,[2]],{'a':{'b':[]}}],{'a':[]},'é',{'é':'😀'},[1,'a',None,True],{F(2.5):1,I(3):2},{S2('k'):1},[object],{'a':object}, {float('nan'):1}, {1<<70:1},[I(5),F(1.5)]]:
    for k in [{},dict(indent=2),dict(sort_keys=True),dict(ensure_ascii=False),dict(separators=(',',':')),dict(skipkeys=True),dict(allow_nan=False),dict(default=lambda o:'D'),dict(indent='\t',sort_keys=True),dict(indent=0), dict(check_circular=False)]:
        if 'x' in k: continue
        print(ascii(o) if not isinstance(o,set) else '{1,2}',list(k),end=' '); t(D,o,**k)
x=[]; x.append(x); t(D,x); y={}; y['a']=y; t(D,y); t(D,object,default=lambda o:o); t(D,[object],default=lambda o:1/0); t(D,{'a':1,2:3},sort_keys=True)
t(D,'a',indent=object); t(D,[1],indent=True); t(D,[1],separators=5); t(D,[1],separators=('a',5)); t(D,[1,2],indent=-1); t(D,[1,2],indent=2,separators=(' ; ',' = ')); t(D,{'a':1,'b':2},indent=2,separators=(' ; ',' = '))
class E(json.JSONEncoder):
    def default(s,o): return repr(o)
t(D,[object],cls=E); print(list(json.JSONEncoder().iterencode([1,{'a':2}]))); print(list(json.JSONEncoder(indent=1).iterencode([1,{'a':2}])))
c=j.make_encoder({},lambda o:'X',j.encode_basestring_ascii,None,': ',', ',False,False,True); t(c,[1,object],0); t(c,5,0); print(c.markers,c.skipkeys,c.sort_keys,c.item_separator,c.key_separator,c.indent, c.encoder)
t(j.make_encoder,5,None,None,None,':',',',False,False,True); class C: strict=True; object_hook=None; object_pairs_hook=None; parse_float=float; parse_int=int; parse_constant=str
sc=j.make_scanner(C); t(sc,'[1]',0); t(sc,'x',0); t(sc,'[1]',1); t(sc,'[1]',9); t(sc,'[1]',-1); t(sc,5,0); print(sc.strict,sc.object_hook,sc.parse_int); t(j.make_scanner,5); t(sc,string='1',idx=0)
class BadD(dict):
    def items(self): return [(1,2,3)]
t(D,BadD(a=1)); 
class OD(dict):
    def items(self): return iter([('x',1),('y',2)])
t(D,OD(a=1)); t(D,OD(a=1),indent=1); t(D,OD(a=1),sort_keys=True)
class BK(str): pass
m={'a':1}
def mut(o): m['b%d'%len(m)]=1; return 1
m['z']=object; m['y']=object
t(D,m,default=mut)
l=[object]*3
def mutl(o): l.clear(); return 1
t(D,l,default=mutl)

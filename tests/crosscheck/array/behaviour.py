# array.array: construction, items, slices, buffers, pickling; what it refuses.
import warnings; warnings.simplefilter('ignore')
from array import array, _array_reconstructor as R
import array as A
def t(f,*a,**k):
    try: print(ascii(f(*a,**k))[:300])
    except BaseException as e: print(type(e).__name__, ascii(str(e)))
print(A.typecodes, A.ArrayType is array, dir(A))
t(array); t(array,5); t(array,'z'); t(array,'ii'); t(array,'i',5); t(array,'i','abc'); t(array,'u','abc'); t(array,'i',[1,'x']); t(array,'i',b'abc'); t(array,'i',b'abcd'); t(array,'i',bytearray(b'abcd')); t(array,'b',[1],2); t(array,'i',array('u','a')); t(array,'u',array('i',[1])); t(array,'i',array('d',[1.5])); t(array,'i',x=1); t(array,'w','h\U0001f600'); t(array,'u',[1]); t(array,'w',['ab']); t(array,'w',[5]); t(array,'b',memoryview(b'ab')); t(array,'b',(1,2)); t(array,'b',iter([1,2])); t(array,'d',range(3)); t(array,'u'); t(array,'w','')
for c,v in [('b',128),('b',-129),('B',256),('B',-1),('h',1<<15),('H',1<<16),('H',-1),('I',-1),('q',1<<63),('Q',1<<64),('Q',-1),('f','x'),('d','x'),('b','x'),('b',1.5),('B',1.5),('I',1.5),('Q',1.5),('q',1.5),('i','x'),('h','x'),('u',5),('w','ab'),('u','ab'),('f',1e300),('L',-1),('l',1<<70),('L',1<<70),('b',1<<100),('I',1<<100),('i',1<<100),('H',1<<100),('f',1<<2000)]:
    print(c,v if v<1<<101 else '' if not isinstance(v,str) else v,end=' ') if not isinstance(v,str) else print(c,v,end=' '); t(array,c,[v])
a=array('i',[1,2,3,2])
t(a.append); t(a.append,'x'); t(a.count,2); t(a.index,2); t(a.index,9); t(a.index,2,2); t(a.index,2,-1); t(a.index,2,0,1); t(a.remove,9); t(a.pop,10); t(array('i').pop); t(a.pop,-5); t(a.insert,100,7); print(a); t(a.insert,-100,8); print(a); t(a.insert,'x',1); t(a.pop); t(a.pop,0); print(a)
t(a.extend,5); t(a.extend,array('d',[1.0])); t(a.extend,[1,2]); t(a.fromlist,[5,'x']); print(a); t(a.fromlist,(1,)); t(a.frombytes,b'abc'); t(a.frombytes,b'abcdefgh'); t(a.frombytes,'x'); t(a.frombytes,5); t(a.tobytes); t(a.tolist); t(a.byteswap); print(a); t(a.reverse); print(a); t(a.fromunicode,'x'); t(a.tounicode); t(array('u','ab').tounicode); t(array('w','ab').fromunicode,5)
x=array('w','ab'); x.fromunicode('cd'); print(x, x.tounicode())
t(lambda:a+5); t(lambda:a+[1]); t(lambda:a+array('d')); t(lambda:a+array('i',[1])); t(lambda:a*2); t(lambda:2*a); t(lambda:a*-1); t(lambda:a*'x'); 
def iadd(v):
    global a; a+=v; return a
t(iadd,5); t(iadd,[1]); t(iadd,array('i',[9])); t(iadd,array('d',[9]))
def imul(v):
    global a; a*=v; return a
a=array('i',[1,2]); t(imul,2); t(imul,0); t(imul,'x')
a=array('i',range(10)); t(lambda:a[2]); t(lambda:a[-1]); t(lambda:a[10]); t(lambda:a['x']); t(lambda:a[1:5]); t(lambda:a[::-2]); t(lambda:a[8:2]); t(lambda: a[1<<70])
def st(i,v):
    a[i]=v; return a
t(st,0,5); t(st,10,5); t(st,0,'x'); t(st,'x',1); t(st,slice(1,3),array('i',[7])); t(st,slice(1,3),[1]); t(st,slice(1,3),array('d')); t(st,slice(None,None,2),array('i',[1])); t(st,slice(None,None,2),array('i',range(50,55))); t(st,slice(0,0),a); t(st,slice(5,2),array('i',[99]))
def dl(i):
    del a[i]; return a
t(dl,0); t(dl,slice(1,3)); t(dl,slice(None,None,3)); t(dl,100); t(dl,'x'); t(dl,slice(5,2,1))
print(a==a, a==array('i'), a==5, array('i',[1])==array('d',[1.0]), array('i',[1])<array('d',[2]), array('i',[1,2])>array('i',[1]), array('u','a')<array('u','b'), array('i',[1])!=array('i',[1])); t(lambda:a<5)
m=memoryview(a); t(a.append,1); t(a.pop); t(a.extend,[]); t(a.extend,[1]); t(a.clear); t(a.__setitem__,slice(0,1),array('i',[1,2])); t(a.__setitem__,slice(0,1),array('i',[1])); t(a.fromlist,[]); t(a.frombytes,b''); t(a.frombytes,b'1234'); t(imul,2); t(imul,1); t(a.insert,0,1); t(a.remove,a[0]); t(dl,slice(0,1)); t(dl,slice(0,0)); print(m.format,m.itemsize,m.shape,m.readonly); m[0]=77; print(a[0]); m.release(); t(a.append,5)
print(memoryview(array('u','ab')).format,memoryview(array('w','ab')).format,memoryview(array('q')).format, memoryview(array('I')).format)
print(5 in a, 99 in a, 'x' in a, repr(array('i')), repr(array('d',[1.5,float('nan')])), repr(array('u','aé"')), len(a), a.itemsize, a.typecode)
it=iter(a); print(next(it), it.__reduce__()[1:]); it.__setstate__(3); print(list(it)); print(it.__reduce__()); t(it.__setstate__,'x'); t(next,it); print(type(it), [d for d in dir(it) if d not in dir(object)])
print(a.__reduce_ex__(2)); print(a.__reduce_ex__(3)); print(array('u','a').__reduce_ex__(4)); print(array('i').__reduce_ex__(3)); t(a.__reduce_ex__,'x')
t(R,array,'i',3,b'abcd'); t(R,array,'i',22,b''); t(R,array,'z',3,b''); t(R,int,'i',3,b''); t(R,array,'i',3,'x'); t(R,5,'i',3,b''); t(R,array,'i',3,b'abc'); t(R,array,'d',15,b'\x3f\xf0'+b'\0'*6); t(R,array,'w',20,b'\0\0\0a'); t(R,array,'w',18,b'a\0'); t(R,array,'u',19,b'\0a'); t(R,array,'b',-1,b''); t(R,array,'f',15,bytes(8)); t(R,array,'I',6,b'\1\0\0\0')
import copy; print(copy.copy(a)==a, copy.deepcopy(a)==a, a.__copy__() is a, a.__deepcopy__({}))
class S(array): 
    pass
s=S('i',[1,2]); s.x=5; print(s, repr(s), type(s[0:1]), type(s+s), type(s*2), s.__reduce_ex__(3)); s2=copy.copy(s); print(type(s2))
class T(array):
    def __new__(cls,c,*a,**k): return array.__new__(cls,c)
T('i',x=3)
print(array[int]); t(hash,a)
import io; f=io.BytesIO(b'12345678'); b=array('i'); t(b.fromfile,f,3); print(b); t(b.fromfile,io.BytesIO(b'1234'),1); t(b.fromfile,io.BytesIO(b'1234'),-1); t(b.fromfile,io.StringIO('abcd'),1); o=io.BytesIO(); b.tofile(o); print(o.getvalue()); t(b.fromfile,5,1)
print(a.__sizeof__()>0); a.clear(); print(a); t(array('i',[3]).buffer_info()[1].__add__,0)
match a:
    case [*_]: print('seq')
print(array('l').itemsize in (4,8), array('i',b'\1\0\0\0'*2))
t(array,'B',(x for x in [1,2,300])); t(array('H',[1,2]).byteswap); t(array('b').byteswap)
import collections.abc
print(isinstance(array('i'), collections.abc.MutableSequence)); t(array('i', [1]).__mul__, 'x'); t(array('i', [1]).__imul__, 'x'); t(lambda: array('i') * 1.5)

# zlib and gzip: streams, limits, dictionaries, and data that is none of theirs.
import zlib
def t(f,*a,**k):
    try: print(ascii(f(*a,**k))[:200])
    except BaseException as e: print(type(e).__name__, ascii(str(e)))
for n in dir(zlib):
    v=getattr(zlib,n)
    if isinstance(v,int): print(n,v,end='; ')
print(); print(zlib.error.__mro__,zlib.error.__module__)
d=b'hello world '*100
c=zlib.compress(d); print(len(c)<60, zlib.decompress(c)==d)
t(zlib.compress); t(zlib.compress,'x'); t(zlib.compress,b'x',10); t(zlib.compress,b'x',-2); t(zlib.compress,b'x','a'); t(zlib.compress,b'x',wbits=5); t(zlib.compress,b'x',wbits=40); print(zlib.decompress(zlib.compress(d,9,-15),-15)==d, zlib.decompress(zlib.compress(d,wbits=31),31)==d, zlib.decompress(zlib.compress(d,0,wbits=31),47)==d)
t(zlib.decompress); t(zlib.decompress,b''); t(zlib.decompress,b'x'); t(zlib.decompress,c[:-1]); t(zlib.decompress,c[:10]); t(zlib.decompress,c+b'extra'); t(zlib.decompress,b'\x78\x9c'+b'garbage!'); t(zlib.decompress,'x'); t(zlib.decompress,c,15,0); t(zlib.decompress,c,15,-1); t(zlib.decompress,c,bufsize=1); t(zlib.decompress,c,3); t(zlib.decompress,c,wbits=8); t(zlib.decompress,c,-15); t(zlib.decompress,c[:-4]+b'abcd'); t(zlib.decompress,c,99)
o=zlib.compressobj(); print([x for x in dir(o) if x not in dir(object)]); t(lambda:type(o)); a=o.compress(d)+o.flush(); print(zlib.decompress(a)==d); t(o.flush); t(o.compress,b'x'); t(type(o)); 
o=zlib.compressobj(); x=o.compress(d); y=o.flush(zlib.Z_SYNC_FLUSH); z=o.compress(d)+o.flush(); print(zlib.decompress(x+y+z)==d*2); t(o.flush,zlib.Z_FINISH)
o=zlib.compressobj(); t(o.flush,99); o=zlib.compressobj(); t(o.flush,zlib.Z_NO_FLUSH); t(o.compress,'x'); h=o.compress(d); o2=o.copy(); print(zlib.decompress(h+o2.compress(b'1')+o2.flush())==d+b'1', zlib.decompress(h+o.compress(b'2')+o.flush())==d+b'2'); t(o.copy); 
for k in [dict(level=10),dict(method=5),dict(wbits=50),dict(memLevel=10),dict(memLevel=0),dict(strategy=9),dict(zdict=5),dict(zdict='x'),dict(level='x'),dict(level=-2)]:
    print(k,end=' '); t(lambda:type(zlib.compressobj(**k)))
z=zlib.compressobj(zdict=b'hello world'); a=z.compress(d)+z.flush(); t(zlib.decompress,a); q=zlib.decompressobj(zdict=b'hello world'); print(q.decompress(a)==d); q=zlib.decompressobj(zdict=b'wrong'); t(q.decompress,a); q=zlib.decompressobj(); t(q.decompress,a); t(zlib.decompressobj,zdict=5); 
p=zlib.decompressobj(); print([x for x in dir(p) if x not in dir(object)]); print(p.decompress(c[:20]),p.eof,p.unused_data,p.unconsumed_tail); print(p.decompress(c[20:]+b'tail')[-10:],p.eof,p.unused_data,p.unconsumed_tail); print(p.decompress(b'more'),p.unused_data); t(p.flush)
p=zlib.decompressobj(); r=p.decompress(c,10); print(r,p.unconsumed_tail==c[-len(p.unconsumed_tail):],len(p.unconsumed_tail)>0); r+=p.decompress(p.unconsumed_tail,20); print(len(r)); r+=p.flush(); print(r==d,p.eof,p.unconsumed_tail); t(p.decompress,b'x',-1); t(p.flush,0); t(p.flush,-1); t(p.decompress,'x'); t(p.decompress,b'',max_length=5); t(zlib.decompressobj().flush)
p=zlib.decompressobj(); p.decompress(c[:15]); p2=p.copy(); print(p2.decompress(c[15:])==p.decompress(c[15:])); t(zlib.decompressobj,99); t(setattr,p,'eof',1); t(setattr,p,'unused_data',1); t(type(p))
D=zlib._ZlibDecompressor; x=D(); print(D,[n for n in dir(D) if n not in dir(object)]); print(x.decompress(c,5),x.needs_input,x.eof,x.unused_data); print(x.decompress(b'',10),x.needs_input); print(len(x.decompress(b'')),x.needs_input,x.eof); t(x.decompress,b'x'); x=D(); print(x.decompress(c+b'zz')==d,x.unused_data,x.eof); t(x.decompress,b'x'); t(D,99); t(x.decompress,'x'); t(D().decompress,b'garbage'); x=D(); print(x.decompress(c[:10]),x.needs_input); print(x.decompress(c[10:],max_length=7),x.needs_input)
print(zlib.crc32(b'abc'),zlib.adler32(b'abc'),zlib.adler32(b''),zlib.adler32(b'abc',5),zlib.crc32(b'x',-1),zlib.adler32(b'a',1<<40)); t(zlib.crc32,'x'); t(zlib.adler32); t(zlib.adler32,b'a','x')
big=bytes(range(256))*40000; print(zlib.decompress(zlib.compress(big,1))==big)
class B(zlib.error): pass
import pickle
t(pickle.dumps,zlib.compressobj()); t(pickle.dumps,zlib.decompressobj())
import gzip,io; print(gzip.decompress(gzip.compress(d))==d); f=io.BytesIO(); g=gzip.GzipFile(fileobj=f,mode='wb',mtime=0); g.write(d); g.close(); f.seek(0); print(gzip.GzipFile(fileobj=f).read(15)); t(gzip.decompress,b'xx'); t(gzip.decompress,gzip.compress(d)[:-3])

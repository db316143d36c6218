# Hash functions and HMAC: digests of known texts, parameters of BLAKE2, and what is refused.
import _md5,_sha1,_sha2,_sha3,_blake2,_hmac,hashlib,hmac
def t(f,*a,**k):
    try: print(ascii(f(*a,**k))[:300])
    except BaseException as e: print(type(e).__name__, ascii(str(e)))
for mod,n in [(_md5,'md5'),(_sha1,'sha1'),(_sha2,'sha224'),(_sha2,'sha256'),(_sha2,'sha384'),(_sha2,'sha512'),(_sha3,'sha3_224'),(_sha3,'sha3_256'),(_sha3,'sha3_384'),(_sha3,'sha3_512'),(_sha3,'shake_128'),(_sha3,'shake_256'),(_blake2,'blake2b'),(_blake2,'blake2s')]:
    f=getattr(mod,n); h=f(b'abc')
    print(n,[d for d in dir(h) if d not in dir(object)],h.name,h.digest_size,h.block_size)
    dl=(20,) if 'shake' in n else ()
    print(h.hexdigest(*dl)); g=h.copy(); g.update(b'x'*1000); print(g.hexdigest(*dl), h.hexdigest(*dl), type(g) is type(h)); h.update(b''); print(h.digest(*dl)==bytes.fromhex(h.hexdigest(*dl)))
    h2=f(); 
    for i in range(300): h2.update(b'ab'*i)
    print(h2.hexdigest(*dl), f(b'ab'*sum(range(300))).hexdigest(*dl)==h2.hexdigest(*dl))
    t(f,'abc'); t(f,5); print(f(string=b'abc').digest(*dl)==h.digest(*dl), f(data=b'abc',usedforsecurity=False).digest(*dl)==h.digest(*dl)); t(h.update); t(h.update,'x'); t(h.digest,5,6); t(f,data=b'',string=b''); t(f,None); 
    t(setattr,h,'name',1); t(setattr,h,'digest_size',1); t(h.update,data=b'x')
s=_sha3.shake_128(b'a'); t(s.digest); t(s.digest,0); t(s.digest,-1); t(s.digest,1<<70); t(s.digest,'x'); t(s.hexdigest,5); t(s.digest,length=3); t(s.digest,1<<29); print(len(s.digest(1000)))
print(s._capacity_bits,s._rate_bits,s._suffix,_sha3.sha3_256()._capacity_bits,_sha3.sha3_256()._rate_bits,_sha3.sha3_256()._suffix, _sha3.implementation)
B=_blake2.blake2b; S=_blake2.blake2s
for f in (B,S):
    print(f.MAX_DIGEST_SIZE,f.MAX_KEY_SIZE,f.PERSON_SIZE,f.SALT_SIZE)
    for k in [dict(digest_size=0),dict(digest_size=65),dict(digest_size=20),dict(key=b'k'),dict(key=b'k'*65),dict(key=b'k'*33),dict(salt=b's'),dict(salt=b's'*17),dict(salt=b's'*9),dict(person=b'p'),dict(person=b'p'*17),dict(person=b'p'*9),dict(fanout=256),dict(fanout=-1),dict(fanout=2),dict(depth=0),dict(depth=256),dict(depth=2),dict(leaf_size=-1),dict(leaf_size=1<<32),dict(leaf_size=4096),dict(node_offset=-1),dict(node_offset=1<<64),dict(node_offset=1<<48),dict(node_offset=5),dict(node_depth=256),dict(node_depth=-1),dict(node_depth=1),dict(inner_size=65),dict(inner_size=-1),dict(inner_size=32),dict(last_node=True),dict(key='x'),dict(digest_size='x'),dict(key=b'',salt=b'',person=b''),dict(fanout=2,depth=2,leaf_size=4096,node_offset=1,node_depth=0,inner_size=32,last_node=True),dict(digest_size=1),dict(node_depth=0,last_node=True,key=b'k'*32,digest_size=32,salt=b'12345678',person=b'87654321')]:
        print(k if len(str(k))<90 else len(k),end=' '); t(lambda:f(b'abc',**k).hexdigest())
print([d for d in dir(_hmac.HMAC) if d not in dir(object)]); H=_hmac.new
t(H); t(H,b'k'); t(H,b'k',b'm'); t(H,b'k',b'm','nope'); t(H,b'k',b'm',5); t(H,'k',b'm','md5'); t(H,b'k','m','md5'); print(H(key=b'k',msg=b'a',digestmod='SHA1').hexdigest())
h=H(b'key',b'msg','sha256'); print(h.name,h.digest_size,h.block_size,h.hexdigest()); g=h.copy(); g.update(b'x'); print(g.hexdigest(),h.digest()); t(h.update,'x'); t(_hmac.HMAC); t(_hmac.compute_digest,b'k',b'm','md5'); t(_hmac.compute_sha256,b'k',b'm'); t(_hmac.compute_digest,b'k',b'm','x'); print(_hmac.UnknownHashError.__mro__)
for n in ('md5','sha1','sha224','sha256','sha384','sha512','sha3_224','sha3_512','blake2b','blake2s','shake_128'):
    t(lambda: H(b'k'*200,b'msg',n).hexdigest()); 
print(hmac.new(b'k',b'm','sha256').hexdigest(),hmac.digest(b'k',b'm','sha1'),hmac.new(b'k',b'm',hashlib.sha256).hexdigest(),hmac.compare_digest(b'a',b'a')); h=hmac.new(b'k',digestmod='md5'); print(h.name,h.digest_size,h.block_size); t(hmac.new,b'k'); t(hmac.new,b'k',b'm','nope')
print(hashlib.new('sha256',b'a').hexdigest()); t(hashlib.new,'nope'); import io; print(hashlib.file_digest(io.BytesIO(b'abc'),'md5').hexdigest())
print('blake2b' in hashlib.algorithms_available, 'blake2b512' in hashlib.algorithms_available)

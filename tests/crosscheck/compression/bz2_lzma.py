# bz2 and lzma: streams, limits, filters, and data that is none of theirs.
import bz2,_bz2,lzma,_lzma
def t(f,*a,**k):
    try: print(ascii(f(*a,**k))[:200])
    except BaseException as e: print(type(e).__name__, ascii(str(e))[:200])
d=b'hello world '*300
c=bz2.compress(d); print(bz2.decompress(c)==d, bz2.decompress(c+c)==d*2, bz2.compress(b'')==bz2.BZ2Compressor().flush())
t(_bz2.BZ2Compressor,0); t(_bz2.BZ2Compressor,10); t(_bz2.BZ2Compressor,'x'); t(bz2.decompress,b'garbage'); t(bz2.decompress,c[:-3]); t(bz2.decompress,b'')
o=_bz2.BZ2Compressor(1); x=o.compress(d)+o.flush(); print(bz2.decompress(x)==d); t(o.flush); t(o.compress,b'x'); t(o.compress,'x')
p=_bz2.BZ2Decompressor(); print(p.needs_input,p.eof,p.unused_data); r=p.decompress(c[:20]); print(len(r),p.needs_input); r+=p.decompress(c[20:]+b'tail'); print(r==d,p.eof,p.unused_data,p.needs_input); t(p.decompress,b'x')
p=_bz2.BZ2Decompressor(); r=p.decompress(c,10); print(r,p.needs_input,p.eof); r+=p.decompress(b'',100); print(len(r),p.needs_input); r+=p.decompress(b''); print(r==d,p.eof,p.needs_input); t(p.decompress,b''); t(_bz2.BZ2Decompressor().decompress,b'xx'*50); t(setattr,p,'eof',1)
import io,pickle
t(pickle.dumps,_bz2.BZ2Compressor())
f=io.BytesIO(); g=bz2.BZ2File(f,'w'); g.write(d); g.close(); print(bz2.BZ2File(io.BytesIO(f.getvalue())).read()==d)
c=lzma.compress(d); print(lzma.decompress(c)==d, lzma.decompress(c+c)==d*2)
for fmt in (lzma.FORMAT_XZ,lzma.FORMAT_ALONE): 
    x=lzma.compress(d,format=fmt); print(lzma.decompress(x)==d, lzma.decompress(x,format=fmt)==d)
F=[{'id':lzma.FILTER_DELTA,'dist':4},{'id':lzma.FILTER_LZMA2,'preset':7}]
x=lzma.compress(d,format=lzma.FORMAT_RAW,filters=F); print(lzma.decompress(x,format=lzma.FORMAT_RAW,filters=F)==d); x=lzma.compress(d,filters=F); print(lzma.decompress(x)==d)
for ck in (lzma.CHECK_NONE,lzma.CHECK_CRC32,lzma.CHECK_CRC64,lzma.CHECK_SHA256):
    x=lzma.compress(d,check=ck); p=lzma.LZMADecompressor(); print(lzma.is_check_supported(ck),p.check,p.decompress(x)==d,p.check)
t(lzma.compress,d,check=99); t(lzma.compress,d,preset=99); t(lzma.compress,d,preset=1,filters=F); t(lzma.compress,d,format=99); t(lzma.compress,d,format=lzma.FORMAT_RAW); t(lzma.compress,d,format=lzma.FORMAT_ALONE,check=1); t(lzma.decompress,b'garbage'); t(lzma.decompress,c[:-3]); t(lzma.decompress,b''); t(lzma.decompress,c,memlimit=1); t(lzma.decompress,c,format=lzma.FORMAT_RAW); t(lzma.decompress,c,format=9); t(lzma.decompress,c,filters=F); t(lzma.LZMADecompressor,memlimit='x'); t(lzma.decompress,c,format=lzma.FORMAT_RAW,memlimit=5,filters=F)
for f in ([],[5],[{}],[{'id':99}],[{'id':lzma.FILTER_LZMA2,'x':1}],[{'id':lzma.FILTER_LZMA2,'preset':99}],[{'id':lzma.FILTER_LZMA2,'dict_size':1<<16,'lc':3,'lp':0,'pb':2,'mode':1,'nice_len':32,'mf':lzma.MF_HC4,'depth':10}],[{'id':lzma.FILTER_DELTA}],[{'id':lzma.FILTER_DELTA,'dist':999}],[{'id':lzma.FILTER_X86,'start_offset':0},{'id':lzma.FILTER_LZMA2}],[{'id':lzma.FILTER_LZMA2}]*6,5,[{'id':lzma.FILTER_DELTA,'foo':1},{'id':lzma.FILTER_LZMA2}],[{'id':'x'}],[{'id':lzma.FILTER_LZMA2,'dict_size':'x'}]):
    print(str(f)[:60],end=' '); t(lambda:lzma.decompress(lzma.compress(d,filters=f))==d)
p=lzma.LZMADecompressor(); print(p.needs_input,p.eof,p.unused_data,p.check); r=p.decompress(c[:30]); print(len(r),p.needs_input); r+=p.decompress(c[30:]+b'tail'); print(r==d,p.eof,p.unused_data,p.needs_input); t(p.decompress,b'x')
p=lzma.LZMADecompressor(); r=p.decompress(c,10); print(r,p.needs_input,p.eof); r+=p.decompress(b'',100); print(len(r),p.needs_input); r+=p.decompress(b''); print(r==d,p.eof,p.needs_input)
o=lzma.LZMACompressor(); x=o.compress(d)+o.flush(); print(lzma.decompress(x)==d); t(o.flush); t(o.compress,b'x'); t(lzma.LZMADecompressor().decompress,b'xx'*50); t(pickle.dumps,o); t(lzma.is_check_supported,'x'); t(_lzma._encode_filter_properties,{'id':lzma.FILTER_LZMA2,'dict_size':1<<20}); t(_lzma._decode_filter_properties,lzma.FILTER_LZMA2,b'\x10'); t(_lzma._encode_filter_properties,{'id':lzma.FILTER_LZMA1}); t(_lzma._decode_filter_properties,lzma.FILTER_LZMA1,b']\0\0\x80\0'); t(_lzma._decode_filter_properties,lzma.FILTER_DELTA,b'\3'); t(_lzma._decode_filter_properties,lzma.FILTER_X86,b''); t(_lzma._decode_filter_properties,lzma.FILTER_LZMA2,b'xx'); t(_lzma._encode_filter_properties,5); print(lzma.LZMAError.__mro__, lzma.LZMAError.__module__)
f=io.BytesIO(); g=lzma.LZMAFile(f,'w'); g.write(d); g.close(); print(lzma.LZMAFile(io.BytesIO(f.getvalue())).read()==d)

# Text encodings of binary data: good and bad input.
import binascii
def t(f,*a,**k):
    try: print(repr(f(*a,**k)))
    except BaseException as e: print(type(e).__name__, e)
b=binascii
print(b.Error.__mro__, b.Error.__module__, b.Incomplete.__mro__)
for s in [b'YWJj',b'YWJ',b'YW',b'Y',b'YWI=',b'YQ==',b'YQ=',b'=',b'YWJj=',b'YWJj====',b'YQ==YQ==',b'Y!W@J#j',b'',b'====',b'Y===',b'YW=J',b'YWJjYQ==\n','YWJj','é',b'YW JjYQ ==',b'YWJjY',b'YWJj\xff', b'=YWJ', b'YQ==x',b'YQ=a=']:
    print(s,end=' '); t(b.a2b_base64,s); t(b.a2b_base64,s,strict_mode=True)
t(b.a2b_base64,5); t(b.a2b_base64); t(b.b2a_base64,b'abcd'); t(b.b2a_base64,b'abcd',newline=False); t(b.b2a_base64,'x'); t(b.b2a_base64,b'')
t(b.hexlify,b'abcdef'); 
for a in [(b'abcdef',':'),(b'abcdef',b'-',2),(b'abcdef',':',-4),(b'abcdef','::'),(b'abcdef','é'),(b'abcdef',''),(b'abc',':',0),(b'abcde',':',-2),(b'abcde',':',2),(b'abc',5),(b'abc',':',1<<40),(b'',':'),('x',),(b'abc','€')]:
    t(b.hexlify,*a); t(b.b2a_hex,*a)
t(b.hexlify,b'abc',sep='_',bytes_per_sep=1)
for s in [b'6162','6162','616',b'6x',b'',b'AaBb','é',5,b'61 62']:
    t(b.unhexlify,s); t(b.a2b_hex,s)
for s in [b'=41b',b'a=\nb',b'=4',b'==41',b'=\r\nx',b'_a_',b'=zz', b'a\r\n=20\n=',b'=a',b'x=\r',b'=\n','é','abc','a_b']:
    t(b.a2b_qp,s); t(b.a2b_qp,s,header=True)
for s in [b'abc',b'a b\t\n',b'=',b'\xff\x00',b'x'*100,b'a\r\nb\n',b'.',b'\n.\n',b'a ',b'_ b',b'a\rb',b' \n',b'x'*75+b' ', b'\x7f~!"#', b'a'*74+b'=\n', b'.\r\n', b'x\n.']:
    for k in [{},{'quotetabs':True},{'istext':False},{'header':True},dict(quotetabs=True,header=True)]:
        t(b.b2a_qp,s,**k)
for s in [b'#86)C\n',b'',b'\n',b' \n',b'#86)C',b'!`',b'#86)Cxxxx\n',b'#8~\n','#86)C\n',b'M'+b'x'*10, b'\x80',b'#86',b'#86)C z\n', b'#86)C`\n']:
    t(b.a2b_uu,s)
for s in [b'abc',b'',b'a',b'x'*45,b'x'*46,b'\0\0\0','s']:
    t(b.b2a_uu,s); 
    t(b.b2a_uu,s,backtick=True)
for s in [b'',b'abc',b'x'*1000]:
    t(b.crc32,s); t(b.crc32,s,77); t(b.crc_hqx,s,0); t(b.crc_hqx,s,70000)
t(b.crc32,b'a',-1); t(b.crc32,'a'); t(b.crc_hqx,b'a'); t(b.crc_hqx,b'a',-1); t(b.crc_hqx,b'a','x'); t(b.crc32,b'a','x'); t(b.crc32)

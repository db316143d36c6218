# What unicodedata answers, and what it refuses.
import unicodedata as u
def t(f,*a,**k):
    try: print(ascii(f(*a,**k)))
    except BaseException as e: print(type(e).__name__, ascii(str(e)))
print(u.unidata_version,u.ucd_3_2_0.unidata_version); print(u.UCD); t(u.UCD)
for n in 'category name lookup normalize is_normalized decimal digit numeric bidirectional combining east_asian_width mirrored decomposition'.split():
    f=getattr(u,n); print(n); t(f); t(f,5); t(f,'ab'); t(f,''); t(f,'x','y','z')
t(u.name,'\0'); t(u.name,'\0','d'); t(u.name,'\0',None); t(u.lookup,'nope'); t(u.lookup,'LATIN SMALL LETTER A WITH MACRON AND GRAVE'); t(u.lookup,b'SPACE'); t(u.lookup,'x'*300); t(u.lookup,'\u1234'); t(u.ucd_3_2_0.lookup,'EURO SIGN'); t(u.ucd_3_2_0.lookup,'LATIN SMALL LETTER A WITH MACRON AND GRAVE'); t(u.ucd_3_2_0.lookup,'GRINNING FACE'); t(u.ucd_3_2_0.name,'\U0001f600');t(u.ucd_3_2_0.name,'a')
t(u.decimal,'a'); t(u.decimal,'a',5); t(u.digit,'a'); t(u.numeric,'a'); t(u.numeric,'\u00bd'); t(u.digit,'\u00b2'); t(u.decimal,'\u00b2'); t(u.decimal,'7'); t(u.numeric,'7'); t(u.numeric,'\u4e00')
t(u.normalize,'X','a'); t(u.normalize,'NFC',5); t(u.normalize,5,'a'); t(u.normalize,'NFC',''); t(u.is_normalized,'X','a'); t(u.is_normalized,'NFC','e\u0301'); t(u.normalize,'','a')
t(u.lookup,'KEYCAP DIGIT ONE'); t(u.lookup,'NULL'); t(u.lookup,'LF'); t(u.name,'\n'); t(u.lookup,'latin small letter a'); t(u.ucd_3_2_0.normalize,'NFC','\U0002f868'); t(u.normalize,'NFC','\U0002f868'); t(u.lookup,'é'); t(u.lookup,'\ud800')
class S(str): pass
x=S('abc'); print(type(u.normalize('NFC',x)))
t(u.name,'\ud800'); t(u.category,'\ud800'); t(u.ucd_3_2_0.category,'\U0001f600'); t(u.name, S('a')); t(u.category,'\U0010ffff')

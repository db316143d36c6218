# pyexpat: every handler, errors and their places, encodings, external entities; minidom, ElementTree over it.
from xml.parsers import expat
import pyexpat
def t(f,*a,**k):
    try: print(ascii(f(*a,**k))[:300])
    except BaseException as e: print(type(e).__name__, ascii(str(e))[:200], getattr(e,'code',None), getattr(e,'lineno',None), getattr(e,'offset',None))
P=expat.ParserCreate
p=P()
print(type(p), expat.ExpatError.__mro__, expat.error is expat.ExpatError)
print(expat.errors.XML_ERROR_SYNTAX, expat.errors.codes['syntax error'], expat.errors.messages[2], expat.model.XML_CTYPE_EMPTY, expat.ErrorString(3), expat.native_encoding)
t(P,5); t(P,None,'ab'); t(P,None,5); t(p.Parse,5); t(P().Parse,'<a>',True); t(P().Parse,b'<a></b>',True); t(P().Parse,'',True); t(P().Parse,'<a/>x',1)
doc='''<?xml version="1.0" encoding="utf-8" standalone="yes"?>
<!DOCTYPE root [<!ELEMENT root (a|b)*><!ATTLIST root x CDATA #IMPLIED y (q|r) "q"><!ENTITY e "value"><!NOTATION n SYSTEM "s"><!ENTITY ext SYSTEM "foo" NDATA n><!ENTITY ext2 SYSTEM "bar">]>
<!--comment--><?pi data?><root x="1">text &e; &#65; <a/><![CDATA[cdata]]>
<b y:z="2" xmlns:y="urn:y"><y:c/></b>&ext2;</root>'''
H='StartElementHandler EndElementHandler CharacterDataHandler ProcessingInstructionHandler CommentHandler StartCdataSectionHandler EndCdataSectionHandler DefaultHandler DefaultHandlerExpand StartDoctypeDeclHandler EndDoctypeDeclHandler UnparsedEntityDeclHandler NotationDeclHandler StartNamespaceDeclHandler EndNamespaceDeclHandler ElementDeclHandler AttlistDeclHandler EntityDeclHandler XmlDeclHandler ExternalEntityRefHandler SkippedEntityHandler NotStandaloneHandler'.split()
def run(doc,hs,create={},**attrs):
    p=P(**create); out=[]
    for k,v in attrs.items(): setattr(p,k,v)
    for h in hs:
        def f(*a,h=h): out.append((h,a)); return 1
        setattr(p,h,f)
    try: r=p.Parse(doc,True); out.append(r)
    except expat.ExpatError as e: out.append((str(e),e.code,e.lineno,e.offset))
    for o in out: print(ascii(o))
    print(p.CurrentLineNumber,p.CurrentColumnNumber,p.CurrentByteIndex,p.ErrorCode,p.ErrorLineNumber)
run(doc,[h for h in H if 'Default' not in h]); run(doc,H[:3],dict(namespace_separator=' '),namespace_prefixes=True,buffer_text=True); run(doc,['DefaultHandler']); run(doc,['DefaultHandlerExpand']); run(doc,H[:3],ordered_attributes=True,specified_attributes=True,buffer_text=True,buffer_size=5); run(doc.encode('latin-1').replace(b'utf-8',b'latin-1').replace(b'text',b'\xe9'),H[:3])
p=P(); print(p.buffer_text,p.buffer_size,p.buffer_used,p.ordered_attributes,p.specified_attributes,p.namespace_prefixes,p.StartElementHandler,p.intern); t(setattr,p,'buffer_size',0); t(setattr,p,'buffer_size','x'); t(setattr,p,'foo',1); t(setattr,p,'buffer_text','x'); print(p.buffer_text); t(setattr,p,'CurrentLineNumber',1); t(getattr,p,'nope'); p.StartElementHandler=len; print(p.StartElementHandler); p.StartElementHandler=None; print(p.StartElementHandler); t(delattr,p,'StartElementHandler')
p=P(); 
def boom(*a): raise ValueError('boom')
p.StartElementHandler=boom; t(p.Parse,'<a><b/></a>',True); t(p.GetBase); t(p.SetBase,'/x'); t(p.GetBase); t(p.GetInputContext); t(p.UseForeignDTD); t(p.SetParamEntityParsing,2)
import io
p=P(); o=[]; p.StartElementHandler=lambda n,a:o.append(n); t(p.ParseFile,io.BytesIO(b'<a><b/></a>')); print(o); t(P().ParseFile,5); t(P().ParseFile,io.StringIO('<a/>'))
p=P(); p.Parse('<a>'); p.Parse('x</a>',True); t(p.Parse,'<b/>'); t(P().Parse,'<a>\ud800</a>',True); t(P('nope').Parse,'<a/>',True); t(P().Parse,b'<?xml version="1.0" encoding="nope"?><a/>',True); t(P().Parse,b'<?xml version="1.0" encoding="cp1252"?><a>\x80</a>',True)
p=P(); p.CharacterDataHandler=lambda s: print(ascii(s)); p.Parse(b'<?xml version="1.0" encoding="cp1252"?><a>\x80\xe9</a>',True)
p=P()
def ext(ctx,base,sysid,pubid):
    print(ctx,base,sysid,pubid); q=p.ExternalEntityParserCreate(ctx); q.Parse('<inner/>',True); return 1
p.ExternalEntityRefHandler=ext; p.StartElementHandler=lambda n,a: print('start',n); p.Parse('<!DOCTYPE a [<!ENTITY x SYSTEM "sys">]><a>&x;</a>',True)
import xml.dom.minidom, xml.sax
print(xml.dom.minidom.parseString('<a x="1"><b>t</b></a>').documentElement.toxml())
import xml.etree.ElementTree as ET
root=ET.fromstring('<r a="1"><b>x</b>tail<c/></r>'); print(ET.tostring(root), [e.tag for e in root.iter()], root.find('b').text, root.get('a'))
t(ET.fromstring,'<a><b></a>')

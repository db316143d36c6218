# Incremental encoders and decoders, stream readers and writers of the module codecs.
import codecs

for name, data in (("utf-8", "aé€😀".encode()), ("utf-16", "aé😀".encode("utf-16")), ("utf-7", "aé€".encode("utf-7")),
                   ("utf-8-sig", "é".encode("utf-8-sig")), ("cp1252", b"a\x80"), ("utf-32", "😀".encode("utf-32"))):
    decoder = codecs.getincrementaldecoder(name)()
    pieces = [decoder.decode(data[i:i + 1]) for i in range(len(data))] + [decoder.decode(b"", True)]
    print(name, [ascii(piece) for piece in pieces], decoder.getstate())
    decoder.reset()
    encoder = codecs.getincrementalencoder(name)()
    print("  ", [encoder.encode(c) for c in "ab"], encoder.getstate())

decoder = codecs.getincrementaldecoder("utf-8")("replace")
print(ascii(decoder.decode(b"\xe2\x82")), decoder.getstate(), ascii(decoder.decode(b"", True)))
try:
    codecs.getincrementaldecoder("utf-8")().decode(b"\xe2\x82", True)
except UnicodeDecodeError as e:
    print(e)
print(list(codecs.iterencode(["ab", "é"], "utf-16-le")), list(codecs.iterdecode([b"\xc3", b"\xa9"], "utf-8")))
print(codecs.BOM_UTF8, codecs.BOM_UTF16_BE)

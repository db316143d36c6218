# Every property of every character, of both versions: a checksum a property.
import binascii
import unicodedata

PROPERTIES = {
    "category": (), "bidirectional": (), "combining": (), "east_asian_width": (), "mirrored": (), "decomposition": (),
    "decimal": (None,), "digit": (None,), "numeric": (None,), "name": (None,),
}
for database in (unicodedata, unicodedata.ucd_3_2_0):
    print(database.unidata_version)
    for name, default in PROPERTIES.items():
        ask = getattr(database, name)
        checksum = 0
        for start in range(0, 0x110000, 0x1000):
            part = [ask(chr(c), *default) for c in range(start, start + 0x1000)] if start < 0x33000 or start == 0xE0000 else []
            checksum = binascii.crc32(repr(part).encode(), checksum)
        print(name, checksum)
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        checksum = 0
        for c in range(0x30000):
            if not 0xD800 <= c < 0xE000:
                checksum = binascii.crc32(database.normalize(form, chr(c)).encode(), checksum)
        print(form, checksum)

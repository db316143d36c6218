"""Writes src/base/unicode_tables.cpp to standard output.

Run it with the CPython whose Unicode version the tables shall have (3.14: Unicode 16.0), for instance the oracle's. Every
property is taken from that interpreter's own behaviour, so the tables say what CPython says by construction.

The layout is described in src/base/unicode_tables.h.
"""

import sys
import unicodedata

import _sre

LIMIT = 0x110000
HANGUL = range(0xAC00, 0xAC00 + 11172)
FORMS = ("NFC", "NFD", "NFKC", "NFKD")

CATEGORIES = (
    "Cn Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So Zs Zl Zp Cc Cf Cs Co"
).split()
BIDIRECTIONAL = (
    [""] + "L R AL EN ES ET AN CS NSM BN B S WS ON LRE LRO RLE RLO PDF LRI RLI FSI PDI".split()
)
EAST_ASIAN = "N Na A W H F".split()
TAGS = [""] + (
    "<font> <noBreak> <initial> <medial> <final> <isolated> <circle> <super> <sub> <vertical> <wide> <narrow> "
    "<small> <square> <fraction> <compat>"
).split()

# Bit positions of CharacterFlag in unicode_tables.h.
FLAGS = (
    "alpha decimal digit numeric space printable upper lower title xid_start xid_continue cased case_ignorable "
    "mirrored simple_cased"
).split()


def flags_of(c, ch):
    sigma_after = (ch + "\u03a3").lower().endswith("\u03c2")
    sigma_past = ("A" + ch + "\u03a3").lower().endswith("\u03c2")
    properties = {
        "alpha": ch.isalpha(),
        "decimal": ch.isdecimal(),
        "digit": ch.isdigit(),
        "numeric": ch.isnumeric(),
        "space": ch.isspace(),
        "printable": ch.isprintable(),
        "upper": ch.isupper(),
        "lower": ch.islower(),
        "title": unicodedata.category(ch) == "Lt",
        "xid_start": ch.isidentifier() and ch != "_",
        "xid_continue": ("a" + ch).isidentifier(),
        # Whether a case-ignorable character is cased as well never matters to the final sigma rule.
        "cased": sigma_after,
        "case_ignorable": sigma_past and not sigma_after,
        "mirrored": bool(unicodedata.mirrored(ch)),
        "simple_cased": _sre.unicode_iscased(c),
    }
    return sum(1 << i for i, name in enumerate(FLAGS) if properties[name])


class Pool:
    """Distinct items in order of first use."""

    def __init__(self, *items):
        self.items = list(items)
        self.index = {item: i for i, item in enumerate(items)}

    def add(self, item):
        if item not in self.index:
            self.index[item] = len(self.items)
            self.items.append(item)
        return self.index[item]


class Texts:
    """Sequences of UTF-16 units, one after the other."""

    def __init__(self):
        self.units = []
        self.index = {}

    def add(self, text):
        if text not in self.index:
            self.index[text] = len(self.units)
            raw = text.encode("utf-16-le", "surrogatepass")
            self.units += [raw[i] | raw[i + 1] << 8 for i in range(0, len(raw), 2)]
        return self.index[text]


case_texts = Texts()


def mapping(c, text):
    """A difference of code points, or (from 0x1000000 up) where the text is in case_texts and how long."""
    if len(text) == 1:
        return ord(text) - c
    return 0x1000000 | case_texts.add(text) << 4 | len(text.encode("utf-16-le")) // 2


def two_stage(values):
    """The split with the smallest tables: (shift, first stage, second stage)."""
    best = None
    for shift in range(4, 9):
        blocks, size = Pool(), 1 << shift
        first = [blocks.add(tuple(values[i : i + size])) for i in range(0, LIMIT, size)]
        second = [value for block in blocks.items for value in block]
        width = lambda items: 1 if max(items) < 256 else 2
        cost = len(first) * width(first) + len(second) * width(second)
        if best is None or cost < best[0]:
            best = (cost, shift, first, second)
    return best[1:]


def emit(out, kind, name, values):
    out.append(f"const {kind} {name}[{len(values)}] = {{")
    line = ""
    for value in values:
        text = f"{value},"
        if len(line) + len(text) > 120:
            out.append(line)
            line = ""
        line += text
    out.append(line)
    out.append("};")
    out.append("")


def unit_type(values):
    return "uint8_t" if max(values) < 256 else "uint16_t"


def emit_two_stage(out, name, values):
    shift, first, second = two_stage(values)
    out.append(f"const unsigned k{name}Shift = {shift};")
    emit(out, "uint16_t", f"k{name}First", first)
    emit(out, "uint16_t", f"k{name}Second", second)


def find_compositions():
    """([(first, second, composed)], the characters that may be the second of a pair)"""
    pairs = []
    seconds = set(range(0x1161, 0x1176)) | set(range(0x11A8, 0x11C3))
    for c in range(LIMIT):
        text = unicodedata.decomposition(chr(c))
        parts = text.split()
        if len(parts) == 2 and not text.startswith("<"):
            first, second = (chr(int(p, 16)) for p in parts)
            if unicodedata.normalize("NFC", first + second) == chr(c):
                pairs.append((ord(first), ord(second), c))
                seconds.add(ord(second))
    return sorted(pairs), seconds


class Tables:
    """The properties of every character, each distinct value once."""

    def __init__(self):
        self.cases = Pool((0, 0, 0, 0, 0))
        self.numbers = Pool("0")
        self.decompositions = Texts()
        self.headers = Pool(0)
        self.records = Pool()
        self.record_of = []
        self.decomposition_of = []
        self.pairs, self.seconds = find_compositions()
        for c in range(LIMIT):
            self.record_of.append(self.records.add(self.record(c)))
            self.decomposition_of.append(self.decomposition(c))

    def record(self, c):
        ch = chr(c)
        mapped = (ch.upper(), ch.lower(), ch.title(), ch.casefold())
        case = self.cases.add((*(mapping(c, text) for text in mapped), _sre.unicode_tolower(c) - c))
        quick = 0
        for i, form in enumerate(FORMS):
            changes = unicodedata.normalize(form, ch) != ch
            combines = form in ("NFC", "NFKC") and c in self.seconds
            quick |= (changes or combines) << i
        numeric = unicodedata.numeric(ch, None)
        return (
            flags_of(c, ch),
            CATEGORIES.index(unicodedata.category(ch)),
            BIDIRECTIONAL.index(unicodedata.bidirectional(ch)),
            EAST_ASIAN.index(unicodedata.east_asian_width(ch)),
            unicodedata.combining(ch),
            unicodedata.decimal(ch, -1),
            unicodedata.digit(ch, -1),
            quick,
            0 if numeric is None else self.numbers.add(repr(numeric)),
            case,
        )

    def decomposition(self, c):
        text = "" if c in HANGUL else unicodedata.decomposition(chr(c))
        if not text:
            return 0
        parts = text.split()
        tag = TAGS.index(parts.pop(0)) if text.startswith("<") else 0
        content = "".join(chr(int(p, 16)) for p in parts)
        length = len(content.encode("utf-16-le")) // 2
        assert length < 32
        return self.headers.add(self.decompositions.add(content) << 10 | length << 5 | tag)


def emit_records(out, kind, name, items):
    out.append(f"const {kind} {name}[{len(items)}] = {{")
    out += ["    {" + ", ".join(map(str, fields)) + "}," for fields in items]
    out += ["};", ""]


def emit_pairs(out, pairs):
    out.append(f"const uint32_t kCompositionCount = {len(pairs)};")
    out.append(f"const CompositionPair kCompositions[{len(pairs)}] = {{")
    line = "   "
    for a, b, c in pairs:
        text = f" {{{a}, {b}, {c}}},"
        if len(line) + len(text) > 120:
            out.append(line)
            line = "   "
        line += text
    out += [line, "};", ""]


def main():
    assert unicodedata.unidata_version == "16.0.0", unicodedata.unidata_version
    tables = Tables()
    out = [
        "// Generated by tools/generate_unicode.py; do not edit.",
        '#include "base/unicode_tables.h"',
        "",
        "// clang-format off",
        "namespace memphis::unicode::tables {",
        "",
    ]
    emit_records(out, "CharacterRecord", "kRecords", tables.records.items)
    emit_two_stage(out, "Record", tables.record_of)
    emit_records(out, "CaseRecord", "kCases", tables.cases.items)
    emit(out, "uint16_t", "kCaseTexts", case_texts.units)
    emit(out, "double", "kNumericValues", tables.numbers.items)
    emit_two_stage(out, "Decomposition", tables.decomposition_of)
    emit(out, "uint32_t", "kDecompositions", tables.headers.items)
    emit(out, "uint16_t", "kDecompositionTexts", tables.decompositions.units)
    emit_pairs(out, tables.pairs)
    out.append("}  // namespace memphis::unicode::tables")
    print("\n".join(out))


main()

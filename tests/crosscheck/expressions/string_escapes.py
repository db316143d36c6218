# Every escape in str and bytes literals, raw ones, prefixes in all cases, line continuations, concatenation.
print(["\a\b\f\n\r\t\v\\\'\"", "\0\1\12\123\377", "\x00\xff\x7F", "\u00e9\u20AC", "\U0001F600", "\N{LATIN SMALL LETTER E WITH ACUTE}\N{greek small letter alpha}", "a\
b", '''tri"ple'
line''', "\0" "0"])
print([b"\a\n\x00\xff\123\\", b"ok", rb"\n\x", Rb"\q", bR"\q", BR"\q", r"\n\\", R'\'', r"a\
b", u"u\u0041", U'x'])
print("adjacent" 'strings' """triple""" r"\raw", b"by" b"tes", ("paren"
    "thesised"), "\"" + '\'', "'" '"', len("\\\n"), "tab\there", "\x41\u0042\103")
print(
    ascii("\x80\xff\u0100\U00010000\ud800"), repr("\x7f\x80\xa0\xad\u200b\u2028\ud800\U000e0001é"), repr("'"),
    repr('"'), repr("'\""), repr(b"'"), repr(b"'\"\x00\t\n\r\\\x7f\x80"),
)
for source in (
    r"'\x'", r"'\x4'", r"'\xg1'", r"'\u12'", r"'\U1234567'", r"'\U00110000'", r"'\N'", r"'\N{'", r"'\N{}'",
    r"'\N{no such name}'", r"b'\x'", r"b'\x4'", "b'\u00e9'", "'unterminated", "'''never", "'line\nbreak'", "ur'x'",
    "bu'x'", "rr'x'", "bb'x'", "rf'{1}'", "br'\\'", "r'\\'", "'\\'", r"r'\''", "'a' u'b'", "''''''", "''''",
    "'''a''''", "\"\"\"a\"\"\"\"", "x'41'", "'\\\n'", "r'\\\n'", "'a' 5", "'a'b", "''  ''",
):
    try:
        print(source.encode("unicode_escape").decode(), "=", ascii(eval(source)))
    except SyntaxError as error:
        print(
            source.encode("unicode_escape").decode(), "->", error.msg,
            (error.lineno, error.offset, error.end_lineno, error.end_offset),
        )

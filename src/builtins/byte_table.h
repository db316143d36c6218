// The rows that the tables of bytes and bytearray have in common. (A table is one array, so the rows are spelt once
// here.)
#pragma once

#include "builtins/byte_methods.h"

#define MEMPHIS_BYTE_METHODS                                                                                           \
  {"__len__(self, /)", bytes_len}, {"__add__(self, value, /)", bytes_add, "", NativeKind::kSequenceMethod},            \
      {"__mul__(self, value, /)", bytes_mul, "", NativeKind::kSequenceMethod},                                         \
      {"__rmul__(self, value, /)", bytes_mul, "", NativeKind::kSequenceMethod},                                        \
      {"__mod__(self, value, /)", bytes_mod}, {"__rmod__(self, value, /)", bytes_rmod},                                \
      {"__contains__(self, key, /)", bytes_contains}, {"__getitem__(self, key, /)", bytes_getitem},                    \
      {"capitalize(self, /)", bytes_capitalize, "First byte in upper case, the others in lower case."},                \
      {"center(self, width, fillchar=b' ', /)", bytes_center, "In the middle of the width."},                          \
      {"count(self, sub[, start[, end]], /)", bytes_count, "How often bytes occur, without overlaps."},                \
      {"decode(self, /, encoding='utf-8', errors='strict')", bytes_decode, "The bytes as text."},                      \
      {"endswith(self, suffix[, start[, end]], /)", bytes_endswith, "Whether it ends with one of the suffixes."},      \
      {"expandtabs(self, /, tabsize=8)", bytes_expandtabs, "Tabs replaced by blanks."},                                \
      {"find(self, sub[, start[, end]], /)", bytes_find, "Index of the first occurrence, -1 if there is none."},       \
      {"fromhex(cls, string, /)", bytes_fromhex, "From pairs of hexadecimal digits.", NativeKind::kClassMethod},       \
      {"hex(self, /, sep=<unrepresentable>, bytes_per_sep=1)", bytes_hex, "As hexadecimal digits."},                   \
      {"index(self, sub[, start[, end]], /)", bytes_index, "Index of the first occurrence, or ValueError."},           \
      {"isalnum(self, /)", bytes_isalnum, "Only ASCII letters and digits, at least one."},                             \
      {"isalpha(self, /)", bytes_isalpha, "Only ASCII letters, at least one."},                                        \
      {"isascii(self, /)", bytes_isascii, "Only bytes below 128."},                                                    \
      {"isdigit(self, /)", bytes_isdigit, "Only ASCII digits, at least one."},                                         \
      {"islower(self, /)", bytes_islower, "All letters in lower case, at least one."},                                 \
      {"isspace(self, /)", bytes_isspace, "Only ASCII whitespace, at least one byte."},                                \
      {"istitle(self, /)", bytes_istitle, "Every word in title case, at least one."},                                  \
      {"isupper(self, /)", bytes_isupper, "All letters in upper case, at least one."},                                 \
      {"join(self, iterable_of_bytes, /)", bytes_join, "The items of the iterable with this one between them."},       \
      {"ljust(self, width, fillchar=b' ', /)", bytes_ljust, "Padded on the right."},                                   \
      {"lower(self, /)", bytes_lower, "ASCII letters in lower case."},                                                 \
      {"lstrip(self, bytes=None, /)", bytes_lstrip, "Without leading whitespace (or the given bytes)."},               \
      {"maketrans(frm, to, /)", bytes_maketrans, "A table for translate().", NativeKind::kStaticMethod},               \
      {"partition(self, sep, /)", bytes_partition, "Before the first separator, the separator, after it."},            \
      {"removeprefix(self, prefix, /)", bytes_removeprefix, "Without the prefix if it is there."},                     \
      {"removesuffix(self, suffix, /)", bytes_removesuffix, "Without the suffix if it is there."},                     \
      {"replace(self, old, new, count=-1, /)", bytes_replace, "Occurrences replaced by other bytes."},                 \
      {"rfind(self, sub[, start[, end]], /)", bytes_rfind, "Index of the last occurrence, -1 if there is none."},      \
      {"rindex(self, sub[, start[, end]], /)", bytes_rindex, "Index of the last occurrence, or ValueError."},          \
      {"rjust(self, width, fillchar=b' ', /)", bytes_rjust, "Padded on the left."},                                    \
      {"rpartition(self, sep, /)", bytes_rpartition, "Before the last separator, the separator, after it."},           \
      {"rsplit(self, /, sep=None, maxsplit=-1)", bytes_rsplit,                                                         \
       "The parts between separators, counted from the right."},                                                       \
      {"rstrip(self, bytes=None, /)", bytes_rstrip, "Without trailing whitespace (or the given bytes)."},              \
      {"split(self, /, sep=None, maxsplit=-1)", bytes_split, "The parts between separators."},                         \
      {"splitlines(self, /, keepends=False)", bytes_splitlines, "The lines."},                                         \
      {"startswith(self, prefix[, start[, end]], /)", bytes_startswith,                                                \
       "Whether it starts with one of the prefixes."},                                                                 \
      {"strip(self, bytes=None, /)", bytes_strip, "Without whitespace (or the given bytes) at both ends."},            \
      {"swapcase(self, /)", bytes_swapcase, "Upper case to lower case and the other way round."},                      \
      {"title(self, /)", bytes_title, "Every word in title case."},                                                    \
      {"translate(self, table, /, delete=b'')", bytes_translate, "Every byte replaced by what the table has for it."}, \
      {"upper(self, /)", bytes_upper, "ASCII letters in upper case."},                                                 \
      {"zfill(self, width, /)", bytes_zfill, "Padded with zeros behind the sign."}

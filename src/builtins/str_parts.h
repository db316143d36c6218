// Private to the files builtins/str*.cpp: the method tables that make up type str.
#pragma once

#include "runtime/make.h"
#include "runtime/native.h"

namespace memphis {

inline Str* self_str(Value* args) { return args[0].as<Str>(); }
// The same text as an exact str: the argument itself where it is one.
inline Str* exact_str(Thread& thread, Str* str) { return substring(thread, str, 0, str->length()); }

Value str_capitalize(Thread& thread, Value* args);
Value str_casefold(Thread& thread, Value* args);
Value str_lower(Thread& thread, Value* args);
Value str_upper(Thread& thread, Value* args);
Value str_title(Thread& thread, Value* args);
Value str_swapcase(Thread& thread, Value* args);

Value str_isalnum(Thread& thread, Value* args);
Value str_isalpha(Thread& thread, Value* args);
Value str_isascii(Thread& thread, Value* args);
Value str_isdecimal(Thread& thread, Value* args);
Value str_isdigit(Thread& thread, Value* args);
Value str_isidentifier(Thread& thread, Value* args);
Value str_islower(Thread& thread, Value* args);
Value str_isnumeric(Thread& thread, Value* args);
Value str_isprintable(Thread& thread, Value* args);
Value str_isspace(Thread& thread, Value* args);
Value str_istitle(Thread& thread, Value* args);
Value str_isupper(Thread& thread, Value* args);

Value str_find(Thread& thread, Value* args);
Value str_rfind(Thread& thread, Value* args);
Value str_index(Thread& thread, Value* args);
Value str_rindex(Thread& thread, Value* args);
Value str_count(Thread& thread, Value* args);
Value str_contains(Thread& thread, Value* args);
Value str_startswith(Thread& thread, Value* args);
Value str_endswith(Thread& thread, Value* args);
Value str_replace(Thread& thread, Value* args);
Value str_removeprefix(Thread& thread, Value* args);
Value str_removesuffix(Thread& thread, Value* args);
Value str_partition(Thread& thread, Value* args);
Value str_rpartition(Thread& thread, Value* args);

Value str_split(Thread& thread, Value* args);
Value str_rsplit(Thread& thread, Value* args);
Value str_splitlines(Thread& thread, Value* args);
Value str_join(Thread& thread, Value* args);
Value str_strip(Thread& thread, Value* args);
Value str_lstrip(Thread& thread, Value* args);
Value str_rstrip(Thread& thread, Value* args);
Value str_center(Thread& thread, Value* args);
Value str_ljust(Thread& thread, Value* args);
Value str_rjust(Thread& thread, Value* args);
Value str_zfill(Thread& thread, Value* args);
Value str_expandtabs(Thread& thread, Value* args);

Value str_translate(Thread& thread, Value* args);
Value str_maketrans(Thread& thread, Value* args);

Value str_format(Thread& thread, Value* args);
Value str_format_map(Thread& thread, Value* args);
Value str_dunder_format(Thread& thread, Value* args);

}  // namespace memphis

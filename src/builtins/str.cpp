// Type str: construction, operators, the table. Its methods are in str_*.cpp.
#include <cstring>

#include "builtins/percent_format.h"
#include "builtins/str_parts.h"
#include "builtins/text_arguments.h"
#include "builtins/types.h"
#include "runtime/buffer.h"
#include "runtime/codecs.h"
#include "runtime/error.h"
#include "runtime/str_units.h"
#include "runtime/text_repr.h"

namespace memphis {

namespace {

// An instance of a subclass with the same text.
Value make_instance(Thread& thread, Type* type, Str* text) {
  auto* str = allocate_variable<Str>(thread, type, kStrHeaderSize + (text->length() + 1) * text->width());
  if (str == nullptr) return Value::error();
  str->packed = text->packed & ~(Str::kInterned | Str::kExternal);
  str->cached_hash = text->cached_hash;
  std::memcpy(str->inline_data, text->data(), text->byte_length());
  return str;
}

Value decode_object(Thread& thread, Value object, Str* encoding, Str* errors) {
  if (object.is_kind(Kind::kBytes)) {
    return decode_text(thread, object.as<Bytes>()->view(), object, encoding, errors);
  }
  if (is_str(object)) return raise_type_error(thread, "decoding str is not supported");
  Buffer buffer(thread);
  if (!has_buffer(thread, object)) {
    return raise_type_error(thread, "decoding to str: need a bytes-like object, {} found", type_name(thread, object));
  }
  TRY(buffer.acquire(object));
  bool is_checked = thread.runtime.options.flags.dev_mode;
  if (buffer.size() == 0 && !is_checked) return thread.runtime.name(Name::kEmpty);  // whatever the encoding
  return decode_text(thread, buffer.bytes(), Value::unbound(), encoding, errors);
}

Value str_new(Thread& thread, Value* args) {
  auto* type = args[0].as<Type>();
  static constexpr const char* kNames[] = {"encoding", "errors"};
  for (int i = 0; i < 2; i++) {
    if (args[2 + i].is_unbound() || is_str(args[2 + i])) continue;
    return raise_type_error(thread, "str() argument '{}' must be str, not {}", kNames[i],
                            qualified_type_name(thread, type_of(thread, args[2 + i])));
  }
  Str* encoding = args[2].is_unbound() ? nullptr : args[2].as<Str>();
  Str* errors = args[3].is_unbound() ? nullptr : args[3].as<Str>();
  Value text = thread.runtime.name(Name::kEmpty);
  if (!args[1].is_unbound()) {
    bool decodes = encoding != nullptr || errors != nullptr;
    text = decodes ? TRY(decode_object(thread, args[1], encoding, errors)) : TRY(to_str(thread, args[1]));
  }
  if (type == thread.runtime.type(TypeId::kStr)) return text;
  return make_instance(thread, type, text.as<Str>());
}

Value str_repr(Thread& thread, Value* args) { return repr_str(thread, self_str(args)); }
Value str_str(Thread& thread, Value* args) { return exact_str(thread, self_str(args)); }
Value str_hash(Thread& thread, Value* args) { return make_int(thread, hash_str(thread.runtime, self_str(args))); }
Value str_len(Thread&, Value* args) { return Value::small_int(static_cast<int64_t>(self_str(args)->length())); }

Value str_add(Thread& thread, Value* args) {
  if (!is_str(args[1])) {
    return raise_type_error(thread, "can only concatenate str (not \"{}\") to str", type_name(thread, args[1]));
  }
  return concatenate(thread, self_str(args), args[1].as<Str>());
}

Value repeat(Thread& thread, Str* text, uint64_t count) {
  if (count == 1) return exact_str(thread, text);
  uint64_t length;
  if (__builtin_mul_overflow(count, text->length(), &length) || length > uint64_t{INT64_MAX}) {
    return raise(thread, ExceptionId::kOverflowError, "repeated string is too long");
  }
  Str* result = TRY(allocate_str(thread, length, text->width(), text->is_ascii()));
  if (length == 0) return thread.runtime.name(Name::kEmpty);
  uint8_t* to = result->mutable_data();
  uint64_t size = result->byte_length();
  if (text->byte_length() == 1) {
    std::memset(to, text->data()[0], size);
    return result;
  }
  // Doubling: few long copies instead of many short ones.
  uint64_t done = text->byte_length();
  std::memcpy(to, text->data(), done);
  while (done < size) {
    uint64_t step = done < size - done ? done : size - done;
    std::memcpy(to + done, to, step);
    done += step;
  }
  return result;
}

Value str_mul(Thread& thread, Value* args) {
  return repeat(thread, self_str(args), TRY(repeat_count(thread, args[1])));
}

Value str_mod(Thread& thread, Value* args) { return percent_format_str(thread, self_str(args), args[1]); }
Value str_rmod(Thread& thread, Value* args) {
  if (!is_str(args[1])) return Value::not_implemented();
  return percent_format_str(thread, args[1].as<Str>(), args[0]);
}

Value slice_str(Thread& thread, Str* text, const Slice* slice) {
  SliceBounds bounds = TRY(slice_bounds(thread, slice, static_cast<int64_t>(text->length())));
  auto start = static_cast<uint64_t>(bounds.start);
  auto count = static_cast<uint64_t>(bounds.count);
  if (count == 0) return thread.runtime.name(Name::kEmpty);
  if (bounds.step == 1) return substring(thread, text, start, start + count);
  if (text->is_ascii()) {
    Str* result = TRY(allocate_str(thread, count, 1, true));
    const uint8_t* from = text->data();
    uint8_t* to = result->mutable_data();
    for (uint64_t i = 0; i < count; i++) to[i] = from[bounds.start + static_cast<int64_t>(i) * bounds.step];
    return result;
  }
  std::vector<uint32_t> characters(count);
  for (uint64_t i = 0; i < count; i++) {
    characters[i] = text->at(static_cast<uint64_t>(bounds.start + static_cast<int64_t>(i) * bounds.step));
  }
  return make_str_utf32(thread, characters);
}

Value str_getitem(Thread& thread, Value* args) {
  Str* text = self_str(args);
  Value key = args[1];
  int64_t index;
  if (key.is_small_int()) [[likely]] {
    index = key.as_small_int();
  } else if (key.is_kind(Kind::kSlice)) {
    return slice_str(thread, text, key.as<Slice>());
  } else if (has_index(thread, key)) {
    index = TRY(to_index_int64(thread, key, false, ExceptionId::kIndexError));
  } else {
    return raise_type_error(thread, "string indices must be integers, not '{}'", type_name(thread, key));
  }
  auto length = static_cast<int64_t>(text->length());
  if (index < 0) index += length;
  if (index < 0 || index >= length) return raise(thread, ExceptionId::kIndexError, "string index out of range");
  return make_character(thread, text->at(static_cast<uint64_t>(index)));
}

template <class Test>
Value compare_with(Value* args, Test test) {
  if (!is_str(args[1])) return Value::not_implemented();
  return Value::boolean(test(compare_strs(self_str(args), args[1].as<Str>())));
}

Value str_eq(Thread&, Value* args) {
  if (!is_str(args[1])) return Value::not_implemented();
  return Value::boolean(strs_equal(self_str(args), args[1].as<Str>()));
}
Value str_ne(Thread&, Value* args) {
  if (!is_str(args[1])) return Value::not_implemented();
  return Value::boolean(!strs_equal(self_str(args), args[1].as<Str>()));
}
Value str_lt(Thread&, Value* args) {
  return compare_with(args, [](int order) { return order < 0; });
}
Value str_le(Thread&, Value* args) {
  return compare_with(args, [](int order) { return order <= 0; });
}
Value str_gt(Thread&, Value* args) {
  return compare_with(args, [](int order) { return order > 0; });
}
Value str_ge(Thread&, Value* args) {
  return compare_with(args, [](int order) { return order >= 0; });
}

Value str_getnewargs(Thread& thread, Value* args) {
  Str* copy = TRY(exact_str(thread, self_str(args)));
  return make_tuple(thread, {Value(copy)});
}

// CPython's figures for the same text.
Value str_sizeof(Thread& thread, Value* args) {
  Str* str = self_str(args);
  uint64_t header = str->is_ascii() ? 40 : 56;
  return make_int(thread, static_cast<int64_t>(header + (str->length() + 1) * str->width()));
}

Value str_encode(Thread& thread, Value* args) {
  Str* encoding = TRY(optional_str_argument(thread, args[1], "encode", "encoding"));
  Str* errors = TRY(optional_str_argument(thread, args[2], "encode", "errors"));
  return encode_text(thread, self_str(args), encoding, errors);
}

Value str_iter(Thread& thread, Value* args) {
  bool is_ascii = args[0].is_exactly(Kind::kStr) && self_str(args)->is_ascii();
  return make_text_iterator(thread, is_ascii ? TypeId::kStrAsciiIterator : TypeId::kStrIterator, args[0]);
}

constexpr NativeDefinition kStrMethods[] = {
    {"__new__(cls, /, object='', encoding='utf-8', errors='strict')", str_new,
     "Makes a str from any object, or decodes bytes.", NativeKind::kStaticMethod, CallErrors::kCounted},
    {"__repr__(self, /)", str_repr},
    {"__str__(self, /)", str_str},
    {"__hash__(self, /)", str_hash},
    {"__len__(self, /)", str_len},
    {"__iter__(self, /)", str_iter},
    {"__add__(self, value, /)", str_add, "", NativeKind::kSequenceMethod},
    {"__mul__(self, value, /)", str_mul, "", NativeKind::kSequenceMethod},
    {"__rmul__(self, value, /)", str_mul, "", NativeKind::kSequenceMethod},
    {"__mod__(self, value, /)", str_mod},
    {"__rmod__(self, value, /)", str_rmod},
    {"__contains__(self, key, /)", str_contains},
    {"__getitem__(self, key, /)", str_getitem},
    {"__eq__(self, value, /)", str_eq},
    {"__ne__(self, value, /)", str_ne},
    {"__lt__(self, value, /)", str_lt},
    {"__le__(self, value, /)", str_le},
    {"__gt__(self, value, /)", str_gt},
    {"__ge__(self, value, /)", str_ge},
    {"__format__(self, format_spec, /)", str_dunder_format, "The text laid out by a format spec."},
    {"__getnewargs__(self, /)", str_getnewargs},
    {"__sizeof__(self, /)", str_sizeof, "Bytes in memory."},
    {"capitalize(self, /)", str_capitalize, "First character in title case, the others in lower case."},
    {"casefold(self, /)", str_casefold, "For comparisons that ignore case."},
    {"center(self, width, fillchar=' ', /)", str_center, "In the middle of the width."},
    {"count(self, sub[, start[, end]], /)", str_count, "How often a text occurs, without overlaps."},
    {"encode(self, /, encoding='utf-8', errors='strict')", str_encode, "The text as bytes."},
    {"endswith(self, suffix[, start[, end]], /)", str_endswith, "Whether the text ends with one of the suffixes."},
    {"expandtabs(self, /, tabsize=8)", str_expandtabs, "Tabs replaced by blanks."},
    {"find(self, sub[, start[, end]], /)", str_find, "Index of the first occurrence, -1 if there is none."},
    {"format(self, /, *args, **kwargs)", str_format, "Replaces the fields in braces by the arguments."},
    {"format_map(self, mapping, /)", str_format_map, "Replaces the fields in braces by values of the mapping."},
    {"index(self, sub[, start[, end]], /)", str_index, "Index of the first occurrence; ValueError if there is none."},
    {"isalnum(self, /)", str_isalnum, "Only letters and digits, at least one."},
    {"isalpha(self, /)", str_isalpha, "Only letters, at least one."},
    {"isascii(self, /)", str_isascii, "Only characters below U+0080."},
    {"isdecimal(self, /)", str_isdecimal, "Only decimal digits, at least one."},
    {"isdigit(self, /)", str_isdigit, "Only digits, at least one."},
    {"isidentifier(self, /)", str_isidentifier, "Whether it could be a name (keywords included)."},
    {"islower(self, /)", str_islower, "All cased characters in lower case, at least one."},
    {"isnumeric(self, /)", str_isnumeric, "Only numeric characters, at least one."},
    {"isprintable(self, /)", str_isprintable, "Whether repr() would show all characters as they are."},
    {"isspace(self, /)", str_isspace, "Only whitespace, at least one character."},
    {"istitle(self, /)", str_istitle, "Every word in title case, at least one."},
    {"isupper(self, /)", str_isupper, "All cased characters in upper case, at least one."},
    {"join(self, iterable, /)", str_join, "The strs of the iterable with this one between them."},
    {"ljust(self, width, fillchar=' ', /)", str_ljust, "Padded on the right."},
    {"lower(self, /)", str_lower, "In lower case."},
    {"lstrip(self, chars=None, /)", str_lstrip, "Without leading whitespace (or the given characters)."},
    {"maketrans(x, y=<unrepresentable>, z=<unrepresentable>, /)", str_maketrans, "A table for translate().",
     NativeKind::kStaticMethod},
    {"partition(self, sep, /)", str_partition, "Before the first separator, the separator, after it."},
    {"removeprefix(self, prefix, /)", str_removeprefix, "Without the prefix if it is there."},
    {"removesuffix(self, suffix, /)", str_removesuffix, "Without the suffix if it is there."},
    {"replace(self, old, new, /, count=-1)", str_replace, "Occurrences of a text replaced by another."},
    {"rfind(self, sub[, start[, end]], /)", str_rfind, "Index of the last occurrence, -1 if there is none."},
    {"rindex(self, sub[, start[, end]], /)", str_rindex, "Index of the last occurrence; ValueError if there is none."},
    {"rjust(self, width, fillchar=' ', /)", str_rjust, "Padded on the left."},
    {"rpartition(self, sep, /)", str_rpartition, "Before the last separator, the separator, after it."},
    {"rsplit(self, /, sep=None, maxsplit=-1)", str_rsplit, "The parts between separators, counted from the right."},
    {"rstrip(self, chars=None, /)", str_rstrip, "Without trailing whitespace (or the given characters)."},
    {"split(self, /, sep=None, maxsplit=-1)", str_split, "The parts between separators."},
    {"splitlines(self, /, keepends=False)", str_splitlines, "The lines."},
    {"startswith(self, prefix[, start[, end]], /)", str_startswith,
     "Whether the text starts with one of the prefixes."},
    {"strip(self, chars=None, /)", str_strip, "Without whitespace (or the given characters) at both ends."},
    {"swapcase(self, /)", str_swapcase, "Upper case to lower case and the other way round."},
    {"title(self, /)", str_title, "Every word in title case."},
    {"translate(self, table, /)", str_translate, "Every character replaced by what the table has for it."},
    {"upper(self, /)", str_upper, "In upper case."},
    {"zfill(self, width, /)", str_zfill, "Padded with zeros behind the sign."},
};

// Iterators -----------------------------------------------------------------------------------------------------------

Value str_iterator_next(Thread& thread, Value* args) {
  auto* iterator = args[0].as<TextIterator>();
  Value source = iterator->source;
  if (source.is_unbound()) return Value::unbound();
  auto* str = source.as<Str>();
  if (iterator->index < str->length()) return make_character(thread, str->at(iterator->index++));
  iterator->source.set(iterator, Value::unbound());
  return Value::unbound();
}

uint64_t source_length(Value* args) {
  Value source = args[0].as<TextIterator>()->source;
  return source.is_unbound() ? 0 : source.as<Str>()->length();
}

Value iterator_iter(Thread&, Value* args) { return args[0]; }
Value str_iterator_length_hint(Thread&, Value* args) {
  return Value::small_int(
      static_cast<int64_t>(source_length(args) - (source_length(args) == 0 ? 0 : args[0].as<TextIterator>()->index)));
}
Value str_iterator_reduce(Thread& thread, Value* args) {
  return reduce_text_iterator(thread, args[0].as<TextIterator>(), thread.runtime.name(Name::kEmpty));
}
Value str_iterator_setstate(Thread& thread, Value* args) {
  return set_text_iterator_state(thread, args, source_length(args));
}

constexpr NativeDefinition kStrIteratorMethods[] = {
    {"__iter__(self, /)", iterator_iter},
    {"__next__(self, /)", str_iterator_next},
    {"__length_hint__(self, /)", str_iterator_length_hint},
    {"__reduce__(self, /)", str_iterator_reduce},
    {"__setstate__(self, object, /)", str_iterator_setstate},
};

}  // namespace

extern const TypeSpec kStrType = {
    .name = "str",
    .id = TypeId::kStr,
    .layout = Kind::kStr,
    .basic_size = sizeof(Str),
    .flags = kTypeIsVariableSize | kTypeMatchSelf,
    .methods = kStrMethods,
    .doc =
        "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\n"
        "Text: an immutable sequence of Unicode characters.",
    .text_signature = "",
};

extern const TypeSpec kStrIteratorType = {
    .name = "str_iterator",
    .id = TypeId::kStrIterator,
    .basic_size = sizeof(TextIterator),
    .native_fields = 1,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
    .methods = kStrIteratorMethods,
};

extern const TypeSpec kStrAsciiIteratorType = {
    .name = "str_ascii_iterator",
    .id = TypeId::kStrAsciiIterator,
    .basic_size = sizeof(TextIterator),
    .native_fields = 1,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
    .methods = kStrIteratorMethods,
};

}  // namespace memphis

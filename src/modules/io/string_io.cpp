// _io.StringIO: a file of text in memory. The characters lie in a ByteStorage, as wide as the widest of them needs.
#include <algorithm>
#include <cstring>

#include "base/utf8.h"
#include "modules/io/line_ends.h"
#include "modules/io/newline_decoder.h"
#include "runtime/argument_support.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/str_units.h"
#include "runtime/text_builder.h"

namespace memphis::io {

namespace {

struct StringIo : Cell {
  Field storage;  // ByteStorage; unbound: nothing was ever written
  Field newline;  // as the constructor got it: Str or None
  Field decoder;  // NewlineDecoder; unbound: line ends stay as they are
  int64_t length;
  int64_t position;
  uint8_t width;  // 1, 2, 4 bytes a character
  LineEnds ends;
  bool writes_return;  // '\n' becomes `newline`
  bool initialized;
  bool closed;

  int64_t capacity() const {
    return storage.get().is_unbound() ? 0 : static_cast<int64_t>(storage.get().as<ByteStorage>()->capacity / width);
  }
  uint8_t* bytes() const { return storage.get().is_unbound() ? nullptr : storage.get().as<ByteStorage>()->bytes; }
};

StringIo* self_of(Value* args) { return args[0].as<StringIo>(); }

Status check_open(Thread& thread, const StringIo* self) {
  if (!self->initialized) return raise_value_error(thread, "I/O operation on uninitialized object");
  if (self->closed) return raise_value_error(thread, "I/O operation on closed file");
  return {};
}

// Calls visit(units) with the characters in their width.
template <class Visit>
decltype(auto) with_storage(const StringIo* self, Visit visit) {
  switch (self->width) {
    case 1: return visit(self->bytes());
    case 2: return visit(reinterpret_cast<uint16_t*>(self->bytes()));
    default: return visit(reinterpret_cast<uint32_t*>(self->bytes()));
  }
}

Value make_part(Thread& thread, const StringIo* self, int64_t begin, int64_t count) {
  if (count <= 0) return thread.runtime.name(Name::kEmpty);
  auto size = static_cast<size_t>(count);
  return with_storage(self, [&](auto* units) -> Value {
    auto* start = units + begin;
    if constexpr (sizeof(*units) == 1) return make_str_latin1(thread, {start, size});
    if constexpr (sizeof(*units) == 2) return make_str_utf16(thread, {start, size});
    if constexpr (sizeof(*units) == 4) return make_str_utf32(thread, {start, size});
  });
}

// Room for `length` characters of `width` bytes.
Status make_room(Thread& thread, StringIo* self, int64_t length, unsigned width) {
  width = std::max<unsigned>(width, self->width);
  if (width == self->width && length <= self->capacity()) return {};
  int64_t capacity = std::max(length, self->length + self->length / 2 + 32);
  if (capacity > int64_t{1} << 46) return raise_memory_error(thread);
  ByteStorage* storage = TRY(make_storage(thread, static_cast<uint64_t>(capacity) * width));
  auto count = static_cast<size_t>(self->length);
  with_storage(self, [&](auto* units) {
    switch (width) {
      case 1: convert_units(units, count, storage->bytes); break;
      case 2: convert_units(units, count, reinterpret_cast<uint16_t*>(storage->bytes)); break;
      default: convert_units(units, count, reinterpret_cast<uint32_t*>(storage->bytes)); break;
    }
  });
  self->storage.set(self, storage);
  self->width = static_cast<uint8_t>(width);
  return {};
}

Status put(Thread& thread, StringIo* self, const Str* text) {
  auto count = static_cast<int64_t>(text->length());
  int64_t end;
  if (__builtin_add_overflow(self->position, count, &end)) {
    return raise(thread, ExceptionId::kOverflowError, "new position too large");
  }
  TRY(make_room(thread, self, end, text->width()));
  with_storage(self, [&](auto* units) {
    if (self->position > self->length) std::fill(units + self->length, units + self->position, 0);
    with_units(text, [&](auto* from, size_t size) { convert_units(from, size, units + self->position); });
  });
  self->position = end;
  self->length = std::max(self->length, end);
  return {};
}

// '\n' replaced by the file's own line end.
Str* with_returns(Thread& thread, const StringIo* self, Str* text) {
  TextBuilder out(thread);
  std::string_view newline = self->newline.get().as<Str>()->ascii();
  for (uint64_t i = 0; i < text->length(); i++) {
    if (text->at(i) == '\n') {
      out.append_ascii(newline);
    } else {
      out.append(text->at(i));
    }
  }
  return out.finish();
}

Status write(Thread& thread, StringIo* self, Str* text) {
  if (!self->decoder.get().is_unbound()) text = TRY(decode(thread, self->decoder, text, true)).as<Str>();
  if (self->writes_return) text = TRY(with_returns(thread, self, text));
  return put(thread, self, text);
}

Value string_new(Thread& thread, Value* args) {
  auto* self = TRY(allocate_instance<StringIo>(thread, args[0].as<Type>()));
  self->width = 1;
  self->newline.set(self, Value::none());
  if (is_exact_native(self, kStringIoType)) set_owned(self, true);  // memory has nothing to finalise
  return self;
}

Status initialize(Thread& thread, StringIo* self, Value initial, Value newline) {
  if (!newline.is_unbound() && !newline.is_none() && !is_str(newline)) {
    return raise_type_error(thread, "newline must be str or None, not {}", type_name(thread, newline));
  }
  if (newline.is_unbound()) newline = TRY(make_character(thread, '\n'));
  LineEnds ends;
  if (!parse_newline(newline.is_none() ? nullptr : newline.as<Str>(), ends)) {
    return raise_value_error(thread, "illegal newline value: {}", TRY(repr_text(thread, newline)));
  }
  bool has_initial = !initial.is_unbound() && !initial.is_none();
  if (has_initial && !is_str(initial)) {
    return raise_type_error(thread, "initial_value must be str or None, not {}", type_name(thread, initial));
  }
  self->initialized = false;
  self->newline.set(self, newline);
  self->ends = ends;
  self->writes_return = ends == LineEnds::kReturn || ends == LineEnds::kBoth;
  Value decoder = Value::unbound();
  if (is_universal(ends)) {
    decoder = TRY(make_newline_decoder(thread, Value::none(), ends == LineEnds::kTranslated));
  }
  self->decoder.set(self, decoder);
  self->length = 0;
  self->position = 0;
  if (has_initial) TRY(write(thread, self, initial.as<Str>()));
  self->position = 0;
  self->closed = false;
  self->initialized = true;
  return {};
}

Value string_init(Thread& thread, Value* args) {
  TRY(initialize(thread, self_of(args), args[1], args[2]));
  return Value::none();
}

Value string_write(Thread& thread, Value* args) {
  StringIo* self = self_of(args);
  if (!self->initialized) return raise_value_error(thread, "I/O operation on uninitialized object");
  if (!is_str(args[1])) {
    return raise_type_error(thread, "string argument expected, got '{}'", type_name(thread, args[1]));
  }
  TRY(check_open(thread, self));
  auto* text = args[1].as<Str>();
  if (text->length() != 0) TRY(write(thread, self, text));
  return make_int(thread, static_cast<int64_t>(text->length()));
}

Value string_read(Thread& thread, Value* args) {
  StringIo* self = self_of(args);
  int64_t size = TRY(size_or_none(thread, args[1]));
  TRY(check_open(thread, self));
  int64_t left = std::max<int64_t>(self->length - self->position, 0);
  int64_t count = size < 0 ? left : std::min(size, left);
  Value text = TRY(make_part(thread, self, self->position, count));
  self->position += count;
  return text;
}

Value read_line(Thread& thread, StringIo* self, int64_t limit) {
  int64_t left = self->length - self->position;
  if (left <= 0) return thread.runtime.name(Name::kEmpty);
  if (limit >= 0) left = std::min(left, limit);
  LineSearch search = with_storage(self, [&](auto* units) {
    const auto* start = units + self->position;
    return find_line_end(self->ends, start, static_cast<size_t>(left));
  });
  int64_t count = search.found ? static_cast<int64_t>(search.end) : left;
  Value line = TRY(make_part(thread, self, self->position, count));
  self->position += count;
  return line;
}

Value string_readline(Thread& thread, Value* args) {
  int64_t limit = TRY(size_or_none(thread, args[1]));
  TRY(check_open(thread, self_of(args)));
  return read_line(thread, self_of(args), limit);
}

Value string_next(Thread& thread, Value* args) {
  TRY(check_open(thread, self_of(args)));
  Value line;
  if (is_exact_native(args[0], kStringIoType)) {
    line = TRY(read_line(thread, self_of(args), -1));
  } else {
    line = TRY(call_method(thread, args[0], Name::kReadLine));
    if (!is_str(line)) {
      return raise(thread, ExceptionId::kOSError, "readline() should have returned a str object, not '{}'",
                   type_name(thread, line));
    }
  }
  return line.as<Str>()->length() == 0 ? Value::unbound() : line;
}

Value string_getvalue(Thread& thread, Value* args) {
  TRY(check_open(thread, self_of(args)));
  return make_part(thread, self_of(args), 0, self_of(args)->length);
}

Value string_tell(Thread& thread, Value* args) {
  TRY(check_open(thread, self_of(args)));
  return make_int(thread, self_of(args)->position);
}

Value string_truncate(Thread& thread, Value* args) {
  StringIo* self = self_of(args);
  int64_t size = TRY(size_or_none(thread, args[1], self->position));
  TRY(check_open(thread, self));
  if (size < 0) return raise_value_error(thread, "Negative size value {}", size);
  self->length = std::min(self->length, size);
  return make_int(thread, size);
}

Value string_seek(Thread& thread, Value* args) {
  StringIo* self = self_of(args);
  int64_t position = TRY(to_int64(thread, args[1]));
  int whence = TRY(int_argument(thread, args[2]));
  TRY(check_open(thread, self));
  if (whence < 0 || whence > 2) {
    return raise_value_error(thread, "Invalid whence ({}, should be 0, 1 or 2)", whence);
  }
  if (whence == 0 && position < 0) return raise_value_error(thread, "Negative seek position {}", position);
  if (whence != 0 && position != 0) {
    return raise(thread, ExceptionId::kOSError, "Can't do nonzero cur-relative seeks");
  }
  self->position = whence == 0 ? position : whence == 1 ? self->position : self->length;
  return make_int(thread, self->position);
}

Value string_close(Thread&, Value* args) {
  StringIo* self = self_of(args);
  self->closed = true;
  self->length = 0;
  self->storage.set(self, Value::unbound());
  self->decoder.set(self, Value::unbound());
  return Value::none();
}

Value open_true(Thread& thread, Value* args) {
  TRY(check_open(thread, self_of(args)));
  return Value::true_value();
}

Value get_closed(Thread& thread, Value self) {
  if (!self.as<StringIo>()->initialized) return raise_value_error(thread, "I/O operation on uninitialized object");
  return Value::boolean(self.as<StringIo>()->closed);
}
Value get_line_buffering(Thread& thread, Value self) {
  TRY(check_open(thread, self.as<StringIo>()));
  return Value::false_value();
}
Value get_newlines(Thread& thread, Value self) {
  TRY(check_open(thread, self.as<StringIo>()));
  NewlineDecoder* decoder = exact_newline_decoder(self.as<StringIo>()->decoder);
  return decoder == nullptr ? Value::none() : newline_decoder_newlines(thread, decoder);
}

// ---- Pickling ----

Value string_getstate(Thread& thread, Value* args) {
  StringIo* self = self_of(args);
  Value contents = TRY(string_getvalue(thread, args));
  Value attributes = TRY(attributes_or_none(thread, args[0]));
  return make_tuple(thread, {contents, self->newline.get(), make_int(thread, self->position), attributes});
}

Value string_setstate(Thread& thread, Value* args) {
  StringIo* self = self_of(args);
  if (self->closed) return raise_value_error(thread, "I/O operation on closed file");
  if (!args[1].is_kind(Kind::kTuple) || args[1].as<Tuple>()->size < 4) {
    return raise_type_error(thread, "{}.__setstate__ argument should be 4-tuple, got {}", type_name(thread, args[0]),
                            type_name(thread, args[1]));
  }
  auto* state = args[1].as<Tuple>();
  TRY(initialize(thread, self, state->items[0], state->items[1]));
  // The text has been through the translation of line ends before: it is stored as it is.
  self->length = 0;
  self->position = 0;
  if (is_str(state->items[0])) TRY(put(thread, self, state->items[0].as<Str>()));
  if (!is_int(state->items[2])) {
    return raise_type_error(thread, "third item of state must be an integer, got {}",
                            type_name(thread, state->items[2]));
  }
  int64_t position = TRY(to_int64(thread, state->items[2]));
  if (position < 0) return raise_value_error(thread, "position value cannot be negative");
  self->position = position;
  Value attributes = state->items[3];
  if (attributes.is_none()) return Value::none();
  if (!attributes.is_kind(Kind::kDict)) {
    return raise_type_error(thread, "fourth item of state should be a dict, got a {}", type_name(thread, attributes));
  }
  TRY(restore_attributes(thread, args[0], attributes.as<Dict>()));
  return Value::none();
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *args, **kwargs)", string_new, "", NativeKind::kStaticMethod},
    {"__init__(self, initial_value='', newline='\\n')", string_init},
    {"__next__(self, /)", string_next},
    {"close(self, /)", string_close, "Closes it and forgets the contents."},
    {"getvalue(self, /)", string_getvalue, "All the contents."},
    {"read(self, size=-1, /)", string_read, "Reads at most `size` characters, or all if negative."},
    {"readline(self, size=-1, /)", string_readline, "Reads a line, of at most `size` characters unless negative."},
    {"tell(self, /)", string_tell, "The current position."},
    {"truncate(self, pos=None, /)", string_truncate,
     "Cuts the contents off at `pos`, or at the position. Answers that size."},
    {"seek(self, pos, whence=0, /)", string_seek,
     "Moves to a position: from the start (0), stays here (1) or goes to the end (2). Answers the new position."},
    {"write(self, s, /)", string_write, "Writes the text at the position; answers its length."},
    {"seekable(self, /)", open_true, "True, as long as it is open."},
    {"readable(self, /)", open_true, "True, as long as it is open."},
    {"writable(self, /)", open_true, "True, as long as it is open."},
    {"__getstate__(self, /)", string_getstate},
    {"__setstate__(self, state, /)", string_setstate},
};
constexpr GetSetDefinition kAttributes[] = {
    {"closed", get_closed},
    {"newlines", get_newlines},
    {"line_buffering", get_line_buffering},
};

}  // namespace

const TypeSpec kStringIoType = {
    .name = "StringIO",
    .module = "_io",
    .basic_size = sizeof(StringIo),
    .native_fields = 3,
    .methods = kMethods,
    .attributes = kAttributes,
    .doc = "A file of text in memory. `newline` is as for text files; '\\n', the default, changes nothing.",
};

}  // namespace memphis::io

// _io.TextIOWrapper: the type. Reading, writing, positions and codecs are in the files text_*.cpp.
#include <cstddef>

#include "modules/io/text_file.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/locale_encoding.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/repr_guard.h"

namespace memphis::io {

namespace {

constexpr int64_t kChunkSize = 8192;

TextFile* self_of(Value* args) { return args[0].as<TextFile>(); }

}  // namespace

Status check_attached(Thread& thread, const TextFile* self) {
  if (self->initialized && !self->detached) [[likely]]
    return {};
  if (!self->initialized) return raise_value_error(thread, "I/O operation on uninitialized object");
  return raise_value_error(thread, "underlying buffer has been detached");
}

Status check_text_open(Thread& thread, TextFile* self) {
  if (exact_text_file(self) == nullptr) return check_closed(thread, self);
  bool closed;
  if (!self->raw.get().is_unbound()) {
    closed = self->raw.get().as<FileIo>()->descriptor < 0;
  } else {
    closed = TRY(is_true(thread, TRY(get_attribute(thread, self->buffer, Name::kClosed))));
  }
  return closed ? Status(raise_closed(thread)) : Status();
}

// ---- Making ----

namespace {

Status set_newline(Thread& thread, TextFile* self, Value newline) {
  LineEnds ends;
  if (!parse_newline(newline.is_none() ? nullptr : newline.as<Str>(), ends)) {
    return raise_value_error(thread, "illegal newline value: {}", text_of(newline));
  }
  self->newline.set(self, newline);
  self->ends = ends;
  return {};
}

Str* chosen_encoding(Thread& thread, Value encoding) {
  if (encoding.is_none()) return make_str(thread, thread.runtime.text_encoding);
  if (text_of(encoding) == "locale") return make_str(thread, locale_encoding());
  return encoding.as<Str>();
}

void clear(TextFile* self) {
  for (Field TextFile::* field :
       {&TextFile::buffer, &TextFile::encoding, &TextFile::encoder, &TextFile::decoder, &TextFile::decoded,
        &TextFile::snapshot_flags, &TextFile::snapshot_input, &TextFile::pending, &TextFile::raw}) {
    (self->*field).set(self, Value::unbound());
  }
  self->decoded_used = 0;
  self->pending_count = 0;
  self->bytes_per_character = 0.0;
  self->start_of_stream = false;
}

}  // namespace

Status initialize_text(Thread& thread, TextFile* self, const TextArguments& arguments) {
  self->initialized = false;
  self->detached = false;
  TRY(set_newline(thread, self, arguments.newline));
  clear(self);
  Value errors = arguments.errors.is_none() ? Value(thread.runtime.name(Name::kStrict)) : arguments.errors;
  self->encoding.set(self, TRY(chosen_encoding(thread, arguments.encoding)));
  self->errors.set(self, errors);
  self->chunk_size = kChunkSize;
  self->line_buffering = arguments.line_buffering;
  self->write_through = arguments.write_through;
  Value buffer = arguments.buffer;
  self->buffer.set(self, buffer);
  TRY(set_codec(thread, self));
  if (Buffered* buffered = exact_buffered(buffer); buffered != nullptr && buffered->is_plain) {
    self->raw.set(self, buffered->raw);
    set_owned(buffer, true);
  }
  self->seekable = TRY(is_true(thread, TRY(call_method(thread, buffer, Name::kSeekable))));
  self->telling = self->seekable;
  self->has_read1 = !TRY(find_attribute(thread, buffer, Name::kRead1)).is_unbound();
  TRY(fix_encoder(thread, self));
  self->initialized = true;
  return {};
}

namespace {

Value text_new(Thread& thread, Value* args) {
  auto* self = TRY(allocate_instance<TextFile>(thread, args[0].as<Type>()));
  self->finalizing.set(self, Value::false_value());
  return self;
}

// A str or None as a value: null pointers are None.
Value text_or_none(Str* text) { return text == nullptr ? Value::none() : Value(text); }

Value text_init(Thread& thread, Value* args) {
  TextArguments arguments;
  arguments.buffer = args[1];
  arguments.encoding = text_or_none(TRY(optional_text_argument(thread, args[2], "TextIOWrapper", "encoding")));
  arguments.errors = text_or_none(TRY(optional_text_argument(thread, args[3], "TextIOWrapper", "errors")));
  arguments.newline = text_or_none(TRY(optional_text_argument(thread, args[4], "TextIOWrapper", "newline")));
  arguments.line_buffering = TRY(flag_argument(thread, args[5], false));
  arguments.write_through = TRY(flag_argument(thread, args[6], false));
  TRY(initialize_text(thread, self_of(args), arguments));
  return Value::none();
}

}  // namespace

Value make_text_file(Thread& thread, const TextArguments& arguments) {
  Value type[] = {native_type(thread.runtime, kTextIoWrapperType)};
  Value self = TRY(text_new(thread, type));
  TRY(initialize_text(thread, self.as<TextFile>(), arguments));
  return self;
}

// ---- reconfigure ----

namespace {

// None keeps what there is.
Fallible<bool> flag_or_keep(Thread& thread, Value value, bool old) {
  if (value.is_unbound() || value.is_none()) return old;
  int number = TRY(int_argument(thread, value));
  return number != 0;
}

Status change_encoding(Thread& thread, TextFile* self, Value encoding, Value errors, bool newline_changed) {
  if (encoding.is_none() && errors.is_none() && !newline_changed) return {};
  if (errors.is_none()) {
    // A new encoding starts with 'strict' again.
    errors = encoding.is_none() ? self->errors.get() : Value(thread.runtime.name(Name::kStrict));
  }
  Value old_encoding = self->encoding;
  Value old_errors = self->errors;
  if (!encoding.is_none()) self->encoding.set(self, TRY(chosen_encoding(thread, encoding)));
  self->errors.set(self, errors);
  if (set_codec(thread, self).failed()) {
    Value failure = take_pending(thread);
    self->encoding.set(self, old_encoding);
    self->errors.set(self, old_errors);
    if (set_codec(thread, self).failed()) return chain_exceptions(thread, failure);
    return raise_again(thread, failure);
  }
  return fix_encoder(thread, self);
}

Status check_name_argument(Thread& thread, Value value, const char* parameter) {
  if (value.is_unbound() || value.is_none() || is_str(value)) return {};
  return raise_type_error(thread, "reconfigure() argument '{}' must be str or None, not {}", parameter,
                          type_name(thread, value));
}

Value or_none(Value value) { return value.is_unbound() ? Value::none() : value; }

}  // namespace

Value text_reconfigure(Thread& thread, Value* args) {
  TextFile* self = self_of(args);
  TRY(check_attached(thread, self));
  Value encoding = or_none(args[1]), errors = or_none(args[2]);
  TRY(check_name_argument(thread, encoding, "encoding"));
  TRY(check_name_argument(thread, errors, "errors"));
  bool has_newline = !args[3].is_unbound();
  bool changes_decoder = !encoding.is_none() || !errors.is_none() || has_newline;
  if (!self->decoded.get().is_unbound() && changes_decoder) {
    return raise_unsupported(thread,
                             "It is not possible to set the encoding or newline of stream after the first read");
  }
  if (has_newline && !args[3].is_none()) {
    if (!is_str(args[3])) {
      return raise_type_error(thread, "reconfigure() argument 'newline' must be str or None, not {}",
                              type_name(thread, args[3]));
    }
    TRY(optional_text_argument(thread, args[3], "reconfigure", "newline"));
    LineEnds ends;
    if (!parse_newline(args[3].as<Str>(), ends)) {
      return raise_value_error(thread, "illegal newline value: {}", text_of(args[3]));
    }
  }
  bool line_buffering = TRY(flag_or_keep(thread, args[4], self->line_buffering));
  bool write_through = TRY(flag_or_keep(thread, args[5], self->write_through));
  TRY(call_method(thread, args[0], Name::kFlush));
  if (has_newline) TRY(set_newline(thread, self, args[3]));
  TRY(change_encoding(thread, self, encoding, errors, has_newline));
  self->line_buffering = line_buffering;
  self->write_through = write_through;
  return Value::none();
}

// ---- Closing ----

namespace {

Value text_detach(Thread& thread, Value* args) {
  TextFile* self = self_of(args);
  TRY(check_attached(thread, self));
  TRY(call_method(thread, args[0], Name::kFlush));
  Value buffer = self->buffer;
  if (!self->raw.get().is_unbound()) set_owned(buffer, false);
  self->buffer.set(self, Value::unbound());
  self->raw.set(self, Value::unbound());
  self->detached = true;
  return buffer;
}

Value text_flush_method(Thread& thread, Value* args) {
  TRY(text_flush(thread, self_of(args)));
  return Value::none();
}

Value text_close(Thread& thread, Value* args) {
  TextFile* self = self_of(args);
  TRY(check_attached(thread, self));
  Value closed = TRY(get_attribute(thread, self->buffer, Name::kClosed));
  if (TRY(is_true(thread, closed))) return Value::none();
  if (self->finalizing.get().is_true()) {
    if (call_method(thread, self->buffer, Name::kDeallocWarn, {args[0]}).is_error()) take_pending(thread);
  }
  Value flushed = call_method(thread, args[0], Name::kFlush);
  Value failure = flushed.is_error() ? take_pending(thread) : Value::unbound();
  Value result = call_method(thread, self->buffer, Name::kClose);
  if (!self->raw.get().is_unbound() && exact_text_file(args[0]) != nullptr) set_owned(args[0], true);
  if (!failure.is_unbound()) return chain_exceptions(thread, failure);
  return result;
}

// ---- Facts ----

Value ask_buffer(Thread& thread, Value* args, Name method) {
  TRY(check_attached(thread, self_of(args)));
  return call_method(thread, self_of(args)->buffer, method);
}

Value text_fileno(Thread& thread, Value* args) { return ask_buffer(thread, args, Name::kFileNumber); }
Value text_seekable(Thread& thread, Value* args) { return ask_buffer(thread, args, Name::kSeekable); }
Value text_readable(Thread& thread, Value* args) { return ask_buffer(thread, args, Name::kReadable); }
Value text_writable(Thread& thread, Value* args) { return ask_buffer(thread, args, Name::kWritable); }
Value text_isatty(Thread& thread, Value* args) { return ask_buffer(thread, args, Name::kIsATty); }

Value text_truncate(Thread& thread, Value* args) {
  TextFile* self = self_of(args);
  TRY(check_attached(thread, self));
  TRY(call_method(thread, args[0], Name::kFlush));
  return call_method(thread, self->buffer, Name::kTruncate, {or_none(args[1])});
}

// An attribute for repr; unbound when it cannot be had.
Value shown_attribute(Thread& thread, Value self, Name name) {
  Value value = find_attribute(thread, self, name);
  if (value.is_error() && pending_is(thread, ExceptionId::kValueError)) {
    take_pending(thread);
    return Value::unbound();
  }
  return value;
}

Value text_repr(Thread& thread, Value* args) {
  TextFile* self = self_of(args);
  if (!self->initialized) return raise_value_error(thread, "I/O operation on uninitialized object");
  ReprGuard guard(thread, args[0]);
  if (guard.is_active_already()) {
    return raise(thread, ExceptionId::kRuntimeError, "reentrant call inside {}.__repr__", type_name(thread, args[0]));
  }
  std::string text = "<_io.TextIOWrapper";
  Value name = TRY(shown_attribute(thread, args[0], Name::kNameAttribute));
  if (!name.is_unbound()) text += " name=" + TRY(repr_text(thread, name));
  Value mode = TRY(shown_attribute(thread, args[0], Name::kMode));
  if (!mode.is_unbound()) text += " mode=" + TRY(repr_text(thread, mode));
  return make_str(thread, text + " encoding=" + TRY(repr_text(thread, self->encoding)) + ">");
}

Value get_name(Thread& thread, Value self) {
  TRY(check_attached(thread, self.as<TextFile>()));
  return get_attribute(thread, self.as<TextFile>()->buffer, Name::kNameAttribute);
}
Value get_closed(Thread& thread, Value self) {
  TRY(check_attached(thread, self.as<TextFile>()));
  return get_attribute(thread, self.as<TextFile>()->buffer, Name::kClosed);
}
Value get_newlines(Thread& thread, Value self) {
  TRY(check_attached(thread, self.as<TextFile>()));
  Value decoder = self.as<TextFile>()->decoder;
  if (decoder.is_unbound()) return Value::none();
  if (NewlineDecoder* lines = exact_newline_decoder(decoder)) return newline_decoder_newlines(thread, lines);
  Value newlines = TRY(find_attribute(thread, decoder, Name::kNewlines));
  return or_none(newlines);
}
Value get_encoding(Thread& thread, Value self) {
  if (!self.as<TextFile>()->initialized) return raise_value_error(thread, "I/O operation on uninitialized object");
  return self.as<TextFile>()->encoding;
}
Value get_errors(Thread& thread, Value self) {
  if (!self.as<TextFile>()->initialized) return raise_value_error(thread, "I/O operation on uninitialized object");
  return self.as<TextFile>()->errors;
}
Value get_line_buffering(Thread&, Value self) { return Value::boolean(self.as<TextFile>()->line_buffering); }
Value get_write_through(Thread&, Value self) { return Value::boolean(self.as<TextFile>()->write_through); }
Value get_buffer(Thread&, Value self) { return or_none(self.as<TextFile>()->buffer); }
Value get_chunk_size(Thread& thread, Value self) {
  TRY(check_attached(thread, self.as<TextFile>()));
  return make_int(thread, self.as<TextFile>()->chunk_size);
}
Status set_chunk_size(Thread& thread, Value self, Value value) {
  TRY(check_attached(thread, self.as<TextFile>()));
  if (value.is_unbound()) return raise(thread, ExceptionId::kAttributeError, "cannot delete attribute");
  int64_t size = TRY(to_index_int64(thread, value, false, ExceptionId::kValueError));
  if (size <= 0) return raise_value_error(thread, "a strictly positive integer is required");
  self.as<TextFile>()->chunk_size = size;
  return {};
}

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, /, *args, **kwargs)", text_new, "", NativeKind::kStaticMethod},
    {"__init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)",
     text_init},
    {"__repr__(self, /)", text_repr},
    {"__next__(self, /)", text_next},
    {"detach(self, /)", text_detach, "Gives the buffer away: the text file cannot be used any more."},
    {"reconfigure(self, /, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None)",
     text_reconfigure, "Changes what the constructor was told. The file is flushed."},
    {"write(self, text, /)", text_write_method, "Writes the text; answers how many characters those are."},
    {"read(self, size=-1, /)", text_read, "Reads `size` characters, or all if negative; fewer only at the end."},
    {"readline(self, size=-1, /)", text_readline, "Reads a line, of at most `size` characters unless negative."},
    {"flush(self, /)", text_flush_method, "Writes what is buffered."},
    {"close(self, /)", text_close, "Flushes and closes; nothing if that was done before."},
    {"fileno(self, /)", text_fileno, "The descriptor of the system, if there is one."},
    {"seekable(self, /)", text_seekable, "Can positions be moved to?"},
    {"readable(self, /)", text_readable, "Can it be read?"},
    {"writable(self, /)", text_writable, "Can it be written?"},
    {"isatty(self, /)", text_isatty, "Is it a terminal?"},
    {"seek(self, cookie, whence=os.SEEK_SET, /)", text_seek,
     "Moves to a position that tell() gave, or to 0. With whence 1 or 2 the position must be 0: here, or the end."},
    {"tell(self, /)", text_tell, "The current position as a number that seek() understands."},
    {"truncate(self, pos=None, /)", text_truncate, "Flushes, and makes the buffer as long as given."},
    {"__getstate__(self, /)", refuse_pickling},
};
constexpr GetSetDefinition kAttributes[] = {
    {"name", get_name},
    {"closed", get_closed},
    {"newlines", get_newlines},
    {"errors", get_errors},
    {"encoding", get_encoding},
    {"buffer", get_buffer},
    {"line_buffering", get_line_buffering},
    {"write_through", get_write_through},
    {"_CHUNK_SIZE", get_chunk_size, set_chunk_size},
};
constexpr MemberDefinition kMembers[] = {
    {"_finalizing", offsetof(TextFile, finalizing), true},
};

}  // namespace

const TypeSpec kTextIoWrapperType = {
    .name = "TextIOWrapper",
    .module = "_io",
    .basic_size = sizeof(TextFile),
    .native_fields = 12,
    .methods = kMethods,
    .attributes = kAttributes,
    .members = kMembers,
    .doc =
        "Text over a buffered file of bytes.\n\n"
        "`newline` says what ends lines. None: '\\n', '\\r' and '\\r\\n' when reading, all turned into '\\n';\n"
        "the system's line end when writing. '': the same when reading, but nothing is changed.\n"
        "Anything else: just that, both ways.",
};

}  // namespace memphis::io

#include "runtime/standard_stream.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/utf8.h"
#include "runtime/call.h"
#include "runtime/codecs.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/safepoint.h"

namespace memphis {

namespace {

constexpr uint32_t kCapacity = 8192;

uint8_t* bytes_of(StandardStream* stream) { return stream->storage.get().as<ByteStorage>()->bytes; }

Status check_open(Thread& thread, const StandardStream* stream) {
  if (!stream->is_closed) return {};
  return raise_value_error(thread, "I/O operation on closed file.");
}

// write(2), all of it.
Status write_out(Thread& thread, int descriptor, const uint8_t* bytes, size_t count) {
  while (count != 0) {
    ssize_t written = write(descriptor, bytes, count);
    if (written < 0) {
      if (errno != EINTR) return raise_os_error(thread, errno);
      TRY(safepoint(thread));
      continue;
    }
    bytes += written;
    count -= static_cast<size_t>(written);
  }
  return {};
}

// Fills the empty storage; false at the end of the input.
Fallible<bool> refill(Thread& thread, StandardStream* stream) {
  while (true) {
    ssize_t count = read(stream->descriptor, bytes_of(stream), kCapacity);
    if (count < 0) {
      if (errno != EINTR) return raise_os_error(thread, errno);
      TRY(safepoint(thread));
      continue;
    }
    stream->begin = 0;
    stream->end = static_cast<uint32_t>(count);
    stream->is_at_end = count == 0;
    return count != 0;
  }
}

// Bytes of one line (with its end as it was), or of everything.
Fallible<std::string> read_raw(Thread& thread, StandardStream* stream, bool whole_line, int64_t limit) {
  std::string out;
  while (limit < 0 || static_cast<int64_t>(out.size()) < limit) {
    if (stream->begin == stream->end && !TRY(refill(thread, stream))) break;
    const uint8_t* begin = bytes_of(stream) + stream->begin;
    size_t count = stream->end - stream->begin;
    const void* newline = whole_line ? memchr(begin, '\n', count) : nullptr;
    if (newline != nullptr) count = static_cast<size_t>(static_cast<const uint8_t*>(newline) - begin) + 1;
    if (limit >= 0) count = std::min(count, static_cast<size_t>(limit) - out.size());
    out.append(reinterpret_cast<const char*>(begin), count);
    stream->begin += static_cast<uint32_t>(count);
    if (newline != nullptr && out.back() == '\n') break;
  }
  return out;
}

Value decode(Thread& thread, StandardStream* stream, std::string_view bytes) {
  auto* data = reinterpret_cast<const uint8_t*>(bytes.data());
  return decode_text(thread, {data, bytes.size()}, Value::unbound(), nullptr, stream->errors.get().as<Str>());
}

// "\r\n" and "\r" become "\n".
void translate_newlines(std::string& text) {
  if (text.find('\r') == std::string::npos) return;
  size_t to = 0;
  for (size_t from = 0; from < text.size(); from++) {
    if (text[from] == '\r') {
      text[to++] = '\n';
      if (from + 1 < text.size() && text[from + 1] == '\n') from++;
    } else {
      text[to++] = text[from];
    }
  }
  text.resize(to);
}

}  // namespace

StandardStream* as_standard_stream(Value value) {
  if (!value.is_exactly(Kind::kNative) || value.cell()->shape()->type->spec != &kStandardStreamType) return nullptr;
  return value.as<StandardStream>();
}

Status flush_stream(Thread& thread, StandardStream* stream) {
  if (stream->is_input || stream->end == 0) return {};
  uint32_t count = stream->end;
  stream->end = 0;  // whatever happens: what cannot be written is not tried for ever
  return write_out(thread, stream->descriptor, bytes_of(stream), count);
}

Status write_bytes(Thread& thread, StandardStream* stream, std::string_view bytes) {
  if (stream->end + bytes.size() > kCapacity) TRY(flush_stream(thread, stream));
  if (bytes.size() > kCapacity) {
    return write_out(thread, stream->descriptor, reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
  }
  if (!bytes.empty()) memcpy(bytes_of(stream) + stream->end, bytes.data(), bytes.size());
  stream->end += static_cast<uint32_t>(bytes.size());
  bool flush_now =
      stream->is_write_through || (stream->is_line_buffered && memchr(bytes.data(), '\n', bytes.size()) != nullptr);
  if (flush_now) return flush_stream(thread, stream);
  return {};
}

Status write_text(Thread& thread, StandardStream* stream, Str* text) {
  if (stream->is_input) return raise_value_error(thread, "not writable");
  TRY(check_open(thread, stream));
  if (text->is_ascii()) return write_bytes(thread, stream, text->ascii());
  Value encoded = TRY(encode_text(thread, text, nullptr, stream->errors.get().as<Str>()));
  auto view = encoded.as<Bytes>()->view();
  return write_bytes(thread, stream, {reinterpret_cast<const char*>(view.data()), view.size()});
}

Value read_text_line(Thread& thread, StandardStream* stream, int64_t limit) {
  if (!stream->is_input) return raise_value_error(thread, "not readable");
  TRY(check_open(thread, stream));
  // Limits count characters; a limited line is rare, and read byte by byte until it has enough of them.
  std::string line;
  if (limit < 0) {
    line = TRY(read_raw(thread, stream, true, -1));
  } else {
    for (int64_t characters = 0; characters < limit;) {
      std::string byte = TRY(read_raw(thread, stream, true, 1));
      if (byte.empty()) break;
      unsigned lead = static_cast<uint8_t>(byte[0]);
      int64_t rest = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc0 ? 1 : 0;
      line += byte;
      if (rest != 0) line += TRY(read_raw(thread, stream, false, rest));
      characters++;
      if (line.back() == '\n') break;
    }
  }
  // A lone '\r' ends a line as well; what follows is given back.
  size_t lone = line.find('\r');
  while (lone != std::string::npos && lone + 1 < line.size() && line[lone + 1] == '\n')
    lone = line.find('\r', lone + 2);
  if (lone != std::string::npos && lone + 1 < line.size() && stream->begin >= line.size() - lone - 1) {
    stream->begin -= static_cast<uint32_t>(line.size() - lone - 1);
    line.resize(lone + 1);
  }
  translate_newlines(line);
  return decode(thread, stream, line);
}

bool flush_standard_streams(Thread& thread) {
  Runtime& runtime = thread.runtime;
  if (runtime.sys_dict == nullptr) return true;
  bool ok = true;
  for (Name name : {Name::kStdout, Name::kStderr}) {
    Value stream = dict_get_name(runtime, runtime.sys_dict, runtime.name(name));
    if (stream.is_unbound() || stream.is_none()) continue;
    bool failed;
    if (StandardStream* standard = as_standard_stream(stream)) {
      failed = !standard->is_closed && flush_stream(thread, standard).failed();
    } else {
      failed = call_method(thread, stream, Name::kFlush).is_error();
    }
    if (!failed) continue;
    ok = false;
    if (name == Name::kStdout) {
      write_unraisable(thread, Value::unbound(), "Exception ignored on flushing sys.stdout");
    } else {
      take_pending(thread);
    }
  }
  return ok;
}

// ---- Methods ----

namespace {

StandardStream* stream_of(Value self) {
  if (self.cell()->shape()->type->spec == &kStandardStreamType) return self.as<StandardStream>();
  return self.as<StandardBuffer>()->stream.get().as<StandardStream>();
}

Value stream_write(Thread& thread, Value* args) {
  if (!is_str(args[1])) {
    return raise_type_error(thread, "write() argument must be str, not {}", type_name(thread, args[1]));
  }
  TRY(write_text(thread, stream_of(args[0]), args[1].as<Str>()));
  return make_int(thread, static_cast<int64_t>(args[1].as<Str>()->length()));
}

Value stream_writelines(Thread& thread, Value* args) {
  Value iterator = TRY(get_iterator(thread, args[1]));
  while (true) {
    Value line = TRY(next_item(thread, iterator));
    if (line.is_unbound()) return Value::none();
    Value arguments[] = {args[0], line};
    TRY(stream_write(thread, arguments));
  }
}

Value stream_flush(Thread& thread, Value* args) {
  TRY(check_open(thread, stream_of(args[0])));
  TRY(flush_stream(thread, stream_of(args[0])));
  return Value::none();
}

Value stream_close(Thread& thread, Value* args) {
  StandardStream* stream = stream_of(args[0]);
  if (stream->is_closed) return Value::none();
  Status flushed = flush_stream(thread, stream);
  stream->is_closed = true;
  close(stream->descriptor);
  TRY(flushed);
  return Value::none();
}

Value stream_fileno(Thread& thread, Value* args) {
  TRY(check_open(thread, stream_of(args[0])));
  return Value::small_int(stream_of(args[0])->descriptor);
}

Value stream_isatty(Thread& thread, Value* args) {
  TRY(check_open(thread, stream_of(args[0])));
  return Value::boolean(isatty(stream_of(args[0])->descriptor) != 0);
}

Value stream_readable(Thread&, Value* args) { return Value::boolean(stream_of(args[0])->is_input); }
Value stream_writable(Thread&, Value* args) { return Value::boolean(!stream_of(args[0])->is_input); }
Value stream_seekable(Thread&, Value* args) {
  return Value::boolean(lseek(stream_of(args[0])->descriptor, 0, SEEK_CUR) >= 0);
}

Fallible<int64_t> size_argument(Thread& thread, Value size) {
  if (size.is_unbound() || size.is_none()) return -1;
  return to_index_int64(thread, size);
}

Value stream_readline(Thread& thread, Value* args) {
  return read_text_line(thread, stream_of(args[0]), TRY(size_argument(thread, args[1])));
}

Value stream_read(Thread& thread, Value* args) {
  StandardStream* stream = stream_of(args[0]);
  if (!stream->is_input) return raise_value_error(thread, "not readable");
  TRY(check_open(thread, stream));
  int64_t size = TRY(size_argument(thread, args[1]));
  if (size < 0) {
    std::string all = TRY(read_raw(thread, stream, false, -1));
    translate_newlines(all);
    return decode(thread, stream, all);
  }
  Str* result = thread.runtime.name(Name::kEmpty);
  while (static_cast<int64_t>(result->length()) < size) {
    Value line = TRY(read_text_line(thread, stream, size - static_cast<int64_t>(result->length())));
    if (line.as<Str>()->length() == 0) break;
    result = TRY(concatenate(thread, result, line.as<Str>()));
  }
  return result;
}

Value stream_readlines(Thread& thread, Value* args) {
  List* lines = TRY(make_list(thread));
  int64_t hint = TRY(size_argument(thread, args[1]));
  int64_t total = 0;
  while (hint <= 0 || total < hint) {
    Value line = TRY(read_text_line(thread, stream_of(args[0]), -1));
    if (line.as<Str>()->length() == 0) break;
    total += static_cast<int64_t>(line.as<Str>()->length());
    TRY(list_append(thread, lines, line));
  }
  return lines;
}

Value stream_iter(Thread& thread, Value* args) {
  TRY(check_open(thread, stream_of(args[0])));
  return args[0];
}
Value stream_next(Thread& thread, Value* args) {
  Value line = TRY(read_text_line(thread, stream_of(args[0]), -1));
  if (line.as<Str>()->length() == 0) return raise_stop_iteration(thread, Value::none());
  return line;
}

Value stream_exit(Thread& thread, Value* args) { return stream_close(thread, args); }
Value stream_enter(Thread& thread, Value* args) { return stream_iter(thread, args); }

Value stream_reconfigure(Thread& thread, Value* args) {
  StandardStream* stream = stream_of(args[0]);
  if (is_str(args[1]) && find_codec(text_of(args[1])) != Codec::kUtf8) {
    return raise(thread, ExceptionId::kLookupError, "standard streams are UTF-8 until the module io takes them over");
  }
  if (is_str(args[2])) stream->errors.set(stream, args[2]);
  TRY(flush_stream(thread, stream));
  if (!args[4].is_unbound() && !args[4].is_none()) stream->is_line_buffered = TRY(is_true(thread, args[4]));
  if (!args[5].is_unbound() && !args[5].is_none()) stream->is_write_through = TRY(is_true(thread, args[5]));
  return Value::none();
}

Value stream_repr(Thread& thread, Value* args) {
  StandardStream* stream = stream_of(args[0]);
  return make_str(thread, "<_io.TextIOWrapper name=" + TRY(repr_text(thread, stream->name)) +
                              " mode=" + TRY(repr_text(thread, stream->mode)) + " encoding='utf-8'>");
}

Value get_closed(Thread&, Value self) { return Value::boolean(stream_of(self)->is_closed); }
Value get_line_buffering(Thread&, Value self) { return Value::boolean(stream_of(self)->is_line_buffered); }
Value get_write_through(Thread&, Value self) { return Value::boolean(stream_of(self)->is_write_through); }
Value get_newlines(Thread&, Value) { return Value::none(); }

// ---- .buffer ----

Value buffer_write(Thread& thread, Value* args) {
  StandardStream* stream = stream_of(args[0]);
  TRY(check_open(thread, stream));
  Value bytes = args[1];
  if (is_str(bytes)) return raise_type_error(thread, "a bytes-like object is required, not 'str'");
  if (!bytes.is_kind(Kind::kBytes)) {
    if (type_of(thread, bytes)->special_method(Special::kBuffer).is_unbound()) {
      return raise_type_error(thread, "a bytes-like object is required, not '{}'", type_name(thread, bytes));
    }
    bytes = TRY(call(thread, thread.runtime.type(TypeId::kBytes), {bytes}));
  }
  auto view = bytes.as<Bytes>()->view();
  TRY(write_bytes(thread, stream, {reinterpret_cast<const char*>(view.data()), view.size()}));
  return make_int(thread, static_cast<int64_t>(view.size()));
}

Value read_bytes(Thread& thread, Value self, Value size, bool line) {
  StandardStream* stream = stream_of(self);
  TRY(check_open(thread, stream));
  std::string bytes = TRY(read_raw(thread, stream, line, TRY(size_argument(thread, size))));
  return make_bytes(thread, {reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()});
}
Value buffer_read(Thread& thread, Value* args) { return read_bytes(thread, args[0], args[1], false); }
Value buffer_readline(Thread& thread, Value* args) { return read_bytes(thread, args[0], args[1], true); }
Value buffer_next(Thread& thread, Value* args) {
  Value line = TRY(read_bytes(thread, args[0], Value::none(), true));
  if (line.as<Bytes>()->size == 0) return raise_stop_iteration(thread, Value::none());
  return line;
}

Value buffer_repr(Thread& thread, Value* args) {
  StandardStream* stream = stream_of(args[0]);
  return make_str(thread, std::string(stream->is_input ? "<_io.BufferedReader name=" : "<_io.BufferedWriter name=") +
                              TRY(repr_text(thread, stream->name)) + ">");
}
Value get_buffer_name(Thread&, Value self) { return stream_of(self)->name; }
Value get_buffer_mode(Thread& thread, Value self) { return make_str(thread, stream_of(self)->is_input ? "rb" : "wb"); }

constexpr NativeDefinition kStreamMethods[] = {
    {"write(self, text, /)", stream_write},
    {"writelines(self, lines, /)", stream_writelines},
    {"flush(self, /)", stream_flush},
    {"close(self, /)", stream_close},
    {"fileno(self, /)", stream_fileno},
    {"isatty(self, /)", stream_isatty},
    {"readable(self, /)", stream_readable},
    {"writable(self, /)", stream_writable},
    {"seekable(self, /)", stream_seekable},
    {"read(self, size=-1, /)", stream_read},
    {"readline(self, size=-1, /)", stream_readline},
    {"readlines(self, hint=-1, /)", stream_readlines},
    {"reconfigure(self, /, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None)",
     stream_reconfigure},
    {"__iter__(self, /)", stream_iter},
    {"__next__(self, /)", stream_next},
    {"__enter__(self, /)", stream_enter},
    {"__exit__(self, /, *args)", stream_exit},
    {"__repr__(self, /)", stream_repr},
};
constexpr GetSetDefinition kStreamAttributes[] = {
    {"closed", get_closed},
    {"line_buffering", get_line_buffering},
    {"write_through", get_write_through},
    {"newlines", get_newlines},
};
constexpr MemberDefinition kStreamMembers[] = {
    {"name", offsetof(StandardStream, name)},         {"mode", offsetof(StandardStream, mode), true},
    {"encoding", offsetof(StandardStream, encoding)}, {"errors", offsetof(StandardStream, errors)},
    {"buffer", offsetof(StandardStream, buffer)},
};

constexpr NativeDefinition kReaderMethods[] = {
    {"read(self, size=-1, /)", buffer_read}, {"readline(self, size=-1, /)", buffer_readline},
    {"close(self, /)", stream_close},        {"fileno(self, /)", stream_fileno},
    {"isatty(self, /)", stream_isatty},      {"readable(self, /)", stream_readable},
    {"writable(self, /)", stream_writable},  {"seekable(self, /)", stream_seekable},
    {"__iter__(self, /)", stream_iter},      {"__next__(self, /)", buffer_next},
    {"__repr__(self, /)", buffer_repr},
};
constexpr NativeDefinition kWriterMethods[] = {
    {"write(self, buffer, /)", buffer_write}, {"flush(self, /)", stream_flush},
    {"close(self, /)", stream_close},         {"fileno(self, /)", stream_fileno},
    {"isatty(self, /)", stream_isatty},       {"readable(self, /)", stream_readable},
    {"writable(self, /)", stream_writable},   {"seekable(self, /)", stream_seekable},
    {"__repr__(self, /)", buffer_repr},
};
constexpr GetSetDefinition kBufferAttributes[] = {
    {"closed", get_closed},
    {"name", get_buffer_name},
    {"mode", get_buffer_mode},
};

}  // namespace

const TypeSpec kStandardStreamType = {.name = "TextIOWrapper",
                                      .module = "_io",
                                      .basic_size = sizeof(StandardStream),
                                      .native_fields = 6,
                                      .flags = kTypeDisallowInstantiation | kTypeHasDict | kTypeHasWeakReferences,
                                      .methods = kStreamMethods,
                                      .attributes = kStreamAttributes,
                                      .members = kStreamMembers};
const TypeSpec kStandardReaderType = {.name = "BufferedReader",
                                      .module = "_io",
                                      .basic_size = sizeof(StandardBuffer),
                                      .native_fields = 1,
                                      .flags = kTypeDisallowInstantiation,
                                      .methods = kReaderMethods,
                                      .attributes = kBufferAttributes};
const TypeSpec kStandardWriterType = {.name = "BufferedWriter",
                                      .module = "_io",
                                      .basic_size = sizeof(StandardBuffer),
                                      .native_fields = 1,
                                      .flags = kTypeDisallowInstantiation,
                                      .methods = kWriterMethods,
                                      .attributes = kBufferAttributes};

Status register_stream_types(Thread& thread) {
  Runtime& runtime = thread.runtime;
  Type* stream = TRY(make_native_type(thread, kStandardStreamType));
  runtime.permanent.push_back(stream);
  Type* reader = TRY(make_native_type(thread, kStandardReaderType));
  runtime.permanent.push_back(reader);
  Type* writer = TRY(make_native_type(thread, kStandardWriterType));
  runtime.permanent.push_back(writer);
  runtime.stream_types[0] = stream;
  runtime.stream_types[1] = reader;
  runtime.stream_types[2] = writer;
  return {};
}

Value make_standard_stream(Thread& thread, int descriptor, const char* name, bool is_input, const char* errors) {
  Runtime& runtime = thread.runtime;
  struct stat status;
  if (fstat(descriptor, &status) != 0) return Value::none();  // closed before we started
  auto* stream = TRY(allocate_instance<StandardStream>(thread, runtime.stream_types[0]));
  stream->descriptor = descriptor;
  stream->is_input = is_input;
  bool is_terminal = isatty(descriptor) != 0;
  stream->is_line_buffered = is_terminal || descriptor == 2;
  stream->is_write_through = descriptor == 2;
  stream->name.set(stream, TRY(make_str(thread, name)));
  stream->mode.set(stream, TRY(make_str(thread, is_input ? "r" : "w")));
  stream->encoding.set(stream, TRY(make_str(thread, "utf-8")));
  stream->errors.set(stream, TRY(make_str(thread, errors)));
  auto* storage = static_cast<ByteStorage*>(
      TRY(allocate_cell(thread, sizeof(ByteStorage) + kCapacity, static_cast<uint8_t>(Kind::kByteArrayStorage),
                        runtime.shape_of_shapes)));
  storage->capacity = kCapacity;
  stream->storage.set(stream, storage);
  auto* buffer = TRY(allocate_instance<StandardBuffer>(thread, runtime.stream_types[is_input ? 1 : 2]));
  buffer->stream.set(buffer, stream);
  stream->buffer.set(stream, buffer);
  return stream;
}

}  // namespace memphis

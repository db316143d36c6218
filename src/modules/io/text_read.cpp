// Reading text.
#include <algorithm>

#include "modules/io/text_file.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"
#include "runtime/text_builder.h"

namespace memphis::io {

namespace {

TextFile* self_of(Value* args) { return args[0].as<TextFile>(); }

// Up to `count` decoded characters, all if negative.
Value take_decoded(Thread& thread, TextFile* self, int64_t count) {
  int64_t left = self->decoded_left();
  if (count < 0 || count > left) count = left;
  if (count == 0) return thread.runtime.name(Name::kEmpty);
  auto begin = static_cast<uint64_t>(self->decoded_used);
  Value text = TRY(substring(thread, self->decoded.get().as<Str>(), begin, begin + static_cast<uint64_t>(count)));
  self->decoded_used += count;
  return text;
}

Value read_bytes(Thread& thread, TextFile* self, int64_t size) {
  if (Buffered* buffered = exact_buffered(self->buffer); buffered != nullptr && buffered->readable) {
    return buffered_read1(thread, buffered, size);
  }
  return call_method(thread, self->buffer, self->has_read1 ? Name::kRead1 : Name::kRead, {make_int(thread, size)});
}

// How many bytes an object that was read has; TypeError when it is no bytes-like object.
Fallible<int64_t> byte_count(Thread& thread, TextFile* self, Value chunk) {
  if (chunk.is_kind(Kind::kBytes)) return static_cast<int64_t>(chunk.as<Bytes>()->size);
  Buffer buffer(thread);
  if (buffer.acquire(chunk).failed()) {
    return raise_type_error(thread, "underlying {}() should have returned a bytes-like object, not '{}'",
                            self->has_read1 ? "read1" : "read", type_name(thread, chunk));
  }
  return static_cast<int64_t>(buffer.size());
}

// What the decoder had left, and the chunk.
Value join_input(Thread& thread, Bytes* pending, Value chunk) {
  if (pending->size == 0 && chunk.is_exactly(Kind::kBytes)) return chunk;
  Buffer buffer(thread);
  TRY(buffer.acquire(chunk));
  Bytes* joined = TRY(allocate_bytes(thread, pending->size + buffer.size()));
  std::copy_n(pending->data, pending->size, joined->data);
  std::copy_n(buffer.data(), buffer.size(), joined->data + pending->size);
  return joined;
}

// Reads and decodes the next chunk; false at the end.
Fallible<bool> read_chunk(Thread& thread, TextFile* self, int64_t size_hint) {
  if (self->decoder.get().is_unbound()) return raise_unsupported(thread, "not readable");
  DecoderState before{thread.runtime.empty_bytes, Value::small_int(0)};
  if (self->telling) before = TRY(decoder_state(thread, self->decoder));
  if (size_hint > 0) {
    size_hint = static_cast<int64_t>(std::max(self->bytes_per_character, 1.0) * static_cast<double>(size_hint));
  }
  Value chunk = TRY(read_bytes(thread, self, std::max(self->chunk_size, size_hint)));
  int64_t bytes = TRY(byte_count(thread, self, chunk));
  bool at_end = bytes == 0;
  Value text = TRY(decode(thread, self->decoder, chunk, at_end));
  set_decoded(self, text);
  auto characters = static_cast<int64_t>(text.as<Str>()->length());
  self->bytes_per_character = characters > 0 ? static_cast<double>(bytes) / static_cast<double>(characters) : 0.0;
  if (self->telling) {
    Value input = TRY(join_input(thread, before.pending, chunk));
    self->snapshot_flags.set(self, before.flags);
    self->snapshot_input.set(self, input);
  }
  return !at_end || characters > 0;
}

// The same, again when interrupted.
Fallible<bool> read_next_chunk(Thread& thread, TextFile* self, int64_t size_hint) {
  while (true) {
    Fallible<bool> more = read_chunk(thread, self, size_hint);
    if (!more.failed() || !take_interrupt(thread)) return more;
  }
}

Value read_everything(Thread& thread, TextFile* self) {
  Buffered* buffered = exact_buffered(self->buffer);
  Value bytes = buffered != nullptr && buffered->readable ? buffered_read(thread, buffered, -1)
                                                          : call_method(thread, self->buffer, Name::kRead);
  TRY(bytes);
  if (bytes.is_none()) return raise(thread, ExceptionId::kBlockingIOError, "Read returned None.");
  Value rest = TRY(decode(thread, self->decoder, bytes, true));
  Value text = TRY(take_decoded(thread, self, -1));
  text = TRY(concatenate(thread, text.as<Str>(), rest.as<Str>()));
  if (!self->snapshot_flags.get().is_unbound()) {
    set_decoded(self, Value::unbound());
    forget_snapshot(self);
  }
  return text;
}

Value read_characters(Thread& thread, TextFile* self, int64_t count) {
  Value text = TRY(take_decoded(thread, self, count));
  count -= static_cast<int64_t>(text.as<Str>()->length());
  if (count == 0) return text;
  TextBuilder all(thread);
  all.append(text.as<Str>());
  while (count > 0 && TRY(read_next_chunk(thread, self, count))) {
    text = TRY(take_decoded(thread, self, count));
    all.append(text.as<Str>());
    count -= static_cast<int64_t>(text.as<Str>()->length());
  }
  return all.finish();
}

// A line that goes on beyond what is decoded. `limit` as for readline.
Value read_long_line(Thread& thread, TextFile* self, int64_t limit) {
  TextBuilder line(thread);
  Str* held = thread.runtime.name(Name::kEmpty);  // a '\r' that may be the first half of the line's end
  while (true) {
    while (self->decoded_left() == 0) {
      if (TRY(read_next_chunk(thread, self, 0))) continue;
      set_decoded(self, Value::unbound());
      forget_snapshot(self);
      line.append(held);
      return line.finish();
    }
    auto* text = self->decoded.get().as<Str>();
    auto start = static_cast<uint64_t>(self->decoded_used);
    if (held->length() != 0) {
      text = TRY(concatenate(thread, held, TRY(substring(thread, text, start, text->length()))));
      start = 0;
    }
    LineSearch search = find_line_end(self->ends, text, start);
    auto end = static_cast<int64_t>(search.end);
    int64_t room = limit - static_cast<int64_t>(line.length());
    bool reaches_limit = limit >= 0 && end >= room;
    if (reaches_limit) end = room;
    line.append_range(text, start, start + static_cast<uint64_t>(end));
    if (search.found || reaches_limit) {
      self->decoded_used += end - static_cast<int64_t>(held->length());
      return line.finish();
    }
    held = TRY(substring(thread, text, start + static_cast<uint64_t>(end), text->length()));
    set_decoded(self, Value::unbound());
  }
}

Value read_line(Thread& thread, TextFile* self, int64_t limit) {
  TRY(check_text_open(thread, self));
  TRY(write_pending(thread, self));
  if (self->decoded_left() > 0) [[likely]] {
    auto* text = self->decoded.get().as<Str>();
    auto start = static_cast<uint64_t>(self->decoded_used);
    LineSearch search = find_line_end(self->ends, text, start);
    auto end = static_cast<int64_t>(search.end);
    bool reaches_limit = limit >= 0 && end >= limit;
    if (search.found || reaches_limit) return take_decoded(thread, self, reaches_limit ? limit : end);
  }
  return read_long_line(thread, self, limit);
}

}  // namespace

void set_decoded(TextFile* self, Value text) {
  self->decoded.set(self, text);
  self->decoded_used = 0;
}

void forget_snapshot(TextFile* self) {
  self->snapshot_flags.set(self, Value::unbound());
  self->snapshot_input.set(self, Value::unbound());
}

Value text_read(Thread& thread, Value* args) {
  TextFile* self = self_of(args);
  int64_t size = TRY(size_or_none(thread, args[1]));
  TRY(check_attached(thread, self));
  TRY(check_text_open(thread, self));
  if (self->decoder.get().is_unbound()) return raise_unsupported(thread, "not readable");
  TRY(write_pending(thread, self));
  return size < 0 ? read_everything(thread, self) : read_characters(thread, self, size);
}

Value text_readline(Thread& thread, Value* args) {
  int64_t limit = args[1].is_unbound() ? -1 : TRY(to_int64(thread, args[1]));
  TRY(check_attached(thread, self_of(args)));
  return read_line(thread, self_of(args), limit);
}

Value text_next(Thread& thread, Value* args) {
  TextFile* self = self_of(args);
  TRY(check_attached(thread, self));
  self->telling = false;
  Value line;
  if (exact_text_file(args[0]) != nullptr) {
    line = TRY(read_line(thread, self, -1));
  } else {
    line = TRY(call_method(thread, args[0], Name::kReadLine));
    if (!is_str(line)) {
      return raise(thread, ExceptionId::kOSError, "readline() should have returned a str object, not '{}'",
                   type_name(thread, line));
    }
  }
  if (line.as<Str>()->length() != 0) return line;
  forget_snapshot(self);
  self->telling = self->seekable;
  return Value::unbound();
}

}  // namespace memphis::io

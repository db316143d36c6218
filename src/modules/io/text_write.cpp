// Writing text.
#include <algorithm>
#include <cstring>

#include "modules/io/text_file.h"
#include "runtime/argument_support.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/text_builder.h"

namespace memphis::io {

namespace {

bool contains_unit(const Str* text, char wanted) {
  return with_units(text, [&](auto* units, size_t count) {
    using Unit = std::remove_cvref_t<decltype(*units)>;
    return internal::find_unit(units, count, static_cast<Unit>(wanted)) != nullptr;
  });
}

// '\n' replaced by what ends lines in the file.
Str* with_line_ends(Thread& thread, const TextFile* self, Str* text) {
  std::string_view newline = self->newline.get().as<Str>()->ascii();
  TextBuilder out(thread);
  for (uint64_t i = 0; i < text->length(); i++) {
    if (text->at(i) == '\n') {
      out.append_ascii(newline);
    } else {
      out.append(text->at(i));
    }
  }
  return out.finish();
}

Status write_to_buffer(Thread& thread, TextFile* self, Cell* owner, std::span<const uint8_t> bytes) {
  Buffered* buffered = exact_buffered(self->buffer);
  if (buffered != nullptr && buffered->writable) {
    TRY(buffered_write(thread, buffered, owner, bytes));
    return {};
  }
  Value object =
      owner->kind_number() == static_cast<uint8_t>(Kind::kBytes) ? Value(owner) : Value(TRY(make_bytes(thread, bytes)));
  while (call_method(thread, self->buffer, Name::kWrite, {object}).is_error()) {
    if (!take_interrupt(thread)) return Failure{};
  }
  return {};
}

Status add_pending(Thread& thread, TextFile* self, std::span<const uint8_t> bytes) {
  auto* storage = self->pending.get().is_unbound() ? nullptr : self->pending.get().as<ByteStorage>();
  size_t used = static_cast<size_t>(self->pending_count);
  if (storage == nullptr || storage->capacity - used < bytes.size()) {
    size_t capacity = std::max({used + bytes.size(), used * 2, size_t{512}});
    ByteStorage* larger = TRY(make_storage(thread, capacity));
    if (used != 0) std::memcpy(larger->bytes, storage->bytes, used);
    self->pending.set(self, larger);
    storage = larger;
  }
  if (!bytes.empty()) std::memcpy(storage->bytes + used, bytes.data(), bytes.size());
  self->pending_count += static_cast<int64_t>(bytes.size());
  return {};
}

// Text that is its own encoding.
bool is_own_encoding(const TextFile* self, const Str* text) {
  bool fits = self->codec == Codec::kUtf8 || self->codec == Codec::kAscii || self->codec == Codec::kLatin1;
  return fits && text->is_ascii() && static_cast<int64_t>(text->length()) <= self->chunk_size;
}

// Collects the encoded text; a chunk or more is written without a detour.
Status add_encoded(Thread& thread, TextFile* self, Str* text) {
  Value holder = text;
  std::span<const uint8_t> bytes;
  if (is_own_encoding(self, text)) {
    bytes = {text->data(), text->length()};
  } else {
    holder = TRY(encode_for(thread, self, text));
    bytes = holder.as<Bytes>()->view();
  }
  if (static_cast<int64_t>(bytes.size()) < self->chunk_size) return add_pending(thread, self, bytes);
  // The buffer may be written in Python and write to this file in turn.
  while (self->pending_count != 0) TRY(write_pending(thread, self));
  if (!holder.is_exactly(Kind::kBytes)) return add_pending(thread, self, bytes);
  return write_to_buffer(thread, self, holder.cell(), bytes);
}

}  // namespace

Status write_pending(Thread& thread, TextFile* self) {
  if (self->pending_count == 0) return {};
  // Whoever writes to this file meanwhile, a signal handler say, finds it without any.
  Value storage = self->pending;
  auto count = static_cast<size_t>(self->pending_count);
  self->pending.set(self, Value::unbound());
  self->pending_count = 0;
  TRY(write_to_buffer(thread, self, storage.cell(), {storage.as<ByteStorage>()->bytes, count}));
  if (self->pending.get().is_unbound()) self->pending.set(self, storage);
  return {};
}

Status text_write(Thread& thread, TextFile* self, Str* text) {
  TRY(check_attached(thread, self));
  TRY(check_text_open(thread, self));
  if (!self->can_write) return raise_unsupported(thread, "not writable");
  bool has_newline = (self->writes_return() || self->line_buffering) && contains_unit(text, '\n');
  if (has_newline && self->writes_return()) text = TRY(with_line_ends(thread, self, text));
  bool needs_flush = self->line_buffering && (has_newline || contains_unit(text, '\r'));
  TRY(add_encoded(thread, self, text));
  if (self->pending_count >= self->chunk_size || needs_flush || self->write_through) TRY(write_pending(thread, self));
  if (needs_flush) {
    Buffered* buffered = exact_buffered(self->buffer);
    if (buffered != nullptr && buffered->writable) {
      TRY(buffered_flush(thread, buffered));
    } else {
      TRY(call_method(thread, self->buffer, Name::kFlush));
    }
  }
  if (!self->snapshot_flags.get().is_unbound()) {
    set_decoded(self, Value::unbound());
    forget_snapshot(self);
  }
  if (!self->decoder.get().is_unbound()) TRY(reset_decoder(thread, self->decoder));
  return {};
}

Value text_write_method(Thread& thread, Value* args) {
  auto* self = args[0].as<TextFile>();
  TRY(check_attached(thread, self));
  Str* text = TRY(str_argument(thread, args[1], "write", 0));
  TRY(text_write(thread, self, text));
  return make_int(thread, static_cast<int64_t>(text->length()));
}

Status text_flush(Thread& thread, TextFile* self) {
  TRY(check_attached(thread, self));
  TRY(check_text_open(thread, self));
  self->telling = self->seekable;
  TRY(write_pending(thread, self));
  Buffered* buffered = exact_buffered(self->buffer);
  if (buffered != nullptr && buffered->writable) return buffered_flush(thread, buffered);
  TRY(call_method(thread, self->buffer, Name::kFlush));
  return {};
}

}  // namespace memphis::io

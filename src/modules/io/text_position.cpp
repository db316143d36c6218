// seek() and tell() of text files.
//
// A position is a number that packs five: where the buffer stood at a point from which decoding can start anew, the
// decoder's state there, how many bytes to give it then, how many of the characters that come out to skip, and whether
// it must be told that the input ends. Where nothing is left over in the decoder only the first is not zero.
#include <algorithm>
#include <cstring>

#include "base/bigint.h"
#include "modules/io/text_file.h"
#include "runtime/argument_support.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis::io {

namespace {

TextFile* self_of(Value* args) { return args[0].as<TextFile>(); }

struct Cookie {
  int64_t start = 0;
  int32_t decoder_flags = 0;
  int32_t bytes_to_feed = 0;
  int32_t characters_to_skip = 0;
  bool needs_end = false;
};

Value shift_and_add(Thread& thread, Value number, int bits, uint64_t more) {
  Value shifted = TRY(int_left_shift(thread, number, Value::small_int(bits)));
  return int_add(thread, shifted, TRY(make_int_unsigned(thread, more)));
}

Value pack(Thread& thread, const Cookie& cookie) {
  if (cookie.decoder_flags == 0 && cookie.bytes_to_feed == 0 && cookie.characters_to_skip == 0 && !cookie.needs_end) {
    return make_int_unsigned(thread, static_cast<uint64_t>(cookie.start));
  }
  Value number = Value::small_int(cookie.needs_end ? 1 : 0);
  for (int32_t part : {cookie.characters_to_skip, cookie.bytes_to_feed, cookie.decoder_flags}) {
    number = TRY(shift_and_add(thread, number, 32, static_cast<uint32_t>(part)));
  }
  return shift_and_add(thread, number, 64, static_cast<uint64_t>(cookie.start));
}

// Takes the lowest bits off a number.
Fallible<uint64_t> take_bits(Thread& thread, Value& number, int bits) {
  Value width = Value::small_int(bits);
  Value power = TRY(int_left_shift(thread, Value::small_int(1), width));
  Value low = TRY(int_modulo(thread, number, power));
  number = TRY(int_right_shift(thread, number, width));
  // The upper and the lower half fit small ints, whatever the width.
  Value half = Value::small_int(32);
  int64_t upper = 0, lower = 0;
  int_to_int64(TRY(int_right_shift(thread, low, half)), upper);
  int_to_int64(TRY(int_and(thread, low, Value::small_int(0xffffffff))), lower);
  return static_cast<uint64_t>(upper) << 32 | static_cast<uint64_t>(lower);
}

Fallible<Cookie> unpack(Thread& thread, Value number) {
  Cookie cookie;
  cookie.start = static_cast<int64_t>(TRY(take_bits(thread, number, 64)));
  cookie.decoder_flags = static_cast<int32_t>(TRY(take_bits(thread, number, 32)));
  cookie.bytes_to_feed = static_cast<int32_t>(TRY(take_bits(thread, number, 32)));
  cookie.characters_to_skip = static_cast<int32_t>(TRY(take_bits(thread, number, 32)));
  cookie.needs_end = TRY(take_bits(thread, number, 8)) != 0;
  if (int_sign(number) != 0) return raise(thread, ExceptionId::kOverflowError, "int too big to convert");
  return cookie;
}

// The decoder as it was at the start of the cookie. At the start of the file it is reset: the state there need not be
// 0.
Status restore_decoder(Thread& thread, TextFile* self, const Cookie& cookie) {
  if (cookie.start == 0 && cookie.decoder_flags == 0) return reset_decoder(thread, self->decoder);
  Value flags = Value::small_int(cookie.decoder_flags);
  return set_decoder_state(thread, self->decoder, thread.runtime.empty_bytes, flags);
}

// ---- tell ----

// Finds a point near a position of which only the number of characters since the snapshot is known.
class PositionSearch {
 public:
  PositionSearch(Thread& thread, TextFile* self, Bytes* input, Cookie& cookie)
      : thread_(thread), self_(self), input_(input), cookie_(cookie), to_skip_(self->decoded_used) {}

  Status run();

 private:
  Fallible<int64_t> decode_piece(int64_t begin, int64_t count, bool final = false);
  // Skips close to the position in one go: answers the number of bytes.
  Fallible<int64_t> skip_ahead();
  Status step(int64_t begin);

  Thread& thread_;
  TextFile* self_;
  Bytes* input_;
  Cookie& cookie_;
  int64_t to_skip_;  // characters from the start of the cookie to the position
};

Fallible<int64_t> PositionSearch::decode_piece(int64_t begin, int64_t count, bool final) {
  std::span<const uint8_t> bytes = input_->view().subspan(static_cast<size_t>(begin), static_cast<size_t>(count));
  Value piece = TRY(make_bytes(thread_, bytes));
  Value text = TRY(decode(thread_, self_->decoder, piece, final));
  return static_cast<int64_t>(text.as<Str>()->length());
}

Fallible<int64_t> PositionSearch::skip_ahead() {
  auto size = static_cast<int64_t>(input_->size);
  auto bytes = static_cast<int64_t>(self_->bytes_per_character * static_cast<double>(to_skip_));
  bytes = std::min(bytes, size);
  int64_t back = 1;
  while (bytes > 0) {
    TRY(restore_decoder(thread_, self_, cookie_));
    int64_t characters = TRY(decode_piece(0, bytes));
    if (characters <= to_skip_) {
      DecoderState state = TRY(decoder_state(thread_, self_->decoder));
      if (state.pending->size == 0) {
        cookie_.decoder_flags = static_cast<int32_t>(TRY(to_int64(thread_, state.flags)));
        to_skip_ -= characters;
        return bytes;
      }
      bytes -= static_cast<int64_t>(state.pending->size);
      back = 1;
    } else {
      bytes -= back;
      back *= 2;
    }
  }
  TRY(restore_decoder(thread_, self_, cookie_));
  return 0;
}

// Byte by byte from there on, with the last point where nothing is left over in the decoder as the start.
Status PositionSearch::step(int64_t begin) {
  int64_t decoded = 0;
  auto size = static_cast<int64_t>(input_->size);
  for (int64_t at = begin; at < size; at++) {
    decoded += TRY(decode_piece(at, 1));
    cookie_.bytes_to_feed++;
    DecoderState state = TRY(decoder_state(thread_, self_->decoder));
    if (state.pending->size == 0 && decoded <= to_skip_) {
      cookie_.start += cookie_.bytes_to_feed;
      to_skip_ -= decoded;
      cookie_.decoder_flags = static_cast<int32_t>(TRY(to_int64(thread_, state.flags)));
      cookie_.bytes_to_feed = 0;
      decoded = 0;
    }
    if (decoded >= to_skip_) return {};
  }
  decoded += TRY(decode_piece(0, 0, true));
  cookie_.needs_end = true;
  if (decoded >= to_skip_) return {};
  return raise(thread_, ExceptionId::kOSError, "can't reconstruct logical file position");
}

Status PositionSearch::run() {
  int64_t skipped = TRY(skip_ahead());
  cookie_.start += skipped;
  if (to_skip_ != 0) TRY(step(skipped));
  cookie_.characters_to_skip = static_cast<int32_t>(to_skip_);
  return {};
}

}  // namespace

Value text_tell(Thread& thread, Value* args) {
  TextFile* self = self_of(args);
  TRY(check_attached(thread, self));
  TRY(check_text_open(thread, self));
  if (!self->seekable) return raise_unsupported(thread, "underlying stream is not seekable");
  if (!self->telling) return raise(thread, ExceptionId::kOSError, "telling position disabled by next() call");
  TRY(write_pending(thread, self));
  TRY(call_method(thread, args[0], Name::kFlush));
  Value position = TRY(call_method(thread, self->buffer, Name::kTell));
  if (self->decoder.get().is_unbound() || self->snapshot_flags.get().is_unbound()) return position;
  Cookie cookie;
  cookie.start = TRY(to_int64(thread, position));
  cookie.decoder_flags = static_cast<int32_t>(TRY(to_int64(thread, self->snapshot_flags)));
  auto* input = self->snapshot_input.get().as<Bytes>();
  cookie.start -= static_cast<int64_t>(input->size);
  if (self->decoded_used == 0) return pack(thread, cookie);
  // The decoder is used for the search and gets its state back.
  DecoderState saved = TRY(decoder_state(thread, self->decoder));
  NewlineDecoder* lines = exact_newline_decoder(self->decoder);
  uint8_t line_ends = lines != nullptr ? lines->seen : uint8_t{0};
  Status found = PositionSearch(thread, self, input, cookie).run();
  Value failure = found.failed() ? take_pending(thread) : Value::unbound();
  if (lines != nullptr) lines->seen = line_ends;
  TRY(set_decoder_state(thread, self->decoder, saved.pending, saved.flags));
  if (!failure.is_unbound()) return raise_again(thread, failure);
  return pack(thread, cookie);
}

// ---- seek ----

namespace {

void forget_decoded(TextFile* self) {
  set_decoded(self, Value::unbound());
  forget_snapshot(self);
}

Value seek_to_end(Thread& thread, Value* args) {
  TextFile* self = self_of(args);
  TRY(call_method(thread, args[0], Name::kFlush));
  forget_decoded(self);
  if (!self->decoder.get().is_unbound()) TRY(reset_decoder(thread, self->decoder));
  Value position = TRY(call_method(thread, self->buffer, Name::kSeek, {Value::small_int(0), Value::small_int(2)}));
  if (self->can_write) {
    bool at_start = TRY(are_equal(thread, position, Value::small_int(0)));
    TRY(reset_encoder(thread, self, at_start));
  }
  return position;
}

// Decodes from the start of the cookie and skips what lies before the position.
Status replay(Thread& thread, TextFile* self, const Cookie& cookie) {
  Value flags = Value::small_int(cookie.decoder_flags);
  if (cookie.characters_to_skip == 0) {
    self->snapshot_flags.set(self, flags);
    self->snapshot_input.set(self, thread.runtime.empty_bytes);
    return {};
  }
  Value chunk = TRY(call_method(thread, self->buffer, Name::kRead, {Value::small_int(cookie.bytes_to_feed)}));
  if (!chunk.is_kind(Kind::kBytes)) {
    return raise_type_error(thread, "underlying read() should have returned a bytes object, not '{}'",
                            type_name(thread, chunk));
  }
  self->snapshot_flags.set(self, flags);
  self->snapshot_input.set(self, chunk);
  if (self->decoder.get().is_unbound()) return raise_unsupported(thread, "not readable");
  Value text = TRY(decode(thread, self->decoder, chunk, cookie.needs_end));
  set_decoded(self, text);
  if (static_cast<int64_t>(text.as<Str>()->length()) < cookie.characters_to_skip) {
    return raise(thread, ExceptionId::kOSError, "can't restore logical file position");
  }
  self->decoded_used = cookie.characters_to_skip;
  return {};
}

Fallible<bool> is_zero(Thread& thread, Value value) { return are_equal(thread, value, Value::small_int(0)); }

}  // namespace

Value text_seek(Thread& thread, Value* args) {
  TextFile* self = self_of(args);
  int whence = TRY(int_argument(thread, args[2]));
  TRY(check_attached(thread, self));
  TRY(check_text_open(thread, self));
  Value target = args[1];
  if (!self->seekable) return raise_unsupported(thread, "underlying stream is not seekable");
  if (whence == 1) {
    if (!TRY(is_zero(thread, target))) return raise_unsupported(thread, "can't do nonzero cur-relative seeks");
    // To where it is: the buffer is brought in line with that.
    target = TRY(call_method(thread, args[0], Name::kTell));
  } else if (whence == 2) {
    if (!TRY(is_zero(thread, target))) return raise_unsupported(thread, "can't do nonzero end-relative seeks");
    return seek_to_end(thread, args);
  } else if (whence != 0) {
    return raise_value_error(thread, "invalid whence ({}, should be 0, 1 or 2)", whence);
  }
  Value is_negative = TRY(compare(thread, Comparison::kLess, target, Value::small_int(0)));
  if (TRY(is_true(thread, is_negative))) {
    return raise_value_error(thread, "negative seek position {}", TRY(repr_text(thread, target)));
  }
  TRY(call_method(thread, args[0], Name::kFlush));
  Cookie cookie = TRY(unpack(thread, TRY(to_index(thread, target))));
  TRY(call_method(thread, self->buffer, Name::kSeek, {make_int(thread, cookie.start)}));
  forget_decoded(self);
  if (!self->decoder.get().is_unbound()) TRY(restore_decoder(thread, self, cookie));
  TRY(replay(thread, self, cookie));
  if (self->can_write) {
    TRY(reset_encoder(thread, self, cookie.start == 0 && cookie.decoder_flags == 0));
  }
  return target;
}

}  // namespace memphis::io

// _io.TextIOWrapper: text over a file of bytes.
//
// Reading: a chunk of bytes is read and decoded at once into `decoded`, which is handed out piece by piece. The
// snapshot tells from where the chunk could be decoded again: tell() needs it. Writing: text is encoded at once, so
// that errors show where they are made, and the bytes are collected in `pending`.
#pragma once

#include "modules/io/buffered.h"
#include "modules/io/line_ends.h"
#include "modules/io/newline_decoder.h"
#include "runtime/codecs.h"

namespace memphis::io {

struct TextFile : Cell {
  Field buffer;
  Field encoding;        // Str
  Field errors;          // Str
  Field newline;         // as the constructor got it: Str or None
  Field encoder;         // an object of the package `encodings`; unbound: not writable, or the codec is native
  Field decoder;         // unbound: not readable
  Field decoded;         // Str; unbound: nothing
  Field snapshot_flags;  // state of the decoder before the chunk, an int; unbound: there is no snapshot
  Field snapshot_input;  // Bytes: what it had not decoded then, and the chunk
  Field pending;         // ByteStorage
  Field raw;             // the FileIO underneath, when that and the buffer are of the native types
  Field finalizing;      // bool
  int64_t decoded_used;  // characters of `decoded` handed out
  int64_t pending_count;
  int64_t chunk_size;
  double bytes_per_character;  // in the current chunk
  Codec codec;                 // kUnknown: encoder and decoder are Python objects
  LineEnds ends;
  bool initialized;
  bool detached;
  bool can_write;
  bool line_buffering;
  bool write_through;
  bool seekable;
  bool has_read1;
  bool telling;          // tell() is possible: not while iterating
  bool start_of_stream;  // the encoder is to write a byte order mark

  bool writes_return() const { return ends == LineEnds::kReturn || ends == LineEnds::kBoth; }
  int64_t decoded_left() const {
    return decoded.get().is_unbound() ? 0 : static_cast<int64_t>(decoded.get().as<Str>()->length()) - decoded_used;
  }
};

inline TextFile* exact_text_file(Value value) {
  return is_exact_native(value, kTextIoWrapperType) ? value.as<TextFile>() : nullptr;
}

struct TextArguments {
  Value buffer;
  Value encoding = Value::none();  // Str or None
  Value errors = Value::none();    // Str or None
  Value newline = Value::none();   // Str or None
  bool line_buffering = false;
  bool write_through = false;
};
// TextIOWrapper(...). Runs user code unless the buffer is a native one.
Value make_text_file(Thread& thread, const TextArguments& arguments);

// What the methods do for the exact type. Run user code unless everything underneath is native.
Status text_write(Thread& thread, TextFile* self, Str* text);
Status text_flush(Thread& thread, TextFile* self);

// ---- For the files text_*.cpp ----

Status check_attached(Thread& thread, const TextFile* self);
Status check_text_open(Thread& thread, TextFile* self);
Status initialize_text(Thread& thread, TextFile* self, const TextArguments& arguments);

// Encoder and decoder for the encoding of the file: needs buffer, encoding, errors, ends.
Status set_codec(Thread& thread, TextFile* self);
// Whether what is written next is the start of the stream: by the position of the buffer.
Status fix_encoder(Thread& thread, TextFile* self);
Status reset_encoder(Thread& thread, TextFile* self, bool start_of_stream);
Value encode_for(Thread& thread, TextFile* self, Str* text);

// Hands the collected bytes to the buffer, which is not flushed.
Status write_pending(Thread& thread, TextFile* self);
void set_decoded(TextFile* self, Value text);
void forget_snapshot(TextFile* self);

// Methods.
Value text_write_method(Thread& thread, Value* args);
Value text_read(Thread& thread, Value* args);
Value text_readline(Thread& thread, Value* args);
Value text_next(Thread& thread, Value* args);
Value text_seek(Thread& thread, Value* args);
Value text_tell(Thread& thread, Value* args);
Value text_reconfigure(Thread& thread, Value* args);

}  // namespace memphis::io

// sys.stdin, sys.stdout and sys.stderr: a native text file over a file descriptor, UTF-8, as much of io.TextIOWrapper
// as the standard streams need. Output is collected (until a newline on a terminal; stderr not at all beyond one call);
// whoever ends the program calls flush_standard_streams.
#pragma once

#include <span>
#include <string_view>

#include "objects/text.h"
#include "runtime/native.h"

namespace memphis {

struct StandardStream : Cell {
  Field name;      // "<stdout>"
  Field mode;      // "r" or "w"
  Field encoding;  // "utf-8"
  Field errors;
  Field buffer;   // what .buffer gives
  Field storage;  // ByteStorage
  int32_t descriptor;
  uint32_t begin;  // input: what has not been read yet is [begin, end) of the storage
  uint32_t end;    // output: so many bytes wait
  bool is_input;
  bool is_line_buffered;
  bool is_write_through;
  bool is_closed;
  bool is_at_end;
};
// .buffer: bytes instead of str, over the same storage.
struct StandardBuffer : Cell {
  Field stream;
};

extern const TypeSpec kStandardStreamType;
extern const TypeSpec kStandardReaderType;
extern const TypeSpec kStandardWriterType;

// Makes the stream types; once, before any stream.
Status register_stream_types(Thread& thread);
Value make_standard_stream(Thread& thread, int descriptor, const char* name, bool is_input, const char* errors);
// An exact standard stream, or null.
StandardStream* as_standard_stream(Value value);

// All may fail with OSError; write_text also when the text cannot be encoded.
Status write_text(Thread& thread, StandardStream* stream, Str* text);
Status write_bytes(Thread& thread, StandardStream* stream, std::string_view bytes);
Status flush_stream(Thread& thread, StandardStream* stream);
// One line with its '\n'; at most `limit` characters unless negative; empty at the end.
Value read_text_line(Thread& thread, StandardStream* stream, int64_t limit);

// Flushes sys.stdout and sys.stderr, whatever they are, as at the end of a program: an error is reported on stderr and
// answered with false (the exit status is 120 then).
bool flush_standard_streams(Thread& thread);

}  // namespace memphis

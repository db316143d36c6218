// Parts of the module zlib.
#pragma once

#include <zlib.h>

#include "modules/compression/byte_output.h"
#include "modules/module_support.h"

namespace memphis::compression {

inline constexpr int kDefaultMemoryLevel = 8;
inline constexpr int64_t kDefaultBufferSize = 16 * 1024;

extern const TypeSpec kCompressType;
extern const TypeSpec kDecompressType;
extern const TypeSpec kZlibDecompressorType;

// zlib.error "Error -3 while ...: invalid ...".
FailureOfAnyType raise_zlib_error(Thread& thread, const z_stream& stream, int code, const char* activity);
FailureOfAnyType raise_zlib_message(Thread& thread, std::string_view message);

// Runs deflate or inflate over the input until it is used up, the output is full or the stream ends. `code`: what the
// library answered last; `dictionary` is set when it asks for one (null: that is an error). A MemoryError fails.
struct ZlibRun {
  z_stream& stream;
  std::span<const uint8_t> input;  // out: what is left
  int flush;
  int code = Z_OK;
};
Status run_deflate(ZlibRun& run, ByteOutput& output);
Status run_inflate(Thread& thread, ZlibRun& run, ByteOutput& output, Value dictionary);
// Gives the stream a dictionary: zlib.error if it is the wrong one.
Status set_inflate_dictionary(Thread& thread, z_stream& stream, Value dictionary);

Value compress_function(Thread& thread, Value* args);
Value compressobj_function(Thread& thread, Value* args);
Value decompress_function(Thread& thread, Value* args);
Value decompressobj_function(Thread& thread, Value* args);

}  // namespace memphis::compression

// The module zlib.
#include "modules/compression/zlib_parts.h"
#include "modules/module_support.h"
#include "modules/modules.h"

namespace memphis {

namespace compression {

namespace {

constexpr ExceptionSpec kError = {"error", "zlib", ExceptionId::kException};

Value checksum(Thread& thread, Value* args, uint32_t start, uLong (*add)(uLong, const Bytef*, z_size_t)) {
  Buffer data(thread);
  TRY(data.acquire(args[0]));
  const uint32_t value = args[1].is_unbound() ? start : TRY(unsigned_argument(thread, args[1], true));
  const Bytef* bytes = data.data() != nullptr ? data.data() : reinterpret_cast<const Bytef*>("");
  return make_int(thread, static_cast<int64_t>(add(value, bytes, data.size()) & 0xffffffff));
}
Value crc32_function(Thread& thread, Value* args) { return checksum(thread, args, 0, crc32_z); }
Value adler32_function(Thread& thread, Value* args) { return checksum(thread, args, 1, adler32_z); }

constexpr NativeDefinition kFunctions[] = {
    {"compress(data, /, level=Z_DEFAULT_COMPRESSION, wbits=MAX_WBITS)", compress_function, "The data compressed."},
    {"decompress(data, /, wbits=MAX_WBITS, bufsize=DEF_BUF_SIZE)", decompress_function, "The data decompressed."},
    {"compressobj(level=Z_DEFAULT_COMPRESSION, method=DEFLATED, wbits=MAX_WBITS, memLevel=DEF_MEM_LEVEL, "
     "strategy=Z_DEFAULT_STRATEGY, zdict=None)",
     compressobj_function, "An object that compresses a stream bit by bit."},
    {"decompressobj(wbits=MAX_WBITS, zdict=b'')", decompressobj_function,
     "An object that decompresses a stream bit by bit."},
    {"crc32(data, value=0, /)", crc32_function, "The CRC-32 of the data, going on from a former result."},
    {"adler32(data, value=1, /)", adler32_function, "The Adler-32 checksum, going on from a former result."},
};

constexpr ModuleConstant kConstants[] = {
    {"MAX_WBITS", MAX_WBITS},
    {"DEFLATED", Z_DEFLATED},
    {"DEF_MEM_LEVEL", kDefaultMemoryLevel},
    {"DEF_BUF_SIZE", kDefaultBufferSize},
    {"Z_NO_COMPRESSION", Z_NO_COMPRESSION},
    {"Z_BEST_SPEED", Z_BEST_SPEED},
    {"Z_BEST_COMPRESSION", Z_BEST_COMPRESSION},
    {"Z_DEFAULT_COMPRESSION", Z_DEFAULT_COMPRESSION},
    {"Z_FILTERED", Z_FILTERED},
    {"Z_HUFFMAN_ONLY", Z_HUFFMAN_ONLY},
    {"Z_RLE", Z_RLE},
    {"Z_FIXED", Z_FIXED},
    {"Z_DEFAULT_STRATEGY", Z_DEFAULT_STRATEGY},
    {"Z_NO_FLUSH", Z_NO_FLUSH},
    {"Z_PARTIAL_FLUSH", Z_PARTIAL_FLUSH},
    {"Z_SYNC_FLUSH", Z_SYNC_FLUSH},
    {"Z_FULL_FLUSH", Z_FULL_FLUSH},
    {"Z_FINISH", Z_FINISH},
    {"Z_BLOCK", Z_BLOCK},
    {"Z_TREES", Z_TREES},
};

}  // namespace

FailureOfAnyType raise_zlib_message(Thread& thread, std::string_view message) {
  return raise_module_error(thread, kError, message);
}

FailureOfAnyType raise_zlib_error(Thread& thread, const z_stream& stream, int code, const char* activity) {
  const char* reason = stream.msg;
  if (code == Z_VERSION_ERROR) reason = "library version mismatch";
  if (reason == nullptr) {
    switch (code) {
      case Z_BUF_ERROR: reason = "incomplete or truncated stream"; break;
      case Z_STREAM_ERROR: reason = "inconsistent stream state"; break;
      case Z_DATA_ERROR: reason = "invalid input data"; break;
      default: return raise_zlib_message(thread, fmt::format("Error {} {}", code, activity));
    }
  }
  return raise_zlib_message(thread, fmt::format("Error {} {}: {}", code, activity, reason));
}

}  // namespace compression

Value create_zlib_module(Thread& thread) {
  using namespace compression;
  Module* module =
      TRY(make_native_module(thread, "zlib", "Compression with the library zlib.", compression::kFunctions));
  (void)TRY(add_exception_class(thread, module, kError));
  (void)TRY(make_hidden_type(thread, kCompressType));
  (void)TRY(make_hidden_type(thread, kDecompressType));
  (void)TRY(add_module_type(thread, module, kZlibDecompressorType));
  TRY(add_constants(thread, module, kConstants));
  TRY(set_module_attribute(thread, module, "ZLIB_VERSION", TRY(make_str(thread, ZLIB_VERSION))));
  TRY(set_module_attribute(thread, module, "ZLIB_RUNTIME_VERSION", TRY(make_str(thread, zlibVersion()))));
  return module;
}

}  // namespace memphis

// _io._BufferedIOBase: files that read and write bytes through a buffer.
#include <cstring>

#include "modules/io/io.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/make.h"

namespace memphis::io {

namespace {

Value base_detach(Thread& thread, Value*) { return raise_unsupported(thread, "detach"); }
Value base_read(Thread& thread, Value*) { return raise_unsupported(thread, "read"); }
Value base_read1(Thread& thread, Value*) { return raise_unsupported(thread, "read1"); }
Value base_write(Thread& thread, Value*) { return raise_unsupported(thread, "write"); }

// By way of read() or read1().
Value read_into(Thread& thread, Value* args, Name method, const char* function) {
  Buffer buffer(thread);
  TRY(acquire_writable(thread, buffer, args[1], function));
  Value size = make_int(thread, static_cast<int64_t>(buffer.size()));
  Value data = TRY(call_method(thread, args[0], method, {size}));
  if (!data.is_kind(Kind::kBytes)) return raise_type_error(thread, "read() should return bytes");
  auto view = data.as<Bytes>()->view();
  if (view.size() > buffer.size()) {
    return raise_value_error(thread, "read() returned too much data: {} bytes requested, {} returned", buffer.size(),
                             view.size());
  }
  if (!view.empty()) std::memcpy(buffer.data(), view.data(), view.size());
  return make_int(thread, static_cast<int64_t>(view.size()));
}

Value base_readinto(Thread& thread, Value* args) { return read_into(thread, args, Name::kRead, "readinto"); }
Value base_readinto1(Thread& thread, Value* args) { return read_into(thread, args, Name::kRead1, "readinto1"); }

constexpr NativeDefinition kMethods[] = {
    {"detach(self, /)", base_detach, "Gives the raw file away: the buffer cannot be used any more."},
    {"read(self, size=-1, /)", base_read, "Reads `size` bytes, or all if negative; fewer only at the end."},
    {"read1(self, size=-1, /)", base_read1, "Reads at most `size` bytes with at most one read of the raw file."},
    {"readinto(self, buffer, /)", base_readinto, "Fills a writable buffer; answers how many bytes there were."},
    {"readinto1(self, buffer, /)", base_readinto1, "As readinto(), with at most one read of the raw file."},
    {"write(self, b, /)", base_write, "Writes the bytes; answers how many those are."},
};

}  // namespace

const TypeSpec kBufferedIoBaseType = {
    .name = "_BufferedIOBase",
    .module = "_io",
    .methods = kMethods,
    .doc = "The base class of files that buffer.",
};

}  // namespace memphis::io

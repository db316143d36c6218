// _io._RawIOBase: files without a buffer.
#include <string>

#include "modules/io/io.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis::io {

namespace {

Value raw_read(Thread& thread, Value* args) {
  int64_t size = args[1].is_unbound() ? -1 : TRY(to_int64(thread, args[1]));
  if (size < 0) return call_method(thread, args[0], Name::kReadAll);
  ByteArray* array = TRY(make_byte_array(thread, {}));
  TRY(resize_byte_array(thread, array, static_cast<uint64_t>(size)));
  Value answer = TRY(call_method(thread, args[0], Name::kReadInto, {Value(array)}));
  if (answer.is_none()) return answer;
  int64_t count = TRY(to_index_int64(thread, answer, false, ExceptionId::kValueError));
  if (count < 0 || count > static_cast<int64_t>(array->size)) {
    return raise_value_error(thread, "readinto returned {} outside buffer size {}", count, array->size);
  }
  return make_bytes(thread, array->view().first(static_cast<size_t>(count)));
}

Value raw_readall(Thread& thread, Value* args) {
  std::string all;
  while (true) {
    Value piece = call_method(thread, args[0], Name::kRead, {Value::small_int(kDefaultBufferSize)});
    if (piece.is_error()) {
      if (take_interrupt(thread)) continue;
      return Failure{};
    }
    if (piece.is_none()) {
      if (all.empty()) return piece;
      break;
    }
    if (!piece.is_kind(Kind::kBytes)) return raise_type_error(thread, "read() should return bytes");
    auto view = piece.as<Bytes>()->view();
    if (view.empty()) break;
    all.append(reinterpret_cast<const char*>(view.data()), view.size());
  }
  return make_bytes(thread, {reinterpret_cast<const uint8_t*>(all.data()), all.size()});
}

Value not_implemented(Thread& thread, Value*) {
  return raise_value(thread, thread.runtime.exception_type(ExceptionId::kNotImplementedError));
}

constexpr NativeDefinition kMethods[] = {
    {"read(self, size=-1, /)", raw_read, "Reads at most `size` bytes with one readinto(), or all."},
    {"readall(self, /)", raw_readall, "Reads until the end."},
    {"readinto(self, /, *args)", not_implemented},
    {"write(self, /, *args)", not_implemented},
};

}  // namespace

const TypeSpec kRawIoBaseType = {
    .name = "_RawIOBase",
    .module = "_io",
    .methods = kMethods,
    .doc = "The base class of files without a buffer.",
};

}  // namespace memphis::io

// What bytes and bytearray share besides their methods: results, arguments, operators.
#include <cstring>

#include "builtins/byte_methods.h"
#include "builtins/percent_format.h"
#include "builtins/text_arguments.h"
#include "runtime/call.h"
#include "runtime/codecs.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"

namespace memphis {

Value make_like(Thread& thread, Value receiver, std::span<const uint8_t> bytes) {
  if (is_byte_array(receiver)) return make_byte_array(thread, bytes);
  return make_bytes(thread, bytes);
}

Value allocate_like(Thread& thread, Value receiver, uint64_t size) {
  if (!is_byte_array(receiver)) return allocate_bytes(thread, size);
  ByteArray* array = TRY(make_byte_array(thread, {}));
  TRY(resize_byte_array(thread, array, size));
  return array;
}

Value unchanged(Thread& thread, Value receiver) {
  if (receiver.is_exactly(Kind::kBytes)) return receiver;
  return make_like(thread, receiver, byte_view(receiver));
}

Fallible<uint8_t> byte_argument(Thread& thread, Value value, const char* what) {
  int64_t byte;
  if (value.is_small_int()) {
    byte = value.as_small_int();
  } else if (!int_to_int64(TRY(to_index(thread, value)), byte)) {
    byte = -1;
  }
  if (byte < 0 || byte > 255) return raise_value_error(thread, "{} must be in range(0, 256)", what);
  return static_cast<uint8_t>(byte);
}

namespace {

Value bytes_from_items(Thread& thread, Value source, const BytesArguments& names) {
  std::vector<uint8_t> out;
  if (source.is_exactly(Kind::kList)) {
    // __index__ may change the list: its size is asked for every time.
    auto* list = source.as<List>();
    for (uint64_t i = 0; i < list->size; i++) out.push_back(TRY(byte_argument(thread, list->items()[i], names.items)));
    return make_bytes(thread, out);
  }
  if (source.is_exactly(Kind::kTuple)) {
    for (Value item : source.as<Tuple>()->view()) out.push_back(TRY(byte_argument(thread, item, names.items)));
    return make_bytes(thread, out);
  }
  Value iterator = get_iterator(thread, source);
  if (iterator.is_error()) {
    if (!take_if_pending(thread, ExceptionId::kTypeError)) return iterator;
    return raise_type_error(thread, "cannot convert '{}' object to {}", type_name(thread, source), names.type);
  }
  while (true) {
    Value item = TRY(next_item(thread, iterator));
    if (item.is_unbound()) break;
    out.push_back(TRY(byte_argument(thread, item, names.items)));
  }
  return make_bytes(thread, out);
}

// A count from __index__; false when the object is none (its __index__ raised TypeError).
Fallible<bool> take_count(Thread& thread, Value source, uint64_t& count) {
  if (!has_index(thread, source)) return false;
  Fallible<int64_t> number = to_index_int64(thread, source);
  if (number.failed()) {
    if (take_if_pending(thread, ExceptionId::kTypeError)) return false;
    return Failure{};
  }
  if (number.value() < 0) return raise_value_error(thread, "negative count");
  count = static_cast<uint64_t>(number.value());
  return true;
}

}  // namespace

Value bytes_from_arguments(Thread& thread, Value source, Value encoding_value, Value errors_value,
                           const BytesArguments& names) {
  Str* encoding = TRY(optional_str_argument(thread, encoding_value, names.type, "encoding"));
  Str* errors = TRY(optional_str_argument(thread, errors_value, names.type, "errors"));
  if (source.is_unbound() || !is_str(source)) {
    if (encoding != nullptr) return raise_type_error(thread, "encoding without a string argument");
    if (errors != nullptr) return raise_type_error(thread, "errors without a string argument");
  }
  if (source.is_unbound()) return thread.runtime.empty_bytes;
  if (is_str(source)) {
    if (encoding == nullptr) return raise_type_error(thread, "string argument without an encoding");
    return encode_text(thread, source.as<Str>(), encoding, errors);
  }
  uint64_t count;
  if (TRY(take_count(thread, source, count))) return allocate_bytes(thread, count);
  if (has_buffer(thread, source)) {
    Buffer buffer(thread);
    TRY(buffer.acquire(source, BufferMode::kCopied));
    return make_bytes(thread, buffer.bytes());
  }
  return bytes_from_items(thread, source, names);
}

Value bytes_len(Thread&, Value* args) { return Value::small_int(static_cast<int64_t>(byte_view(args[0]).size())); }

Value bytes_add(Thread& thread, Value* args) {
  if (!has_buffer(thread, args[1])) {
    return raise_type_error(thread, "can't concat {} to {}", type_name(thread, args[1]), type_name(thread, args[0]));
  }
  Buffer right(thread);
  TRY(right.acquire(args[1]));
  std::span<const uint8_t> left = byte_view(args[0]);
  if (right.size() == 0 && args[0].is_exactly(Kind::kBytes)) return args[0];
  if (left.empty() && args[1].is_exactly(Kind::kBytes) && !is_byte_array(args[0])) return args[1];
  Value result = TRY(allocate_like(thread, args[0], left.size() + right.size()));
  uint8_t* to = byte_data(result);
  if (!left.empty()) std::memcpy(to, left.data(), left.size());
  if (right.size() != 0) std::memcpy(to + left.size(), right.data(), right.size());
  return result;
}

Value bytes_mul(Thread& thread, Value* args) {
  uint64_t count = TRY(repeat_count(thread, args[1]));
  std::span<const uint8_t> text = byte_view(args[0]);
  if (count == 1) return unchanged(thread, args[0]);
  uint64_t size;
  if (__builtin_mul_overflow(count, text.size(), &size) || size > uint64_t{INT64_MAX}) {
    if (is_byte_array(args[0])) return raise_memory_error(thread);
    return raise(thread, ExceptionId::kOverflowError, "repeated bytes are too long");
  }
  Value result = TRY(allocate_like(thread, args[0], size));
  if (size == 0) return result;
  uint8_t* to = byte_data(result);
  uint64_t done = text.size();
  std::memcpy(to, text.data(), done);
  while (done < size) {
    uint64_t step = done < size - done ? done : size - done;
    std::memcpy(to + done, to, step);
    done += step;
  }
  return result;
}

Value bytes_mod(Thread& thread, Value* args) {
  std::string out;
  TRY(percent_format_bytes(thread, byte_view(args[0]), args[1], out));
  return make_like(thread, args[0], {reinterpret_cast<const uint8_t*>(out.data()), out.size()});
}

Value bytes_rmod(Thread& thread, Value* args) {
  if (args[1].is_cell() == false || args[1].cell()->kind_number() != args[0].cell()->kind_number())
    return Value::not_implemented();
  Value swapped[] = {args[1], args[0]};
  return bytes_mod(thread, swapped);
}

Value bytes_getitem(Thread& thread, Value* args) {
  std::span<const uint8_t> text = byte_view(args[0]);
  Value key = args[1];
  bool array = is_byte_array(args[0]);
  int64_t index;
  if (key.is_small_int()) [[likely]] {
    index = key.as_small_int();
  } else if (key.is_kind(Kind::kSlice)) {
    SliceBounds bounds = TRY(slice_bounds(thread, key.as<Slice>(), static_cast<int64_t>(text.size())));
    auto count = static_cast<uint64_t>(bounds.count);
    if (bounds.step == 1) {
      if (count == text.size()) return unchanged(thread, args[0]);
      return make_like(thread, args[0], text.subspan(static_cast<uint64_t>(bounds.start), count));
    }
    Value result = TRY(allocate_like(thread, args[0], count));
    for (uint64_t i = 0; i < count; i++) {
      byte_data(result)[i] = text[static_cast<uint64_t>(bounds.start + static_cast<int64_t>(i) * bounds.step)];
    }
    return result;
  } else if (has_index(thread, key)) {
    index = TRY(to_index_int64(thread, key, false, ExceptionId::kIndexError));
    text = byte_view(args[0]);
  } else {
    return raise_type_error(thread, "{} indices must be integers or slices, not {}", array ? "bytearray" : "byte",
                            type_name(thread, key));
  }
  auto size = static_cast<int64_t>(text.size());
  if (index < 0) index += size;
  if (index < 0 || index >= size) {
    return raise(thread, ExceptionId::kIndexError, "{}", array ? "bytearray index out of range" : "index out of range");
  }
  return Value::small_int(text[static_cast<uint64_t>(index)]);
}

}  // namespace memphis

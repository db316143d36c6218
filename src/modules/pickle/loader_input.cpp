// Reading: bytes from memory or from a file.
#include <cstring>

#include "modules/pickle/loader.h"
#include "runtime/call.h"

namespace memphis::pickle {

namespace {

constexpr int64_t kPrefetch = 128 * 1024;

FailureOfAnyType raise_truncated(Thread& thread) { return raise_unpickling_error(thread, "pickle data was truncated"); }

}  // namespace

void Loader::use_file() {
  owner_ = unpickler_->input;
  if (!owner_.is_kind(Kind::kBytes)) return;
  auto* bytes = owner_.as<Bytes>();
  input_ = bytes->data + unpickler_->input_position;
  left_ = bytes->size - unpickler_->input_position;
}

// The file stands before what was only peeked at: what has been used of it is read for good.
Status Loader::skip_prefetched() {
  if (!unpickler_->is_prefetched) return {};
  const uint64_t used = owner_.as<Bytes>()->size - left_;
  unpickler_->is_prefetched = false;
  left_ = 0;
  if (used == 0) return {};
  TRY(call(thread_, unpickler_->read, {Value::small_int(static_cast<int64_t>(used))}));
  return {};
}

Status Loader::take_file_bytes(Value bytes) {
  if (!bytes.is_kind(Kind::kBytes)) {
    Buffer buffer(thread_);
    TRY(buffer.acquire(bytes));
    bytes = TRY(make_bytes(thread_, buffer.bytes()));
  }
  owner_ = bytes;
  input_ = bytes.as<Bytes>()->data;
  left_ = bytes.as<Bytes>()->size;
  return {};
}

Status Loader::read_from_file(uint64_t count) {
  TRY(skip_prefetched());
  if (!unpickler_->peek.get().is_unbound() && count < kPrefetch) {
    Value peeked = call(thread_, unpickler_->peek, {Value::small_int(kPrefetch)});
    if (peeked.is_error()) {
      if (!take_if_pending(thread_, ExceptionId::kNotImplementedError)) return Failure{};
      unpickler_->peek.set(unpickler_, Value::unbound());
    } else {
      TRY(take_file_bytes(peeked));
      unpickler_->is_prefetched = true;
      if (left_ >= count) return {};
      TRY(skip_prefetched());
    }
  }
  if (count > static_cast<uint64_t>(Value::kSmallIntMax)) return raise_truncated(thread_);
  return take_file_bytes(TRY(call(thread_, unpickler_->read, {Value::small_int(static_cast<int64_t>(count))})));
}

const uint8_t* Loader::read_more(uint64_t count) {
  if (unpickler_->read.get().is_unbound()) return raise_truncated(thread_);
  if (left_ == 0 || unpickler_->is_prefetched) {
    if (unpickler_->is_prefetched && left_ > 0) {
      // What was peeked at and not used is read anew, together with what follows.
      TRY(skip_prefetched());
    }
    TRY(read_from_file(count));
  } else {
    // The rest of a frame and what follows it.
    const std::string rest(reinterpret_cast<const char*>(input_), left_);
    const uint64_t rest_size = left_;
    if (count - rest_size > static_cast<uint64_t>(Value::kSmallIntMax)) return raise_truncated(thread_);
    TRY(read_from_file(count - rest_size));
    if (left_ < count - rest_size) return raise_truncated(thread_);
    Bytes* joined = TRY(allocate_bytes(thread_, rest_size + left_));
    std::memcpy(joined->data, rest.data(), rest_size);
    std::memcpy(joined->data + rest_size, input_, left_);
    TRY(skip_prefetched());
    TRY(take_file_bytes(joined));
  }
  if (left_ < count) return raise_truncated(thread_);
  return read(count);
}

Status Loader::finish_input() {
  if (unpickler_->read.get().is_unbound()) return {};
  TRY(skip_prefetched());
  unpickler_->input.set(unpickler_, left_ > 0 ? owner_ : Value::unbound());
  unpickler_->input_position = left_ > 0 ? owner_.as<Bytes>()->size - left_ : 0;
  return {};
}

Fallible<std::string_view> Loader::read_line_with_end() {
  const auto* end = left_ == 0 ? nullptr : static_cast<const uint8_t*>(std::memchr(input_, '\n', left_));
  if (end == nullptr) {
    if (unpickler_->read.get().is_unbound()) return raise_truncated(thread_);
    std::string rest;
    if (unpickler_->is_prefetched) {
      TRY(skip_prefetched());
    } else {
      rest.assign(reinterpret_cast<const char*>(input_), left_);
    }
    TRY(take_file_bytes(TRY(call(thread_, unpickler_->readline))));
    if (!rest.empty()) {
      rest.append(reinterpret_cast<const char*>(input_), left_);
      TRY(take_file_bytes(
          TRY(Value(make_bytes(thread_, {reinterpret_cast<const uint8_t*>(rest.data()), rest.size()})))));
    }
    end = left_ == 0 ? nullptr : static_cast<const uint8_t*>(std::memchr(input_, '\n', left_));
    if (end == nullptr) return raise_truncated(thread_);
  }
  const std::string_view line(reinterpret_cast<const char*>(input_), static_cast<size_t>(end - input_) + 1);
  input_ += line.size();
  left_ -= line.size();
  return line;
}

Fallible<std::string_view> Loader::read_filled_line() {
  const std::string_view line = TRY(read_line_with_end());
  if (line.size() < 2) return raise_truncated(thread_);
  return line;
}

Fallible<std::string_view> Loader::read_line() {
  std::string_view line = TRY(read_line_with_end());
  line.remove_suffix(1);
  return line;
}

Fallible<uint64_t> Loader::read_number(int bytes) {
  const uint8_t* data = TRY(read(static_cast<uint64_t>(bytes)));
  uint64_t number = 0;
  for (int i = 0; i < bytes; i++) number |= uint64_t{data[i]} << (8 * i);
  return number;
}

Fallible<int64_t> Loader::read_signed() {
  return static_cast<int64_t>(static_cast<int32_t>(static_cast<uint32_t>(TRY(read_number(4)))));
}

}  // namespace memphis::pickle

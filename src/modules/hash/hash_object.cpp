#include "modules/hash/hash_object.h"

#include "runtime/int_operations.h"
#include "runtime/operations.h"

namespace memphis::hash {

namespace {

Hash* self_of(Value* args) { return args[0].as<Hash>(); }

// The digest of a copy, so that hashing may go on.
void finish_copy(const Hash* self, std::span<uint8_t> digest) {
  HashState state = self->state;
  self->algorithm->finish(state, digest);
}

}  // namespace

Status acquire_data(Thread& thread, Buffer& buffer, Value data) {
  if (is_str(data)) return raise_type_error(thread, "Strings must be encoded before hashing");
  if (!has_buffer(thread, data)) return raise_type_error(thread, "object supporting the buffer API required");
  return buffer.acquire(data);
}

Fallible<Value> data_argument(Thread& thread, Value data, Value string) {
  if (string.is_unbound() || string.is_none()) return data;
  if (data.is_unbound()) return string;
  return raise_type_error(thread,
                          "'data' and 'string' are mutually exclusive and support for 'string' keyword parameter "
                          "is slated for removal in a future version.");
}

Value make_hash(Thread& thread, Type* type, const Algorithm& algorithm, Value data) {
  Buffer buffer(thread);
  if (!data.is_unbound()) TRY(acquire_data(thread, buffer, data));
  auto* made = TRY(allocate_instance<Hash>(thread, type));
  made->algorithm = &algorithm;
  made->digest_size = algorithm.digest_size;
  algorithm.start(made->state);
  if (buffer.size() != 0) algorithm.update(made->state, buffer.bytes());
  return made;
}

Value hex_text(Thread& thread, std::span<const uint8_t> bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  Str* text = TRY(allocate_str(thread, bytes.size() * 2, 1, true));
  uint8_t* out = text->mutable_data();
  for (uint8_t byte : bytes) {
    *out++ = static_cast<uint8_t>(kDigits[byte >> 4]);
    *out++ = static_cast<uint8_t>(kDigits[byte & 15]);
  }
  return text;
}

Value hash_copy(Thread& thread, Value* args) {
  auto* copy = TRY(allocate_instance<Hash>(thread, type_of(thread, args[0])));
  copy->algorithm = self_of(args)->algorithm;
  copy->digest_size = self_of(args)->digest_size;
  copy->state = self_of(args)->state;
  return copy;
}

Value hash_digest(Thread& thread, Value* args) {
  uint8_t digest[kMaximumDigest];
  finish_copy(self_of(args), {digest, self_of(args)->digest_size});
  return make_bytes(thread, {digest, self_of(args)->digest_size});
}

Value hash_hexdigest(Thread& thread, Value* args) {
  uint8_t digest[kMaximumDigest];
  finish_copy(self_of(args), {digest, self_of(args)->digest_size});
  return hex_text(thread, {digest, self_of(args)->digest_size});
}

Value hash_update(Thread& thread, Value* args) {
  Buffer buffer(thread);
  TRY(acquire_data(thread, buffer, args[1]));
  self_of(args)->algorithm->update(self_of(args)->state, buffer.bytes());
  return Value::none();
}

Fallible<uint64_t> digest_length(Thread& thread, Value value) {
  constexpr uint64_t kMaximumLength = uint64_t{1} << 29;
  const Value index = TRY(to_index(thread, value));
  if (int_sign(index) < 0) return raise_value_error(thread, "Cannot convert negative int");
  uint64_t length;
  if (!int_to_uint64(index, length)) {
    return raise(thread, ExceptionId::kOverflowError, "Python int too large for C unsigned long");
  }
  if (length >= kMaximumLength) return raise_value_error(thread, "length is too large");
  return length;
}

Value shake_digest(Thread& thread, Value* args) {
  const uint64_t length = TRY(digest_length(thread, args[1]));
  Bytes* digest = TRY(allocate_bytes(thread, length));
  finish_copy(self_of(args), {digest->data, length});
  return digest;
}

Value shake_hexdigest(Thread& thread, Value* args) {
  Value digest = TRY(shake_digest(thread, args));
  return hex_text(thread, digest.as<Bytes>()->view());
}

Value get_block_size(Thread&, Value self) { return Value::small_int(self.as<Hash>()->algorithm->block_size); }
Value get_digest_size(Thread&, Value self) {
  return Value::small_int(static_cast<int64_t>(self.as<Hash>()->digest_size));
}
Value get_name(Thread& thread, Value self) { return make_str(thread, self.as<Hash>()->algorithm->name); }

}  // namespace memphis::hash

#include "modules/compression/byte_output.h"

namespace memphis::compression {

Value refuse_pickling(Thread& thread, Value* args) {
  return raise_type_error(thread, "cannot pickle '{}' object", type_name(thread, args[0]));
}

Value get_unused_data(Thread& thread, Value self) {
  Value data = self.as<Decompressor>()->unused_data;
  return data.is_unbound() ? Value(thread.runtime.empty_bytes) : data;
}
Value get_eof(Thread&, Value self) { return Value::boolean(self.as<Decompressor>()->is_finished); }
Value get_needs_input(Thread&, Value self) { return Value::boolean(self.as<Decompressor>()->needs_input); }

std::span<const uint8_t> join_input(Thread& thread, Decompressor* self, std::span<const uint8_t> data, Bytes*& joined,
                                    bool& failed) {
  failed = false;
  Value pending = self->pending;
  if (pending.is_unbound()) return data;
  joined = pending.as<Bytes>();
  if (!data.empty()) {
    const uint64_t before = joined->size;
    Bytes* both = allocate_bytes(thread, before + data.size());
    failed = both == nullptr;
    if (failed) return {};
    std::memcpy(both->data, joined->data, before);
    std::memcpy(both->data + before, data.data(), data.size());
    joined = both;
  }
  return joined->view();
}

Status keep_input(Thread& thread, Decompressor* self, std::span<const uint8_t> left, bool output_is_full) {
  self->pending.set(self, Value::unbound());
  self->needs_input = !self->is_finished && left.empty() && !output_is_full;
  if (left.empty()) return {};
  Bytes* kept = TRY(make_bytes(thread, left));
  (self->is_finished ? self->unused_data : self->pending).set(self, kept);
  return {};
}

}  // namespace memphis::compression

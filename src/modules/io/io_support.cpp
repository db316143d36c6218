// What the types of the module share.
#include <cerrno>

#include "modules/io/io.h"
#include "modules/io/module_state.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis::io {

// ---- Errors ----

FailureOfAnyType raise_unsupported(Thread& thread, std::string_view message) {
  Value text = make_str(thread, message);
  Value error = call(thread, unsupported_operation(thread.runtime), {text});
  if (error.is_error()) return {};
  return raise_value(thread, error);
}

bool pending_is_unsupported(Thread& thread) {
  return is_instance_of(thread, thread.pending, unsupported_operation(thread.runtime));
}

FailureOfAnyType raise_closed(Thread& thread) { return raise_value_error(thread, "I/O operation on closed file."); }

FailureOfAnyType chain_exceptions(Thread& thread, Value earlier) {
  if (!thread.pending.is_kind(Kind::kException)) {
    thread.pending = earlier;
    return {};
  }
  auto* later = thread.pending.as<Exception>();
  // The last of its contexts comes after `earlier`.
  while (later->context.get().is_kind(Kind::kException)) later = later->context.get().as<Exception>();
  if (Value(later) != earlier) later->context.set(later, earlier);
  return {};
}

bool take_interrupt(Thread& thread) {
  if (!pending_is(thread, ExceptionId::kOSError)) return false;
  if (thread.pending.as<Exception>()->extra[kOSErrorNumber].get() != Value::small_int(EINTR)) return false;
  thread.pending = Value::unbound();
  return true;
}

// ---- Arguments ----

Fallible<int64_t> size_or_none(Thread& thread, Value value, int64_t otherwise) {
  if (value.is_unbound() || value.is_none()) return otherwise;
  if (!is_int(value) && type_of(thread, value)->special_method(Special::kIndex).is_unbound()) {
    return raise_type_error(thread, "argument should be integer or None, not '{}'", type_name(thread, value));
  }
  return to_index_int64(thread, value);
}

Fallible<int64_t> offset_argument(Thread& thread, Value value) {
  int64_t result;
  if (int_to_int64(TRY(to_index(thread, value)), result)) return result;
  return raise_value_error(thread, "cannot fit '{}' into an offset-sized integer", type_name(thread, value));
}

Status acquire_writable(Thread& thread, Buffer& buffer, Value value, const char* function, int position) {
  if (!buffer.acquire(value, BufferMode::kWritable).failed()) return {};
  take_pending(thread);
  return raise_argument_error(thread, function, position, "read-write bytes-like object", value);
}

// ---- Memory ----

Bytes* shrink_bytes(Thread& thread, Bytes* bytes, uint64_t used) {
  if (used == bytes->size) return bytes;
  // The unused room behind the bytes is worth a copy when there is much of it.
  if (used < bytes->size / 2) return make_bytes(thread, bytes->view().first(used));
  bytes->size = used;
  bytes->data[used] = 0;
  return bytes;
}

ByteStorage* make_storage(Thread& thread, uint64_t capacity) {
  if (capacity > uint64_t{1} << 48) {
    raise_memory_error(thread);
    return nullptr;
  }
  auto* storage = static_cast<ByteStorage*>(allocate_cell(thread, sizeof(ByteStorage) + capacity,
                                                          static_cast<uint8_t>(Kind::kByteArrayStorage),
                                                          thread.runtime.shape_of_shapes));
  if (storage != nullptr) storage->capacity = capacity;
  return storage;
}

namespace {

// Lends memory of another cell to a memoryview.
struct MemoryWindow : Cell {
  Field owner;
  uint8_t* data;
  uint64_t length;
  bool read_only;
};

Status acquire_window(Thread&, Value object, BufferView& view) {
  auto* window = object.as<MemoryWindow>();
  view.data = window->data;
  view.length = window->length;
  view.read_only = window->read_only;
  return {};
}
void release_window(Value) {}
constexpr BufferProcedures kWindowBuffer = {acquire_window, release_window};

}  // namespace

Value make_window(Thread& thread, Cell* owner, uint8_t* data, uint64_t length, bool read_only) {
  auto* window = TRY(allocate_instance<MemoryWindow>(thread, native_type(thread.runtime, kMemoryWindowType)));
  window->owner.set(window, owner);
  window->data = data;
  window->length = length;
  window->read_only = read_only;
  Value view = TRY(make_memory_view(thread, window));
  view.as<MemoryView>()->obj.set(view.cell(), Value::none());
  return view;
}

// ---- Objects ----

void set_owned(Value object, bool owned) {
  if (owned) {
    object.cell()->set_flag(kFinalizedFlag);
  } else {
    object.cell()->clear_flag(kFinalizedFlag);
  }
}

Value refuse_pickling(Thread& thread, Value* args) {
  return raise_type_error(thread, "cannot pickle '{}' instances", text_of(type_of(thread, args[0])->name));
}

Value attributes_or_none(Thread& thread, Value object) {
  if (!has_instance_dict(object)) return Value::none();
  Shape* shape = object.cell()->shape();
  if (!shape->is_dict_mode && shape->slot_count == 0) return Value::none();
  Value dict = TRY(instance_dict(thread, object));
  return dict_copy(thread, dict.as<Dict>());
}

Status restore_attributes(Thread& thread, Value object, Dict* attributes) {
  Value dict = TRY(instance_dict(thread, object));
  return dict_merge(thread, dict.as<Dict>(), Value(attributes));
}

const TypeSpec kMemoryWindowType = {
    .name = "_MemoryWindow",
    .module = "_io",
    .basic_size = sizeof(MemoryWindow),
    .native_fields = 1,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
    .buffer = &kWindowBuffer,
};

}  // namespace memphis::io

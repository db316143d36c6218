// PickleBuffer
#include "modules/pickle/pickle.h"
#include "runtime/buffer.h"
#include "runtime/call.h"

namespace memphis::pickle {

namespace {

Value buffer_new(Thread& thread, Value* args) {
  Value view = make_memory_view(thread, args[1]);
  if (view.is_error()) {
    if (!take_if_pending(thread, ExceptionId::kTypeError)) return view;
    return raise_type_error(thread, "a bytes-like object is required, not '{}'", type_name(thread, args[1]));
  }
  auto* buffer = TRY(allocate_instance<PickleBuffer>(thread, args[0].as<Type>()));
  buffer->view.set(buffer, view);
  return buffer;
}

MemoryView* view_of(Thread& thread, Value buffer) {
  Value view = buffer.as<PickleBuffer>()->view;
  if (view.is_unbound()) {
    return raise_value_error(thread, "operation forbidden on released PickleBuffer object");
  }
  return view.as<MemoryView>();
}

Value buffer_raw(Thread& thread, Value* args) { return pickle_buffer_raw(thread, args[0].as<PickleBuffer>()); }

Value buffer_release(Thread& thread, Value* args) {
  auto* buffer = args[0].as<PickleBuffer>();
  Value view = buffer->view;
  if (view.is_unbound()) return Value::none();
  TRY(release_memory_view(thread, view.as<MemoryView>()));
  buffer->view.set(buffer, Value::unbound());
  return Value::none();
}

Status acquire_buffer(Thread& thread, Value object, BufferView& result) {
  MemoryView* view = TRY(view_of(thread, object));
  result.data = view->data;
  result.length = view->length;
  result.item_size = view->item_size;
  result.format = view->format.get().as<Str>();
  result.shape = view->shape.get().as<Tuple>();
  result.strides = view->strides.get().as<Tuple>();
  result.dimensions = view->dimensions;
  result.read_only = view->read_only;
  view->export_count++;
  return {};
}

void release_buffer(Value object) {
  Value view = object.as<PickleBuffer>()->view;
  if (!view.is_unbound()) view.as<MemoryView>()->export_count--;
}

Value shown_owner(Value object) {
  Value view = object.as<PickleBuffer>()->view;
  return view.is_unbound() ? object : view.as<MemoryView>()->obj.get();
}

constexpr BufferProcedures kProcedures = {acquire_buffer, release_buffer, shown_owner};

constexpr NativeDefinition kMethods[] = {
    {"__new__(type, object, /)", buffer_new, "", NativeKind::kStaticMethod, CallErrors::kDerived,
     "($type, *args, **kwargs)"},
    {"raw(self, /)", buffer_raw,
     "Return a memoryview of the raw memory underlying this buffer.\n\nWill raise BufferError is the buffer isn't "
     "contiguous."},
    {"release(self, /)", buffer_release, "Release the underlying buffer held by the PickleBuffer object."},
};

}  // namespace

Value pickle_buffer_raw(Thread& thread, PickleBuffer* buffer) {
  MemoryView* view = TRY(view_of(thread, buffer));
  if (!is_contiguous(view, 'A')) {
    return raise(thread, ExceptionId::kBufferError, "cannot extract raw buffer from non-contiguous buffer");
  }
  MemoryView* raw = TRY(copy_memory_view(thread, view));
  Str* format = TRY(make_str(thread, "B"));
  Value length = TRY(make_int(thread, static_cast<int64_t>(view->length)));
  Tuple* shape = TRY(make_tuple(thread, {length}));
  Tuple* strides = TRY(make_tuple(thread, {Value::small_int(1)}));
  raw->format.set(raw, format);
  raw->shape.set(raw, shape);
  raw->strides.set(raw, strides);
  raw->item_size = 1;
  raw->dimensions = 1;
  return raw;
}

const TypeSpec kPickleBufferType = {
    .name = "PickleBuffer",
    .module = "pickle",
    .basic_size = sizeof(PickleBuffer),
    .native_fields = 1,
    .flags = kTypeHasWeakReferences,
    .methods = kMethods,
    .doc = "Wrapper for potentially out-of-band buffers",
    .buffer = &kProcedures,
    .text_signature = "",
};

}  // namespace memphis::pickle

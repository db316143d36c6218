#include "runtime/buffer.h"

#include <cstring>

#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/native.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

constexpr int kFullReadOnlyFlags = 0x11c;  // PyBUF_FULL_RO, what __buffer__ gets

const BufferProcedures* procedures_of(Value object) {
  if (!object.is_cell()) return nullptr;
  const Type* type = object.cell()->shape()->type;
  return type->spec == nullptr ? nullptr : type->spec->buffer;
}

bool is_native_exporter(Value object) {
  return object.is_kind(Kind::kBytes) || object.is_kind(Kind::kByteArray) || object.is_kind(Kind::kMemoryView) ||
         procedures_of(object) != nullptr;
}

// __buffer__ that a class written in Python defines; unbound: none. What the native types have does not count.
Value python_method(Thread& thread, Value object, Special which) {
  Type* type = type_of(thread, object);
  if (!type->has_flag(kTypeIsHeapType)) return Value::unbound();
  Value method = type->special_method(which);
  return method.is_kind(Kind::kNativeFunction) || method.is_none() ? Value::unbound() : method;
}

// Locks a native exporter and tells what it offers.
Status lock(Thread& thread, Value object, BufferView& view) {
  if (object.is_kind(Kind::kBytes)) {
    auto* bytes = object.as<Bytes>();
    view.data = bytes->data;
    view.length = bytes->size;
  } else if (object.is_kind(Kind::kByteArray)) {
    auto* array = object.as<ByteArray>();
    view.data = array->data();
    view.length = array->size;
    view.read_only = false;
    array->export_count++;
  } else if (object.is_kind(Kind::kMemoryView)) {
    auto* from = object.as<MemoryView>();
    TRY(check_not_released(thread, from));
    view = {from->data,
            from->length,
            from->item_size,
            from->format.get().as<Str>(),
            from->shape.get().as<Tuple>(),
            from->strides.get().as<Tuple>(),
            from->dimensions,
            from->read_only};
    from->export_count++;
  } else {
    return procedures_of(object)->acquire(thread, object, view);
  }
  return {};
}

void unlock(Value object) {
  if (object.is_kind(Kind::kByteArray)) {
    object.as<ByteArray>()->export_count--;
  } else if (object.is_kind(Kind::kMemoryView)) {
    object.as<MemoryView>()->export_count--;
  } else if (const BufferProcedures* procedures = procedures_of(object); procedures != nullptr) {
    procedures->release(object);
  }
}

// The memory view that a Python class's __buffer__ gives.
Value call_buffer_method(Thread& thread, Value object, Value method, int flags) {
  Value view = TRY(call_special_method(thread, method, object, {Value::small_int(flags)}));
  if (view.is_kind(Kind::kMemoryView)) return view;
  return raise_type_error(thread, "__buffer__ returned non-memoryview object");
}

FailureOfAnyType raise_no_buffer(Thread& thread, Value object, const char* prefix) {
  return raise_type_error(thread, "{}a bytes-like object is required, not '{}'", prefix, type_name(thread, object));
}

Tuple* single(Thread& thread, uint64_t number) {
  return make_tuple(thread, {make_int(thread, static_cast<int64_t>(number))});
}

int64_t dimension(const MemoryView* view, uint32_t index) {
  return view->shape.get().as<Tuple>()->items[index].as_small_int();
}
int64_t stride(const MemoryView* view, uint32_t index) {
  return view->strides.get().as<Tuple>()->items[index].as_small_int();
}

MemoryView* allocate_view(Thread& thread, Value base, Value shown) {
  auto* view = allocate_builtin<MemoryView>(thread, TypeId::kMemoryView);
  if (view == nullptr) return nullptr;
  view->base.set(view, base);
  view->obj.set(view, shown);
  view->cached_hash = Str::kNoHash;
  view->released = true;  // until it is complete
  return view;
}

// Views of exporters that need unlocking are registered, so that dying ones are noticed.
void activate(Runtime& runtime, MemoryView* view) {
  view->released = false;
  if (!view->base.get().is_kind(Kind::kBytes)) runtime.memory_views.push_back(view);
}

Value make_view_of_native(Thread& thread, Value object, Value shown) {
  MemoryView* view = TRY(allocate_view(thread, object, shown));
  BufferView found;
  TRY(lock(thread, object, found));
  view->data = found.data;
  view->length = found.length;
  view->item_size = found.item_size;
  view->dimensions = found.dimensions;
  view->read_only = found.read_only;
  activate(thread.runtime, view);
  Str* format = found.format != nullptr ? found.format : TRY(intern_text(thread.runtime, "B"));
  view->format.set(view, format);
  Tuple* shape = found.shape != nullptr ? found.shape : TRY(single(thread, found.length / found.item_size));
  view->shape.set(view, shape);
  Tuple* strides = found.strides != nullptr ? found.strides : TRY(single(thread, found.item_size));
  view->strides.set(view, strides);
  return view;
}

void forget(Runtime& runtime, MemoryView* view) {
  std::vector<MemoryView*>& views = runtime.memory_views;
  for (size_t i = views.size(); i-- > 0;) {
    if (views[i] != view) continue;
    views[i] = views.back();
    views.pop_back();
    return;
  }
}

void copy_dimension(const MemoryView* view, uint32_t index, const uint8_t* from, uint8_t*& out) {
  int64_t count = dimension(view, index), step = stride(view, index);
  bool last = index + 1 == view->dimensions;
  if (last && step == static_cast<int64_t>(view->item_size)) {
    std::memcpy(out, from, static_cast<size_t>(count) * view->item_size);
    out += static_cast<size_t>(count) * view->item_size;
    return;
  }
  for (int64_t i = 0; i < count; i++, from += step) {
    if (last) {
      std::memcpy(out, from, view->item_size);
      out += view->item_size;
    } else {
      copy_dimension(view, index + 1, from, out);
    }
  }
}

void copy_fortran(const MemoryView* view, uint32_t index, const uint8_t* from, uint8_t*& out) {
  for (int64_t i = 0; i < dimension(view, index); i++, from += stride(view, index)) {
    if (index == 0) {
      std::memcpy(out, from, view->item_size);
      out += view->item_size;
    } else {
      copy_fortran(view, index - 1, from, out);
    }
  }
}

}  // namespace

bool has_buffer(Thread& thread, Value object) {
  return is_native_exporter(object) || !python_method(thread, object, Special::kBuffer).is_unbound();
}

Status Buffer::acquire(Value object, BufferMode mode) {
  release();
  Value method = python_method(thread_, object, Special::kBuffer);
  if (!method.is_unbound()) {
    object = TRY(make_memory_view(thread_, object));
  } else if (!is_native_exporter(object)) {
    return raise_no_buffer(thread_, object, "");
  }
  BufferView view;
  TRY(lock(thread_, object, view));
  exporter_ = object;
  data_ = view.data;
  length_ = view.length;
  if (mode == BufferMode::kWritable && view.read_only) {
    bool is_view = object.is_kind(Kind::kMemoryView);
    return raise(thread_, ExceptionId::kBufferError, "{}",
                 is_view ? "memoryview: underlying buffer is not writable" : "Object is not writable.");
  }
  if (object.is_kind(Kind::kMemoryView) && !is_contiguous(object.as<MemoryView>(), 'C')) {
    if (mode != BufferMode::kCopied) {
      return raise(thread_, ExceptionId::kBufferError, "memoryview: underlying buffer is not C-contiguous");
    }
    copy_.resize(length_);
    copy_contiguous(object.as<MemoryView>(), copy_.data());
    data_ = copy_.data();
  }
  return {};
}

void Buffer::release() {
  if (exporter_.is_unbound()) return;
  unlock(exporter_);
  // A view made for a class with __buffer__ is ours alone.
  if (exporter_.is_kind(Kind::kMemoryView) && exporter_.as<MemoryView>()->base.get().is_kind(Kind::kMemoryView)) {
    auto* view = exporter_.as<MemoryView>();
    if (view->export_count == 0 && release_memory_view(thread_, view).failed()) write_unraisable(thread_, exporter_);
  }
  exporter_ = Value::unbound();
  data_ = nullptr;
  length_ = 0;
}

Value make_memory_view(Thread& thread, Value object) {
  Value method = python_method(thread, object, Special::kBuffer);
  if (!method.is_unbound()) {
    Value inner = TRY(call_buffer_method(thread, object, method, kFullReadOnlyFlags));
    return make_view_of_native(thread, inner, object);
  }
  if (object.is_kind(Kind::kMemoryView)) {
    TRY(check_not_released(thread, object.as<MemoryView>()));
    return copy_memory_view(thread, object.as<MemoryView>());
  }
  if (!is_native_exporter(object)) return raise_no_buffer(thread, object, "memoryview: ");
  const BufferProcedures* procedures = procedures_of(object);
  const bool passes_on = procedures != nullptr && procedures->shown != nullptr;
  return make_view_of_native(thread, object, passes_on ? procedures->shown(object) : object);
}

MemoryView* copy_memory_view(Thread& thread, MemoryView* from) {
  MemoryView* view = allocate_view(thread, from->base, from->obj);
  if (view == nullptr) return nullptr;
  BufferView ignored;
  if (lock(thread, view->base, ignored).failed()) return nullptr;
  view->data = from->data;
  view->length = from->length;
  view->item_size = from->item_size;
  view->dimensions = from->dimensions;
  view->read_only = from->read_only;
  view->format.set(view, from->format);
  view->shape.set(view, from->shape);
  view->strides.set(view, from->strides);
  activate(thread.runtime, view);
  return view;
}

Status release_memory_view(Thread& thread, MemoryView* view) {
  if (view->released) return {};
  if (view->export_count > 0) {
    return raise(thread, ExceptionId::kBufferError, "memoryview has {} exported buffer{}", view->export_count,
                 view->export_count == 1 ? "" : "s");
  }
  Value base = view->base;
  view->released = true;
  forget(thread.runtime, view);
  unlock(base);
  if (!base.is_kind(Kind::kMemoryView)) return {};
  // The inner view came from a class's __buffer__, which is told when the last buffer of it goes.
  auto* inner = base.as<MemoryView>();
  if (inner->export_count > 0 || inner->released) return {};
  Value method = python_method(thread, view->obj, Special::kReleaseBuffer);
  if (!method.is_unbound()) TRY(call_special_method(thread, method, view->obj, {base}));
  return release_memory_view(thread, inner);
}

Status check_not_released(Thread& thread, const MemoryView* view) {
  if (!view->released) [[likely]]
    return {};
  return raise_value_error(thread, "operation forbidden on released memoryview object");
}

bool is_contiguous(const MemoryView* view, char order) {
  if (order == 'A') return is_contiguous(view, 'C') || is_contiguous(view, 'F');
  if (view->length == 0) return true;
  auto expected = static_cast<int64_t>(view->item_size);
  for (uint32_t i = 0; i < view->dimensions; i++) {
    uint32_t index = order == 'C' ? view->dimensions - 1 - i : i;
    if (dimension(view, index) > 1 && stride(view, index) != expected) return false;
    expected *= dimension(view, index);
  }
  return true;
}

void copy_contiguous(const MemoryView* view, uint8_t* out, char order) {
  if (view->length == 0) return;
  if (view->dimensions == 0) {
    std::memcpy(out, view->data, view->item_size);
  } else if (order == 'F') {
    copy_fortran(view, view->dimensions - 1, view->data, out);
  } else {
    copy_dimension(view, 0, view->data, out);
  }
}

void sweep_memory_views(Runtime& runtime) {
  std::vector<MemoryView*>& views = runtime.memory_views;
  size_t kept = 0;
  for (MemoryView* view : views) {
    if (runtime.heap.is_marked(view)) {
      views[kept++] = view;
      continue;
    }
    Value base = view->base;
    if (base.is_cell() && runtime.heap.is_marked(base.cell())) unlock(base);
  }
  views.resize(kept);
}

}  // namespace memphis

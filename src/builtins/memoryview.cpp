// Type memoryview: construction, attributes, conversions, the table. Indexing is in memoryview_items.cpp.
#include "builtins/memoryview.h"

#include <cstring>

#include "base/hash.h"
#include "builtins/byte_methods.h"
#include "builtins/memory_items.h"
#include "builtins/support.h"
#include "builtins/text_arguments.h"
#include "builtins/types.h"
#include "runtime/call.h"
#include "runtime/codecs.h"
#include "runtime/error.h"
#include "runtime/intern.h"

namespace memphis {

namespace {

MemoryView* self_view(Value* args) { return args[0].as<MemoryView>(); }

Value view_new(Thread& thread, Value* args) { return make_memory_view(thread, args[1]); }

// _from_flags(object, flags): bit 0 asks for writable memory.
Value view_from_flags(Thread& thread, Value* args) {
  int flags = TRY(int_argument(thread, args[2]));
  Value view = TRY(make_memory_view(thread, args[1]));
  bool is_view = args[1].is_kind(Kind::kMemoryView);  // those are taken as they are
  if ((flags & 1) != 0 && !is_view && view.as<MemoryView>()->read_only) {
    return raise(thread, ExceptionId::kBufferError, "Object is not writable.");
  }
  return view;
}

Value view_repr(Thread& thread, Value* args) {
  return make_str(thread,
                  (self_view(args)->released ? "<released memory at " : "<memory at ") + address_text(args[0]) + ">");
}

Value view_release(Thread& thread, Value* args) {
  TRY(release_memory_view(thread, self_view(args)));
  return Value::none();
}

Value view_enter(Thread& thread, Value* args) {
  TRY(check_not_released(thread, self_view(args)));
  return args[0];
}

Value view_exit(Thread& thread, Value* args) { return view_release(thread, args); }

Value view_len(Thread& thread, Value* args) {
  MemoryView* view = self_view(args);
  TRY(check_not_released(thread, view));
  if (view->dimensions == 0) return raise_type_error(thread, "0-dim memory has no length");
  return view->shape.get().as<Tuple>()->items[0];
}

Value view_hash(Thread& thread, Value* args) {
  MemoryView* view = self_view(args);
  if (view->cached_hash != Str::kNoHash) return make_int(thread, view->cached_hash);
  TRY(check_not_released(thread, view));
  if (!view->read_only) return raise_value_error(thread, "cannot hash writable memoryview object");
  char format = native_format(view->format.get().as<Str>());
  if (format != 'B' && format != 'b' && format != 'c') {
    return raise_value_error(thread, "memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
  }
  TRY(hash_value(thread, view->obj));
  std::vector<uint8_t> copy(view->length);
  copy_contiguous(view, copy.data());
  view->cached_hash = hash_bytes(thread.runtime.hash_key, copy.data(), copy.size());
  return make_int(thread, view->cached_hash);
}

Value equality(Thread& thread, Value* args, bool wanted) {
  MemoryView* view = self_view(args);
  Value other = args[1];
  if (view->released || (other.is_kind(Kind::kMemoryView) && other.as<MemoryView>()->released)) {
    return Value::boolean((other == args[0]) == wanted);
  }
  if (!has_buffer(thread, other)) return Value::not_implemented();
  bool own = !other.is_kind(Kind::kMemoryView);
  if (own) {
    other = make_memory_view(thread, other);
    if (other.is_error()) {
      take_pending(thread);
      return Value::not_implemented();
    }
  }
  Fallible<bool> equal = views_are_equal(thread, view, other.as<MemoryView>());
  if (equal.failed()) return Value::error();
  if (own) TRY(release_memory_view(thread, other.as<MemoryView>()));
  return Value::boolean(equal.value() == wanted);
}

Value view_eq(Thread& thread, Value* args) { return equality(thread, args, true); }
Value view_ne(Thread& thread, Value* args) { return equality(thread, args, false); }

Value view_tobytes(Thread& thread, Value* args) {
  MemoryView* view = self_view(args);
  TRY(check_not_released(thread, view));
  char order = 'C';
  if (!args[1].is_unbound() && !args[1].is_none()) {
    if (!is_str(args[1])) {
      return raise_type_error(thread, "tobytes() argument 'order' must be str or None, not {}",
                              argument_type_name(thread, args[1]));
    }
    std::string name = text_of(args[1]);
    if (name != "C" && name != "F" && name != "A") return raise_value_error(thread, "order must be 'C', 'F' or 'A'");
    order = name[0];
    if (order == 'A') order = is_contiguous(view, 'F') && !is_contiguous(view, 'C') ? 'F' : 'C';
  }
  Bytes* bytes = TRY(allocate_bytes(thread, view->length));
  if (view->length != 0) copy_contiguous(view, bytes->data, order);
  return bytes;
}

Value view_hex(Thread& thread, Value* args) {
  MemoryView* view = self_view(args);
  TRY(check_not_released(thread, view));
  HexGroups groups = TRY(hex_groups(thread, args[1], args[2]));
  TRY(check_not_released(thread, view));
  if (is_contiguous(view, 'C')) return hex_text(thread, {view->data, view->length}, groups);
  std::vector<uint8_t> copy(view->length);
  copy_contiguous(view, copy.data());
  return hex_text(thread, copy, groups);
}

Value view_toreadonly(Thread& thread, Value* args) {
  TRY(check_not_released(thread, self_view(args)));
  MemoryView* view = TRY(copy_memory_view(thread, self_view(args)));
  view->read_only = true;
  return view;
}

Value view_buffer(Thread& thread, Value* args) {
  int64_t flags = TRY(to_int64(thread, args[1]));
  MemoryView* view = self_view(args);
  TRY(check_not_released(thread, view));
  if ((flags & 1) != 0 && view->read_only) {
    return raise(thread, ExceptionId::kBufferError, "memoryview: underlying buffer is not writable");
  }
  return copy_memory_view(thread, view);
}

Value view_release_buffer(Thread& thread, Value* args) {
  if (!args[1].is_kind(Kind::kMemoryView)) return raise_type_error(thread, "expected a memoryview object");
  TRY(release_memory_view(thread, args[1].as<MemoryView>()));
  return Value::none();
}

Value view_class_getitem(Thread& thread, Value* args) {
  Value alias = TRY(import_attribute(thread, "types", "GenericAlias"));
  return call(thread, alias, {args[0], args[1]});
}

// cast
// ------------------------------------------------------------------------------------------------------------------

constexpr uint64_t kMaximumDimensions = 64;

bool is_byte_format(char format) { return format == 'b' || format == 'B' || format == 'c'; }

Fallible<char> cast_format(Thread& thread, const Str* format, const char* which) {
  char character = native_format(format);
  if (character != 0) return character;
  return raise_value_error(
      thread, "memoryview: {} format must be a native single character format prefixed with an optional '@'", which);
}

Status set_layout(Thread& thread, MemoryView* view, std::span<const Value> shape) {
  Tuple* shape_tuple = TRY(make_tuple(thread, shape));
  Tuple* strides = TRY(allocate_tuple(thread, shape.size()));
  auto step = static_cast<int64_t>(view->item_size);
  for (size_t i = shape.size(); i-- > 0;) {
    strides->items[i] = Value::small_int(step);
    step *= shape[i].as_small_int();
  }
  view->shape.set(view, shape_tuple);
  view->strides.set(view, strides);
  view->dimensions = static_cast<uint32_t>(shape.size());
  return {};
}

// The elements of a shape argument: checks them and that they make up the view.
Status apply_shape(Thread& thread, MemoryView* view, std::span<const Value> shape) {
  int64_t product = static_cast<int64_t>(view->item_size);
  for (Value element : shape) {
    if (!is_int(element)) return raise_type_error(thread, "memoryview.cast(): elements of shape must be integers");
    int64_t count = TRY(to_int64(thread, element));
    if (count <= 0) return raise_value_error(thread, "memoryview.cast(): elements of shape must be integers > 0");
    if (__builtin_mul_overflow(product, count, &product) || !Value::fits_small_int(product)) {
      return raise_value_error(thread, "memoryview.cast(): product(shape) > SSIZE_MAX");
    }
  }
  if (static_cast<uint64_t>(product) != view->length) {
    return raise_type_error(thread, "memoryview: product(shape) * itemsize != buffer size");
  }
  Tuple* elements = TRY(make_tuple(thread, shape));
  for (uint64_t i = 0; i < elements->size; i++)
    elements->items[i] = Value::small_int(TRY(to_int64(thread, elements->items[i])));
  return set_layout(thread, view, elements->view());
}

Fallible<std::span<const Value>> shape_argument(Thread& thread, Value value) {
  if (value.is_kind(Kind::kTuple)) return value.as<Tuple>()->view();
  if (value.is_kind(Kind::kList)) return std::span<const Value>(value.as<List>()->view());
  return raise_type_error(thread, "shape must be a list or a tuple");
}

bool has_zero(const MemoryView* view) {
  for (uint32_t i = 0; i < view->dimensions; i++) {
    if (view->shape.get().as<Tuple>()->items[i].as_small_int() == 0 ||
        view->strides.get().as<Tuple>()->items[i].as_small_int() == 0)
      return true;
  }
  return false;
}

Value view_cast(Thread& thread, Value* args) {
  MemoryView* self = self_view(args);
  TRY(check_not_released(thread, self));
  Str* format = TRY(optional_str_argument(thread, args[1], "cast", "format"));
  if (!is_contiguous(self, 'C'))
    return raise_type_error(thread, "memoryview: casts are restricted to C-contiguous views");
  bool has_shape = !args[2].is_unbound();
  if ((has_shape || self->dimensions != 1) && has_zero(self)) {
    return raise_type_error(thread, "memoryview: cannot cast view with zeros in shape or strides");
  }
  std::span<const Value> shape;
  if (has_shape) {
    shape = TRY(shape_argument(thread, args[2]));
    if (shape.size() > kMaximumDimensions) {
      return raise_value_error(thread, "memoryview: number of dimensions must not exceed {}", kMaximumDimensions);
    }
    if (self->dimensions != 1 && shape.size() != 1) {
      return raise_type_error(thread, "memoryview: cast must be 1D -> ND or ND -> 1D");
    }
  }
  char from = TRY(cast_format(thread, self->format.get().as<Str>(), "source"));
  if (!format->is_ascii()) TRY(encode_text(thread, format, TRY(make_str(thread, "ascii")), nullptr));
  char to = TRY(cast_format(thread, format, "destination"));
  if (!is_byte_format(from) && !is_byte_format(to)) {
    return raise_type_error(thread, "memoryview: cannot cast between two non-byte formats");
  }
  unsigned item_size = native_item_size(to);
  if (self->length % item_size != 0)
    return raise_type_error(thread, "memoryview: length is not a multiple of itemsize");
  MemoryView* view = TRY(copy_memory_view(thread, self));
  view->item_size = item_size;
  view->format.set(view, format);
  if (has_shape) {
    TRY(apply_shape(thread, view, shape));
  } else {
    Value count = Value::small_int(static_cast<int64_t>(view->length / item_size));
    TRY(set_layout(thread, view, {&count, 1}));
  }
  return view;
}

// Attributes
// ------------------------------------------------------------------------------------------------------------

template <class Read>
Value read_attribute(Thread& thread, Value self, Read read) {
  auto* view = self.as<MemoryView>();
  TRY(check_not_released(thread, view));
  return read(view);
}

Value get_obj(Thread& thread, Value self) {
  return read_attribute(thread, self, [](MemoryView* view) { return view->obj.get(); });
}
Value get_nbytes(Thread& thread, Value self) {
  return read_attribute(thread, self,
                        [](MemoryView* view) { return Value::small_int(static_cast<int64_t>(view->length)); });
}
Value get_readonly(Thread& thread, Value self) {
  return read_attribute(thread, self, [](MemoryView* view) { return Value::boolean(view->read_only); });
}
Value get_itemsize(Thread& thread, Value self) {
  return read_attribute(thread, self,
                        [](MemoryView* view) { return Value::small_int(static_cast<int64_t>(view->item_size)); });
}
Value get_format(Thread& thread, Value self) {
  return read_attribute(thread, self, [](MemoryView* view) { return view->format.get(); });
}
Value get_ndim(Thread& thread, Value self) {
  return read_attribute(thread, self, [](MemoryView* view) { return Value::small_int(view->dimensions); });
}
Value get_shape(Thread& thread, Value self) {
  return read_attribute(thread, self, [](MemoryView* view) { return view->shape.get(); });
}
Value get_strides(Thread& thread, Value self) {
  return read_attribute(thread, self, [](MemoryView* view) { return view->strides.get(); });
}
Value get_suboffsets(Thread& thread, Value self) {
  return read_attribute(thread, self, [&](MemoryView*) { return Value(thread.runtime.empty_tuple); });
}
Value get_c_contiguous(Thread& thread, Value self) {
  return read_attribute(thread, self, [](MemoryView* view) { return Value::boolean(is_contiguous(view, 'C')); });
}
Value get_f_contiguous(Thread& thread, Value self) {
  return read_attribute(thread, self, [](MemoryView* view) { return Value::boolean(is_contiguous(view, 'F')); });
}
Value get_contiguous(Thread& thread, Value self) {
  return read_attribute(thread, self, [](MemoryView* view) { return Value::boolean(is_contiguous(view, 'A')); });
}

constexpr GetSetDefinition kMemoryViewAttributes[] = {
    {"obj", get_obj, nullptr, "The object whose memory it is."},
    {"nbytes", get_nbytes, nullptr, "Bytes of a contiguous copy."},
    {"readonly", get_readonly, nullptr, "Whether the memory cannot be changed."},
    {"itemsize", get_itemsize, nullptr, "Bytes of an item."},
    {"format", get_format, nullptr, "Format of an item, as module struct has it."},
    {"ndim", get_ndim, nullptr, "Number of dimensions."},
    {"shape", get_shape, nullptr, "Items in each dimension."},
    {"strides", get_strides, nullptr, "Bytes from one item to the next in each dimension."},
    {"suboffsets", get_suboffsets, nullptr, "Always empty."},
    {"c_contiguous", get_c_contiguous, nullptr, "Whether the items lie in C order without gaps."},
    {"f_contiguous", get_f_contiguous, nullptr, "Whether the items lie in Fortran order without gaps."},
    {"contiguous", get_contiguous, nullptr, "Whether the items lie without gaps."},
};

constexpr NativeDefinition kMemoryViewMethods[] = {
    {"__new__(cls, /, object)", view_new, "", NativeKind::kStaticMethod},
    {"_from_flags(cls, /, object, flags)", view_from_flags, "A view acquired with the given flags.",
     NativeKind::kClassMethod},
    {"__class_getitem__(cls, object, /)", view_class_getitem, "For annotations.", NativeKind::kClassMethod},
    {"__repr__(self, /)", view_repr},
    {"__hash__(self, /)", view_hash},
    {"__len__(self, /)", view_len},
    {"__iter__(self, /)", memory_view_iter},
    {"__getitem__(self, key, /)", memory_view_getitem},
    {"__setitem__(self, key, value, /)", memory_view_setitem},
    {"__delitem__(self, key, /)", memory_view_delitem},
    {"__eq__(self, value, /)", view_eq},
    {"__ne__(self, value, /)", view_ne},

    {"__enter__(self, /)", view_enter, "The view itself."},
    {"__exit__(self, /, *exc_info)", view_exit, "Releases the memory."},
    {"__buffer__(self, flags, /)", view_buffer, "Another view of the memory."},
    {"__release_buffer__(self, buffer, /)", view_release_buffer, "Releases what __buffer__ gave."},
    {"cast(self, /, format, shape=<unrepresentable>)", view_cast, "The same memory with another format or shape."},
    {"count(self, value, /)", memory_view_count, "How often a value occurs."},
    {"hex(self, /, sep=<unrepresentable>, bytes_per_sep=1)", view_hex, "As hexadecimal digits."},
    {"index(self, value, start=0, stop=sys.maxsize, /)", memory_view_index,
     "Index of the first occurrence, or ValueError."},
    {"release(self, /)", view_release, "Gives the memory back."},
    {"tobytes(self, /, order='C')", view_tobytes, "A copy of the memory."},
    {"tolist(self, /)", memory_view_tolist, "The items."},
    {"toreadonly(self, /)", view_toreadonly, "A view that cannot change the memory."},
};

}  // namespace

extern const TypeSpec kMemoryViewType = {
    .name = "memoryview",
    .id = TypeId::kMemoryView,
    .layout = Kind::kMemoryView,
    .basic_size = sizeof(MemoryView),
    .flags = kTypeIsFinal | kTypeIsSequence | kTypeHasWeakReferences,
    .methods = kMemoryViewMethods,
    .attributes = kMemoryViewAttributes,
    .doc = "The memory of an object that has a buffer.",
};

}  // namespace memphis

// How each kind of cell is traced. Most cells are a run of words that are Values or pointers, directly behind the
// header; a table says how many. The others have a function.
#include "runtime/tracing.h"

#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/generator.h"
#include "objects/native_object.h"
#include "objects/number.h"
#include "objects/sequence.h"
#include "objects/type.h"
#include "runtime/native.h"
#include "runtime/shape.h"

namespace memphis {

namespace {

void mark_range(Marker& marker, const void* begin, const void* end) {
  auto* first = static_cast<const uint64_t*>(begin);
  marker.mark_words(first, static_cast<size_t>(static_cast<const uint64_t*>(end) - first));
}

// Member slots, attributes word and inline slots, which follow the fixed part of instances.
void trace_attributes(Cell* cell, Marker& marker) {
  Shape* shape = cell->shape();
  auto* base = reinterpret_cast<char*>(cell);
  Type* type = shape->type;
  if (type->has_flag(kTypeIsVariableSize)) {
    size_t fixed = fixed_part_size(cell);
    mark_range(marker, base + fixed, base + fixed + shape->inline_offset);
    return;
  }
  mark_range(marker, base + type->spec->basic_size, base + shape->instance_size);
}

template <size_t count>
void trace_fields(Cell* cell, Marker& marker) {
  marker.mark_words(reinterpret_cast<uint64_t*>(cell + 1), count);
  if (cell->is_subclass_instance()) trace_attributes(cell, marker);
}

// Functions, static and class methods: exact ones have an attributes word too.
template <size_t count>
void trace_fields_and_attributes(Cell* cell, Marker& marker) {
  marker.mark_words(reinterpret_cast<uint64_t*>(cell + 1), count);
  trace_attributes(cell, marker);
}

void trace_none(Cell* cell, Marker& marker) {
  if (cell->is_subclass_instance()) trace_attributes(cell, marker);
}

void trace_instance(Cell* cell, Marker& marker) { trace_attributes(cell, marker); }

void trace_value_array(Cell* cell, Marker& marker) {
  auto* array = static_cast<ValueArray*>(cell);
  marker.mark_words(reinterpret_cast<uint64_t*>(array->items), array->capacity);
}

void trace_tuple(Cell* cell, Marker& marker) {
  auto* tuple = static_cast<Tuple*>(cell);
  marker.mark_words(reinterpret_cast<uint64_t*>(tuple->items), tuple->size);
  if (cell->is_subclass_instance()) trace_attributes(cell, marker);
}

void trace_list(Cell* cell, Marker& marker) {
  marker.mark(static_cast<List*>(cell)->storage.get());
  if (cell->is_subclass_instance()) trace_attributes(cell, marker);
}

void trace_dict(Cell* cell, Marker& marker) {
  auto* dict = static_cast<Dict*>(cell);
  marker.mark(dict->table.get());
  marker.mark_word(dict->ordered_part.get().bits());
  if (cell->is_subclass_instance()) trace_attributes(cell, marker);
}

void trace_dict_table(Cell* cell, Marker& marker) {
  auto* table = static_cast<DictTable*>(cell);
  DictEntry* entries = table->entries();
  for (uint32_t i = 0; i < table->entry_used; i++) {
    marker.mark_word(entries[i].key.bits());
    marker.mark_word(entries[i].value.bits());
  }
}

void trace_set(Cell* cell, Marker& marker) {
  marker.mark(static_cast<Set*>(cell)->table.get());
  if (cell->is_subclass_instance()) trace_attributes(cell, marker);
}

void trace_set_table(Cell* cell, Marker& marker) {
  auto* table = static_cast<SetTable*>(cell);
  for (uint64_t i = 0; i <= table->mask; i++) marker.mark_word(table->entries[i].key.bits());
}

void trace_str(Cell* cell, Marker& marker) {
  auto* str = static_cast<Str*>(cell);
  if (str->is_external()) marker.mark(str->external.storage);
  if (cell->is_subclass_instance()) trace_attributes(cell, marker);
}

void trace_byte_array(Cell* cell, Marker& marker) {
  marker.mark(static_cast<ByteArray*>(cell)->storage.get());
  if (cell->is_subclass_instance()) trace_attributes(cell, marker);
}

void trace_shape(Cell* cell, Marker& marker) {
  marker.mark_words(reinterpret_cast<uint64_t*>(cell + 1), 4);  // type, parent, name, children
}

void trace_type(Cell* cell, Marker& marker) {
  auto* type = static_cast<Type*>(cell);
  mark_range(marker, cell + 1, &type->subclasses);  // subclasses are weak
  marker.mark(type->member_slots.get());
  mark_range(marker, type->special, type->special + kSpecialCount);
  // The array of subclasses lives as long as the type; its entries may die.
  if (type->subclasses.get() != nullptr) {
    marker.mark_shallow(type->subclasses.get());
  }
}

void trace_generator(Cell* cell, Marker& marker) {
  auto* generator = static_cast<Generator*>(cell);
  marker.mark_words(reinterpret_cast<uint64_t*>(cell + 1), 5);
  marker.mark_word(generator->handled.exception.bits());
  marker.mark_word(generator->transfer.bits());
  auto* frame = reinterpret_cast<Frame*>(generator->frame_words);
  if (generator->state != GeneratorState::kFinished) {
    marker.mark(frame->function);
    marker.mark(frame->object);
    const CodeEngine* engine = frame->function == nullptr ? nullptr : frame->code()->engine;
    if (engine != nullptr && engine->mark_frame != nullptr) {
      engine->mark_frame(frame, frame->registers() + generator->register_count, marker);
    } else {
      marker.mark_words(reinterpret_cast<uint64_t*>(frame->registers()), generator->register_count);
    }
    if (engine != nullptr && engine->trace != nullptr) engine->trace(generator, marker);
  }
}

void trace_native(Cell* cell, Marker& marker) {
  Type* type = cell->shape()->type;
  marker.mark_words(reinterpret_cast<uint64_t*>(cell + 1), type->spec->native_fields);
  trace_attributes(cell, marker);
}

// A frame that lies in a generator is as alive as its object; one on the stack is told when it ends.
void trace_frame_object(Cell* cell, Marker& marker) {
  marker.mark_words(reinterpret_cast<uint64_t*>(cell + 1), 5);
  const Frame* frame = static_cast<FrameObject*>(cell)->frame;
  if (frame != nullptr && (frame->flags & kFrameIsGenerator) != 0) marker.mark(frame->generator);
}

// Built-in exceptions have a __dict__ as well.
void trace_exception(Cell* cell, Marker& marker) {
  marker.mark_words(reinterpret_cast<uint64_t*>(cell + 1), 10);
  trace_attributes(cell, marker);
}

}  // namespace

void install_tracers(HeapClient& client) {
  auto set = [&](Kind kind, TraceFunction tracer) { client.tracers[static_cast<int>(kind)] = tracer; };
  set(Kind::kShape, trace_shape);
  set(Kind::kValueArray, trace_value_array);
  set(Kind::kDictTable, trace_dict_table);
  set(Kind::kSetTable, trace_set_table);
  set(Kind::kInstance, trace_instance);
  set(Kind::kType, trace_type);
  set(Kind::kBigInt, trace_none);
  set(Kind::kFloat, trace_none);
  set(Kind::kComplex, trace_none);
  set(Kind::kStr, trace_str);
  set(Kind::kBytes, trace_none);
  set(Kind::kByteArray, trace_byte_array);
  set(Kind::kMemoryView, trace_fields<5>);
  set(Kind::kTuple, trace_tuple);
  set(Kind::kList, trace_list);
  set(Kind::kDict, trace_dict);
  set(Kind::kSet, trace_set);
  set(Kind::kRange, trace_fields<4>);
  set(Kind::kSlice, trace_fields<3>);
  set(Kind::kCellObject, trace_fields<1>);
  set(Kind::kCode, trace_fields<12>);
  set(Kind::kFunction, trace_fields_and_attributes<13>);
  set(Kind::kNativeFunction, trace_fields<4>);
  set(Kind::kBoundMethod, trace_fields<2>);
  set(Kind::kModule, trace_fields<1>);
  set(Kind::kException, trace_exception);
  set(Kind::kTraceback, trace_fields<2>);
  set(Kind::kFrameObject, trace_frame_object);
  set(Kind::kGenerator, trace_generator);
  set(Kind::kProperty, trace_fields<5>);
  set(Kind::kStaticMethod, trace_fields_and_attributes<1>);
  set(Kind::kClassMethod, trace_fields_and_attributes<1>);
  set(Kind::kSuper, trace_fields<3>);
  set(Kind::kListIterator, trace_fields<1>);
  set(Kind::kTupleIterator, trace_fields<1>);
  set(Kind::kRangeIterator, trace_fields<3>);
  set(Kind::kDictIterator, trace_fields<1>);
  set(Kind::kDictView, trace_fields<1>);
  set(Kind::kWeakReference, trace_fields<1>);
  set(Kind::kNative, trace_native);
}

static_assert(offsetof(Function, version) == sizeof(Cell) + 13 * 8);
static_assert(offsetof(Exception, suppress_context) == sizeof(Cell) + 10 * 8);
static_assert(offsetof(Code, engine) == sizeof(Cell) + 12 * 8);
static_assert(offsetof(FrameObject, frame) == sizeof(Cell) + 5 * 8);
static_assert(offsetof(Generator, handled) == sizeof(Cell) + 5 * 8);
static_assert(offsetof(NativeFunction, code) == sizeof(Cell) + 4 * 8);
static_assert(offsetof(RangeIterator, next) == sizeof(Cell) + 3 * 8);
static_assert(offsetof(MemoryView, data) == sizeof(Cell) + 5 * 8);
static_assert(offsetof(Shape, slot_count) == sizeof(Cell) + 4 * 8);

}  // namespace memphis

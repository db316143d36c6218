#include "runtime/runtime.h"

#include <csetjmp>
#include <random>

#include "runtime/buffer.h"
#include "runtime/collector.h"
#include "runtime/intern.h"
#include "runtime/interpreter_lock.h"
#include "runtime/locale_encoding.h"
#include "runtime/make.h"
#include "runtime/native.h"
#include "runtime/shape.h"
#include "runtime/tracing.h"
#include "runtime/weak.h"

namespace memphis {

namespace {

void mark_array(Marker& marker, Type* const* types, int count) {
  for (int i = 0; i < count; i++) marker.mark(types[i]);
}

// A thread's value stack holds frames, the headers between the registers, and what native code has put between frames.
// The registers of a frame that an engine knows more about are its business; the rest is scanned as native memory is.
void mark_value_stack(Marker& marker, Thread& thread) {
  Value* limit = thread.stack_top;
  for (Frame* frame = thread.frame; frame != nullptr; frame = frame->caller) {
    if ((frame->flags & kFrameIsGenerator) != 0 || frame->function == nullptr) continue;
    const CodeEngine* engine = frame->code()->engine;
    if (engine->mark_frame == nullptr) continue;
    Value* end = frame->registers() + frame->code()->register_count;
    if (end < limit) marker.mark_conservatively(end, limit);
    engine->mark_frame(frame, limit, marker);
    limit = reinterpret_cast<Value*>(frame);
  }
  marker.mark_conservatively(thread.stack_base, limit);
}

void mark_thread(Marker& marker, Thread& thread) {
  mark_value_stack(marker, thread);
  for (Value value : {thread.pending, thread.trace_function, thread.profile_function, thread.async_first_iteration,
                      thread.async_finalizer, thread.context, thread.startup}) {
    marker.mark_word(value.bits());
  }
  for (HandledLink* link = thread.handled; link != nullptr; link = link->previous) {
    marker.mark_word(link->exception.bits());
  }
  for (Frame* frame = thread.frame; frame != nullptr; frame = frame->caller) {
    marker.mark(frame->function);
    marker.mark(frame->object);
    marker.mark(frame->generator);
  }
}

__attribute__((noinline)) void mark_native_stack(Marker& marker, Thread& thread) {
  // setjmp and __builtin_unwind_init put the callee-saved registers on the stack, where the scan finds them.
  jmp_buf registers;
  setjmp(registers);
  __builtin_unwind_init();
  marker.mark_conservatively(&registers, reinterpret_cast<char*>(&registers) + sizeof(registers));
  marker.mark_conservatively(__builtin_frame_address(0), reinterpret_cast<void*>(thread.native_base));
}

void mark_roots(void* context, Marker& marker) {
  auto& runtime = *static_cast<Runtime*>(context);
  mark_array(marker, runtime.types, static_cast<int>(TypeId::kCount));
  mark_array(marker, runtime.exception_types, static_cast<int>(ExceptionId::kCount));
  for (Str* name : runtime.names) marker.mark(name);
  for (Str* character : runtime.latin1) marker.mark(character);
  marker.mark(runtime.shape_of_shapes);
  for (Value value :
       {runtime.zero_float, runtime.negative_zero_float, runtime.empty_frozenset, runtime.builtins_module,
        runtime.sys_module, runtime.import_function, runtime.import_bootstrap, runtime.last_memory_error}) {
    marker.mark_word(value.bits());
  }
  for (Cell* cell : {static_cast<Cell*>(runtime.empty_tuple), static_cast<Cell*>(runtime.empty_bytes),
                     static_cast<Cell*>(runtime.builtins), static_cast<Cell*>(runtime.sys_dict),
                     static_cast<Cell*>(runtime.modules), static_cast<Cell*>(runtime.foreign_builtins)}) {
    marker.mark(cell);
  }
  for (Value value : runtime.permanent) marker.mark_word(value.bits());
  for (Value value : runtime.finalizer_queue) marker.mark_word(value.bits());
  for (const auto& signature : runtime.signatures) {
    for (const SignatureParameter& parameter : signature->parameters) marker.mark(parameter.name);
  }
  for (auto [provide, provider] : runtime.root_providers) provide(provider, marker);
  for (Thread* thread : runtime.threads) mark_thread(marker, *thread);
  for (Thread* thread : runtime.threads) {
    if (thread == runtime.current_thread) {
      mark_native_stack(marker, *thread);
    } else if (thread->native_top != 0) {
      marker.mark_conservatively(reinterpret_cast<void*>(thread->native_top),
                                 reinterpret_cast<void*>(thread->native_base));
    }
  }
}

void sweep_weak_subclasses(Runtime& runtime, Cell* cell) {
  auto* type = static_cast<Type*>(cell);
  ValueArray* subclasses = type->subclasses;
  if (subclasses == nullptr || !runtime.heap.is_marked(type)) return;
  for (uint64_t i = 0; i < subclasses->capacity; i++) {
    Value& entry = subclasses->items[i];
    if (entry.bits() != 0 && !runtime.heap.is_marked(entry.cell())) entry = Value(uint64_t{0});
  }
}

void release_code_bodies(Runtime& runtime) {
  size_t kept = 0;
  for (Runtime::CodeBody& body : runtime.code_bodies) {
    if (runtime.heap.is_marked(body.code)) {
      runtime.code_bodies[kept++] = body;
    } else {
      body.release(body.code->body);
    }
  }
  runtime.code_bodies.resize(kept);
}

void release_native_resources(Runtime& runtime) {
  std::erase_if(runtime.native_resources, [&](const Runtime::NativeResource& entry) {
    if (runtime.heap.is_marked(entry.owner)) return false;
    entry.release(entry.resource);
    return true;
  });
}

void after_mark(void* context, Marker& marker) {
  auto& runtime = *static_cast<Runtime*>(context);
  find_cyclic_garbage(runtime);
  queue_finalizers(runtime, marker);
  runtime.weak->sweep(runtime);
  // Callbacks that are queued keep their reference objects alive.
  for (Value value : runtime.finalizer_queue) marker.mark_word(value.bits());
  marker.drain();
  count_cyclic_garbage(runtime, marker);
  sweep_intern_table(runtime);
  sweep_memory_views(runtime);
  for (LookupCacheEntry& entry : runtime.lookup_cache) entry = {};
  for (Type* type : runtime.classes) sweep_weak_subclasses(runtime, type);
  std::erase_if(runtime.classes, [&](Type* type) { return !runtime.heap.is_marked(type); });
  for (auto sweep : runtime.cache_sweepers) sweep(runtime);
  release_code_bodies(runtime);
  release_native_resources(runtime);
  if (!runtime.finalizer_queue.empty()) {
    for (Thread* thread : runtime.threads) thread->attention = 1;
  }
}

void after_collection(void* context) { note_collection(*static_cast<Runtime*>(context)); }

}  // namespace

Runtime::Runtime(const Options& the_options)
    : options(the_options),
      interpreter_lock(std::make_shared<InterpreterLock>(*this)),
      weak(new WeakTable),
      collector(new CollectorState) {
  std::string encoding = default_encoding();
  if (options.flags.utf8_mode) encoding = "utf-8";
  if (encoding == "utf-8") options.flags.utf8_mode = true;
  text_encoding = encoding;
  uint32_t seed = options.hash_seed;
  if (options.random_hash_seed) seed = std::random_device{}();
  hash_key = hash_key_from_seed(seed);
  HeapClient client;
  client.context = this;
  client.mark_roots = mark_roots;
  client.after_mark = after_mark;
  client.after_collection = after_collection;
  install_tracers(client);
  heap.set_client(client);
  heap.set_limit(options.memory_limit);
}

Runtime::~Runtime() {
  for (CodeBody& body : code_bodies) body.release(body.code->body);
  for (NativeResource& entry : native_resources) entry.release(entry.resource);
  delete collector;
  delete weak;
}

}  // namespace memphis

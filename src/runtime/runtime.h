// A Runtime owns everything one interpreter has: heap, types, modules, interned strings, options. No state is shared
// between Runtimes, and there are no mutable globals.
#pragma once

#include <atomic>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/archive.h"
#include "base/hash.h"
#include "heap/heap.h"
#include "objects/dict.h"
#include "objects/type.h"
#include "runtime/thread.h"

namespace memphis {

struct Signature;
struct List;

enum class TypeId : uint16_t {
#define TYPE(name) k##name,
#include "runtime/types.def"
#undef TYPE
  kCount
};

enum class ExceptionId : uint16_t {
#define EXCEPTION(name, base, doc) k##name,
#include "runtime/exceptions.def"
#undef EXCEPTION
  kCount
};

// Interned names by enumerator; the special methods come first, in the order of Special.
enum class Name : uint16_t {
#define SPECIAL(enumerator, text) kSpecial##enumerator,
#include "objects/special_methods.def"
#undef SPECIAL
#define NAME(enumerator, text) k##enumerator,
#include "runtime/names.def"
#undef NAME
  kCount
};

// What sys.flags shows of the command line.
struct SystemFlags {
  int debug = 0, verbose = 0, quiet = 0, bytes_warning = 0;
  bool inspect = false, interactive = false, dont_write_bytecode = false, no_user_site = false, no_site = false,
       ignore_environment = false, isolated = false, safe_path = false, dev_mode = false, utf8_mode = false,
       warn_default_encoding = false;
};

struct Options {
  uint64_t memory_limit = 0;  // bytes of heap; 0: none
  uint32_t gc_stress = 0;     // collect at every nth allocation
  uint32_t hash_seed = 0;     // 0: hashes as with PYTHONHASHSEED=0
  bool random_hash_seed = true;
  int optimize = 0;
  SystemFlags flags;
  uint32_t int_max_str_digits = 4300;  // sys.set_int_max_str_digits; 0: no limit
  std::string stream_encoding;         // of the standard streams (PYTHONIOENCODING); empty: the locale's
  std::string stream_errors;           // how they handle what cannot be converted; empty: by the locale
  bool unbuffered_streams = false;     // -u
  bool treewalk = false;               // engine that new code is made for
};

// Where the operator or the brackets stand within the text of an expression: lines from 0, columns in characters.
struct CaretAnchors {
  int32_t left_line = 0, left_column = 0, right_line = 0, right_column = 0;
};

// A name that was probably meant to be a keyword, in code that does not parse: lines from 1, columns from 0 in
// characters.
struct MisspeltKeyword {
  std::string keyword;
  std::string line;
  int32_t line_number = 0, column = 0, end_column = 0;
};

// How the layers above take part without being known here. Installed by api.
struct FrontEnd {
  void* context = nullptr;
  // Compiles source text (UTF-8 decoded from `source`, which is a str or bytes) to a Code; error: SyntaxError and the
  // like. mode: 'e' exec, 'v' eval, 's' single. flags: PyCF_* as compile() takes them. May run user code (warnings).
  Value (*compile)(void* context, Thread& thread, Value source, Value filename, char mode, int flags,
                   int optimize) = nullptr;
  // Makes what describes a code without instructions: see runtime/code_description.h.
  Status (*describe)(void* context, Thread& thread, Code* code) = nullptr;
  // For tracebacks (syntax/traceback_hints.h); null: nothing is underlined specially.
  bool (*find_anchors)(std::string_view segment, CaretAnchors& anchors) = nullptr;
  bool (*is_plain_call)(std::string_view lines, int32_t line_count, int32_t begin, int32_t end) = nullptr;
  bool (*find_misspelt_keyword)(std::string_view code, int32_t only_line, MisspeltKeyword& found) = nullptr;
};

struct CollectorState;
struct MonitoringState;
class InterpreterLock;
class WeakTable;
struct MemoryView;
struct StreamOperations;
struct TypeSpec;

// Source text that is in no file (-c, embedding), by what identifies its code: see runtime/source_lines.h.
struct RegisteredSource {
  std::string filename;
  std::string qualified_name;
  uint32_t first_line;
  std::shared_ptr<const std::string> text;
};

// One remembered answer of type_lookup.
struct LookupCacheEntry {
  uint32_t version = 0;
  Str* name = nullptr;  // interned, compared by address; a dead one is never looked up again under this version
  Value value;
};
inline constexpr size_t kLookupCacheSize = 4096;

class Runtime {
 public:
  explicit Runtime(const Options& options);
  ~Runtime();
  Runtime(const Runtime&) = delete;
  Runtime& operator=(const Runtime&) = delete;

  Options options;
  Heap heap;
  HashKey hash_key;
  FrontEnd front_end;

  Type* type(TypeId id) const { return types[static_cast<int>(id)]; }
  Type* exception_type(ExceptionId id) const { return exception_types[static_cast<int>(id)]; }
  Shape* root_shape(TypeId id) const { return types[static_cast<int>(id)]->root_shape; }
  Str* name(Name name) const { return names[static_cast<int>(name)]; }
  Str* name(Special special) const { return names[static_cast<int>(special)]; }

  Type* types[static_cast<int>(TypeId::kCount)] = {};
  Type* exception_types[static_cast<int>(ExceptionId::kCount)] = {};
  Str* names[static_cast<int>(Name::kCount)] = {};
  Shape* shape_of_shapes = nullptr;  // shapes of the cells that Python never sees
  Str* latin1[256] = {};             // one-character strs
  Value zero_float, negative_zero_float;
  Tuple* empty_tuple = nullptr;
  Bytes* empty_bytes = nullptr;
  Value empty_frozenset;
  Dict* builtins = nullptr;          // dict of the module builtins
  Dict* foreign_builtins = nullptr;  // empty; see Function::builtins
  std::string text_encoding;         // of files that are opened without one; fixed at the start, as PEP 540 has it
  Dict* sys_dict = nullptr;
  Dict* modules = nullptr;  // sys.modules
  Value builtins_module, sys_module;
  Value object_new, object_init;  // object.__new__ and object.__init__
  Value import_function;          // the original __import__, to take a short cut
  Value last_memory_error;        // made in advance
  Value codec_registry;           // see runtime/codecs.cpp; unbound until it is used
  uint32_t next_type_version = 1;
  uint32_t next_keys_version = 1;
  uint32_t next_function_version = 1;

  // Objects that must stay alive whatever happens: named slots for the layers above.
  std::vector<Value> permanent;

  LookupCacheEntry lookup_cache[kLookupCacheSize];  // weak: emptied by every collection

  Thread* main_thread = nullptr;
  Thread* current_thread = nullptr;  // the one that holds the interpreter lock
  std::vector<Thread*> threads;
  std::vector<Thread*> parked_threads;  // in the order in which they began to wait; see runtime/parking.h
  uint64_t threads_made = 0;
  size_t thread_stack_size = 0;  // of new threads, in bytes; 0: the system's own choice
  std::shared_ptr<InterpreterLock> interpreter_lock;
  // In a forked process, where only the forking thread is left. Installed by the module _thread.
  void (*forget_other_threads)(Thread& thread) = nullptr;

  // Interned strs: a table of its own, weak (see runtime/intern.cpp).
  std::vector<Str*> intern_table;
  size_t intern_count = 0;

  // Memory views that lock their exporter; weak (see runtime/buffer.cpp).
  std::vector<MemoryView*> memory_views;

  // Signatures of native functions, freed with the Runtime.
  std::vector<std::unique_ptr<Signature, void (*)(Signature*)>> signatures;
  // Engine data of Code cells, freed with the Runtime or when the Code dies.
  struct CodeBody {
    Code* code;
    void (*release)(void* body);
  };
  std::vector<CodeBody> code_bodies;
  // Memory outside of the heap that belongs to a cell (a compression library's stream, say): released when the cell
  // dies or the Runtime ends. `release` runs during collections: no allocation.
  struct NativeResource {
    Cell* owner;
    void* resource;
    void (*release)(void* resource);
  };
  std::vector<NativeResource> native_resources;
  // Called after marking: engines forget what their inline caches hold of dead cells.
  std::vector<void (*)(Runtime& runtime)> cache_sweepers;
  // Called when a class gets or loses an attribute that stands before those of its instances (see class.h): engines
  // forget inline caches that are guarded by an instance's shape alone.
  std::vector<void (*)(Runtime& runtime)> cache_resetters;
  // Extra roots of modules: called while roots are marked.
  std::vector<std::pair<void (*)(void* context, Marker& marker), void*>> root_providers;

  // Weak references by referent, finalisers waiting to run; see runtime/weak.h.
  WeakTable* weak = nullptr;
  std::vector<Type*> classes;      // all types that may have subclasses, for weak sweeping
  std::vector<Cell*> finalizable;  // live objects whose type has __del__
  std::deque<Value> finalizer_queue;
  // What the module gc shows; see runtime/collector.h.
  CollectorState* collector = nullptr;

  // Signals that have come and whose handlers are to run at the main thread's next safepoint: bit n - 1 is signal n.
  // Set by report_signal.
  std::atomic<uint64_t> pending_signals = 0;
  // Runs what the program has set as handler of a signal; null as long as the module _signal is not there. Runs user
  // code.
  Status (*handle_signal)(Thread& thread, int signal_number) = nullptr;
  // Tells of a signal (1 to 64); may be called from a signal handler and from any thread.
  void report_signal(int signal_number) {
    pending_signals.fetch_or(uint64_t{1} << (signal_number - 1));
    if (main_thread != nullptr) main_thread->attention = 1;
  }

  // What lies in native modules' state, by a module's own key (address of its table).
  std::vector<std::pair<const void*, void*>> module_states;

  std::vector<RegisteredSource> registered_sources;
  // Warnings, until the module `warnings` takes over: see runtime/warnings.h. Kept alive by `permanent`.
  Value warning_filters, warning_once_registry;
  int64_t warning_filters_version = 1;
  Type* unraisable_arguments_type = nullptr;
  Type* async_hooks_type = nullptr;
  List* exit_functions = nullptr;  // see runtime/shutdown.h; kept alive by `permanent`
  List* audit_hooks = nullptr;     // kept alive by `permanent`, as the types are
  double switch_interval = 0.005;
  int dlopen_flags = 2;
  Value import_bootstrap;         // the module _frozen_importlib; unbound: imports do not work yet
  Archive library;                // see runtime/library.h
  std::string library_directory;  // where the library's files seem to lie; empty: nowhere
  std::string startup_directory;  // what sys.path began with: a module there may hide one of the library
  const StreamOperations* stream_operations = nullptr;  // of the native files; see runtime/standard_stream.h

  // What engines report: bits of the enum Event; see runtime/instrumentation.h.
  uint32_t instrumented = 0;
  bool traces_instructions = false;       // some frame has had f_trace_opcodes set
  MonitoringState* monitoring = nullptr;  // kept alive by `permanent`

  // Native modules by name.
  struct BuiltinModule {
    const char* name;
    Value (*create)(Thread& thread);
  };
  std::vector<BuiltinModule> builtin_modules;
};

// The thread's current view of a type by value: never fails, never allocates.
inline Type* type_of(const Runtime& runtime, Value value) {
  if (value.is_cell()) return value.cell()->shape()->type;
  if (value.is_small_int()) return runtime.type(TypeId::kInt);
  if (value.is_immediate_float()) return runtime.type(TypeId::kFloat);
  switch (value.bits()) {
    case Value::kNoneBits: return runtime.type(TypeId::kNone);
    case Value::kNotImplementedBits: return runtime.type(TypeId::kNotImplemented);
    case Value::kEllipsisBits: return runtime.type(TypeId::kEllipsis);
    default: return runtime.type(TypeId::kBool);
  }
}
inline Type* type_of(Thread& thread, Value value) { return type_of(thread.runtime, value); }

}  // namespace memphis

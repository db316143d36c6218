// The module _pickle: Pickler, Unpickler, PickleBuffer.
#pragma once

#include <string_view>
#include <vector>

#include "modules/module_support.h"
#include "modules/pickle/opcodes.h"
#include "runtime/operations.h"

namespace memphis::pickle {

// Which objects have been written, by identity, and their numbers.
class IdentityMemo {
 public:
  // -1: it has not been written.
  int64_t find(Value value) const;
  void insert(Value value, uint32_t number);
  void clear();
  uint32_t size() const { return count_; }

 private:
  struct Entry {
    uint64_t bits = 0;  // 0: free
    uint32_t number = 0;
  };
  void grow();
  size_t slot_of(uint64_t bits) const;

  std::vector<Entry> entries_;
  uint32_t count_ = 0;
};

struct Pickler : Cell {
  Field write;            // of the file; unbound: __init__ was not called
  Field persistent_id;    // set on the instance; unbound: the type's method
  Field dispatch_table;   // unbound: copyreg's
  Field buffer_callback;  // unbound: none
  Ref<List> memoized;     // keeps the objects of the memo alive
  IdentityMemo* memo;     // owned: a native resource
  int32_t protocol;
  bool fast, fix_imports, is_running;
};

struct Unpickler : Cell {
  Field read, readline, readinto, peek;  // of the file; readinto, peek unbound: it has none
  Field persistent_load;                 // set on the instance; unbound: the type's method
  Field buffers;                         // an iterator; unbound: none
  Field encoding, errors;                // strs
  Ref<List> memo;                        // by number; unbound: nothing
  Field input;                           // Bytes read from the file but not used yet
  uint64_t input_position;
  uint64_t prefetched;  // bytes of the input that the file still stands before
  int32_t protocol;
  bool fix_imports, is_running, is_prefetched;
};

// A wrapper of a buffer that may be pickled out of band.
struct PickleBuffer : Cell {
  Field view;  // MemoryView; unbound: released
};

// A view of a pickler's or unpickler's memo.
struct MemoProxy : Cell {
  Field owner;
};

extern const TypeSpec kPicklerType;
extern const TypeSpec kUnpicklerType;
extern const TypeSpec kPickleBufferType;
extern const TypeSpec kPicklerMemoProxyType;
extern const TypeSpec kUnpicklerMemoProxyType;

// What the module keeps.
struct State : Cell {
  Ref<Type> pickle_error, pickling_error, unpickling_error;
  Field dispatch_table, extension_registry, inverted_registry, extension_cache;      // of copyreg
  Field name_mapping, import_mapping, reverse_name_mapping, reverse_import_mapping;  // of _compat_pickle
  Field codecs_encode, partial;
  Ref<Type> buffer_type;
};
State* state_of(const Runtime& runtime);

FailureOfAnyType raise_pickling_error(Thread& thread, std::string_view message);
FailureOfAnyType raise_unpickling_error(Thread& thread, std::string_view message);
// The type's name as errors give it: with its module unless that is builtins or __main__.
std::string shown_type(Thread& thread, Value value);

// Does the class have another method than the built-in type's? Then the bound one, else unbound.
Value overriding_method(Thread& thread, Value object, const char* name, Value on_instance, const TypeSpec& spec);

// The whole of dump() with its arguments checked. `pickler` null: dumps(), which gives a Bytes.
struct DumpOptions {
  Value protocol, fix_imports, buffer_callback;  // as given
};
Status read_dump_options(Thread& thread, const DumpOptions& options, int& protocol, bool& fix_imports,
                         Value& buffer_callback);
Value dump_to_file(Thread& thread, Pickler* pickler, Value object);
Value dump_to_bytes(Thread& thread, Value object, int protocol, bool fix_imports, Value buffer_callback);
Value load_from(Thread& thread, Unpickler* unpickler);
// From memory: `unpickler` has no file.
Value load_from_bytes(Thread& thread, Unpickler* unpickler, std::span<const uint8_t> bytes);

Pickler* allocate_pickler(Thread& thread, Type* type);
Unpickler* allocate_unpickler(Thread& thread, Type* type);
Status set_pickler_file(Thread& thread, Pickler* pickler, Value file, const DumpOptions& options);
struct LoadOptions {
  Value fix_imports, encoding, errors, buffers;  // as given
};
Status set_load_options(Thread& thread, Unpickler* unpickler, const LoadOptions& options);
Status set_unpickler_file(Thread& thread, Unpickler* unpickler, Value file);
// Unpickler.find_class itself.
Value find_class(Thread& thread, const Unpickler* unpickler, Value module_name, Value global_name);
// The module itself of that name. ValueError "Empty module name".
Value module_named(Thread& thread, Value name);
// obj.a.b.c
Value get_dotted(Thread& thread, Value object, std::string_view path);

// {id: (number, object)}
Value pickler_memo_copy(Thread& thread, Pickler* pickler);
void pickler_memo_clear(Pickler* pickler);
// {number: object}
Value unpickler_memo_copy(Thread& thread, Unpickler* unpickler);

// A memory view of the bytes alone. BufferError if they are not contiguous.
Value pickle_buffer_raw(Thread& thread, PickleBuffer* buffer);

}  // namespace memphis::pickle

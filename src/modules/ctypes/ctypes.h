// What the files of the module _ctypes share. It stands on libffi.
//
// A class of C data (c_int, a Structure, an array type) has an Info, which its metaclass makes; an instance is a Data,
// which has memory of its own, lies within the memory of another Data (its base), or within memory that the program
// vouches for. Memory does not move, and the collector does not look into it: what addresses in it point to is kept
// alive by the Field `objects` of the outermost Data.
#pragma once

#include <ffi.h>

#include <mutex>
#include <vector>

#include "modules/module_support.h"
#include "runtime/interpreter_lock.h"

namespace memphis::ctypes {

struct Info;

// A type that `_type_ = "i"` and its like stand for.
struct SimpleType {
  char code;
  uint8_t size, alignment;
  ffi_type* ffi;
  char format;  // of buffers
  Value (*load)(Thread& thread, const uint8_t* at);
  // Answers what has to be kept alive along with the memory; None: nothing. Runs user code.
  Value (*store)(Thread& thread, uint8_t* at, Value value);
};
// Null: there is none.
const SimpleType* find_simple_type(char code);

enum class Family : uint8_t { kSimple, kStructure, kUnion, kPointer, kArray, kFunction };

enum FunctionFlag : uint32_t {
  kFunctionCdecl = 1,
  kFunctionPythonApi = 4,
  kFunctionUseErrno = 8,
  kFunctionUseLastError = 16
};

// An ffi_type of a structure and its elements, owned by the Info.
struct AggregateType {
  ffi_type type = {};
  std::vector<ffi_type*> elements;
};

struct Info : Cell {
  Field type;            // the class
  Field item;            // the class of items, of arrays and pointers
  Field fields;          // Tuple of CFields, the base's first
  Field format;          // Str, of buffers
  Field pointer_type;    // what POINTER() has made
  Field argument_types;  // of functions: Tuple, or unbound
  Field converters;      // their from_param methods: Tuple
  Field result_type;     // of functions: unbound: int
  Field result_check;    // the result type's _check_retval_; unbound: none
  const SimpleType* simple;
  ffi_type* ffi;
  uint64_t size, alignment, length;
  uint32_t function_flags;
  Family family;
  bool is_swapped;   // the bytes of numbers are in the other order
  bool is_final;     // the layout is fixed
  bool is_laid_out;  // structures: _fields_ was set
  bool has_pointer, has_bit_field, has_union;
};
inline constexpr uint16_t kInfoFields = 9;

struct Data : Cell {
  Field info;
  Field base;     // the Data whose memory this is in, or the memoryview that lends it; unbound: none
  Field storage;  // ByteStorage of its own; unbound: none
  Field objects;  // what is kept alive: unbound, a Dict, or one object
  Field extra;    // a FunctionState
  uint8_t* data;
  uint64_t size;
  int64_t index;  // within the base

  Info* information() const { return info.get().as<Info>(); }
};
inline constexpr uint16_t kDataFields = 5;

// A field of a structure or union: a descriptor.
struct FieldDescriptor : Cell {
  Field name, type;
  int64_t byte_offset, byte_size, bit_offset, bit_size, index;  // (bit_size: of bit fields)
  bool is_bit_field, is_anonymous;
};

// An argument as a call takes it (CArgObject).
struct Argument : Cell {
  Field object;  // kept alive
  char tag;
  ffi_type* type;
  alignas(16) uint8_t value[32];
  void* address;  // of the value: structures are passed where they lie
};

struct Closure;

struct FunctionState : Cell {
  Field callable;  // of callbacks
  Field argument_types, converters, result_type, result_check, error_check, parameter_flags;
  Closure* closure;
};
inline constexpr uint16_t kFunctionStateFields = 7;

struct CallScope {
  pthread_t identity;
  Thread* thread;
  CallScope* outer;
};

// What belongs to the module as a whole.
struct SharedState {
  Runtime& runtime;
  std::mutex mutex;
  CallScope* calls = nullptr;                           // threads that are in foreign functions
  std::vector<std::pair<uint64_t, int>> error_numbers;  // ctypes.get_errno() of threads, by serial
  // Where the C library of what was loaded has errno. A program that is linked statically has one of its own.
  int* (*error_location)();

  explicit SharedState(Runtime& owner);
};
SharedState& shared_state(Runtime& runtime);
int& error_number(Thread& thread);

// ---- Types ----

extern const TypeSpec kMetaBase, kSimpleMeta, kStructMeta, kUnionMeta, kPointerMeta, kArrayMeta, kFunctionMeta;
extern const TypeSpec kDataType, kSimpleDataType, kStructureType, kUnionType, kPointerDataType, kArrayDataType,
    kFunctionDataType, kFieldType, kArgumentType, kInfoType, kFunctionStateType;
extern const ExceptionSpec kArgumentError;
extern const BufferProcedures kDataBuffer;

// The Info of a class; null: it is no class of C data, or an abstract one. Never fails.
Info* info_of(Runtime& runtime, const Type* type);
Info* info_of(Thread& thread, Value type);
// The same; TypeError when there is none.
Info* require_info(Thread& thread, Value type, const char* message);
// A new Info, known to the class from now on.
Info* make_info(Thread& thread, Type* type, Family family);
bool is_data(Thread& thread, Value value);
// Is it an instance of a class that derives from `spec`'s?
bool is_data_of(Thread& thread, Value value, const TypeSpec& spec);
// A class whose direct base is _SimpleCData: its values are shown as Python's own.
bool is_plain_simple(Thread& thread, const Info* info);
Value array_type(Thread& thread, Value item, int64_t length);
Value pointer_type_of(Thread& thread, Value type);
Status set_structure_fields(Thread& thread, Type* type, Value fields);
// Reads _argtypes_, _restype_ and so on of a class of functions.
Status read_function_class(Thread& thread, Type* type, Info* info);
// The from_param methods of a sequence of types.
Value converters_of(Thread& thread, Value types);

// ---- Instances ----

// Memory of its own, zeroed.
Data* make_data(Thread& thread, Type* type);
// Within `base`'s memory.
Value make_view(Thread& thread, Type* type, Value base, int64_t index, uint8_t* at);
// At an address that the program vouches for.
Value make_at(Thread& thread, Type* type, uint8_t* at);
// Gives the instance `size` bytes of its own.
Status allocate_memory(Thread& thread, Data* data, uint64_t size);
// What a field or item of the type at the address is as an object: numbers as such, others as views.
Value load_item(Thread& thread, Value type, Value base, int64_t index, uint8_t* at);
// Stores a value as an item of the type; keeps what it refers to alive with `owner`. Runs user code.
Status store_item(Thread& thread, Value type, Data* owner, int64_t index, uint8_t* at, Value value);
Value load_simple(Thread& thread, const Info* info, const uint8_t* at);
Value store_simple(Thread& thread, const Info* info, uint8_t* at, Value value);
// Keeps an object alive as long as the outermost Data lives. None and unbound: nothing.
Status keep(Thread& thread, Data* target, int64_t index, Value object);
// What an instance keeps alive, for one that takes over its addresses.
Value kept_objects(Thread& thread, Data* data);
Value data_new(Thread& thread, Value* args);

// ---- Calls ----

// What dlerror() says, or `otherwise`.
FailureOfAnyType raise_library_error(Thread& thread, ExceptionId id, const std::string& otherwise);

// A new argument cell.
Argument* make_argument(Thread& thread, char tag, ffi_type* type, Value object);
// The argument that an object is for a foreign function.
Value convert_argument(Thread& thread, Value object, int64_t position);
Value call_foreign(Thread& thread, void (*address)(), uint32_t flags, std::span<const Value> arguments,
                   Value result_type, Value result_check);
Value function_call(Thread& thread, Value* args);
// The address of a callback that calls the callable; the Data's state owns it.
Status make_callback(Thread& thread, Data* function, Value callable);
Value default_from_param(Thread& thread, Value type, Value value);
Value simple_from_param(Thread& thread, Value* args);

extern const std::span<const NativeDefinition> kCallFunctions;
Status add_addresses(Thread& thread, Module* module);

template <class T>
T read_as(const uint8_t* at) {
  T value;
  __builtin_memcpy(&value, at, sizeof value);
  return value;
}
template <class T>
void write_as(uint8_t* at, T value) {
  __builtin_memcpy(at, &value, sizeof value);
}
inline uint8_t* address_in(const Data* data) { return read_as<uint8_t*>(data->data); }

}  // namespace memphis::ctypes

// What native modules share: their state in the Runtime, their exception classes, arguments that many of them take.
#pragma once

#include <span>
#include <string_view>

#include "objects/array.h"
#include "runtime/buffer.h"
#include "runtime/error.h"
#include "runtime/native.h"

namespace memphis {

// A cell that belongs to a module, kept alive by the Runtime. `key` is an address of the module's own; a later cell
// under the same key replaces the former one.
void keep_module_cell(Runtime& runtime, const void* key, Cell* cell);
// Null: none was kept.
Cell* module_cell(const Runtime& runtime, const void* key);

// A number that a module knows by a name. Tables are made of .def files, or written out.
struct ModuleConstant {
  const char* name;
  int64_t value;
};
Status add_constants(Thread& thread, Module* module, std::span<const ModuleConstant> constants);

// An exception class of a module, by the name it has there; `module_name` is what its __module__ says. `key` is an
// address of the module's own.
struct ExceptionSpec {
  const char* name;
  const char* module_name;
  ExceptionId base;
  const char* doc = "";
  const ExceptionSpec* parent = nullptr;  // the base instead, when it is a class of the module too
};
// Makes the class (unless a former import has) and sets it as module.name. Null on failure.
Type* add_exception_class(Thread& thread, Module* module, const ExceptionSpec& spec);
Type* exception_class(const Runtime& runtime, const ExceptionSpec& spec);
FailureOfAnyType raise_module_error(Thread& thread, const ExceptionSpec& spec, std::string_view message);

// A size from __index__: OverflowError "Python int too large to convert to C ssize_t" if it does not fit.
Fallible<int64_t> ssize_argument(Thread& thread, Value value);
// An unsigned C int with the messages of CPython's argument parser; its high bits are dropped where `wraps`.
Fallible<uint32_t> unsigned_argument(Thread& thread, Value value, bool wraps);

// Zeroed memory that the collector owns and does not look into. `capacity` comes from the caller alone or has been
// checked.
ByteStorage* make_byte_storage(Thread& thread, uint64_t capacity);

// Memory outside of the heap, about so many bytes of it, that is released when the owner dies.
void own_native_resource(Runtime& runtime, Cell* owner, void* resource, void (*release)(void* resource), size_t bytes);

// Writable memory, or TypeError "function() argument must be read-write bytes-like object, not X" (position 0: no
// number is given; `function` null: no name either).
Status acquire_writable(Thread& thread, Buffer& buffer, Value value, const char* function, int position);

}  // namespace memphis

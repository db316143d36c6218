// How C++ code is offered to Python: tables of native functions, methods, attributes and types. One line declares a
// function; its signature text is the source of argument checking, error messages, __text_signature__ and help().
//
// Signature text: "name(self, a, /, b=None, *args, key=0, **kwargs)" or "name(self, a[, b[, c]], /)". Parameters before
// "/" are positional-only, after
// "*" or
// "*args" keyword-only. A parameter with "=..." or in "[...]" is optional: the native code finds it unbound when left
// out (the text after "=" is documentation). A method's first parameter is self ($self is not written).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "objects/function.h"
#include "runtime/runtime.h"

namespace memphis {

struct SignatureParameter {
  Str* name;
  std::string_view default_text;  // empty: required
  bool optional = false;
};

// A parsed signature. Parameter order: positional, keyword-only, then *args, then **kwargs.
struct Signature {
  std::string_view text;  // whole text, static storage
  std::string_view function_name;
  std::vector<SignatureParameter> parameters;  // positional, then keyword-only
  uint16_t positional_only_count = 0;
  uint16_t positional_count = 0;
  uint16_t required_count = 0;  // leading positional parameters that are required
  bool has_var_args = false;
  bool has_var_keywords = false;
  bool is_method = false;       // the first parameter is self; messages do not count it
  bool is_simple = false;       // all positional, all required: a call need only count
  bool tells_keywords = false;  // the last slot is True when there were keyword arguments, else unbound
  size_t slot_count() const { return parameters.size() + has_var_args + has_var_keywords + tells_keywords; }
};

enum class NativeKind : uint8_t {
  kMethod,
  kPlainMethod,     // a special method that CPython shows as an ordinary one (method_descriptor)
  kSequenceMethod,  // + or * of a sequence: the operators ask it when no number has answered
  kClassMethod,
  kStaticMethod,
  kFunction
};

// How a call with wrong arguments is told, where CPython's wording does not follow from the signature.
enum class CallErrors : uint8_t {
  kDerived,
  kCounted,        // "str expected at most 3 arguments, got 4", though parameters may be given by name
  kNoPosition,     // "enumerate() missing required argument 'iterable'", "'x' is an invalid keyword argument for
                   // enumerate()"
  kKeywordsCount,  // as kDerived; the function behaves differently when there are keywords: Signature::tells_keywords
};

struct NativeDefinition {
  const char* signature;
  NativeCode code;
  const char* doc = "";
  NativeKind kind = NativeKind::kMethod;
  CallErrors errors = CallErrors::kDerived;
  const char* text_signature = nullptr;  // what __text_signature__ gives instead of the signature; empty: None
  const char* shown_name = nullptr;      // what errors call it instead of its own name or its type's
};

// A computed attribute. `set` null: read-only. A value of unbound means delete.
struct GetSetDefinition {
  const char* name;
  Value (*get)(Thread& thread, Value self);
  Status (*set)(Thread& thread, Value self, Value value) = nullptr;
  const char* doc = "";
  bool is_member = false;  // shown as a member_descriptor, which words errors in another way
};

// An attribute that is a Field at a fixed offset of the cell. Reading an unbound one gives None, or AttributeError if
// `required`.
struct MemberDefinition {
  const char* name;
  uint32_t offset;
  bool writable = false;
  bool required = false;
  const char* doc = "";
};

struct BufferProcedures;

struct TypeSpec {
  const char* name;  // "list"
  const char* module = "builtins";
  TypeId id = TypeId::kCount;  // kCount: the runtime does not refer to it
  Kind layout = Kind::kNative;
  uint32_t basic_size = 8;     // sizeof the layout struct (fixed part)
  uint16_t native_fields = 0;  // kNative: Fields behind the header that the collector traces
  uint32_t flags = 0;          // TypeFlag
  std::span<const NativeDefinition> methods = {};
  std::span<const GetSetDefinition> attributes = {};
  std::span<const MemberDefinition> members = {};
  const char* doc = "";
  TypeId base = TypeId::kObject;
  const BufferProcedures* buffer = nullptr;  // see runtime/buffer.h
  // The type's __text_signature__; null: that of its __new__ or __init__; empty: None.
  const char* text_signature = nullptr;
};

// Makes (or completes) the type of a table: fills its dict, computes its special methods. Null on failure
// (MemoryError).
Type* make_native_type(Thread& thread, const TypeSpec& spec, Type* base = nullptr, Tuple* bases = nullptr);

// Makes a native module's type and sets it as module.name. Null on failure.
Type* add_module_type(Thread& thread, Module* module, const TypeSpec& spec, Type* base = nullptr);
// A type that a module does not show; found again by native_type. Null on failure.
Type* make_hidden_type(Thread& thread, const TypeSpec& spec, Type* base = nullptr);
// Keeps a type that was made of the table in another way, for native_type.
void keep_module_type(Runtime& runtime, const TypeSpec& spec, Type* type);
// The type that one of these has made of the table.
Type* native_type(const Runtime& runtime, const TypeSpec& spec);

// A free function of a module, or of nothing (module unbound). Null on failure.
NativeFunction* make_native_function(Thread& thread, const NativeDefinition& definition, Value self, Value module);

const Signature* parse_signature(Runtime& runtime, const char* text, bool is_method, bool tells_keywords = false);

// A new module with the functions of the table; adds nothing to sys.modules. Null on failure.
Module* make_native_module(Thread& thread, const char* name, const char* doc,
                           std::span<const NativeDefinition> functions);
// Adds the functions of a further table.
Status add_module_functions(Thread& thread, Module* module, std::span<const NativeDefinition> functions);
// Sets module.name = value.
Status set_module_attribute(Thread& thread, Module* module, std::string_view name, Value value);

}  // namespace memphis

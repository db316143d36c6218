// Code, functions and the objects that wrap them.
#pragma once

#include "objects/sequence.h"
#include "objects/text.h"
#include "objects/value.h"

namespace memphis {

class Thread;
struct CodeEngine;
struct Dict;
struct Frame;
struct NativeDefinition;
struct Signature;
struct Type;

// What an engine makes of a code unit or of a function's AST. The parts that calls need are here in the open; the rest
// (instructions, AST nodes, position table) belongs to the engine, behind `body`.
struct Code : Cell {
  static constexpr Kind kKind = Kind::kCode;
  Ref<Str> name;
  Ref<Str> qualified_name;
  Ref<Str> filename;
  Ref<Tuple> constants;     // co_consts; the VM's constants, nested Code included
  Ref<Tuple> local_names;   // registers 0.. (1.. with has_locals_register)
  Ref<Tuple> cell_names;    // co_cellvars
  Ref<Tuple> free_names;    // co_freevars
  Ref<Tuple> global_names;  // co_names
  Ref<Str> docstring;       // null: none
  Field body_owner;         // keeps what `body` needs alive; engine's business
  Field extra;              // what describes it (runtime/code_description.h); unbound: not asked for yet
  Ref<Code> origin;         // of a changed copy: the code that owns the body; null: it is its own
  const CodeEngine* engine;
  void* body;               // engine data, freed with the Runtime
  const void* entry_point;  // VM: first instruction
  uint32_t flags;           // CPython's co_flags
  uint32_t first_line;
  uint32_t argument_count;  // positional parameters, positional-only included
  uint32_t positional_only_count;
  uint32_t keyword_only_count;
  uint32_t register_count;
  uint32_t parameter_count;       // all registers that calls fill: positional, keyword-only, *args, **kwargs
  uint32_t local_register_count;  // registers that hold named locals (and the locals mapping)
  uint32_t plain_argument_count;  // VM: argument_count if is_simple, else a number that no call has
  bool has_locals_register;
  bool is_simple;  // positional parameters only, no *args, no **kwargs, not a generator: a call need only count

  bool has_var_args() const { return (flags & 0x4) != 0; }
  bool has_var_keywords() const { return (flags & 0x8) != 0; }
  bool is_coroutine() const { return (flags & 0x80) != 0; }
  bool is_async_generator() const { return (flags & 0x200) != 0; }
  bool is_generator_like() const { return (flags & (0x20 | 0x80 | 0x200)) != 0; }
};

// The variable that closures share.
struct CellObject : Cell {
  static constexpr Kind kKind = Kind::kCellObject;
  Field contents;  // unbound: empty
};

// What few functions have; made when first set.
struct FunctionExtras;

struct Function : Cell {
  static constexpr Kind kKind = Kind::kFunction;
  Ref<Code> code;
  Ref<Dict> globals;
  // Runtime::foreign_builtins where globals have a __builtins__ that is no dict: runtime/variables.h asks that.
  Ref<Dict> builtins;
  Ref<Tuple> closure;          // of CellObject; null: none
  Ref<Tuple> defaults;         // null: none
  Ref<Dict> keyword_defaults;  // null: none
  Field name;                  // Str; unbound: the code's
  Field qualified_name;        // Str; unbound: the code's
  Field doc;                   // unbound: the code's docstring
  Field module;                // unbound: globals["__name__"] when the function was made
  Field annotations;           // dict; unbound: not computed
  Field annotate;              // callable or None; unbound: none
  Field type_params;           // tuple; unbound: ()
  uint64_t version;            // of code and defaults, for call caches; 0: cannot be cached
  Field attributes;            // the attributes word: f.x = 1, f.__dict__
};

// `args` holds one Value per parameter of the signature, in its order: unbound where an optional one was left out, a
// Tuple for *args, a Dict (or unbound when empty) for **kwargs. May allocate, run user code, and fail (error Value).
using NativeCode = Value (*)(Thread& thread, Value* args);

// A function written in C++: free (with or without __self__), or a method descriptor of a built-in type. The shape
// tells which: builtin_function_or_method, method_descriptor, wrapper_descriptor, classmethod_descriptor,
// method-wrapper.
struct NativeFunction : Cell {
  static constexpr Kind kKind = Kind::kNativeFunction;
  Ref<Str> name;
  Field self;       // bound receiver; unbound: none
  Field module;     // __module__ of a free function; unbound: None
  Ref<Type> owner;  // the type whose descriptor it is; null for a free function
  NativeCode code;
  const Signature* signature;
  const NativeDefinition* definition;
  bool takes_no_self;  // `self` is for show (the module of a module's function)
  bool is_method;      // a method or slot wrapper of a type: calls through an instance put it in front
};

struct BoundMethod : Cell {
  static constexpr Kind kKind = Kind::kBoundMethod;
  Field function;
  Field self;
};

struct StaticMethod : Cell {  // the attributes word follows (Type::attributes_offset)
  static constexpr Kind kKind = Kind::kStaticMethod;
  Field function;
};

struct ClassMethod : Cell {  // the attributes word follows
  static constexpr Kind kKind = Kind::kClassMethod;
  Field function;
};

struct Property : Cell {
  static constexpr Kind kKind = Kind::kProperty;
  Field getter, setter, deleter;  // None: absent
  Field doc;
  Field name;            // unbound: none yet
  bool doc_from_getter;  // `doc` was the getter's: a new getter brings its own
};

struct Super : Cell {
  static constexpr Kind kKind = Kind::kSuper;
  Field type;  // the class after which lookup starts
  Field self;  // None: unbound super object
  Field self_type;
};

struct Module : Cell {
  static constexpr Kind kKind = Kind::kModule;
  Ref<Dict> dict;
};

}  // namespace memphis

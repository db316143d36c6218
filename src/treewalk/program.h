// What the tree walker keeps beside the heap: the program that all Code cells of one source share, and what each of
// them runs. Values that belong to a program (names, literals, nested Code cells) lie in one ValueArray that every Code
// cell of it refers to (Code::body_owner):
//
//   [0, names)               the program's names as interned strs, by NameId
//   [names, + nodes)         literals, by node id; made when first evaluated
//   [names + nodes, + scopes)  Code cells, by the scope that they run; made when first needed
//   [names + nodes + scopes, + scopes)  the VM's Code cells that describe them, by scope (see code_description.h)
#pragma once

#include <string>
#include <vector>

#include "runtime/frame.h"
#include "treewalk/fiber.h"
#include "treewalk/loader.h"

namespace memphis::treewalk {

struct Program {
  std::unique_ptr<TreewalkProgram> source;
  FiberPool* fibers = nullptr;
  uint32_t references = 0;  // by Bodies
  uint32_t name_count = 0;
  // Slots that inlined comprehensions have of their own, by scope; filled on demand.
  std::vector<std::vector<uint32_t>> comprehension_slots;
  std::vector<bool> comprehension_slots_known;
  NameId super_name, class_cell_name, classdict_name, conditional_annotations_name, type_params_name, generic_base_name,
      debug_name, self_name;

  const Symbols& symbols() const { return source->symbols; }
  std::string_view text(NameId name) const { return source->names.text(name); }
  uint32_t line_of(const ast::Node* node) const { return source->source.line_of(node->begin); }
  const std::vector<uint32_t>& slots_of(ScopeId comprehension);
};

enum class BodyKind : uint8_t {
  kRoot,
  kFunction,
  kLambda,
  kClass,
  kComprehension,
  kFunctionAnnotations,
  kVariableAnnotations,
  kLazyValue,  // bound, constraints or default of a type parameter, or the value of an alias
  kGenericFunction,
  kGenericClass,
  kGenericAlias,
};

// A variable annotation of a class or module. `index` >= 0: it counts only when the statement has been executed.
struct DeferredAnnotation {
  const ast::AnnAssign* node;
  int32_t index;
};

struct Body {
  Program* program;
  ScopeId scope;
  BodyKind kind;
  bool in_class = false;   // kVariableAnnotations
  const ast::Node* node;   // what is run
  const ast::Node* place;  // where that is, for what belongs to no smaller node
  ScopeId parent_scope = kNoScope;
  std::string qualified_name;
  std::string parent_qualified_name;
  uint32_t first_line = 1;
  std::vector<DeferredAnnotation> annotations;

  static Body* of(const Code* code) { return static_cast<Body*>(code->body); }
  const Symbols& symbols() const { return program->symbols(); }
  const Scope& own_scope() const { return program->symbols().scopes[scope]; }
};

// CPython's co_flags bits.
enum CodeFlag : uint32_t {
  kCodeOptimized = 0x1,
  kCodeNewLocals = 0x2,
  kCodeVarArgs = 0x4,
  kCodeVarKeywords = 0x8,
  kCodeNested = 0x10,
  kCodeGenerator = 0x20,
  kCodeCoroutine = 0x80,
  kCodeAsyncGenerator = 0x200,
  kCodeHasDocstring = 0x4000000,
  kCodeMethod = 0x8000000,
};

// The Code cell of a scope nested in `parent`, made when there is none yet. Null: MemoryError pending.
Code* nested_code(Thread& thread, Code* parent, ScopeId scope);

extern const CodeEngine kEngine;

}  // namespace memphis::treewalk

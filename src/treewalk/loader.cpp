// Code cells for the scopes of a program.
#include "treewalk/loader.h"

#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/source_lines.h"
#include "syntax/docstring.h"
#include "treewalk/program.h"

namespace memphis::treewalk {

namespace {

// Code that the VM must never enter by itself has this as its count of plain arguments.
constexpr uint32_t kNoArgumentCount = ~0u;

void release_body(void* pointer) {
  auto* body = static_cast<Body*>(pointer);
  Program* program = body->program;
  delete body;
  if (--program->references > 0) return;
  program->fibers->release();
  delete program;
}

uint32_t flags_of(const Symbols& symbols, const Scope& scope) {
  uint32_t flags = symbols.future_flags;
  if (!is_function_like(scope.kind)) return flags | (scope.is_coroutine ? kCodeCoroutine : 0);
  flags |= kCodeOptimized | kCodeNewLocals;
  if (scope.is_nested) flags |= kCodeNested;
  if (scope.is_generator && scope.is_coroutine) {
    flags |= kCodeAsyncGenerator;
  } else if (scope.is_generator) {
    flags |= kCodeGenerator;
  } else if (scope.is_coroutine) {
    flags |= kCodeCoroutine;
  }
  if (scope.has_varargs) flags |= kCodeVarArgs;
  if (scope.has_varkeywords) flags |= kCodeVarKeywords;
  if (scope.is_method) flags |= kCodeMethod;
  return flags;
}

const ast::arguments* parameters_of(const Body& body) {
  if (body.kind == BodyKind::kFunction) return body.node->as<ast::FunctionDef>()->args;
  if (body.kind == BodyKind::kLambda) return body.node->as<ast::Lambda>()->args;
  return nullptr;
}

void fill_counts(Code* code, const Body& body) {
  const Scope& scope = body.own_scope();
  code->flags = flags_of(body.symbols(), scope);
  code->first_line = body.first_line;
  if (const ast::arguments* args = parameters_of(body)) {
    code->positional_only_count = static_cast<uint32_t>(args->posonlyargs.size());
    code->argument_count = static_cast<uint32_t>(args->posonlyargs.size() + args->args.size());
    code->keyword_only_count = static_cast<uint32_t>(args->kwonlyargs.size());
  } else if (body.kind == BodyKind::kComprehension) {
    code->argument_count = 1;
  } else if (body.kind == BodyKind::kGenericFunction) {
    code->argument_count = scope.parameter_count;
  } else if (body.kind == BodyKind::kFunctionAnnotations || body.kind == BodyKind::kVariableAnnotations ||
             body.kind == BodyKind::kLazyValue) {
    code->argument_count = code->positional_only_count = 1;
  }
  code->register_count = scope.slot_count();
  code->has_locals_register = scope.has_locals_mapping();
  code->parameter_count =
      code->argument_count + code->keyword_only_count + code->has_var_args() + code->has_var_keywords();
  code->is_simple =
      code->keyword_only_count == 0 && !code->has_var_args() && !code->has_var_keywords() && !code->is_generator_like();
  code->local_register_count = scope.slot_count();
  code->plain_argument_count = kNoArgumentCount;
}

Status fill_names(Thread& thread, Code* code, const Body& body, std::string_view name) {
  Runtime& runtime = thread.runtime;
  const Scope& scope = body.own_scope();
  const Value* names = code->body_owner.get().as<ValueArray>()->items;
  code->name.set(code, TRY(intern_text(runtime, name)));
  code->qualified_name.set(code, TRY(intern_text(runtime, body.qualified_name)));
  code->filename.set(code, TRY(intern_text(runtime, body.program->source->source.filename())));
  Tuple* locals = TRY(allocate_tuple(thread, scope.locals.size()));
  code->local_names.set(code, locals);
  size_t cell_count = 0;
  for (size_t i = 0; i < scope.locals.size(); i++) {
    bool is_format = body.program->text(scope.locals[i].name) == ".format";
    locals->items[i] =
        is_format ? Value(TRY(intern_text(runtime, "format"))) : names[static_cast<uint32_t>(scope.locals[i].name)];
    cell_count += scope.locals[i].is_cell;
  }
  Tuple* cells = TRY(allocate_tuple(thread, cell_count));
  code->cell_names.set(code, cells);
  for (size_t i = 0, next = 0; i < scope.locals.size(); i++) {
    if (scope.locals[i].is_cell) cells->items[next++] = locals->items[i];
  }
  Tuple* free_names = TRY(allocate_tuple(thread, scope.free.size()));
  code->free_names.set(code, free_names);
  for (size_t i = 0; i < scope.free.size(); i++)
    free_names->items[i] = names[static_cast<uint32_t>(scope.free[i].name)];
  code->global_names.set(code, runtime.empty_tuple);
  return {};
}

// co_consts holds only the docstring: the other literals are made when they are needed.
Status fill_constants(Thread& thread, Code* code, const Body& body) {
  code->constants.set(code, thread.runtime.empty_tuple);
  if (body.kind != BodyKind::kFunction || !body.own_scope().has_docstring || body.program->source->optimize >= 2)
    return {};
  const auto* statement = body.node->as<ast::FunctionDef>()->body[0]->as<ast::Expr>();
  Str* text = TRY(make_str(thread, clean_docstring(statement->value->as<ast::ConstantStr>()->value)));
  code->docstring.set(code, text);
  Value items[] = {text};
  code->constants.set(code, TRY(make_tuple(thread, std::span<const Value>(items))));
  code->flags |= kCodeHasDocstring;
  return {};
}

// Finds the variables that a class or module annotates, in order. A conditional annotation is one that may not be
// executed.
class AnnotationCollector {
 public:
  explicit AnnotationCollector(Body& body) : body_(body), is_class_(body.kind == BodyKind::kClass) {}

  void collect(std::span<ast::StmtNode*> statements, bool is_conditional) {
    for (const ast::StmtNode* node : statements) collect(node, is_conditional);
  }

 private:
  void collect(const ast::StmtNode* node, bool is_conditional) {
    using ast::NodeKind;
    switch (node->kind) {
      case NodeKind::kAnnAssign: {
        const auto* assign = node->as<ast::AnnAssign>();
        if (!assign->simple() || !assign->target->is<ast::Name>()) return;
        body_.annotations.push_back({assign, !is_conditional && is_class_ ? -1 : next_index_++});
        return;
      }
      case NodeKind::kFor:
      case NodeKind::kAsyncFor:
        collect(node->as<ast::For>()->body, true);
        return collect(node->as<ast::For>()->orelse, true);
      case NodeKind::kWhile:
        collect(node->as<ast::While>()->body, true);
        return collect(node->as<ast::While>()->orelse, true);
      case NodeKind::kIf: collect(node->as<ast::If>()->body, true); return collect(node->as<ast::If>()->orelse, true);
      case NodeKind::kWith:
      case NodeKind::kAsyncWith: return collect(node->as<ast::With>()->body, true);
      case NodeKind::kMatch:
        for (const ast::match_case* branch : node->as<ast::Match>()->cases) collect(branch->body, true);
        return;
      case NodeKind::kTry:
      case NodeKind::kTryStar: {
        const auto* statement = node->as<ast::Try>();
        collect(statement->body, true);
        for (const ast::ExceptHandler* handler : statement->handlers) collect(handler->body, true);
        collect(statement->orelse, true);
        return collect(statement->finalbody, true);
      }
      default: return;
    }
  }

  Body& body_;
  bool is_class_;
  int32_t next_index_ = 0;
};

void collect_annotations(Body& body) {
  if (!body.own_scope().annotations_used || body.symbols().future_annotations) return;
  AnnotationCollector collector(body);
  if (const auto* node = body.node->as_if<ast::Module>()) collector.collect(node->body, true);
  if (const auto* node = body.node->as_if<ast::Interactive>()) collector.collect(node->body, false);
  if (const auto* node = body.node->as_if<ast::ClassDef>()) collector.collect(node->body, false);
}

// Takes the body over, also when it fails.
Code* make_code(Thread& thread, Body* body, ValueArray* values, std::string_view name) {
  body->program->references++;
  auto* code = allocate_builtin<Code>(thread, TypeId::kCode);
  if (code == nullptr) {
    release_body(body);
    return nullptr;
  }
  code->engine = &kEngine;
  code->body = body;
  code->body_owner.set(code, values);
  thread.runtime.code_bodies.push_back({code, release_body});
  fill_counts(code, *body);
  TRY(fill_names(thread, code, *body, name));
  TRY(fill_constants(thread, code, *body));
  return code;
}

// CPython: a name that the enclosing scope declares global has no prefix; functions and lambdas put "<locals>" between.
std::string child_qualified_name(const Body& parent, ScopeId child, std::string_view name) {
  const Symbols& symbols = parent.symbols();
  ScopeId outer_id = parent.scope;
  const std::string* prefix = &parent.qualified_name;
  if (symbols.scopes[outer_id].kind == ScopeKind::kTypeParameters && parent.parent_scope != kNoScope) {
    outer_id = parent.parent_scope;
    prefix = &parent.parent_qualified_name;
  }
  const Scope& outer = symbols.scopes[outer_id];
  if (outer.kind == ScopeKind::kModule) return std::string(name);
  ScopeKind kind = symbols.scopes[child].kind;
  if (kind == ScopeKind::kFunction || kind == ScopeKind::kClass) {
    NameId mangled = symbols.mangle(outer_id, symbols.scopes[child].name);
    if (symbols.resolution_of(outer_id, mangled).kind() == ResolutionKind::kGlobalExplicit) return std::string(name);
  }
  std::string qualified = *prefix;
  if (outer.kind == ScopeKind::kFunction || outer.kind == ScopeKind::kLambda) qualified += ".<locals>";
  qualified += '.';
  qualified += name;
  return qualified;
}

void intern_own_names(Program& program) {
  NameTable& names = program.source->names;
  program.super_name = names.intern("super");
  program.class_cell_name = names.intern("__class__");
  program.classdict_name = names.intern("__classdict__");
  program.conditional_annotations_name = names.intern("__conditional_annotations__");
  program.type_params_name = names.intern(".type_params");
  program.generic_base_name = names.intern(".generic_base");
  program.debug_name = names.intern("__debug__");
  program.self_name = names.intern("self");
}

}  // namespace

const std::vector<uint32_t>& Program::slots_of(ScopeId comprehension) {
  if (comprehension_slots.empty()) {
    comprehension_slots.resize(symbols().scopes.size());
    comprehension_slots_known.resize(symbols().scopes.size());
  }
  if (!comprehension_slots_known[comprehension]) {
    comprehension_slots[comprehension] = symbols().own_slots(comprehension);
    comprehension_slots_known[comprehension] = true;
  }
  return comprehension_slots[comprehension];
}

namespace {

// What the code of a scope is made from.
struct CodeRequest {
  BodyKind kind;
  const ast::Node* node;   // what is run
  const ast::Node* place;  // where that is
  std::string name;
  uint32_t first_line = 1;
  bool in_class = false;
};

bool is_function(const ast::Node* node) {
  return node->kind == ast::NodeKind::kFunctionDef || node->kind == ast::NodeKind::kAsyncFunctionDef;
}

uint32_t first_line_of(const Program& program, const ast::Node* node, std::span<ast::ExprNode*> decorators) {
  return program.line_of(decorators.empty() ? node : decorators[0]);
}

CodeRequest generic_request(const Program& program, const ast::Node* node) {
  CodeRequest request{.kind = BodyKind::kGenericAlias, .node = node, .place = node, .name = "<generic parameters of "};
  if (is_function(node)) {
    const auto* function = node->as<ast::FunctionDef>();
    request.kind = BodyKind::kGenericFunction;
    request.name += program.text(function->name);
    request.first_line = first_line_of(program, node, function->decorator_list);
  } else if (const auto* type = node->as_if<ast::ClassDef>()) {
    request.kind = BodyKind::kGenericClass;
    request.name += program.text(type->name);
    request.first_line = first_line_of(program, node, type->decorator_list);
  } else {
    request.name += program.text(node->as<ast::TypeAlias>()->name->as<ast::Name>()->name);
    request.first_line = program.line_of(node);
  }
  request.name += '>';
  return request;
}

CodeRequest annotations_request(const Program& program, const ast::Node* node) {
  CodeRequest request{.kind = BodyKind::kVariableAnnotations, .node = node, .place = node, .name = "__annotate__"};
  if (is_function(node)) request.kind = BodyKind::kFunctionAnnotations;
  request.in_class = node->is<ast::ClassDef>();
  if (is_function(node) || request.in_class) request.first_line = program.line_of(node);
  return request;
}

// Bounds, defaults and the values of aliases.
CodeRequest lazy_request(const Program& program, const Scope& scope) {
  CodeRequest request{.kind = BodyKind::kLazyValue, .node = nullptr, .place = nullptr, .name = ""};
  if (scope.kind == ScopeKind::kTypeAlias) {
    const auto* alias = scope.node->as<ast::TypeAlias>();
    request.node = alias->value;
    request.place = alias;
    request.name = program.text(alias->name->as<ast::Name>()->name);
  } else if (const auto* variable = scope.node->as_if<ast::TypeVar>()) {
    request.node = scope.kind == ScopeKind::kTypeVariableBound ? variable->bound : variable->default_value;
    request.name = program.text(variable->name);
  } else {
    const auto* parameter = scope.node->as<ast::ParamSpec>();
    request.node = parameter->default_value;
    request.name = program.text(parameter->name);
  }
  if (request.place == nullptr) request.place = request.node;
  request.first_line = program.line_of(request.place);
  return request;
}

CodeRequest request_for(const Program& program, const Scope& scope) {
  const ast::Node* node = scope.node;
  switch (scope.kind) {
    case ScopeKind::kFunction: {
      const auto* function = node->as<ast::FunctionDef>();
      return {.kind = BodyKind::kFunction,
              .node = node,
              .place = node,
              .name = std::string(program.text(function->name)),
              .first_line = first_line_of(program, node, function->decorator_list)};
    }
    case ScopeKind::kClass: {
      const auto* type = node->as<ast::ClassDef>();
      return {.kind = BodyKind::kClass,
              .node = node,
              .place = node,
              .name = std::string(program.text(type->name)),
              .first_line = first_line_of(program, node, type->decorator_list)};
    }
    case ScopeKind::kAnnotations: return annotations_request(program, node);
    case ScopeKind::kTypeParameters: return generic_request(program, node);
    case ScopeKind::kTypeAlias:
    case ScopeKind::kTypeVariableBound:
    case ScopeKind::kTypeVariableDefault: return lazy_request(program, scope);
    default:
      return {.kind = scope.kind == ScopeKind::kLambda ? BodyKind::kLambda : BodyKind::kComprehension,
              .node = node,
              .place = node,
              .name = scope.kind == ScopeKind::kLambda ? "<lambda>" : std::string(program.text(scope.name)),
              .first_line = program.line_of(node)};
  }
}

}  // namespace

Code* nested_code(Thread& thread, Code* parent, ScopeId scope) {
  const Body& outer = *Body::of(parent);
  Program& program = *outer.program;
  auto* values = parent->body_owner.get().as<ValueArray>();
  Value& slot = values->items[program.name_count + program.source->parse.node_count + scope];
  if (slot.bits() != 0) return slot.as<Code>();
  CodeRequest request = request_for(program, program.symbols().scopes[scope]);
  auto* body =
      new Body{.program = &program, .scope = scope, .kind = request.kind, .node = request.node, .place = request.place};
  body->in_class = request.in_class;
  body->parent_scope = outer.scope;
  body->parent_qualified_name = outer.qualified_name;
  body->qualified_name = child_qualified_name(outer, scope, request.name);
  body->first_line = request.first_line;
  if (request.kind == BodyKind::kVariableAnnotations) body->annotations = outer.annotations;
  if (request.kind == BodyKind::kClass) collect_annotations(*body);
  Code* code = make_code(thread, body, values, request.name);
  if (code == nullptr) return nullptr;
  thread.runtime.heap.write_barrier(values, Value(code).bits());
  slot = code;
  register_nested_source(thread.runtime, parent, code);
  return code;
}

const TreewalkProgram& program_of(const Code* code) { return *Body::of(code)->program->source; }

ScopeId scope_of(const Code* code) { return Body::of(code)->scope; }

Value& description_of(const Code* code, ScopeId scope) {
  const Program& program = *Body::of(code)->program;
  size_t first = program.name_count + program.source->parse.node_count + program.symbols().scopes.size();
  return code->body_owner.get().as<ValueArray>()->items[first + scope];
}

Code* code_of_scope(Thread& thread, Code* parent, ScopeId scope) { return nested_code(thread, parent, scope); }

Value load(Thread& thread, std::unique_ptr<TreewalkProgram> source) {
  auto* program = new Program;
  program->source = std::move(source);
  program->fibers = FiberPool::of(thread.runtime);
  program->fibers->retain();
  intern_own_names(*program);
  program->name_count = static_cast<uint32_t>(program->source->names.size());
  const ast::Node* root = program->source->parse.root;
  auto* body = new Body{.program = program, .scope = 0, .kind = BodyKind::kRoot, .node = root, .place = root};
  body->qualified_name = "<module>";
  collect_annotations(*body);
  size_t size = program->name_count + program->source->parse.node_count + 2 * program->symbols().scopes.size();
  ValueArray* values = make_value_array(thread, size);
  if (values == nullptr) {
    program->references++;
    release_body(body);
    return Value::error();
  }
  for (uint32_t i = 0; i < program->name_count; i++) {
    Str* name = intern_text(thread.runtime, program->text(static_cast<NameId>(i)));
    if (name == nullptr) {
      program->references++;
      release_body(body);
      return Value::error();
    }
    thread.runtime.heap.write_barrier(values, Value(name).bits());
    values->items[i] = name;
  }
  Code* code = TRY(make_code(thread, body, values, "<module>"));
  return code;
}

}  // namespace memphis::treewalk

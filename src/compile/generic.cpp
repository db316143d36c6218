// Type parameters (PEP 695, 696): each generic definition is made inside a function of its own that binds the
// parameters and is called at once. Bounds, constraints, defaults and alias values are functions that are called when
// needed.
#include "compile/unit_compiler.h"

namespace memphis {

using namespace ast;

std::unique_ptr<CodeUnit> UnitCompiler::compile_annotation_value(const ExprNode* value, const Node* place,
                                                                 NameId name) {
  name_ = text(name);
  qualified_name_ = parent_->child_qualified_name(scope_, name_);
  return assemble(line_of(place), [&] {
    begin_annotation_function(place);
    Reg result = allocate();
    if (value->is<Starred>()) {
      Reg items = operand(value->as<Starred>()->value);
      emit(value, Opcode::kUnpack, result, items, 1);
    } else {
      into(value, result);
    }
    emit(place, Opcode::kReturn, result);
  });
}

// The function that computes a bound or default. Its parameter, the format, has the default 1 (VALUE).
void UnitCompiler::push_lazy_value(const TypeParamNode* param, NameId name, const ExprNode* value, ScopeKind kind) {
  ScopeId inner = symbols().scope_on(param, kind);
  Reg to = top_;
  {
    Temporaries temporaries(*this);
    at(value);
    Constant defaults;
    defaults.kind = Constant::Kind::kTuple;
    defaults.items.push_back(make_int(1));
    load_constant(std::move(defaults), allocate());
    push_closure(value, inner);
    make_function(value, UnitCompiler(module_, this, inner).compile_annotation_value(value, value, name), inner, 1, to,
                  to);
  }
  set_top(to + 1);
}

void UnitCompiler::type_parameter_into(const TypeParamNode* param, Reg to) {
  Temporaries temporaries(*this);
  Reg base = allocate();
  const TypeVar* variable = param->as_if<TypeVar>();
  NameId name = variable != nullptr ? variable->name : param->as<ParamSpec>()->name;
  const ExprNode* default_value = variable != nullptr ? variable->default_value : param->as<ParamSpec>()->default_value;
  at(param);
  load_text(text(name), base);
  Intrinsic make = param->is<ParamSpec>() ? Intrinsic::kParamSpec : Intrinsic::kTypeVarTuple;
  uint32_t count = 1;
  if (variable != nullptr) {
    make = Intrinsic::kTypeVar;
    if (variable->bound != nullptr) {
      push_lazy_value(param, name, variable->bound, ScopeKind::kTypeVariableBound);
      make = variable->bound->is<Tuple>() ? Intrinsic::kTypeVarWithConstraints : Intrinsic::kTypeVarWithBound;
      count = 2;
    }
  }
  emit(param, Opcode::kIntrinsic, base, base, count, static_cast<uint32_t>(make));
  set_top(base + 1);
  if (default_value != nullptr) {
    push_lazy_value(param, name, default_value, ScopeKind::kTypeVariableDefault);
    emit(param, Opcode::kIntrinsic, base, base, 2, static_cast<uint32_t>(Intrinsic::kSetTypeParamDefault));
  }
  at(param);
  store(symbols().resolution(param), base);
  move(to, base);
}

// Makes the parameters, binds them, and gives a tuple of them.
void UnitCompiler::type_parameters(const Node* owner, std::span<TypeParamNode*> params, Reg to) {
  (void)owner;
  Temporaries temporaries(*this);
  Reg base = allocate(static_cast<uint32_t>(params.size()));
  for (size_t i = 0; i < params.size(); i++) type_parameter_into(params[i], base + static_cast<Reg>(i));
  emit(params[0], Opcode::kBuildTuple, to, base, static_cast<uint32_t>(params.size()));
}

std::unique_ptr<CodeUnit> UnitCompiler::compile_generic_function(const FunctionDef* node, uint32_t first_line) {
  name_ = "<generic parameters of " + std::string(text(node->name)) + ">";
  qualified_name_ = parent_->child_qualified_name(scope_, name_);
  return assemble(first_line, [&] {
    unit_->argument_count = scope().parameter_count;
    Reg function = allocate();
    Reg params = allocate();
    type_parameters(node, node->type_params, params);
    Reg first = top_;
    uint32_t flags = 0;
    at(node);
    for (uint32_t i = 0; i < scope().parameter_count; i++) {
      flags |= text(scope().locals[i].name) == ".defaults" ? 1 : 2;
      move(allocate(), i);
    }
    make_body_function(node, flags, first, first_line, function);
    emit(node, Opcode::kIntrinsic, function, function, 2, static_cast<uint32_t>(Intrinsic::kSetFunctionTypeParams));
    emit(Opcode::kReturn, function);
  });
}

std::unique_ptr<CodeUnit> UnitCompiler::compile_generic_class(const ClassDef* node, uint32_t first_line) {
  name_ = "<generic parameters of " + std::string(text(node->name)) + ">";
  qualified_name_ = parent_->child_qualified_name(scope_, name_);
  return assemble(first_line, [&] {
    Reg value = allocate();
    type_parameters(node, node->type_params, value);
    at(node);
    store(special(".type_params"), value);
    Reg window = top_;
    push_build_class(node, first_line);
    Reg params = allocate();
    load(special(".type_params"), params);
    emit(node, Opcode::kIntrinsic, params, params, 1, static_cast<uint32_t>(Intrinsic::kSubscriptGeneric));
    store(special(".generic_base"), params);
    set_top(params);
    Resolution base = special(".generic_base");
    finish_call(node, window, 2, node->bases, node->keywords, value, &base);
    emit(node, Opcode::kReturn, value);
  });
}

// ---- type X[T] = ... ----------------------------------------------------------------------------------------------

// The name and the parameters (or None) lie from `base` on; adds the value's function and makes the alias.
void UnitCompiler::alias_into(const TypeAlias* node, Reg base, Reg to) {
  ScopeId inner = symbols().scope_on(node, ScopeKind::kTypeAlias);
  Reg function = top_;
  {
    Temporaries temporaries(*this);
    at(node);
    Constant defaults;
    defaults.kind = Constant::Kind::kTuple;
    defaults.items.push_back(make_int(1));
    load_constant(std::move(defaults), allocate());
    push_closure(node, inner);
    NameId name = node->name->as<Name>()->name;
    make_function(node, UnitCompiler(module_, this, inner).compile_annotation_value(node->value, node, name), inner, 1,
                  function, function);
  }
  set_top(function + 1);
  emit(node, Opcode::kIntrinsic, to, base, 3, static_cast<uint32_t>(Intrinsic::kTypeAlias));
}

std::unique_ptr<CodeUnit> UnitCompiler::compile_generic_alias(const TypeAlias* node) {
  NameId name = node->name->as<Name>()->name;
  name_ = "<generic parameters of " + std::string(text(name)) + ">";
  qualified_name_ = parent_->child_qualified_name(scope_, name_);
  return assemble(line_of(node), [&] {
    at(node);
    Reg base = allocate(2);
    load_text(text(name), base);
    type_parameters(node, node->type_params, base + 1);
    alias_into(node, base, base);
    emit(node, Opcode::kReturn, base);
  });
}

void UnitCompiler::type_alias_statement(const TypeAlias* node) {
  Reg base = top_;
  if (node->type_params.empty()) {
    at(node);
    load_text(text(node->name->as<Name>()->name), allocate());
    load_none(allocate());
    alias_into(node, base, base);
  } else {
    ScopeId inner = symbols().scope_on(node, ScopeKind::kTypeParameters);
    Reg window = allocate(kFrameWords);
    call_unit(node, UnitCompiler(module_, this, inner).compile_generic_alias(node), inner, window, 0, base);
  }
  at(node);
  store(symbols().resolution(node->name), base);
}

}  // namespace memphis

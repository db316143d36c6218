#include <algorithm>

#include "compile/unit_compiler.h"
#include "syntax/docstring.h"

namespace memphis {

using namespace ast;

// The statements of a class or module, its docstring first.
void UnitCompiler::body_with_docstring(std::span<StmtNode*> body, bool is_class) {
  const Node* place = scope().node;
  collect_annotations(body, !is_class);
  if (!is_class) store_annotate_function(place, false);
  if (symbols().future_annotations && scope().annotations_used) {
    Reg mapping = allocate();
    emit(Opcode::kIntrinsic, mapping, 0, 1, static_cast<uint32_t>(Intrinsic::kSetupAnnotations));
    set_top(mapping);
  }
  if (scope().has_docstring) {
    const ConstantStr* docstring = body[0]->as<Expr>()->value->as<ConstantStr>();
    body = body.subspan(1);
    if (module_.options.optimize < 2) {
      Temporaries temporaries(*this);
      Reg text_register = allocate();
      at(docstring);
      load_constant(make_str(clean_docstring(docstring->value)), text_register);
      emit(Opcode::kStoreName, 0, text_register, global_name("__doc__"));
    }
  }
  statements(body);
}

void UnitCompiler::class_body(const ClassDef* node, uint32_t first_line) {
  Reg value = allocate();
  emit(Opcode::kLoadName, value, global_name("__name__"), 0);
  emit(Opcode::kStoreName, 0, value, global_name("__module__"));
  load_text(qualified_name_, value);
  emit(Opcode::kStoreName, 0, value, global_name("__qualname__"));
  load_constant(make_int(first_line), value);
  emit(Opcode::kStoreName, 0, value, global_name("__firstlineno__"));
  if (!node->type_params.empty()) {
    load(special(".type_params"), value);
    emit(Opcode::kStoreName, 0, value, global_name("__type_params__"));
  }
  if (scope().classdict_cell >= 0) {
    emit(Opcode::kLoadLocals, value);
    emit(Opcode::kStoreCell, static_cast<uint32_t>(scope().classdict_cell), value);
  }
  if (scope().conditional_annotations_cell >= 0) {
    emit(Opcode::kBuildSet, value, 0, 0);
    emit(Opcode::kStoreCell, static_cast<uint32_t>(scope().conditional_annotations_cell), value);
  }
  set_top(value);
  body_with_docstring(node->body, true);
  store_annotate_function(node, true);
  class_epilogue();
}

void UnitCompiler::class_epilogue() {
  at_no_line();
  Reg value = allocate();
  Constant attributes;
  attributes.kind = Constant::Kind::kTuple;
  std::sort(static_attributes_.begin(), static_attributes_.end(),
            [&](NameId left, NameId right) { return text(left) < text(right); });
  for (NameId name : static_attributes_) attributes.items.push_back(make_str(text(name)));
  load_constant(std::move(attributes), value);
  emit(Opcode::kStoreName, 0, value, global_name("__static_attributes__"));
  if (scope().classdict_cell >= 0) {
    emit(Opcode::kStoreName, 0, static_cast<uint32_t>(scope().classdict_cell), global_name("__classdictcell__"));
  }
  if (scope().class_cell >= 0) {
    uint32_t cell = static_cast<uint32_t>(scope().class_cell);
    emit(Opcode::kStoreName, 0, cell, global_name("__classcell__"));
    return emit(Opcode::kReturn, cell);
  }
  load_none(value);
  emit(Opcode::kReturn, value);
}

// `self.name = ...` anywhere inside a class: the class knows its instances' attributes.
void UnitCompiler::note_static_attribute(const Attribute* node) {
  const Name* object = node->value->as_if<Name>();
  if (object == nullptr || text(object->name) != "self") return;
  for (UnitCompiler* unit = this; unit != nullptr; unit = unit->parent_) {
    if (unit->scope().kind != ScopeKind::kClass) continue;
    std::vector<NameId>& known = unit->static_attributes_;
    Resolution mangled = symbols().resolution(node);
    NameId name = mangled.kind() == ResolutionKind::kMangled ? mangled.name() : node->attr;
    if (std::find(known.begin(), known.end(), name) == known.end()) known.push_back(name);
    return;
  }
}

// A window at top_ with __build_class__, the body's function and the name.
void UnitCompiler::push_build_class(const ClassDef* node, uint32_t first_line) {
  ScopeId inner = symbols().scope_on(node, ScopeKind::kClass);
  std::unique_ptr<CodeUnit> code = UnitCompiler(module_, this, inner).compile_class(node, first_line);
  Reg window = allocate(kFrameWords);
  emit(node, Opcode::kLoadBuildClass, window);
  Reg function = top_;
  {
    Temporaries temporaries(*this);
    push_closure(node, inner);
    make_function(node, std::move(code), inner, 0, function, function);
  }
  set_top(function + 1);
  load_text(text(node->name), allocate());
}

void UnitCompiler::class_statement(const ClassDef* node) {
  Reg base = top_;
  push_decorators(node->decorator_list);
  uint32_t first_line =
      line_of(node->decorator_list.empty() ? static_cast<const Node*>(node) : node->decorator_list[0]);
  Reg value = top_;
  if (node->type_params.empty()) {
    push_build_class(node, first_line);
    finish_call(node, value, 2, node->bases, node->keywords, value);
  } else {
    ScopeId inner = symbols().scope_on(node, ScopeKind::kTypeParameters);
    Reg window = allocate(kFrameWords);
    call_unit(node, UnitCompiler(module_, this, inner).compile_generic_class(node, first_line), inner, window, 0,
              value);
  }
  set_top(value + 1);
  apply_decorators(node->decorator_list, base, value);
  at(node);
  store(symbols().resolution(node), node->decorator_list.empty() ? value : base);
}

}  // namespace memphis

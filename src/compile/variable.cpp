// Reading, writing and deleting names and the other things that can stand on the left of an assignment.
#include "compile/unit_compiler.h"

namespace memphis {

using namespace ast;

NameId UnitCompiler::slot_name(Reg slot) const { return scope().locals[slot - scope().first_slot].name; }

void UnitCompiler::check_bound(Reg slot) { emit(Opcode::kCheckBound, slot, name_operand(slot_name(slot))); }

uint32_t UnitCompiler::free_index(NameId name) const {
  for (uint32_t i = 0; i < scope().free.size(); i++) {
    if (scope().free[i].name == name) return i;
  }
  return 0;
}

Resolution UnitCompiler::special(std::string_view name) const {
  return symbols().resolution_of(scope_, symbols().names().intern(name));
}

void UnitCompiler::load(Resolution variable, Reg to) {
  uint32_t index = variable.index;
  switch (variable.kind()) {
    case ResolutionKind::kLocal: check_bound(index); return move(to, index);
    case ResolutionKind::kCell: return emit(Opcode::kLoadCell, to, index, name_operand(slot_name(index)));
    case ResolutionKind::kFree: return emit(Opcode::kLoadFree, to, index, name_operand(scope().free[index].name));
    case ResolutionKind::kGlobal:
    case ResolutionKind::kGlobalExplicit: return emit(Opcode::kLoadGlobal, to, global_name(variable.name()));
    case ResolutionKind::kName: return emit(Opcode::kLoadName, to, global_name(variable.name()), 0);
    case ResolutionKind::kNameOrFree: return emit(Opcode::kLoadNameOrFree, to, index, 0);
    case ResolutionKind::kClassDictOrGlobal:
    case ResolutionKind::kClassDictOrFree: {
      Temporaries temporaries(*this);
      Reg mapping = allocate();
      NameId classdict = names().intern("__classdict__");
      emit(Opcode::kLoadFree, mapping, free_index(classdict), name_operand(classdict));
      if (variable.kind() == ResolutionKind::kClassDictOrFree) {
        emit(Opcode::kLoadNameOrFree, to, index, mapping);
      } else {
        emit(Opcode::kLoadNameOrGlobal, to, global_name(variable.name()), mapping);
      }
      return;
    }
    default: return load_none(to);
  }
}

void UnitCompiler::store(Resolution variable, Reg from) {
  uint32_t index = variable.index;
  switch (variable.kind()) {
    case ResolutionKind::kLocal: return move(index, from);
    case ResolutionKind::kCell: return emit(Opcode::kStoreCell, index, from);
    case ResolutionKind::kFree:
    case ResolutionKind::kNameOrFree:
    case ResolutionKind::kClassDictOrFree: return emit(Opcode::kStoreFree, index, from);
    case ResolutionKind::kGlobal:
    case ResolutionKind::kGlobalExplicit:
    case ResolutionKind::kClassDictOrGlobal: return emit(Opcode::kStoreGlobal, global_name(variable.name()), from);
    case ResolutionKind::kName: return emit(Opcode::kStoreName, 0, from, global_name(variable.name()));
    default: return;
  }
}

void UnitCompiler::remove(Resolution variable) {
  uint32_t index = variable.index;
  switch (variable.kind()) {
    case ResolutionKind::kLocal: check_bound(index); return emit(Opcode::kClearLocal, index);
    case ResolutionKind::kCell: return emit(Opcode::kDeleteCell, index, 0, name_operand(slot_name(index)));
    case ResolutionKind::kFree:
    case ResolutionKind::kNameOrFree:
    case ResolutionKind::kClassDictOrFree:
      return emit(Opcode::kDeleteFree, index, 0, name_operand(scope().free[index].name));
    case ResolutionKind::kGlobal:
    case ResolutionKind::kGlobalExplicit:
    case ResolutionKind::kClassDictOrGlobal: return emit(Opcode::kDeleteGlobal, global_name(variable.name()));
    case ResolutionKind::kName: return emit(Opcode::kDeleteName, 0, global_name(variable.name()));
    default: return;
  }
}

bool UnitCompiler::is_local(const ExprNode* node) const {
  return node->is<Name>() && symbols().resolution(node).kind() == ResolutionKind::kLocal;
}

int64_t UnitCompiler::local_target(const ExprNode* target) const {
  return is_local(target) ? int64_t{symbols().resolution(target).index} : -1;
}

// The operand that names an attribute, mangled if need be.
uint32_t UnitCompiler::attribute_name(const Attribute* node) {
  Resolution mangled = symbols().resolution(node);
  return global_name(mangled.kind() == ResolutionKind::kMangled ? mangled.name() : node->attr);
}

// `target = value`, straight into the variable where that is a local one.
void UnitCompiler::assign(const ExprNode* target, const ExprNode* value) {
  int64_t local = local_target(target);
  if (local >= 0) return into(value, static_cast<Reg>(local));
  Temporaries temporaries(*this);
  store_target(target, stable_operand(value, target));
}

void UnitCompiler::store_target(const ExprNode* target, Reg from) {
  if (too_deep()) return;
  Temporaries temporaries(*this);
  switch (target->kind) {
    case NodeKind::kName: at(target); return store(symbols().resolution(target), from);
    case NodeKind::kAttribute: {
      const Attribute* attribute = target->as<Attribute>();
      note_static_attribute(attribute);
      Reg object = operand(attribute->value);
      at(attribute_range(target, attribute));
      return emit(Opcode::kStoreAttr, object, from, attribute_name(attribute));
    }
    case NodeKind::kSubscript: {
      const Subscript* subscript = target->as<Subscript>();
      Reg object = stable_operand(subscript->value, subscript->slice);
      Reg index = operand(subscript->slice);
      return emit(target, Opcode::kStoreSubscript, object, index, from);
    }
    case NodeKind::kTuple:
    case NodeKind::kList: return store_elements(target, target->as<List>()->elts, from);
    case NodeKind::kStarred: return store_target(target->as<Starred>()->value, from);
    default: return;
  }
}

// The first register of targets that are local variables one after the other, else -1.
int64_t UnitCompiler::consecutive_locals(std::span<ExprNode*> elements) const {
  int64_t first = -1;
  for (size_t i = 0; i < elements.size(); i++) {
    const ExprNode* element = elements[i]->is<Starred>() ? elements[i]->as<Starred>()->value : elements[i];
    int64_t local = local_target(element);
    if (i == 0) first = local;
    if (local < 0 || local != first + static_cast<int64_t>(i)) return -1;
  }
  return first;
}

void UnitCompiler::store_elements(const ExprNode* place, std::span<ExprNode*> elements, Reg from) {
  uint32_t count = static_cast<uint32_t>(elements.size());
  uint32_t starred = count;
  for (uint32_t i = 0; i < count; i++) {
    if (elements[i]->is<Starred>()) starred = i;
  }
  // Consecutive local variables take the items where they are unpacked; but a failure must not leave half of them
  // changed where somebody can see it.
  int64_t first = consecutive_locals(elements);
  bool in_place = first >= 0 && user_handlers_ == 0;
  Reg base = in_place ? static_cast<Reg>(first) : allocate(count);
  if (starred < count) {
    emit(place, Opcode::kUnpackStar, base, from, starred, count - starred - 1);
  } else {
    emit(place, Opcode::kUnpack, base, from, count);
  }
  for (uint32_t i = 0; i < count && !in_place; i++) store_target(elements[i], base + i);
}

void UnitCompiler::delete_target(const ExprNode* target) {
  if (too_deep()) return;
  Temporaries temporaries(*this);
  switch (target->kind) {
    case NodeKind::kName: at(target); return remove(symbols().resolution(target));
    case NodeKind::kAttribute: {
      const Attribute* attribute = target->as<Attribute>();
      Reg object = operand(attribute->value);
      at(attribute_range(target, attribute));
      return emit(Opcode::kDeleteAttr, object, 0, attribute_name(attribute));
    }
    case NodeKind::kSubscript: {
      const Subscript* subscript = target->as<Subscript>();
      Reg object = stable_operand(subscript->value, subscript->slice);
      return emit(target, Opcode::kDeleteSubscript, object, operand(subscript->slice));
    }
    case NodeKind::kTuple:
    case NodeKind::kList:
      for (const ExprNode* element : target->as<List>()->elts) delete_target(element);
      return;
    default: return;
  }
}

}  // namespace memphis

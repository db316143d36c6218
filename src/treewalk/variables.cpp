// Names, and the other things that can stand on the left of an assignment.
#include "runtime/variables.h"

#include "runtime/dict_operations.h"
#include "treewalk/walker.h"

namespace memphis::treewalk {

FailureOfAnyType Walker::unbound_local(uint32_t slot) { return raise_unbound_local(*thread_, name(slot_name(slot))); }

FailureOfAnyType Walker::unbound_free(uint32_t index) {
  return raise_unbound_free(*thread_, name(scope_.free[index].name));
}

Value Walker::load(const ast::Node* node, Resolution variable) {
  if (variable.kind() == ResolutionKind::kLocal) [[likely]] {
    Value value = registers_[variable.index];
    if (!value.is_unbound()) [[likely]]
      return value;
  }
  at(node);
  return load_slow(variable);
}

Value Walker::load_global_name(Str* variable) {
  Function* function = frame_->function;
  if (!function->globals->is_subclass_instance() && !function->builtins->is_subclass_instance()) {
    Value value = dict_get_name(runtime_, function->globals, variable);
    if (!value.is_unbound()) return value;
    value = dict_get_name(runtime_, function->builtins, variable);
    if (!value.is_unbound()) return value;
  }
  return load_global(*thread_, function, variable);
}

Value Walker::load_slow(Resolution variable) {
  uint32_t index = variable.index;
  switch (variable.kind()) {
    case ResolutionKind::kLocal: {
      Value value = registers_[index];
      return value.is_unbound() ? Value(unbound_local(index)) : value;
    }
    case ResolutionKind::kCell: {
      Value value = registers_[index].as<CellObject>()->contents;
      return value.is_unbound() ? Value(unbound_local(index)) : value;
    }
    case ResolutionKind::kFree: {
      Value value = closure_cell(index)->contents;
      return value.is_unbound() ? Value(unbound_free(index)) : value;
    }
    case ResolutionKind::kGlobal:
    case ResolutionKind::kGlobalExplicit:
      if (variable.name() == program_.debug_name) return Value::boolean(program_.source->optimize == 0);
      return load_global_name(name(variable.name()));
    case ResolutionKind::kName: {
      if (variable.name() == program_.debug_name) return Value::boolean(program_.source->optimize == 0);
      Value value = TRY(find_in_namespace(*thread_, registers_[0], name(variable.name())));
      return value.is_unbound() ? load_global_name(name(variable.name())) : value;
    }
    case ResolutionKind::kNameOrFree:
    case ResolutionKind::kClassDictOrFree: {
      Value mapping = registers_[0];
      if (variable.kind() == ResolutionKind::kClassDictOrFree)
        mapping = TRY(load_slow(special(program_.classdict_name)));
      Value value = TRY(find_in_namespace(*thread_, mapping, name(scope_.free[index].name)));
      if (value.is_unbound()) value = closure_cell(index)->contents;
      return value.is_unbound() ? Value(unbound_free(index)) : value;
    }
    case ResolutionKind::kClassDictOrGlobal: {
      Value mapping = TRY(load_slow(special(program_.classdict_name)));
      Value value = TRY(find_in_namespace(*thread_, mapping, name(variable.name())));
      return value.is_unbound() ? load_global_name(name(variable.name())) : value;
    }
    default: return Value::none();
  }
}

Status Walker::store(Resolution variable, Value value) {
  uint32_t index = variable.index;
  switch (variable.kind()) {
    case ResolutionKind::kLocal: registers_[index] = value; return {};
    case ResolutionKind::kCell: {
      auto* cell = registers_[index].as<CellObject>();
      cell->contents.set(cell, value);
      return {};
    }
    case ResolutionKind::kFree:
    case ResolutionKind::kNameOrFree:
    case ResolutionKind::kClassDictOrFree: {
      CellObject* cell = closure_cell(index);
      cell->contents.set(cell, value);
      return {};
    }
    case ResolutionKind::kGlobal:
    case ResolutionKind::kGlobalExplicit:
    case ResolutionKind::kClassDictOrGlobal:
      return dict_set_name(*thread_, frame_->function->globals, name(variable.name()), value);
    case ResolutionKind::kName: return store_in_namespace(*thread_, registers_[0], name(variable.name()), value);
    default: return {};
  }
}

Status Walker::store_name(std::string_view text, Value value) {
  Str* key = TRY(intern_text(runtime_, text));
  return store_in_namespace(*thread_, registers_[0], key, value);
}

Status Walker::remove(Resolution variable) {
  uint32_t index = variable.index;
  switch (variable.kind()) {
    case ResolutionKind::kLocal:
      if (registers_[index].is_unbound()) return unbound_local(index);
      registers_[index] = Value::unbound();
      return {};
    case ResolutionKind::kCell: {
      auto* cell = registers_[index].as<CellObject>();
      if (cell->contents.get().is_unbound()) return unbound_local(index);
      cell->contents.set(cell, Value::unbound());
      return {};
    }
    case ResolutionKind::kFree:
    case ResolutionKind::kNameOrFree:
    case ResolutionKind::kClassDictOrFree: {
      CellObject* cell = closure_cell(index);
      if (cell->contents.get().is_unbound()) return unbound_free(index);
      cell->contents.set(cell, Value::unbound());
      return {};
    }
    case ResolutionKind::kGlobal:
    case ResolutionKind::kGlobalExplicit:
    case ResolutionKind::kClassDictOrGlobal: return delete_global(*thread_, frame_->function, name(variable.name()));
    case ResolutionKind::kName: return delete_from_namespace(*thread_, registers_[0], name(variable.name()));
    default: return {};
  }
}

// ---- Targets ----

Str* Walker::attribute_name(const ast::Attribute* node) const {
  Resolution mangled = symbols_.resolutions[node->id];
  return name(mangled.kind() == ResolutionKind::kMangled ? mangled.name() : node->attr);
}

Status Walker::store_target(const ast::ExprNode* target, Value value) {
  switch (target->kind) {
    case ast::NodeKind::kName: {
      Resolution variable = symbols_.resolutions[target->id];
      if (variable.kind() == ResolutionKind::kLocal) {
        registers_[variable.index] = value;
        return {};
      }
      at(target);
      return store(variable, value);
    }
    case ast::NodeKind::kAttribute: {
      const auto* node = target->as<ast::Attribute>();
      Value object = TRY(evaluate(node->value));
      at(node);
      return set_attribute(*thread_, object, attribute_name(node), value);
    }
    case ast::NodeKind::kSubscript: {
      const auto* node = target->as<ast::Subscript>();
      Value object = TRY(evaluate(node->value));
      Value key = TRY(evaluate(node->slice));
      at(target);
      return set_item(*thread_, object, key, value);
    }
    case ast::NodeKind::kTuple:
    case ast::NodeKind::kList: return store_elements(target, target->as<ast::List>()->elts, value);
    case ast::NodeKind::kStarred: return store_target(target->as<ast::Starred>()->value, value);
    default: return {};
  }
}

Status Walker::store_elements(const ast::ExprNode* place, std::span<ast::ExprNode*> elements, Value value) {
  if (!thread_->check_native_stack()) return Failure{};
  size_t count = elements.size();
  size_t starred = count;
  for (size_t i = 0; i < count; i++) {
    if (elements[i]->is<ast::Starred>()) starred = i;
  }
  constexpr size_t kSmall = 256;
  Value* items;
  if (count <= kSmall) {
    items = static_cast<Value*>(__builtin_alloca((count + 1) * sizeof(Value)));
  } else {
    items = TRY(allocate_tuple(*thread_, count))->items;
  }
  at(place);
  if (starred < count) {
    TRY(unpack_star(*thread_, value, starred, count - starred - 1, items));
  } else {
    TRY(unpack(*thread_, value, count, items));
  }
  for (size_t i = 0; i < count; i++) TRY(store_target(elements[i], items[i]));
  return {};
}

Status Walker::delete_target(const ast::ExprNode* target) {
  switch (target->kind) {
    case ast::NodeKind::kName: at(target); return remove(symbols_.resolutions[target->id]);
    case ast::NodeKind::kAttribute: {
      const auto* node = target->as<ast::Attribute>();
      Value object = TRY(evaluate(node->value));
      at(node);
      return delete_attribute(*thread_, object, attribute_name(node));
    }
    case ast::NodeKind::kSubscript: {
      const auto* node = target->as<ast::Subscript>();
      Value object = TRY(evaluate(node->value));
      Value key = TRY(evaluate(node->slice));
      at(target);
      return delete_item(*thread_, object, key);
    }
    case ast::NodeKind::kTuple:
    case ast::NodeKind::kList:
      if (!thread_->check_native_stack()) return Failure{};
      for (const ast::ExprNode* element : target->as<ast::List>()->elts) TRY(delete_target(element));
      return {};
    default: return {};
  }
}

}  // namespace memphis::treewalk

// Method resolution orders, and the change of a class's bases.
#include <algorithm>

#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

namespace {

FailureOfAnyType raise_inconsistent_mro(Thread& thread, std::span<const Value> heads) {
  std::string names;
  for (Value head : heads) {
    if (!names.empty()) names += ", ";
    names += text_of(head.as<Type>()->name);
  }
  return raise_type_error(thread, "Cannot create a consistent method resolution order (MRO) for bases {}", names);
}

}  // namespace

// C3: repeatedly takes the first class that heads one of the lists and is in the tail of none.
Tuple* linearize(Thread& thread, Type* type) {
  Tuple* bases = type->bases;
  for (uint64_t i = 0; i < bases->size; i++) {
    for (uint64_t j = i + 1; j < bases->size; j++) {
      if (bases->items[i] == bases->items[j]) {
        return raise_type_error(thread, "duplicate base class {}", text_of(bases->items[i].as<Type>()->name));
      }
    }
    auto* base = bases->items[i].as<Type>();
    if (base->mro.get() == nullptr) {
      return raise_type_error(thread, "Cannot extend an incomplete type '{}'", type_name(base));
    }
  }
  List* result = TRY(make_list(thread));
  TRY(list_append(thread, result, type));
  std::vector<std::span<const Value>> lists;  // views of MRO tuples that their types keep alive
  for (Value base : bases->view()) lists.push_back(base.as<Type>()->mro->view());
  lists.push_back(bases->view());
  while (true) {
    std::erase_if(lists, [](auto list) { return list.empty(); });
    if (lists.empty()) break;
    Value chosen;
    for (auto list : lists) {
      bool in_a_tail = std::any_of(lists.begin(), lists.end(), [&](auto other) {
        return std::find(other.begin() + 1, other.end(), list.front()) != other.end();
      });
      if (!in_a_tail) {
        chosen = list.front();
        break;
      }
    }
    if (chosen.is_unbound()) {
      std::vector<Value> heads;
      for (auto list : lists) {
        if (std::find(heads.begin(), heads.end(), list.front()) == heads.end()) heads.push_back(list.front());
      }
      return raise_inconsistent_mro(thread, heads);
    }
    TRY(list_append(thread, result, chosen));
    for (auto& list : lists) {
      if (list.front() == chosen) list = list.subspan(1);
    }
  }
  return make_tuple(thread, result->view());
}

namespace {

// What an overridden mro() must answer: classes whose instances this class's can be taken for.
Status check_mro(Thread& thread, const Type* type, List* items) {
  const Type* solid = solid_class(type);
  for (Value item : items->view()) {
    if (!item.is_kind(Kind::kType)) {
      return raise_type_error(thread, "mro() returned a non-class ('{}')", type_name(thread, item));
    }
    auto* base = item.as<Type>();
    if (!is_subtype(solid, solid_class(base))) {
      return raise_type_error(thread, "mro() returned base with unsuitable layout ('{}')", type_name(base));
    }
  }
  if (items->size == 0) return raise_type_error(thread, "type MRO must not be empty");
  return {};
}

}  // namespace

Tuple* compute_mro(Thread& thread, Type* type) {
  Runtime& runtime = thread.runtime;
  Type* meta = type_of(thread, type);
  if (meta == runtime.type(TypeId::kType)) return linearize(thread, type);
  Str* name = runtime.name(Name::kMroMethod);
  Value method = type_lookup(runtime, meta, name);
  if (method == type_lookup(runtime, runtime.type(TypeId::kType), name)) return linearize(thread, type);
  Value answer = TRY(call_special_method(thread, method, type));
  List* items = TRY(make_list(thread));
  Value iterator = TRY(get_iterator(thread, answer));
  while (true) {
    Value item = TRY(next_item(thread, iterator));
    if (item.is_unbound()) break;
    TRY(list_append(thread, items, item));
  }
  TRY(check_mro(thread, type, items));
  return make_tuple(thread, items->view());
}

// ---- __bases__ ----

namespace {

bool has_layout_base(const Type* type, const Type* ancestor) {
  while (type != nullptr && type != ancestor) type = type->base;
  return type != nullptr;
}

// Gives the class and all that derives from it their new MROs, and notes each change as (class, new, old) in `changes`.
// An mro() of the program may set bases itself: what it has changed meanwhile stays.
Status recompute_mros(Thread& thread, Type* type, List* changes) {
  NativeRecursion guard(thread, "");
  if (guard.failed()) return Failure{};
  Tuple* before = type->mro;
  Tuple* computed = TRY(compute_mro(thread, type));
  if (type->mro.get() != before) return {};
  type->mro.set(type, computed);
  type_changed(thread.runtime, type, nullptr);
  for (Value part : {Value(type), Value(computed), before == nullptr ? Value::none() : Value(before)}) {
    TRY(list_append(thread, changes, part));
  }
  List* derived = TRY(make_list(thread));
  Status status;
  for_each_subclass(type, [&](Type* subclass) {
    if (!status.failed()) status = list_append(thread, derived, subclass);
  });
  TRY(status);
  for (uint64_t i = 0; i < derived->size; i++) TRY(recompute_mros(thread, derived->items()[i].as<Type>(), changes));
  return {};
}

// Takes back those of the changes that nobody has changed again.
void restore_mros(Runtime& runtime, const List* changes) {
  for (uint64_t i = 0; i + 2 < changes->size; i += 3) {
    auto* type = changes->items()[i].as<Type>();
    Value before = changes->items()[i + 2];
    if (type->mro.get() != changes->items()[i + 1].cell()) continue;
    type->mro.set(type, before.is_none() ? nullptr : before.as<Tuple>());
    type_changed(runtime, type, nullptr);
  }
}

Status check_new_bases(Thread& thread, Type* type, Tuple* bases) {
  for (Value candidate : bases->view()) {
    auto* base = candidate.as<Type>();
    // Both chains: within a reentrant change the MRO may lag behind.
    if (is_subtype(base, type) || has_layout_base(base, type)) {
      return raise_type_error(thread, "a __bases__ item causes an inheritance cycle");
    }
  }
  Type* base = TRY(best_base(thread, bases));
  if (layouts_are_compatible(type->base, base)) return {};
  return raise_type_error(thread, "__bases__ assignment: '{}' object layout differs from '{}'", text_of(base->name),
                          text_of(type->base->name));
}

}  // namespace

Status set_bases(Thread& thread, Type* type, Tuple* bases) {
  TRY(check_new_bases(thread, type, bases));
  Type* base = TRY(best_base(thread, bases));
  Tuple* old_bases = type->bases;
  Type* old_base = type->base;
  type->bases.set(type, bases);
  type->base.set(type, base);
  List* changes = TRY(make_list(thread));
  if (recompute_mros(thread, type, changes).failed()) {
    restore_mros(thread.runtime, changes);
    if (type->bases.get() == bases) {
      type->bases.set(type, old_bases);
      type->base.set(type, old_base);
    }
    return Failure{};
  }
  if (type->bases.get() != bases) return {};  // an mro() has set others
  for (Value old : old_bases->view()) remove_subclass(old.as<Type>(), type);
  for (Value added : bases->view()) TRY(add_subclass(thread, added.as<Type>(), type));
  type_changed(thread.runtime, type, nullptr);
  return {};
}

}  // namespace memphis

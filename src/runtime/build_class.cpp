// __build_class__: what a class statement does around its body.
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/language.h"
#include "runtime/make.h"

namespace memphis {

// PEP 560: bases that are not types may stand for others. The tuple itself when there are none.
Tuple* resolve_bases(Thread& thread, Tuple* bases) {
  List* resolved = nullptr;
  for (uint64_t i = 0; i < bases->size; i++) {
    Value base = bases->items[i];
    Value method = base.is_kind(Kind::kType) ? Value::unbound() : TRY(find_attribute(thread, base, Name::kMroEntries));
    if (method.is_unbound()) {
      if (resolved != nullptr) TRY(list_append(thread, resolved, base));
      continue;
    }
    Value entries = TRY(call(thread, method, {Value(bases)}));
    if (!entries.is_kind(Kind::kTuple)) return raise_type_error(thread, "__mro_entries__ must return a tuple");
    if (resolved == nullptr) {
      resolved = TRY(make_list(thread));
      for (uint64_t k = 0; k < i; k++) TRY(list_append(thread, resolved, bases->items[k]));
    }
    for (Value entry : entries.as<Tuple>()->view()) TRY(list_append(thread, resolved, entry));
  }
  return resolved == nullptr ? bases : make_tuple(thread, resolved->view());
}

namespace {

// The namespace from the metaclass's __prepare__, or a dict.
Value prepare_name_space(Thread& thread, Value meta, Value name, Tuple* bases, Value keywords) {
  Value prepare = TRY(find_attribute(thread, meta, Name::kPrepare));
  if (prepare.is_unbound()) return TRY(make_dict(thread));
  Tuple* arguments = TRY(make_tuple(thread, {name, Value(bases)}));
  Value name_space = TRY(call_with(thread, prepare, arguments, keywords));
  if (type_of(thread, name_space)->special_method(Special::kGetItem).is_unbound()) {
    std::string shown = meta.is_kind(Kind::kType) ? text_of(meta.as<Type>()->name) : "<metaclass>";
    return raise_type_error(thread, "{}.__prepare__() must return a mapping, not {}", shown,
                            type_name(thread, name_space));
  }
  return name_space;
}

// The body has left the `__class__` cell behind; the metaclass must have filled it with the class.
Status check_class_cell(Thread& thread, Value cell, Value made, Value name) {
  if (!cell.is_kind(Kind::kCellObject) || !made.is_kind(Kind::kType)) return {};
  Value content = cell.as<CellObject>()->contents;
  if (content == made) return {};
  if (content.is_unbound()) {
    return raise(thread, ExceptionId::kRuntimeError,
                 "__class__ not set defining {} as {}. Was __classcell__ propagated to type.__new__?",
                 TRY(repr_text(thread, name)), TRY(repr_text(thread, made)));
  }
  return raise_type_error(thread, "__class__ set to {} defining {} as {}", TRY(repr_text(thread, content)),
                          TRY(repr_text(thread, name)), TRY(repr_text(thread, made)));
}

}  // namespace

Value build_class(Thread& thread, Value function, Value name, Tuple* original_bases, Value keywords) {
  Runtime& runtime = thread.runtime;
  if (!function.is_kind(Kind::kFunction)) return raise_type_error(thread, "__build_class__: func must be a function");
  if (!is_str(name)) return raise_type_error(thread, "__build_class__: name is not a string");
  Tuple* bases = TRY(resolve_bases(thread, original_bases));
  Value meta = Value::unbound();
  if (keywords.is_kind(Kind::kDict) && keywords.as<Dict>()->count != 0) {
    Dict* copy = TRY(dict_copy(thread, keywords.as<Dict>()));
    meta = TRY(dict_pop(thread, copy, runtime.name(Name::kMetaclass)));
    keywords = copy;
  }
  bool explicit_meta = !meta.is_unbound();
  if (!explicit_meta)
    meta = bases->size == 0 ? Value(runtime.type(TypeId::kType)) : Value(type_of(thread, bases->items[0]));
  if (meta.is_kind(Kind::kType)) meta = TRY(winning_metaclass(thread, meta.as<Type>(), bases));
  Value name_space = TRY(prepare_name_space(thread, meta, name, bases, keywords));
  auto* body = function.as<Function>();
  Frame* frame = TRY(push_frame(thread, body));
  frame->registers()[0] = name_space;
  Value cell = TRY(body->code->engine->execute(thread, frame));
  if (bases != original_bases) TRY(set_item(thread, name_space, runtime.name(Name::kOrigBases), original_bases));
  Tuple* arguments = TRY(make_tuple(thread, {name, Value(bases), name_space}));
  Value made = TRY(call_with(thread, meta, arguments, keywords));
  TRY(check_class_cell(thread, cell, made, name));
  return made;
}

}  // namespace memphis

// Writing what the reduce protocol makes of an object.
#include "modules/pickle/saver.h"
#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/named_access.h"

namespace memphis::pickle {

// What the object's reduction is, by a table, or its own methods; unbound: it is saved as a global.
Value Saver::reduce(Value object) {
  Type* type = type_of(thread_, object);
  Value reducer;
  if (dispatch_table.is_unbound()) {
    reducer = TRY(dict_get(thread_, state_->dispatch_table.get().as<Dict>(), type));
  } else {
    reducer = get_item(thread_, dispatch_table, type);
    if (reducer.is_error()) {
      if (!take_if_pending(thread_, ExceptionId::kKeyError)) return reducer;
      reducer = Value::unbound();
    }
  }
  if (!reducer.is_unbound()) return call(thread_, reducer, {object});
  if (is_subtype(type, thread_.runtime.type(TypeId::kType))) return Value::unbound();
  reducer = TRY(find_attribute(thread_, object, Name::kReduceEx));
  if (!reducer.is_unbound()) return call(thread_, reducer, {Value::small_int(protocol_)});
  reducer = TRY(find_attribute(thread_, object, Name::kReduce));
  if (!reducer.is_unbound()) return call(thread_, reducer);
  return raise_pickling_error(thread_, "can't pickle " + shown_type(thread_, object) + " object");
}

Status Saver::save_reduced(Value object) {
  NativeRecursion guard(thread_, " while pickling an object");
  if (guard.failed()) return Failure{};
  const Runtime& runtime = thread_.runtime;
  if (!reducer_override.is_unbound()) {
    Value reduced = TRY(call(thread_, reducer_override, {object}));
    if (!reduced.is_not_implemented()) return save_reduction(reduced, object);
  }
  Type* type = type_of(thread_, object);
  if (type == runtime.type(TypeId::kType)) return save_type(object);
  if (type == runtime.type(TypeId::kFunction)) return save_global(object, Value::unbound());
  Value reduced = TRY(reduce(object));
  if (reduced.is_unbound()) return save_global(object, reduced);
  return save_reduction(reduced, object);
}

Status Saver::save_reduction(Value reduced, Value object) {
  if (is_str(reduced)) return save_global(object, reduced);
  if (!reduced.is_kind(Kind::kTuple)) {
    Status failure =
        raise_pickling_error(thread_, "__reduce__ must return a string or tuple, not " + shown_type(thread_, reduced));
    return noting(failure, object, "object");
  }
  Status saved = save_reduce(reduced.as<Tuple>(), object);
  if (!saved.failed()) [[likely]]
    return {};
  return noting(saved, object, "object");
}

namespace {

Status check_reduction(Thread& thread, const Tuple* reduced) {
  if (reduced->size < 2 || reduced->size > 6) {
    return raise_pickling_error(thread, "tuple returned by __reduce__ must contain 2 through 6 elements");
  }
  auto fail = [&](const char* which, const char* what, Value given) -> Status {
    return raise_pickling_error(thread, fmt::format("{} item of the tuple returned by __reduce__ must be {}, not {}",
                                                    which, what, shown_type(thread, given)));
  };
  auto item = [&](uint64_t i) { return i < reduced->size ? reduced->items[i] : Value::none(); };
  if (!is_callable(thread, item(0))) return fail("first", "callable", item(0));
  if (!item(1).is_kind(Kind::kTuple)) return fail("second", "a tuple", item(1));
  if (!item(3).is_none() && !is_iterator(thread, item(3))) return fail("fourth", "an iterator", item(3));
  if (!item(4).is_none() && !is_iterator(thread, item(4))) return fail("fifth", "an iterator", item(4));
  if (!item(5).is_none() && !is_callable(thread, item(5))) return fail("sixth", "callable", item(5));
  return {};
}

// The class that __newobj__ or __newobj_ex__ is called with: it must be the object's.
Status check_class(Thread& thread, Value type, Value object, const char* function) {
  Value constructor = TRY(find_attribute(thread, type, thread.runtime.name(Special::kNew)));
  if (constructor.is_unbound()) {
    return raise_pickling_error(thread, fmt::format("first argument to {}() has no __new__", function));
  }
  if (object.is_unbound()) return {};
  Value own = TRY(get_attribute(thread, object, Name::kClass));
  if (own == type) return {};
  return raise_pickling_error(thread, fmt::format("first argument to {}() must be {}, not {}", function,
                                                  TRY(repr_text(thread, own)), TRY(repr_text(thread, type))));
}

}  // namespace

Status Saver::save_new_object(Tuple* arguments, Value object) {
  if (arguments->size == 0) return raise_pickling_error(thread_, "__newobj__ expected at least 1 argument, got 0");
  Value type = arguments->items[0];
  TRY(check_class(thread_, type, object, "__newobj__"));
  TRY(noting(save(type), object, "class"));
  Tuple* rest =
      arguments->size == 1 ? thread_.runtime.empty_tuple : TRY(make_tuple(thread_, arguments->view().subspan(1)));
  TRY(noting(save(rest), object, "__new__ arguments"));
  put(Opcode::kNewObject);
  return {};
}

Status Saver::save_new_object_ex(Tuple* arguments, Value object) {
  if (arguments->size != 3) {
    return raise_pickling_error(thread_, fmt::format("__newobj_ex__ expected 3 arguments, got {}", arguments->size));
  }
  const Value type = arguments->items[0], positional = arguments->items[1], keywords = arguments->items[2];
  TRY(check_class(thread_, type, object, "__newobj_ex__"));
  if (!positional.is_kind(Kind::kTuple)) {
    return raise_pickling_error(
        thread_, "second argument to __newobj_ex__() must be a tuple, not " + shown_type(thread_, positional));
  }
  if (!keywords.is_kind(Kind::kDict)) {
    return raise_pickling_error(
        thread_, "third argument to __newobj_ex__() must be a dict, not " + shown_type(thread_, keywords));
  }
  if (protocol_ >= 4) {
    TRY(noting(save(type), object, "class"));
    TRY(noting(save(positional), object, "__new__ arguments"));
    TRY(noting(save(keywords), object, "__new__ arguments"));
    put(Opcode::kNewObjectEx);
    return {};
  }
  // partial(type.__new__, type, *positional, **keywords)()
  List* all = TRY(make_list(thread_));
  TRY(list_append(thread_, all, TRY(get_attribute(thread_, type, thread_.runtime.name(Special::kNew)))));
  TRY(list_append(thread_, all, type));
  for (uint64_t i = 0; i < positional.as<Tuple>()->size; i++) {
    TRY(list_append(thread_, all, positional.as<Tuple>()->items[i]));
  }
  Tuple* packed = TRY(make_tuple(thread_, all->view()));
  Value constructor = TRY(call_with(thread_, state_->partial, packed, keywords));
  TRY(noting(save(constructor), object, "reconstructor"));
  TRY(save(thread_.runtime.empty_tuple));
  put(Opcode::kReduce);
  return {};
}

Status Saver::save_state(Value state, Value setter, Value object) {
  if (setter.is_none()) {
    TRY(noting(save(state), object, "state"));
    put(Opcode::kBuild);
    return {};
  }
  // setter(object, state), of which the result is dropped.
  TRY(noting(save(setter), object, "state setter"));
  TRY(save(object));
  TRY(noting(save(state), object, "state"));
  put(Opcode::kTuple2);
  put(Opcode::kReduce);
  put(Opcode::kPop);
  return {};
}

Status Saver::save_reduce(Tuple* reduced, Value object) {
  TRY(check_reduction(thread_, reduced));
  auto item = [&](uint64_t i) { return i < reduced->size ? reduced->items[i] : Value::none(); };
  auto* arguments = item(1).as<Tuple>();
  std::string function_name;
  if (protocol_ >= 2) {
    Value name = TRY(find_attribute(thread_, item(0), Name::kName));
    if (is_str(name)) function_name = text_of(name);
  }
  if (function_name == "__newobj__") {
    TRY(save_new_object(arguments, object));
  } else if (function_name == "__newobj_ex__") {
    TRY(save_new_object_ex(arguments, object));
  } else {
    TRY(noting(save(item(0)), object, "reconstructor"));
    TRY(noting(save(item(1)), object, "reconstructor arguments"));
    put(Opcode::kReduce);
  }
  // Saving the arguments may have led back to the object, which then has been written.
  if (const int64_t number = memo_.find(object); number >= 0) {
    put(Opcode::kPop);
    put_get(static_cast<uint32_t>(number));
  } else {
    TRY(memoize(object));
  }
  if (!item(3).is_none()) TRY(append_batches(item(3), object));
  if (!item(4).is_none()) TRY(set_batches(item(4), object));
  if (!item(2).is_none()) TRY(save_state(item(2), item(5), object));
  return {};
}

}  // namespace memphis::pickle

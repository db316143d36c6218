// What the attribute `memo` of picklers and unpicklers gives.
#include "modules/pickle/pickle.h"
#include "runtime/list_operations.h"

namespace memphis::pickle {

namespace {

Value owner_of(Value* args) { return args[0].as<MemoProxy>()->owner; }

Value copy_pickler_memo(Thread& thread, Value* args) { return pickler_memo_copy(thread, owner_of(args).as<Pickler>()); }
Value copy_unpickler_memo(Thread& thread, Value* args) {
  return unpickler_memo_copy(thread, owner_of(args).as<Unpickler>());
}

Value clear_pickler_memo(Thread&, Value* args) {
  pickler_memo_clear(owner_of(args).as<Pickler>());
  return Value::none();
}
Value clear_unpickler_memo(Thread& thread, Value* args) {
  list_clear(thread, owner_of(args).as<Unpickler>()->memo);
  return Value::none();
}

// As a dict of the same contents.
template <Value (*copy)(Thread&, Value*)>
Value reduce_memo(Thread& thread, Value* args) {
  Value contents = TRY(copy(thread, args));
  Tuple* arguments = TRY(make_tuple(thread, {contents}));
  return make_tuple(thread, {Value(thread.runtime.type(TypeId::kDict)), Value(arguments)});
}

constexpr NativeDefinition kPicklerMemoMethods[] = {
    {"clear(self, /)", clear_pickler_memo, "Remove all items from memo."},
    {"copy(self, /)", copy_pickler_memo, "Copy the memo to a new object."},
    {"__reduce__(self, /)", reduce_memo<copy_pickler_memo>, "Implement pickle support."},
};
constexpr NativeDefinition kUnpicklerMemoMethods[] = {
    {"clear(self, /)", clear_unpickler_memo, "Remove all items from memo."},
    {"copy(self, /)", copy_unpickler_memo, "Copy the memo to a new object."},
    {"__reduce__(self, /)", reduce_memo<copy_unpickler_memo>, "Implement pickling support."},
};

}  // namespace

const TypeSpec kPicklerMemoProxyType = {
    .name = "PicklerMemoProxy",
    .module = "_pickle",
    .basic_size = sizeof(MemoProxy),
    .native_fields = 1,
    .flags = kTypeDisallowInstantiation,
    .methods = kPicklerMemoMethods,
};

const TypeSpec kUnpicklerMemoProxyType = {
    .name = "UnpicklerMemoProxy",
    .module = "_pickle",
    .basic_size = sizeof(MemoProxy),
    .native_fields = 1,
    .flags = kTypeDisallowInstantiation,
    .methods = kUnpicklerMemoMethods,
};

}  // namespace memphis::pickle

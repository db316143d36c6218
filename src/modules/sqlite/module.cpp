// The module _sqlite3.
#include "modules/modules.h"
#include "modules/sqlite/sqlite.h"
#include "runtime/argument_support.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/file_path.h"

namespace memphis {

namespace sqlite {

namespace {

constexpr TypeSpec kStateType = {
    .name = "state",
    .module = "_sqlite3",
    .basic_size = sizeof(ModuleState),
    .native_fields = 2,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
};
constexpr char kStateKey = 0;

// The class that connect() calls: its argument `factory`, or Connection.
Value factory_of(Thread& thread, const Tuple* positional, Value keywords) {
  constexpr uint64_t kPosition = 5;
  if (positional->size > kPosition) return positional->items[kPosition];
  if (keywords.is_kind(Kind::kDict)) {
    Value factory = TRY(dict_get(thread, keywords.as<Dict>(), TRY(make_str(thread, "factory"))));
    if (!factory.is_unbound()) return factory;
  }
  return native_type(thread.runtime, kConnectionType);
}

Value connect(Thread& thread, Value* args) {
  auto* positional = args[0].as<Tuple>();
  TRY(warn_of_positional(thread, "sqlite3.connect", static_cast<int64_t>(positional->size)));
  return call_with(thread, TRY(factory_of(thread, positional, args[1])), positional, args[1]);
}

Value complete_statement(Thread& thread, Value* args) {
  const std::string text =
      TRY(c_text_of(thread, TRY(str_argument(thread, args[0], "complete_statement", "statement"))));
  return Value::boolean(sqlite3_complete(text.c_str()) != 0);
}

Value enable_callback_tracebacks(Thread& thread, Value* args) {
  module_state(thread)->shows_callback_errors = TRY(int_argument(thread, args[0])) != 0;
  return Value::none();
}

constexpr NativeDefinition kFunctions[] = {
    {"connect(*args, **kwargs)", connect, "Opens a connection to a database file.", NativeKind::kFunction,
     CallErrors::kDerived,
     "($module, /, database, timeout=5.0, detect_types=0, isolation_level=\"\", check_same_thread=True, "
     "factory=ConnectionType, cached_statements=128, uri=False, *, autocommit=sqlite3.LEGACY_TRANSACTION_CONTROL)"},
    {"complete_statement(statement)", complete_statement, "Does a text hold whole statements?"},
    {"enable_callback_tracebacks(enable, /)", enable_callback_tracebacks,
     "Shows what goes wrong in callbacks, or hides it."},
    {"adapt(obj, proto=<unrepresentable>, alt=<unrepresentable>, /)", adapt_function,
     "What the object is for a protocol."},
    {"register_adapter(type, adapter, /)", register_adapter, "Sets how a type's objects become values of SQLite."},
    {"register_converter(typename, converter, /)", register_converter,
     "Sets how values of a declared type become objects."},
};

constexpr ModuleConstant kConstants[] = {
    {"PARSE_DECLTYPES", kParseDeclaredTypes},
    {"PARSE_COLNAMES", kParseColumnNames},
    {"LEGACY_TRANSACTION_CONTROL", static_cast<int>(Autocommit::kLegacy)},
#define RESULT(name) {#name, name},
#define CONSTANT(name) {#name, name},
#include "modules/sqlite/constants.def"
#undef RESULT
#undef CONSTANT
};

// What DB-API calls the level of sharing that threads may do.
int thread_safety() {
  switch (sqlite3_threadsafe()) {
    case 0: return 0;
    case 1: return 3;
    default: return 1;
  }
}

Status add_contents(Thread& thread, Module* module) {
  for (const TypeSpec* spec : {&kConnectionType, &kCursorType, &kRowType, &kPrepareProtocolType, &kBlobType}) {
    (void)TRY(add_module_type(thread, module, *spec));
  }
  (void)TRY(make_hidden_type(thread, kStatementType));
  TRY(add_errors(thread, module));
  TRY(add_constants(thread, module, kConstants));
  TRY(set_module_attribute(thread, module, "sqlite_version", TRY(make_str(thread, sqlite3_libversion()))));
  TRY(set_module_attribute(thread, module, "threadsafety", Value::small_int(thread_safety())));
  const ModuleState* state = module_state(thread);
  TRY(set_module_attribute(thread, module, "adapters", state->adapters));
  return set_module_attribute(thread, module, "converters", state->converters);
}

}  // namespace

ModuleState* module_state(Thread& thread) { return static_cast<ModuleState*>(module_cell(thread.runtime, &kStateKey)); }

}  // namespace sqlite

Value create_sqlite_module(Thread& thread) {
  using namespace sqlite;
  Module* module = TRY(make_native_module(thread, "_sqlite3", "", sqlite::kFunctions));
  Type* type = TRY(make_hidden_type(thread, kStateType));
  auto* state = TRY(allocate_instance<ModuleState>(thread, type));
  keep_module_cell(thread.runtime, &kStateKey, state);
  state->adapters.set(state, Value(TRY(make_dict(thread))));
  state->converters.set(state, Value(TRY(make_dict(thread))));
  TRY(add_contents(thread, module));
  return module;
}

}  // namespace memphis

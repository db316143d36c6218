// The module _csv: its functions and what it keeps.
#include "modules/csv/csv.h"
#include "modules/modules.h"
#include "runtime/dict_operations.h"
#include "runtime/int_operations.h"
#include "runtime/list_operations.h"

namespace memphis {

namespace csv {

namespace {

constexpr ExceptionSpec kError = {"Error", "_csv", ExceptionId::kException};
constexpr char kStateKey = 0;  // its address is the key of the module's state
constexpr int64_t kDefaultFieldLimit = 128 * 1024;

constexpr TypeSpec kStateType = {
    .name = "_state",
    .module = "_csv",
    .basic_size = sizeof(State),
    .native_fields = 1,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
};

Value register_dialect(Thread& thread, Value* args) {
  if (!is_str(args[0])) return raise_type_error(thread, "dialect name must be a string");
  Dialect* dialect = TRY(make_dialect(thread, args[1], args[2]));
  TRY(dict_set(thread, state_of(thread.runtime)->dialects, args[0], dialect));
  return Value::none();
}

Value unregister_dialect(Thread& thread, Value* args) {
  Dict* dialects = state_of(thread.runtime)->dialects;
  if (dialects->count == 0 || !TRY(dict_delete(thread, dialects, args[0]))) {
    return raise_csv_error(thread, "unknown dialect");
  }
  return Value::none();
}

Value get_dialect(Thread& thread, Value* args) {
  Value found = TRY(dict_get(thread, state_of(thread.runtime)->dialects, args[0]));
  if (found.is_unbound()) return raise_csv_error(thread, "unknown dialect");
  return found;
}

Value list_dialects(Thread& thread, Value*) {
  return list_from_iterable(thread, state_of(thread.runtime)->dialects.get());
}

Value field_size_limit(Thread& thread, Value* args) {
  State* state = state_of(thread.runtime);
  const int64_t former = state->field_limit;
  if (!args[0].is_unbound()) {
    if (!is_exact_int(args[0])) return raise_type_error(thread, "limit must be an integer");
    if (!int_to_int64(args[0], state->field_limit)) {
      return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to C ssize_t");
    }
  }
  return make_int(thread, former);
}

constexpr NativeDefinition kFunctions[] = {
    {"reader(iterable, dialect=None, /, **fmtparams)", reader_function,
     "An iterator over the rows in an iterable of lines."},
    {"writer(fileobj, dialect=None, /, **fmtparams)", writer_function, "Writes rows to a file."},
    {"list_dialects()", list_dialects, "The names of all dialects."},
    {"register_dialect(name, dialect=None, /, **fmtparams)", register_dialect, "Gives a dialect a name."},
    {"unregister_dialect(name)", unregister_dialect, "Forgets the dialect of that name."},
    {"get_dialect(name)", get_dialect, "The dialect of that name."},
    {"field_size_limit(new_limit=<unrepresentable>)", field_size_limit,
     "Sets an upper limit for the size of fields that are read; answers the former one."},
};

State* make_state(Thread& thread) {
  if (State* state = state_of(thread.runtime); state != nullptr) return state;
  auto* state = TRY(allocate_instance<State>(thread, TRY(make_hidden_type(thread, kStateType))));
  state->dialects.set(state, TRY(make_dict(thread)));
  state->field_limit = kDefaultFieldLimit;
  keep_module_cell(thread.runtime, &kStateKey, state);
  return state;
}

}  // namespace

State* state_of(const Runtime& runtime) { return static_cast<State*>(module_cell(runtime, &kStateKey)); }

FailureOfAnyType raise_csv_error(Thread& thread, std::string_view message) {
  return raise_module_error(thread, kError, message);
}

}  // namespace csv

Value create_csv_module(Thread& thread) {
  Module* module =
      TRY(make_native_module(thread, "_csv", "Reading and writing of comma-separated values.", csv::kFunctions));
  csv::State* state = TRY(csv::make_state(thread));
  (void)TRY(add_exception_class(thread, module, csv::kError));
  (void)TRY(add_module_type(thread, module, csv::kDialectType));
  TRY(set_module_attribute(thread, module, "Reader", TRY(make_hidden_type(thread, csv::kReaderType))));
  TRY(set_module_attribute(thread, module, "Writer", TRY(make_hidden_type(thread, csv::kWriterType))));
  TRY(set_module_attribute(thread, module, "_dialects", state->dialects.get()));
  constexpr const char* kQuotings[] = {"QUOTE_MINIMAL", "QUOTE_ALL",     "QUOTE_NONNUMERIC",
                                       "QUOTE_NONE",    "QUOTE_STRINGS", "QUOTE_NOTNULL"};
  for (int64_t i = 0; i < csv::kQuotingCount; i++) {
    TRY(set_module_attribute(thread, module, kQuotings[i], Value::small_int(i)));
  }
  return module;
}

}  // namespace memphis

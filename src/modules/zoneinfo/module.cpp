// The module _zoneinfo.
#include "modules/modules.h"
#include "modules/zoneinfo/zoneinfo.h"
#include "runtime/call.h"
#include "runtime/named_access.h"

namespace memphis {

namespace zoneinfo {

namespace {

constexpr char kStateKey = 0;  // its address is the key of the module's state

constexpr TypeSpec kStateType = {
    .name = "_state",
    .module = "_zoneinfo",
    .basic_size = sizeof(State),
    .native_fields = 3,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
};

State* make_state(Thread& thread) {
  if (State* state = state_of(thread.runtime); state != nullptr) return state;
  (void)TRY(import_module(thread, "_datetime"));
  auto* state = TRY(allocate_instance<State>(thread, TRY(make_hidden_type(thread, kStateType))));
  Type* tzinfo = native_type(thread.runtime, datetime::kTzinfoType);
  state->type.set(state, TRY(make_hidden_type(thread, kZoneInfoType, tzinfo)));
  state->recent.set(state, TRY(make_dict(thread)));
  Value make = TRY(import_attribute(thread, "weakref", "WeakValueDictionary"));
  state->weak_cache.set(state, TRY(call(thread, make)));
  keep_module_cell(thread.runtime, &kStateKey, state);
  return state;
}

}  // namespace

State* state_of(const Runtime& runtime) { return static_cast<State*>(module_cell(runtime, &kStateKey)); }

}  // namespace zoneinfo

Value create_zoneinfo_module(Thread& thread) {
  Module* module = TRY(make_native_module(thread, "_zoneinfo", "C implementation of the zoneinfo module", {}));
  zoneinfo::State* state = TRY(zoneinfo::make_state(thread));
  TRY(set_module_attribute(thread, module, "ZoneInfo", state->type.get()));
  return module;
}

}  // namespace memphis

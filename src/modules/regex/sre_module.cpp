// The module _sre: what CPython's package re is built upon.
#include "base/unicode.h"
#include "modules/modules.h"
#include "modules/regex/objects.h"
#include "runtime/error.h"
#include "runtime/operations.h"

namespace memphis {

namespace regex {

namespace {

constexpr char kStateKey = 0;  // its address is the key of the module state

State* state_of(const Runtime& runtime) {
  for (const auto& [key, state] : runtime.module_states) {
    if (key == &kStateKey) return static_cast<State*>(state);
  }
  return nullptr;
}

constexpr TypeSpec kStateType = {
    .name = "_state",
    .module = "_sre",
    .basic_size = sizeof(State),
    .native_fields = 6,
    .flags = kTypeIsFinal | kTypeDisallowInstantiation,
};

// Once a Runtime: patterns of an earlier import go on to work.
Status make_state(Thread& thread) {
  Runtime& runtime = thread.runtime;
  if (state_of(runtime) != nullptr) return {};
  Type* type = TRY(make_hidden_type(thread, kStateType));
  auto* state = TRY(allocate_instance<State>(thread, type));
  runtime.permanent.push_back(state);
  state->pattern_type.set(state, TRY(make_hidden_type(thread, kPatternType)));
  state->match_type.set(state, TRY(make_hidden_type(thread, kMatchType)));
  state->scanner_type.set(state, TRY(make_hidden_type(thread, kScannerType)));
  state->template_type.set(state, TRY(make_hidden_type(thread, kTemplateType)));
  runtime.module_states.emplace_back(&kStateKey, state);
  return {};
}

Value sre_compile(Thread& thread, Value* args) { return compile_pattern(thread, state_of(thread.runtime), args); }

Value sre_template(Thread& thread, Value* args) {
  if (!args[1].is_kind(Kind::kList)) {
    return raise_type_error(thread, "template() argument 2 must be list, not {}", type_name(thread, args[1]));
  }
  return make_template(thread, state_of(thread.runtime), args[1].as<List>());
}

Value sre_getcodesize(Thread&, Value*) { return Value::small_int(kCodeBytes); }

template <Folding folding>
Value is_cased(Thread& thread, Value* args) {
  const auto c = static_cast<char32_t>(TRY(to_c_int(thread, args[0])));
  if constexpr (folding == Folding::kAscii) return Value::boolean(c < 128 && (c | 0x20) >= 'a' && (c | 0x20) <= 'z');
  return Value::boolean(c <= 0x10ffff && unicode::is_simple_cased(c));
}

template <Folding folding>
Value to_lower_function(Thread& thread, Value* args) {
  const auto c = static_cast<char32_t>(TRY(to_c_int(thread, args[0])));
  return make_int(thread, static_cast<int32_t>(to_lower(folding, c)));
}

constexpr NativeDefinition kFunctions[] = {
    {"compile(pattern, flags, code, groups, groupindex, indexgroup)", sre_compile},
    {"template(pattern, template, /)", sre_template},
    {"getcodesize()", sre_getcodesize},
    {"ascii_iscased(character, /)", is_cased<Folding::kAscii>},
    {"unicode_iscased(character, /)", is_cased<Folding::kUnicode>},
    {"ascii_tolower(character, /)", to_lower_function<Folding::kAscii>},
    {"unicode_tolower(character, /)", to_lower_function<Folding::kUnicode>},
};

}  // namespace

}  // namespace regex

Value create_sre_module(Thread& thread) {
  Module* module =
      TRY(make_native_module(thread, "_sre", "Matching of compiled regular expressions.", regex::kFunctions));
  TRY(regex::make_state(thread));
  TRY(set_module_attribute(thread, module, "MAGIC", Value::small_int(regex::kMagic)));
  TRY(set_module_attribute(thread, module, "CODESIZE", Value::small_int(regex::kCodeBytes)));
  TRY(set_module_attribute(thread, module, "MAXREPEAT", Value::small_int(regex::kMaximumRepeat)));
  TRY(set_module_attribute(thread, module, "MAXGROUPS", Value::small_int(regex::kMaximumGroups)));
  return module;
}

}  // namespace memphis

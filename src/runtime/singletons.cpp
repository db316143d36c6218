#include "runtime/class.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/make.h"

namespace memphis {

Status make_singletons(Thread& thread) {
  Runtime& runtime = thread.runtime;
  static constexpr const char* kTexts[] = {
#define SPECIAL(enumerator, text) text,
#include "objects/special_methods.def"
#undef SPECIAL
#define NAME(enumerator, text) text,
#include "runtime/names.def"
#undef NAME
  };
  for (int i = 0; i < static_cast<int>(Name::kCount); i++) runtime.names[i] = TRY(intern_text(runtime, kTexts[i]));
  runtime.empty_tuple = TRY(allocate_tuple(thread, 0));
  runtime.empty_bytes = TRY(allocate_bytes(thread, 0));
  auto* zero = TRY(allocate_builtin<Float>(thread, TypeId::kFloat));
  zero->value = 0.0;
  runtime.zero_float = zero;
  auto* negative_zero = TRY(allocate_builtin<Float>(thread, TypeId::kFloat));
  negative_zero->value = -0.0;
  runtime.negative_zero_float = negative_zero;
  runtime.empty_frozenset = TRY(make_set(thread, TypeId::kFrozenSet));
  return {};
}

}  // namespace memphis

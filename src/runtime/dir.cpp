#include "runtime/dir.h"

#include "runtime/attribute.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis {

List* sorted_list(Thread& thread, Value iterable) {
  Value list = TRY(call(thread, thread.runtime.type(TypeId::kList), {iterable}));
  TRY(call_method(thread, list, TRY(intern_text(thread.runtime, "sort"))));
  return list.as<List>();
}

List* directory_of(Thread& thread, Value object) {
  Value names = TRY(call_special(thread, object, Special::kDir));
  if (names.is_unbound()) return raise_type_error(thread, "object does not provide __dir__");
  return sorted_list(thread, names);
}

}  // namespace memphis

// The module _suggestions: what the traceback module asks for "Did you mean".
#include "base/spelling.h"
#include "modules/modules.h"
#include "runtime/argument_support.h"
#include "runtime/error.h"
#include "runtime/make.h"

namespace memphis {

namespace {

Value generate_suggestions(Thread& thread, Value* args) {
  Str* item = TRY(str_argument(thread, args[1], "_generate_suggestions", 2));
  if (!args[0].is_exactly(Kind::kList)) return raise_type_error(thread, "candidates must be a list");
  std::vector<std::string> candidates;
  for (Value candidate : args[0].as<List>()->view()) {
    if (!is_str(candidate)) return raise_type_error(thread, "all elements in 'candidates' must be strings");
    candidates.push_back(text_of(candidate));
  }
  std::string found = suggest_name(candidates, text_of(item));
  return found.empty() ? Value::none() : Value(make_str(thread, found));
}

constexpr NativeDefinition kFunctions[] = {
    {"_generate_suggestions(candidates, item, /)", generate_suggestions,
     "The candidate that the item is probably a misspelling of, or None."},
};

}  // namespace

Value create_suggestions_module(Thread& thread) {
  return make_native_module(thread, "_suggestions", "Names that resemble each other.", kFunctions);
}

}  // namespace memphis

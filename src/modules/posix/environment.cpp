// The environment, and lists of texts for programs to be started.
#include <unistd.h>

#include <cstdlib>

#include "modules/posix/posix.h"
#include "runtime/audit.h"
#include "runtime/call.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/file_path.h"
#include "runtime/intern.h"
#include "runtime/list_operations.h"

namespace memphis::posix {

namespace {

Value bytes_value(Thread& thread, std::string_view text) {
  return make_bytes(thread, {reinterpret_cast<const uint8_t*>(text.data()), text.size()});
}

Value create_environ(Thread& thread, Value*) { return make_environment(thread); }

Value putenv_function(Thread& thread, Value* args) {
  const std::string name = TRY(encode_path(thread, args[0])), value = TRY(encode_path(thread, args[1]));
  if (name.find('=') != std::string::npos) return raise_value_error(thread, "illegal environment variable name");
  TRY(audit(thread, "os.putenv", {TRY(bytes_value(thread, name)), TRY(bytes_value(thread, value))}));
  return none_or_error(thread, setenv(name.c_str(), value.c_str(), 1));
}

Value unsetenv_function(Thread& thread, Value* args) {
  const std::string name = TRY(encode_path(thread, args[0]));
  TRY(audit(thread, "os.unsetenv", {TRY(bytes_value(thread, name))}));
  return none_or_error(thread, unsetenv(name.c_str()));
}

constexpr NativeDefinition kFunctions[] = {
    {"_create_environ()", create_environ, "The environment as the process has it now: a dict of bytes."},
    {"putenv(name, value, /)", putenv_function, "Changes or adds an environment variable."},
    {"unsetenv(name, /)", unsetenv_function, "Removes an environment variable."},
};

}  // namespace

Value make_environment(Thread& thread) {
  Dict* result = TRY(make_dict(thread));
  if (environ == nullptr) return result;
  for (char** entry = environ; *entry != nullptr; entry++) {
    const std::string_view text = *entry;
    const size_t equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    Value key = TRY(bytes_value(thread, text.substr(0, equals)));
    // Of two entries for a name the first counts, as it does for getenv().
    TRY(dict_set_default(thread, result, key, TRY(bytes_value(thread, text.substr(equals + 1)))));
  }
  return result;
}

Fallible<std::vector<std::string>> argument_list(Thread& thread, Value sequence, const char* place) {
  if (!sequence.is_kind(Kind::kList) && !sequence.is_kind(Kind::kTuple)) {
    return raise_type_error(thread, "{} must be a tuple or list", place);
  }
  std::vector<std::string> texts;
  for (size_t i = 0; i < items_of(sequence).size(); i++) {
    texts.push_back(TRY(encode_path(thread, items_of(sequence)[i])));
  }
  if (texts.empty()) return raise_value_error(thread, "{} must not be empty", place);
  if (texts[0].empty()) return raise_value_error(thread, "{} first element cannot be empty", place);
  return texts;
}

Fallible<std::vector<std::string>> environment_list(Thread& thread, Value mapping) {
  Value keys = TRY(call_method(thread, mapping, Name::kKeys)),
        values = TRY(call_method(thread, mapping, Name::kValues));
  keys = TRY(list_from_iterable(thread, keys));
  values = TRY(list_from_iterable(thread, values));
  std::vector<std::string> texts;
  for (size_t i = 0; i < items_of(keys).size() && i < items_of(values).size(); i++) {
    std::string text = TRY(encode_path(thread, items_of(keys)[i]));
    // A name may begin with '=' where Windows' drives do: the search starts behind the first character.
    if (text.empty() || text.find('=', 1) != std::string::npos) {
      return raise_value_error(thread, "illegal environment variable name");
    }
    text += '=';
    text += TRY(encode_path(thread, items_of(values)[i]));
    texts.push_back(std::move(text));
  }
  return texts;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

const std::span<const NativeDefinition> kEnvironmentFunctions = kFunctions;

}  // namespace memphis::posix

// Functions of the host as Python callables: built-in methods bound to a hidden object that knows the host's function.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "memphis/function.h"
#include "runtime/native.h"

namespace memphis::detail {

class ContextState;

// What a signature of the host means, as the rest of Python has it: `def` syntax.
struct HostSignature {
  std::string name;
  std::string native_text;            // with self in front, as runtime/native.h wants it
  std::vector<std::string> defaults;  // of the parameters in order, self not among them: an expression; empty: none
  size_t slot_count = 0;              // parameters, *args and **kwargs
  std::string error;                  // not empty: what is wrong
};
HostSignature parse_host_signature(std::string_view text);

struct HostFunctionEntry {
  HostFunctionEntry(ContextState& owner, HostSignature the_signature, HostFunction the_function,
                    std::string_view the_documentation)
      : state(owner),
        signature(std::move(the_signature)),
        function(std::move(the_function)),
        documentation(the_documentation) {}

  ContextState& state;
  HostSignature signature;
  std::optional<HostFunction> function;  // none: the Context is gone
  std::string documentation;
  NativeDefinition definition{};
};

// The callable. `entry` is filled in and must live as long as the Runtime does; defaults are evaluated now. Runs user
// code.
Value make_host_callable(Thread& thread, HostFunctionEntry& entry);
// Raises what the host has answered.
FailureOfAnyType raise_host_error(Thread& thread, ContextState& state, const Error& error);

}  // namespace memphis::detail

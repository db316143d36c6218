// Generators, coroutines, async generators: one layout, told apart by their type.
#pragma once

#include "objects/exception.h"
#include "objects/function.h"

namespace memphis {

// A link in the chain of exceptions being handled; each running generator and each thread has one.
struct HandledLink {
  Value exception;  // None: none
  HandledLink* previous;
};

enum class GeneratorState : uint8_t { kCreated, kSuspended, kRunning, kFinished };

struct Generator : Cell {
  static constexpr Kind kKind = Kind::kGenerator;
  Field name;            // Str
  Field qualified_name;  // Str
  Ref<Function> function;
  Field origin;     // cr_origin; async generators: hooks and the like
  Field finalizer;  // async generators: hook; unbound: none
  HandledLink handled;
  void* fiber;     // tree walker: the native stack that waits here
  Value transfer;  // tree walker: value going in or out
  GeneratorState state;
  bool is_closed;          // async generators: aclose() was called
  bool hooks_inited;       // async generators: firstiter ran
  bool running_async;      // async generators: an anext() is under way
  bool transfer_is_error;  // tree walker: the value going in is raised
  uint32_t register_count;
  // Then the frame itself: Frame, and its registers.
  uint64_t frame_words[];
};

// What an async generator yields on its way through the awaits: told apart from what it awaits by being wrapped.
struct AsyncGeneratorWrappedValue : Cell {
  Field value;
};

// What coroutine.__await__() gives.
struct CoroutineWrapper : Cell {
  Ref<Generator> coroutine;
};

enum class AwaitState : uint8_t { kInitial, kIterating, kClosed };

// asend(), __anext__(): the awaitable of one step of an async generator.
struct AsyncGeneratorSend : Cell {
  Ref<Generator> generator;
  Field value;  // to be sent; None: nothing
  AwaitState state;
};

// athrow() and aclose().
struct AsyncGeneratorThrow : Cell {
  Ref<Generator> generator;
  Field arguments;  // Tuple; unbound: aclose()
  AwaitState state;
};

}  // namespace memphis

// Arguments of native functions as tables declare them: the checks and messages that CPython's argument parser
// has for each kind of parameter.
#pragma once

#include <span>
#include <string>

#include "runtime/buffer.h"

namespace memphis {

// The type's name as argument errors show it: None is "None".
std::string argument_type_name(Thread& thread, Value value);

// TypeError "name() argument 2 must be str, not int"; position 0: the function has one argument, which has no number.
FailureOfAnyType raise_argument_error(Thread& thread, const char* function, int position, const char* expected,
                                      Value value);
// The same for a parameter that may be given by name: "name() argument 'mode' must be str, not int".
FailureOfAnyType raise_argument_error(Thread& thread, const char* function, const char* parameter, const char* expected,
                                      Value value);

Str* str_argument(Thread& thread, Value value, const char* function, int position);
Str* str_argument(Thread& thread, Value value, const char* function, const char* parameter);
// A str, or null for None and what is left out. ValueError when it holds a zero character.
Fallible<Str*> optional_text_argument(Thread& thread, Value value, const char* function, int position);
Fallible<Str*> optional_text_argument(Thread& thread, Value value, const char* function, const char* parameter);

// An int that fits C's int, or `otherwise` for what is left out. OverflowError if it does not fit.
Fallible<int> int_argument(Thread& thread, Value value, int otherwise = 0);
// A size that must be an int: no __index__ is asked.
Fallible<int64_t> exact_size_argument(Thread& thread, Value value);
// The truth of the value, or `otherwise` for what is left out. Runs user code.
Fallible<bool> flag_argument(Thread& thread, Value value, bool otherwise);

// The bytes of a bytes-like object, or the UTF-8 of a str.
class TextOrBytes {
 public:
  explicit TextOrBytes(Thread& thread) : thread_(thread), buffer_(thread) {}

  Status acquire(Value value);
  std::span<const uint8_t> bytes() const { return encoded_ != nullptr ? encoded_->view() : buffer_.bytes(); }
  // What the bytes belong to, for exceptions.
  Value object() const { return object_; }

 private:
  Thread& thread_;
  Buffer buffer_;
  Bytes* encoded_ = nullptr;
  Value object_;
};

}  // namespace memphis

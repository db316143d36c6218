// From source text to a Code cell: parser, symbols, and what the engine needs. Installed into Runtime::front_end.
#pragma once

#include <string>
#include <string_view>

#include "api/interpreter.h"
#include "syntax/source_text.h"

namespace memphis {

struct CompileRequest {
  char mode = 'e';  // e exec, v eval, s single
  int flags = 0;    // PyCF_* and CO_FUTURE_* bits, as compile() takes them
  int optimize = 0;
  // Mode e: running the code gives the value of the last statement, if that is an expression, instead of None.
  bool keep_last_value = false;
};

// What a host hands over need not be UTF-8: then it is treated as bytes that are given to compile().
SourceText text_of_host(std::string_view filename, std::string_view source);
// Bytes of a program, decoded as they say themselves; encodings that the front end does not know are looked up in the
// codec registry (which may run user code). `is_file`: as the interpreter reads its main program, else as compile()
// does.
SourceText text_of_bytes(Thread& thread, std::string filename, std::string bytes, bool is_file);
// Compiles a source for the engine. Syntax errors are pending exceptions of their class; warnings are issued.
Value compile_source(Thread& thread, EngineKind engine, SourceText source, const CompileRequest& request);
void install_front_end(Interpreter& interpreter);

}  // namespace memphis

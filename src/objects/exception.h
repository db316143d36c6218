// Exceptions, tracebacks, frame objects.
#pragma once

#include "objects/function.h"
#include "objects/value.h"

namespace memphis {

// The layout of every exception. What single classes add (value of StopIteration, errno of OSError, ...) lies in
// `extra`, whose meaning the table of the class gives (builtins/exceptions). The attributes word follows.
struct Exception : Cell {
  static constexpr Kind kKind = Kind::kException;
  Ref<Tuple> args;
  Field traceback;  // Traceback or None (unbound reads as None)
  Field context;
  Field cause;
  Field extra[6];
  bool suppress_context;
};

// What the fields of `extra` hold, by class.
enum ExceptionExtra : uint8_t {
  kStopIterationValue = 0,
  kSystemExitCode = 0,
  kImportErrorMessage = 0,
  kImportErrorName,
  kImportErrorPath,
  kImportErrorNameFrom,
  kNameErrorName = 0,
  kAttributeErrorName = 0,
  kAttributeErrorObject,
  kOSErrorNumber = 0,
  kOSErrorText,
  kOSErrorFilename,
  kOSErrorFilename2,
  kOSErrorCharactersWritten,
  kSyntaxErrorMessage = 0,
  kSyntaxErrorFilename,
  kSyntaxErrorLine,
  kSyntaxErrorOffset,
  kSyntaxErrorText,
  kSyntaxErrorRest,  // ValueArray of end_lineno, end_offset, print_file_and_line, _metadata; unbound: none of them is
                     // set
  kUnicodeErrorEncoding = 0,
  kUnicodeErrorObject,
  kUnicodeErrorStart,  // int; unbound: 0
  kUnicodeErrorEnd,
  kUnicodeErrorReason,
  kGroupMessage = 0,
  kGroupExceptions,  // Tuple
};

struct FrameObject;

struct Traceback : Cell {
  static constexpr Kind kKind = Kind::kTraceback;
  Field next;  // Traceback or None
  Ref<FrameObject> frame;
  const void* position;  // in the frame's code, as the engine counts; null: line only
  int32_t line;          // -1: not computed from position yet
  // What Python code that made the entry has said; it need not be the place of an instruction.
  static constexpr int32_t kNotGiven = 0;
  int32_t given_instruction;
};

// What Python code sees of a frame. While the frame runs, `frame` points at it; when it ends, its locals are saved
// here.
struct FrameObject : Cell {
  static constexpr Kind kKind = Kind::kFrameObject;
  Ref<FrameObject> back;  // filled in when the frame ends or when asked for
  Ref<Function> function;
  Ref<ValueArray> saved;  // registers, once the frame has ended
  Field locals;           // proxy or mapping handed out before; unbound: none
  Field trace;            // f_trace
  Frame* frame;           // null once ended
  const void* position;   // where it was when it ended
  bool trace_lines;
  bool trace_opcodes;
  bool has_started;       // its beginning has been reported, or nobody watched then
  int32_t shown_line;     // what f_lineno gives while a trace function runs; -1: the position's line
  int32_t traced_line;    // the last line that was reported; -1: none
  uint32_t traced_place;  // VM: the last traced instruction
  uint32_t came_from;     // VM: where lines without instructions may follow; see vm/instrument.h
};

}  // namespace memphis

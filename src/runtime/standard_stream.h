// sys.stdout and its like as the runtime and the built-in functions use them. The files themselves belong to the module
// _io; what has to be quick about them goes through StreamOperations, which that module installs.
#pragma once

#include "runtime/native.h"

namespace memphis {

struct StreamOperations {
  // Is it a text file of the native type itself, nothing derived?
  bool (*is_text_file)(Value file);
  // What its write and flush do.
  Status (*write)(Thread& thread, Value file, Str* text);
  Status (*flush)(Thread& thread, Value file);
};

// file.write(text) and file.flush(). Run user code unless the file is a native one.
Status write_text(Thread& thread, Value file, Str* text);
Status flush_file(Thread& thread, Value file);

// Flushes sys.stdout and sys.stderr, whatever they are, as at the end of a program: an error is reported on stderr and
// answered with false (the exit status is 120 then).
bool flush_standard_streams(Thread& thread);

}  // namespace memphis

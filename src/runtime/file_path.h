// Paths as functions of the system take them: str, bytes or what has __fspath__.
#pragma once

#include <string>
#include <string_view>

#include "runtime/runtime.h"

namespace memphis {

// os.fspath(path): a str or bytes. TypeError "expected str, bytes or os.PathLike object, not X". Runs user code.
Value file_system_path(Thread& thread, Value path);
// The bytes that the system gets for a str or bytes, zero bytes too: UTF-8, lone surrogates as the bytes they stand
// for.
Fallible<std::string> encode_name(Thread& thread, Value text);
// The bytes that the system gets for a path: UTF-8, lone surrogates as the bytes they stand for. ValueError when it has
// a zero byte. Runs user code.
Fallible<std::string> encode_path(Thread& thread, Value path);
// The UTF-8 of a str; UnicodeEncodeError for lone surrogates.
Fallible<std::string> utf8_of(Thread& thread, Value str);
// The same for the system's functions: ValueError "embedded null character".
Fallible<std::string> c_text_of(Thread& thread, Value str);
// The str of a name that came from the system.
Value decode_path(Thread& thread, std::string_view bytes);

}  // namespace memphis

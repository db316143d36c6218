// Formats of the module struct, compiled to a list of codes.
#pragma once

#include "objects/array.h"
#include "objects/text.h"
#include "runtime/runtime.h"

namespace memphis::structs {

enum class CodeKind : uint8_t {
  kSigned,
  kUnsigned,
  kAddress,  // 'P': signed or unsigned
  kBool,
  kFloat,
  kComplex,
  kCharacter,
  kString,
  kPascal
};

// What one format character with its repeat count describes. A string is one item of `size` bytes.
struct FormatCode {
  char character;
  CodeKind kind;
  bool is_swapped;  // the other byte order than the machine's
  bool is_native;
  uint32_t part_size;  // of an integer or float; half of a complex
  uint64_t size;       // of an item
  uint64_t offset;
  uint64_t repeat;
};

// A compiled format; plain data in a byte storage.
struct CompiledFormat {
  uint64_t size;         // bytes
  uint64_t value_count;  // Python values
  uint64_t code_count;
  FormatCode codes[];
};

// Compiles `text`; struct.error if it is wrong. The CompiledFormat lies at the start of the storage's bytes.
ByteStorage* compile_format(Thread& thread, std::string_view text);
inline CompiledFormat* format_in(ByteStorage* storage) { return reinterpret_cast<CompiledFormat*>(storage->bytes); }

// Writes the values, as many as the format wants. Runs user code; `out` must stay where it is meanwhile.
Status pack_values(Thread& thread, const CompiledFormat& format, const Value* values, uint8_t* out);
// A Tuple of the values in `format.size` bytes.
Value unpack_values(Thread& thread, const CompiledFormat& format, const uint8_t* in);

// struct.error
FailureOfAnyType raise_struct_error(Thread& thread, std::string_view message);

}  // namespace memphis::structs

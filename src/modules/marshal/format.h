// The data format of the module marshal: one letter, with a flag, in front of each object.
#pragma once

#include <string>
#include <string_view>

#include "runtime/runtime.h"

namespace memphis::marshal {

inline constexpr int kVersion = 5;
inline constexpr uint32_t kMaximumDepth = 2000;

enum Letter : char {
  kNull = '0',
  kNone = 'N',
  kFalse = 'F',
  kTrue = 'T',
  kStopIteration = 'S',
  kEllipsis = '.',
  kInt32 = 'i',
  kInt64 = 'I',
  kTextFloat = 'f',
  kFloat = 'g',
  kTextComplex = 'x',
  kComplex = 'y',
  kLong = 'l',
  kBytes = 's',
  kInterned = 't',
  kStr = 'u',
  kAscii = 'a',
  kInternedAscii = 'A',
  kShortAscii = 'z',
  kShortInternedAscii = 'Z',
  kTuple = '(',
  kSmallTuple = ')',
  kList = '[',
  kDict = '{',
  kSet = '<',
  kFrozenSet = '>',
  kSlice = ':',
  kReference = 'r',
  kCode = 'c',
};
// The object is one that references may name: the first so flagged has number 0.
inline constexpr uint8_t kReferenceFlag = 0x80;

// How code becomes bytes and comes back; an engine's business, which api installs.
struct CodeFormat {
  Status (*write)(Thread& thread, Code* code, std::string& out);
  // Unbound: the bytes are no code. `filename` null: the one that is written there.
  Value (*read)(Thread& thread, std::string_view bytes, const char* filename);
};
void install_code_format(Runtime& runtime, const CodeFormat* format);
const CodeFormat* code_format(const Runtime& runtime);  // null: none

// Appends the object's bytes. ValueError for what has none. Runs user code only through buffers of foreign objects.
Status write_object(Thread& thread, std::string& out, Value value, int version, bool allow_code);

// The object at the front of the bytes; what follows is ignored.
Value read_object(Thread& thread, std::span<const uint8_t> bytes, bool allow_code);
// The same from a binary file: takes no more than the object from it. Runs user code.
Value read_object_from_file(Thread& thread, Value file, bool allow_code);

}  // namespace memphis::marshal

// What the files of the module _zstd share.
#pragma once

#include <zstd.h>

#include <map>
#include <memory>
#include <string>

#include "modules/compression/byte_output.h"
#include "modules/module_support.h"
#include "runtime/interpreter_lock.h"

namespace memphis::compression {

// A dictionary's content, and what the library has made of it: once for each level of compression and once for
// decompression. Those who use it share it, as the library only refers to it.
struct DictionaryData {
  std::string content;
  std::map<int, ZSTD_CDict*> for_level;
  ZSTD_DDict* for_decompression = nullptr;

  explicit DictionaryData(std::string bytes) : content(std::move(bytes)) {}
  ~DictionaryData();
  DictionaryData(const DictionaryData&) = delete;
  DictionaryData& operator=(const DictionaryData&) = delete;
};
using SharedDictionary = std::shared_ptr<DictionaryData>;

struct ZstdDictionary : Cell {
  SharedDictionary* data;
  uint32_t id;  // 0: any content
};

// One call at a time: the others wait for their turn.
class Turn {
 public:
  Turn(Thread& thread, bool& is_running) : is_running_(is_running) {
    while (is_running_) thread.runtime.interpreter_lock->yield(thread);
    is_running_ = true;
  }
  ~Turn() { is_running_ = false; }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  bool& is_running_;
};

// The second item of what as_digested_dict and its like give.
enum class DictionaryUse : int { kDigested = 0, kUndigested = 1, kPrefix = 2 };

struct DictionaryArgument {
  SharedDictionary dictionary;
  DictionaryUse use;
};
// A ZstdDict, or a tuple of one and how it is to be used.
Fallible<DictionaryArgument> dictionary_argument(Thread& thread, Value value, DictionaryUse otherwise);

struct ZstdState : Cell {
  Field compression_parameter, decompression_parameter;  // the classes of the options' keys
};
ZstdState* zstd_state(Thread& thread);

extern const ExceptionSpec kZstdError;
// "Unable to ...: what the library says".
FailureOfAnyType raise_zstd_error(Thread& thread, const char* what, size_t code);
// A parameter that the library has refused.
FailureOfAnyType raise_parameter_error(Thread& thread, bool compresses, int parameter, int value);
// Takes the parameters of a dict of options; `set` gives what the library answers for one.
Status set_options(Thread& thread, Value options, bool compresses, void* context,
                   Status (*set)(Thread& thread, void* context, int parameter, int value));

extern const TypeSpec kZstdDictionaryType, kZstdCompressorType, kZstdDecompressorType;

}  // namespace memphis::compression

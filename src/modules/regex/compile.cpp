// _sre.compile: from a code list to a Pattern.
#include <cstring>

#include "modules/regex/objects.h"
#include "modules/regex/translate.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/operations.h"

namespace memphis::regex {

namespace {

// The native stack that translating must leave for what follows.
constexpr uintptr_t kStackReserve = 16 * 1024;

Status check_argument(Thread& thread, Value argument, Kind kind, const char* name, const char* type) {
  if (argument.is_kind(kind)) return {};
  return raise_type_error(thread, "compile() argument '{}' must be {}, not {}", name, type,
                          type_name(thread, argument));
}

// The words of the code list. Converting does not run user code: only ints are taken.
Status read_code(Thread& thread, List* list, std::vector<uint32_t>& code) {
  code.reserve(list->size);
  for (uint64_t i = 0; i < list->size; i++) {
    Value item = list->items()[i];
    if (!is_int(item)) return raise_type_error(thread, "an integer is required");
    if (int_sign(item) < 0) {
      return raise(thread, ExceptionId::kOverflowError, "can't convert negative value to unsigned int");
    }
    int64_t word;
    if (!int_to_int64(item, word)) {
      return raise(thread, ExceptionId::kOverflowError, "Python int too large to convert to C unsigned long");
    }
    if (word > UINT32_MAX)
      return raise(thread, ExceptionId::kOverflowError, "regular expression code size limit exceeded");
    code.push_back(static_cast<uint32_t>(word));
  }
  return {};
}

FailureOfAnyType raise_invalid(Thread& thread) { return raise(thread, ExceptionId::kRuntimeError, "invalid SRE code"); }

ByteStorage* store(Thread& thread, const std::vector<uint8_t>& block) {
  auto* storage = static_cast<ByteStorage*>(
      TRY(allocate_cell(thread, sizeof(ByteStorage) + block.size(), static_cast<uint8_t>(Kind::kByteArrayStorage),
                        thread.runtime.shape_of_shapes)));
  storage->capacity = block.size();
  std::memcpy(storage->bytes, block.data(), block.size());
  return storage;
}

ByteStorage* make_program(Thread& thread, const std::vector<uint32_t>& code, int64_t groups) {
  if (groups < 0 || groups > kMaximumGroups) return raise_invalid(thread);
  Draft draft;
  switch (translate(code, static_cast<uint32_t>(groups), thread.native_limit + kStackReserve, draft)) {
    case Translation::kInvalid: return raise_invalid(thread);
    case Translation::kTooDeep: return raise(thread, ExceptionId::kRecursionError, "maximum recursion depth exceeded");
    case Translation::kDone: break;
  }
  tidy(draft);
  analyze(draft);
  const std::vector<uint8_t> block = Program::seal(draft, code);
  if (block.empty()) return raise_memory_error(thread);
  return store(thread, block);
}

Fallible<PatternText> text_kind(Thread& thread, Value pattern) {
  if (pattern.is_none()) return PatternText::kNone;
  Subject subject(thread);
  TRY(subject.open(pattern));
  return subject.is_bytes() ? PatternText::kBytes : PatternText::kStr;
}

}  // namespace

Value compile_pattern(Thread& thread, State* state, Value* args) {
  TRY(check_argument(thread, args[2], Kind::kList, "code", "list"));
  TRY(check_argument(thread, args[4], Kind::kDict, "groupindex", "dict"));
  TRY(check_argument(thread, args[5], Kind::kTuple, "indexgroup", "tuple"));
  const int32_t flags = TRY(to_c_int(thread, args[1]));
  const int64_t groups = TRY(to_int64(thread, args[3]));
  std::vector<uint32_t> code;
  TRY(read_code(thread, args[2].as<List>(), code));
  const PatternText text = TRY(text_kind(thread, args[0]));
  ByteStorage* storage = TRY(make_program(thread, code, groups));
  auto* pattern = TRY(allocate_instance<Pattern>(thread, state->pattern_type));
  pattern->pattern.set(pattern, args[0]);
  pattern->state.set(pattern, state);
  pattern->storage.set(pattern, storage);
  pattern->flags.set(pattern, Value::small_int(flags));
  pattern->groups_shown.set(pattern, Value::small_int(groups));
  pattern->text = text;
  if (args[4].as<Dict>()->count > 0) {
    pattern->group_index.set(pattern, args[4]);
    if (args[5].as<Tuple>()->size > 0) pattern->index_group.set(pattern, args[5]);
  }
  return pattern;
}

}  // namespace memphis::regex

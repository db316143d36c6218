// Reads a pickle: a machine with a stack. A Loader lies on the native stack, where the collector finds its Values.
// Nothing in a pickle is trusted; its instructions never recurse natively.
#pragma once

#include "modules/pickle/pickle.h"

namespace memphis::pickle {

class Loader {
 public:
  Loader(Thread& thread, Unpickler* unpickler, Value persistent_load)
      : thread_(thread), state_(state_of(thread.runtime)), unpickler_(unpickler), persistent_load_(persistent_load) {}

  // Input that lies in memory.
  void set_input(std::span<const uint8_t> bytes) {
    input_ = bytes.data();
    left_ = bytes.size();
  }
  // Input from the unpickler's file.
  void use_file();
  // What the pickle holds.
  Value load();
  // Gives the file's input back that has not been used.
  Status finish_input();

  using Handler = Status (Loader::*)();
  struct Table {
    Handler handlers[256];
  };

 private:
  friend struct LoadTable;

  // ---- Input (loader_input.cpp) ----
  // Exactly so many bytes, which stay where they are until the next reading. Null: UnpicklingError.
  const uint8_t* read(uint64_t count) {
    if (count <= left_) [[likely]] {
      const uint8_t* bytes = input_;
      input_ += count;
      left_ -= count;
      return bytes;
    }
    return read_more(count);
  }
  const uint8_t* read_more(uint64_t count);
  Status read_from_file(uint64_t count);
  Status take_file_bytes(Value bytes);
  Status skip_prefetched();
  // A line without its end.
  Fallible<std::string_view> read_line();
  Fallible<std::string_view> read_line_with_end();
  // The same for lines that cannot be empty: UnpicklingError if it is.
  Fallible<std::string_view> read_filled_line();
  Fallible<uint64_t> read_number(int bytes);
  Fallible<int64_t> read_signed();  // four bytes

  // ---- The stack ----
  Status push(Value value) {
    if (stack_->size < stack_->capacity()) [[likely]] {
      stack_->storage->items[stack_->size++] = value;
      return {};
    }
    return list_append(thread_, stack_, value);
  }
  FailureOfAnyType raise_underflow();
  // Are there so many items above the last mark?
  bool has(uint64_t count) const { return stack_->size - fence_ >= count; }
  Value top() const { return stack_->items()[stack_->size - 1]; }
  Value pop() {
    Value value = top();
    drop(1);
    return value;
  }
  void drop(uint64_t count) {
    for (uint64_t i = 0; i < count; i++) stack_->items()[--stack_->size] = Value::unbound();
  }
  void set_top(Value value) { stack_->items()[stack_->size - 1] = value; }
  // Where the items after the last mark begin; the mark is gone then. UnpicklingError "could not find MARK".
  Fallible<uint64_t> pop_mark();
  // The items from there on, which stay on the stack.
  std::span<const Value> items_from(uint64_t begin) const {
    return {stack_->items() + begin, static_cast<size_t>(stack_->size - begin)};
  }
  void drop_from(uint64_t begin) { drop(stack_->size - begin); }

  // ---- Memo ----
  Status remember(uint64_t number);
  Status recall(uint64_t number);
  Status recall_text(Value number);

  // ---- Helpers ----
  Value decode_text(const uint8_t* bytes, uint64_t count);
  Value decode_old_text(std::span<const uint8_t> bytes);
  Status push_text(uint64_t count);
  Status push_bytes(uint64_t count);
  Status push_int_bytes(uint64_t count);
  Status push_old_text(uint64_t count);
  Status push_tuple(uint64_t count);
  Status push_class(Value module_name, Value name);
  Status push_extension(int64_t code);
  Status push_persistent(Value id);
  Status instantiate(Value type, Tuple* arguments);
  Status new_object(Value type, Value arguments, Value keywords);
  Status append_items(Value list, uint64_t begin);
  Status set_items(Value dict, uint64_t begin);
  Status set_state(Value object, Value state);
  Status set_attributes(Value object, Value state);
  Status check_long_length(int64_t count, const char* what);

  // ---- Instructions ----
#define INSTRUCTION(name) Status load_##name();
#include "modules/pickle/instructions.def"
#undef INSTRUCTION
  Status load_unknown();

  Thread& thread_;
  State* state_;
  Unpickler* unpickler_;
  Value persistent_load_;
  const uint8_t* input_ = nullptr;
  uint64_t left_ = 0;
  Value owner_;  // of the input
  List* stack_ = nullptr;
  uint64_t fence_ = 0;           // items below belong to what was begun before the last mark
  std::vector<uint64_t> marks_;  // stack sizes
  uint8_t opcode_ = 0;
  bool stopped_ = false;

  static const Table kTable;
};

}  // namespace memphis::pickle

// Writes an object and all it refers to. A Saver lies on the native stack, where the collector finds its Values.
#pragma once

#include "modules/pickle/pickle.h"

namespace memphis::pickle {

class Saver {
 public:
  Saver(Thread& thread, IdentityMemo& memo, List* memoized, int protocol, bool fix_imports)
      : thread_(thread),
        state_(state_of(thread.runtime)),
        memo_(memo),
        memoized_(memoized),
        protocol_(protocol),
        fix_imports_(fix_imports) {}

  Value write_to;          // called with bytes; unbound: they are all kept
  Value persistent_id;     // unbound: none
  Value dispatch_table;    // unbound: copyreg's
  Value reducer_override;  // unbound: none
  Value buffer_callback;   // unbound: none
  Value pickler;           // for errors; unbound: none
  bool fast = false;       // without a memo

  // The whole pickle.
  Status dump(Value object);
  std::span<const uint8_t> bytes() const { return out_; }
  // Gives what has been written to the file.
  Status flush();

 private:
  // ---- Output (saver.cpp) ----
  void put_byte(uint8_t byte) {
    if (framing_ && frame_start_ < 0) open_frame();
    out_.push_back(byte);
  }
  void put(Opcode opcode) { put_byte(static_cast<uint8_t>(opcode)); }
  void put(std::span<const uint8_t> bytes);
  void put(std::string_view text);
  // An opcode and a number of so many bytes, the lowest first.
  void put(Opcode opcode, uint64_t number, int bytes);
  void open_frame();
  void close_frame();
  // Between two objects: a frame that is long enough ends.
  Status at_boundary() {
    if (frame_start_ < 0 || out_.size() - static_cast<size_t>(frame_start_) < kFrameTarget + kFrameHeader) return {};
    return end_long_frame();
  }
  Status end_long_frame();
  // An opcode with its length, then the data; long data go to the file as they are, in no frame. `payload`: the object
  // they are of, or unbound.
  Status put_data(Opcode opcode, int length_bytes, std::span<const uint8_t> data, Value payload);
  void put_get(uint32_t number);
  Status memoize(Value object);

  // ---- Objects ----
  Status save(Value object, bool asks_persistent_id = true);
  Status save_cell(Value object);
  Status save_reduced(Value object);
  Status save_int(Value number);
  Status save_small(int64_t number);
  Status save_long(Value number);
  Status save_float(double number);
  Status save_persistent(Value id);
  Status save_str(Str* text);
  Status save_text_line(Str* text);
  Status save_bytes(Value object, std::span<const uint8_t> data);
  Status save_byte_array(Value object, std::span<const uint8_t> data);
  Status save_buffer(Value object);
  // Containers (save_containers.cpp)
  Status save_tuple(Tuple* tuple);
  Status save_list(List* list);
  Status save_items(List* list);
  Status save_dict(Value object);
  Status save_entries(Dict* dict);
  Status save_set(Set* set);
  Status save_frozen_set(Set* set);
  Status append_batches(Value iterator, Value object);
  Status set_batches(Value iterator, Value object);
  Status save_pair(Value pair, Value object);
  Status save_entry(Value key, Value value, Value object);
  Status save_item(Value item, uint64_t index, Value object);
  // Globals (save_global.cpp)
  Status save_global(Value object, Value name);
  Status save_type(Value type);
  Fallible<bool> save_extension(Value module_name, Value name);
  Status save_dotted_global(Value module_name, const std::string& name);
  Status save_top_level(Value module_name, Value name);
  Value module_of(Value object, Value name);
  Value search_module(Value object, const std::string& name);
  Status check_found(Value object, Value module_name, const std::string& name);
  Status put_identifier(Value text, const char* what, bool is_ascii_only);
  // What __reduce__ gives (save_reduce.cpp)
  Value reduce(Value object);
  Status save_reduction(Value reduced, Value object);
  Status save_reduce(Tuple* reduced, Value object);
  Status save_new_object(Tuple* arguments, Value object);
  Status save_new_object_ex(Tuple* arguments, Value object);
  Status save_state(Value state, Value setter, Value object);

  // Notes where in an object the saving has failed.
  Status noting(Status status, Value object, std::string_view what);

  static constexpr size_t kFrameTarget = 64 * 1024;
  static constexpr size_t kFrameHeader = 9;
  static constexpr size_t kFrameMinimum = 4;
  static constexpr uint64_t kBatch = 1000;

  Thread& thread_;
  State* state_;
  IdentityMemo& memo_;
  List* memoized_;
  int protocol_;
  bool fix_imports_;
  bool framing_ = false;
  int64_t frame_start_ = -1;
  std::vector<uint8_t> out_;
};

}  // namespace memphis::pickle

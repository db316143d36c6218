// Writing: bytes, frames, the memo, and what is no container.
#include "modules/pickle/saver.h"

#include <bit>

#include "runtime/buffer.h"
#include "runtime/call.h"
#include "runtime/float_operations.h"
#include "runtime/int_operations.h"

namespace memphis::pickle {

// ---- The memo ----

size_t IdentityMemo::slot_of(uint64_t bits) const {
  const size_t mask = entries_.size() - 1;
  constexpr uint64_t kGoldenRatio = 0x9e3779b97f4a7c15;  // spreads addresses, which lie in runs
  size_t slot = (bits * kGoldenRatio >> 32) & mask;
  while (entries_[slot].bits != 0 && entries_[slot].bits != bits) slot = (slot + 1) & mask;
  return slot;
}

int64_t IdentityMemo::find(Value value) const {
  if (count_ == 0) return -1;
  const Entry& entry = entries_[slot_of(value.bits())];
  return entry.bits == 0 ? -1 : int64_t{entry.number};
}

void IdentityMemo::grow() {
  constexpr size_t kFirstSize = 64, kGrowth = 4;
  std::vector<Entry> former(entries_.empty() ? kFirstSize : entries_.size() * kGrowth);
  former.swap(entries_);
  for (const Entry& entry : former) {
    if (entry.bits != 0) entries_[slot_of(entry.bits)] = entry;
  }
}

void IdentityMemo::insert(Value value, uint32_t number) {
  if ((count_ + 1) * 2 > entries_.size()) grow();
  Entry& entry = entries_[slot_of(value.bits())];
  if (entry.bits == 0) count_++;
  entry = {value.bits(), number};
}

void IdentityMemo::clear() {
  entries_.clear();
  count_ = 0;
}

// ---- Output ----

void Saver::put(std::span<const uint8_t> bytes) {
  if (framing_ && frame_start_ < 0) open_frame();
  out_.insert(out_.end(), bytes.begin(), bytes.end());
}

void Saver::put(std::string_view text) { put({reinterpret_cast<const uint8_t*>(text.data()), text.size()}); }

void Saver::put(Opcode opcode, uint64_t number, int bytes) {
  uint8_t data[9];
  data[0] = static_cast<uint8_t>(opcode);
  for (int i = 0; i < bytes; i++) data[i + 1] = static_cast<uint8_t>(number >> (8 * i));
  put(std::span<const uint8_t>(data, static_cast<size_t>(bytes) + 1));
}

void Saver::open_frame() {
  frame_start_ = static_cast<int64_t>(out_.size());
  out_.resize(out_.size() + kFrameHeader);
}

void Saver::close_frame() {
  if (frame_start_ < 0) return;
  const auto start = static_cast<size_t>(frame_start_);
  const size_t length = out_.size() - start - kFrameHeader;
  frame_start_ = -1;
  if (length < kFrameMinimum) {
    out_.erase(out_.begin() + static_cast<ptrdiff_t>(start),
               out_.begin() + static_cast<ptrdiff_t>(start + kFrameHeader));
    return;
  }
  out_[start] = static_cast<uint8_t>(Opcode::kFrame);
  for (size_t i = 0; i < 8; i++) out_[start + 1 + i] = static_cast<uint8_t>(uint64_t{length} >> (8 * i));
}

Status Saver::end_long_frame() {
  close_frame();
  return flush();
}

Status Saver::flush() {
  if (write_to.is_unbound() || out_.empty()) return {};
  Value written = TRY(make_bytes(thread_, out_));
  out_.clear();
  TRY(call(thread_, write_to, {written}));
  return {};
}

Status Saver::put_data(Opcode opcode, int length_bytes, std::span<const uint8_t> data, Value payload) {
  const bool is_long = data.size() >= kFrameTarget;
  const bool framing = framing_;
  if (is_long) {
    close_frame();
    framing_ = false;
  }
  put(opcode, data.size(), length_bytes);
  if (is_long && !write_to.is_unbound()) {
    TRY(flush());
    if (payload.is_unbound()) payload = TRY(make_bytes(thread_, data));
    TRY(call(thread_, write_to, {payload}));
  } else {
    put(data);
  }
  framing_ = framing;
  return {};
}

void Saver::put_get(uint32_t number) {
  if (protocol_ == 0) {
    put(Opcode::kGet);
    put(std::to_string(number) + "\n");
  } else if (number < 256) {
    put(Opcode::kBinGet, number, 1);
  } else {
    put(Opcode::kLongBinGet, number, 4);
  }
}

Status Saver::memoize(Value object) {
  if (fast) return {};
  const uint32_t number = memo_.size();
  memo_.insert(object, number);
  TRY(list_append(thread_, memoized_, object));
  if (protocol_ >= 4) {
    put(Opcode::kMemoize);
  } else if (protocol_ == 0) {
    put(Opcode::kPut);
    put(std::to_string(number) + "\n");
  } else if (number < 256) {
    put(Opcode::kBinPut, number, 1);
  } else {
    put(Opcode::kLongBinPut, number, 4);
  }
  return {};
}

// ---- Objects ----

Status Saver::dump(Value object) {
  if (protocol_ >= 2) put(Opcode::kProtocol, static_cast<uint64_t>(protocol_), 1);
  framing_ = protocol_ >= 4;
  TRY(save(object));
  put(Opcode::kStop);
  close_frame();
  framing_ = false;
  return flush();
}

Status Saver::noting(Status status, Value object, std::string_view what) {
  if (status.failed()) {
    add_note_to_pending(thread_, "when serializing " + shown_type(thread_, object) + " " + std::string(what));
  }
  return status;
}

Status Saver::save(Value object, bool asks_persistent_id) {
  TRY(at_boundary());
  if (asks_persistent_id && !persistent_id.is_unbound()) [[unlikely]] {
    Value id = TRY(call(thread_, persistent_id, {object}));
    if (!id.is_none()) return save_persistent(id);
  }
  if (object.is_small_int()) return save_small(object.as_small_int());
  if (object.is_immediate_float()) return save_float(object.as_immediate_float());
  if (object.is_cell()) return save_cell(object);
  if (object.is_none()) {
    put(Opcode::kNone);
    return {};
  }
  if (!object.is_bool()) return save_reduced(object);
  if (protocol_ >= 2) {
    put(object.is_true() ? Opcode::kNewTrue : Opcode::kNewFalse);
  } else {
    put(object.is_true() ? "I01\n" : "I00\n");
  }
  return {};
}

Status Saver::save_cell(Value object) {
  const Cell* cell = object.cell();
  const auto kind = static_cast<Kind>(cell->kind_bits());  // of a subclass: none of these
  if (kind == Kind::kBigInt) return save_long(object);
  if (kind == Kind::kFloat) return save_float(object.as<Float>()->value);
  if (const int64_t number = memo_.find(object); number >= 0) {
    put_get(static_cast<uint32_t>(number));
    return {};
  }
  if (kind == Kind::kStr) return save_str(object.as<Str>());
  if (kind == Kind::kBytes) return save_bytes(object, object.as<Bytes>()->view());
  NativeRecursion guard(thread_, " while pickling an object");
  if (guard.failed()) return Failure{};
  switch (kind) {
    case Kind::kTuple: return save_tuple(object.as<Tuple>());
    case Kind::kList: return save_list(object.as<List>());
    case Kind::kDict: return save_dict(object);
    case Kind::kByteArray: return save_byte_array(object, object.as<ByteArray>()->view());
    case Kind::kSet:
      return type_of(thread_, object) == thread_.runtime.type(TypeId::kSet) ? save_set(object.as<Set>())
                                                                            : save_frozen_set(object.as<Set>());
    default: break;
  }
  if (type_of(thread_, object) == state_->buffer_type) return save_buffer(object);
  return save_reduced(object);
}

Status Saver::save_small(int64_t number) {
  if (number != static_cast<int32_t>(number)) return save_long(Value::small_int(number));
  if (protocol_ == 0) {
    put(Opcode::kInt);
    put(std::to_string(number) + "\n");
  } else if (number >= 0 && number <= 0xff) {
    put(Opcode::kBinInt1, static_cast<uint64_t>(number), 1);
  } else if (number >= 0 && number <= 0xffff) {
    put(Opcode::kBinInt2, static_cast<uint64_t>(number), 2);
  } else {
    put(Opcode::kBinInt, static_cast<uint64_t>(number), 4);
  }
  return {};
}

namespace {

// Two's complement, the lowest byte first, as short as it can be.
std::vector<uint8_t> encode_int(const IntView& number) {
  std::vector<uint8_t> bytes;
  uint64_t borrow = number.negative ? 1 : 0;
  for (size_t i = 0; i < number.count; i++) {
    uint64_t limb = number.limbs[i];
    if (number.negative) {
      limb = ~limb + borrow;
      borrow = borrow != 0 && limb == 0 ? 1 : 0;
    }
    for (int shift = 0; shift < 64; shift += 8) bytes.push_back(static_cast<uint8_t>(limb >> shift));
  }
  const uint8_t sign = number.negative ? 0xff : 0;
  bytes.push_back(sign);
  while (bytes.size() > 1 && bytes.back() == sign && (bytes[bytes.size() - 2] & 0x80) == (sign & 0x80)) {
    bytes.pop_back();
  }
  return bytes;
}

}  // namespace

Status Saver::save_long(Value number) {
  if (protocol_ < 2) {
    Value text = TRY(repr(thread_, number));
    put(Opcode::kLong);
    put(text.as<Str>()->ascii());
    put("L\n");
    return {};
  }
  IntReader reader(number);
  const std::vector<uint8_t> bytes = encode_int(reader.view());
  if (bytes.size() < 256) {
    put(Opcode::kLong1, bytes.size(), 1);
  } else if (bytes.size() <= INT32_MAX) {
    put(Opcode::kLong4, bytes.size(), 4);
  } else {
    return raise(thread_, ExceptionId::kOverflowError, "int too large to pickle");
  }
  put(bytes);
  return {};
}

Status Saver::save_float(double number) {
  if (protocol_ == 0) {
    Value text = TRY(float_to_str(thread_, number));
    put(Opcode::kFloat);
    put(text.as<Str>()->ascii());
    put("\n");
    return {};
  }
  put(Opcode::kBinFloat, __builtin_bswap64(std::bit_cast<uint64_t>(number)), 8);
  return {};
}

Status Saver::save_persistent(Value id) {
  if (protocol_ > 0) {
    TRY(save(id, false));
    put(Opcode::kBinPersistentId);
    return {};
  }
  Value text = TRY(to_str(thread_, id));
  if (!text.as<Str>()->is_ascii()) {
    return raise_pickling_error(thread_, "persistent IDs in protocol 0 must be ASCII strings");
  }
  put(Opcode::kPersistentId);
  put(text.as<Str>()->ascii());
  put("\n");
  return {};
}

Status Saver::save_str(Str* text) {
  if (protocol_ == 0) {
    TRY(save_text_line(text));
    return memoize(text);
  }
  std::string encoded;
  std::string_view data;
  if (text->is_ascii()) {
    data = text->ascii();
  } else {
    append_utf8(text, encoded);
    data = encoded;
  }
  const std::span<const uint8_t> bytes(reinterpret_cast<const uint8_t*>(data.data()), data.size());
  if (data.size() <= 0xff && protocol_ >= 4) {
    put(Opcode::kShortBinUnicode, data.size(), 1);
    put(bytes);
  } else if (data.size() <= UINT32_MAX) {
    TRY(put_data(Opcode::kBinUnicode, 4, bytes, Value::unbound()));
  } else if (protocol_ >= 4) {
    TRY(put_data(Opcode::kBinUnicode8, 8, bytes, Value::unbound()));
  } else {
    return raise(thread_, ExceptionId::kOverflowError,
                 "serializing a string larger than 4 GiB requires pickle protocol 4 or higher");
  }
  return memoize(text);
}

// Escapes what is not Latin-1, and what would end or confuse the line.
Status Saver::save_text_line(Str* text) {
  std::string line;
  for (uint64_t i = 0; i < text->length(); i++) {
    const uint32_t c = text->at(i);
    if (c >= 0x10000) {
      line += fmt::format("\\U{:08x}", c);
    } else if (c >= 256 || c == '\\' || c == 0 || c == '\n' || c == '\r' || c == 0x1a) {
      line += fmt::format("\\u{:04x}", c);
    } else {
      line += static_cast<char>(c);
    }
  }
  put(Opcode::kUnicode);
  put(line);
  put("\n");
  return {};
}

Status Saver::save_bytes(Value object, std::span<const uint8_t> data) {
  if (protocol_ < 3) {
    Tuple* reduced;
    if (data.empty()) {
      reduced =
          TRY(make_tuple(thread_, {Value(thread_.runtime.type(TypeId::kBytes)), Value(thread_.runtime.empty_tuple)}));
    } else {
      Value text = TRY(make_str_latin1(thread_, data));
      Tuple* arguments = TRY(make_tuple(thread_, {text, Value(TRY(intern_text(thread_.runtime, "latin1")))}));
      reduced = TRY(make_tuple(thread_, {state_->codecs_encode.get(), Value(arguments)}));
    }
    return save_reduce(reduced, object);
  }
  if (data.size() <= 0xff) {
    put(Opcode::kShortBinBytes, data.size(), 1);
    put(data);
  } else if (data.size() <= UINT32_MAX) {
    TRY(put_data(Opcode::kBinBytes, 4, data, object));
  } else if (protocol_ >= 4) {
    TRY(put_data(Opcode::kBinBytes8, 8, data, object));
  } else {
    return raise(thread_, ExceptionId::kOverflowError,
                 "serializing a bytes object larger than 4 GiB requires pickle protocol 4 or higher");
  }
  return memoize(object);
}

Status Saver::save_byte_array(Value object, std::span<const uint8_t> data) {
  if (protocol_ < 5) {
    Value type = thread_.runtime.type(TypeId::kByteArray);
    Tuple* arguments = thread_.runtime.empty_tuple;
    if (!data.empty()) arguments = TRY(make_tuple(thread_, {Value(TRY(make_bytes(thread_, data)))}));
    return save_reduce(TRY(make_tuple(thread_, {type, Value(arguments)})), object);
  }
  TRY(put_data(Opcode::kByteArray8, 8, data, object));
  return memoize(object);
}

Status Saver::save_buffer(Value object) {
  if (protocol_ < 5) {
    return raise_pickling_error(thread_, "PickleBuffer can only be pickled with protocol >= 5");
  }
  Value view = object.as<PickleBuffer>()->view;
  if (view.is_unbound()) {
    return raise_value_error(thread_, "operation forbidden on released PickleBuffer object");
  }
  auto* memory = view.as<MemoryView>();
  if (!is_contiguous(memory, 'A')) {
    return raise_pickling_error(thread_, "PickleBuffer can not be pickled when pointing to a non-contiguous buffer");
  }
  bool in_band = true;
  if (!buffer_callback.is_unbound()) {
    in_band = TRY(is_true(thread_, TRY(call(thread_, buffer_callback, {object}))));
  }
  if (!in_band) {
    put(Opcode::kNextBuffer);
    if (memory->read_only) put(Opcode::kReadOnlyBuffer);
    return {};
  }
  if (object.as<PickleBuffer>()->view.get().is_unbound()) {
    return raise_value_error(thread_, "operation forbidden on released PickleBuffer object");
  }
  const std::span<const uint8_t> data(memory->data, memory->length);
  return memory->read_only ? save_bytes(object, data) : save_byte_array(object, data);
}

}  // namespace memphis::pickle

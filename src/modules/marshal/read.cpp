// marshal.loads and marshal.load.
#include <bit>

#include "modules/marshal/format.h"
#include "runtime/buffer.h"
#include "runtime/call.h"
#include "runtime/codecs.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis::marshal {

namespace {

// Where the bytes come from: memory, or a file's readinto().
class Source {
 public:
  explicit Source(std::span<const uint8_t> bytes) : bytes_(bytes) {}
  explicit Source(Value file) : file_(file) {}

  bool is_file() const { return !file_.is_unbound(); }
  // The next `size` bytes; null: EOFError is pending. They are gone with the next call.
  const uint8_t* take(Thread& thread, uint64_t size) {
    if (is_file()) return take_from_file(thread, size);
    if (bytes_.size() - position_ < size) {
      return raise(thread, ExceptionId::kEOFError, "marshal data too short");
    }
    const uint8_t* result = bytes_.data() + position_;
    position_ += size;
    return result;
  }
  bool at_end() const { return !is_file() && position_ == bytes_.size(); }

 private:
  const uint8_t* take_from_file(Thread& thread, uint64_t size) {
    // Bytes at a time: sizes that the data claims are not trusted with memory.
    constexpr uint64_t kChunk = 1 << 20;
    ByteArray* all = nullptr;
    for (uint64_t done = 0; done < size || all == nullptr;) {
      uint64_t wanted = size - done < kChunk ? size - done : kChunk;
      ByteArray* part = TRY(make_byte_array(thread, {}));
      TRY(resize_byte_array(thread, part, wanted));
      Str* name = TRY(intern_text(thread.runtime, "readinto"));
      Value count = TRY(call_method(thread, file_, name, {Value(part)}));
      int64_t got = TRY(to_index_int64(thread, count));
      if (got > static_cast<int64_t>(wanted)) {
        return raise_value_error(thread, "read() returned too much data: {} bytes requested, {} returned", wanted, got);
      }
      if (got < static_cast<int64_t>(wanted)) {
        return raise(thread, ExceptionId::kEOFError, "EOF read where not expected");
      }
      done += wanted;
      if (all == nullptr) {
        all = part;
      } else {
        TRY(splice_byte_array(thread, all, all->size, all->size, part->view()));
      }
    }
    held_ = all;
    static constexpr uint8_t kNothing = 0;
    return size == 0 ? &kNothing : all->data();
  }

  std::span<const uint8_t> bytes_;
  uint64_t position_ = 0;
  Value file_;
  ByteArray* held_ = nullptr;
};

class Reader {
 public:
  Reader(Thread& thread, Source source, bool allow_code) : thread_(thread), source_(source), allow_code_(allow_code) {}

  Value read_all() {
    references_ = TRY(make_list(thread_));
    Value value = TRY(read());
    if (value.is_unbound()) return raise_type_error(thread_, "NULL object in marshal data for object");
    return value;
  }

 private:
  Value read();  // unbound: the end mark of a dict
  Value read_letter(char letter, bool flag);
  Value read_number(char letter);
  Value read_long();
  Value read_text_double();
  Fallible<double> text_double();
  Value read_text(char letter);
  Value read_sequence(char letter, bool flag);
  Value read_dict(bool flag);
  Value read_set(bool is_frozen, bool flag);
  Value read_slice(bool flag);
  Value read_reference();
  Value read_code(bool flag);

  FailureOfAnyType bad(const char* what) { return raise_value_error(thread_, "bad marshal data ({})", what); }
  template <class Integer>
  Fallible<Integer> number() {
    const uint8_t* bytes = TRY(source_.take(thread_, sizeof(Integer)));
    uint64_t bits = 0;
    for (size_t i = 0; i < sizeof(Integer); i++) bits |= uint64_t{bytes[i]} << (8 * i);
    return static_cast<Integer>(bits);
  }
  Fallible<uint64_t> size(const char* what) {
    int32_t number_of = TRY(number<int32_t>());
    if (number_of >= 0) return static_cast<uint64_t>(number_of);
    return raise_value_error(thread_, "bad marshal data ({} size out of range)", what);
  }
  Value item(const char* where) {
    Value value = TRY(read());
    if (!value.is_unbound()) return value;
    return raise_type_error(thread_, "NULL object in marshal data for {}", where);
  }
  // The number that a flagged object will have; its value is set when it is known.
  Fallible<uint64_t> reserve(bool flag) {
    if (!flag) return uint64_t{0};
    TRY(list_append(thread_, references_, Value::not_implemented()));
    return references_->size - 1;
  }
  void fill(bool flag, uint64_t index, Value value) {
    if (!flag) return;
    thread_.runtime.heap.write_barrier(references_->storage.get(), value.bits());
    references_->items()[index] = value;
  }

  Thread& thread_;
  Source source_;
  bool allow_code_;
  List* references_ = nullptr;
  uint32_t depth_ = 0;
};

Value Reader::read() {
  if (source_.at_end()) return raise(thread_, ExceptionId::kEOFError, "EOF read where object expected");
  const uint8_t* first = source_.take(thread_, 1);
  if (first == nullptr) {
    if (!source_.is_file() || !take_if_pending(thread_, ExceptionId::kEOFError)) return Failure{};
    return raise(thread_, ExceptionId::kEOFError, "EOF read where object expected");
  }
  uint8_t code = *first;
  if (depth_ >= kMaximumDepth) return raise_value_error(thread_, "recursion limit exceeded");
  depth_++;
  Value value = read_letter(static_cast<char>(code & ~kReferenceFlag), (code & kReferenceFlag) != 0);
  depth_--;
  return value;
}

Value Reader::read_letter(char letter, bool flag) {
  switch (letter) {
    case kNull: return Value::unbound();
    case kNone: return Value::none();
    case kFalse: return Value::false_value();
    case kTrue: return Value::true_value();
    case kEllipsis: return Value::ellipsis();
    case kStopIteration: return thread_.runtime.exception_type(ExceptionId::kStopIteration);
    case kTuple:
    case kSmallTuple:
    case kList: return read_sequence(letter, flag);
    case kDict: return read_dict(flag);
    case kSet:
    case kFrozenSet: return read_set(letter == kFrozenSet, flag);
    case kSlice: return read_slice(flag);
    case kReference: return read_reference();
    case kCode: return read_code(flag);
    default: break;
  }
  Value value = TRY(read_number(letter));
  if (value.is_unbound()) value = TRY(read_text(letter));
  if (value.is_unbound()) return bad("unknown type code");
  uint64_t index = TRY(reserve(flag));
  fill(flag, index, value);
  return value;
}

// Unbound: no such letter.
Value Reader::read_number(char letter) {
  switch (letter) {
    case kInt32: return make_int(thread_, TRY(number<int32_t>()));
    case kInt64: return make_int(thread_, TRY(number<int64_t>()));
    case kLong: return read_long();
    case kFloat: return make_float(thread_, std::bit_cast<double>(TRY(number<uint64_t>())));
    case kTextFloat: return make_float(thread_, TRY(text_double()));
    case kComplex: {
      auto real = std::bit_cast<double>(TRY(number<uint64_t>()));
      return make_complex(thread_, real, std::bit_cast<double>(TRY(number<uint64_t>())));
    }
    case kTextComplex: {
      double real = TRY(text_double());
      return make_complex(thread_, real, TRY(text_double()));
    }
    default: return Value::unbound();
  }
}

Fallible<double> Reader::text_double() {
  uint8_t length = TRY(number<uint8_t>());
  const uint8_t* bytes = TRY(source_.take(thread_, length));
  Str* text = TRY(make_str_latin1(thread_, {bytes, length}));
  Value value = TRY(call(thread_, thread_.runtime.type(TypeId::kFloat), {Value(text)}));
  return float_value(value);
}

// Digits of 15 bits, least significant first; the sign is that of their number.
Value Reader::read_long() {
  int32_t count = TRY(number<int32_t>());
  if (count == 0) return Value::small_int(0);
  if (count == INT32_MIN) return bad("long size out of range");
  uint64_t digits = count < 0 ? static_cast<uint64_t>(-count) : static_cast<uint64_t>(count);
  IntBuffer buffer;
  size_t limbs = static_cast<size_t>((digits * 15 + 63) / 64);
  TRY(reserve_limbs(thread_, limbs));
  const uint8_t* bytes = TRY(source_.take(thread_, digits * 2));
  Limb* out = buffer.start(limbs);
  std::fill_n(out, limbs, 0);
  for (uint64_t i = 0; i < digits; i++) {
    uint32_t digit = bytes[2 * i] | static_cast<uint32_t>(bytes[2 * i + 1]) << 8;
    if (digit > 0x7FFF) return bad("digit out of range in long");
    if (i + 1 == digits && digit == 0) return bad("unnormalized long data");
    uint64_t bit = i * 15;
    out[bit / 64] |= uint64_t{digit} << (bit % 64);
    if (bit % 64 > 49 && bit / 64 + 1 < limbs) out[bit / 64 + 1] |= uint64_t{digit} >> (64 - bit % 64);
  }
  buffer.finish(limbs, count < 0);
  return make_int(thread_, buffer);
}

// Unbound: no such letter.
Value Reader::read_text(char letter) {
  bool is_short = letter == kShortAscii || letter == kShortInternedAscii;
  bool is_interned = letter == kInterned || letter == kInternedAscii || letter == kShortInternedAscii;
  bool is_ascii = is_short || letter == kAscii || letter == kInternedAscii;
  bool is_utf8 = letter == kStr || letter == kInterned;
  if (letter != kBytes && !is_ascii && !is_utf8) return Value::unbound();
  uint64_t count =
      is_short ? uint64_t{TRY(number<uint8_t>())} : TRY(size(letter == kBytes ? "bytes object" : "string"));
  const uint8_t* bytes = TRY(source_.take(thread_, count));
  if (letter == kBytes) return make_bytes(thread_, {bytes, count});
  Value text;
  if (is_ascii) {
    text = TRY(make_str_latin1(thread_, {bytes, count}));
  } else {
    Str* encoding = TRY(intern_text(thread_.runtime, "utf-8"));
    Str* errors = TRY(intern_text(thread_.runtime, "surrogatepass"));
    text = TRY(decode_text(thread_, {bytes, count}, Value::unbound(), encoding, errors));
  }
  return is_interned && text.is_exactly(Kind::kStr) ? Value(TRY(intern(thread_.runtime, text.as<Str>()))) : text;
}

Value Reader::read_sequence(char letter, bool flag) {
  bool is_list = letter == kList;
  uint64_t count = letter == kSmallTuple ? uint64_t{TRY(number<uint8_t>())} : TRY(size(is_list ? "list" : "tuple"));
  // A tuple that refers to itself is not what dumps() writes: it is made when its items are there.
  uint64_t index = TRY(reserve(flag));
  List* items = TRY(make_list(thread_));
  if (is_list) fill(flag, index, items);
  for (uint64_t i = 0; i < count; i++) {
    Value value = TRY(item(is_list ? "list" : "tuple"));
    TRY(list_append(thread_, items, value));
  }
  if (is_list) return items;
  Value tuple = count == 0 ? Value(thread_.runtime.empty_tuple) : Value(TRY(make_tuple(thread_, items->view())));
  fill(flag, index, tuple);
  return tuple;
}

Value Reader::read_dict(bool flag) {
  Dict* dict = TRY(make_dict(thread_));
  uint64_t index = TRY(reserve(flag));
  fill(flag, index, dict);
  while (true) {
    Value key = TRY(read());
    if (key.is_unbound()) return dict;
    Value value = TRY(read());
    if (value.is_unbound()) return dict;
    TRY(dict_set(thread_, dict, key, value));
  }
}

Value Reader::read_set(bool is_frozen, bool flag) {
  uint64_t count = TRY(size("set"));
  Set* set = TRY(make_set(thread_, is_frozen ? TypeId::kFrozenSet : TypeId::kSet));
  uint64_t index = TRY(reserve(flag));
  if (!is_frozen) fill(flag, index, set);
  for (uint64_t i = 0; i < count; i++) {
    Value value = TRY(item("set"));
    (void)TRY(set_add(thread_, set, value));
  }
  Value result = is_frozen && count == 0 ? thread_.runtime.empty_frozenset : Value(set);
  fill(flag, index, result);
  return result;
}

Value Reader::read_slice(bool flag) {
  uint64_t index = TRY(reserve(flag));
  Value start = TRY(item("slice"));
  Value stop = TRY(item("slice"));
  Value step = TRY(item("slice"));
  Value slice = TRY(make_slice(thread_, start, stop, step));
  fill(flag, index, slice);
  return slice;
}

Value Reader::read_code(bool flag) {
  if (!allow_code_) return raise_value_error(thread_, "unmarshalling code objects is disallowed");
  const CodeFormat* format = code_format(thread_.runtime);
  if (format == nullptr) return bad("unknown type code");
  uint64_t index = TRY(reserve(flag));
  uint64_t count = TRY(size("code"));
  const uint8_t* bytes = TRY(source_.take(thread_, count));
  Value code = TRY(format->read(thread_, {reinterpret_cast<const char*>(bytes), count}, nullptr));
  if (code.is_unbound()) return bad("code of another version");
  fill(flag, index, code);
  return code;
}

Value Reader::read_reference() {
  int32_t index = TRY(number<int32_t>());
  if (index < 0 || static_cast<uint64_t>(index) >= references_->size) return bad("invalid reference");
  Value value = references_->items()[index];
  if (value == Value::not_implemented()) return bad("invalid reference");
  return value;
}

}  // namespace

Value read_object(Thread& thread, std::span<const uint8_t> bytes, bool allow_code) {
  return Reader(thread, Source(bytes), allow_code).read_all();
}

Value read_object_from_file(Thread& thread, Value file, bool allow_code) {
  return Reader(thread, Source(file), allow_code).read_all();
}

}  // namespace memphis::marshal

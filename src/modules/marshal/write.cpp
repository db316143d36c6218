// marshal.dumps.
#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <unordered_map>
#include <vector>

#include "modules/marshal/format.h"
#include "runtime/buffer.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/int_operations.h"
#include "runtime/make.h"
#include "runtime/operations.h"

namespace memphis::marshal {

namespace {

class Writer {
 public:
  Writer(Thread& thread, std::string& out, int version, bool allow_code)
      : thread_(thread), out_(out), version_(version), allow_code_(allow_code) {}

  Status write(Value value);

 private:
  Status write_simple(Value value, bool& done);
  Status write_container(Value value, uint8_t flag);
  Status write_items(char letter, uint8_t flag, std::span<const Value> items);
  Status write_set(char letter, uint8_t flag, Set* set);
  Status write_buffer(Value value, uint8_t flag);
  Status write_code(Code* code, uint8_t flag);
  Status write_size(uint64_t size);
  void write_int(Value value, uint8_t flag);
  void write_float(double value, uint8_t flag);
  void write_complex(const Complex* value, uint8_t flag);
  Status write_str(Str* text, uint8_t flag);
  void letter(char which, uint8_t flag) { out_ += static_cast<char>(static_cast<uint8_t>(which) | flag); }
  template <class Integer>
  void number(Integer value) {
    auto bits = static_cast<uint64_t>(value);
    for (size_t i = 0; i < sizeof(Integer); i++) out_ += static_cast<char>(bits >> (8 * i) & 0xFF);
  }
  void text_double(double value) {
    std::string text = fmt::format("{:.17g}", value);
    out_ += static_cast<char>(text.size());
    out_ += text;
  }
  FailureOfAnyType unmarshallable() { return raise_value_error(thread_, "unmarshallable object"); }

  Thread& thread_;
  std::string& out_;
  int version_;
  bool allow_code_;
  uint32_t depth_ = 0;
  std::unordered_map<uint64_t, uint32_t> references_;  // by the bits of a Value, which the caller's object keeps alive
};

Status Writer::write_size(uint64_t size) {
  if (size > INT32_MAX) return unmarshallable();
  number(static_cast<uint32_t>(size));
  return {};
}

void Writer::write_int(Value value, uint8_t flag) {
  int64_t small = 0;
  if (int_to_int64(value, small) && small >= INT32_MIN && small <= INT32_MAX) {
    letter(kInt32, flag);
    number(static_cast<int32_t>(small));
    return;
  }
  letter(kLong, flag);
  IntReader reader(value);
  const IntView& view = reader.view();
  auto bits = static_cast<int64_t>(view.count * 64) - std::countl_zero(view.limbs[view.count - 1]);
  auto digits = static_cast<int32_t>((bits + 14) / 15);
  number(view.negative ? -digits : digits);
  for (int64_t i = 0; i < digits; i++) {
    auto bit = static_cast<size_t>(i * 15);
    uint64_t part = view.limbs[bit / 64] >> (bit % 64);
    if (bit % 64 > 49 && bit / 64 + 1 < view.count) part |= view.limbs[bit / 64 + 1] << (64 - bit % 64);
    number(static_cast<uint16_t>(part & 0x7FFF));
  }
}

void Writer::write_float(double value, uint8_t flag) {
  letter(version_ > 1 ? kFloat : kTextFloat, flag);
  if (version_ > 1) return number(std::bit_cast<uint64_t>(value));
  text_double(value);
}

void Writer::write_complex(const Complex* value, uint8_t flag) {
  letter(version_ > 1 ? kComplex : kTextComplex, flag);
  for (double part : {value->real, value->imaginary}) {
    if (version_ > 1) {
      number(std::bit_cast<uint64_t>(part));
    } else {
      text_double(part);
    }
  }
}

Status Writer::write_str(Str* text, uint8_t flag) {
  bool is_interned = version_ >= 3 && text->is_interned();
  if (version_ < 4 || !text->is_ascii()) {
    letter(is_interned ? kInterned : kStr, flag);
    std::string bytes;
    append_utf8(text, bytes);
    TRY(write_size(bytes.size()));
    out_ += bytes;
    return {};
  }
  std::string_view ascii = text->ascii();
  if (ascii.size() < 256) {
    letter(is_interned ? kShortInternedAscii : kShortAscii, flag);
    out_ += static_cast<char>(ascii.size());
  } else {
    letter(is_interned ? kInternedAscii : kAscii, flag);
    TRY(write_size(ascii.size()));
  }
  out_ += ascii;
  return {};
}

// What is written without a reference flag.
Status Writer::write_simple(Value value, bool& done) {
  done = true;
  if (value.is_none()) {
    letter(kNone, 0);
  } else if (value.is_bool()) {
    letter(value.is_true() ? kTrue : kFalse, 0);
  } else if (value == Value::ellipsis()) {
    letter(kEllipsis, 0);
  } else if (value == Value(thread_.runtime.exception_type(ExceptionId::kStopIteration))) {
    letter(kStopIteration, 0);
  } else {
    done = false;
  }
  return {};
}

Status Writer::write(Value value) {
  bool done = false;
  TRY(write_simple(value, done));
  if (done) return {};
  if (depth_ >= kMaximumDepth) return raise_value_error(thread_, "object too deeply nested to marshal");
  uint8_t flag = 0;
  if (version_ >= 3) {
    auto [entry, is_new] = references_.emplace(value.bits(), static_cast<uint32_t>(references_.size()));
    if (!is_new) {
      letter(kReference, 0);
      number(entry->second);
      return {};
    }
    flag = kReferenceFlag;
  }
  depth_++;
  Status written = write_container(value, flag);
  depth_--;
  return written;
}

Status Writer::write_container(Value value, uint8_t flag) {
  if (is_exact_int(value)) {
    write_int(value, flag);
    return {};
  }
  if (value.is_immediate_float() || value.is_exactly(Kind::kFloat)) {
    write_float(float_value(value), flag);
    return {};
  }
  if (value.is_exactly(Kind::kComplex)) {
    write_complex(value.as<Complex>(), flag);
    return {};
  }
  if (value.is_exactly(Kind::kStr)) return write_str(value.as<Str>(), flag);
  if (value.is_exactly(Kind::kTuple)) {
    auto* tuple = value.as<Tuple>();
    return write_items(version_ >= 4 && tuple->size < 256 ? kSmallTuple : kTuple, flag, tuple->view());
  }
  if (value.is_exactly(Kind::kList)) return write_items(kList, flag, value.as<List>()->view());
  if (value.is_exactly(Kind::kDict)) {
    letter(kDict, flag);
    uint64_t position = 0;
    DictEntry entry;
    while (dict_next(value.as<Dict>(), position, entry)) {
      TRY(write(entry.key));
      TRY(write(entry.value));
    }
    letter(kNull, 0);
    return {};
  }
  if (value.is_exactly(Kind::kSet)) {
    bool is_frozen = type_of(thread_, value) == thread_.runtime.type(TypeId::kFrozenSet);
    return write_set(is_frozen ? kFrozenSet : kSet, flag, value.as<Set>());
  }
  if (value.is_exactly(Kind::kSlice)) {
    if (version_ < 5) return unmarshallable();
    letter(kSlice, flag);
    TRY(write(value.as<Slice>()->start));
    TRY(write(value.as<Slice>()->stop));
    return write(value.as<Slice>()->step);
  }
  if (value.is_kind(Kind::kCode)) return write_code(value.as<Code>(), flag);
  return write_buffer(value, flag);
}

Status Writer::write_buffer(Value value, uint8_t flag) {
  if (!has_buffer(thread_, value)) return unmarshallable();
  Buffer buffer(thread_);
  TRY(buffer.acquire(value, BufferMode::kCopied));
  letter(kBytes, flag);
  TRY(write_size(buffer.size()));
  out_.append(reinterpret_cast<const char*>(buffer.data()), buffer.size());
  return {};
}

Status Writer::write_code(Code* code, uint8_t flag) {
  if (!allow_code_) return raise_value_error(thread_, "marshalling code objects is disallowed");
  const CodeFormat* format = code_format(thread_.runtime);
  if (format == nullptr) return unmarshallable();
  std::string bytes;
  TRY(format->write(thread_, code, bytes));
  letter(kCode, flag);
  TRY(write_size(bytes.size()));
  out_ += bytes;
  return {};
}

Status Writer::write_items(char which, uint8_t flag, std::span<const Value> items) {
  letter(which, flag);
  if (which == kSmallTuple) {
    out_ += static_cast<char>(items.size());
  } else {
    TRY(write_size(items.size()));
  }
  for (Value item : items) TRY(write(item));
  return {};
}

// In the order of the items' own bytes, so that equal sets are written alike.
Status Writer::write_set(char which, uint8_t flag, Set* set) {
  letter(which, flag);
  TRY(write_size(set->used));
  std::vector<std::pair<std::string, uint64_t>> items;
  uint64_t position = 0;
  SetEntry entry;
  while (set_next(set, position, entry)) {
    std::string bytes;
    TRY(write_object(thread_, bytes, entry.key, version_, allow_code_));
    items.emplace_back(std::move(bytes), entry.key.bits());
  }
  std::sort(items.begin(), items.end());
  for (const auto& [bytes, item] : items) TRY(write(Value(item)));
  return {};
}

}  // namespace

Status write_object(Thread& thread, std::string& out, Value value, int version, bool allow_code) {
  return Writer(thread, out, version, allow_code).write(value);
}

}  // namespace memphis::marshal

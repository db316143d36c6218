// The machine: its stack and memo, and instructions that make plain values.
#include "modules/pickle/loader.h"

#include <bit>

#include "base/utf8.h"
#include "runtime/call.h"
#include "runtime/codecs.h"
#include "runtime/dict_operations.h"
#include "runtime/int_operations.h"
#include "runtime/list_operations.h"
#include "runtime/named_access.h"

namespace memphis::pickle {

namespace {

constexpr uint64_t kLongestLength = uint64_t{1} << 62;

}  // namespace

struct LoadTable {
  static constexpr Loader::Table make() {
    Loader::Table table{};
    for (Loader::Handler& handler : table.handlers) handler = &Loader::load_unknown;
#define INSTRUCTION(name) table.handlers[static_cast<int>(Opcode::k##name)] = &Loader::load_##name;
#include "modules/pickle/instructions.def"
#undef INSTRUCTION
    return table;
  }
};

constinit const Loader::Table Loader::kTable = LoadTable::make();

Value Loader::load() {
  stack_ = TRY(make_list(thread_));
  TRY(list_reserve(thread_, stack_, 8));
  while (!stopped_) {
    const uint8_t* opcode = read(1);
    if (opcode == nullptr) {
      if (TRY(exception_matches(thread_, thread_.pending, state_->unpickling_error.get()))) {
        (void)take_pending(thread_);
        return raise(thread_, ExceptionId::kEOFError, "Ran out of input");
      }
      return Value::error();
    }
    opcode_ = *opcode;
    TRY((this->*kTable.handlers[opcode_])());
  }
  if (!has(1)) return raise_underflow();
  return pop();
}

Status Loader::load_unknown() {
  const bool is_plain = opcode_ >= ' ' && opcode_ <= '~' && opcode_ != '\'' && opcode_ != '\\';
  const std::string shown = is_plain ? std::string(1, static_cast<char>(opcode_)) : fmt::format("\\x{:02x}", opcode_);
  return raise_unpickling_error(thread_, "invalid load key, '" + shown + "'.");
}

// ---- The stack ----

FailureOfAnyType Loader::raise_underflow() {
  return raise_unpickling_error(thread_, marks_.empty() ? "unpickling stack underflow" : "unexpected MARK found");
}

Fallible<uint64_t> Loader::pop_mark() {
  if (marks_.empty()) return raise_unpickling_error(thread_, "could not find MARK");
  const uint64_t begin = marks_.back();
  marks_.pop_back();
  fence_ = marks_.empty() ? 0 : marks_.back();
  return begin;
}

Status Loader::load_Mark() {
  marks_.push_back(stack_->size);
  fence_ = stack_->size;
  return {};
}

Status Loader::load_Stop() {
  stopped_ = true;
  return {};
}

Status Loader::load_Pop() {
  // A mark counts as an item.
  if (!marks_.empty() && marks_.back() == stack_->size) {
    (void)TRY(pop_mark());
    return {};
  }
  if (!has(1)) return raise_underflow();
  drop(1);
  return {};
}

Status Loader::load_PopMark() {
  drop_from(TRY(pop_mark()));
  return {};
}

Status Loader::load_Dup() {
  if (!has(1)) return raise_underflow();
  return push(top());
}

// ---- The memo ----

Status Loader::remember(uint64_t number) {
  if (!has(1)) return raise_underflow();
  List* memo = unpickler_->memo;
  // Numbers are given one after the other, unless a pickle is made up.
  constexpr uint64_t kLongestGap = 1 << 20;
  if (number > memo->size + kLongestGap) return raise_memory_error(thread_);
  while (memo->size <= number) TRY(list_append(thread_, memo, Value::unbound()));
  memo->storage->items[number] = top();
  return {};
}

Status Loader::recall(uint64_t number) {
  List* memo = unpickler_->memo;
  if (number >= memo->size || memo->items()[number].is_unbound()) {
    return raise_unpickling_error(thread_, fmt::format("Memo value not found at index {}", number));
  }
  return push(memo->items()[number]);
}

namespace {

// The int that a line of digits stands for; errors show the line with its end.
Value int_of_line(Thread& thread, std::string_view line) {
  Value text = TRY(make_str_latin1(thread, {reinterpret_cast<const uint8_t*>(line.data()), line.size()}));
  return call(thread, thread.runtime.type(TypeId::kInt), {text});
}

}  // namespace

Status Loader::load_Get() {
  Value number = TRY(int_of_line(thread_, TRY(read_filled_line())));
  int64_t index;
  if (!int_to_int64(number, index) || index < 0) {
    return raise_unpickling_error(thread_, "Memo value not found at index " + TRY(repr_text(thread_, number)));
  }
  return recall(static_cast<uint64_t>(index));
}

Status Loader::load_BinGet() { return recall(TRY(read_number(1))); }
Status Loader::load_LongBinGet() { return recall(TRY(read_number(4))); }

Status Loader::load_Put() {
  Value number = TRY(int_of_line(thread_, TRY(read_filled_line())));
  if (!has(1)) return raise_underflow();
  if (int_sign(number) < 0) return raise_value_error(thread_, "negative PUT argument");
  return remember(static_cast<uint64_t>(TRY(to_index_int64(thread_, number))));
}

Status Loader::load_BinPut() { return remember(TRY(read_number(1))); }
Status Loader::load_LongBinPut() { return remember(TRY(read_number(4))); }
Status Loader::load_Memoize() { return remember(unpickler_->memo->size); }

// ---- Frames and protocols ----

Status Loader::load_Protocol() {
  const uint64_t protocol = TRY(read_number(1));
  if (protocol > kHighestProtocol) return raise_value_error(thread_, "unsupported pickle protocol: {}", protocol);
  unpickler_->protocol = static_cast<int32_t>(protocol);
  return {};
}

Status Loader::load_Frame() {
  const uint64_t length = TRY(read_number(8));
  if (length > INT64_MAX) {
    return raise(thread_, ExceptionId::kOverflowError, "FRAME length exceeds system's maximum of {} bytes",
                 static_cast<int64_t>(INT64_MAX));
  }
  const uint8_t* frame = TRY(read(length));
  input_ = frame;  // all of it is there now, and is read again bit by bit
  left_ += length;
  return {};
}

// ---- Plain values ----

Status Loader::load_None() { return push(Value::none()); }
Status Loader::load_NewTrue() { return push(Value::true_value()); }
Status Loader::load_NewFalse() { return push(Value::false_value()); }
Status Loader::load_BinInt() { return push(Value::small_int(TRY(read_signed()))); }
Status Loader::load_BinInt1() { return push(Value::small_int(static_cast<int64_t>(TRY(read_number(1))))); }
Status Loader::load_BinInt2() { return push(Value::small_int(static_cast<int64_t>(TRY(read_number(2))))); }

Status Loader::load_Int() {
  const std::string_view line = TRY(read_filled_line());
  if (line == "00\n" || line == "01\n") return push(Value::boolean(line[1] == '1'));
  Value number = int_of_line(thread_, line);
  if (number.is_error()) {
    if (!take_if_pending(thread_, ExceptionId::kValueError)) return Failure{};
    return raise_value_error(thread_, "could not convert string to int");
  }
  return push(number);
}

Status Loader::load_Long() {
  std::string text(TRY(read_filled_line()));
  if (text.size() >= 2 && text[text.size() - 2] == 'L') text.erase(text.size() - 2, 1);
  return push(TRY(int_of_line(thread_, text)));
}

Status Loader::push_int_bytes(uint64_t count) {
  const uint8_t* bytes = TRY(read(count));
  if (count <= 8) {
    uint64_t number = count > 0 && (bytes[count - 1] & 0x80) != 0 ? ~uint64_t{0} : 0;
    for (uint64_t i = 0; i < count; i++)
      number = (number & ~(uint64_t{0xff} << (8 * i))) | uint64_t{bytes[i]} << (8 * i);
    return push(TRY(make_int(thread_, static_cast<int64_t>(number))));
  }
  Value data = TRY(make_bytes(thread_, {bytes, count}));
  Value from_bytes = TRY(get_attribute_text(thread_, thread_.runtime.type(TypeId::kInt), "from_bytes"));
  Tuple* arguments = TRY(make_tuple(thread_, {data, Value(TRY(make_str(thread_, "little")))}));
  Dict* keywords = TRY(make_dict(thread_));
  TRY(dict_set_name(thread_, keywords, TRY(intern_text(thread_.runtime, "signed")), Value::true_value()));
  return push(TRY(call_with(thread_, from_bytes, arguments, keywords)));
}

Status Loader::check_long_length(int64_t count, const char* what) {
  if (count >= 0) return {};
  return raise_unpickling_error(thread_, std::string(what) + " pickle has negative byte count");
}

Status Loader::load_Long1() { return push_int_bytes(TRY(read_number(1))); }
Status Loader::load_Long4() {
  const int64_t count = TRY(read_signed());
  TRY(check_long_length(count, "LONG"));
  return push_int_bytes(static_cast<uint64_t>(count));
}

Status Loader::load_Float() {
  const std::string_view line = TRY(read_filled_line());
  const std::string_view digits = line.substr(0, line.size() - 1);
  Value text = TRY(make_str_latin1(thread_, {reinterpret_cast<const uint8_t*>(digits.data()), digits.size()}));
  Value number = call(thread_, thread_.runtime.type(TypeId::kFloat), {text});
  if (number.is_error()) {
    if (!take_if_pending(thread_, ExceptionId::kValueError)) return Failure{};
    return raise_value_error(thread_, "could not convert string to float: '{}'", line);
  }
  return push(number);
}

Status Loader::load_BinFloat() {
  const uint64_t bits = __builtin_bswap64(TRY(read_number(8)));
  return push(TRY(make_float(thread_, std::bit_cast<double>(bits))));
}

// ---- Text and bytes ----

Value Loader::decode_text(const uint8_t* bytes, uint64_t count) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), count);
  if (is_ascii(text)) return make_str_latin1(thread_, {bytes, count});
  Str* errors = TRY(intern_text(thread_.runtime, "surrogatepass"));
  return memphis::decode_text(thread_, {bytes, count}, Value::unbound(), nullptr, errors);
}

Status Loader::push_text(uint64_t count) {
  if (count > kLongestLength) {
    return raise(thread_, ExceptionId::kOverflowError, "BINUNICODE exceeds system's maximum size of {} bytes",
                 static_cast<int64_t>(INT64_MAX));
  }
  const uint8_t* bytes = TRY(read(count));
  return push(TRY(decode_text(bytes, count)));
}

Status Loader::push_bytes(uint64_t count) {
  if (count > kLongestLength) {
    return raise(thread_, ExceptionId::kOverflowError, "BINBYTES exceeds system's maximum size of {} bytes",
                 static_cast<int64_t>(INT64_MAX));
  }
  const uint8_t* bytes = TRY(read(count));
  return push(TRY(Value(make_bytes(thread_, {bytes, count}))));
}

Status Loader::load_ShortBinUnicode() { return push_text(TRY(read_number(1))); }
Status Loader::load_BinUnicode() { return push_text(TRY(read_number(4))); }
Status Loader::load_BinUnicode8() { return push_text(TRY(read_number(8))); }
Status Loader::load_ShortBinBytes() { return push_bytes(TRY(read_number(1))); }
Status Loader::load_BinBytes() { return push_bytes(TRY(read_number(4))); }
Status Loader::load_BinBytes8() { return push_bytes(TRY(read_number(8))); }

Status Loader::load_Unicode() {
  const std::string_view line = TRY(read_line());
  DecodeState state;
  return push(
      TRY(decode_native(thread_, Codec::kRawUnicodeEscape, {reinterpret_cast<const uint8_t*>(line.data()), line.size()},
                        Value::unbound(), nullptr, state)));
}

Status Loader::load_ByteArray8() {
  const uint64_t count = TRY(read_number(8));
  if (count > kLongestLength) {
    return raise(thread_, ExceptionId::kOverflowError, "BYTEARRAY8 exceeds system's maximum size of {} bytes",
                 static_cast<int64_t>(INT64_MAX));
  }
  const uint8_t* bytes = TRY(read(count));
  return push(TRY(Value(make_byte_array(thread_, {bytes, count}))));
}

// Text of Python 2, whose encoding the pickle does not tell.
Value Loader::decode_old_text(std::span<const uint8_t> bytes) {
  Value data = TRY(make_bytes(thread_, bytes));
  Value encoding = unpickler_->encoding;
  if (text_of(encoding) == "bytes") return data;
  return memphis::decode_text(thread_, data.as<Bytes>()->view(), data, encoding.as<Str>(),
                              unpickler_->errors.get().as<Str>());
}

Status Loader::push_old_text(uint64_t count) {
  const uint8_t* bytes = TRY(read(count));
  return push(TRY(decode_old_text({bytes, count})));
}

Status Loader::load_ShortBinString() { return push_old_text(TRY(read_number(1))); }
Status Loader::load_BinString() {
  const int64_t count = TRY(read_signed());
  TRY(check_long_length(count, "BINSTRING"));
  return push_old_text(static_cast<uint64_t>(count));
}

Status Loader::load_String() {
  std::string_view line = TRY(read_line());
  const bool is_quoted =
      line.size() >= 2 && line.front() == line.back() && (line.front() == '"' || line.front() == '\'');
  if (!is_quoted) return raise_unpickling_error(thread_, "the STRING opcode argument must be quoted");
  line = line.substr(1, line.size() - 2);
  Value escaped = TRY(make_bytes(thread_, {reinterpret_cast<const uint8_t*>(line.data()), line.size()}));
  Value decode = TRY(import_attribute(thread_, "_codecs", "escape_decode"));
  Value decoded = TRY(call(thread_, decode, {escaped}));
  return push(TRY(decode_old_text(decoded.as<Tuple>()->items[0].as<Bytes>()->view())));
}

}  // namespace memphis::pickle

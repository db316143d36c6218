// Quoted-printable (RFC 1521) and uuencoding.
#include <cstring>
#include <vector>

#include "modules/binascii/binascii.h"
#include "runtime/argument_support.h"

namespace memphis::binascii {

namespace {

constexpr size_t kMaximumLine = 76;
constexpr char kUpperDigits[] = "0123456789ABCDEF";

int hex_value(uint8_t c) {
  if (c >= '0' && c <= '9') return c - '0';
  c |= 0x20;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// Skips the line break after a '='. `at` is behind the '='.
size_t skip_soft_break(std::span<const uint8_t> in, size_t at) {
  while (at < in.size() && in[at] != '\n') at++;
  return at < in.size() ? at + 1 : at;
}

class QuotedPrintableEncoder {
 public:
  QuotedPrintableEncoder(std::span<const uint8_t> in, bool quote_tabs, bool is_text, bool header)
      : in_(in), quote_tabs_(quote_tabs), is_text_(is_text), header_(header) {
    const void* found = in.empty() ? nullptr : std::memchr(in.data(), '\n', in.size());
    const auto* line_end = static_cast<const uint8_t*>(found);
    uses_crlf_ = line_end != nullptr && line_end > in.data() && line_end[-1] == '\r';
  }

  void run() {
    while (at_ < in_.size()) {
      if (must_quote()) {
        if (line_ + 3 >= kMaximumLine) soft_break();
        quote(in_[at_++]);
        line_ += 3;
      } else if (is_text_ && at_line_break()) {
        end_line();
      } else {
        if (at_ + 1 != in_.size() && in_[at_ + 1] != '\n' && line_ + 1 >= kMaximumLine) soft_break();
        line_++;
        out_.push_back(header_ && in_[at_] == ' ' ? '_' : in_[at_]);
        at_++;
      }
    }
  }
  const std::vector<uint8_t>& out() const { return out_; }

 private:
  bool is_last() const { return at_ + 1 == in_.size(); }

  bool must_quote() const {
    const uint8_t c = in_[at_];
    if (c > 126 || c == '=' || (header_ && c == '_')) return true;
    if (c == '.' && line_ == 0) {
      return is_last() || in_[at_ + 1] == '\n' || in_[at_ + 1] == '\r' || in_[at_ + 1] == 0;
    }
    if (c == '\r' || c == '\n') return !is_text_;
    if (c == '\t' || c == ' ') return is_last() || quote_tabs_;
    return c < 33;
  }

  bool at_line_break() const { return in_[at_] == '\n' || (in_[at_] == '\r' && !is_last() && in_[at_ + 1] == '\n'); }

  // White space must not end a line.
  void end_line() {
    line_ = 0;
    if (!out_.empty() && (out_.back() == ' ' || out_.back() == '\t')) {
      const uint8_t blank = out_.back();
      out_.pop_back();
      quote(blank);
    }
    put_line_break();
    at_ += in_[at_] == '\r' ? 2 : 1;
  }

  void quote(uint8_t c) {
    out_.push_back('=');
    out_.push_back(static_cast<uint8_t>(kUpperDigits[c >> 4]));
    out_.push_back(static_cast<uint8_t>(kUpperDigits[c & 15]));
  }
  void put_line_break() {
    if (uses_crlf_) out_.push_back('\r');
    out_.push_back('\n');
  }
  void soft_break() {
    out_.push_back('=');
    put_line_break();
    line_ = 0;
  }

  std::span<const uint8_t> in_;
  bool quote_tabs_, is_text_, header_;
  bool uses_crlf_;
  size_t at_ = 0;
  size_t line_ = 0;  // characters on this line
  std::vector<uint8_t> out_;
};

}  // namespace

Value decode_quoted_printable(Thread& thread, Value* args) {
  AsciiBuffer buffer(thread);
  TRY(buffer.acquire(args[0]));
  const bool header = TRY(flag_argument(thread, args[1], false));
  std::span<const uint8_t> in = buffer.bytes();
  std::vector<uint8_t> out;
  out.reserve(in.size());
  size_t at = 0;
  while (at < in.size()) {
    const uint8_t c = in[at++];
    if (c != '=') {
      out.push_back(header && c == '_' ? ' ' : c);
      continue;
    }
    if (at == in.size()) break;
    if (in[at] == '\n' || in[at] == '\r') {
      at = skip_soft_break(in, at);
    } else if (in[at] == '=') {
      out.push_back(in[at++]);
    } else if (at + 1 < in.size() && hex_value(in[at]) >= 0 && hex_value(in[at + 1]) >= 0) {
      out.push_back(static_cast<uint8_t>(hex_value(in[at]) << 4 | hex_value(in[at + 1])));
      at += 2;
    } else {
      out.push_back('=');
    }
  }
  return make_bytes(thread, out);
}

Value encode_quoted_printable(Thread& thread, Value* args) {
  Buffer buffer(thread);
  TRY(buffer.acquire(args[0]));
  const bool quote_tabs = TRY(flag_argument(thread, args[1], false));
  const bool is_text = TRY(flag_argument(thread, args[2], true));
  const bool header = TRY(flag_argument(thread, args[3], false));
  QuotedPrintableEncoder encoder(buffer.bytes(), quote_tabs, is_text, header);
  encoder.run();
  return make_bytes(thread, encoder.out());
}

Value decode_uu(Thread& thread, Value* args) {
  AsciiBuffer buffer(thread);
  TRY(buffer.acquire(args[0]));
  std::span<const uint8_t> in = buffer.bytes();
  const size_t size = ((in.empty() ? 0u : in[0]) - 32u) & 0x3f;
  Bytes* bytes = TRY(allocate_bytes(thread, size));
  size_t at = 1, filled = 0;
  unsigned left = 0, bits = 0;
  while (filled < size) {
    unsigned value = 0;  // a line that ends early goes on with blanks
    if (at < in.size() && in[at] != '\n' && in[at] != '\r') {
      if (in[at] < ' ' || in[at] > ' ' + 64) return raise_binascii_error(thread, "Illegal char");
      value = (in[at] - 32u) & 0x3f;
    }
    at++;
    left = left << 6 | value;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes->data[filled++] = static_cast<uint8_t>(left >> bits);
      left &= (1u << bits) - 1;
    }
  }
  for (; at < in.size(); at++) {
    if (in[at] != ' ' && in[at] != ' ' + 64 && in[at] != '\n' && in[at] != '\r') {
      return raise_binascii_error(thread, "Trailing garbage");
    }
  }
  return bytes;
}

Value encode_uu(Thread& thread, Value* args) {
  Buffer buffer(thread);
  TRY(buffer.acquire(args[0]));
  const bool backtick = TRY(flag_argument(thread, args[1], false));
  std::span<const uint8_t> in = buffer.bytes();
  if (in.size() > 45) return raise_binascii_error(thread, "At most 45 bytes at once");
  uint8_t line[64];
  size_t size = 0;
  auto put = [&](unsigned value) {
    value &= 0x3f;
    line[size++] = static_cast<uint8_t>(backtick && value == 0 ? '`' : ' ' + value);
  };
  put(static_cast<unsigned>(in.size()));
  for (size_t i = 0; i < in.size(); i += 3) {
    const unsigned second = i + 1 < in.size() ? in[i + 1] : 0, third = i + 2 < in.size() ? in[i + 2] : 0;
    const unsigned group = static_cast<unsigned>(in[i]) << 16 | second << 8 | third;
    put(group >> 18), put(group >> 12), put(group >> 6), put(group);
  }
  line[size++] = '\n';
  return make_bytes(thread, {line, size});
}

}  // namespace memphis::binascii

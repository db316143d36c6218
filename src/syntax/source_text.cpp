#include "syntax/source_text.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstring>

#include "base/utf8.h"

namespace memphis {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_cookie_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

// The name after "coding:" or "coding=" in a comment line; `blank` tells whether the next line may hold one instead.
std::string_view cookie_in_line(std::string_view line, bool* blank) {
  size_t begin = line.find_first_not_of(" \t\f\r");
  *blank = begin == std::string_view::npos || line[begin] == '#';
  if (begin == std::string_view::npos || line[begin] != '#') return {};
  for (size_t at = begin; (at = line.find("coding", at)) != std::string_view::npos; at++) {
    size_t name = at + 6;
    if (name >= line.size() || (line[name] != ':' && line[name] != '=')) continue;
    name = line.find_first_not_of(" \t", name + 1);
    if (name == std::string_view::npos) continue;
    size_t end = name;
    while (end < line.size() && is_cookie_character(line[end])) end++;
    if (end > name) return line.substr(name, end - name);
  }
  return {};
}

// The spellings that stand for the two encodings Python knows by themselves; anything else stays as written.
std::string normal_encoding_name(std::string_view name) {
  std::string folded;
  for (char c : name.substr(0, 12)) {
    folded.push_back(c == '_' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
  }
  if (folded == "utf-8" || folded.starts_with("utf-8-")) return "utf-8";
  for (std::string_view latin : {"latin-1", "iso-8859-1", "iso-latin-1"}) {
    if (folded == latin || folded.starts_with(std::string(latin) + "-")) return "iso-8859-1";
  }
  return std::string(name);
}

enum class Codec : uint8_t { kUtf8, kLatin1, kAscii, kUnknown };

Codec codec_of(std::string_view encoding) {
  std::string name;
  for (char c : encoding) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    if (c != '-' && c != '_' && c != '.') name.push_back(c);
  }
  auto any_of = [&](std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  if (any_of({"utf8", "u8", "utf", "utf8ucs2", "utf8ucs4", "cp65001", "utf8sig"})) return Codec::kUtf8;
  if (any_of({"iso88591", "latin1", "8859", "cp819", "iso885911987", "l1", "latin", "isoir100", "ibm819"})) {
    return Codec::kLatin1;
  }
  if (any_of({"ascii", "usascii", "646", "ansix341968", "ansix341986", "cp367", "csascii", "ibm367", "us", "iso646us",
              "iso646irv1991", "isoir6"})) {
    return Codec::kAscii;
  }
  return Codec::kUnknown;
}

std::string latin1_to_utf8(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 8);
  for (char c : bytes) append_utf8(text, static_cast<unsigned char>(c));
  return text;
}

uint32_t line_number(std::string_view text, size_t offset) {
  return 1 + static_cast<uint32_t>(std::count(text.begin(), text.begin() + static_cast<ptrdiff_t>(offset), '\n'));
}

// What the first two lines declare; `has_cookie` tells utf-8 by declaration from utf-8 by default.
std::string find_cookie(std::string_view bytes, bool* has_cookie) {
  *has_cookie = false;
  for (int i = 0; i < 2; i++) {
    size_t end = std::min(bytes.find('\n'), bytes.size());
    bool blank;
    std::string_view name = cookie_in_line(bytes.substr(0, end), &blank);
    if (!name.empty()) {
      *has_cookie = true;
      return normal_encoding_name(name);
    }
    if (!blank || end == bytes.size()) break;
    bytes.remove_prefix(end + 1);
  }
  return "utf-8";
}

}  // namespace

SourceText SourceText::from_file_bytes(std::string filename, std::string bytes) {
  SourceText source(std::move(filename), std::move(bytes));
  source.is_file_ = true;
  source.decode(false);
  source.stop_at_null_byte();
  source.normalize_newlines();
  return source;
}

SourceText SourceText::from_bytes(std::string filename, std::string bytes) {
  SourceText source(std::move(filename), std::move(bytes));
  if (source.text_.find('\0') != std::string::npos) {
    source.refuse("source code string cannot contain null bytes", false);
  } else {
    source.decode(true);
  }
  source.normalize_newlines();
  return source;
}

SourceText SourceText::from_utf8(std::string filename, std::string text) {
  SourceText source(std::move(filename), std::move(text));
  if (source.text_.find('\0') != std::string::npos) {
    source.refuse("source code string cannot contain null bytes", false);
    source.text_.clear();
  }
  source.normalize_newlines();
  return source;
}

SourceText SourceText::from_file_text(std::string filename, std::string text) {
  SourceText source(std::move(filename), std::move(text));
  source.is_file_ = true;
  source.stop_at_null_byte();
  source.normalize_newlines();
  return source;
}

SourceText SourceText::undecodable(std::string filename, std::string message) {
  SourceText source(std::move(filename), {});
  source.refuse(std::move(message), true);
  return source;
}

std::string SourceText::declared_encoding(std::string_view bytes) {
  if (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
  bool has_cookie;
  return find_cookie(bytes, &has_cookie);
}

bool SourceText::knows_encoding(std::string_view encoding) { return codec_of(encoding) != Codec::kUnknown; }

void SourceText::decode(bool whole) {
  bool has_mark = text_.starts_with(kByteOrderMark);
  if (has_mark) text_.erase(0, kByteOrderMark.size());
  bool has_cookie;
  std::string encoding = find_cookie(text_, &has_cookie);
  Codec codec = codec_of(encoding);
  if (has_mark && has_cookie && encoding != "utf-8") {
    std::string message = fmt::format("encoding problem: {} with BOM", encoding);
    size_t line = 0;
    bool blank;
    if (cookie_in_line(std::string_view(text_).substr(0, text_.find('\n')), &blank).empty())
      line = text_.find('\n') + 1;
    stop_at(line, std::move(message), true);
    decode_error_->offset = 0;
    decode_error_->end_offset = static_cast<int32_t>(count_code_points(decode_error_->text));
    refused_ = whole;
    return;
  }
  if (codec == Codec::kUnknown) {
    return refuse(fmt::format("{}: {}", whole ? "unknown encoding" : "encoding problem", encoding), whole);
  }
  if (codec == Codec::kLatin1) {
    if (!is_ascii(text_)) text_ = latin1_to_utf8(text_);
    return;
  }
  if (codec == Codec::kAscii) {
    size_t prefix = ascii_prefix(text_.data(), text_.size());
    if (prefix == text_.size()) return;
    if (!whole) return refuse(fmt::format("encoding problem: {}", encoding), false);
    return refuse(fmt::format("'ascii' codec can't decode byte 0x{:02x} in position {}: ordinal not in range(128)",
                              static_cast<unsigned char>(text_[prefix]), prefix),
                  true);
  }
  Utf8Scan scan = scan_utf8(text_);
  if (scan.ok()) return;
  uint32_t line = line_number(text_, scan.valid_bytes);
  std::string place = whole ? std::string() : fmt::format(" in file {}", filename_);
  stop_at(scan.valid_bytes,
          fmt::format("Non-UTF-8 code starting with '\\x{:02x}'{} on line {}, but no encoding declared; "
                      "see https://peps.python.org/pep-0263/ for details",
                      static_cast<unsigned char>(text_[scan.valid_bytes]), place, line),
          true);
  refused_ = whole;
}

void SourceText::stop_at_null_byte() {
  size_t place = text_.find('\0');
  if (place == std::string::npos) return;
  decode_error_.reset();
  stop_at(place, "source code cannot contain null bytes", false);
}

void SourceText::stop_at(size_t offset, std::string message, bool caret) {
  size_t begin = offset == 0 ? std::string::npos : text_.rfind('\n', offset - 1);
  begin = begin == std::string::npos ? 0 : begin + 1;
  size_t end = std::min(text_.find('\n', begin), text_.size());
  auto error = std::make_unique<Diagnostic>();
  error->message = std::move(message);
  error->lineno = error->end_lineno = static_cast<int32_t>(line_number(text_, begin));
  error->offset =
      caret ? static_cast<int32_t>(count_code_points(std::string_view(text_).substr(begin, offset - begin))) + 1 : 0;
  error->end_offset = error->offset;
  // What cannot be decoded is shown as U+FFFD.
  const char* at = text_.data() + begin;
  const char* line_end = text_.data() + std::min(end, std::max(begin, text_.find('\0', begin)));
  while (at < line_end) {
    Utf8Step step = decode_utf8(at, line_end);
    append_utf8(error->text, step.error == Utf8Error::kNone ? step.code_point : U'\uFFFD');
    at += step.length;
  }
  error->has_text = true;
  decode_error_ = std::move(error);
  text_.resize(begin);
}

void SourceText::refuse(std::string message, bool names_file) {
  decode_error_ = std::make_unique<Diagnostic>();
  decode_error_->message = std::move(message);
  if (names_file) {
    decode_error_->lineno = 0;
    decode_error_->offset = -1;
  }
  refused_ = true;
  text_.clear();
}

void SourceText::normalize_newlines() {
  size_t first = text_.find('\r');
  if (first != std::string::npos) {
    char* out = text_.data() + first;
    const char* end = text_.data() + text_.size();
    for (const char* in = out; in < end; in++) {
      char c = *in;
      if (c == '\r' && in + 1 < end && in[1] == '\n') in++;
      *out++ = c == '\r' ? '\n' : c;
    }
    text_.resize(static_cast<size_t>(out - text_.data()));
  }
  if (!text_.empty() && text_.back() != '\n') {
    text_.push_back('\n');
    added_newline_ = true;
  }
}

const std::vector<uint32_t>& SourceText::lines() const {
  if (lines_.empty()) {
    lines_.push_back(0);
    const char* begin = text_.data();
    const char* end = begin + text_.size();
    for (const char* at = begin;
         (at = static_cast<const char*>(std::memchr(at, '\n', static_cast<size_t>(end - at))));) {
      at++;
      if (at == end) break;
      lines_.push_back(static_cast<uint32_t>(at - begin));
    }
  }
  return lines_;
}

SourceText SourceText::from_positions(std::string filename, std::vector<SourcePosition> positions) {
  SourceText source(std::move(filename), {});
  source.positions_ = std::move(positions);
  return source;
}

SourcePosition SourceText::position(uint32_t offset) const {
  if (offset < positions_.size()) return positions_[offset];
  const std::vector<uint32_t>& table = lines();
  auto after = std::upper_bound(table.begin(), table.end(), offset);
  return {static_cast<uint32_t>(after - table.begin()), offset - *(after - 1)};
}

uint32_t SourceText::line_count() const { return static_cast<uint32_t>(lines().size()); }

uint32_t SourceText::line_begin(uint32_t line) const {
  const std::vector<uint32_t>& table = lines();
  return line == 0 ? 0 : line > table.size() ? size() : table[line - 1];
}

std::string_view SourceText::line_text(uint32_t line) const {
  if (line == 0 || line > line_count()) return {};
  uint32_t begin = line_begin(line);
  size_t end = text_.find('\n', begin);
  return text().substr(begin, end == std::string::npos ? end : end - begin);
}

uint32_t SourceText::character_column(uint32_t offset) const {
  uint32_t begin = offset - position(offset).column;
  return static_cast<uint32_t>(count_code_points(slice(begin, offset)));
}

}  // namespace memphis

#include "runtime/source_lines.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "base/utf8.h"
#include "runtime/codecs.h"
#include "runtime/dict_operations.h"
#include "runtime/error.h"
#include "runtime/library.h"
#include "runtime/make.h"

namespace memphis {

bool read_file(const std::string& path, std::string& content, int* error) {
  int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  int failure = file < 0 ? errno : 0;
  struct stat status;
  if (failure == 0 && fstat(file, &status) == 0 && S_ISDIR(status.st_mode)) failure = EISDIR;
  content.clear();
  while (failure == 0) {
    char buffer[64 * 1024];
    ssize_t count = read(file, buffer, sizeof(buffer));
    if (count < 0) {
      if (errno == EINTR) continue;
      failure = errno;
    } else if (count == 0) {
      break;
    } else {
      content.append(buffer, static_cast<size_t>(count));
    }
  }
  if (file >= 0) close(file);
  if (error != nullptr) *error = failure;
  return failure == 0;
}

namespace {

// The encoding that a comment in this line names; empty: none.
std::string_view cookie_of(std::string_view line) {
  size_t at = line.find_first_not_of(" \t\f");
  if (at == std::string_view::npos || line[at] != '#') return {};
  size_t found = line.find("coding", at);
  while (found != std::string_view::npos) {
    size_t rest = found + 6;
    if (rest < line.size() && (line[rest] == ':' || line[rest] == '=')) {
      rest = line.find_first_not_of(" \t", rest + 1);
      if (rest == std::string_view::npos) return {};
      size_t end = rest;
      while (end < line.size() && (isalnum(static_cast<unsigned char>(line[end])) || line[end] == '-' ||
                                   line[end] == '_' || line[end] == '.')) {
        end++;
      }
      return line.substr(rest, end - rest);
    }
    found = line.find("coding", found + 1);
  }
  return {};
}

std::string declared_encoding(std::string_view bytes) {
  for (int i = 0; i < 2; i++) {
    size_t end = bytes.find('\n');
    std::string_view line = bytes.substr(0, end);
    std::string_view cookie = cookie_of(line);
    if (!cookie.empty()) return std::string(cookie);
    size_t first = line.find_first_not_of(" \t\f\r");
    if (end == std::string_view::npos || (first != std::string_view::npos && line[first] != '#')) break;
    bytes.remove_prefix(end + 1);
  }
  return "utf-8";
}

std::vector<std::string> split_source(std::string_view text) {
  std::vector<std::string> lines;
  size_t begin = 0;
  while (begin < text.size()) {
    size_t end = text.find_first_of("\r\n", begin);
    if (end == std::string_view::npos) end = text.size();
    lines.emplace_back(text.substr(begin, end - begin));
    if (end + 1 < text.size() && text[end] == '\r' && text[end + 1] == '\n') end++;
    begin = end + 1;
  }
  return lines;
}

// What was registered for code of this place and name.
RegisteredSource* find_source(Runtime& runtime, const Code* code, const std::string& filename) {
  std::string name = text_of(code->qualified_name.get());
  for (RegisteredSource& source : runtime.registered_sources) {
    if (source.first_line == code->first_line && source.filename == filename && source.qualified_name == name) {
      return &source;
    }
  }
  return nullptr;
}

void register_one(Runtime& runtime, const Code* code, const std::shared_ptr<const std::string>& text) {
  std::string filename = text_of(code->filename.get());
  // Code of the same place and name replaces what was there: a host may run one text after the other, for ever.
  if (RegisteredSource* known = find_source(runtime, code, filename)) {
    known->text = text;
    return;
  }
  std::string name = text_of(code->qualified_name.get());
  runtime.registered_sources.push_back({std::move(filename), std::move(name), code->first_line, text});
}

void register_code(Runtime& runtime, const Code* code, const std::shared_ptr<const std::string>& text) {
  register_one(runtime, code, text);
  if (code->constants.get() == nullptr) return;
  for (Value constant : code->constants->view()) {
    if (constant.is_kind(Kind::kCode)) register_code(runtime, constant.as<Code>(), text);
  }
}

}  // namespace

bool decode_source(Thread& thread, std::string_view bytes, std::string& text) {
  if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
  std::string encoding = declared_encoding(bytes);
  if (find_codec(encoding) == Codec::kUtf8) {
    if (!scan_utf8(bytes).ok()) return false;
    text = bytes;
    return true;
  }
  Str* name = make_str(thread, encoding);
  Value decoded = name == nullptr ? Value::error()
                                  : decode_text(thread, {reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()},
                                                Value::unbound(), name, nullptr);
  if (decoded.is_error()) {
    take_pending(thread);
    return false;
  }
  text = text_of(decoded);
  return true;
}

void register_source(Runtime& runtime, Code* code, std::string_view source) {
  register_code(runtime, code, std::make_shared<const std::string>(source));
}

void register_nested_source(Runtime& runtime, const Code* outer, const Code* code) {
  if (runtime.registered_sources.empty()) return;
  const RegisteredSource* source = find_source(runtime, outer, text_of(outer->filename.get()));
  if (source != nullptr) register_one(runtime, code, std::shared_ptr(source->text));
}

const SourceLines::Lines& SourceLines::lines_of(const std::string& filename) {
  auto [entry, is_new] = files_.try_emplace(filename);
  if (!is_new) return entry->second;
  bool is_no_file = filename.empty() || (filename.front() == '<' && filename.back() == '>');
  if (is_no_file) return entry->second;
  std::string bytes, text;
  bool found = read_file(filename, bytes) || read_library_file(thread_.runtime, filename, bytes);
  if (!found && filename.front() != '/') {
    // A relative name may be relative to an entry of sys.path.
    Runtime& runtime = thread_.runtime;
    Value path = runtime.sys_dict == nullptr ? Value::unbound()
                                             : dict_get_name(runtime, runtime.sys_dict, runtime.name(Name::kSysPath));
    if (path.is_kind(Kind::kList)) {
      for (Value directory : path.as<List>()->view()) {
        if (!is_str(directory)) continue;
        std::string full = text_of(directory);
        if (!full.empty()) full += "/";
        if ((found = read_file(full + filename, bytes))) break;
      }
    }
  }
  if (found && decode_source(thread_, bytes, text)) entry->second = split_source(text);
  return entry->second;
}

std::string_view SourceLines::line(const std::string& filename, int64_t number) {
  const Lines& lines = lines_of(filename);
  if (number < 1 || number > static_cast<int64_t>(lines.size())) return {};
  return lines[static_cast<size_t>(number - 1)];
}

std::string_view SourceLines::line_of_code(const Code* code, int64_t number) {
  std::string filename = text_of(code->filename.get());
  std::string_view found = line(filename, number);
  if (!found.empty() || !filename.starts_with("<")) return found;
  const RegisteredSource* source = find_source(thread_.runtime, code, filename);
  if (source == nullptr) return {};
  auto [entry, is_new] = texts_.try_emplace(source->text.get());
  if (is_new) entry->second = split_source(*source->text);
  if (number < 1 || number > static_cast<int64_t>(entry->second.size())) return {};
  return entry->second[static_cast<size_t>(number - 1)];
}

}  // namespace memphis

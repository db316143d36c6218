// Paths as texts: fspath, and what posixpath has natively.
#include <vector>

#include "modules/posix/posix.h"
#include "runtime/argument_support.h"
#include "runtime/attribute.h"
#include "runtime/error.h"
#include "runtime/file_path.h"

namespace memphis::posix {

namespace {

constexpr char kSeparator = '/';

Value fspath(Thread& thread, Value* args) { return file_system_path(thread, args[0]); }

// A path that is only looked at: zero bytes and lone surrogates are fine.
struct PathText {
  std::string text;  // UTF-8, surrogates too
  bool is_bytes = false;

  Value make(Thread& thread, std::string_view part) const {
    if (!is_bytes) return make_str(thread, part);
    return make_bytes(thread, {reinterpret_cast<const uint8_t*>(part.data()), part.size()});
  }
};

Fallible<PathText> path_text(Thread& thread, Value value, const char* function, const char* parameter) {
  Value text = value;
  if (!is_str(value) && !value.is_kind(Kind::kBytes)) {
    Runtime& runtime = thread.runtime;
    if (type_lookup(runtime, type_of(thread, value), runtime.name(Name::kFsPath)).is_unbound()) {
      return raise_type_error(thread, "{}: {} should be string, bytes or os.PathLike, not {}", function, parameter,
                              type_name(thread, value));
    }
    text = TRY(file_system_path(thread, value));
  }
  PathText path;
  path.is_bytes = !is_str(text);
  if (path.is_bytes) {
    auto view = text.as<Bytes>()->view();
    path.text.assign(reinterpret_cast<const char*>(view.data()), view.size());
  } else {
    append_utf8(text.as<Str>(), path.text);
  }
  return path;
}

// How many slashes a path begins with, as POSIX counts: exactly two may mean something of their own.
size_t root_length(std::string_view path) {
  if (!path.starts_with(kSeparator)) return 0;
  return path.starts_with("//") && !path.starts_with("///") ? 2 : 1;
}

std::string normalize(std::string_view path) {
  const size_t root = root_length(path);
  std::vector<std::string_view> parts;
  size_t begin = root;
  while (begin < path.size()) {
    const size_t end = std::min(path.find(kSeparator, begin), path.size());
    const std::string_view part = path.substr(begin, end - begin);
    begin = end + 1;
    if (part.empty() || part == ".") continue;
    if (part != ".." || (root == 0 && (parts.empty() || parts.back() == ".."))) {
      parts.push_back(part);
    } else if (!parts.empty()) {
      parts.pop_back();
    }
  }
  std::string result(path.substr(0, root));
  for (size_t i = 0; i < parts.size(); i++) {
    if (i > 0) result += kSeparator;
    result += parts[i];
  }
  return result.empty() ? "." : result;
}

Value path_normpath(Thread& thread, Value* args) {
  const PathText path = TRY(path_text(thread, args[0], "_path_normpath", "path"));
  return path.make(thread, normalize(path.text));
}

Value path_splitroot(Thread& thread, Value* args) {
  const PathText path = TRY(path_text(thread, args[0], "_path_splitroot_ex", "path"));
  const std::string_view text = path.text;
  const size_t root = root_length(text);
  Value parts[] = {TRY(path.make(thread, "")), TRY(path.make(thread, text.substr(0, root))),
                   TRY(path.make(thread, text.substr(root)))};
  return make_tuple(thread, std::span<const Value>(parts));
}

constexpr NativeDefinition kFunctions[] = {
    {"fspath(path)", fspath, "The path as str or bytes; asks __fspath__ of anything else."},
    {"_path_normpath(path)", path_normpath, "Normalises a path without looking at the file system."},
    {"_path_splitroot_ex(p)", path_splitroot, "The drive (always empty), the root and the rest of a path."},
};

}  // namespace

const std::span<const NativeDefinition> kPathFunctions = kFunctions;

}  // namespace memphis::posix

#include "runtime/library.h"

#include <zlib.h>

#include <algorithm>

namespace memphis {

bool path_in_library(const Runtime& runtime, std::string_view path, std::string_view& inner) {
  std::string_view root = runtime.library_directory;
  if (root.empty() || !path.starts_with(root)) return false;
  path.remove_prefix(root.size());
  if (!path.empty() && path[0] != '/') return false;
  while (!path.empty() && path[0] == '/') path.remove_prefix(1);
  while (!path.empty() && path.back() == '/') path.remove_suffix(1);
  inner = path;
  return true;
}

bool read_library_file(const ArchiveEntry& entry, std::string& content) {
  if (!entry.is_compressed) {
    content = entry.content;
    return true;
  }
  content.resize(entry.size);
  uLongf size = entry.size;
  int result = uncompress(reinterpret_cast<Bytef*>(content.data()), &size,
                          reinterpret_cast<const Bytef*>(entry.content.data()), entry.content.size());
  return result == Z_OK && size == entry.size;
}

bool read_library_file(const Runtime& runtime, std::string_view path, std::string& content) {
  ArchiveEntry entry;
  std::string_view inner;
  return path_in_library(runtime, path, inner) && runtime.library.find(inner, entry) &&
         read_library_file(entry, content);
}

bool find_library_module(const Runtime& runtime, std::string_view module, ArchiveEntry& entry, bool& is_package) {
  std::string path(module);
  std::replace(path.begin(), path.end(), '.', '/');
  is_package = runtime.library.find(path + "/__init__.py", entry);
  return is_package || runtime.library.find(path + ".py", entry);
}

}  // namespace memphis

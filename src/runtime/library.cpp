#include "runtime/library.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>

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

namespace {

bool may_be_packed(const Runtime& runtime, std::string_view path, std::string_view& inner) {
  return (errno == ENOENT || errno == ENOTDIR) && path_in_library(runtime, path, inner);
}

}  // namespace

int open_library_file(const Runtime& runtime, std::string_view path, int flags) {
  std::string_view inner;
  ArchiveEntry entry;
  std::string content;
  const int number = errno;
  if (!may_be_packed(runtime, path, inner) || (flags & (O_ACCMODE | O_CREAT)) != O_RDONLY ||
      !runtime.library.find(inner, entry) || !read_library_file(entry, content)) {
    return -1;
  }
  int file = memfd_create(std::string(entry.path).c_str(), MFD_CLOEXEC);
  size_t written = 0;
  while (file >= 0 && written < content.size()) {
    ssize_t count = write(file, content.data() + written, content.size() - written);
    if (count < 0) break;
    written += static_cast<size_t>(count);
  }
  if (file >= 0 && written == content.size() && lseek(file, 0, SEEK_SET) == 0) return file;
  if (file >= 0) close(file);
  errno = number;
  return -1;
}

bool library_file_status(const Runtime& runtime, std::string_view path, struct stat& status) {
  constexpr time_t kTime = 315619200;  // 1980-01-02: zip files have no earlier times
  std::string_view inner;
  if (!may_be_packed(runtime, path, inner)) return false;
  size_t index = runtime.library.lower_bound(inner);
  bool is_file = index < runtime.library.size() && runtime.library.entry(index).path == inner;
  if (!is_file && !runtime.library.has_directory(inner)) return false;
  status = {};
  status.st_mode = is_file ? S_IFREG | 0644 : S_IFDIR | 0755;
  status.st_nlink = 1;
  status.st_ino = 2 * index + (is_file ? 1 : 2);
  status.st_size = is_file ? runtime.library.entry(index).size : 0;
  status.st_blksize = 4096;
  status.st_mtim.tv_sec = status.st_ctim.tv_sec = status.st_atim.tv_sec = kTime;
  return true;
}

std::vector<std::string> names_in_library(const Runtime& runtime, std::string_view inner) {
  std::vector<std::string> names;
  std::string prefix = inner.empty() ? std::string() : std::string(inner) + "/";
  for (size_t i = runtime.library.lower_bound(prefix); i < runtime.library.size(); i++) {
    std::string_view path = runtime.library.entry(i).path;
    if (!path.starts_with(prefix)) break;
    path.remove_prefix(prefix.size());
    size_t slash = path.find('/');
    std::string name(slash == std::string_view::npos ? path : path.substr(0, slash + 1));
    if (names.empty() || names.back() != name) names.push_back(name);
  }
  return names;
}

bool find_library_module(const Runtime& runtime, std::string_view module, ArchiveEntry& entry, bool& is_package) {
  std::string path(module);
  std::replace(path.begin(), path.end(), '.', '/');
  is_package = runtime.library.find(path + "/__init__.py", entry);
  return is_package || runtime.library.find(path + ".py", entry);
}

}  // namespace memphis

// A read-only archive: files by path, each with a second text that was derived from it ahead (for Python files, their
// compiled code). The library that is packed into the program is one. Nothing is copied on reading: an archive is used
// where it lies, and only the pages that somebody looks at are ever loaded.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace memphis {

struct ArchiveFile {
  std::string path;
  std::string content;  // as stored: perhaps compressed
  uint32_t size = 0;    // of the content when it is not compressed
  bool is_compressed = false;
  std::string derived;
};

// What an archive knows of a file; the texts lie in the archive.
struct ArchiveEntry {
  std::string_view path;
  std::string_view content;
  uint32_t size = 0;
  bool is_compressed = false;
  std::string_view derived;
};

class Archive {
 public:
  Archive() = default;
  // Borrows the bytes, which make_archive has made. Other bytes make an empty archive.
  explicit Archive(std::string_view bytes);

  size_t size() const { return count_; }
  ArchiveEntry entry(size_t index) const;
  // The place of the first path that is not less.
  size_t lower_bound(std::string_view path) const;
  // False: no such file.
  bool find(std::string_view path, ArchiveEntry& found) const;
  // Is there a file below this directory ("" is the root)?
  bool has_directory(std::string_view path) const;

 private:
  std::string_view path(size_t index) const;

  std::string_view bytes_;
  size_t count_ = 0;
};

// Sorts the files.
std::string make_archive(std::vector<ArchiveFile>& files);

}  // namespace memphis

// The layout: a header, one record a file in the order of paths, the paths, the derived texts (each at a multiple of
// eight), the contents. What starting up reads lies together that way.
#include "base/archive.h"

#include <algorithm>
#include <cstring>

namespace memphis {

namespace {

constexpr char kMagic[8] = {'M', 'e', 'm', 'p', 'h', 'L', 'i', '1'};

struct Header {
  char magic[8];
  uint64_t count;
};

struct Record {
  uint32_t path_offset, path_size;
  uint32_t derived_offset, derived_size;
  uint32_t content_offset, content_size;
  uint32_t original_size;
  uint32_t is_compressed;
};

Record record_at(std::string_view bytes, size_t index) {
  Record record;
  memcpy(&record, bytes.data() + sizeof(Header) + index * sizeof(Record), sizeof(Record));
  return record;
}

}  // namespace

Archive::Archive(std::string_view bytes) {
  Header header;
  if (bytes.size() < sizeof(header)) return;
  memcpy(&header, bytes.data(), sizeof(header));
  if (memcmp(header.magic, kMagic, sizeof(kMagic)) != 0) return;
  bytes_ = bytes;
  count_ = header.count;
}

std::string_view Archive::path(size_t index) const {
  Record record = record_at(bytes_, index);
  return bytes_.substr(record.path_offset, record.path_size);
}

ArchiveEntry Archive::entry(size_t index) const {
  Record record = record_at(bytes_, index);
  return {.path = bytes_.substr(record.path_offset, record.path_size),
          .content = bytes_.substr(record.content_offset, record.content_size),
          .size = record.original_size,
          .is_compressed = record.is_compressed != 0,
          .derived = bytes_.substr(record.derived_offset, record.derived_size)};
}

size_t Archive::lower_bound(std::string_view wanted) const {
  size_t low = 0, high = count_;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (path(middle) < wanted) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

bool Archive::find(std::string_view wanted, ArchiveEntry& found) const {
  size_t index = lower_bound(wanted);
  if (index == count_ || path(index) != wanted) return false;
  found = entry(index);
  return true;
}

bool Archive::has_directory(std::string_view wanted) const {
  if (wanted.empty()) return count_ != 0;
  std::string prefix = std::string(wanted) + "/";
  size_t index = lower_bound(prefix);
  return index < count_ && path(index).starts_with(prefix);
}

std::string make_archive(std::vector<ArchiveFile>& files) {
  std::sort(files.begin(), files.end(), [](const ArchiveFile& a, const ArchiveFile& b) { return a.path < b.path; });
  Header header;
  memcpy(header.magic, kMagic, sizeof(kMagic));
  header.count = files.size();
  std::string out(reinterpret_cast<const char*>(&header), sizeof(header));
  out.resize(sizeof(header) + files.size() * sizeof(Record));
  std::vector<Record> records(files.size());
  auto append = [&](std::string_view text, uint32_t& offset, uint32_t& size) {
    offset = static_cast<uint32_t>(out.size());
    size = static_cast<uint32_t>(text.size());
    out += text;
  };
  for (size_t i = 0; i < files.size(); i++) append(files[i].path, records[i].path_offset, records[i].path_size);
  for (size_t i = 0; i < files.size(); i++) {
    out.resize((out.size() + 7) / 8 * 8);
    append(files[i].derived, records[i].derived_offset, records[i].derived_size);
  }
  for (size_t i = 0; i < files.size(); i++) {
    append(files[i].content, records[i].content_offset, records[i].content_size);
    records[i].original_size = files[i].size;
    records[i].is_compressed = files[i].is_compressed;
  }
  memcpy(out.data() + sizeof(header), records.data(), records.size() * sizeof(Record));
  return out;
}

}  // namespace memphis

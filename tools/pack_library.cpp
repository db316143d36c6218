// pack_library OUTPUT DIRECTORY...: the files of the directories as one archive (base/archive.h), Python files with
// their compiled code, everything compressed. A file of a later directory takes the place of one with the same path.
// Part of the build: cmake/stdlib.cmake.
#include <zlib.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "base/archive.h"
#include "bytecode/unit_bytes.h"
#include "compile/compiler.h"
#include "symbols/symbols.h"
#include "syntax/parser.h"

namespace {

using namespace memphis;
namespace fs = std::filesystem;

// What an installed Python's library directory holds that is no part of the library.
bool is_left_out(const fs::path& path) {
  std::string name = path.filename();
  for (const char* each : {"__pycache__", "lib-dynload", "site-packages", "dist-packages", "test", "tests"}) {
    if (name == each) return fs::is_directory(path);
  }
  std::string extension = path.extension();
  return name.starts_with(".") || name.starts_with("config-") || name.starts_with("_sysconfigdata") ||
         extension == ".pyc" || extension == ".so" || extension == ".a" || extension == ".exe";
}

void collect(const fs::path& root, const fs::path& directory, std::map<std::string, fs::path>& files) {
  for (const fs::directory_entry& each : fs::directory_iterator(directory)) {
    if (is_left_out(each.path())) continue;
    if (each.is_directory()) {
      collect(root, each.path(), files);
    } else if (each.is_regular_file()) {
      files[each.path().lexically_relative(root)] = each.path();
    }
  }
}

// Empty: a file that has to be compiled when it is imported, because its text has an encoding that needs the
// interpreter, or because it is no Python (templates).
std::string compile(const std::string& path, const std::string& content) {
  if (!SourceText::knows_encoding(SourceText::declared_encoding(content))) return {};
  SourceText source = SourceText::from_bytes(path, content);
  NameTable names;
  ParseResult parsed = parse(source, names, ParseMode::kModule, ParseFlags{});
  if (!parsed.ok()) return {};
  Symbols symbols = resolve_names(parsed, SymbolsOptions{});
  if (!symbols.ok()) return {};
  // The file's name is known when it is loaded.
  CompileOptions options;
  CompileResult compiled = compile_module(parsed, symbols, options);
  if (!compiled.ok()) return {};
  std::string bytes;
  append_unit_bytes(*compiled.unit, bytes);
  return bytes;
}

ArchiveFile pack(const std::string& path, const fs::path& file) {
  std::ifstream input(file, std::ios::binary);
  std::string content((std::istreambuf_iterator<char>(input)), std::istreambuf_iterator<char>());
  ArchiveFile result;
  result.path = path;
  result.size = static_cast<uint32_t>(content.size());
  if (path.ends_with(".py")) result.derived = compile(path, content);
  uLongf size = compressBound(content.size());
  std::string packed(size, '\0');
  auto* data = reinterpret_cast<Bytef*>(packed.data());
  if (compress2(data, &size, reinterpret_cast<const Bytef*>(content.data()), content.size(), 9) == Z_OK &&
      size < content.size()) {
    packed.resize(size);
    result.content = packed;
    result.is_compressed = true;
  } else {
    result.content = content;
  }
  return result;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    fprintf(stderr, "usage: pack_library OUTPUT DIRECTORY...\n");
    return 2;
  }
  std::map<std::string, fs::path> paths;
  for (int i = 2; i < argc; i++) {
    if (fs::is_directory(argv[i])) collect(argv[i], argv[i], paths);
  }
  std::vector<ArchiveFile> files;
  for (const auto& [path, file] : paths) files.push_back(pack(path, file));
  if (files.empty()) {
    fprintf(stderr, "pack_library: the directories hold no files\n");
    return 1;
  }
  std::ofstream output(argv[1], std::ios::binary | std::ios::trunc);
  output << make_archive(files);
  output.close();
  if (output) return 0;
  fprintf(stderr, "pack_library: cannot write %s\n", argv[1]);
  return 1;
}

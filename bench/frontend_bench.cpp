// How fast the front end reads source, and how much memory it takes. Every file named on the command line (a folder
// stands for the .py files below it) is read into memory first; then each stage runs over all of them several times.
//   frontend_bench [-n ROUNDS] PATH...
#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "syntax/lexer.h"
#include "syntax/parser.h"

namespace {

using namespace memphis;

std::vector<SourceText> read_sources(const std::vector<std::string>& paths) {
  std::vector<SourceText> sources;
  auto add = [&](const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    sources.push_back(SourceText::from_file_bytes(path.string(), std::move(bytes)));
  };
  for (const std::string& path : paths) {
    if (!std::filesystem::is_directory(path)) {
      add(path);
      continue;
    }
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
      if (entry.is_regular_file() && entry.path().extension() == ".py") add(entry.path());
    }
  }
  return sources;
}

struct Totals {
  size_t tokens = 0;
  size_t nodes = 0;
  size_t tree_bytes = 0;
  size_t name_bytes = 0;
  size_t failures = 0;
};

// The shortest of the rounds, in seconds.
template <class Stage>
double best_of(int rounds, Stage stage) {
  double best = 1e9;
  for (int i = 0; i < rounds; i++) {
    auto start = std::chrono::steady_clock::now();
    stage();
    best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  return best;
}

}  // namespace

int main(int argc, char** argv) {
  int rounds = 5;
  std::vector<std::string> paths;
  for (int i = 1; i < argc; i++) {
    if (std::strcmp(argv[i], "-n") == 0 && i + 1 < argc) {
      rounds = std::atoi(argv[++i]);
    } else {
      paths.emplace_back(argv[i]);
    }
  }
  std::vector<SourceText> sources = read_sources(paths);
  size_t bytes = 0;
  for (const SourceText& source : sources) bytes += source.size();
  if (bytes == 0) {
    fmt::print("usage: frontend_bench [-n ROUNDS] PATH...\n");
    return 1;
  }

  Totals totals;
  double lexing = best_of(rounds, [&] {
    totals.tokens = 0;
    for (const SourceText& source : sources) {
      Lexer lexer(source);
      Token token;
      do {
        token = lexer.next();
        totals.tokens++;
      } while (token.kind != TokenKind::kEndMarker && token.kind != TokenKind::kError);
    }
  });
  double parsing = best_of(rounds, [&] {
    totals.nodes = totals.tree_bytes = totals.name_bytes = totals.failures = 0;
    for (const SourceText& source : sources) {
      NameTable names;
      ParseResult result = parse(source, names, ParseMode::kModule);
      totals.nodes += result.node_count;
      totals.tree_bytes += result.arena.bytes_reserved();
      totals.name_bytes += names.bytes_used();
      totals.failures += !result.ok();
    }
  });

  double megabytes = static_cast<double>(bytes) / 1e6;
  double per_byte = 1.0 / static_cast<double>(bytes);
  fmt::print("{} files, {:.1f} MB, {} with errors\n", sources.size(), megabytes, totals.failures);
  fmt::print("lex    {:7.1f} MB/s  {:6.1f} ns a token\n", megabytes / lexing,
             lexing * 1e9 / static_cast<double>(totals.tokens));
  fmt::print("parse  {:7.1f} MB/s  {:6.1f} ns a node\n", megabytes / parsing,
             parsing * 1e9 / static_cast<double>(totals.nodes));
  fmt::print("tokens {:7.2f} bytes a byte of source ({} bytes each; only when they are kept)\n",
             static_cast<double>(totals.tokens * sizeof(Token)) * per_byte, sizeof(Token));
  fmt::print("tree   {:7.2f} bytes a byte of source ({:.1f} bytes a node)\n",
             static_cast<double>(totals.tree_bytes) * per_byte,
             static_cast<double>(totals.tree_bytes) / static_cast<double>(totals.nodes));
  fmt::print("names  {:7.2f} bytes a byte of source\n", static_cast<double>(totals.name_bytes) * per_byte);
  return 0;
}

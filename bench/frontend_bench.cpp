// How fast the front end reads source, and how much memory it takes. Every file named on the command line (a folder
// stands for the .py files below it, @LIST for the files that LIST names one a line) is read into memory first; then
// each stage runs over all of them. bench/frontend.py runs this beside CPython and reads the lines "name figure".
//   frontend_bench [-n ROUNDS] PATH...
#include <fmt/core.h>
#include <malloc.h>

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

// What malloc has given out, and the most since reset_peak(): every allocation of the process goes through here.
size_t allocated = 0;
size_t allocated_peak = 0;

void count_allocation(void* memory) {
  if (memory == nullptr) return;
  allocated += malloc_usable_size(memory);
  allocated_peak = std::max(allocated_peak, allocated);
}

}  // namespace

extern "C" {
// NOLINTBEGIN(readability-identifier-naming,bugprone-reserved-identifier): glibc's names
void* __libc_malloc(size_t size);
void* __libc_calloc(size_t count, size_t size);
void* __libc_realloc(void* memory, size_t size);
void __libc_free(void* memory);
// NOLINTEND(readability-identifier-naming,bugprone-reserved-identifier)

void* malloc(size_t size) noexcept {
  void* memory = __libc_malloc(size);
  count_allocation(memory);
  return memory;
}
void* calloc(size_t count, size_t size) noexcept {
  void* memory = __libc_calloc(count, size);
  count_allocation(memory);
  return memory;
}
void* realloc(void* memory, size_t size) noexcept {
  allocated -= malloc_usable_size(memory);
  void* moved = __libc_realloc(memory, size);
  count_allocation(moved);
  return moved;
}
void free(void* memory) noexcept {
  allocated -= malloc_usable_size(memory);
  __libc_free(memory);
}
}

namespace {

using namespace memphis;

void add_file(std::vector<SourceText>& sources, const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  sources.push_back(SourceText::from_file_bytes(path.string(), std::move(bytes)));
}

std::vector<SourceText> read_sources(const std::vector<std::string>& paths) {
  std::vector<SourceText> sources;
  for (const std::string& path : paths) {
    if (path.starts_with('@')) {
      std::ifstream list(path.substr(1));
      for (std::string line; std::getline(list, line);) add_file(sources, line);
    } else if (std::filesystem::is_directory(path)) {
      for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
        if (entry.is_regular_file() && entry.path().extension() == ".py") add_file(sources, entry.path());
      }
    } else {
      add_file(sources, path);
    }
  }
  return sources;
}

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

// The sum over all files of the most that `stage` had allocated at a time.
template <class Stage>
size_t peak_of(const std::vector<SourceText>& sources, Stage stage) {
  size_t sum = 0;
  for (const SourceText& source : sources) {
    size_t before = allocated_peak = allocated;
    stage(source);
    sum += allocated_peak - before;
  }
  return sum;
}

template <class Take>
void each_token(const SourceText& source, Take take) {
  Lexer lexer(source);
  Token token;
  do {
    token = lexer.next();
    take(token);
  } while (token.kind != TokenKind::kEndMarker && token.kind != TokenKind::kError);
}

// What a token would be that owned its text.
struct OwningToken {
  Token token;
  std::string text;
};

struct Figures {
  size_t bytes = 0;
  size_t tokens = 0;
  size_t nodes = 0;
  size_t tree_bytes = 0;
  size_t name_bytes = 0;
  size_t failures = 0;
  size_t kept_peak = 0;
  size_t owning_peak = 0;
  size_t parse_peak = 0;
  double lex_seconds = 0;
  double parse_seconds = 0;
};

void measure_time(const std::vector<SourceText>& sources, int rounds, Figures& figures) {
  figures.lex_seconds = best_of(rounds, [&] {
    figures.tokens = 0;
    for (const SourceText& source : sources) each_token(source, [&](const Token&) { figures.tokens++; });
  });
  figures.parse_seconds = best_of(rounds, [&] {
    figures.nodes = figures.tree_bytes = figures.name_bytes = figures.failures = 0;
    for (const SourceText& source : sources) {
      NameTable names;
      ParseResult result = parse(source, names, ParseMode::kModule);
      figures.nodes += result.node_count;
      figures.tree_bytes += result.arena.bytes_reserved();
      figures.name_bytes += names.bytes_used();
      figures.failures += !result.ok();
    }
  });
}

void measure_memory(const std::vector<SourceText>& sources, Figures& figures) {
  figures.kept_peak = peak_of(sources, [](const SourceText& source) {
    std::vector<Token> kept;
    each_token(source, [&](const Token& token) { kept.push_back(token); });
  });
  figures.owning_peak = peak_of(sources, [](const SourceText& source) {
    std::vector<OwningToken> kept;
    each_token(source, [&](const Token& token) {
      kept.push_back({token, std::string(source.text().substr(token.begin, token.length()))});
    });
  });
  figures.parse_peak = peak_of(sources, [](const SourceText& source) {
    NameTable names;
    parse(source, names, ParseMode::kModule);
  });
}

void print(const Figures& figures, size_t files) {
  auto share = [&](size_t bytes) { return static_cast<double>(bytes) / static_cast<double>(figures.bytes); };
  auto line = [](const char* name, double figure) { fmt::print("{} {:.4f}\n", name, figure); };
  line("files", static_cast<double>(files));
  line("errors", static_cast<double>(figures.failures));
  line("source_megabytes", static_cast<double>(figures.bytes) / 1e6);
  line("lex_megabytes_per_second", static_cast<double>(figures.bytes) / 1e6 / figures.lex_seconds);
  line("parse_megabytes_per_second", static_cast<double>(figures.bytes) / 1e6 / figures.parse_seconds);
  line("parse_nanoseconds_per_node", figures.parse_seconds * 1e9 / static_cast<double>(figures.nodes));
  line("bytes_per_token", sizeof(Token));
  line("tokens_borrowed", share(figures.tokens * sizeof(Token)));
  line("tokens_borrowed_peak", share(figures.kept_peak));
  line("tokens_owned_peak", share(figures.owning_peak));
  line("tree", share(figures.tree_bytes));
  line("bytes_per_node", static_cast<double>(figures.tree_bytes) / static_cast<double>(figures.nodes));
  line("names", share(figures.name_bytes));
  line("parse_peak", share(figures.parse_peak));
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
  Figures figures;
  for (const SourceText& source : sources) figures.bytes += source.size();
  if (figures.bytes == 0) {
    fmt::print("usage: frontend_bench [-n ROUNDS] PATH...\n");
    return 1;
  }
  measure_time(sources, rounds, figures);
  measure_memory(sources, figures);
  print(figures, sources.size());
  return 0;
}

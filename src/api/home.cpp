#include "api/home.h"

#include <unistd.h>

#include <climits>
#include <cstdlib>
#include <string_view>

#include "runtime/source_lines.h"

namespace memphis {

namespace {

constexpr const char* kUnknownPrefix = "/usr/local";

std::string directory_of(const std::string& path) {
  size_t slash = path.rfind('/');
  if (slash == std::string::npos) return {};
  return slash == 0 ? "/" : path.substr(0, slash);
}

std::string join(const std::string& directory, std::string_view name) {
  return directory + (directory.ends_with("/") ? "" : "/") + std::string(name);
}

std::string resolve(const std::string& path) {
  char* resolved = realpath(path.c_str(), nullptr);
  std::string result = resolved != nullptr ? resolved : path;
  free(resolved);
  return result;
}

std::string_view trim(std::string_view text) {
  constexpr const char* kBlanks = " \t\r\n";
  size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

bool has_key(std::string_view key, std::string_view wanted) {
  if (key.size() != wanted.size()) return false;
  for (size_t i = 0; i < key.size(); i++) {
    if ((key[i] | 0x20) != wanted[i]) return false;
  }
  return true;
}

// The value of `home` in a pyvenv.cfg. False: there is no such file. Empty: it does not say.
bool read_configuration(const std::string& path, std::string& home) {
  std::string text;
  if (!read_file(path, text)) return false;
  std::string_view rest(text);
  while (!rest.empty()) {
    size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    size_t equals = line.find('=');
    if (equals == std::string_view::npos || !has_key(trim(line.substr(0, equals)), "home")) continue;
    home = trim(line.substr(equals + 1));
    return true;
  }
  return true;
}

std::string prefix_of(const std::string& directory) {
  return directory.ends_with("/bin") ? directory_of(directory) : directory;
}

}  // namespace

Home find_home(const std::string& executable, const char* python_home) {
  Home result;
  result.base_executable = executable;
  std::string directory = directory_of(executable);
  for (const std::string& place : {directory, directory_of(directory)}) {
    if (executable.empty() || !read_configuration(join(place, "pyvenv.cfg"), result.home)) continue;
    if (!result.home.empty()) result.prefix = place;
    break;
  }
  if (!result.home.empty()) {
    std::string candidate = join(result.home, executable.substr(executable.rfind('/') + 1));
    result.base_executable = access(candidate.c_str(), X_OK) == 0 ? candidate : resolve(executable);
  }
  if (python_home != nullptr && *python_home != 0) {
    std::string_view text(python_home);
    result.base_prefix = text.substr(0, text.find(':'));
  } else if (executable.empty()) {
    result.base_prefix = kUnknownPrefix;
  } else if (!result.home.empty()) {
    result.base_prefix = prefix_of(result.home);
  } else {
    result.base_prefix = prefix_of(directory_of(resolve(executable)));
  }
  if (result.prefix.empty()) result.prefix = result.base_prefix;
  result.library = join(result.base_prefix, "lib/python3.14");
  return result;
}

}  // namespace memphis

#include "program_path.h"

#include <sys/stat.h>
#include <unistd.h>

#include <climits>
#include <cstdlib>
#include <string_view>

namespace {

bool is_program(const std::string& path) {
  struct stat information;
  return stat(path.c_str(), &information) == 0 && S_ISREG(information.st_mode) && access(path.c_str(), X_OK) == 0;
}

std::string absolute(std::string_view path) {
  if (path.starts_with("/")) return std::string(path);
  char buffer[PATH_MAX];
  if (getcwd(buffer, sizeof(buffer)) == nullptr) return {};
  while (path.starts_with("./")) path.remove_prefix(2);
  std::string result(buffer);
  if (!result.ends_with("/")) result += "/";
  return result + std::string(path);
}

std::string search_path(std::string_view name) {
  const char* variable = getenv("PATH");
  for (std::string_view rest = variable == nullptr ? "" : variable; !rest.empty();) {
    size_t colon = rest.find(':');
    std::string directory(rest.substr(0, colon));
    rest = colon == std::string_view::npos ? std::string_view() : rest.substr(colon + 1);
    std::string candidate = (directory.empty() ? "." : directory) + "/" + std::string(name);
    if (is_program(candidate)) return absolute(candidate);
  }
  return {};
}

}  // namespace

std::string program_path(const char* name) {
  std::string_view text = name == nullptr ? "" : name;
  std::string found = text.find('/') == std::string_view::npos ? search_path(text) : absolute(text);
  if (!found.empty() && is_program(found)) return found;
  char* executable = realpath("/proc/self/exe", nullptr);
  std::string result = executable != nullptr ? executable : "";
  free(executable);
  return result;
}

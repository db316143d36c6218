#include "runtime/locale_encoding.h"

#include <cstdlib>
#include <string_view>

namespace memphis {

namespace {

std::string locale_name() {
  for (const char* variable : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const char* value = getenv(variable);
    if (value != nullptr && *value != 0) return value;
  }
  return "C";
}

bool is_c(const std::string& name) { return name == "C" || name == "POSIX"; }

}  // namespace

std::string locale_encoding() {
  std::string name = locale_name();
  size_t dot = name.find('.');
  if (is_c(name) || dot == std::string::npos) return "UTF-8";
  std::string encoding = name.substr(dot + 1, name.find('@') - dot - 1);
  std::string folded;
  for (char c : encoding) {
    if (c != '-' && c != '_') folded += static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
  }
  return folded.empty() || folded == "utf8" ? "UTF-8" : encoding;
}

std::string default_encoding() {
  const char* utf8_mode = getenv("PYTHONUTF8");
  bool is_utf8_mode = utf8_mode != nullptr && std::string_view(utf8_mode) == "1";
  return is_utf8_mode || is_c(locale_name()) ? "utf-8" : locale_encoding();
}

bool is_plain_locale() {
  std::string name = locale_name();
  return is_c(name) || name == "C.UTF-8" || name == "C.utf8" || name == "UTF-8";
}

}  // namespace memphis
